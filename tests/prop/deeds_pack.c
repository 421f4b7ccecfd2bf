// SPDX-License-Identifier: Apache-2.0
// What benches do, right and wrong: packing, weighing, labels, the carrier, in both warehouses.
#include <string.h>

#include "pack_view.h"
#include "world.h"

static const char *const codes[] = {"TEA", "MUG", "POT", "SPOON", "A1", "L1", "B1", "B2", "XYZZY"};
static const char *const boxes[] = {"B1", "B2", "B3", "B9"};

static void as_packer(struct world *world)
{
    static const int packers[] = {PIA, ED, SAM};
    int who = ANY(packers);
    world_turn(world, who, who);
}

// A packing, with the turn mostly at the one who has it.
static const char *some_pack(struct world *world)
{
    static const struct sql open = {"prop.packs",
                                    "SELECT 'W-' || CAST(100 + id AS TEXT) FROM work WHERE kind = "
                                    "'pack' AND done_at = 0 AND operator_id IS NOT NULL",
                                    true};
    g_autoptr(GError) error = NULL;
    g_auto(op_pack_view) view = {0};
    static const struct sql all = {"prop.any_work",
                                   "SELECT 'W-' || CAST(100 + id AS TEXT) FROM work", true};
    const char *pack = world_choose(world, g_test_rand_int_range(0, 12) ? &open : &all);
    as_packer(world);
    if (pack && g_test_rand_int_range(0, 8) && pack_view_find(world->shop->db, pack, &view, &error))
        for (int i = 0; i < PEOPLE; i++)
            if (world->people[i]->operator_id == view.work->operator_id)
                world->person = world->people[i];
    return pack;
}

static void open_pack(struct world *world)
{
    static const struct sql fulfilment = {
        "prop.picked",
        "SELECT 'O-' || CAST(100000 + order_id AS TEXT) FROM fulfilment WHERE state = 'picked'",
        true};
    const char *order = world_choose(world, &fulfilment);
    as_packer(world);
    if (order)
        DO(world, "pack.open", order);
}

// By its own number, also what somebody else has or what is done.
static void open_any(struct world *world)
{
    static const struct sql all = {"prop.all_works",
                                   "SELECT 'W-' || CAST(100 + id AS TEXT) FROM work", true};
    const char *work = world_choose(world, &all);
    as_packer(world);
    if (work)
        DO(world, "pack.open", work);
}

static void scan(struct world *world, const char *pack, const char *code)
{
    int verdict = DO(world, "pack.scan", pack, code);
    bool booked = verdict == VERDICT_MATCH && !g_str_has_prefix(world_answer(world), "Box");
    if (world_moved(world) != booked)
        world_fail(world, "a good scan at the bench has exactly one ledger row");
}

// An earlier box in hand again, if it is open.
static void earlier_box(struct world *world)
{
    const char *pack = some_pack(world);
    g_autofree char *code = g_strdup_printf("%%BOX%d", g_test_rand_int_range(1, 5));
    if (pack)
        scan(world, pack, code);
}

static void scan_any(struct world *world)
{
    const char *pack = some_pack(world);
    if (pack)
        scan(world, pack, ANY(codes));
}

// What still has to go into the box; false where that is nothing.
static bool scan_next(struct world *world, const char *pack)
{
    g_autoptr(GError) error = NULL;
    g_auto(op_pack_view) view = {0};
    if (!pack_view_find(world->shop->db, pack, &view, &error))
        return false;
    for (unsigned i = 0; i < list_len(view.lines); i++) {
        const struct line_row *line = list_at(view.lines, struct line_row, i);
        if (line->packed < line->picked) {
            scan(world, pack, line->sku);
            return true;
        }
    }
    return false;
}

static void scan_right(struct world *world)
{
    const char *pack = some_pack(world);
    if (pack)
        scan_next(world, pack);
}

// All that is left of a packing, each piece into the box in hand or the next one.
static void pack_whole(struct world *world)
{
    const char *pack = some_pack(world);
    for (int i = 0; pack && i < 24; i++) {
        if (g_test_rand_int_range(0, 2))
            DO(world, "pack.box", pack, ANY(boxes));
        if (!scan_next(world, pack))
            break;
    }
    if (pack)
        DO(world, "pack.close", pack, "yes");
}

static void choose_box(struct world *world)
{
    const char *pack = some_pack(world);
    if (pack && g_test_rand_int_range(0, 2))
        DO(world, "pack.box", pack, ANY(boxes));
    else if (pack)
        DO(world, "pack.box", pack, ANY(boxes), "1");
}

static void weigh(struct world *world)
{
    const char *pack = some_pack(world);
    if (pack)
        DO(world, "pack.weigh", pack, number(100 * g_test_rand_int_range(0, 9)));
}

static void undo(struct world *world)
{
    const char *pack = some_pack(world);
    struct session *person = world->person;
    for (int i = upto(3); pack && i > 0; i--) {
        world->person = person;
        DO(world, "pack.undo", pack);
    }
}

// What is closed, also by somebody else, who is asked first.
static void open_again(struct world *world)
{
    static const struct sql closed = {"prop.closed",
                                      "SELECT 'W-' || CAST(100 + id AS TEXT) FROM work WHERE kind "
                                      "= 'pack' AND done_at > 0 AND withdrawn = 0",
                                      true};
    const char *pack = world_choose(world, &closed);
    as_packer(world);
    struct session *person = world->person;
    for (int i = upto(3); pack && i > 0; i--) {
        world->person = person;
        DO(world, "pack.undo", pack);
    }
}

static void leave(struct world *world)
{
    const char *pack = some_pack(world);
    if (pack)
        DO(world, "pack.leave", pack);
}

static void close_pack(struct world *world)
{
    const char *pack = some_pack(world);
    if (pack)
        DO(world, "pack.close", pack, g_test_rand_int_range(0, 2) ? "yes" : NULL);
}

static void ship(struct world *world)
{
    static const struct sql lying = {
        "prop.lying",
        "SELECT CAST(coalesce(sum(l.qty), 0) AS BIGINT) FROM parcel p JOIN parcel_line l ON "
        "l.parcel_id = p.id JOIN fulfilment f ON f.id = p.fulfilment_id WHERE p.state = 'closed' "
        "AND f.site_id = $1",
        true};
    static const struct sql site = {"prop.site",
                                    "SELECT id FROM site WHERE code = 'EAST' OR $1 = 1", true};
    static const char *const carriers[] = {"DHL", "DPD", "DHL", "DPD", "Nobody"};
    static const char *const sizes[] = {NULL, "1", "2"}; // broken off, it goes on another time
    bool named = g_test_rand_int_range(0, 3) == 0, counted = g_test_rand_int_range(0, 9) == 0;
    bool without = g_test_rand_int_range(0, 3) > 0;
    as_packer(world);
    int64_t there = named ? world_number(world, &site, 0) : world->person->site_id;
    int64_t before = world_number(world, &lying, there);
    DO(world, "ship.close", ANY(carriers), named ? OTHER_SITE : NULL,
       counted ? number(upto(3)) : NULL, without ? "1" : NULL, ANY(sizes));
    world->pieces -= before - world_number(world, &lying, there);
}

// --- labels

static const char *some_job(struct world *world)
{
    static const struct sql sql = {"prop.jobs",
                                   "SELECT 'J-' || CAST(8000 + id AS TEXT) FROM outbox", true};
    as_packer(world);
    return world_choose(world, &sql);
}

static void print_step(struct world *world)
{
    static const char *const events[] = {"send",  "sent", "unsent", "lose", "fail",
                                         "freed", "wait", "finish", "send", "sent"};
    const char *job = some_job(world);
    if (job)
        DO(world, "print.step", job, ANY(events), "test", NULL, NULL, "w1");
}

// Nothing went wrong with a label.
static void print_well(struct world *world)
{
    static const char *const events[] = {"send", "sent", "finish"};
    static const struct sql waiting = {
        "prop.labels", "SELECT 'J-' || CAST(8000 + id AS TEXT) FROM outbox WHERE state = 'waiting'",
        true};
    const char *job = world_choose(world, &waiting);
    as_packer(world);
    for (size_t i = 0; job && i < G_N_ELEMENTS(events); i++)
        DO(world, "print.step", job, events[i], "", NULL, NULL, "w1");
}

static void print_by_hand(struct world *world)
{
    static const char *const ops[] = {"print.retry", "print.cancel", "print.seen"};
    const char *job = some_job(world);
    if (job)
        DO(world, ANY(ops), job);
}

static void print_move(struct world *world)
{
    const char *job = some_job(world);
    if (job)
        DO(world, "print.move", job, g_test_rand_int_range(0, 4) ? "ZEBRA" : "NONE");
}

static void proof(struct world *world)
{
    static const struct sql sql = {
        "prop.sscc", "SELECT c.code FROM parcel p JOIN location c ON c.id = p.id", true};
    const char *code = world_choose(world, &sql);
    as_packer(world);
    const char *work = code && g_test_rand_int_range(0, 4) == 0 ? some_pack(world) : NULL;
    if (code)
        DO(world, "print.proof", code, work);
}

static void printer_state(struct world *world)
{
    static const struct sql sql = {"prop.printers", "SELECT CAST(id AS TEXT) FROM printer", true};
    static const char *const events[] = {"rest", "work", "stop", "miss"};
    const char *printer = world_choose(world, &sql);
    as_packer(world);
    if (printer)
        DO(world, "printer.state", printer, ANY(events), "test");
}

static const struct deed of_benches[] = {
    {8, open_pack, "pack.open"},
    {2, open_any, "pack.open"},
    {34, scan_right, "pack.scan"},
    {6, scan_any, "pack.scan"},
    {4, earlier_box, "pack.scan"},
    {3, choose_box, "pack.box"},
    {2, weigh, "pack.weigh"},
    {2, undo, "pack.undo"},
    {3, open_again, "pack.undo"},
    {3, leave, "pack.leave"},
    {10, close_pack, "pack.close"},
    {8, pack_whole, "pack.scan pack.box pack.close"},
    {8, ship, "ship.close"},
    {4, print_step, "print.step"},
    {10, print_well, "print.step"},
    {2, print_by_hand, "print.retry print.cancel print.seen"},
    {1, print_move, "print.move"},
    {1, proof, "print.proof"},
    {1, printer_state, "printer.state"},
};

const struct deed_list pack_deeds = {of_benches, G_N_ELEMENTS(of_benches)};
