// SPDX-License-Identifier: Apache-2.0
// Picking: every verdict, claims that change hands, and whose work is whose.
#include "testshop.h"

#include "walk_view.h"

static void ready(struct testshop *shop)
{
    testshop_stock(shop, "TEA A1 10, MUG A2 5, POT A3 4");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
}

static void test_straight(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    LIES(shop, "MUG A2 - 5/1,POT A3 - 4/0,TEA A1 - 10/2");
    SAYS(shop->anna, "done", "W-101: order O-100001, 2 lines", "pick.start", "#1");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "Scan place A1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picking");
    SAYS(shop->anna, "match", "Place A1", "pick.scan", "W-101", "A1");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "Scan Tea: 2 to go");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", "W-101", "4000000000013");
    g_assert_cmpstr(testshop_answer("left"), ==, "2");
    LIES(shop, "MUG A2 - 5/1,POT A3 - 4/0,TEA A1 - 9/1,TEA CART - 1/1 [O-100001]");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", "W-101", "TEA");
    SAYS(shop->anna, "match", "Place A2", "pick.scan", "W-101", "P:A2");
    SAYS(shop->anna, "match", "+1 Mug", "pick.scan", "W-101", "MUG");
    g_assert_cmpstr(testshop_answer("done"), ==, "true");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "All picked: bring it to a bench");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picked");
    LIES(shop, "MUG A2 - 4/0,MUG CART - 1/1 [O-100001],POT A3 - 4/0,TEA A1 - 8/0,"
               "TEA CART - 2/2 [O-100001]");
    REFUSED(shop->anna, TOTE_WORK_OVER, "W-101 is done: order O-100001 is picked", "pick.scan",
            "W-101", "TEA");
    REFUSED(shop->anna, TOTE_STATE, "O-100001 is picked: nothing of it waits to be picked",
            "pick.start", "O-100001");
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    g_assert_false(
        testshop_call(shop->anna, "pick.start", TESTSHOP_VALUES("O-100001"), NULL, &reply, &error));
    g_assert_cmpstr(tote_error_hint(error), ==, "To undo, or to report a piece short, open W-101.");
}

static void test_place_stage(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "wrong", "Got A2, need place A1", "pick.scan", work, "A2");
    SAYS(shop->anna, "wrong", "Tea is the item; first scan place A1", "pick.scan", work, "TEA");
    SAYS(shop->anna, "wrong", "Got Mug, which comes later at A2; need A1", "pick.scan", work,
         "MUG");
    SAYS(shop->anna, "wrong", "Got Pot, need A1: put it back", "pick.scan", work, "POT");
    SAYS(shop->anna, "wrong", "Got O-100001: finish this first, or leave it with F3", "pick.scan",
         work, "#1");
    SAYS(shop->anna, "wrong", "Got W-101: finish this first, or leave it with F3", "pick.scan",
         work, work);
    SAYS(shop->anna, "unknown", "Nobody knows XYZZY; scan place A1", "pick.scan", work, "XYZZY");
    LIES(shop, "MUG A2 - 5/1,POT A3 - 4/0,TEA A1 - 10/2"); // not one of them booked anything
    SAYS(shop->anna, "match", "Place A1", "pick.scan", work, "11"); // the check digits
}

static void test_item_stage(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", "A1 is the place; now scan Tea", "pick.scan", work, "A1");
    SAYS(shop->anna, "wrong", "Got place A2, need Tea at A1", "pick.scan", work, "A2");
    SAYS(shop->anna, "wrong", "Got Pot, need Tea: put it back", "pick.scan", work, "POT");
    SAYS(shop->anna, "wrong", "Got B2, need the item Tea", "pick.scan", work, "B2");
    SAYS(shop->anna, "unknown", "Nobody knows XYZZY; need Tea", "pick.scan", work, "XYZZY");
    SAYS(shop->anna, "unknown", "(01) has a wrong check digit: \"09521234000502\"; need Tea",
         "pick.scan", work, "]C10109521234000502");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "TEA");
    // The third piece is not for this order, whatever the line in hand is.
    SAYS(shop->anna, "refused", "All 2 of Tea are taken: put the extra piece back", "pick.scan",
         work, "TEA");
    SAYS(shop->anna, "match", "Place A2", "pick.scan", work, "A2");
    SAYS(shop->anna, "refused", "All 2 of Tea are taken: put the extra piece back", "pick.scan",
         work, "TEA");
    LIES(shop, "MUG A2 - 5/1,POT A3 - 4/0,TEA A1 - 8/0,TEA CART - 2/2 [O-100001]");
}

// A GS1 code with a count: six pieces in one scan, and never more than the line wants.
static void test_count(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 20");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "8 TEA"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", "+6 Tea", "pick.scan", work, "]C10104000000000013306");
    SAYS(shop->anna, "refused", "6 pieces are too many: 2 of Tea to go", "pick.scan", work,
         "]C10104000000000013306");
    SAYS(shop->anna, "refused", "3 pieces are too many: 2 of Tea to go", "pick.scan", work,
         "]C10104000000000013303");
    LIES(shop, "TEA A1 - 14/2,TEA CART - 6/6 [O-100001]");
}

static void test_lots(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3 lot=L1 age=5, TEA A1 9 lot=L2 age=1, MUG A2 5");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "3 TEA, 1 MUG"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "ambiguous", "Tea lies here in several lots: scan the lot L1", "pick.scan",
         work, "TEA");
    SAYS(shop->anna, "wrong", "Wrong lot: got L2, need L1", "pick.scan", work,
         "]C1010400000000001310L2");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "]C1010400000000001310L1");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "L1"); // the lot alone names the piece
    SAYS(shop->anna, "unknown", NULL, "pick.scan", work, "L2");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "L1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A2");
    // Nobody keeps the lots of mugs: a lot in the code does not matter.
    SAYS(shop->anna, "match", "+1 Mug", "pick.scan", work, "]C1010400000000002010X9");
    LIES(shop, "MUG A2 - 4/0,MUG CART - 1/1 [O-100001],TEA A1 L2 9/0,TEA CART L1 3/3 [O-100001]");
}

// One lot in the place: the item alone is enough. Loose goods beside a lot: the lot is wrong.
static void test_lot_alone(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3 lot=L1, MUG A2 2 age=9, MUG A2 5 lot=M1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA, 2 MUG"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A2");
    SAYS(shop->anna, "wrong", "Wrong lot: got M1, need one without a lot", "pick.scan", work,
         "]C1010400000000002010M1");
}

static void test_item_proves_place(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    SAYS(shop->admin, "done", "pick.place_proof is now 'item'", "setting.set", "pick.place_proof",
         "item");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", "+1 Mug", "pick.scan", work, "MUG");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picked");
}

// --- claims

static void test_take_over(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    clock_fix(TESTSHOP_NOW + 12 * MINUTE_MS);
    SAYS(shop->ben, "taken", "ANNA has W-101 for 12 min: scan W-101 or its order to take it over",
         "pick.scan", work, "A1");
    SAYS(shop->ben, "taken", "ANNA has W-101 for 12 min: scan W-101 or its order to take it over",
         "pick.short", work, "0");
    SAYS(shop->ben, "taken", NULL, "pick.skip", work);
    SAYS(shop->ben, "taken", NULL, "pick.undo", work);
    SAYS(shop->ben, "taken", NULL, "pick.leave", work);
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1"); // she is there: the question is gone
    SAYS(shop->ben, "taken", NULL, "pick.start", "#1");
    SAYS(shop->pia, "taken", NULL, "pick.start", "#1"); // somebody else's question is not his
    SAYS(shop->ben, "taken", NULL, "pick.start", "#1");
    SAYS(shop->ben, "done", "W-101 taken over from anna", "pick.start", "#1");
    SAYS(shop->anna, "taken", "BEN has just taken W-101: scan W-101 or its order to take it over",
         "pick.scan", work, "TEA");
    SAYS(shop->ben, "wrong", "Tea is the item; first scan place A1", "pick.scan", work, "TEA");
    SAYS(shop->ben, "match", NULL, "pick.scan", work, "A1"); // that she stood there proves nothing
    SAYS(shop->ben, "match", "+1 Tea", "pick.scan", work, "TEA");
    LIES(shop, "MUG A2 - 5/1,POT A3 - 4/0,TEA A1 - 9/1,TEA CART - 1/1 [O-100001]");
}

// The scan that was refused is the question; the number of the work, or of its order, says yes.
static void test_take_by_scan(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->ben, "taken", NULL, "pick.scan", work, "TEA");
    g_assert_nonnull(strstr(testshop_last()->json, "work take W-"));
    SAYS(shop->ben, "taken", NULL, "pick.scan", work, "TEA"); // a piece never takes it over
    SAYS(shop->ben, "done", "W-101 taken over from anna", "pick.scan", work, "W-101");
    SAYS(shop->ben, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->ben, "match", "+1 Tea", "pick.scan", work, "TEA");
    SAYS(shop->anna, "taken", NULL, "pick.scan", work, "O-100001");
    SAYS(shop->anna, "done", "W-101 taken over from ben", "pick.scan", work, "O-100001");
    SAYS(shop->ben, "taken", NULL, "work.take", work);
    SAYS(shop->ben, "done", "W-101 taken over from anna", "work.take", work);
    SAYS(shop->ben, "done", NULL, "pick.leave", work);
    REFUSED(shop->anna, TOTE_WORK_FREE, "Nobody has W-101 in hand", "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", NULL, "pick.scan", work, "W-101"); // nobody is asked
    SAYS(shop->anna, "wrong", "Got W-101: finish this first, or leave it with F3", "pick.scan",
         work, "W-101");
}

static void test_lease(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    clock_fix(TESTSHOP_NOW + 29 * MINUTE_MS);
    SAYS(shop->anna, "unknown", NULL, "pick.scan", work, "XYZZY"); // also a wrong scan renews it
    clock_fix(TESTSHOP_NOW + 58 * MINUTE_MS);
    SAYS(shop->ben, "taken", NULL, "pick.start", "#1");
    clock_fix(TESTSHOP_NOW + 59 * MINUTE_MS);
    SAYS(shop->pia, "done", "W-101 taken over from anna", "pick.start", "#1");
}

static void test_resume(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    g_autoptr(op_session) again = testshop_login(shop->db, "anna", "OTHER");
    SAYS(again, "done", "W-101 goes on", "pick.start", "#1");
    g_assert_cmpstr(testshop_answer("prompt"), ==, "Scan Tea: 1 to go");
    SAYS(again, "done", "W-101 goes on", "pick.start", "W-101");
    SAYS(again, "match", "+1 Tea", "pick.scan", work, "TEA");
}

// --- what to start

static void test_next(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    REFUSED(shop->anna, TOTE_NOTHING, "No order waits to be picked", "pick.start");
    testshop_release(shop, "#1", "1 TEA");
    testshop_release(shop, "#2", "2 TEA");
    SAYS(shop->anna, "done", "W-101: order O-100001, 1 line", "pick.start", NULL, "1");
    SAYS(shop->ben, "done", "W-102: order O-100002, 1 line", "pick.start");
    SAYS(shop->ben, "match", NULL, "pick.scan", "W-102", "A1");
    SAYS(shop->ben, "match", NULL, "pick.scan", "W-102", "TEA");
    testshop_release(shop, "#3", "1 TEA");
    SAYS(shop->ben, "done", "W-102 given back (goods stay on cart)", "pick.leave", "W-102");
    // Half done work comes before new work: its goods stand on a cart.
    SAYS(shop->pia, "done", "W-102: order O-100002, 1 line", "pick.start");
    g_assert_cmpstr(testshop_answer("left"), ==, "1");
}

// Several orders at once: all are claimed, the most urgent is begun, the others come by work.next.
static void test_next_several(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "1 TEA");
    testshop_release(shop, "#2", "2 TEA");
    testshop_release(shop, "#3", "3 TEA");
    SAYS(shop->anna, "done", "2 orders are yours; W-101 first", "pick.start", NULL, "2");
    HAS(testshop_last()->json, "\"work\":\"W-101\"");
    HAS(testshop_last()->json, "\"works\":[\"W-101\",\"W-102\"]");
    SAYS(shop->ben, "done", "W-103: order O-100003, 1 line", "pick.start", NULL, "5");
    REFUSED(shop->pia, TOTE_NOTHING, "No order waits to be picked", "pick.start", NULL, "5");
    testshop_pick(shop->anna, "W-101");
    SAYS(shop->anna, "done", "W-102 goes on", "work.next");
    SAYS(shop->pia, "taken", NULL, "work.take", "W-102");
    REFUSED(shop->anna, TOTE_USAGE, "Either an order or --next, not both", "pick.start", "#3", "2");
    REFUSED(shop->anna, TOTE_ARGUMENT, "next is '21'; a whole number from 1 to 20 is needed",
            "pick.start", NULL, "21");
    g_assert_cmpint(testdb_number(shop->db,
                                  "SELECT count(*) FROM event WHERE op = 'pick.start' AND "
                                  "about = 'order' AND about_id = 2"),
                    ==, 1);
}

// Who goes on with work that was given back gets the lines that are left, and undoes only those.
static void test_left_lines(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA, 1 MUG"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    work = testshop_start(shop->ben, "#1");
    g_assert_cmpstr(work, ==, "W-101"); // the same one: what was picked is part of it
    SAYS(shop->ben, "done", "Undone: 1 back to A1", "pick.undo", work);
    REFUSED(shop->ben, TOTE_UNDO, "Nothing was done yet in W-101", "pick.undo", work);
}

static void test_refused(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    testshop_sell(shop, "#2", "1 TEA");
    REFUSED(shop->anna, TOTE_NOT_FOUND, "There is no order #9", "pick.start", "#9");
    REFUSED(shop->anna, TOTE_STATE, "O-100002 is ready: it is not released to pick", "pick.start",
            "#2");
    REFUSED(shop->anna, TOTE_NOT_FOUND, "There is no work W-999", "pick.scan", "W-999", "A1");
    REFUSED(shop->anna, TOTE_ARGUMENT, "A1 is no work; they are called W-…", "pick.scan", "A1",
            "A1");
    REFUSED(shop->anna, TOTE_USAGE, "code is missing: what was scanned or typed", "pick.scan",
            "W-101");
    REFUSED(shop->anna, TOTE_ROLE, "ANNA may not do 'order.release'", "order.release", "#2");
}

// A work without anything left that is open all the same is answered, not stumbled over.
static void test_nothing_left(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    testdb_script(shop->db, "DELETE FROM task");
    testdb_script(shop->db, "UPDATE fulfilment SET pieces = 0, lines = 0");
    REFUSED(shop->anna, TOTE_NOTHING, "Nothing is left to do here", "pick.scan", work, "A1");
    REFUSED(shop->anna, TOTE_NOTHING, "Nothing is left to do here", "pick.short", work, "0");
    REFUSED(shop->anna, TOTE_NOTHING, "Nothing is left to do here", "pick.skip", work);
}

// How many statements a scan of a screen costs: each is a round trip to a PostgreSQL elsewhere.
static void test_statements(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    shop->anna->mute = true;
    int64_t before = db_calls(shop->db);
    SAYS(shop->anna, "match", "Place A1", "pick.scan", work, "A1");
    g_test_message("a scan of a place: %d statements", (int)(db_calls(shop->db) - before));
    g_assert_cmpint(db_calls(shop->db) - before, <=, 10);
    before = db_calls(shop->db);
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "4000000000013");
    g_test_message("a scan of an item: %d statements", (int)(db_calls(shop->db) - before));
    g_assert_cmpint(db_calls(shop->db) - before, <=, 16);
}

static void extra_is(struct testshop *shop, const char *work, const char *wanted)
{
    g_auto(op_walk_view) view = {0};
    g_autoptr(GError) error = NULL;
    g_assert_true(walk_view_find(shop->db, work, &view, &error));
    g_autofree char *said = walk_view_extra(shop->db, &view, "TEA", TESTSHOP_NOW, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(said, ==, wanted);
}

// One more of an item when the walk is over: what was found elsewhere in its place is not missing.
static void test_extra(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 4 age=3, TEA A4 3 age=2");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "4 TEA"));
    SAYS(shop->anna, "done", NULL, "pick.short", work, "2");
    testshop_pick(shop->anna, work);
    extra_is(shop, work, "All 4 of Tea are taken: put the extra piece back");
    work = testshop_start(shop->anna, testshop_release(shop, "#2", "1 TEA"));
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    extra_is(shop, work, "1 of Tea was reported short: undo that (F2) or put it back");
}

// What is taken back is as old as it was, whatever else lies on the cart.
static void test_undo_age(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A4 1 age=9");
    testshop_picked(shop, "#1", "1 TEA"); // it stays on the cart
    testshop_stock(shop, "TEA A1 5 age=2");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#2", "2 TEA"));
    g_autofree char *before = testshop_balances_whole(shop->db);
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    g_autofree char *after = testshop_balances_whole(shop->db);
    g_assert_cmpstr(after, ==, before);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/pick/straight", test_straight);
    testdb_add("/pick/place", test_place_stage);
    testdb_add("/pick/item", test_item_stage);
    testdb_add("/pick/count", test_count);
    testdb_add("/pick/lots", test_lots);
    testdb_add("/pick/lot-alone", test_lot_alone);
    testdb_add("/pick/item-proves-place", test_item_proves_place);
    testdb_add("/pick/take-over", test_take_over);
    testdb_add("/pick/take-by-scan", test_take_by_scan);
    testdb_add("/pick/lease", test_lease);
    testdb_add("/pick/resume", test_resume);
    testdb_add("/pick/next", test_next);
    testdb_add("/pick/next-several", test_next_several);
    testdb_add("/pick/left-lines", test_left_lines);
    testdb_add("/pick/refused", test_refused);
    testdb_add("/pick/nothing-left", test_nothing_left);
    testdb_add("/pick/statements", test_statements);
    testdb_add("/pick/extra", test_extra);
    testdb_add("/pick/undo-age", test_undo_age);
    return g_test_run();
}
