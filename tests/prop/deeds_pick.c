// SPDX-License-Identifier: Apache-2.0
// What pickers do, right and wrong, in both warehouses.
#include <string.h>

#include "walk_view.h"
#include "world.h"

static const char *const codes[] = {"TEA", "MUG", "POT",   "SPOON", "A1",    "A2", "B1",
                                    "E1",  "L1",  "XYZZY", "B2",    "%UNDO", "#1", "EAST:A1"};

#define WORK_NUMBER "SELECT 'W-' || CAST(100 + id AS TEXT) FROM work WHERE kind = 'pick' "

static void as_picker(struct world *world)
{
    static const int pickers[] = {ANNA, BEN, PIA, EVE, EVE};
    int who = ANY(pickers);
    world_turn(world, who, who);
}

static const char *some_work(struct world *world)
{
    static const struct sql open = {
        "prop.open", WORK_NUMBER "AND done_at = 0 AND operator_id IS NOT NULL", true};
    static const struct sql all = {"prop.works", "SELECT 'W-' || CAST(100 + id AS TEXT) FROM work",
                                   true};
    return world_choose(world, g_test_rand_int_range(0, 8) ? &open : &all);
}

// As the one who has the work, mostly.
static const char *my_work(struct world *world)
{
    const char *work = some_work(world);
    as_picker(world);
    if (!work || !g_test_rand_int_range(0, 8))
        return work;
    g_autoptr(GError) error = NULL;
    g_auto(op_walk_view) view = {0};
    if (walk_view_find(world->shop->db, work, &view, &error))
        for (int i = 0; i < PEOPLE; i++)
            if (world->people[i]->operator_id == view.work->operator_id)
                world->person = world->people[i];
    return work;
}

static void start(struct world *world)
{
    static const struct sql sql = {
        "prop.all", "SELECT 'O-' || CAST(100000 + id AS TEXT) FROM sales_order", true};
    as_picker(world);
    int several = g_test_rand_int_range(0, 4);
    g_autofree char *n = several > 1 ? g_strdup_printf("%d", several) : NULL;
    if (g_test_rand_int_range(0, 3))
        DO(world, "pick.start", NULL, n);
    else
        DO(world, "pick.start", world_choose(world, &sql));
}

static void take_over(struct world *world)
{
    const char *work = some_work(world);
    as_picker(world);
    if (work) {
        DO(world, "pick.start", work);
        DO(world, "pick.start", work);
    }
}

static void judge_scan(struct world *world, int verdict)
{
    bool booked = verdict == VERDICT_MATCH && *world_answer(world) == '+';
    if (world_moved(world) != booked)
        world_fail(world, "a good scan has exactly one ledger row, any other none: %d",
                   (int)world_moved(world));
}

static void scan_right(struct world *world)
{
    const char *work = my_work(world);
    g_autoptr(GError) error = NULL;
    g_auto(op_walk_view) view = {0};
    if (!work || !walk_view_find(world->shop->db, work, &view, &error) || !view.task)
        return;
    const char *code = view.stage == WALK_PLACE ? view.task->place
                       : *view.task->lot        ? view.task->lot
                                                : view.task->sku;
    judge_scan(world, DO(world, "pick.scan", work, code));
}

// The goods have all been found: the rest of the walk, scan by scan.
static void finish(struct world *world)
{
    for (int i = 0; i < 12; i++)
        scan_right(world);
}

static void scan_any(struct world *world)
{
    const char *work = my_work(world);
    if (work)
        judge_scan(world, DO(world, "pick.scan", work, ANY(codes)));
}

static void short_of(struct world *world)
{
    static const char *const reasons[] = {"empty", "empty", "few", "reach", "reach", "broken"};
    const char *work = my_work(world);
    if (work)
        DO(world, "pick.short", work, number(g_test_rand_int_range(0, 3)), ANY(reasons));
}

static void skip(struct world *world)
{
    const char *work = my_work(world);
    if (work)
        DO(world, "pick.skip", work);
}

static void undo(struct world *world)
{
    const char *work = my_work(world);
    if (work)
        DO(world, "pick.undo", work);
}

// The whole work, one by one.
static void undo_all(struct world *world)
{
    const char *work = my_work(world);
    struct session *person = world->person;
    for (int i = 0; work && i < 6; i++) {
        world->person = person;
        if (DO(world, "pick.undo", work) < 0)
            break;
    }
}

static void leave(struct world *world)
{
    const char *work = my_work(world);
    if (work)
        DO(world, "pick.leave", work);
}

static void time_passes(struct world *world)
{
    (void)world;
    clock_fix(clock_now() + upto(20) * MINUTE_MS);
}

static const struct deed of_pickers[] = {
    {12, start, "pick.start"}, {3, take_over, "pick.start"}, {50, scan_right, "pick.scan"},
    {10, finish, "pick.scan"}, {12, scan_any, "pick.scan"},  {4, short_of, "pick.short"},
    {3, skip, "pick.skip"},    {6, undo, "pick.undo"},       {2, undo_all, "pick.undo"},
    {2, leave, "pick.leave"},  {4, time_passes, ""},
};

const struct deed_list pick_deeds = {of_pickers, G_N_ELEMENTS(of_pickers)};
