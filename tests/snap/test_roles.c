// SPDX-License-Identifier: Apache-2.0
// Money and customers are seen by role, on every screen: each role goes through all scenes and
// opens every screen there is, and nothing that it may not see is in any picture.
#include <string.h>

#include "query.h"
#include "scenes.h"
#include "session.h"
#include "ui.h"

// What was seen on the way, SEES_….
struct walk {
    const char *who;
    enum role role;
    unsigned sees, seen;
};

// An amount as all currencies of the shop write it; weights have three digits behind the point.
static bool has_money(const char *text)
{
    static const char amount[] = "(?<![0-9.])[0-9]+\\.[0-9]{2}(?![0-9.])|EUR";
    return g_regex_match_simple(amount, text, 0, 0);
}

static bool has_people(const char *text)
{
    bool found = strstr(text, "Quay St") || strstr(text, "Leeds");
    for (size_t i = 0; shop_customer(i); i++)
        found = found || strstr(text, shop_customer(i));
    return found;
}

static void look(struct walk *walk, struct pty *pty, const char *where)
{
    g_autofree char *text = pty_text(pty);
    unsigned seen = (has_money(text) ? SEES_MONEY : 0) | (has_people(text) ? SEES_PEOPLE : 0);
    if (seen & ~walk->sees)
        g_error("%s sees %s in %s:\n%s", walk->who,
                seen & ~walk->sees & SEES_MONEY ? "money" : "a customer", where, text);
    walk->seen |= seen;
}

// Its parts and the orders of its rows.
static void look_around(struct walk *walk, struct pty *pty, const char *where)
{
    static const char *const keys[] = {"<Tab>", "<Tab>", "<Tab>", "<F6>"};
    look(walk, pty, where);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        pty_keys(pty, keys[i]);
        look(walk, pty, where);
    }
}

// A screen opens for those who may ask its query, and for nobody else.
static void refused(const struct walk *walk, struct pty *pty, const struct screen *screen)
{
    g_autofree char *text = pty_text(pty);
    bool told = strstr(text, "needs another right") != NULL;
    if (told == ((walk->role & screen->query->roles) != 0))
        g_error("%s and the screen %s:\n%s", walk->who, screen->name, text);
}

// What shows one thing is opened with one of each kind.
static void open_all(struct walk *walk, struct pty *pty)
{
    static const char *const things[] = {"", "O-100005", "MUG-BLU-330", "W-101", "W-105"};
    for (const struct screen *const *screen = ui_screens(); *screen; screen++)
        for (size_t i = 0; i < ((*screen)->of_one ? G_N_ELEMENTS(things) : 1); i++) {
            g_autofree char *open = g_strdup_printf(":%s %s<Enter>", (*screen)->name, things[i]);
            if ((*screen)->outside || (*screen)->inner)
                continue;
            pty_keys(pty, open);
            if (!(*screen)->of_one || *things[i])
                refused(walk, pty, *screen);
            look_around(walk, pty, open);
            pty_keys(pty, "<F3>");
        }
}

static void walk_scene(struct walk *walk, const struct scene *as_made,
                       const struct pty_options *how)
{
    struct scene scene = *as_made;
    scene.operator= walk->who;
    g_autoptr(scene_visit) visit = visit_new(&scene, how);
    look(walk, visit->pty, scene.name);
}

static void walk_house(struct walk *walk)
{
    static const struct {
        int cols, rows;
    } sizes[] = {{120, 40}, {40, 25}};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        const struct pty_options how = {
            .cols = sizes[i].cols, .rows = sizes[i].rows, .env = scene_env};
        for (size_t k = 0; k < n_scenes; k++)
            walk_scene(walk, &scenes[k], &how);
        struct scene packed = *scene_called("packed");
        packed.operator= walk->who;
        packed.open = NULL;
        g_autoptr(scene_visit) visit = visit_new(&packed, &how);
        open_all(walk, visit->pty);
    }
}

static void test_role(gconstpointer data)
{
    const char *const *row = data;
    struct walk walk = {.who = row[0], .role = session_role(row[1])};
    walk.sees = role_sees(walk.role);
    walk_house(&walk);
    g_assert_cmpuint(walk.seen, ==, walk.sees); // else the walk passes by what it looks for
}

int main(int argc, char **argv)
{
    static const char *const people[][2] = {
        {"anna", "picker"}, {"ben", "packer"}, {"sam", "manager"}};
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    scenes_begin(argv[1]);
    for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
        g_autofree char *path = g_strdup_printf("/roles/%s", people[i][1]);
        g_test_add_data_func(path, people[i], test_role);
    }
    int result = g_test_run();
    scenes_end();
    return result;
}
