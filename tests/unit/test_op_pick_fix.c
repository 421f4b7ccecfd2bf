// SPDX-License-Identifier: Apache-2.0
// When picking does not go straight: short, skip, undo and giving work back.
#include "testshop.h"

#include <string.h>

static void ready(struct testshop *shop)
{
    testshop_stock(shop, "TEA A1 10, MUG A2 5, POT A3 4");
    testshop_release(shop, "#1", "2 TEA, 1 MUG, 1 POT");
}

static void prompt_is(const char *wanted)
{
    g_assert_cmpstr(testshop_answer("prompt"), ==, wanted);
}

// --- short

static void test_short_elsewhere(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 6 age=3, TEA A4 3 age=2, TEA A5 9 age=1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "5 TEA"));
    LIES(shop, "TEA A1 - 6/5,TEA A4 - 3/0,TEA A5 - 9/0");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done",
         "3 not at A1, found elsewhere: Tea (Place is empty); 1 more piece of the books there is "
         "lost, too",
         "pick.short", work, "2", "empty");
    g_assert_cmpstr(testshop_answer("elsewhere"), ==, "3");
    g_assert_cmpstr(testshop_answer("missing"), ==, "0");
    g_assert_cmpstr(testshop_answer("reason"), ==, "not_found");
    prompt_is("Scan place A4");
    // The books said 6 there: 2 are on the cart, and nobody is sent there for the others.
    LIES(shop, "TEA A4 - 3/3,TEA A5 - 9/0,TEA CART - 2/2 [O-100001],TEA LOST - 4/0");
    testshop_pick(shop->anna, work);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picked");
}

// What was found elsewhere is not missing any more: one more than all is just too many.
static void test_found_is_not_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 4 age=3, TEA A4 3 age=2, MUG A5 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "4 TEA, 1 MUG"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "done", "2 not at A1, found elsewhere: Tea", "pick.short", work, "2");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A4");
    for (int i = 0; i < 2; i++)
        SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A5");
    SAYS(shop->anna, "refused", "All 4 of Tea are taken: put the extra piece back", "pick.scan",
         work, "TEA");
}

// One lot is not there, but another lies at the same place: that is taken.
static void test_short_other_lot(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2 age=5 lot=L1, TEA A1 4 age=1 lot=L2");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    LIES(shop, "TEA A1 L1 2/2,TEA A1 L2 4/0");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "done", "2 not at A1, found elsewhere: Tea (Damaged)", "pick.short", work, "0",
         "broken");
    LIES(shop, "TEA A1 L2 4/2,TEA LOST L1 2/0");
    testshop_pick(shop->anna, work);
    LIES(shop, "TEA A1 L2 2/0,TEA CART L2 2/2 [O-100001],TEA LOST L1 2/0");
}

// What is found elsewhere comes where the walk passes it, before what the picker left for the end.
static void test_short_after_skip(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10, MUG A2 5 age=2, POT A3 4, MUG A4 5 age=1");
    const char *work =
        testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA, 1 MUG, 1 POT"));
    SAYS(shop->anna, "done", "Comes last: Tea", "pick.skip", work);
    prompt_is("Scan place A2");
    SAYS(shop->anna, "done", "1 not at A2, found elsewhere: Mug", "pick.short", work, "0");
    prompt_is("Scan place A3");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A3");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "POT");
    prompt_is("Scan place A4");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A4");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "MUG");
    prompt_is("Scan place A1");
}

static void test_short_for_good(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "done",
         "2 not at A1: Tea (Place is empty); 8 more pieces of the books there are lost, too",
         "pick.short", work, "0", "empty");
    g_assert_cmpstr(testshop_answer("written_off"), ==, "8");
    g_assert_cmpstr(testshop_answer("missing"), ==, "2");
    prompt_is("Scan place A2");
    testshop_pick(shop->anna, work);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picked");
    LIES(shop, "MUG A2 - 4/0,MUG CART - 1/1 [O-100001],POT A3 - 3/0,POT CART - 1/1 [O-100001],"
               "TEA LOST - 10/0");
    const char *pack = testshop_open(shop->pia, "#1"); // what was found is packed
    testshop_pack(shop->pia, pack);
}

static void test_short_refused(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    REFUSED(shop->anna, TOTE_ARGUMENT,
            "0 found: of this line the cart has 1, and the order wants 2", "pick.short", work, "0");
    REFUSED(shop->anna, TOTE_ARGUMENT,
            "2 found: of this line the cart has 1, and the order wants 2", "pick.short", work, "2");
    REFUSED(shop->anna, TOTE_ARGUMENT,
            "found is 'x'; a whole number from 0 to 1000000000000000 is needed", "pick.short", work,
            "x");
    REFUSED(shop->anna, TOTE_USAGE, "found is missing: pieces of this line found in all",
            "pick.short", work);
}

// Not one piece of the order is there: there is nothing to pack, so it waits for goods again.
static void test_nothing_found(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    SAYS(shop->anna, "done", "2 not at A1: Tea", "pick.short", work, "0");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "short");
    LIES(shop, "TEA LOST - 2/0");
    SAYS(shop->anna, "done", "Undone: 2 back to A1", "pick.undo", work);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picking");
    LIES(shop, "TEA A1 - 2/2");
    testshop_check(shop->db);
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    REFUSED(shop->ben, TOTE_WORK_OVER, "W-101 was withdrawn: order O-100001 is not found",
            "pick.undo", work);
    testshop_stock(shop, "TEA A5 7");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "O-100001");
    REFUSED(shop->anna, TOTE_UNDO,
            "O-100001 was planned anew since: move what turned up from LOST to its place",
            "pick.undo", work);
    testshop_pick(shop->ben, testshop_start(shop->ben, "O-100001"));
    LIES(shop, "TEA A5 - 5/0,TEA CART - 2/2 [O-100001],TEA LOST - 2/0");
}

// What was set aside for the order since, of other goods of it, would have no task.
static void test_nothing_found_set_aside(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2, MUG A2 3");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA, 1 MUG"));
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "short");
    testshop_stock(shop, "MUG A3 1");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    REFUSED(shop->anna, TOTE_UNDO, NULL, "pick.undo", work);
    SAYS(shop->sam, "done", NULL, "order.cancel", "#1");
    REFUSED(shop->anna, TOTE_STATE,
            "Order O-100001 is cancelled; nothing leads from there to: being picked", "pick.undo",
            work);
}

// Nothing is there: who else was to go there goes elsewhere, or their order is short.
static void test_empty_for_all(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9 age=9 lot=L1, TEA A1 4 age=8 lot=L2, TEA A4 4, MUG A2 5");
    const char *first = testshop_start(shop->anna, testshop_release(shop, "#1", "3 TEA"));
    const char *second = testshop_start(shop->ben, testshop_release(shop, "#2", "2 TEA, 1 MUG"));
    testshop_release(shop, "#3", "3 TEA, 1 MUG"); // nobody has it yet
    testshop_release(shop, "#4", "5 TEA");        // of both lots
    SAYS(shop->anna, "match", NULL, "pick.scan", first, "A1");
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "A1");
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "L1");
    SAYS(shop->anna, "done",
         "3 not at A1, found elsewhere: Tea (Place is empty); 9 more pieces of the books there are "
         "lost, too",
         "pick.short", first, "0", "empty");
    g_assert_cmpstr(testshop_answer("others"), ==, "3");
    LIES(shop, "MUG A2 - 5/2,TEA A4 - 4/4,TEA CART L1 1/1 [O-100002],TEA LOST L1 8/0,"
               "TEA LOST L2 4/0");
    testshop_check(shop->db);
    g_assert_cmpstr(testshop_status(shop->db, "O-100004"), ==, "short"); // with nobody's help
    SAYS(shop->ben, "match", NULL, "pick.scan", second, "A2");
    SAYS(shop->anna, "done", "Undone: 12 back to A1, also for 2 other orders", "pick.undo", first);
    LIES(shop, "MUG A2 - 5/2,TEA A1 L1 8/7,TEA A1 L2 4/4,TEA A4 - 4/1,TEA CART L1 1/1 [O-100002]");
    g_assert_cmpstr(testshop_status(shop->db, "O-100004"), ==, "released");
    testshop_check(shop->db);
    for (int n = 0; n < 3; n++)
        SAYS(shop->anna, "match", NULL, "pick.scan", first, "L1");
    testshop_pick(shop->ben, second);
    const char *third = testshop_start(shop->pia, "#3");
    SAYS(shop->pia, "match", NULL, "pick.scan", third, "A1");
    for (int n = 0; n < 3; n++)
        SAYS(shop->pia, "match", NULL, "pick.scan", third, "L1");
    testshop_pick(shop->pia, third);
    testshop_check(shop->db);
}

// An order that held some of it and waits for more holds nothing of what is not there.
static void test_empty_set_aside(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    testshop_import(shop->sam, NULL, NULL, testshop_order("#2", "4 TEA"), NULL);
    SAYS(shop->sam, "done", "#2 is short: it waits for goods", "order.release", "#2");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "1", "few");
    LIES(shop, "TEA CART - 1/1 [O-100001],TEA LOST - 4/0");
    testshop_check(shop->db);
    SAYS(shop->anna, "done", "Undone: 5 back to A1, also for 1 other order", "pick.undo", work);
    LIES(shop, "TEA A1 - 5/5");
    testshop_check(shop->db);
}

// Nobody gets there: nothing is lost.
static void test_unreachable(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 6 age=3, TEA A4 3 age=2, MUG A2 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "5 TEA, 1 MUG"));
    g_autofree char *before = testshop_balances_whole(shop->db);
    SAYS(shop->anna, "done", "Waits at A1, comes last: no more of Tea lies elsewhere", "pick.short",
         work, "0", "unreachable");
    LIES(shop, "MUG A2 - 1/1,TEA A1 - 6/2,TEA A4 - 3/3");
    prompt_is("Scan place A2");
    testshop_check(shop->db);
    SAYS(shop->anna, "done", "Undone, at A1 again: Tea", "pick.undo", work);
    g_autofree char *after = testshop_balances_whole(shop->db);
    g_assert_cmpstr(after, ==, before);
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "reach");
    testshop_pick(shop->anna, work);
    LIES(shop, "MUG CART - 1/1 [O-100001],TEA A1 - 4/0,TEA CART - 5/5 [O-100001]");
    SAYS(shop->anna, "done", "Undone: 1 back to A1", "pick.undo", work);
    testshop_check(shop->db);
}

// The pieces lie elsewhere: all of them are fetched there, and what is free stays where it is.
static void test_unreachable_elsewhere(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 6 age=3, TEA A4 9 age=2");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "5 TEA"));
    SAYS(shop->anna, "done", "5 not at A1, found elsewhere: Tea (Cannot reach)", "pick.short", work,
         "0", "reach");
    LIES(shop, "TEA A1 - 6/0,TEA A4 - 9/5");
    testshop_release(shop, "#2", "4 TEA"); // of A1, which somebody reaches by then
    REFUSED(shop->anna, TOTE_UNDO, "The pieces were moved on since", "pick.undo", work);
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "ask the customer");
    testshop_check(shop->db);
}

// What waits for the end of the walk stays behind what is found elsewhere still.
static void test_unreachable_last(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 5 age=1, TEA A4 1 age=3, TEA A5 1 age=4");
    testshop_release(shop, "#1", "1 TEA"); // of A5
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#2", "5 TEA"));
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "reach");
    prompt_is("Scan place A4");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "broken");
    prompt_is("Scan place A5");
    testshop_pick(shop->anna, work);
    LIES(shop, "TEA A1 - 1/0,TEA CART - 5/5 [O-100002],TEA LOST - 1/0");
}

// The same order cancelled, or changed by its channel, after nothing was found.
static void test_nothing_found_then(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0");
    testshop_import(shop->sam, NULL, NULL, testshop_order("#1", "1 TEA"), NULL);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "ready");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#1");
    LIES(shop, "TEA LOST - 3/0");
}

// The channel wrote another item into the line that nobody found: the report stays as it is.
static void test_nothing_found_other_item(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    testshop_import(shop->sam, NULL, NULL, testshop_order("#1", "2 MUG"), NULL);
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    REFUSED(shop->anna, TOTE_UNDO,
            "O-100001 was planned anew since: move what turned up from LOST to its place",
            "pick.undo", work);
}

// Of two lines of an item the first is on the cart: an empty place is short of the other one.
static void test_short_second_line(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA, 2 TEA"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", "2 not at A1: Tea (Place is empty)", "pick.short", work, "0", "empty");
    LIES(shop, "TEA CART - 1/1 [O-100001],TEA LOST - 2/0");
    SAYS(shop->anna, "done", "Undone: 2 back to A1", "pick.undo", work);
}

// --- skip

static void test_skip(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "done", "Comes last: Tea", "pick.skip", work);
    prompt_is("Scan place A2");
    SAYS(shop->anna, "done", "Comes last: Mug", "pick.skip", work);
    prompt_is("Scan place A3");
    SAYS(shop->anna, "done", "Comes last: Pot", "pick.skip", work);
    prompt_is("Scan place A1");
    SAYS(shop->anna, "done", "Comes last: Tea", "pick.skip", work); // round and round
    prompt_is("Scan place A2");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A2");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "MUG");
    prompt_is("Scan place A3");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A3");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "POT");
    prompt_is("Scan place A1");
    REFUSED(shop->anna, TOTE_NOTHING, "It is the last line: nothing comes after", "pick.skip",
            work);
}

// --- undo

static void test_undo_chain(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2 age=5 lot=L1, TEA A4 3 age=2, MUG A2 1 age=9");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "3 TEA, 1 MUG"));
    g_autofree char *before = testshop_balances_whole(shop->db);
    testshop_pick(shop->anna, work); // empties A4 and A2
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picked");
    SAYS(shop->anna, "done", "Undone: 1 back to A4", "pick.undo", work);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picking");
    prompt_is("Scan Tea: 1 to go"); // and she still stands there
    testshop_check(shop->db);
    SAYS(shop->anna, "done", "Undone: 1 back to A4", "pick.undo", work);
    SAYS(shop->anna, "done", "Undone: 1 back to A4", "pick.undo", work);
    SAYS(shop->anna, "done", "Undone: 1 back to A2", "pick.undo", work);
    g_autofree char *after = testshop_balances_whole(shop->db);
    g_assert_cmpstr(after, ==, before);
    REFUSED(shop->anna, TOTE_UNDO, "Nothing was done yet in W-101", "pick.undo", work);
    SAYS(shop->anna, "done", "W-101 given back", "pick.leave", work); // nothing is on the cart
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "released");
}

static void test_undo_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 4 age=5, TEA A4 3, MUG A2 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "4 TEA, 1 MUG"));
    g_autofree char *before = testshop_balances_whole(shop->db);
    SAYS(shop->anna, "done", "3 not at A1, found elsewhere: Tea", "pick.short", work, "1");
    LIES(shop, "MUG A2 - 1/1,TEA A4 - 3/3,TEA CART - 1/1 [O-100001],TEA LOST - 3/0");
    SAYS(shop->anna, "done", "Undone: 4 back to A1", "pick.undo", work); // also what was found
    g_autofree char *after = testshop_balances_whole(shop->db);
    g_assert_cmpstr(after, ==, before);
    testshop_pick(shop->anna, work);
}

// The missing pieces were found at LOST and booked out again: nothing to take back.
static void test_undo_moved_on(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0");
    SAYS(shop->sam, "done", NULL, "stock.adjust", "TEA", "LOST", "1", "1", "thrown away");
    REFUSED(shop->anna, TOTE_UNDO, "The pieces were moved on since", "pick.undo", work);
    g_assert_true(testshop_answer("error") == NULL);
}

static void test_undo_refused(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    testshop_pick(shop->anna, work);
    REFUSED(shop->ben, TOTE_WORK_OVER, "W-101 is done: order O-100001 is picked", "pick.undo",
            work);
    testshop_open(shop->pia, "#1");
    REFUSED(shop->anna, TOTE_STATE, "Order O-100001 is being packed; 'unpick' needs: picked",
            "pick.undo", work);
}

// --- leave

static void test_leave_empty(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "done", "W-101 given back", "pick.leave", work);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "released");
    REFUSED(shop->anna, TOTE_WORK_FREE, "Nobody has W-101 in hand", "pick.scan", work, "A1");
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "ask the customer"); // its goods are free
    LIES(shop, "MUG A2 - 5/0,POT A3 - 4/0,TEA A1 - 10/0");
}

// What was found short stands on no cart; who takes the work next can still take that back.
static void test_leave_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0");
    SAYS(shop->anna, "done", "W-101 given back", "pick.leave", work);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "released");
    testshop_check(shop->db);
    SAYS(shop->ben, "done", NULL, "work.take", work);
    SAYS(shop->ben, "done", NULL, "pick.undo", work);
    testshop_pick(shop->ben, work);
    testshop_check(shop->db);
}

static void test_leave_with_goods(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    ready(shop);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", "W-101 given back (goods stay on cart)", "pick.leave", work);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picking");
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.cancel", "#1");
    SAYS(shop->ben, "done", "W-101: order O-100001, 3 lines", "pick.start", "#1");
    g_assert_cmpstr(testshop_answer("left"), ==, "3");
    // The next one takes nothing and leaves too: the first one's goods are still on the cart.
    SAYS(shop->ben, "done", "W-101 given back (goods stay on cart)", "pick.leave", "W-101");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "picking");
    SAYS(shop->ben, "done", "W-101: order O-100001, 3 lines", "pick.start", "#1");
    testshop_pick(shop->ben, "W-101");
    LIES(shop, "MUG A2 - 4/0,MUG CART - 1/1 [O-100001],POT A3 - 3/0,POT CART - 1/1 [O-100001],"
               "TEA A1 - 8/0,TEA CART - 2/2 [O-100001]");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/pick/short/elsewhere", test_short_elsewhere);
    testdb_add("/pick/short/found-is-not-short", test_found_is_not_short);
    testdb_add("/pick/short/other-lot", test_short_other_lot);
    testdb_add("/pick/short/after-skip", test_short_after_skip);
    testdb_add("/pick/short/for-good", test_short_for_good);
    testdb_add("/pick/short/refused", test_short_refused);
    testdb_add("/pick/short/nothing-found", test_nothing_found);
    testdb_add("/pick/short/nothing-found-then", test_nothing_found_then);
    testdb_add("/pick/short/nothing-found-set-aside", test_nothing_found_set_aside);
    testdb_add("/pick/short/empty-for-all", test_empty_for_all);
    testdb_add("/pick/short/empty-set-aside", test_empty_set_aside);
    testdb_add("/pick/short/unreachable", test_unreachable);
    testdb_add("/pick/short/unreachable-elsewhere", test_unreachable_elsewhere);
    testdb_add("/pick/short/unreachable-last", test_unreachable_last);
    testdb_add("/pick/skip", test_skip);
    testdb_add("/pick/undo/chain", test_undo_chain);
    testdb_add("/pick/undo/short", test_undo_short);
    testdb_add("/pick/undo/moved-on", test_undo_moved_on);
    testdb_add("/pick/undo/refused", test_undo_refused);
    testdb_add("/pick/leave/empty", test_leave_empty);
    testdb_add("/pick/leave/short", test_leave_short);
    testdb_add("/pick/leave/with-goods", test_leave_with_goods);
    testdb_add("/pick/short/nothing-found-other-item", test_nothing_found_other_item);
    testdb_add("/pick/short/second-line", test_short_second_line);
    return g_test_run();
}
