// SPDX-License-Identifier: Apache-2.0
// Every kind of work of the program is whole: steps, a way, a screen, cases of its scans.
#include <string.h>

#include "screen.h"
#include "short_reasons.h"
#include "walk_way.h"

// Steps with unlike names, a judge each, one that is waited for.
static void steps(const struct work_flow *flow)
{
    bool waits = false;
    for (size_t i = 0; i < flow->n_steps; i++) {
        const struct work_step *step = &flow->steps[i];
        g_assert_cmpuint(work_step_named(flow, step->name), ==, i);
        g_assert_true(step->judge && step->expect < EXPECT_NOTHING);
        waits = waits || !step->optional;
    }
    g_assert_true(waits);
}

static void way(const struct work_way *way)
{
    g_assert_true(way->flow && way->size && way->read && way->clear && way->answer);
    g_assert_true(way->scan && way->undo);
    g_assert_true(!way->reopens == !way->reopen);
    g_assert_true(!way->walk || way->peek);
    steps(way->flow);
}

static void test_whole(void)
{
    size_t n = 0, n_ways = 0;
    const struct work_kind *kinds = work_kinds(&n);
    const struct work_way *const *ways = work_ways(&n_ways);
    g_assert_cmpuint(n, ==, n_ways);
    for (size_t i = 0; i < n; i++) {
        g_assert_true(work_kind_find(kinds[i].code) == &kinds[i]);
        g_assert_true(work_way_of(kinds[i].code) == ways[i]);
        g_assert_cmpuint(kinds[i].roles & ROLE_ADMIN, ==, ROLE_ADMIN);
        g_assert_true(*kinds[i].title && *kinds[i].label);
        g_assert_true(!i || kinds[i - 1].rank < kinds[i].rank);
        way(ways[i]);
    }
}

static void test_screens(void)
{
    size_t n = 0;
    const struct work_kind *kinds = work_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        const struct screen *screen = ui_screen_find(kinds[i].screen);
        g_assert_true(screen && screen->of_one && screen->floor);
        // The general screen draws what walks; another kind has its own.
        g_assert_true(work_way_of(kinds[i].code)->walk || strcmp(kinds[i].screen, "work"));
    }
}

// What a scan means in each of its steps stands in tests/table/scans.txt.
static void test_cases(void)
{
    size_t n = 0;
    g_autofree char *text = NULL;
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "..", "table", "scans.txt", NULL);
    const struct work_kind *kinds = work_kinds(&n);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    for (size_t i = 0; i < n; i++) {
        g_autofree char *scene = g_strdup_printf("\n%s ", kinds[i].code);
        const char *own = strstr(text, scene);
        g_assert_nonnull(own);
        const struct work_flow *flow = work_way_of(kinds[i].code)->flow;
        for (size_t k = 0; k < flow->n_steps; k++) {
            g_autofree char *row = g_strdup_printf("\n%s | ", flow->steps[k].name);
            g_assert_true(flow->steps[k].optional || strstr(own, row));
        }
    }
}

static void test_reasons(void)
{
    size_t n = 0;
    const struct short_reason *reasons = short_reasons(&n);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *kept = short_reason_kept(reasons[i].also);
        g_assert_cmpstr(kept, ==, reasons[i].code);
        g_assert_true(short_reason_of(reasons[i].code) == &reasons[i]);
    }
    g_assert_cmpstr(short_reason_of(" Wrong-Item ")->code, ==, "wrong_item");
    g_autofree char *words = short_reason_kept("it fell behind the shelf");
    g_assert_cmpstr(words, ==, "other: it fell behind the shelf");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/kinds/whole", test_whole);
    g_test_add_func("/kinds/screens", test_screens);
    g_test_add_func("/kinds/cases", test_cases);
    g_test_add_func("/kinds/reasons", test_reasons);
    return g_test_run();
}
