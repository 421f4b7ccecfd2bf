// SPDX-License-Identifier: Apache-2.0
// A packing that is closed is opened again: its goods, its labels, who may, and where it is too
// late.
#include <string.h>

#include "testshop.h"

#define OLD "095011010000000018"
#define NEW "095011010000000025"

static int64_t count(struct testshop *shop, const char *from)
{
    g_autofree char *query = g_strdup_printf("SELECT count(*) FROM %s", from);
    return testdb_number(shop->db, query);
}

#define COUNTS(shop, from, n) g_assert_cmpint(count(shop, from), ==, n)

// #1 with 2 TEA in a box that is closed; the pick is W-101, the packing W-102.
static void packed(struct testshop *shop, bool printer)
{
    if (printer)
        SAYS(shop->admin, "done", NULL, "printer.add", "ONE", "cups:one");
    testshop_stock(shop, "TEA A1 3");
    testshop_prefix(shop);
    testshop_take(shop, testshop_order("#1", "2 TEA"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_pick(shop->anna, testshop_start(shop->anna, "#1"));
    testshop_pack(shop->pia, testshop_open(shop->pia, "#1"));
    SAYS(shop->pia, "done", NULL, "pack.close", "W-102");
}

static void opened(struct testshop *shop)
{
    SAYS(shop->pia, "done", "Box opened again; label " OLD " is void: take it off", "pack.undo",
         "W-102");
}

// The number is kept, what waits of it is not printed; closing gives another number and label.
static void test_labels(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop, true);
    SAYS(shop->pia, "match", NULL, "print.proof", OLD);
    opened(shop);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packing");
    LIES(shop, "TEA A1 - 1/0,TEA PACKED - 2/2 [W-102/1]");
    COUNTS(shop, "parcel WHERE state = 'open' AND closed_at = 0 AND proof_at = 0", 1);
    COUNTS(shop, "void_label WHERE sscc = '" OLD "'", 1);
    COUNTS(shop, "outbox WHERE state = 'cancelled' AND reason = 'print.void_opened'", 1);
    SHOWS(shop, "Box opened again; label " OLD " is void");
    SAYS(shop->pia, "wrong",
         "Label " OLD " is void: its box was opened again; take it off, the new one comes when the "
         "box is closed",
         "print.proof", OLD);
    REFUSED(shop->pia, TOTE_NOTHING, NULL, "ship.close", "DHL");
    testshop_check(shop->db);
    SAYS(shop->pia, "done", NULL, "pack.close", "W-102");
    COUNTS(shop, "outbox WHERE state = 'waiting' AND copy = 2", 1);
    LIES(shop, "TEA A1 - 1/0,TEA PACKED - 2/2 [" NEW "]");
    SAYS(shop->pia, "wrong",
         "Label " OLD " is void: the box has " NEW " now; put its new label on "
         "it and scan that",
         "print.proof", OLD);
    testshop_printed(shop, "J-8002");
    REFUSED(shop->pia, TOTE_SHIP_MISSING, NULL, "ship.close", "DHL"); // the old one was on it
    SAYS(shop->pia, "match", NULL, "print.proof", NEW);
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
}

// What was printed of it is not printed again while the box is open.
static void test_no_copy(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop, true);
    testshop_printed(shop, "J-8001");
    opened(shop);
    REFUSED(shop->pia, TOTE_STATE,
            "The box of J-8001 was opened again: a new label comes when it is closed",
            "print.retry", "J-8001");
    COUNTS(shop, "outbox", 1);
}

// Nor is what may have been.
static void test_doubt(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop, true);
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "send", NULL, NULL, NULL, "w1");
    SAYS(shop->pia, "done", NULL, "print.step", "J-8001", "lose", NULL, NULL, NULL, "w1");
    opened(shop);
    COUNTS(shop, "outbox WHERE state = 'cancelled'", 1);
    COUNTS(shop, "parcel WHERE voided = 1", 1);
}

// All the way back to the shelf, as it is told to whoever may not stop the order yet.
static void back_to_the_shelf(struct testshop *shop)
{
    opened(shop);
    for (int i = 0; i < 2; i++)
        SAYS(shop->pia, "done", "Undone: 1 back on the cart", "pack.undo", "W-102");
    SAYS(shop->pia, "done", NULL, "pack.leave", "W-102");
    for (int i = 0; i < 2; i++)
        SAYS(shop->anna, "done", NULL, "pick.undo", "W-101");
    SAYS(shop->anna, "done", NULL, "pick.leave", "W-101");
    LIES(shop, "TEA A1 - 3/2");
}

#define WAY                                                                                        \
    "Take the goods back first: tote pack undo W-102 until its boxes are empty (the first time "   \
    "opens them again, their labels are void), tote pack leave W-102, tote pick undo W-101 until " \
    "the cart is empty, tote pick leave W-101."

static void refused_with(struct session *session, enum tote_code code, const char *hint,
                         const char *op, const char *const *values)
{
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    g_assert_false(testshop_call(session, op, values, NULL, &reply, &error));
    g_assert_true(tote_error_is(error, code));
    g_assert_cmpstr(tote_error_hint(error), ==, hint);
}

static void test_cancel(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop, false);
    refused_with(shop->pia, TOTE_WORK_OVER, "To open it again: 'tote work undo W-102'.",
                 "pack.scan", TESTSHOP_VALUES("W-102", "TEA"));
    refused_with(shop->sam, TOTE_STATE, WAY, "order.cancel", TESTSHOP_VALUES("#1"));
    refused_with(shop->sam, TOTE_STATE, WAY, "order.hold", TESTSHOP_VALUES("#1", "late"));
    refused_with(shop->sam, TOTE_STATE, WAY, "order.unrelease", TESTSHOP_VALUES("#1"));
    back_to_the_shelf(shop);
    SAYS(shop->sam, "done", NULL, "order.cancel", "#1");
    LIES(shop, "TEA A1 - 3/0");
}

// The shop cancelled it while it stood there packed.
static void test_take(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop, false);
    struct incoming_order *order = testshop_order("#1", "2 TEA");
    order->cancelled_at = TESTSHOP_NOW;
    testshop_take(shop, testshop_sealed(order), NULL);
    REFUSED(shop->sam, TOTE_STATE,
            "O-100001 is packed: first open its boxes again at the bench, take out what is in "
            "them, undo what was picked and give its work back, so that its goods are free; or "
            "keep it as it is here",
            "import.answer", "#1", NULL, "1");
    refused_with(shop->sam, TOTE_STATE,
                 WAY " To keep it as it is here: 'tote import answer ORDER --keep'.",
                 "import.answer", TESTSHOP_VALUES("#1", NULL, "1"));
    back_to_the_shelf(shop);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "cancelled");
    LIES(shop, "TEA A1 - 3/0");
    testshop_check(shop->db);
}

// Boxes have their numbers again, also where one stayed empty; a further one begins behind them;
// and one that is emptied is no parcel.
static void test_boxes(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2, MUG A2 1");
    testshop_prefix(shop);
    testshop_picked(shop, "#1", "2 TEA, 1 MUG");
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "match", "Box 1 is B1", "pack.scan", pack, "B1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "MUG");
    SAYS(shop->pia, "match", "Box 2 begins: B1", "pack.scan", pack, "B1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "match", "Box 3 begins: B2", "pack.scan", pack, "B2");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "done", "Undone: 1 of box 3 back on the cart", "pack.undo", pack);
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "%BOX1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "done", NULL, "pack.weigh", pack, "290", "1");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", "Boxes opened again; labels " OLD ", " NEW " are void: take them off",
         "pack.undo", pack);
    COUNTS(shop, "parcel WHERE n = 1 AND grams = 290 AND calculated = 0", 1);
    COUNTS(shop, "parcel WHERE n = 2 AND grams = 0 AND calculated = 0", 1);
    LIES(shop, "MUG PACKED - 1/1 [W-102/1],TEA PACKED - 1/1 [W-102/1],TEA PACKED - 1/1 [W-102/2]");
    SAYS(shop->pia, "done", "Undone: 1 of box 1 back on the cart", "pack.undo", pack);
    SAYS(shop->pia, "done", "Undone: 1 of box 2 back on the cart", "pack.undo", pack);
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "%BOX2");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "match", "Box 3 begins: B3", "pack.scan", pack, "B3");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "done", NULL, "pack.undo", pack);
    SAYS(shop->pia, "done", NULL, "pack.undo", pack);
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "]C10104000000000013302");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    COUNTS(shop, "parcel", 2);
    SAYS(shop->pia, "wrong", "Label " NEW " is void: its box was emptied; throw it away",
         "print.proof", NEW); // it is no parcel any more, but may lie about
    SAYS(shop->pia, "done", NULL, "pack.undo", pack);
    testshop_check(shop->db);
}

// A colleague's is opened after a question while it is fresh, and is the asker's then.
static void test_others(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    packed(shop, false);
    SAYS(shop->sam, "taken", "PIA has just ended W-102: the same again opens it", "pack.undo",
         "W-102");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
    SAYS(shop->sam, "done", NULL, "work.undo", "W-102");
    SAYS(shop->pia, "taken", NULL, "pack.scan", "W-102", "TEA");
    SAYS(shop->sam, "done", NULL, "pack.close", "W-102");
    clock_fix(TESTSHOP_NOW + DAY_MS);
    SAYS(shop->pia, "done", NULL, "pack.undo", "W-102");
    SAYS(shop->pia, "done", NULL, "pack.close", "W-102");
}

// What left, even in part, and what goes with a manifest that was begun stays closed.
static void test_too_late(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    testshop_picked(shop, "#1", "2 TEA");
    const char *pack = testshop_open(shop->pia, "#1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "B1");
    SAYS(shop->pia, "match", NULL, "pack.box", pack, "B1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    testshop_packed_by(shop, "#2", "DHL");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", NULL, NULL, NULL, "1");
    REFUSED(shop->pia, TOTE_STATE, "W-102/1 goes with M-101, which was begun: its box stays closed",
            "pack.undo", pack);
    refused_with(shop->sam, TOTE_STATE,
                 "Part of it left, or goes with a manifest that was begun: leave the rest out of "
                 "the next one (ship close, --without) until it is settled.",
                 "order.cancel", TESTSHOP_VALUES("#1"));
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", NULL, NULL, NULL, "1");
    REFUSED(shop->pia, TOTE_STATE, "W-102/1 left the house: what was packed with it stays closed",
            "pack.undo", pack);
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    REFUSED(shop->pia, TOTE_WORK_OVER, "W-102 is done: order O-100001 is shipped", "pack.undo",
            pack);
    SAYS(shop->pia, "refused", "Box W-102/1 was handed over with M-101", "print.proof", OLD);
}

// Of two warehouses one opens its boxes: the order is being packed, and the other's stay closed.
static void test_two_houses(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 1, MUG NORTH:A2 1");
    testshop_prefix(shop);
    testshop_release(shop, "#1", "1 TEA, 1 MUG");
    const struct {
        struct session *picks, *packs;
        const char *site;
    } houses[] = {{shop->anna, shop->pia, "MAIN"}, {north, north, "NORTH"}};
    const char *packs[2];
    for (int i = 0; i < 2; i++) {
        const char *site = houses[i].site;
        testshop_pick(houses[i].picks,
                      testshop_start(houses[i].picks, testshop_work_at(shop, "pick", site)));
        packs[i] = testshop_open(houses[i].packs, testshop_work_at(shop, "pack", site));
        testshop_pack(houses[i].packs, packs[i]);
        SAYS(houses[i].packs, "done", NULL, "pack.close", packs[i]);
    }
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
    REFUSED(north, TOTE_OTHER_SITE, NULL, "pack.undo", packs[0]);
    SAYS(shop->pia, "done", NULL, "pack.undo", packs[0]);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packing");
    COUNTS(shop, "fulfilment WHERE state = 'packed'", 1);
    COUNTS(shop, "parcel WHERE closed_at > 0", 1);
    SAYS(north, "done", NULL, "ship.close", "DHL");
    SAYS(shop->pia, "done", NULL, "pack.close", packs[0]);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "packed");
}

// The label of another box is none of the box that waits for its own, and is not proven by that.
static void test_other_label(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    g_autofree char *one = g_strdup(testshop_packed_by(shop, "#1", "DHL"));
    g_autofree char *two = g_strdup(testshop_packed_by(shop, "#2", "DHL"));
    SAYS(shop->pia, "wrong", "This is the label of O-100002, box W-104/1: it does not belong here",
         "print.proof", two, "W-102");
    COUNTS(shop, "parcel WHERE proof_at > 0", 0);
    SAYS(shop->pia, "match", NULL, "print.proof", one, "W-102");
    struct incoming_order *order = testshop_order("#2", "1 TEA");
    order->cancelled_at = TESTSHOP_NOW;
    testshop_take(shop, testshop_sealed(order), NULL);
    SAYS(shop->pia, "wrong",
         "This is the label of O-100002, box W-104/1, which is not to be sent: it does not belong "
         "here",
         "print.proof", two, "W-102");
    HAS(testshop_last()->json, "\"stop\":\"Do not send it: the channel cancelled it\"");
    SAYS(shop->pia, "match", NULL, "print.proof", two);
}

// A piece was in a box and taken out of it, and then the channel wants another item in its place.
static void exchanged(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 9, MUG A1 9");
    const char *pack = testshop_open(shop->pia, testshop_picked(shop, "#1", "1 TEA"));
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "B1");
    SAYS(shop->pia, "match", NULL, "pack.scan", pack, "TEA");
    SAYS(shop->pia, "done", NULL, "pack.undo", pack);
    SAYS(shop->pia, "done", NULL, "pack.leave", pack);
    SAYS(shop->anna, "done", NULL, "pick.undo", "W-101");
    SAYS(shop->anna, "done", NULL, "pick.leave", "W-101");
    SAYS(shop->sam, "done", NULL, "order.unrelease", "#1");
    testshop_take(shop, testshop_sealed(testshop_order("#1", "1 MUG")), NULL);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "ready");
    testshop_check(shop->db);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/reopen/labels", test_labels);
    testdb_add("/reopen/no-copy", test_no_copy);
    testdb_add("/reopen/doubt", test_doubt);
    testdb_add("/reopen/cancel", test_cancel);
    testdb_add("/reopen/take", test_take);
    testdb_add("/reopen/boxes", test_boxes);
    testdb_add("/reopen/others", test_others);
    testdb_add("/reopen/too-late", test_too_late);
    testdb_add("/reopen/two-houses", test_two_houses);
    testdb_add("/reopen/other-label", test_other_label);
    testdb_add("/reopen/exchanged", exchanged);
    return g_test_run();
}
