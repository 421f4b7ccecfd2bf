// SPDX-License-Identifier: Apache-2.0
// What is shown: sums that add up, and the queue.
#include <string.h>

#include "answers.h"
#include "clock.h"
#include "order_pieces.h"
#include "query.h"
#include "store_stock.h"
#include "store_tally.h"
#include "testshop.h"

static char *stock_json(struct testshop *shop, int64_t item)
{
    GError *error = NULL;
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_stock(shop->db, item, clock_now(), doc, &error));
    g_assert_no_error(error);
    return doc_json(doc);
}

static void test_stock(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 20, TEA LOST 2");
    testshop_picked(shop, "#1", "3 TEA");
    testshop_release(shop, "#2", "4 TEA");
    testshop_sell(shop, "#3", "5 TEA");
    g_autofree char *json = stock_json(shop, 1);
    HAS(json, "\"on_hand\":22,\"allocated\":7,\"held\":0,\"available\":8");
    HAS(json, "{\"term\":\"on_hand\",\"qty\":22},{\"term\":\"allocated\",\"qty\":-7}");
    HAS(json, "{\"term\":\"not_for_sale\",\"qty\":-2},{\"term\":\"unrouted_orders\",\"qty\":-5}");
    HAS(json, "\"place\":\"CART\"");
}

// Rows of one place are told apart by what the goods are; a moment of the past says what is known.
static void test_goods(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3, TEA A1 2 cond=damaged, TEA A1 4 lot=L1, TEA A2 5 owner=acme, "
                         "TEA A2 1 serial=S1");
    testdb_script(shop->db, "UPDATE lot SET expires_day = 20600;"); // before the tests' day
    g_autofree char *json = stock_json(shop, 1);
    HAS(json, "\"on_hand\":3,\"allocated\":0,\"condition\":\"good\",\"expires\":null,\"owner\":"
              "null,\"serial\":null,\"blocked\":false}");
    HAS(json, "\"on_hand\":2,\"allocated\":0,\"condition\":\"damaged\",\"expires\":null,"
              "\"owner\":null,\"serial\":null,\"blocked\":true}");
    HAS(json, "\"expires\":\"2026-05-27\",\"owner\":null,\"serial\":null,\"blocked\":true}");
    HAS(json, "\"owner\":\"acme\",\"serial\":null,\"blocked\":true}");
    HAS(json, "\"owner\":null,\"serial\":\"S1\",\"blocked\":false}");
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_stock_past(shop->db, 1, clock_now(), doc, NULL));
    g_autofree char *past = doc_json(doc);
    HAS(past, "\"condition\":\"damaged\"");
    HAS(past, "\"on_hand\":15,\"allocated\":null,\"held\":null,\"available\":null,"
              "\"projection\":[],\"terms\":[{\"term\":\"on_hand\",\"qty\":15},"
              "{\"term\":\"allocated\",\"qty\":null}");
    HAS(past, "\"note\":\"What lay where at that moment;");
}

static void test_order(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 20");
    testshop_picked(shop, "#1", "3 TEA");
    GError *error = NULL;
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_order(shop->sam, 1, SEES_ALL, clock_now(), doc, NULL, &error));
    g_autofree char *json = doc_json(doc);
    HAS(json, "\"order\":\"O-100001\",\"status\":\"picked\",\"channel\":\"shopify\"");
    HAS(json, "\"qty\":3,\"allocated\":3,\"picked\":3,\"packed\":0,\"shipped\":0");
    HAS(json, "\"op\":\"pick.scan\",\"operator\":\"anna\",\"station\":\"ANNA\"");
    g_autoptr(doc_handle) none = doc_new();
    g_assert_false(show_order(shop->sam, 99, SEES_ALL, clock_now(), none, NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
    g_clear_error(&error);
}

// What the tax is made of, for who sees money.
static void test_taxes(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *order = testshop_order("#1", "1 TEA");
    order->tax = 112;
    order->tax_included = true;
    *incoming_order_add_tax(order) =
        (struct incoming_tax){.name = g_strdup("VAT 19%"), .amount = 100};
    incoming_order_add_tax(order)->amount = 12;
    testshop_take(shop, testshop_sealed(order), NULL);
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_order(shop->sam, 1, SEES_ALL, clock_now(), doc, NULL, NULL));
    g_autofree char *json = doc_json(doc), *text = doc_show(doc);
    HAS(json, "\"taxes\":[{\"name\":\"VAT 19%\",\"amount\":{\"minor\":100,\"currency\":\"EUR\"}},"
              "{\"name\":null,\"amount\":{\"minor\":12,");
    HAS(text, "VAT 19%");
    g_autofree char *bare = testshop_order_json(shop);
    g_assert_null(strstr(bare, "taxes"));
}

// The screen of an item and the answer say the same: one definition.
static void test_free(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    GError *error = NULL;
    struct free_terms terms;
    testshop_stock(shop, "TEA A1 7, TEA LOST 2");
    testshop_sell(shop, "#1", "60 TEA");
    g_autoptr(rowlist) places = store_balances_of_item(shop->db, 1, &error);
    g_assert_true(stock_terms(shop->db, 1, places, clock_now(), &terms, &error));
    g_assert_cmpint(free_available(&terms), ==, -53);
    g_autofree char *json = stock_json(shop, 1);
    HAS(json, "\"available\":-53");
    for (unsigned i = 0; i < list_len(places); i++) {
        const struct balance_row *row = list_at(places, struct balance_row, i);
        g_assert_cmpint(balance_free(row, clock_now()), ==, !strcmp(row->kind, "lost") ? 0 : 7);
    }
    testdb_script(shop->db, "UPDATE goods SET cond = 'damaged'");
    list_free(g_steal_pointer(&places));
    places = store_balances_of_item(shop->db, 1, &error);
    g_assert_cmpint(balance_free(list_at(places, struct balance_row, 0), clock_now()), ==, 0);
    testdb_script(shop->db, "UPDATE goods SET cond = 'good'");
}

// A short pick is seen at once: on the order, in the list and at the bench, until it has shipped.
static void test_short(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    GError *error = NULL;
    testshop_prefix(shop);
    testshop_stock(shop, "TEA A1 5, MUG A2 1");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2 TEA, 1 MUG"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "done", "1 not at A2: Mug (Place is empty)", "pick.short", work, "0", "empty");
    g_assert_cmpstr(testshop_answer("short"), ==, "1");
    SAYS(shop->pia, "done", "W-102: 1 missing, 2 pieces of O-100001", "pack.open", "#1");
    g_assert_cmpstr(testshop_answer("left"), ==, "2");
    testshop_pack(shop->pia, "W-102");
    SAYS(shop->pia, "done", NULL, "pack.close", "W-102");
    for (int shipped = 0; shipped < 2; shipped++) {
        g_autoptr(doc_handle) order = doc_new(), queue = doc_new();
        struct queue_filter filter = {.limit = 10};
        g_assert_true(show_order(shop->sam, 1, SEES_ALL, clock_now(), order, NULL, &error));
        doc_open_list(queue, "orders");
        g_assert_true(show_queue(shop->db, &filter, SEES_ALL, queue, &error));
        doc_close(queue);
        g_autofree char *json = doc_json(order), *list = doc_json(queue);
        HAS(json, "\"returned\":0,\"missing\":1");
        HAS(json, "\"returned\":0,\"missing\":0");
        HAS(json, "MUG: 1 missing");
        HAS(list, "\"pieces\":3,\"missing\":1");
        if (!shipped)
            SAYS(shop->pia, "done", NULL, "ship.close", "DHL");
    }
    g_autoptr(rowlist) lines = store_order_lines(shop->db, 1, &error);
    struct progress progress;
    order_progress("short", lines, &progress);
    g_assert_cmpint(progress.wanted, ==, 3);
    g_assert_cmpint(progress.missing, ==, 1);
    for (int step = 0; step < (int)N_PROGRESS_STEPS; step++)
        g_assert_cmpint(progress_mark(&progress, (enum progress_step)step), ==, PROGRESS_PART);
}

// Only what goes or went through the house has a way to show.
static void test_way(void)
{
    for (size_t i = 0; i < order_states.n_states; i++) {
        const char *code = order_states.states[i].code;
        bool ended = !strcmp(code, "cancelled") || !strcmp(code, "elsewhere");
        g_assert_cmpint(order_has_way(code), ==, !ended);
    }
}

// What was counted from SINCE on, of one kind.
static int64_t counted(struct db *db, int64_t since, int64_t site, enum tally what)
{
    GError *error = NULL;
    g_autoptr(rowlist) rows = store_done_hours(db, since, site, &error);
    int64_t n = 0;
    g_assert_no_error(error);
    for (unsigned i = 0; i < list_len(rows); i++) {
        const struct hour_row *row = list_at(rows, struct hour_row, i);
        n += row->what == (int64_t)what ? row->n : 0;
    }
    return n;
}

// What counts as a scan at home says the row of the operation; one that is answered by its key is
// none, and what was rolled back neither.
static void test_scans(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const int64_t since = TESTSHOP_NOW - HOUR_MS;
    for (const struct op *const *op = op_all(); *op; op++)
        g_assert_cmpint((*op)->scan, ==, g_str_has_suffix((*op)->name, ".scan"));
    testshop_stock(shop, "TEA A1 5");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "1 TEA"));
    SAYS(shop->anna, "wrong", NULL, "pick.scan", work, "TEA");
    SAYS(shop->anna, "match", NULL, "work.scan", work, "A1");
    SAYS(shop->ben, "taken", NULL, "work.scan", work, "TEA");
    SAYS(shop->ben, "done", NULL, "work.scan", work, work); // taken over: no refusal
    REFUSED(shop->ben, TOTE_NOT_FOUND, NULL, "work.scan", "W-999", "TEA");
    g_assert_cmpint(counted(shop->db, since, 0, TALLY_SCANS), ==, 4);
    g_assert_cmpint(counted(shop->db, since, 0, TALLY_REFUSED), ==, 2);
    g_assert_cmpint(counted(shop->db, since, 7, TALLY_SCANS), ==, 4); // of all warehouses
    g_assert_cmpint(counted(shop->db, TESTSHOP_NOW + TALLY_MS, 0, TALLY_SCANS), ==, 0);
    g_assert_cmpint(counted(shop->db, TESTSHOP_NOW - DAY_MS - 2 * HOUR_MS, 0, TALLY_SCANS), ==, 0);
}

// Orders that came, by the hour: an hour begins with its first millisecond, and what came before
// the day is of none.
static void test_came(struct testdb *test)
{
    static const int64_t begin = TESTSHOP_NOW - TESTSHOP_NOW % HOUR_MS + HOUR_MS;
    static const struct {
        const char *order;
        int64_t when;
    } cases[] = {{"#1", -1},
                 {"#2", 0},
                 {"#3", HOUR_MS - 1},
                 {"#4", HOUR_MS},
                 {"#5", 4 * (int64_t)HOUR_MS - 1},
                 {"#6", 4 * (int64_t)HOUR_MS}};
    static const int64_t hours[][2] = {{0, 2}, {1, 1}, {3, 1}, {4, 1}};
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        clock_fix(begin + cases[i].when);
        testshop_sell(shop, cases[i].order, "1 TEA");
    }
    clock_fix(TESTSHOP_NOW);
    g_autoptr(rowlist) rows = store_done_hours(shop->db, begin, 0, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(list_len(rows), ==, G_N_ELEMENTS(hours));
    for (unsigned i = 0; i < list_len(rows); i++) {
        const struct hour_row *row = list_at(rows, struct hour_row, i);
        g_assert_cmpint(row->what, ==, TALLY_CAME);
        g_assert_cmpint(row->hour, ==, hours[i][0]);
        g_assert_cmpint(row->n, ==, hours[i][1]);
    }
}

// What should have come counts from today on, in the row of today; each later day has a row.
static void test_expected(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const int today = (int)(TESTSHOP_NOW / DAY_MS);
    static const int days[] = {-2, 0, 1}, pieces[] = {3, 4, 6};
    testshop_stock(shop, "TEA A1 10");
    testshop_sell(shop, "#1", "1 TEA");
    testdb_script(shop->db, "INSERT INTO supplier (id, code, name) VALUES (1, 'S', 'Supplier'); "
                            "INSERT INTO purchase (id, supplier_id, site_id, name, currency) "
                            "VALUES (1, 1, 1, 'PO1', 'EUR')");
    for (int i = 0; i < (int)G_N_ELEMENTS(days); i++) {
        g_autofree char *line = g_strdup_printf(
            "INSERT INTO purchase_line (id, purchase_id, site_id, item_id, qty, open, "
            "expected_day) VALUES (%d, 1, 1, 1, %d, %d, %d)",
            16385 + i, pieces[i], pieces[i], today + days[i]);
        testdb_script(shop->db, line);
    }
    g_autofree char *json = stock_json(shop, 1);
    HAS(json, "\"projection\":[{\"date\":\"2026-11-22\",\"in\":7,\"out\":1,\"available\":16},"
              "{\"date\":\"2026-11-23\",\"in\":6,\"out\":0,\"available\":22}]");
}

// The newest first: movements, and who holds goods. What a picker did not find is no demand.
static void test_newest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    testshop_stock(shop, "TEA A1 20, MUG A2 1");
    testshop_release(shop, "#1", "1 TEA, 1 MUG");
    testshop_release(shop, "#2", "2 TEA");
    SAYS(shop->sam, "done", NULL, "stock.adjust", "TEA", "A1", "7", NULL, "found");
    g_autoptr(rowlist) moves = store_moves_of_item(shop->db, 1, 1, &error);
    g_assert_cmpint(list_at(moves, struct move_row, 0)->qty, ==, 7);
    g_autoptr(rowlist) holders = store_holders(shop->db, 1, 1, &error);
    g_assert_cmpint(list_at(holders, struct demand_row, 0)->order_id, ==, 2);
    testshop_sell(shop, "#3", "4 TEA");
    g_assert_cmpint(store_demand(shop->db, 1, &error), ==, 4);
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "done", NULL, "pick.short", work, "0", "broken");
    g_assert_cmpint(store_demand(shop->db, 1, &error), ==, 4);
    g_assert_no_error(error);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/show/stock", test_stock);
    testdb_add("/show/goods", test_goods);
    testdb_add("/show/order", test_order);
    testdb_add("/show/taxes", test_taxes);
    testdb_add("/show/free", test_free);
    testdb_add("/show/short", test_short);
    g_test_add_func("/show/way", test_way);
    testdb_add("/show/scans", test_scans);
    testdb_add("/show/came", test_came);
    testdb_add("/show/expected", test_expected);
    testdb_add("/show/newest", test_newest);
    return g_test_run();
}
