// SPDX-License-Identifier: Apache-2.0
// A kind of work is one file and one row: that of tests/lib/kind is begun, scanned, taken back,
// left, taken over and ended by the verbs that every kind has.
#include "move_plan.h"
#include "query.h"
#include "testshop.h"

static struct testshop *shop_with_kind(struct testdb *test)
{
    struct testshop *shop = testshop_new(test);
    move_begin(shop->db);
    return shop;
}

// Moves what lies at A1 to A4 and then to A5.
static void plan(struct testshop *shop)
{
    move_plan(shop->db, "TEA", "A1", (const char *const[]){"A4", "A5"}, (const int64_t[]){5, 2});
}

static void asks(const char *expect, const char *target, const char *quantity)
{
    g_assert_cmpstr(testshop_answer("expect"), ==, expect);
    g_assert_cmpstr(testshop_answer("target"), ==, target);
    g_assert_cmpstr(testshop_answer("quantity"), ==, quantity);
}

static void test_life(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_with_kind(test);
    testshop_stock(shop, "TEA A1 10");
    REFUSED(shop->anna, TOTE_NOTHING, NULL, "work.next", "move");
    plan(shop);
    SAYS(shop->anna, "done", "W-101 begins", "work.next");
    HAS(testshop_last()->json, "It waits for the longest time");
    HAS(testshop_last()->json, "\"kind\":\"move\"");
    asks("place", "A1", "5");
    SAYS(shop->anna, "wrong", NULL, "work.scan", "W-101", "A2");
    SAYS(shop->anna, "match", "Place A1", "work.scan", "W-101", "A1");
    asks("quantity", "null", "5");
    SAYS(shop->anna, "refused", "6 pieces are too many: 5 of Tea to go", "work.scan", "W-101", "6");
    SAYS(shop->anna, "wrong", NULL, "work.scan", "W-101", "TEA");
    SAYS(shop->anna, "match", "+3 Tea", "work.scan", "W-101", "3");
    LIES(shop, "TEA A1 - 7/0,TEA A4 - 3/0");
    SAYS(shop->anna, "match", "+2 Tea", "work.scan", "W-101", "2");
    asks("quantity", "null", "2");
    SAYS(shop->anna, "done", "Undone: 2 back to A1", "work.undo", "W-101");
    SAYS(shop->anna, "done", "Undone: 3 back to A1", "work.undo", "W-101");
    REFUSED(shop->anna, TOTE_UNDO, "Nothing was done yet in W-101", "work.undo", "W-101");
    LIES(shop, "TEA A1 - 10/0");
    testshop_check(shop->db);
    SAYS(shop->ben, "taken", NULL, "work.take", "W-101");
    SAYS(shop->ben, "done", "W-101 taken over from anna", "work.take", "W-101");
    SAYS(shop->anna, "taken", NULL, "work.scan", "W-101", "5");
    SAYS(shop->ben, "done", "W-101 given back", "work.leave", "W-101");
    REFUSED(shop->anna, TOTE_WORK_FREE, "Nobody has W-101 in hand", "work.scan", "W-101", "5");
}

static void test_end(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_with_kind(test);
    testshop_stock(shop, "TEA A1 10");
    plan(shop);
    SAYS(shop->anna, "done", "W-101 begins", "work.take", "W-101");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "A1");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "5");
    testshop_check(shop->db);
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "2");
    asks("nothing", "null", "0");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "All is done");
    LIES(shop, "TEA A1 - 3/0,TEA A4 - 5/0,TEA A5 - 2/0");
    REFUSED(shop->anna, TOTE_WORK_OVER, "W-101 is done", "work.take", "W-101");
    REFUSED(shop->anna, TOTE_WORK_OVER, "W-101 is done", "work.undo", "W-101");
    REFUSED(shop->anna, TOTE_NOT_FOUND, "W-101 is work of another kind: moving, not picking",
            "pick.undo", "W-101");
    testshop_check(shop->db);
}

// What stands on the way is asked step by step: the place, the pieces, and where they go.
static void test_three_steps(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_with_kind(test);
    testshop_stock(shop, "TEA A1 10");
    kind_plan(shop->db, "stow", "TEA", "A1", (const char *const[]){"A4", NULL},
              (const int64_t[]){3, 2});
    SAYS(shop->anna, "done", "W-101 begins", "work.next");
    asks("place", "A1", "3");
    SAYS(shop->anna, "wrong", "Got A4, need place A1", "work.scan", "W-101", "A4");
    SAYS(shop->anna, "match", "Place A1", "work.scan", "W-101", "A1");
    asks("item", "TEA", "3");
    SAYS(shop->anna, "wrong", NULL, "work.scan", "W-101", "A4");
    SAYS(shop->anna, "match", "+1 Tea", "work.scan", "W-101", "TEA");
    asks("item", "TEA", "2");
    LIES(shop, "TEA A1 - 10/0");
    // Some may be brought before all are in hand.
    SAYS(shop->anna, "match", "1 Tea at A4", "work.scan", "W-101", "A4");
    LIES(shop, "TEA A1 - 9/0,TEA A4 - 1/0");
    asks("place", "A1", "2");
    SAYS(shop->anna, "match", "Place A1", "work.scan", "W-101", "A1");
    SAYS(shop->anna, "match", "+1 Tea", "work.scan", "W-101", "TEA");
    SAYS(shop->anna, "match", "+1 Tea", "work.scan", "W-101", "TEA");
    asks("place", "A4", "2");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "Bring 2 Tea to A4");
    SAYS(shop->anna, "wrong", "Got A5, need place A4", "work.scan", "W-101", "A5");
    SAYS(shop->anna, "match", "2 Tea at A4", "work.scan", "W-101", "A4");
    LIES(shop, "TEA A1 - 7/0,TEA A4 - 3/0");
    testshop_check(shop->db);
    // The second task says no place: it is put wherever there is room.
    SAYS(shop->anna, "match", "Place A1", "work.scan", "W-101", "A1");
    SAYS(shop->anna, "match", "+1 Tea", "work.scan", "W-101", "TEA");
    SAYS(shop->anna, "match", "+1 Tea", "work.scan", "W-101", "TEA");
    asks("place", "null", "2");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "Put 2 Tea down and scan the place");
    SAYS(shop->anna, "wrong", "Got A1, need the place where it is put", "work.scan", "W-101", "A1");
    SAYS(shop->anna, "match", "2 Tea at A5", "work.scan", "W-101", "A5");
    asks("nothing", "null", "0");
    LIES(shop, "TEA A1 - 5/0,TEA A4 - 3/0,TEA A5 - 2/0");
    testshop_check(shop->db);
}

// Every step is taken back for itself, and where one stood is asked of nobody twice; a colleague
// begins at the place.
static void test_three_back(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_with_kind(test);
    testshop_stock(shop, "TEA A1 10");
    kind_plan(shop->db, "stow", "TEA", "A1", (const char *const[]){NULL, "A4"},
              (const int64_t[]){2, 1});
    SAYS(shop->anna, "done", "W-101 begins", "work.take", "W-101");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "A1");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "TEA");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "TEA");
    SAYS(shop->anna, "match", "2 Tea at A5", "work.scan", "W-101", "A5");
    asks("place", "A1", "1");
    SAYS(shop->anna, "done", "Undone: 2 Tea in hand", "work.undo", "W-101");
    asks("place", "null", "2");
    LIES(shop, "TEA A1 - 10/0");
    SAYS(shop->anna, "done", "Undone: 1 Tea in hand", "work.undo", "W-101");
    asks("item", "TEA", "1");
    SAYS(shop->anna, "match", NULL, "work.scan", "W-101", "TEA");
    asks("place", "null", "2");
    SAYS(shop->ben, "taken", NULL, "work.take", "W-101");
    SAYS(shop->ben, "done", "W-101 taken over from anna", "work.take", "W-101");
    asks("place", "A1", "2");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-101", "A1");
    asks("item", "TEA", "2");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-101", "TEA");
    SAYS(shop->ben, "done", NULL, "work.leave", "W-101");
    SAYS(shop->ben, "done", NULL, "work.take", "W-101");
    asks("place", "A1", "2");
    testshop_check(shop->db);
}

// A list of works says of one without an order that it has none.
static void test_listed(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_with_kind(test);
    g_autoptr(GError) error = NULL;
    g_autoptr(doc_handle) doc = doc_new();
    testshop_stock(shop, "TEA A1 10");
    plan(shop);
    g_assert_true(
        query_run(shop->anna, query_find("work.list"), TESTSHOP_VALUES("move"), doc, NULL, &error));
    g_autofree char *json = doc_json(doc);
    HAS(json, "\"work\":\"W-101\",\"kind\":\"move\",\"order\":null,\"status\":null");
    HAS(json, "\"done\":0,\"total\":7,\"due\":null");
}

// What is further on comes first, and a kind that counts as nothing is no order picked today.
static void test_beside_others(struct testdb *test)
{
    g_autoptr(test_shop) shop = shop_with_kind(test);
    testshop_stock(shop, "TEA A1 10");
    plan(shop);
    testshop_release(shop, "#1", "1 TEA");
    SAYS(shop->anna, "done", "W-102: order O-100001, 1 line", "work.next");
    SAYS(shop->ben, "done", "W-101 begins", "work.next");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-101", "A1");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-101", "5");
    SAYS(shop->ben, "match", NULL, "work.scan", "W-101", "2");
    g_assert_cmpint(testdb_number(shop->db,
                                  "SELECT count(*) FROM work w JOIN work_kind k ON k.code = w.kind "
                                  "WHERE w.done_at > 0 AND k.counts <> 0"),
                    ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    kinds_begin();
    testdb_add("/new-kind/life", test_life);
    testdb_add("/new-kind/end", test_end);
    testdb_add("/new-kind/three-steps", test_three_steps);
    testdb_add("/new-kind/three-back", test_three_back);
    testdb_add("/new-kind/listed", test_listed);
    testdb_add("/new-kind/beside-others", test_beside_others);
    return g_test_run();
}
