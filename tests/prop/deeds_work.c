// SPDX-License-Identifier: Apache-2.0
// Work of every kind by the verbs that serve them all.
#include "pack_view.h"
#include "walk_view.h"
#include "world.h"

#define WORK_NUMBER "SELECT 'W-' || CAST(100 + id AS TEXT) FROM work "

// Any work, with the turn mostly at the one who has it.
static const char *some_work(struct world *world)
{
    static const struct sql claimed = {
        "prop.claimed", WORK_NUMBER "WHERE done_at = 0 AND operator_id IS NOT NULL", true};
    static const struct sql all = {"prop.every_work", WORK_NUMBER, true};
    static const struct sql owner = {"prop.owner",
                                     "SELECT operator_id FROM work WHERE id = $1 AND operator_id "
                                     "IS NOT NULL",
                                     true};
    const char *work = world_choose(world, g_test_rand_int_range(0, 8) ? &claimed : &all);
    world_turn(world, ANNA, SAM);
    if (!work || !g_test_rand_int_range(0, 8))
        return work;
    int64_t has = world_number(world, &owner, g_ascii_strtoll(work + 2, NULL, 10) - 100);
    for (int i = 0; i < PEOPLE; i++)
        if (world->people[i]->operator_id == has)
            world->person = world->people[i];
    return work;
}

static void next(struct world *world)
{
    static const char *const kinds[] = {NULL, NULL, NULL, "pick", "pack", "pick,pack", "nothing"};
    world_turn(world, ANNA, SAM);
    DO(world, "work.next", ANY(kinds));
}

static void take(struct world *world)
{
    const char *work = some_work(world);
    for (int i = upto(2); work && i > 0; i--)
        DO(world, "work.take", work);
}

// What the work asks for; NULL where it asks for nothing.
static const char *wanted(struct world *world, const char *work)
{
    g_auto(op_walk_view) pick = {0};
    g_auto(op_pack_view) pack = {0};
    if (walk_view_find(world->shop->db, work, &pick, NULL))
        return !pick.task                 ? NULL
               : pick.stage == WALK_PLACE ? g_intern_string(pick.task->place)
               : *pick.task->lot          ? g_intern_string(pick.task->lot)
                                          : g_intern_string(pick.task->sku);
    if (!pack_view_find(world->shop->db, work, &pack, NULL))
        return NULL;
    for (unsigned i = 0; i < list_len(pack.lines); i++) {
        const struct line_row *line = list_at(pack.lines, struct line_row, i);
        if (line->packed < line->picked)
            return g_intern_string(line->sku);
    }
    return NULL;
}

static void scan(struct world *world)
{
    const char *work = some_work(world);
    const char *code = work ? wanted(world, work) : NULL;
    if (!work)
        return;
    int verdict = DO(world, "work.scan", work, code ? code : "XYZZY");
    if (world_moved(world) > (verdict == VERDICT_MATCH))
        world_fail(world, "a good scan has one ledger row at most, any other none");
}

static void leave(struct world *world)
{
    const char *work = some_work(world);
    if (work)
        DO(world, "work.leave", work);
}

static void undo(struct world *world)
{
    const char *work = some_work(world);
    if (work)
        DO(world, "work.undo", work);
}

static const struct deed of_workers[] = {
    {6, next, "work.next"},   {4, take, "work.take"}, {20, scan, "work.scan"},
    {1, leave, "work.leave"}, {2, undo, "work.undo"},
};

const struct deed_list work_deeds = {of_workers, G_N_ELEMENTS(of_workers)};
