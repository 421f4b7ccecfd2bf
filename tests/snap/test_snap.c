// SPDX-License-Identifier: Apache-2.0
// Pictures of every screen at five sizes in tests/snap/golden; TOTE_SNAP_UPDATE=1 renews them.
#include <stdio.h>
#include <string.h>

#include "acts.h"
#include "scenes.h"

static struct {
    int number, of; // every of-th case is ours
    int cases;      // seen so far
} part = {1, 1, 0};

static const struct {
    int cols, rows;
} sizes[] = {{80, 24}, {120, 40}, {40, 25}, {20, 16}, {20, 8}};

static const char *const plain_env[] = {"TOTE_CLOCK=" G_STRINGIFY(SHOP_CLOCK),
                                        "XDG_CONFIG_HOME=/nonexistent", "TOTE_THROWAWAY=1",
                                        "NO_COLOR=1", NULL};

static void test_scene(gconstpointer data)
{
    const struct scene *scene = data;
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        const struct pty_options how = {
            .cols = sizes[i].cols, .rows = sizes[i].rows, .env = scene_env};
        g_autoptr(scene_visit) visit = visit_new(scene, &how);
        struct pty *pty = visit->pty;
        g_autofree char *golden = g_strdup_printf("tests/snap/golden/%s_%dx%d.txt", scene->name,
                                                  sizes[i].cols, sizes[i].rows);
        pty_expect_golden(pty, golden);
    }
}

// Without colour nothing may be lost: no colour is sent, and the signs are there.
static void test_plain(gconstpointer data)
{
    const struct scene *scene = data;
    static const struct pty_options ways[] = {{.env = plain_env},
                                              {.env = scene_env, .term = "vt100"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(scene_visit) visit = visit_new(scene, &ways[i]);
        struct pty *pty = visit->pty;
        g_autofree char *attributes = pty_attributes(pty);
        g_assert_null(strstr(attributes, "fg="));
        g_assert_null(strstr(attributes, "bg="));
    }
}

// The footer still names help, but where a long sentence stands in its place on a small screen.
static void check_size(struct pty *pty, int cols, int rows)
{
    g_autofree char *text = pty_text(pty);
    g_assert_false(pty_ended(pty));
    if (cols >= 16 && rows >= (cols <= 24 ? 12 : 6) && !strstr(text, "Help") &&
        !strstr(text, "XXX"))
        g_error("%dx%d: no way to help:\n%s", cols, rows, text);
}

static void test_resize(gconstpointer data)
{
    const struct scene *scene = data;
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    guint32 seed = 7;
    pty_keys(pty, "ab");
    static const int least[][2] = {{1, 1}, {1, 24}, {2, 2}, {80, 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(least); i++) {
        pty_resize(pty, least[i][0], least[i][1]);
        check_size(pty, least[i][0], least[i][1]);
    }
    for (int i = 0; i < 60; i++) {
        seed = seed * 1664525 + 1013904223;
        int cols = 8 + (int)(seed >> 16) % 193, rows = 3 + (int)(seed >> 8) % 58;
        pty_resize(pty, cols, rows);
        check_size(pty, cols, rows);
    }
    pty_resize(pty, 80, 24);
    g_assert_true(pty_has(pty, "ab"));
}

static void test_typing(gconstpointer data)
{
    const struct scene *scene = data;
    g_autoptr(scene_visit) visit = visit_new(scene, NULL);
    struct pty *pty = visit->pty;
    struct db *db = shop_open(visit->path);
    int64_t before = db_change_token(db);
    guint32 seed = 11;
    for (int i = 0; i < 200; i++) {
        seed = seed * 1664525 + 1013904223;
        char key[2] = {(char)(' ' + (seed >> 16) % 95), '\0'};
        pty_send(pty, key, 1);
        pty_settle(pty);
    }
    g_assert_cmpint(db_change_token(db), ==, before);
    db_close(db);
}

static void add(const char *kind, const char *name, gconstpointer data, GTestDataFunc function)
{
    g_autofree char *path = g_build_path("/", "/snap", kind, name, NULL);
    if (part.cases++ % part.of == part.number - 1)
        g_test_add_data_func(path, data, function);
}

static void add_scenes(void)
{
    for (size_t i = 0; i < n_scenes; i++) {
        const struct scene *scene = &scenes[i];
        add("picture", scene->name, scene, test_scene);
        add("plain", scene->name, scene, test_plain);
        if (!strchr("l", scene->name[0]))
            add("resize", scene->name, scene, test_resize);
        if (strstr("home orders item take bench", scene->name))
            add("typing", scene->name, scene, test_typing);
    }
}

static void run_act(gconstpointer act)
{
    ((const struct act *)act)->function();
}

static void add_acts(const struct act *acts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add("", acts[i].name, &acts[i], run_act);
}

// test_snap SNAP_UI [--part NUMBER/OF]
int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (argc < 2)
        return 2;
    if (argc == 4 &&
        (strcmp(argv[2], "--part") || sscanf(argv[3], "%d/%d", &part.number, &part.of) != 2))
        return 2;
    scenes_begin(argv[1]);
    add_scenes();
    add_acts(acts_desk, n_acts_desk);
    add_acts(acts_keys, n_acts_keys);
    add_acts(acts_scans, n_acts_scans);
    add_acts(acts_screens, n_acts_screens);
    int result = g_test_run();
    scenes_end();
    return result;
}
