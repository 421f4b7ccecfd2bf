// SPDX-License-Identifier: Apache-2.0
// A line that two warehouses serve together: planned, picked, short, undone, packed, shipped.
#include <string.h>

#include "answers.h"
#include "numbers.h"
#include "order_pieces.h"
#include "query.h"
#include "store_pages.h"
#include "testshop.h"

// Three pots here and three there, five ordered.
static const char *split(struct testshop *shop)
{
    testshop_prefix(shop);
    testshop_stock(shop, "POT A3 3, POT NORTH:A1 3");
    return testshop_release(shop, "#1", "5 POT, 1 TEA");
}

static void pick(struct session *session, struct testshop *shop, const char *site)
{
    testshop_pick(session, testshop_start(session, testshop_work_at(shop, "pick", site)));
}

// The packed orders of a warehouse, as a list.
static char *packed_of(struct testshop *shop, const char *site)
{
    g_autoptr(doc_handle) doc = doc_new();
    const char *const values[OP_MAX_ARGS] = {"packed", NULL, NULL, NULL, site};
    GError *error = NULL;
    query_run(shop->sam, query_find("order.list"), values, doc, NULL, &error);
    g_assert_no_error(error);
    return doc_json(doc);
}

// A warehouse whose part left has the order no more, though it waits packed elsewhere.
static void test_listed(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_stock(shop, "TEA NORTH:A2 1");
    split(shop);
    testshop_send_off(north, shop, "NORTH");
    pick(shop->anna, shop, "MAIN");
    const char *pack = testshop_open(shop->pia, testshop_work_at(shop, "pack", "MAIN"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    g_autofree char *here = packed_of(shop, "MAIN"), *there = packed_of(shop, "NORTH");
    HAS(here, "O-100001");
    g_assert_cmpstr(there, ==, "{\"orders\":[]}");
}

// How many orders a station of every warehouse sees where a part is in this state, and the words of
// the first: the list has as many rows as are counted.
static void in_state(struct testshop *shop, const char *state, unsigned n, const char *words)
{
    const struct queue_filter filter = {.statuses = {state}, .site = EVERY_SITE};
    const struct page_key page = {NULL, false, 9};
    struct pages_count count;
    g_assert_true(store_queue_pages_count(shop->db, &filter, &count, NULL));
    g_autoptr(rowlist) rows = store_queue_page(shop->db, &filter, &page, NULL);
    g_assert_cmpint(count.n, ==, n);
    g_assert_cmpuint(list_len(rows), ==, n);
    g_autofree char *told = n ? queue_state_words(list_at(rows, struct queue_row, 0)) : NULL;
    g_assert_cmpstr(told, ==, words);
    g_assert_cmpint(count.oldest_placed, ==, n ? list_at(rows, struct queue_row, 0)->placed_at : 0);
}

// One part is packed while nobody has begun the other: each stage has its part, and nobody picks.
static void test_stages(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_stock(shop, "TEA NORTH:A2 1");
    split(shop);
    in_state(shop, "released", 1, "released to pick");
    pick(shop->anna, shop, "MAIN");
    const char *pack = testshop_open(shop->pia, testshop_work_at(shop, "pack", "MAIN"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    in_state(shop, "released", 1, "begun, not in hand now");
    in_state(shop, "packed", 1, "begun, not in hand now");
    in_state(shop, "picking", 0, NULL);
    testshop_start(north, testshop_work_at(shop, "pick", "NORTH"));
    in_state(shop, "picking", 1, "being picked");
    in_state(shop, "released", 0, NULL);
}

// From the plan to the door: each site has its own pieces, the line shows their sums.
static void test_whole(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    testshop_stock(shop, "TEA NORTH:A2 1");
    const char *order = split(shop);
    LIES(shop, "POT A1 - 3/2,POT A3 - 3/3,TEA A2 - 1/1");
    SHOWS(shop, "\"line\":1,\"sku\":\"POT\",\"name\":\"POT\",\"kind\":\"goods\",\"qty\":5,"
                "\"allocated\":5,\"picked\":0");
    SHOWS(shop, "\"sites\":[{\"warehouse\":\"MAIN\",\"qty\":3,\"allocated\":3,\"picked\":0,"
                "\"packed\":0,\"shipped\":0},{\"warehouse\":\"NORTH\",\"qty\":2,\"allocated\":2");
    pick(shop->anna, shop, "MAIN");
    SHOWS(shop, "\"qty\":5,\"allocated\":5,\"picked\":3,\"packed\":0,\"shipped\":0");
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "picking");
    pick(north, shop, "NORTH");
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "picked");
    const char *pack = testshop_open(shop->pia, testshop_work_at(shop, "pack", "MAIN"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    REFUSED(shop->anna, TOTE_UNDO, "The pieces were moved on since", "pick.undo", "W-101");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", "MAIN");
    SHOWS(shop, "\"qty\":5,\"allocated\":5,\"picked\":5,\"packed\":3,\"shipped\":3");
    testshop_ship(north, shop, "NORTH");
    SHOWS(shop, "\"qty\":5,\"allocated\":5,\"picked\":5,\"packed\":5,\"shipped\":5");
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "shipped");
    LIES(shop, "POT A1 - 1/0");
    session_free(north);
}

// One site does not find its share: the rest is planned anew, of all that is left.
static void test_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    testshop_stock(shop, "TEA NORTH:A2 1");
    const char *order = split(shop),
               *work = testshop_start(north, testshop_work_at(shop, "pick", "NORTH"));
    SAYS(north, "match", NULL, "pick.scan", work, "A1");
    SAYS(north, "done", NULL, "pick.short", work, "0", "empty");
    SAYS(north, "done", NULL, "pick.undo", work);
    SAYS(north, "done", NULL, "pick.short", work, "1", "broken");
    testshop_pick(north, work);
    SHOWS(shop, "\"qty\":5,\"allocated\":4,\"picked\":1,\"packed\":0,\"shipped\":0");
    testshop_ship(north, shop, "NORTH");
    pick(shop->anna, shop, "MAIN");
    testshop_ship(shop->pia, shop, "MAIN");
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "short");
    SHOWS(shop, "\"qty\":5,\"allocated\":4,\"picked\":4,\"packed\":4,\"shipped\":4");
    SHOWS(shop,
          "\"why\":[\"short of goods; a part was shipped\",\"POT: 1 missing; free: NORTH has 1\"]");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", order);
    pick(north, shop, "NORTH");
    testshop_ship(north, shop, "NORTH");
    SHOWS(shop, "\"qty\":5,\"allocated\":5,\"picked\":5,\"packed\":5,\"shipped\":5");
    g_assert_cmpstr(testshop_status(shop->db, order), ==, "shipped");
    session_free(north);
}

// What was split is one line again when it is planned anew, and its share is used again.
static void test_anew(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    struct import_counts counts;
    testshop_stock(shop, "TEA NORTH:A2 1");
    const char *order = split(shop);
    SAYS(shop->sam, "done", NULL, "order.hold", order, "ask");
    SHOWS(shop, "\"qty\":5,\"allocated\":0,\"picked\":0");
    LIES(shop, "POT A1 - 3/0,POT A3 - 3/0,TEA A2 - 1/0");
    SAYS(shop->sam, "done", NULL, "order.unhold", order);
    testshop_stock(shop, "POT A4 3");
    SAYS(shop->sam, "done", NULL, "order.release", order);
    LIES(shop, "POT A1 - 3/0,POT A3 - 3/3,POT A4 - 3/2,TEA A2 - 1/1");
    SAYS(shop->sam, "done", NULL, "order.hold", order, "ask");
    SAYS(shop->admin, "done", NULL, "stock.adjust", "POT", "A4", "3", "1", "lost");
    SAYS(shop->sam, "done", NULL, "order.unhold", order);
    SAYS(shop->sam, "done", NULL, "order.release", order);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line"), ==, 3);
    // The channel sends it once more, unchanged but for the payment: its lines are the same.
    struct incoming_order *again = testshop_order("#1", "5 POT, 1 TEA");
    again->total += 100;
    incoming_order_seal(again);
    g_autofree char *told = NULL;
    testshop_import(shop->sam, &counts, &told, again, NULL);
    HAS(told, "changed its total");
    g_assert_cmpint(counts.held, ==, 0);
    SAYS(shop->sam, "done", NULL, "order.cancel", order);
    SHOWS(shop, "\"qty\":5,\"allocated\":0,\"picked\":0");
    LIES(shop, "POT A1 - 3/0,POT A3 - 3/0,TEA A2 - 1/0");
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT CAST(sum(cancelled) AS BIGINT) FROM order_line"), ==, 6);
    session_free(north);
}

// A shop that wants whole lines gets them, and the reason; too little is told by site.
static void test_why(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct session *north = testshop_north(shop);
    testshop_stock(shop, "POT A3 3, POT NORTH:A1 3, TEA A1 1, TEA NORTH:A2 1");
    testshop_sell(shop, "#1", "5 POT");
    testshop_sell(shop, "#2", "3 TEA, 1 MUG");
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "lines");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    HAS(testshop_last()->json,
        "\"why\":[\"O-100001: no warehouse has all 5 of POT, and the setting "
        "order.split keeps lines whole; 2 are missing: NORTH has 3\"]");
    HAS(testshop_last()->json, "\"missing\":2,\"free\":[{\"warehouse\":\"NORTH\",\"qty\":3}]");
    SAYS(shop->admin, "done", NULL, "setting.set", "order.split", "pieces");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    SAYS(shop->sam, "done", NULL, "order.release", "#2");
    HAS(testshop_last()->json, "\"why\":[\"O-100002: 1 of 3 TEA is missing: none is free\","
                               "\"O-100002: 1 of 1 MUG is missing: none is free\"]");
    session_free(north);
}

// What was not found is another fulfilment's then: each has its own pieces, together those of the
// order.
static void test_pieces(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    GError *error = NULL;
    testshop_prefix(shop);
    testshop_stock(shop, "POT A3 4");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "4 POT"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A3");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "POT");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "1", "damaged");
    g_autoptr(rowlist) picked = store_fulfilments(shop->db, 1, &error);
    g_assert_cmpint(fulfilment_has(list_at(picked, struct fulfilment_row, 0)), ==, 1);
    testshop_ship(shop->pia, shop, "MAIN");
    testshop_stock(shop, "POT A4 5");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    g_autoptr(rowlist) rows = store_fulfilments(shop->db, 1, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(list_len(rows), ==, 2);
    g_assert_cmpint(fulfilment_has(list_at(rows, struct fulfilment_row, 0)), ==, 1);
    g_assert_cmpint(list_at(rows, struct fulfilment_row, 0)->missing, ==, 0);
    g_assert_cmpint(fulfilment_has(list_at(rows, struct fulfilment_row, 1)), ==, 3);
}

// What NORTH sent of a line stays its own when MAIN sends the rest, and when that is stopped again.
static void test_rest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_prefix(shop);
    testshop_stock(shop, "POT NORTH:A1 3");
    const char *order = testshop_release(shop, "#1", "3 POT"),
               *work = testshop_start(north, testshop_work_at(shop, "pick", "NORTH"));
    SAYS(north, "match", NULL, "pick.scan", work, "A1");
    SAYS(north, "match", NULL, "pick.scan", work, "POT");
    SAYS(north, "done", NULL, "pick.short", work, "1", "damaged");
    testshop_ship(north, shop, "NORTH");
    testshop_stock(shop, "POT A3 5");
    SAYS(shop->sam, "done", NULL, "order.release", order);
    SAYS(shop->sam, "done", NULL, "order.unrelease", order);
    testshop_check(shop->db);
    SAYS(shop->sam, "done", NULL, "order.release", order);
    pick(shop->anna, shop, "MAIN");
    const char *pack = testshop_open(shop->pia, testshop_work_at(shop, "pack", "MAIN"));
    HAS(testshop_last()->json, "\"qty\":2,\"picked\":2,\"scanned\":0");
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    HAS(testshop_last()->json, "\"qty\":2,\"picked\":2,\"scanned\":2");
    SHOWS(shop, "\"sites\":[{\"warehouse\":\"NORTH\",\"qty\":1,\"allocated\":1,\"picked\":1,"
                "\"packed\":1,\"shipped\":1},{\"warehouse\":\"MAIN\",\"qty\":2,\"allocated\":2,"
                "\"picked\":2,\"packed\":2,\"shipped\":0}]");
    SAYS(shop->pia, "done", NULL, "ship.close", "DHL", "MAIN");
    SHOWS(shop, "\"sites\":[{\"warehouse\":\"NORTH\",\"qty\":1,\"allocated\":1,\"picked\":1,"
                "\"packed\":1,\"shipped\":1},{\"warehouse\":\"MAIN\",\"qty\":2,\"allocated\":2,"
                "\"picked\":2,\"packed\":2,\"shipped\":2}]");
}

// A box that left one warehouse keeps the order from being stopped, whatever the other could still
// take back; one that is only closed does not.
static void test_stuck(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    testshop_stock(shop, "TEA NORTH:A2 1");
    split(shop);
    pick(shop->anna, shop, "MAIN");
    const char *pack = testshop_open(shop->pia, testshop_work_at(shop, "pack", "MAIN"));
    testshop_pack(shop->pia, pack);
    SAYS(shop->pia, "done", NULL, "pack.close", pack);
    pick(north, shop, "NORTH");
    g_assert_false(op_do(shop->sam, &reply, &error, "order.cancel", "#1"));
    g_assert_true(tote_error_is(error, TOTE_STATE));
    g_assert_true(
        g_str_has_prefix(tote_error_hint(error), "Take the goods back first: tote pack "));
}

// What one warehouse has on its cart is nothing to pack where the other one found nothing.
static void test_one_finds_nothing(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_stock(shop, "TEA A1 2, MUG NORTH:A1 1");
    testshop_release(shop, "#1", "2 TEA, 1 MUG");
    testshop_pick(shop->anna, testshop_start(shop->anna, testshop_work_at(shop, "pick", "MAIN")));
    const char *work = testshop_work_at(shop, "pick", "NORTH");
    SAYS(north, "done", NULL, "work.take", work);
    SAYS(north, "done", NULL, "pick.short", work, "0", "empty");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM work WHERE kind = 'pack'"), ==,
                    1);
}

static void refund_of(struct testdb *test, int64_t amount, enum incoming_paid paid, int64_t wanted,
                      const char *status)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_prefix(shop);
    testshop_stock(shop, "POT A3 3, POT NORTH:A1 3");
    testshop_release(shop, "#1", "5 POT");
    testshop_send_off(north, shop, "NORTH");
    struct incoming_order *order = testshop_order("#1", "5 POT");
    order->refunded = amount;
    order->paid = paid;
    testshop_take(shop, testshop_sealed(order), NULL);
    SAYS(shop->sam, "done", NULL, "import.answer", "#1", NULL, "1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, status);
    g_assert_cmpint(testdb_number(shop->db, "SELECT refunded FROM sales_order"), ==, amount);
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT CAST(sum(cancelled) AS BIGINT) FROM order_line"), ==,
        wanted);
    testshop_check(shop->db);
}

// What had not left is paid back, or less than that, or all is: the money is taken over, and what
// it pays for is sent to nobody.
static void test_refunded(struct testdb *test)
{
    refund_of(test, 2100, PAID_REFUNDED_PARTLY, 3, "shipped");
}

static void test_refunded_less(struct testdb *test)
{
    refund_of(test, 2099, PAID_REFUNDED_PARTLY, 0, "released");
}

static void test_refunded_all(struct testdb *test)
{
    refund_of(test, 3500, PAID_REFUNDED, 3, "shipped");
}

// Who cancels is told what is cancelled, and that the rest left.
static void test_cancelled(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(op_session) north = testshop_north(shop);
    testshop_prefix(shop);
    testshop_stock(shop, "POT A3 3, POT NORTH:A1 3");
    testshop_release(shop, "#1", "5 POT");
    testshop_send_off(north, shop, "NORTH");
    SAYS(shop->sam, "done", "3 pieces of O-100001 cancelled; the rest is shipped", "order.cancel",
         "#1");
    g_assert_cmpstr(testshop_status(shop->db, "O-100001"), ==, "shipped");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/split/listed", test_listed);
    testdb_add("/split/stages", test_stages);
    testdb_add("/split/whole", test_whole);
    testdb_add("/split/short", test_short);
    testdb_add("/split/anew", test_anew);
    testdb_add("/split/why", test_why);
    testdb_add("/split/pieces", test_pieces);
    testdb_add("/split/rest", test_rest);
    testdb_add("/split/stuck", test_stuck);
    testdb_add("/split/one-finds-nothing", test_one_finds_nothing);
    testdb_add("/split/refunded", test_refunded);
    testdb_add("/split/refunded-less", test_refunded_less);
    testdb_add("/split/refunded-all", test_refunded_all);
    testdb_add("/split/cancelled", test_cancelled);
    return g_test_run();
}
