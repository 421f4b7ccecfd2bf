// SPDX-License-Identifier: Apache-2.0
// Every kind of work of the program is whole: steps that are all reached, a way, a screen, cases of
// its scans. The same is asked of the kinds of tests/lib/kind, which stand beside them.
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

// --- every step that is waited for is reached

enum { PLACE = 7, TARGET, ITEM, THERE = 3, MOST_SCANS = 32 };

// What a person may scan; of each step one of these must be the right answer.
static const struct scan_seen scans[] = {
    {.kind = SEEN_PLACE, .id = PLACE, .qty = 1, .code = "A1", .text = "A1", .name = "A1"},
    {.kind = SEEN_ITEM, .id = ITEM, .qty = 1, .code = "CUP", .text = "CUP", .name = "cup"},
    {.kind = SEEN_PLACE, .id = TARGET, .qty = 1, .code = "B2", .text = "B2", .name = "B2"},
    {.kind = SEEN_NONE, .qty = 1, .code = "1", .text = "1", .name = ""},
    {.kind = SEEN_TOTE, .id = 1, .qty = 1, .code = "T1", .text = "T1", .name = "T1"},
    {.kind = SEEN_PLATE, .id = 1, .qty = 1, .code = "P1", .text = "P1", .name = "P1"},
};

// The answer of the first of them that is right in the step at hand.
static void right_answer(const char *kind, const struct work_stand *stand,
                         struct scan_answer *ret_answer)
{
    const struct work_step *step = &stand->flow->steps[stand->step];
    for (size_t i = 0; i < G_N_ELEMENTS(scans); i++) {
        struct scan_seen seen = scans[i];
        seen.lot = seen.serial = "";
        work_judge(stand, &seen, ret_answer);
        if (ret_answer->action != ACT_NONE)
            return;
    }
    g_error("Step %s of %s: no scan of this test is right there. Its judge must answer one by an "
            "action (work_rules.h); add what it waits for to `scans`.",
            step->name, kind);
}

// Walks through a task by right answers until all of its pieces are done; the steps that came.
static unsigned walk_through(const char *kind, const struct work_flow *flow)
{
    struct work_task task = {.id = 1,
                             .item_id = ITEM,
                             .item = "cup",
                             .sku = "CUP",
                             .qty = THERE,
                             .place_id = PLACE,
                             .place = "A1",
                             .check = "",
                             .lot = "",
                             .serial = "",
                             .to_id = TARGET,
                             .to = "B2",
                             .to_check = ""};
    struct work_reached far = {0, 0};
    bool here = false;
    unsigned came = 0;
    for (int i = 0; work_task_open(&task); i++) {
        struct scan_answer answer;
        const struct work_stand stand = {.flow = flow,
                                         .task = &task,
                                         .tasks_known = true,
                                         .tasks = &task,
                                         .n_tasks = 1,
                                         .lots_known = true,
                                         .step = work_step_at(flow, here, far.step)};
        if (i == MOST_SCANS)
            g_error("%s: right scans do not come to an end of its table of steps", kind);
        came |= 1u << stand.step;
        right_answer(kind, &stand, &answer);
        far = work_reach(&stand, &answer);
        task.taken = far.taken;
        here = !answer.place_id;
        if (answer.action == ACT_BOOK)
            task.done += answer.qty;
    }
    return came;
}

// In any order: what is asked for before the tasks are done, and after.
static unsigned asked_for(const struct work_flow *flow)
{
    unsigned came = 0;
    for (int64_t done = 0; done <= THERE; done += THERE) {
        struct work_expectation next;
        const struct work_task task = {.item = "cup",
                                       .sku = "CUP",
                                       .place = "",
                                       .check = "",
                                       .lot = "",
                                       .serial = "",
                                       .to = "",
                                       .qty = THERE,
                                       .done = done};
        const struct work_stand stand = {
            .flow = flow, .tasks_known = true, .tasks = &task, .n_tasks = 1, .box_type = ""};
        work_expect(&stand, &next);
        came |= 1u << (next.step - flow->steps);
    }
    return came;
}

static void test_reached(void)
{
    size_t n = 0;
    const struct work_kind *kinds = work_kinds(&n);
    for (size_t i = 0; i < n; i++) {
        const struct work_flow *flow = work_way_of(kinds[i].code)->flow;
        unsigned came = flow->any_order ? asked_for(flow) : walk_through(kinds[i].code, flow);
        for (size_t k = 0; k < flow->n_steps; k++)
            if (!flow->steps[k].optional && !(came & 1u << k))
                g_error("Step %s of %s is never asked for: no step before it leads there",
                        flow->steps[k].name, kinds[i].code);
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
        if (!own)
            g_error("The kind %s has no scene in tests/table/scans.txt: add rows that begin with "
                    "\"%s cup 3 at A1\" and say for each step what a scan means",
                    kinds[i].code, kinds[i].code);
        const struct work_flow *flow = work_way_of(kinds[i].code)->flow;
        for (size_t k = 0; k < flow->n_steps; k++) {
            g_autofree char *row = g_strdup_printf("\n%s | ", flow->steps[k].name);
            if (!flow->steps[k].optional && !strstr(own, row))
                g_error("The step %s of %s has no row \"%s | … -> …\" in tests/table/scans.txt",
                        flow->steps[k].name, kinds[i].code, flow->steps[k].name);
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
    g_test_add_func("/kinds/reached", test_reached);
    g_test_add_func("/kinds/cases", test_cases);
    g_test_add_func("/kinds/reasons", test_reasons);
    return g_test_run();
}
