// SPDX-License-Identifier: Apache-2.0
// Orders by hand: hold, unhold, pay, cancel, in every state that allows or refuses it.
#include "testshop.h"

#include <string.h>

static struct incoming_order *unpaid(const char *name, const char *lines)
{
    struct incoming_order *order = testshop_order(name, lines);
    order->paid = PAID_NO;
    order->paid_at = 0;
    incoming_order_seal(order);
    return order;
}

static void test_hold(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    REFUSED(shop->sam, TOTE_ARGUMENT,
            "reason holds a card number, which is never kept; leave it out", "order.hold", "#1",
            "pays by 4111 1111 1111 1111");
    REFUSED(shop->sam, TOTE_ARGUMENT, "reason has 0 characters; needed are 1 to 500", "order.hold",
            "#1", "  ");
    SAYS(shop->sam, "done", "O-100001 is held: ask the customer", "order.hold", "#1",
         "ask the customer");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "held");
    g_assert_nonnull(
        strstr(testshop_last()->json, "\"why\":[\"held\",\"ask the customer (SAM)\"]"));
    LIES(shop, "TEA A1 - 10/0");
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.hold", "#1", "again");
    REFUSED(shop->sam, TOTE_STATE, "Order O-100001 is held; 'release' needs: ready, short of goods",
            "order.release", "#1");
    SAYS(shop->sam, "done", "O-100001 is ready again", "order.unhold", "#1");
    REFUSED(shop->sam, TOTE_STATE, "Order O-100001 is ready; 'unhold' needs: held", "order.unhold",
            "#1");
}

// Taking a hold off does not pay for the goods.
static void test_unpaid(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *order = unpaid("#1", "1 TEA");
    order->outstanding = order->total;
    testshop_import(shop->sam, NULL, NULL, testshop_sealed(order), NULL);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "unpaid");
    g_assert_cmpint(testdb_number(shop->db, "SELECT outstanding FROM sales_order"), ==, 700);
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.release", "#1");
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "fraud?");
    SAYS(shop->sam, "done", "O-100001 waits for payment again", "order.unhold", "#1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "unpaid");
    SAYS(shop->sam, "done", "O-100001 counts as paid", "order.pay", "#1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "ready");
    g_assert_nonnull(strstr(testshop_last()->json, "\"paid\":\"yes\""));
    g_assert_cmpint(testdb_number(shop->db, "SELECT outstanding FROM sales_order"), ==, 0);
    g_assert_cmpint(testdb_number(shop->db, "SELECT promise_at FROM sales_order WHERE id = 1"), ==,
                    TESTSHOP_NOW + 24 * 60 * MINUTE_MS); // the hours count from the payment
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.pay", "#1");
}

// Whoever looked at it: what nobody says where to send stays held until the channel says where.
static void test_nowhere(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *order = testshop_order("#1", "1 TEA");
    g_clear_pointer(&order->delivery.city, g_free);
    order->paid = PAID_REFUNDED_PARTLY; // this is the first reason that is told
    testshop_take(shop, testshop_sealed(order), NULL);
    REFUSED(
        shop->sam, TOTE_STATE,
        "O-100001 has no delivery address with name, street, city and country: correct it in the "
        "channel and import it again, or cancel it",
        "order.unhold", "#1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "held");
    testshop_take(shop, testshop_order("#1", "1 TEA"), NULL);
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "ready");
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "look");
    SAYS(shop->sam, "done", "O-100001 is ready again", "order.unhold", "#1");
}

static void test_cancel(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3");
    testshop_release(shop, "#1", "2 TEA");
    SAYS(shop->sam, "done", "O-100001 is cancelled", "order.cancel", "#1");
    LIES(shop, "TEA A1 - 3/0");
    REFUSED(shop->sam, TOTE_STATE,
            "Order O-100001 is cancelled; 'cancel' needs: waiting for "
            "payment, held, ready, short of goods, released to pick",
            "order.cancel", "#1");
    testshop_sell(shop, "#2", "5 TEA");
    SAYS(shop->sam, "done", "#2 is short: it waits for goods", "order.release", "#2");
    LIES(shop, "TEA A1 - 3/3"); // what is there is kept for it
    SAYS(shop->sam, "done", NULL, "order.cancel", "#2");
    LIES(shop, "TEA A1 - 3/0");
    g_assert_nonnull(strstr(testshop_last()->json, "\"qty\":5,\"allocated\":0"));
    g_assert_nonnull(strstr(testshop_last()->json, "\"cancelled\":5")); // told line by line
    testshop_start(shop->anna, testshop_release(shop, "#3", "1 TEA"));
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.cancel", "#3");
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.hold", "#3", "late");
}

// A release by mistake: nobody has begun, so the orders wait again and their goods are free.
static void test_unrelease(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_two_houses(shop);
    testshop_stock(shop, "TEA A1 3, POT NORTH:A1 1");
    testshop_release(shop, "#1", "1 TEA, 1 POT"); // from both warehouses
    testshop_release(shop, "#2", "1 TEA");
    testshop_sell(shop, "#3", "9 TEA");
    SAYS(shop->sam, "done", NULL, "order.release", "#3");
    LIES(shop, "POT A1 - 1/1,TEA A1 - 3/3");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "order.unrelease", "#1");
    SAYS(shop->sam, "done", "3 orders are taken back: they wait, their goods are free",
         "order.unrelease", "#1\n#2\n#3");
    LIES(shop, "POT A1 - 1/0,TEA A1 - 3/0");
    SHOWS(shop, "Taken back from the pickers; its goods are free");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM sales_order WHERE state = "
                                            "'ready'"),
                    ==, 3);
    REFUSED(shop->anna, TOTE_STATE, NULL, "pick.start", "W-101");
    REFUSED(shop->sam, TOTE_STATE,
            "Order O-100001 is ready; 'unrelease' needs: short of goods, released to pick",
            "order.unrelease", "#1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    const char *work = testshop_start(shop->anna, "O-100001");
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    g_assert_false(op_do(shop->sam, &reply, &error, "order.unrelease", "#1"));
    g_assert_cmpstr(error->message, ==, "Order O-100001 is being picked by ANNA at ANNA");
    g_assert_nonnull(strstr(tote_error_hint(error), "tote pick leave W-"));
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    SAYS(shop->sam, "done", "#1 is taken back: it waits, its goods are free", "order.unrelease",
         "#1");
}

// Refused, and the hint begins so.
static void first_do(struct testshop *shop, const char *sentence, const char *hint)
{
    static const char *const calls[][3] = {{"order.cancel", "#1"}, {"order.hold", "#1", "late"}};
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
        g_autoptr(GError) error = NULL;
        struct reply reply = {0};
        g_assert_false(op_do(shop->sam, &reply, &error, calls[i][0], calls[i][1], calls[i][2]));
        g_assert_true(tote_error_is(error, TOTE_STATE));
        if (sentence)
            g_assert_cmpstr(error->message, ==, sentence);
        g_assert_true(g_str_has_prefix(tote_error_hint(error), hint));
    }
}

// What the floor has in hand is not stopped; who is told how the goods come back can do just that.
static void test_first(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 3");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    first_do(shop, "Order O-100001 is being picked by ANNA at ANNA",
             "Take the goods back first: tote pick undo W-101 until the cart is empty, tote pick "
             "leave W-101.");
    testshop_pick(shop->anna, work);
    first_do(shop, "Order O-100001 is picked",
             "Take the goods back first: tote pick undo W-101 until the cart is empty, tote pick "
             "leave W-101.");
    const char *pack = testshop_open(shop->pia, work);
    first_do(shop, "Order O-100001 is being packed by PIA at PIA",
             "Take the goods back first: tote pack undo W-102 until its boxes are empty, tote pack "
             "leave W-102, tote pick undo W-101 until the cart is empty, tote pick leave W-101.");
    testshop_pack(shop->pia, pack);
    for (int i = 0; i < 2; i++)
        SAYS(shop->pia, "done", NULL, "pack.undo", "W-102");
    SAYS(shop->pia, "done", NULL, "pack.leave", "W-102");
    for (int i = 0; i < 2; i++)
        SAYS(shop->anna, "done", NULL, "pick.undo", "W-101");
    SAYS(shop->anna, "done", NULL, "pick.leave", "W-101");
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "late");
    LIES(shop, "TEA A1 - 3/0");
}

// Boxes that are closed are opened again first; what left is over.
static void test_packed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 3");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA"));
    testshop_pick(shop->anna, work);
    const char *pack = testshop_open(shop->pia, work);
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    first_do(shop, "Order O-100001 is packed",
             "Take the goods back first: tote pack undo W-102 until its boxes are empty (the first "
             "time opens them again, their labels are void), tote pack leave W-102");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    first_do(shop, NULL, tote_code_hint(TOTE_STATE)); // and what left is over
}

static void test_who_and_which(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_sell(shop, "#1", "1 TEA");
    struct incoming_order *twin = testshop_order("#1", "2 TEA");
    g_free(twin->external_id);
    twin->external_id = g_strdup("another");
    twin->placed_at -= DAY_MS; // of the same moment it would be held
    incoming_order_seal(twin);
    testshop_import(shop->sam, NULL, NULL, twin, NULL);
    REFUSED(shop->sam, TOTE_AMBIGUOUS, "2 orders are called #1: O-100002, O-100001", "order.cancel",
            "#1");
    REFUSED(shop->sam, TOTE_NOT_FOUND, "There is no order O-100009", "order.cancel", "O-100009");
    REFUSED(shop->anna, TOTE_ROLE, "ANNA may not do 'order.cancel'", "order.cancel", "O-100001");
    REFUSED(shop->pia, TOTE_ROLE, NULL, "order.hold", "O-100001", "x");
    SAYS(shop->sam, "done", NULL, "order.cancel", "o100001"); // as people type it
}

static void come_as(struct testshop *shop, const char *name)
{
    g_autofree char *problems = NULL;
    testshop_import(shop->sam, NULL, &problems, testshop_order(name, "1 TEA"), NULL);
}

// A channel may call its orders as tote numbers its own: the number is ours.
static void test_shadows(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    come_as(shop, "O-100002");
    SAYS(shop->sam, "done", NULL, "order.hold", "O-100002", "by its name, while no other has it");
    testshop_start(shop->anna, testshop_release(shop, "#2", "1 TEA")); // O-100002, W-101
    come_as(shop, "O100001");                                          // O-100003
    come_as(shop, "W-101");                                            // O-100004
    REFUSED(shop->sam, TOTE_STATE, "Order O-100002 is being picked by ANNA at ANNA", "order.cancel",
            "O-100002");
    REFUSED(shop->sam, TOTE_STATE, NULL, "order.cancel", "W-101");
    REFUSED(shop->sam, TOTE_AMBIGUOUS,
            "O100001 is short for O-100001 here, and the name that the channel of O-100003 gave it",
            "order.cancel", "O100001");
    SAYS(shop->sam, "done", "O-100001 is cancelled", "order.cancel", "O-100001");
    SAYS(shop->sam, "done", "O-100004 is cancelled", "order.cancel", "O-100004");
}

// Called by its own number it is one order, also where its channel calls it so.
static void test_own_number(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    come_as(shop, "O100001");
    SAYS(shop->sam, "done", "O-100001 is held: wait", "order.hold", "O100001", "wait");
}

// The hours of a promise count from the payment; where none is known, from the order.
static void test_promise(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    for (int i = 0; i < 2; i++) {
        struct incoming_order *order = testshop_order(i ? "#2" : "#1", "1 TEA");
        order->placed_at = TESTSHOP_NOW - 50 * MINUTE_MS;
        order->paid_at = i ? 0 : TESTSHOP_NOW - 10 * MINUTE_MS;
        incoming_order_seal(order);
        testshop_import(shop->sam, NULL, NULL, order, NULL);
    }
    static const char query[] = "SELECT CAST(max(promise_at) - min(promise_at) AS BIGINT) FROM "
                                "sales_order WHERE promise_at > placed_at";
    g_assert_cmpint(testdb_number(shop->db, query), ==, 40 * MINUTE_MS);
    g_assert_cmpint(testdb_number(shop->db, "SELECT promise_at FROM sales_order WHERE id = 1"), ==,
                    TESTSHOP_NOW + (24 * 60 - 10) * MINUTE_MS);
}

// Two that are taken back are told as two.
static void test_unrelease_two(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 2");
    testshop_release(shop, "#1", "1 TEA");
    testshop_release(shop, "#2", "1 TEA");
    SAYS(shop->sam, "done", "2 orders are taken back: they wait, their goods are free",
         "order.unrelease", "#1\n#2");
    LIES(shop, "TEA A1 - 2/0");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/order/hold", test_hold);
    testdb_add("/order/unpaid", test_unpaid);
    testdb_add("/order/nowhere", test_nowhere);
    testdb_add("/order/cancel", test_cancel);
    testdb_add("/order/unrelease", test_unrelease);
    testdb_add("/order/first", test_first);
    testdb_add("/order/packed", test_packed);
    testdb_add("/order/which", test_who_and_which);
    testdb_add("/op_order/shadows", test_shadows);
    testdb_add("/order/promise", test_promise);
    testdb_add("/order/unrelease-two", test_unrelease_two);
    testdb_add("/order/own-number", test_own_number);
    return g_test_run();
}
