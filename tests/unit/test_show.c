// SPDX-License-Identifier: Apache-2.0
// What is shown: sums that add up, the queue, and a stock check that finds what was tampered with.
#include <string.h>

#include "answers.h"
#include "query.h"
#include "store_check.h"
#include "testshop.h"

static char *stock_json(struct testshop *shop, int64_t item)
{
    GError *error = NULL;
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_stock(shop->db, item, doc, &error));
    g_assert_no_error(error);
    return doc_json(doc);
}

#define HAS(json, text) g_assert_nonnull(strstr(json, text))

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

static void test_order(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 20");
    testshop_picked(shop, "#1", "3 TEA");
    GError *error = NULL;
    g_autoptr(doc_handle) doc = doc_new();
    g_assert_true(show_order(shop->sam, 1, SEES_ALL, doc, NULL, &error));
    g_autofree char *json = doc_json(doc);
    HAS(json, "\"order\":\"O-100001\",\"status\":\"picked\",\"channel\":\"shopify\"");
    HAS(json, "\"qty\":3,\"allocated\":3,\"picked\":3,\"packed\":0,\"shipped\":0");
    HAS(json, "\"op\":\"pick.scan\",\"operator\":\"anna\",\"station\":\"ANNA\"");
    g_autoptr(doc_handle) none = doc_new();
    g_assert_false(show_order(shop->sam, 99, SEES_ALL, none, NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_NOT_FOUND));
    g_clear_error(&error);
}

// Each rule finds what breaks it: the check is worth something only if it can fail.
static void test_check(struct testdb *test)
{
    static const struct {
        const char *rule, *tamper;
    } cases[] = {
        {"ledger", "UPDATE balance SET on_hand = on_hand + 1, allocated = allocated + 1 WHERE "
                   "allocated > 0"},
        {"ledger", "UPDATE move SET qty = qty + 1 WHERE kind = 'count'"},
        {"allocated", "UPDATE balance SET allocated = allocated + 1 WHERE on_hand > allocated"},
        {"carried", "UPDATE balance SET on_hand = on_hand + 1 WHERE on_hand = allocated"},
        {"claimed", "UPDATE allocation SET qty = qty + 1"},
        {"packed", "UPDATE parcel_line SET qty = qty + 5"},
        {"packed", "UPDATE order_line SET packed = packed - 1, shipped = shipped + 1 WHERE packed "
                   "> 0"},
        {"boxed", "UPDATE parcel_line SET qty = qty - 1"},
        {"tasks", "UPDATE task SET qty = qty + 1 WHERE done = 0"},
        {"orders",
         "UPDATE sales_order SET state = 'cancelled', closed_at = 1 WHERE external_name = "
         "'#1'"},
        {"orders", "UPDATE sales_order SET closed_at = 1 WHERE external_name = '#1'"},
    };
    struct testshop *shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 20");
    testshop_pack(shop->pia, testshop_open(shop->pia, testshop_picked(shop, "#1", "3 TEA")));
    testshop_picked(shop, "#2", "2 TEA");
    testshop_release(shop, "#3", "2 TEA");
    testshop_free(shop); // all is well
    size_t n = 0;
    const struct check_rule *rules = store_check_rules(&n);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        size_t rule = 0;
        while (rule < n && strcmp(rules[rule].name, cases[i].rule))
            rule++;
        g_assert_cmpuint(rule, <, n);
        g_assert_true(db_begin(test->db, &error));
        g_assert_true(db_script(test->db, cases[i].tamper, &error));
        g_autoptr(rowlist) found = store_check(test->db, rule, 10, &error);
        g_assert_no_error(error);
        if (!list_len(found))
            g_error("the rule '%s' does not find: %s", cases[i].rule, cases[i].tamper);
        db_rollback(test->db);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/show/stock", test_stock);
    testdb_add("/show/order", test_order);
    testdb_add("/show/check", test_check);
    return g_test_run();
}
