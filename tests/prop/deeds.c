// SPDX-License-Identifier: Apache-2.0
// What the desk and the boss of the stock do, right and wrong, and the choice among all deeds.
#include <string.h>

#include "world.h"

enum { FULL = 200 };

static const char *const places[] = {"A1", "A2", "A3", "A4", "A5", "A6", "B1"};
static const char *const other_places[] = {OTHER_SITE ":A1", OTHER_SITE ":E1", OTHER_SITE ":E2",
                                           OTHER_SITE ":E3", OTHER_SITE ":LOST"};

static void as_manager(struct world *world)
{
    world_turn(world, SAM, SAM);
}

// --- orders

// Mugs lie only in the first warehouse, pots only in the other: many orders need both.
static char *some_lines(void)
{
    GString *lines = g_string_new(g_test_rand_int_range(0, 3) ? NULL : "1 MUG, 1 POT");
    for (int n = upto(3), i = g_test_rand_int_range(0, 4); n > 0; n--, i++)
        g_string_append_printf(lines, "%s%d %s", lines->len ? ", " : "", upto(4),
                               world_skus[i % 4]);
    return g_string_free(lines, FALSE);
}

static void free_order(void *order)
{
    incoming_order_free(order);
}

// What a channel says of an order; one in six is not paid yet.
static void import(struct world *world, const char *name, bool cancel)
{
    g_autofree char *lines = some_lines();
    bool unpaid = g_test_rand_int_range(0, 6) == 0;
    struct incoming_order *order = testshop_order(name, lines);
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    static const char *const methods[] = {"DHL Paket", "DPD Classic", "Standard"};
    order->shipping_method = g_strdup(ANY(methods));
    order->cancelled_at = cancel ? TESTSHOP_NOW : 0;
    order->paid = unpaid ? PAID_NO : PAID_YES;
    incoming_order_seal(order);
    g_ptr_array_add(orders, order);
    g_autofree char *words = g_strdup_printf("%s %s%s%s", name, lines, cancel ? " cancelled" : "",
                                             unpaid ? " unpaid" : "");
    as_manager(world);
    world_import(world, "import.orders", words,
                 &(struct import_batch){.channel = "shopify", .orders = orders});
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

#define ORDER_NUMBER "SELECT 'O-' || CAST(100000 + id AS TEXT) FROM sales_order "

static const char *some_order(struct world *world)
{
    static const struct sql sql = {"prop.orders", ORDER_NUMBER, true};
    return world_choose(world, &sql);
}

static void release(struct world *world)
{
    static const struct sql waiting = {"prop.waiting",
                                       ORDER_NUMBER "WHERE state IN ('ready', 'short')", true};
    const char *order = world_choose(world, &waiting);
    as_manager(world);
    DO(world, "order.release", order ? order : some_order(world));
}

static void unrelease(struct world *world)
{
    as_manager(world);
    DO(world, "order.unrelease", some_order(world));
}

static void hold(struct world *world)
{
    as_manager(world);
    DO(world, "order.hold", some_order(world), "why not");
}

static void unhold(struct world *world)
{
    static const struct sql held = {"prop.held", ORDER_NUMBER "WHERE state = 'held'", true};
    const char *order = world_choose(world, &held);
    as_manager(world);
    DO(world, "order.unhold", order ? order : some_order(world));
}

static void pay(struct world *world)
{
    static const struct sql unpaid = {"prop.unpaid", ORDER_NUMBER "WHERE state = 'unpaid'", true};
    const char *order = world_choose(world, &unpaid);
    as_manager(world);
    DO(world, "order.pay", order ? order : some_order(world));
}

static void cancel(struct world *world)
{
    as_manager(world);
    DO(world, "order.cancel", some_order(world));
}

// What an import asked about, or any order, of which nothing is asked.
static void answer_import(struct world *world)
{
    static const struct sql asked = {"prop.asked",
                                     "SELECT 'O-' || CAST(100000 + order_id AS TEXT) FROM "
                                     "import_question",
                                     true};
    const char *order = world_choose(world, &asked);
    bool keep = g_test_rand_int_range(0, 3) == 0;
    as_manager(world);
    DO(world, "import.answer", order ? order : some_order(world), keep ? "1" : NULL,
       keep ? NULL : "1");
}

static const struct deed of_orders[] = {
    {12, sell, "import.orders"},
    {6, import_again, "import.orders"},
    {18, release, "order.release"},
    {3, unrelease, "order.unrelease"},
    {2, hold, "order.hold"},
    {3, unhold, "order.unhold"},
    {4, pay, "order.pay"},
    {2, cancel, "order.cancel"},
    {6, answer_import, "import.answer"},
};

const struct deed_list order_deeds = {of_orders, G_N_ELEMENTS(of_orders)};

// --- stock

static const char *some_place(void)
{
    return g_test_rand_int_range(0, 3) ? ANY(places) : ANY(other_places);
}

static void adjust(struct world *world)
{
    int qty = upto(6);
    bool out = g_test_rand_int_range(0, 2);
    const char *place = g_test_rand_int_range(0, 5) ? some_place() : "LOST";
    as_manager(world);
    if (DO(world, "stock.adjust", ANY(world_skus), place, number(qty), out ? "1" : NULL, "test") >=
        0)
        world->pieces += out ? -qty : qty;
}

// The truck came: a pallet of each in its warehouse, when there is little left.
static void restock(struct world *world)
{
    static const char *const goods[][2] = {{"TEA", "A1"},
                                           {"MUG", "A6"},
                                           {"SPOON", "B1"},
                                           {"POT", OTHER_SITE ":E1"},
                                           {"TEA", OTHER_SITE ":A1"}};
    as_manager(world);
    for (size_t i = 0; i < G_N_ELEMENTS(goods) && world->pieces < FULL; i++)
        if (DO(world, "stock.adjust", goods[i][0], goods[i][1], "10", NULL, "bought") >= 0)
            world->pieces += 10;
}

// Between the warehouses too.
static void move(struct world *world)
{
    world_turn(world, ANNA, SAM);
    DO(world, "stock.move", ANY(world_skus), some_place(), some_place(), number(upto(5)));
}

// Somebody counts; what is promised to orders cannot be counted away.
static void count(struct world *world)
{
    static const struct sql there = {
        "prop.there", "SELECT CAST(coalesce(sum(on_hand), 0) AS BIGINT) FROM balance WHERE $1 = 0",
        true};
    const char *place = ANY(places);
    struct incoming_stock row = {.sku = (char *)ANY(world_skus),
                                 .place = (char *)place,
                                 .qty = g_test_rand_int_range(0, 16),
                                 .row = 2,
                                 .warehouse = (char *)"MAIN"};
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof row);
    g_array_append_val(rows, row);
    g_autofree char *words = g_strdup_printf("%s %s %d", row.sku, place, (int)row.qty);
    int64_t before = world_number(world, &there, 0);
    as_manager(world);
    world_import(world, "import.stock", words, &(struct import_batch){.rows = rows});
    world->pieces += world_number(world, &there, 0) - before;
}

static const struct deed of_stock[] = {{5, adjust, "stock.adjust"},
                                       {3, restock, "stock.adjust"},
                                       {4, move, "stock.move"},
                                       {2, count, "import.stock"}};

const struct deed_list stock_deeds = {of_stock, G_N_ELEMENTS(of_stock)};

// --- all of them

const struct deed_list *const *all_deeds(void)
{
    static const struct deed_list *const all[] = {
        &order_deeds, &pick_deeds, &pack_deeds, &stock_deeds, &work_deeds, &office_deeds, NULL};
    return all;
}

static const struct deed *choose(void)
{
    int all = 0;
    for (const struct deed_list *const *list = all_deeds(); *list; list++)
        for (size_t i = 0; i < (*list)->n; i++)
            all += (*list)->deeds[i].weight;
    int at = g_test_rand_int_range(0, all);
    for (const struct deed_list *const *list = all_deeds();; list++)
        for (size_t i = 0; i < (*list)->n; i++)
            if ((at -= (*list)->deeds[i].weight) < 0)
                return &(*list)->deeds[i];
}

void deed(struct world *world)
{
    world->deed = world->orders ? choose() : &of_orders[0];
    world->deed->run(world);
    world->deed = NULL;
}
