// SPDX-License-Identifier: Apache-2.0
// Customers: sealed as they come in, opened by role, found by words, with and without their keys.
#include <glib/gstdio.h>
#include <string.h>

#include "answers.h"
#include "people.h"
#include "testshop.h"
#include "vault.h"

static struct incoming_order *order_of(const char *name, const char *who, const char *mail)
{
    struct incoming_order *order = testshop_order(name, "1 TEA");
    g_free(order->delivery.name);
    order->delivery.name = g_strdup(who);
    g_free(order->delivery.address1);
    order->delivery.address1 = g_strdup("12 Sealed Lane");
    order->delivery.zip = g_strdup("LS1 4DY");
    order->billing.email = g_strdup(mail);
    order->note = g_strdup("Ring twice");
    g_ptr_array_add(order->extra, g_strdup("Gift Message"));
    g_ptr_array_add(order->extra, g_strdup("Happy birthday"));
    incoming_order_seal(order);
    return order;
}

static void sell(struct testshop *shop, const char *name, const char *who, const char *mail)
{
    testshop_import(shop->sam, NULL, NULL, order_of(name, who, mail), NULL);
}

static int64_t count(struct testshop *shop, const char *from)
{
    g_autofree char *query = g_strconcat("SELECT count(*) FROM ", from, NULL);
    return testdb_number(shop->db, query);
}

// The only order's person, as SESSION sees it.
static struct person seen(struct session *session, const char *column)
{
    GError *error = NULL;
    struct person person = {0};
    g_autofree char *query = g_strdup_printf("SELECT %s FROM sales_order", column);
    g_assert_true(people_see(session, testdb_number(session->db, query), &person, &error));
    g_assert_no_error(error);
    return person;
}

// --- what comes in

static void test_whole(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    sell(shop, "#1", "Zoë Sealed", "zoe@sealed.example");
    g_auto(person_data) to = seen(shop->sam, "delivery_id");
    g_auto(person_data) payer = seen(shop->sam, "billing_id");
    g_assert_cmpstr(to.name, ==, "Zoë Sealed");
    g_assert_cmpstr(to.street1, ==, "12 Sealed Lane");
    g_assert_cmpstr(to.note, ==, "Ring twice");
    g_assert_cmpint(to.extra->len, ==, 2);
    g_assert_cmpstr(to.extra->pdata[0], ==, "Gift Message");
    g_assert_cmpstr(to.extra->pdata[1], ==, "Happy birthday");
    g_assert_cmpstr(payer.email, ==, "zoe@sealed.example");
    g_assert_cmpstr(to.email, ==, "zoe@sealed.example"); // nobody else pays
    g_assert_cmpint(count(shop, "person"), ==, 1);
}

// Who is billed where the goods go is stored once, with all that is known.
static void test_one_person(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *order = testshop_order("#1", "1 TEA");
    order->billing.name = g_strdup(order->delivery.name);
    order->billing.address1 = g_strdup(order->delivery.address1);
    order->billing.city = g_strdup(order->delivery.city);
    order->billing.country = g_strdup(order->delivery.country);
    order->billing.email = g_strdup("ann@other.example");
    incoming_order_seal(order);
    testshop_import(shop->sam, NULL, NULL, order, NULL);
    g_assert_cmpint(count(shop, "person"), ==, 1);
    g_assert_cmpint(count(shop, "sales_order WHERE billing_id = delivery_id"), ==, 1);
    g_auto(person_data) person = seen(shop->sam, "delivery_id");
    g_assert_cmpstr(person.email, ==, "ann@other.example");
    // Changed before anybody packs it: the old one is gone, once.
    order = testshop_order("#1", "2 TEA");
    testshop_import(shop->sam, NULL, NULL, order, NULL);
    g_assert_cmpint(count(shop, "person"), ==, 1);
    g_assert_cmpint(count(shop, "sales_order WHERE billing_id IS NULL"), ==, 1);
}

// Goods that are handed over: what the customer said goes with who pays, else by itself.
static void test_nobody(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *order = testshop_order("#1", "1 TEA");
    g_clear_pointer(&order->delivery.name, g_free);
    g_clear_pointer(&order->delivery.address1, g_free);
    g_clear_pointer(&order->delivery.city, g_free);
    g_clear_pointer(&order->delivery.country, g_free);
    order->note = g_strdup("Collects it");
    order->source = g_strdup("pos");
    incoming_order_seal(order);
    testshop_import(shop->sam, NULL, NULL, order, NULL);
    g_assert_cmpint(count(shop, "sales_order WHERE delivery_id IS NULL"), ==, 1);
    g_auto(person_data) payer = seen(shop->sam, "billing_id");
    g_assert_cmpstr(payer.note, ==, "Collects it");
    g_assert_null(payer.name);
}

// --- who sees it

static char *shown(struct session *session)
{
    GError *error = NULL;
    g_autoptr(doc_handle) doc = doc_new();
    const char *const values[OP_MAX_ARGS] = {"#1"};
    query_run(session, query_find("order.show"), values, doc, NULL, &error);
    g_assert_no_error(error);
    return doc_json(doc);
}

static void test_roles(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    sell(shop, "#1", "Zoë Sealed", "zoe@sealed.example");
    g_autofree char *packer = shown(shop->pia);
    g_assert_nonnull(strstr(packer, "\"delivery\":{\"name\":\"Zoë Sealed\""));
    g_assert_nonnull(strstr(packer, "\"address1\":\"12 Sealed Lane\""));
    g_assert_false(query_may(shop->anna, query_find("order.show")));
    g_auto(person_data) none = seen(shop->anna, "delivery_id");
    g_assert_true(person_is_empty(&none));
    // What an operation answers is kept by the database, so it names nobody.
    struct reply reply = {0};
    GError *error = NULL;
    g_assert_true(testshop_call(shop->sam, "order.hold", TESTSHOP_VALUES("#1", "look"), "once",
                                &reply, &error));
    g_assert_null(strstr(reply.json, "Sealed"));
    reply_clear(&reply);
}

static void test_names(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    sell(shop, "#1", "Zoë Sealed", NULL);
    sell(shop, "#2", "Ben Ode", NULL);
    g_autofree char *packer = testshop_names(shop->pia), *picker = testshop_names(shop->anna);
    g_assert_cmpstr(packer, ==, "Zoë Sealed,Ben Ode,");
    g_assert_cmpstr(picker, ==, ",,");
}

// --- found by words

static void finds(struct session *session, const char *typed, const char *expected)
{
    GError *error = NULL;
    g_autoptr(GArray) found = people_find_orders(session, typed, &error);
    g_autoptr(GString) ids = g_string_new(NULL);
    g_assert_no_error(error);
    for (unsigned i = 0; i < found->len; i++)
        g_string_append_printf(ids, "%d ", (int)g_array_index(found, int64_t, i));
    if (strcmp(ids->str, expected))
        g_error("'%s' finds %snot %s", typed, ids->str, expected);
}

static void find_all(struct testshop *shop)
{
    static const char *const cases[][2] = {
        {"Müller", "2 "},      {"mueller", "2 "},   {"muell", "2 "},
        {"zoe", "1 "},         {"sealed", "1 "},    {"Zoë Sealed", "1 "},
        {"sealed zoe", "1 "},  {"zoe müller", ""},  {"zoe@sealed.example", "1 "},
        {"LS1 4DY", "3 2 1 "}, {"ode LS1", "3 2 "}, {"Jürgen Müller-Ode", "2 "},
        {"nobody", ""},        {"O-100002", "2 "},  {"100003", "3 "},
        {"O-10", "3 2 1 "},    {"#2", "2 "},        {"2", "2 "},
        {"O-100009", ""},      {"  zoe ", "1 "},    {"lane", ""},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        finds(shop->pia, cases[i][0], cases[i][1]);
    finds(shop->anna, "zoe", ""); // who may not see people finds none
    finds(shop->anna, "#2", "2 ");
}

static void index_all(struct testshop *shop, const char *indexed)
{
    SAYS(shop->admin, "done", NULL, "person.index", NULL);
    g_assert_cmpstr(testshop_answer("indexed"), ==, indexed);
}

// The same before and after the worker made the index.
static void test_find(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    sell(shop, "#1", "Zoë Sealed", "zoe@sealed.example");
    sell(shop, "#2", "Jürgen Müller-Ode", NULL);
    sell(shop, "#3", "Ben Ode", NULL);
    find_all(shop);
    g_assert_cmpint(count(shop, "person_index"), ==, 0);
    index_all(shop, "3");
    g_assert_cmpint(count(shop, "person WHERE indexed = 0"), ==, 0);
    g_assert_cmpint(count(shop, "person_index"), >, 20);
    find_all(shop);
    index_all(shop, "0");
    // An order that comes again takes its words along.
    testshop_import(shop->sam, NULL, NULL, order_of("#1", "Ada Else", NULL), NULL);
    finds(shop->pia, "zoe", "");
    finds(shop->pia, "ada else", "1 ");
    index_all(shop, "1");
    finds(shop->pia, "ada else", "1 ");
    finds(shop->pia, "zoe", "");
}

// --- the key file

static void test_no_keys(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autofree char *path = people_key_path(test->url);
    g_autofree char *away = g_strconcat(path, ".away", NULL);
    sell(shop, "#1", "Zoë Sealed", NULL);
    g_assert_cmpint(g_rename(path, away), ==, 0);
    struct db *db = testdb_open(test);
    struct session *sam = testshop_login(db, "sam", "SAM");
    g_autofree char *listed = testshop_names(sam), *json = shown(sam);
    g_assert_cmpstr(listed, ==, ",");
    g_assert_nonnull(strstr(json, "\"delivery\":null"));
    finds(sam, "#1", "1 ");
    finds(sam, "zoe", "");
    // What needs nobody's name works.
    SAYS(sam, "done", NULL, "order.hold", "#1", "no keys");
    // An order cannot come in, and a new key file would only open what comes later.
    GError *error = NULL;
    struct reply reply = {0};
    struct import_counts counts;
    g_autoptr(GPtrArray) problems = g_ptr_array_new();
    g_autoptr(GPtrArray) orders = g_ptr_array_new();
    g_autoptr(incoming_order) order = order_of("#2", "Ben Ode", NULL);
    g_ptr_array_add(orders, order);
    const struct import_batch batch = {
        .channel = "shopify", .orders = orders, .problems = problems, .counts = &counts};
    const struct op_call call = {.op = op_find("import.orders"), .payload = &batch};
    g_assert_false(op_run(sam, &call, &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_KEYS_MISSING));
    g_clear_error(&error);
    g_assert_false(people_make_keys(db, NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_KEYS_MISSING));
    g_clear_error(&error);
    // Another key file is noticed before it seals anything.
    g_assert_true(vault_create(path, &error));
    g_assert_false(op_run(sam, &call, &reply, &error));
    g_assert_true(tote_error_is(error, TOTE_KEYS_LACKING));
    g_clear_error(&error);
    // Nor does a search say that there is nobody.
    g_assert_null(people_find(sam, "zoe", 9, &error));
    g_assert_true(tote_error_is(error, TOTE_KEYS_LACKING));
    g_clear_error(&error);
    g_assert_cmpint(count(shop, "person"), ==, 1);
    // Put back it opens everything again, in the same session too.
    g_assert_cmpint(g_rename(away, path), ==, 0);
    g_autofree char *again = testshop_names(sam);
    g_assert_cmpstr(again, ==, "Zoë Sealed,");
    g_assert_true(op_run(sam, &call, &reply, &error));
    reply_clear(&reply);
    session_free(sam);
    db_close(db);
}

// A key more seals what is new; both open and find what they sealed.
static void test_rotated(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    GError *error = NULL;
    g_autofree char *path = people_key_path(test->url);
    sell(shop, "#1", "Zoë Sealed", NULL);
    index_all(shop, "1");
    g_assert_true(vault_rotate(path, NULL, &error));
    sell(shop, "#2", "Zoë Later", NULL);
    index_all(shop, "1");
    finds(shop->pia, "zoe", "2 1 ");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(DISTINCT indexed) FROM person"), ==, 2);
    g_autofree char *listed = testshop_names(shop->pia);
    g_assert_cmpstr(listed, ==, "Zoë Sealed,Zoë Later,");
    // Sealed anew, nobody needs the old key any more.
    uint32_t keys[VAULT_KEYS_MAX];
    struct vault *vault = vault_open(path, &error);
    g_assert_cmpint(vault_keys(vault, keys, &error), ==, 2);
    vault_close(vault);
    SAYS(shop->admin, "done", NULL, "person.reseal", "0");
    g_assert_cmpstr(testshop_answer("resealed"), ==, "1");
    SAYS(shop->admin, "done", NULL, "person.reseal", "0");
    g_assert_cmpstr(testshop_answer("resealed"), ==, "0");
    finds(shop->pia, "zoe", "2 1 ");
    index_all(shop, "1");
    g_assert_true(vault_retire(path, keys[0], &error));
    g_assert_no_error(error);
    finds(shop->pia, "zoe", "2 1 ");
    g_autofree char *left = testshop_names(shop->pia);
    g_assert_cmpstr(left, ==, listed);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(DISTINCT indexed) FROM person"), ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/people/whole", test_whole);
    testdb_add("/people/one-person", test_one_person);
    testdb_add("/people/nobody", test_nobody);
    testdb_add("/people/roles", test_roles);
    testdb_add("/people/names", test_names);
    testdb_add("/people/find", test_find);
    testdb_add("/people/no-keys", test_no_keys);
    testdb_add("/people/rotated", test_rotated);
    return g_test_run();
}
