// SPDX-License-Identifier: Apache-2.0
// What people do, right and wrong: each deed is one call, sometimes two.
#include <string.h>

#include "pick_view.h"
#include "world.h"

static const char *const skus[] = {"TEA", "MUG", "POT", "SPOON"};
static const char *const places[] = {"A1", "A2", "A3", "A4", "A5", "A6", "B1"};
static const char *const codes[] = {"TEA", "MUG", "POT",   "SPOON", "A1",    "A2", "B1",
                                    "L1",  "L2",  "XYZZY", "B2",    "%UNDO", "#1"};

#define ANY(list) (list)[g_test_rand_int_range(0, G_N_ELEMENTS(list))]

static int upto(int n)
{
    return g_test_rand_int_range(1, n + 1);
}

static const char *number(int64_t n)
{
    g_autofree char *text = g_strdup_printf("%d", (int)n);
    return g_intern_string(text);
}

static void as(struct world *world, int first, int last)
{
    world->person = world->people[g_test_rand_int_range(first, last + 1)];
}

static void as_manager(struct world *world)
{
    as(world, 3, 3);
}

// --- orders

static char *some_lines(void)
{
    GString *lines = g_string_new(NULL);
    for (int n = upto(3), i = g_test_rand_int_range(0, 4); n > 0; n--, i++)
        g_string_append_printf(lines, "%s%d %s", lines->len ? ", " : "", upto(4), skus[i % 4]);
    return g_string_free(lines, FALSE);
}

static void import(struct world *world, const char *name, bool cancel)
{
    g_autofree char *lines = some_lines();
    g_autofree char *problems = NULL;
    struct incoming_order *order = testshop_order(name, lines);
    order->cancelled_at = cancel ? TESTSHOP_NOW : 0;
    incoming_order_seal(order);
    as_manager(world);
    testshop_import(world->person, NULL, &problems, order, NULL);
    g_ptr_array_add(world->script, g_strdup_printf("import %s %s%s: %s", name, lines,
                                                   cancel ? " cancelled" : "", problems));
}

static void sell(struct world *world)
{
    g_autofree char *name = g_strdup_printf("#%d", ++world->orders);
    import(world, name, false);
}

static void import_again(struct world *world)
{
    static const struct sql sql = {"prop.names", "SELECT external_name FROM sales_order", true};
    const char *name = world_choose(world, &sql);
    if (name)
        import(world, name, g_test_rand_int_range(0, 4) == 0);
}

static const char *some_order(struct world *world)
{
    static const struct sql sql = {
        "prop.orders", "SELECT 'O-' || CAST(100000 + id AS TEXT) FROM sales_order", true};
    return world_choose(world, &sql);
}

static const char *waiting_order(struct world *world)
{
    static const struct sql sql = {"prop.waiting",
                                   "SELECT 'O-' || CAST(100000 + id AS TEXT) FROM sales_order "
                                   "WHERE status IN ('ready', 'short')",
                                   true};
    return world_choose(world, &sql);
}

static void release(struct world *world)
{
    const char *order = waiting_order(world);
    as_manager(world);
    DO(world, "order.release", order ? order : some_order(world));
}

static void hold(struct world *world)
{
    as_manager(world);
    DO(world, "order.hold", some_order(world), "why not");
}

static void unhold(struct world *world)
{
    as_manager(world);
    DO(world, "order.unhold", some_order(world));
}

static void cancel(struct world *world)
{
    as_manager(world);
    DO(world, "order.cancel", some_order(world));
}

// --- picking

static const char *some_work(struct world *world)
{
    static const struct sql open = {"prop.open",
                                    "SELECT 'W-' || CAST(100 + id AS TEXT) FROM pick_work "
                                    "WHERE status = 'open'",
                                    true};
    static const struct sql all = {"prop.works",
                                   "SELECT 'W-' || CAST(100 + id AS TEXT) FROM pick_work", true};
    return world_choose(world, g_test_rand_int_range(0, 8) ? &open : &all);
}

// As the one who has the work, mostly.
static const char *my_work(struct world *world)
{
    const char *work = some_work(world);
    as(world, 0, 2);
    if (!work || !g_test_rand_int_range(0, 8))
        return work;
    g_autoptr(GError) error = NULL;
    g_auto(op_pick_view) view = {0};
    if (pick_view_find(world->shop->db, work, &view, &error))
        for (int i = 0; i < PEOPLE; i++)
            if (world->people[i]->operator_id == view.work->operator_id)
                world->person = world->people[i];
    return work;
}

static void start(struct world *world)
{
    as(world, 0, 2);
    DO(world, "pick.start", g_test_rand_int_range(0, 3) ? NULL : some_order(world));
}

static void take_over(struct world *world)
{
    const char *work = some_work(world);
    as(world, 0, 2);
    if (work) {
        DO(world, "pick.start", work);
        DO(world, "pick.start", work);
    }
}

static void judge_scan(struct world *world, int verdict)
{
    const char *last = world->script->pdata[world->script->len - 1];
    bool booked = verdict == VERDICT_MATCH && strstr(last, "-> +");
    if (world_moved(world) != booked)
        world_fail(world, "14 a good scan has exactly one ledger row, any other none: %d",
                   (int)world_moved(world));
}

static void scan_right(struct world *world)
{
    const char *work = my_work(world);
    g_autoptr(GError) error = NULL;
    g_auto(op_pick_view) view = {0};
    if (!work || !pick_view_find(world->shop->db, work, &view, &error) || !view.task)
        return;
    const char *code = view.stage == PICK_PLACE ? view.task->place
                       : *view.task->lot        ? view.task->lot
                                                : view.task->sku;
    judge_scan(world, DO(world, "pick.scan", work, code));
}

static void scan_any(struct world *world)
{
    const char *work = my_work(world);
    if (work)
        judge_scan(world, DO(world, "pick.scan", work, ANY(codes)));
}

static void short_of(struct world *world)
{
    const char *work = my_work(world);
    if (work)
        DO(world, "pick.short", work, number(g_test_rand_int_range(0, 3)), "empty");
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

static void leave(struct world *world)
{
    const char *work = my_work(world);
    if (work)
        DO(world, "pick.leave", work);
}

// --- packing

static const char *some_pack(struct world *world)
{
    static const struct sql sql = {"prop.packs",
                                   "SELECT 'S-' || CAST(20000 + id AS TEXT) FROM shipment "
                                   "WHERE status = 'packing'",
                                   true};
    as(world, 2, 2);
    return world_choose(world, &sql);
}

static void open_pack(struct world *world)
{
    static const struct sql sql = {"prop.picked",
                                   "SELECT 'O-' || CAST(100000 + id AS TEXT) FROM sales_order "
                                   "WHERE status = 'picked'",
                                   true};
    const char *order = world_choose(world, &sql);
    as(world, 2, 2);
    if (order)
        DO(world, "pack.open", order);
}

static void pack_scan(struct world *world)
{
    const char *pack = some_pack(world);
    if (!pack)
        return;
    int verdict =
        DO(world, "pack.scan", pack, g_test_rand_int_range(0, 5) ? ANY(skus) : ANY(codes));
    const char *last = world->script->pdata[world->script->len - 1];
    bool booked = verdict == VERDICT_MATCH && !strstr(last, "-> Box");
    if (world_moved(world) != booked)
        world_fail(world, "15 a good scan at the bench has exactly one ledger row");
}

static void pack_other(struct world *world)
{
    static const char *const ops[] = {"pack.undo", "pack.leave", "pack.close"};
    const char *pack = some_pack(world);
    if (pack)
        DO(world, ANY(ops), pack);
}

static void close_pack(struct world *world)
{
    const char *pack = some_pack(world);
    if (pack)
        DO(world, "pack.close", pack);
}

static void ship(struct world *world)
{
    as(world, 2, 2);
    int64_t lying = testdb_number(world->shop->db,
                                  "SELECT CAST(coalesce(sum(l.qty), 0) AS BIGINT) FROM parcel p "
                                  "JOIN parcel_line l ON l.parcel_id = p.id "
                                  "WHERE p.status = 'closed'");
    if (DO(world, "ship.close", "DHL") >= 0)
        world->pieces -= lying;
}

// --- stock

static void adjust(struct world *world)
{
    int qty = upto(6);
    bool out = g_test_rand_int_range(0, 2);
    const char *place = g_test_rand_int_range(0, 5) ? ANY(places) : "LOST";
    as_manager(world);
    if (DO(world, "stock.adjust", ANY(skus), place, number(qty), out ? "1" : NULL, "test") >= 0)
        world->pieces += out ? -qty : qty;
}

static void move(struct world *world)
{
    as(world, 0, 3);
    DO(world, "stock.move", ANY(skus), ANY(places), ANY(places), number(upto(5)));
}

static void time_passes(struct world *world)
{
    clock_fix(clock_now() + upto(20) * MINUTE_MS);
}

static const struct {
    int weight;
    void (*deed)(struct world *world);
} deeds[] = {{10, sell},      {4, import_again}, {14, release},   {2, hold},        {3, unhold},
             {2, cancel},     {10, start},       {3, take_over},  {60, scan_right}, {12, scan_any},
             {4, short_of},   {3, skip},         {6, undo},       {2, leave},       {8, open_pack},
             {30, pack_scan}, {4, pack_other},   {6, close_pack}, {2, ship},        {6, adjust},
             {3, move},       {4, time_passes}};

void deed(struct world *world)
{
    int all = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(deeds); i++)
        all += deeds[i].weight;
    int at = g_test_rand_int_range(0, all);
    for (size_t i = 0; i < G_N_ELEMENTS(deeds); i++)
        if ((at -= deeds[i].weight) < 0) {
            if (world->orders || deeds[i].deed == sell)
                deeds[i].deed(world);
            return;
        }
}
