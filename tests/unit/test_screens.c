// SPDX-License-Identifier: Apache-2.0
// What a role may open and see on the screens is what the rows of the queries say.
#include <string.h>

#include "listing.h"
#include "query.h"
#include "registry.h"
#include "session.h"
#include "ui.h"
#include "ui_internal.h"

// Screens without a query show nothing of their own.
static bool shows_nothing(const struct screen *screen)
{
    return screen->overlay || screen->outside;
}

static void test_queries(void)
{
    for (const struct screen *const *screen = ui_screens(); *screen; screen++) {
        g_assert_true(((*screen)->query == NULL) == shows_nothing(*screen));
        if ((*screen)->query)
            g_assert_true(query_find((*screen)->query->name) == (*screen)->query);
    }
}

static struct view *look(struct view *view, struct ui *ui, const struct screen *screen)
{
    *view = (struct view){.screen = screen, .ui = ui};
    return view;
}

// Everybody opens what may be asked, nobody more, and sees there what both role and query allow.
static void test_every_role(void)
{
    static const enum role roles[] = {ROLE_PICKER, ROLE_PACKER, ROLE_MANAGER, ROLE_ADMIN};
    for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
        struct session session = {.role = roles[i]};
        struct ui ui = {.session = &session};
        struct view view;
        for (const struct screen *const *screen = ui_screens(); *screen; screen++) {
            const struct query *query = (*screen)->query;
            if (!query)
                continue;
            look(&view, &ui, *screen);
            g_assert_true(ui_may(&view, *screen) == ((query->roles & roles[i]) != 0));
            unsigned sees = query->roles & roles[i] ? role_sees(roles[i]) & query->sees : 0;
            g_assert_cmpuint(ui_sees(&view), ==, sees);
        }
        g_assert_true(ui_may(&view, ui_screen_find(role_row(roles[i])->first)));
    }
}

// As people know it: "home pick stock …".
static void opens(enum role role, const char *wanted)
{
    struct session session = {.role = role};
    struct ui ui = {.session = &session};
    struct view view;
    g_autoptr(GString) names = g_string_new(NULL);
    for (const struct screen *const *screen = ui_screens(); *screen; screen++)
        if ((*screen)->query && ui_may(look(&view, &ui, *screen), *screen))
            g_string_append_printf(names, "%s%s", names->len ? " " : "", (*screen)->name);
    g_assert_cmpstr(names->str, ==, wanted);
}

static void test_known(void)
{
    opens(ROLE_PICKER, "home stock item pick work short works");
    opens(ROLE_PACKER,
          "home orders order stock item pick work short pack bench printers loads load works");
    opens(ROLE_MANAGER, "home orders order stock item pick work short pack bench printers "
                        "stations conflicts loads load works");
}

// A column shows nothing that the query of its screen does not tell.
static void test_columns(void)
{
    for (const struct screen *const *screen = ui_screens(); *screen; screen++) {
        const struct list_kind *list = (*screen)->list;
        for (size_t i = 0; list && i < list->source.n_columns; i++)
            g_assert_cmpuint(list->source.columns[i].sees & ~(*screen)->query->sees, ==, 0);
    }
}

// An action that calls an operation is for those who may do that.
static void test_actions(void)
{
    for (const struct screen *const *screen = ui_screens(); *screen; screen++)
        for (const struct action *row = (*screen)->actions; row && row->id; row++) {
            g_assert_true(!row->op || op_find(row->op));
            g_assert_true(!row->sees || !(row->sees & ~(*screen)->query->sees));
        }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/screens/queries", test_queries);
    g_test_add_func("/screens/every-role", test_every_role);
    g_test_add_func("/screens/known", test_known);
    g_test_add_func("/screens/columns", test_columns);
    g_test_add_func("/screens/actions", test_actions);
    return g_test_run();
}
