// SPDX-License-Identifier: Apache-2.0
// What an import asks about an order that the floor has begun, and the answers of a person.
#include "answers.h"
#include "import_question.h"
#include "query.h"
#include "testshop.h"

#include <string.h>

static struct incoming_order *cancelled(const char *name, const char *lines)
{
    struct incoming_order *order = testshop_order(name, lines);
    order->cancelled_at = TESTSHOP_NOW;
    return testshop_sealed(order);
}

static struct incoming_order *refunded(const char *name, const char *lines, int64_t amount)
{
    struct incoming_order *order = testshop_order(name, lines);
    order->paid = PAID_REFUNDED_PARTLY;
    order->refunded = amount;
    order->discount_code = g_strdup("TEN");
    return testshop_sealed(order);
}

#define STATUS_IS(shop, status) g_assert_cmpstr(testshop_status((shop)->db, "O-100001"), ==, status)

static char *conflicts(struct session *session, char **ret_text)
{
    g_autoptr(doc_handle) doc = doc_new();
    const char *const none[OP_MAX_ARGS] = {NULL};
    GError *error = NULL;
    query_run(session, query_find("import.conflicts"), none, doc, NULL, &error);
    g_assert_no_error(error);
    *ret_text = doc_show(doc);
    return doc_json(doc);
}

// People read what differs in the row itself, and the word of the state.
#define ASKED(session, text)                                                                       \
    do {                                                                                           \
        g_autofree char *shown = NULL, *json = conflicts(session, &shown);                         \
        g_assert_true(!strstr(json, "O-1") ||                                                      \
                      (strstr(shown, "DIFFERS") && !strstr(shown, " ID ")));                       \
        g_assert_true(!strstr(json, "\"was\":\"14.00") ||                                          \
                      strstr(shown, "(here: 14.00 EUR, there: "));                                 \
        HAS(json, text);                                                                           \
    } while (0)

static const char moved_too[] =
    "import.conflict: O-100001 (#1): the channel changed its lines, but it is already released to "
    "pick\nimport.conflict: O-100001 (#1): the channel changed its address, but it is already "
    "released to pick\nimport.conflict: O-100001 (#1): the channel changed its total, but it is "
    "already released to pick (14.00 EUR here, 21.00 EUR there)";

// Of many lines those are told that differ.
static void test_lines_that_differ(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9, MUG A1 9, POT A1 9");
    testshop_release(shop, "#1", "2 TEA, 1 MUG, 1 POT");
    testshop_take(shop, testshop_order("#1", "2 TEA, 3 MUG, 1 POT"), NULL);
    ASKED(shop->sam, "\"was\":\"1 MUG\",\"says\":\"3 MUG\"");
    testshop_take(shop, testshop_order("#1", "2 TEA, 1 MUG, 1 POT, 1 TEA"), NULL);
    ASKED(shop->sam, "\"was\":\"\",\"says\":\"1 TEA\"");
}

// It stays as it is, and nobody is asked again before the channel says something else.
static void test_answer_keep(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    ASKED(shop->sam, "{\"conflicts\":[]}");
    testshop_take(shop, testshop_moved("#1", "3 TEA"), moved_too);
    ASKED(shop->sam, "\"what\":\"the channel changed its lines\",\"was\":\"2 TEA\",\"says\":"
                     "\"3 TEA\"");
    ASKED(shop->sam, "York");
    ASKED(shop->sam, "\"was\":\"14.00 EUR\",\"says\":\"21.00 EUR\"");
    REFUSED(shop->sam, TOTE_USAGE, NULL, "import.answer", "#1");
    REFUSED(shop->sam, TOTE_USAGE, NULL, "import.answer", "#1", "1", "1");
    REFUSED(shop->anna, TOTE_ROLE, NULL, "import.answer", "#1", "1");
    SAYS(shop->sam, "done",
         "O-100001 stays as it is here; the same of shopify is not asked about "
         "again",
         "import.answer", "#1", "1");
    ASKED(shop->sam, "{\"conflicts\":[]}");
    REFUSED(shop->sam, TOTE_NOT_FOUND, "No import asks about O-100001", "import.answer", "#1", "1");
    g_autofree char *before = testshop_dump(shop->db);
    g_assert_cmpint(testshop_take(shop, testshop_moved("#1", "3 TEA"), "").unchanged, ==, 1);
    g_autofree char *after = testshop_dump(shop->db);
    g_assert_cmpstr(after, ==, before);
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "ask"); // it could be taken over now
    g_assert_cmpint(testshop_take(shop, testshop_moved("#1", "3 TEA"), "").unchanged, ==, 1);
    testshop_take(shop, testshop_order("#1", "4 TEA"),
                  "import.held: ask (SAM)"); // that is something else
}

// A part of the payment that went back is asked about until the goods have left.
static void test_part_refund(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    struct incoming_order *order = testshop_order("#1", "2 TEA");
    order->discount_code = g_strdup("TEN");
    testshop_take(shop, testshop_sealed(order), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_take(
        shop, refunded("#1", "2 TEA", 100),
        "import.conflict: O-100001 (#1): the channel gave a part of the payment back, but it is "
        "already released to pick");
    ASKED(shop->sam, "\"what\":\"the channel gave a part of the payment back\",\"was\":\"0.00 "
                     "EUR\",\"says\":\"1.00 EUR\"");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    HAS(testshop_last()->json,
        "\"stop\":\"Do not send it: the channel gave a part of the payment back\"");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", "1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    const char *pack = testshop_open(shop->pia, "#1");
    HAS(testshop_last()->json, "\"stop\":null");
    testshop_take(shop, refunded("#1", "2 TEA", 100), "");
    testshop_take(
        shop, refunded("#1", "2 TEA", 300),
        "import.conflict: O-100001 (#1): the channel gave a part of the payment back, but it is "
        "already being packed");
    testshop_pack(shop->pia, pack);
    HAS(testshop_last()->json, "\"stop\":\"Do not send it: ");
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", "1");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    testshop_take(shop, refunded("#1", "2 TEA", 500), ""); // what left the house came back
    g_assert_cmpint(testdb_number(shop->db, "SELECT refunded FROM sales_order"), ==, 500);
}

// The ordinary return: what left the house comes back, and with it goes all of the money.
static void test_return(struct testdb *test)
{
    static const struct {
        enum incoming_paid paid;
        bool cancelled;
        const char *as;
    } cases[] = {{PAID_REFUNDED, false, "SELECT count(*) FROM sales_order WHERE paid = 'refunded'"},
                 {PAID_VOID, false, "SELECT count(*) FROM sales_order WHERE paid = 'void'"},
                 {PAID_REFUNDED, true, "SELECT count(*) FROM sales_order WHERE paid = 'refunded'"}};
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_prefix(shop);
    testshop_picked(shop, "#1", "2 TEA");
    const char *pack = testshop_open(shop->pia, "#1");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    testshop_take(shop, cancelled("#1", "2 TEA"),
                  "import.conflict: O-100001 (#1): the channel cancelled it, but it is already "
                  "shipped"); // and kept the money
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct incoming_order *order = refunded("#1", "2 TEA", 1400);
        order->paid = cases[i].paid;
        order->shipped = SHIPPED_WHOLE;
        order->cancelled_at = cases[i].cancelled ? TESTSHOP_NOW : 0;
        g_assert_cmpint(testshop_take(shop, testshop_sealed(order), "").updated, ==, 1);
        STATUS_IS(shop, "shipped");
        g_assert_cmpint(testdb_number(shop->db, cases[i].as), ==, 1);
        g_assert_cmpint(testdb_number(shop->db, "SELECT refunded FROM sales_order"), ==, 1400);
        g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM import_question"), ==, 0);
    }
}

// Before anybody picked, the channel's word takes the release back and holds the order.
static void test_part_refund_taken(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    testshop_take(shop, refunded("#1", "2 TEA", 100), NULL);
    SAYS(shop->sam, "done", "O-100001 is as shopify says now: held", "import.answer", "#1", NULL,
         "1");
    STATUS_IS(shop, "held");
}

// It becomes what the channel says where nothing of it is in anybody's hands.
static void test_answer_take(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    testshop_take(shop, testshop_moved("#1", "3 TEA"), moved_too);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    REFUSED(shop->sam, TOTE_STATE,
            "O-100001 is being picked: first undo what was picked and give its work back, so that "
            "its goods are free; or keep it as it is here",
            "import.answer", "#1", NULL, "1");
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    SAYS(shop->sam, "done", "O-100001 is as shopify says now: ready", "import.answer", "#1", NULL,
         "1");
    ASKED(shop->sam, "{\"conflicts\":[]}");
    LIES(shop, "TEA A1 - 9/0");
    g_assert_cmpint(testdb_number(shop->db, "SELECT total FROM sales_order"), ==, 2100);
    g_assert_cmpint(testshop_take(shop, testshop_moved("#1", "3 TEA"), "").unchanged, ==, 1);
    testshop_check(shop->db);
}

static const char *outcome(struct testshop *shop)
{
    g_autoptr(rowlist) question = store_question(shop->db, 1, NULL);
    g_assert_cmpint(list_len(question), ==, 1);
    return import_question_outcome(list_at(question, struct question_row, 0));
}

// Whoever is asked is told what will become of the order.
static void test_outcome(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    testshop_take(shop, cancelled("#1", "2 TEA"), NULL);
    HAS(outcome(shop), "it is refused until nothing of it is in hand");
    SAYS(shop->anna, "done", NULL, "pick.undo", work);
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    g_assert_cmpstr(outcome(shop), ==, "It is cancelled, and its goods are free again.");
    SAYS(shop->sam, "done", NULL, "order.unrelease", "#1");
    g_assert_cmpstr(outcome(shop), ==, "It is cancelled.");
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    STATUS_IS(shop, "cancelled");
    testshop_take(shop, testshop_order("#1", "2 TEA"), NULL);
    g_assert_cmpstr(outcome(shop), ==,
                    "It is opened again, and its lines, address and sums are written anew.");
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    STATUS_IS(shop, "ready");
}

// What was cancelled here comes back; what the channel cancelled is cancelled; sums alone are taken
// whatever the floor does; what changed back is no question any more.
static void test_answer_others(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_take(shop, testshop_order("#1", "2 TEA"), "");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#1");
    testshop_take(
        shop, testshop_order("#1", "3 TEA"),
        "import.conflict: O-100001 (#1): the channel wants it sent, but it is already cancelled");
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    STATUS_IS(shop, "ready");
    testshop_picked(shop, "#2", "2 TEA");
    testshop_take(shop, testshop_dearer("#2", "2 TEA"), NULL);
    ASKED(shop->sam, "O-100002");
    SAYS(shop->sam, "done", "O-100002 is as shopify says now: picked", "import.answer", "#2", NULL,
         "1");
    g_assert_cmpint(testdb_number(shop->db, "SELECT total FROM sales_order WHERE id = 2"), ==,
                    1500);
    testshop_take(shop, cancelled("#2", "2 TEA"), NULL);
    ASKED(shop->sam, "\"was\":\"picked\",\"says\":\"cancelled\"");
    testshop_take(shop, testshop_dearer("#2", "2 TEA"), NULL);
    ASKED(shop->sam, "{\"conflicts\":[]}");
}

// Without the keys a question is told without what stands in it, and can be answered: it stays.
static void test_answer_sealed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    testshop_take(shop, testshop_moved("#1", "3 TEA"), moved_too);
    testdb_script(shop->db, "UPDATE import_question SET brought = sealed FROM (SELECT sealed FROM "
                            "person LIMIT 1) other");
    ASKED(shop->sam, "\"what\":\"the channel changed its lines\",\"was\":null,\"says\":null");
    REFUSED(shop->sam, TOTE_LOG_UNREADABLE, NULL, "import.answer", "#1", NULL, "1");
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", "1");
}

static struct incoming_order *shipped_as(enum incoming_shipped shipped)
{
    struct incoming_order *order = testshop_order("#1", "2 TEA, 1 MUG");
    order->shipped = shipped;
    return testshop_sealed(order);
}

// What left here as a part comes back as a part; that all of it left is news, and a person judges.
static void test_shipped_after_a_part(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 2, MUG A2 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA, 1 MUG"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "empty");
    testshop_ship(shop->pia, shop, "MAIN");
    STATUS_IS(shop, "short");
    testshop_take(shop, shipped_as(SHIPPED_PARTLY), "");
    struct import_counts counts = testshop_take(
        shop, shipped_as(SHIPPED_WHOLE),
        "import.conflict: O-100001 (#1): the channel shipped it itself, but it is already "
        "short of goods");
    g_assert_cmpint(counts.conflicts, ==, 1);
    STATUS_IS(shop, "short");
    SHOWS(shop, "An import asks: the channel shipped it itself");
    testshop_take(shop, cancelled("#1", "2 TEA, 1 MUG"), NULL);
    g_assert_cmpstr(outcome(shop), ==,
                    "What has not left is cancelled, and its goods are free again.");
    SAYS(shop->sam, "done", "O-100001 is as shopify says now: shipped", "import.answer", "#1", NULL,
         "1");
    STATUS_IS(shop, "shipped");
    SHOWS(shop, "\"cancelled\":1}");
    ASKED(shop->sam, "{\"conflicts\":[]}");
    testshop_check(shop->db);
}

// One warehouse has sent its half, the other has not begun: taken, the channel's word does what a
// person's would. What cannot be cancelled by hand is not taken either.
static void test_half_left(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_prefix(shop);
    testshop_stock(shop, "POT A3 3, POT NORTH:A1 3");
    testshop_release(shop, "#1", "5 POT");
    testshop_send_off(north, shop, "NORTH");
    STATUS_IS(shop, "released");
    testshop_take(shop, cancelled("#1", "5 POT"),
                  "import.conflict: O-100001 (#1): the channel cancelled it, but it is already "
                  "released to pick");
    const char *work = testshop_start(shop->anna, testshop_work_at(shop, "pick", "MAIN"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A3");
    HAS(outcome(shop), "The floor is at it: it is refused until nothing of it is in hand");
    REFUSED(shop->sam, TOTE_STATE,
            "O-100001 is being picked: first undo what was picked and give its work back, so that "
            "its goods are free; or keep it as it is here",
            "import.answer", "#1", NULL, "1");
    SAYS(shop->anna, "done", NULL, "pick.leave", work);
    struct incoming_order *paid_back = testshop_order("#1", "5 POT");
    paid_back->cancelled_at = TESTSHOP_NOW;
    paid_back->paid = PAID_REFUNDED;
    paid_back->refunded = paid_back->total;
    testshop_take(shop, testshop_sealed(paid_back), NULL);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    STATUS_IS(shop, "shipped");
    ASKED(shop->sam, "{\"conflicts\":[]}");
    testshop_check(shop->db);
}

// An order that is not paid any more, or by a word that nobody knows, or not wholly.
static struct incoming_order *owed(const char *word, enum incoming_paid paid, int64_t outstanding)
{
    struct incoming_order *order = testshop_order("#1", "2 TEA");
    order->source_status = g_strconcat(word, "/unfulfilled", NULL);
    order->paid = paid;
    order->outstanding = outstanding;
    return testshop_sealed(order);
}

// What a payment that is taken back or open says of goods that were promised is asked about.
static void test_unpaid(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_take(shop, owed("paid", PAID_YES, 0), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_take(
        shop, owed("chargeback", PAID_NO, 0),
        "import.conflict: O-100001 (#1): the channel says it is not paid any more, but it is "
        "already released to pick");
    STATUS_IS(shop, "released");
    SHOWS(shop, "\"paid\":\"yes\"");
    ASKED(shop->sam, "\"was\":\"paid\",\"says\":\"chargeback\"");
    testshop_take(
        shop, owed("paid", PAID_YES, 1000),
        "import.conflict: O-100001 (#1): the channel says that more of it is still to be paid, "
        "but it is already released to pick");
    ASKED(shop->sam, "\"was\":\"0.00 EUR\",\"says\":\"10.00 EUR\"");
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1"); // money only
    STATUS_IS(shop, "released");
    testshop_take(shop, owed("pending", PAID_NO, 1000), NULL);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    STATUS_IS(shop, "unpaid");
    SAYS(shop->sam, "done", NULL, "order.pay", "#1"); // here, whatever the channel calls it
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_take(shop, owed("pending", PAID_NO, 500), "");
}

// How it is sent is asked about, once it is released.
static void test_method(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    struct incoming_order *order = testshop_order("#1", "2 TEA");
    order->shipping_method = g_strdup("UPS Express");
    testshop_take(
        shop, testshop_sealed(order),
        "import.conflict: O-100001 (#1): the channel changed its shipping method, but it is "
        "already released to pick");
    ASKED(shop->sam, "\"was\":\"\",\"says\":\"UPS Express\"");
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    STATUS_IS(shop, "ready");
    SHOWS(shop, "\"shipping_method\":\"UPS Express\"");
}

// What the floor does not go by is taken over, and the history says what it was.
static void test_rest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    struct incoming_order *order = testshop_order("#1", "2 TEA");
    order->note = g_strdup("ring twice");
    g_assert_cmpint(testshop_take(shop, testshop_sealed(order), "").updated, ==, 1);
    SHOWS(shop, "Customer's note changed by shopify");
    g_autofree char *noted = testshop_order_json(shop);
    g_assert_null(strstr(noted, "Payment changed"));
    order = testshop_order("#1", "2 TEA");
    order->note = g_strdup("ring twice");
    order->billing.email = g_strdup("new@example.com");
    order->delivery.email = g_strdup("new@example.com");
    g_assert_cmpint(testshop_take(shop, testshop_sealed(order), "").updated, ==, 1);
    SHOWS(shop, "Phone or mail changed by shopify");
    SAYS(shop->sam, "done", NULL, "pick.start", "#1");
    g_autoptr(doc_handle) doc = doc_new();
    GError *error = NULL;
    show_order(shop->sam, 1, ~0U, TESTSHOP_NOW, doc, NULL, &error);
    g_assert_no_error(error);
    g_autofree char *whole = doc_json(doc);
    HAS(whole, "ring twice");
    HAS(whole, "new@example.com");
    order = testshop_order("#1", "2 TEA");
    order->source = g_strdup("phone");
    testshop_take(shop, testshop_sealed(order), "");
    SHOWS(shop, "in what neither goods, people nor money depend on");
    order = testshop_order("#1", "2 TEA");
    order->tax = 10; // of the same total
    testshop_take(shop, testshop_sealed(order), "");
    SHOWS(shop, "Payment changed by shopify");
    STATUS_IS(shop, "picking");
}

// Part of the payment was given back and taken over: when more of it goes back, that is asked.
static void test_refund_again(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_take(shop, refunded("#1", "2 TEA", 100), NULL);
    SAYS(shop->sam, "done", NULL, "order.unhold", "#1");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    testshop_take(shop, refunded("#1", "2 TEA", 100), "");
    testshop_take(
        shop, refunded("#1", "2 TEA", 300),
        "import.conflict: O-100001 (#1): the channel gave a part of the payment back, but it is "
        "already released to pick");
    ASKED(shop->sam, "\"was\":\"1.00 EUR\",\"says\":\"3.00 EUR\"");
}

// Lines that differ in their prices alone are told with them.
static void test_prices(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "2 TEA");
    struct incoming_order *order = testshop_order("#1", "2 TEA");
    g_array_index(order->lines, struct incoming_line, 0).price += 100;
    testshop_take(shop, testshop_sealed(order), NULL);
    ASKED(shop->sam, "\"was\":\"2 TEA 7.00 EUR\",\"says\":\"2 TEA 8.00 EUR\"");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/answer/lines-that-differ", test_lines_that_differ);
    testdb_add("/answer/keep", test_answer_keep);
    testdb_add("/answer/take", test_answer_take);
    testdb_add("/answer/outcome", test_outcome);
    testdb_add("/answer/part-refund", test_part_refund);
    testdb_add("/answer/return", test_return);
    testdb_add("/answer/part-refund-taken", test_part_refund_taken);
    testdb_add("/answer/others", test_answer_others);
    testdb_add("/answer/sealed", test_answer_sealed);
    testdb_add("/answer/unpaid", test_unpaid);
    testdb_add("/answer/method", test_method);
    testdb_add("/answer/rest", test_rest);
    testdb_add("/answer/shipped-after-a-part", test_shipped_after_a_part);
    testdb_add("/answer/half-left", test_half_left);
    testdb_add("/answer/refund-again", test_refund_again);
    testdb_add("/answer/prices", test_prices);
    return g_test_run();
}
