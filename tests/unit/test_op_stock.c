// SPDX-License-Identifier: Apache-2.0
// Stock by hand and by counting: differences, what is promised, where hands may not reach.
#include <string.h>

#include "query.h"
#include "store_stock.h"
#include "testshop.h"

// Whoever looks what moved reads why.
static void moves_say(struct testshop *shop, const char *text)
{
    g_autoptr(doc_handle) doc = doc_new();
    const char *const item[OP_MAX_ARGS] = {"TEA"};
    g_assert_true(query_run(shop->sam, query_find("stock.show"), item, doc, NULL, NULL));
    g_autofree char *json = doc_json(doc);
    HAS(json, text);
}

static void test_adjust(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    SAYS(shop->sam, "done", "+5 Tea at A1: found", "stock.adjust", "TEA", "A1", "5", NULL, "found");
    SAYS(shop->sam, "done", "−2 Tea at A1: broken", "stock.adjust", "4000000000013", "P:A1", "2",
         "1", "broken");
    SAYS(shop->sam, "done", NULL, "stock.adjust", "TEA", "A1", "4", NULL, "x", "L1");
    LIES(shop, "TEA A1 - 3/0,TEA A1 L1 4/0");
    moves_say(shop, "\"to\":null,\"who\":\"sam\",\"why\":\"broken\"");
    REFUSED(shop->sam, TOTE_STOCK_SHORT, "Only 3 of Tea are free at A1, not 4", "stock.adjust",
            "TEA", "A1", "4", "1", "x");
    REFUSED(shop->sam, TOTE_ARGUMENT, "0 pieces change nothing", "stock.adjust", "TEA", "A1", "0",
            NULL, "x");
    REFUSED(shop->sam, TOTE_NOT_FOUND, "There is no item XYZ", "stock.adjust", "XYZ", "A1", "1",
            NULL, "x");
    REFUSED(shop->sam, TOTE_NOT_FOUND, "There is no place Z9", "stock.adjust", "TEA", "Z9", "1",
            NULL, "x");
    REFUSED(shop->sam, TOTE_STOCK_BLOCKED,
            "CART holds goods of orders; picking and packing move "
            "them",
            "stock.adjust", "TEA", "CART", "1", NULL, "x");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "stock.adjust", "TEA", "A1", "1", NULL, "x");
}

static void test_move(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10 age=7, MUG A2 4 lot=L1");
    testshop_release(shop, "#1", "6 TEA");
    SAYS(shop->anna, "done", "4 Tea from A1 to A5", "stock.move", "TEA", "A1", "A5", "4");
    SAYS(shop->anna, "done", NULL, "stock.move", "MUG", "A2", "B1", "3", "L1");
    LIES(shop, "MUG A2 L1 1/0,MUG B1 L1 3/0,TEA A1 - 6/6,TEA A5 - 4/0");
    REFUSED(shop->anna, TOTE_STOCK_SHORT,
            "No Tea is free at A1: orders have claimed all that lies there", "stock.move", "TEA",
            "A1", "A5", "1");
    REFUSED(shop->anna, TOTE_STOCK_SHORT, "No Tea lies at A3", "stock.move", "TEA", "A3", "A5",
            "1");
    REFUSED(shop->anna, TOTE_STOCK_SHORT, "Mug lies at A2 in another lot, which has to be named",
            "stock.move", "MUG", "A2", "B1", "1");
    REFUSED(shop->anna, TOTE_STOCK_SHORT, "Only 1 of Mug is free at A2, not 2", "stock.move", "MUG",
            "A2", "B1", "2", "L1");
    REFUSED(shop->anna, TOTE_ARGUMENT, "That moves nothing", "stock.move", "TEA", "A5", "A5", "1");
    REFUSED(shop->anna, TOTE_STOCK_BLOCKED, NULL, "stock.move", "TEA", "A5", "CART", "1");
    REFUSED(shop->anna, TOTE_STOCK_BLOCKED, NULL, "stock.move", "TEA", "PACKED", "A5", "1");
}

static int64_t days_old(struct testshop *shop, const char *place)
{
    g_autofree char *query = g_strdup_printf(
        "SELECT since FROM balance b JOIN location p ON p.id = b.location_id WHERE p.code = '%s'",
        place);
    return (TESTSHOP_NOW - testdb_number(shop->db, query)) / (24 * 60 * MINUTE_MS);
}

// Goods keep their age when they move; a place that was empty forgets the age of what lay there.
static void test_age(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10 age=7, TEA A4 5 age=2");
    SAYS(shop->anna, "done", NULL, "stock.move", "TEA", "A1", "A5", "4");
    g_assert_cmpint(days_old(shop, "A5"), ==, 7);
    SAYS(shop->anna, "done", NULL, "stock.move", "TEA", "A5", "A4", "4"); // older joins newer
    g_assert_cmpint(days_old(shop, "A4"), ==, 7);
    SAYS(shop->sam, "done", NULL, "stock.adjust", "TEA", "A5", "3", NULL, "new");
    g_assert_cmpint(days_old(shop, "A5"), ==, 0);
    SAYS(shop->sam, "done", NULL, "stock.adjust", "TEA", "A4", "3", NULL,
         "new"); // newer joins older
    g_assert_cmpint(days_old(shop, "A4"), ==, 7);
}

// Pieces of a claim leave a place only where so many are claimed: who lost the race is told so.
static void test_claim_gone(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    const struct move move = {
        .id = INT64_C(1) << 40,
        .at = TESTSHOP_NOW,
        .kind = "pick",
        .goods_id = testdb_number(shop->db, "SELECT goods_id FROM balance"),
        .qty = 3,
        .from_id = testdb_number(shop->db, "SELECT location_id FROM balance"),
        .from_allocated = true,
    };
    testdb_begin(shop->db);
    g_assert_false(store_stock_move(shop->db, &move, &error) && db_commit(shop->db, &error));
    g_assert_true(tote_error_is(error, TOTE_STALE));
    db_rollback(shop->db);
    LIES(shop, "TEA A1 - 10/2");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/stock/adjust", test_adjust);
    testdb_add("/stock/move", test_move);
    testdb_add("/stock/age", test_age);
    testdb_add("/stock/claim-gone", test_claim_gone);
    return g_test_run();
}
