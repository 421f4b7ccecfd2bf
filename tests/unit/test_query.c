// SPDX-License-Identifier: Apache-2.0
// What every query gets for nothing: roles, arguments; and what an answer keeps from whom.
#include "query.h"

#include <string.h>

#include "testshop.h"

// One sensible call of each query; a new query without a row here fails the tests.
static const struct {
    const char *query;
    const char *values[OP_MAX_ARGS];
} calls[] = {
    {"customer.find", {"other"}}, {"operator.list", {0}},    {"import.conflicts", {0}},
    {"warehouse.list", {0}},      {"work.list", {0}},        {"order.list", {0}},
    {"order.show", {"#1"}},       {"print.list", {0}},       {"printer.list", {0}},
    {"setting.list", {0}},        {"ship.missing", {"DHL"}}, {"stock.check", {0}},
    {"station.list", {0}},        {"stock.show", {"TEA"}},   {"key.list", {0}},
    {"ship.list", {0}},           {"ship.show", {"M-101"}},
};

static const char *const *values_of(const struct query *query)
{
    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++)
        if (!strcmp(calls[i].query, query->name))
            return calls[i].values;
    g_error("no call of the query %s in this test", query->name);
}

static char *ask(struct session *session, const struct query *query, const char *const *values,
                 GError **error)
{
    g_autoptr(doc_handle) doc = doc_new();
    return query_run(session, query, values, doc, NULL, error) ? doc_json(doc) : NULL;
}

static void test_registry(void)
{
    const char *before = "";
    for (const struct query *const *query = query_all(); *query; query++) {
        g_assert_cmpstr(before, <, (*query)->name);
        before = (*query)->name;
        g_assert_true(query_find((*query)->name) == *query);
        g_assert_cmpuint((*query)->roles & ROLE_ADMIN, ==, ROLE_ADMIN);
        g_assert_null(op_find((*query)->name)); // one verb, one meaning
        for (int i = 0; i < OP_MAX_ARGS && (*query)->args[i].name; i++)
            g_assert_cmpuint((*query)->args[i].at, <, (*query)->args_size);
    }
    g_assert_null(query_find("order.dance"));
}

// Nobody may more than the table says, nobody less; and nobody without the right reads a price.
static void test_roles(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_prefix(shop);
    testshop_release(shop, "#1", "2 TEA");
    testshop_send_off(shop->admin, shop, "MAIN");
    struct session *const people[] = {shop->anna, shop->pia, shop->sam, shop->admin};
    for (const struct query *const *query = query_all(); *query; query++)
        for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
            g_autoptr(GError) error = NULL;
            g_autofree char *json = ask(people[i], *query, values_of(*query), &error);
            if (!((*query)->roles & people[i]->role)) {
                g_assert_true(tote_error_is(error, TOTE_ROLE));
                continue;
            }
            g_assert_no_error(error);
            if (!(query_sees(people[i], *query) & SEES_MONEY))
                g_assert_null(strstr(json, "\"minor\""));
        }
}

// Who is named to somebody that may not look: those that see all of it, not a part.
static void test_seeing(void)
{
    const unsigned all = ROLE_PICKER | ROLE_PACKER | ROLES_DESK;
    g_assert_cmpuint(roles_seeing(all, 0), ==, all);
    g_assert_cmpuint(roles_seeing(all, SEES_PEOPLE), ==, ROLE_PACKER | ROLES_DESK);
    g_assert_cmpuint(roles_seeing(all, SEES_MONEY), ==, ROLES_DESK);
    g_assert_cmpuint(roles_seeing(all, SEES_ALL), ==, ROLES_DESK);
    g_assert_cmpuint(roles_seeing(ROLE_PACKER | ROLE_ADMIN, SEES_ALL), ==, ROLE_ADMIN);
}

static void test_money(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "2 TEA");
    const char *const values[OP_MAX_ARGS] = {"#1"};
    g_autofree char *full = ask(shop->sam, query_find("order.show"), values, NULL);
    g_autofree char *bare = ask(shop->pia, query_find("order.show"), values, NULL);
    g_assert_nonnull(strstr(full, "\"price\":{\"minor\""));
    g_assert_nonnull(strstr(full, "\"payments\""));
    g_assert_null(strstr(bare, "\"price\""));
    g_assert_null(strstr(bare, "\"payments\""));
    g_assert_nonnull(strstr(bare, "\"sku\":\"TEA\""));
}

static void refuse(struct session *session, const char *name, const char *value,
                   enum tote_code code, const char *sentence)
{
    g_autoptr(GError) error = NULL;
    const char *const values[OP_MAX_ARGS] = {value};
    g_assert_null(ask(session, query_find(name), values, &error));
    g_assert_true(tote_error_is(error, code));
    g_assert_cmpstr(error->message, ==, sentence);
}

static void test_arguments(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    refuse(shop->pia, "order.show", NULL, TOTE_USAGE,
           "order is missing: O-number or the channel's name");
    refuse(shop->pia, "order.show", "#9", TOTE_NOT_FOUND, "There is no order #9");
    refuse(shop->anna, "stock.show", "NIX", TOTE_NOT_FOUND, "There is no item NIX");
    refuse(shop->pia, "order.list", "lost", TOTE_ARGUMENT,
           "No order is ever 'lost'; states are: unpaid, held, ready, short, released, "
           "picking, picked, packing, packed, shipped, elsewhere, cancelled");
}

// People read a time of day, programs the minutes.
static void test_warehouses(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(doc_handle) doc = doc_new();
    const struct query *query = query_find("warehouse.list");
    testdb_script(shop->db, "UPDATE site SET cutoff_min = 990");
    g_assert_true(query_run(shop->sam, query, values_of(query), doc, NULL, NULL));
    g_autofree char *json = doc_json(doc), *table = doc_show(doc);
    g_assert_nonnull(strstr(json, "\"cutoff_min\":990"));
    g_assert_nonnull(strstr(table, "16:30"));
    g_assert_null(strstr(table, "990"));
}

// Open orders of all states in one row, by promise; the limit counts over all of them.
static void test_list(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 10");
    testshop_sell(shop, "#1", "1 TEA");
    testshop_release(shop, "#2", "1 TEA");
    testshop_sell(shop, "#3", "1 TEA");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#3");
    const char *const open[OP_MAX_ARGS] = {0}, *const all[OP_MAX_ARGS] = {NULL, NULL, "1"},
                      *const two[OP_MAX_ARGS] = {NULL, NULL, "1", "2"};
    g_autofree char *some = ask(shop->sam, query_find("order.list"), open, NULL);
    g_autofree char *every = ask(shop->sam, query_find("order.list"), all, NULL);
    g_autofree char *first = ask(shop->sam, query_find("order.list"), two, NULL);
    g_assert_true(strstr(some, "O-100001") < strstr(some, "O-100002"));
    g_assert_null(strstr(some, "O-100003"));
    g_assert_nonnull(strstr(every, "O-100003"));
    g_assert_null(strstr(first, "O-100003"));
}

// A check that finds something is no success for who asked by a program.
static void test_check_exit(struct testdb *test)
{
    static const char *const scripts[] = {"UPDATE balance SET on_hand = on_hand + 1",
                                          "UPDATE balance SET on_hand = on_hand - 1"};
    g_autoptr(test_shop) shop = testshop_new(test);
    const char *const none[OP_MAX_ARGS] = {0};
    testshop_stock(shop, "TEA A1 10");
    for (size_t i = 0; i < G_N_ELEMENTS(scripts); i++) {
        g_autoptr(doc_handle) doc = doc_new();
        g_autoptr(GError) beside = NULL;
        testdb_script(shop->db, scripts[i]);
        g_assert_true(query_run(shop->sam, query_find("stock.check"), none, doc, &beside, NULL));
        if (i)
            g_assert_no_error(beside);
        else
            g_assert_true(tote_error_is(beside, TOTE_BOOKS_DIFFER));
    }
}

static void lists(struct testshop *shop, const char *const *values, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *json = ask(shop->sam, query_find("order.list"), values, &error);
    g_autoptr(GString) found = g_string_new(NULL);
    g_assert_no_error(error);
    for (const char *at = json; (at = strstr(at, "\"order\":\"")); at++)
        g_string_append_printf(found, "%.8s ", at + strlen("\"order\":\""));
    g_assert_cmpstr(found->str, ==, expected);
}

// A state is asked for alone, also with those that are over; a channel only where there is one.
static void test_list_of(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    static const char *const of_channel[OP_MAX_ARGS] = {NULL, "shopify"};
    static const char *const ready[OP_MAX_ARGS] = {"ready", NULL, "1"};
    static const char *const cancelled[OP_MAX_ARGS] = {"cancelled"};
    lists(shop, of_channel, ""); // nothing came yet: it may still come
    testshop_sell(shop, "#1", "1 TEA");
    testshop_sell(shop, "#2", "1 TEA");
    SAYS(shop->sam, "done", NULL, "order.cancel", "#2");
    lists(shop, of_channel, "O-100001 ");
    lists(shop, ready, "O-100001 ");
    lists(shop, cancelled, "O-100002 ");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/query/registry", test_registry);
    g_test_add_func("/query/seeing", test_seeing);
    testdb_add("/query/roles", test_roles);
    testdb_add("/query/money", test_money);
    testdb_add("/query/arguments", test_arguments);
    testdb_add("/query/list", test_list);
    testdb_add("/query/warehouses", test_warehouses);
    testdb_add("/query/check-exit", test_check_exit);
    testdb_add("/query/list-of", test_list_of);
    return g_test_run();
}
