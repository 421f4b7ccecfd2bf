// SPDX-License-Identifier: Apache-2.0
// Work of every kind by the same verbs, and an order that two warehouses serve together.
#include <string.h>

#include "testshop.h"

// Answers what the work asks for until it asks for nothing, without knowing what kind it is.
// Returns the questions, "place item item".
static char *follow(struct session *session, const char *work)
{
    g_autoptr(GString) asked = g_string_new(NULL);
    while (strcmp(testshop_answer("expect"), "nothing") != 0) {
        const char *expect = testshop_answer("expect");
        const char *code = !strcmp(expect, "choice") ? "close" : testshop_answer("target");
        g_string_append_printf(asked, "%s%s", asked->len ? " " : "", expect);
        g_assert_cmpuint(asked->len, <, 400);
        SAYS(session, !strcmp(expect, "choice") ? "done" : "match", NULL, "work.scan", work, code);
    }
    g_assert_cmpstr(testshop_answer("quantity"), ==, "0");
    return g_strdup(asked->str);
}

static void is_answer(const char *key, const char *value)
{
    g_assert_cmpstr(testshop_answer(key), ==, value);
}

static void test_any(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    testshop_prefix(shop);
    REFUSED(shop->anna, TOTE_NOTHING, "No work waits for you here", "work.next");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    SAYS(shop->anna, "done", "W-101: order O-100001, 2 lines", "work.next");
    is_answer("kind", "pick");
    is_answer("expect", "place");
    is_answer("target", "A1");
    is_answer("quantity", "2");
    g_autofree char *picking = follow(shop->anna, "W-101");
    g_assert_cmpstr(picking, ==, "place item item place item");
    REFUSED(shop->anna, TOTE_NOTHING, NULL, "work.next"); // a picker does not pack
    REFUSED(shop->anna, TOTE_ROLE, "ANNA may not do packing", "work.take", "W-102");
    SAYS(shop->pia, "done", "W-102: order O-100001, 3 pieces", "work.next");
    is_answer("kind", "pack");
    is_answer("target", "TEA");
    g_autofree char *packing = follow(shop->pia, "W-102");
    g_assert_cmpstr(packing, ==, "item item item choice");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
    REFUSED(shop->pia, TOTE_STATE, "Work W-102 is done", "work.take", "W-102");
    REFUSED(shop->pia, TOTE_NOT_FOUND, "There is no work W-199", "work.take", "W-199");
}

// One's own work first, then what somebody began, then what is promised first; packing before
// picking, which blocks carts.
static void test_next(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    testshop_picked(shop, "#1", "1 TEA");
    testshop_release(shop, "#2", "2 TEA");
    struct incoming_order *early = testshop_order("#3", "1 MUG");
    early->placed_at = early->paid_at = TESTSHOP_NOW - 600 * (int64_t)MINUTE_MS;
    incoming_order_seal(early);
    testshop_import(shop->sam, NULL, NULL, early, NULL);
    SAYS(shop->sam, "done", NULL, "order.release", "#3");
    SAYS(shop->sam, "done", "W-102: order O-100001, 1 piece", "work.next");
    SAYS(shop->sam, "done", "W-102 goes on", "work.next");
    SAYS(shop->sam, "done", "W-104: order O-100003, 1 line", "work.next", "pick");
    SAYS(shop->sam, "done", "W-104 given back", "work.leave", "W-104");
    SAYS(shop->ben, "done", "W-104: order O-100003, 1 line", "work.next");
    SAYS(shop->anna, "done", "W-103: order O-100002, 1 line", "work.next");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-103", "A1");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-103", "TEA");
    SAYS(shop->anna, "done", NULL, "work.leave", "W-103");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-104", "A2");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-104", "MUG");
    SAYS(shop->ben, "done", NULL, "work.next");
    is_answer("work", "W-103");
    g_assert_nonnull(strstr(testshop_last()->json, "Somebody began it and gave it back"));
    SAYS(shop->ben, "done", "Undone: 1 back to A1", "work.undo", "W-103");
    SAYS(shop->anna, "taken", NULL, "work.take", "W-103");
    SAYS(shop->anna, "done", "W-103 taken over from ben", "work.take", "W-103");
    SAYS(shop->ben, "taken", "W-103 is held by ANNA since 0 min", "work.scan", "W-103", "A1");
}

// Neither warehouse has both: two fulfilments, picked, packed and shipped by themselves.
static void test_two_warehouses(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 10, MUG NORTH:A1 5, POT NORTH:A2 1");
    testshop_release(shop, "#1", "2 TEA, 1 MUG, 1 POT");
    LIES(shop, "MUG A1 - 5/1,POT A2 - 1/1,TEA A1 - 10/2");
    SAYS(shop->anna, "done", "W-101: order O-100001, 1 line", "work.next");
    SAYS(shop->anna, "match", "Place A1", "work.scan", "W-101", "A1"); // hers, not the other A1
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "TEA");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "TEA");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==,
                    "picking"); // the north has not begun
    REFUSED(shop->anna, TOTE_NOTHING, NULL, "work.next");
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.cancel", "#1");
    SAYS(shop->pia, "done", "W-103: order O-100001, 2 pieces", "pack.open", "#1");
    testshop_pack(shop->pia, "W-103");
    SAYS(shop->pia, "done", NULL, "pack.close", "W-103");
    SAYS(shop->pia, "done", "M-101: 1 parcel handed to DHL", "ship.close", "DHL");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "released"); // the rest of it
    SAYS(north, "done", "W-102: order O-100001, 2 lines", "work.next");
    testshop_pick(north, "W-102");
    SAYS(north, "done", "W-104: order O-100001, 2 pieces", "pack.open", "#1");
    testshop_pack(north, "W-104");
    SAYS(north, "done", NULL, "pack.close", "W-104");
    REFUSED(shop->pia, TOTE_NOTHING, NULL, "ship.close", "DHL"); // nothing of hers
    SAYS(shop->pia, "done", "M-102: 1 parcel handed to UPS", "ship.close", "UPS", "NORTH");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
    LIES(shop, "MUG A1 - 4/0,TEA A1 - 8/0");
}

// One warehouse that has everything serves alone, whichever it is; a place is named with its site.
static void test_one_of_two(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 10, TEA NORTH:A1 5, MUG NORTH:A2 5");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    REFUSED(shop->anna, TOTE_NOTHING, NULL, "work.next");
    SAYS(north, "done", "W-101: order O-100001, 2 lines", "work.next");
    SAYS(shop->sam, "done", "1 Tea from NORTH:A1 to NORTH:A2", "stock.move", "TEA", "NORTH:A1",
         "NORTH:A2", "1");
    REFUSED(shop->sam, TOTE_NOT_FOUND, NULL, "stock.move", "TEA", "SOUTH:A1", "A2", "1");
    SAYS(north, "done", NULL, "stock.move", "TEA", "A1", "MAIN:A2", "1"); // from here to there
    REFUSED(shop->admin, TOTE_EXISTS, "There is a warehouse NORTH already", "warehouse.add",
            "north");
    REFUSED(shop->admin, TOTE_ARGUMENT, NULL, "warehouse.add", "no blank");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "warehouse.add", "EAST");
}

// What a part shipment leaves open waits for goods, and ends as shipped when the rest is cancelled.
static void test_rest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 5, MUG A2 1");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "short");
    testshop_stock(shop, "MUG A3 1");
    SAYS(shop->sam, "done", "1 of 1 orders released to pick", "order.release", "#1");
    LIES(shop, "MUG A3 - 1/1,MUG LOST - 1/0,TEA A1 - 3/0");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
    LIES(shop, "MUG A3 - 1/0,MUG LOST - 1/0,TEA A1 - 3/0");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/works/any", test_any);
    testdb_add("/works/next", test_next);
    testdb_add("/works/two-warehouses", test_two_warehouses);
    testdb_add("/works/one-of-two", test_one_of_two);
    testdb_add("/works/rest", test_rest);
    return g_test_run();
}
