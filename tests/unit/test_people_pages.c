// SPDX-License-Identifier: Apache-2.0
// More people than one read takes: who is looked for is found behind the first page, and what is
// sealed anew goes on behind those that need nothing.
#include "people.h"
#include "reseal_all.h"
#include "store_person.h"
#include "testshop.h"

enum { MANY = 501 }; // a page and one

static struct incoming_order *order_of(int number, const char *who)
{
    g_autofree char *name = g_strdup_printf("#%d", number);
    struct incoming_order *order = testshop_order(name, "1 TEA");
    g_free(order->delivery.name);
    order->delivery.name = g_strdup(who);
    return testshop_sealed(order);
}

static void free_order(void *order)
{
    incoming_order_free(order);
}

// Orders FROM to TO of Ben in one call.
static void sell(struct testshop *shop, int from, int to)
{
    GError *error = NULL;
    struct reply reply = {0};
    struct import_counts counts = {0};
    g_autoptr(GPtrArray) problems = g_ptr_array_new();
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    for (int i = from; i <= to; i++)
        g_ptr_array_add(orders, order_of(i, "Ben Ode"));
    const struct import_batch batch = {
        .channel = "shopify", .orders = orders, .problems = problems, .counts = &counts};
    const struct op_call call = {.op = op_find("import.orders"), .payload = &batch};
    g_assert_true(op_run(shop->sam, &call, &reply, &error));
    g_assert_no_error(error);
    g_assert_cmpint(counts.created, ==, to - from + 1);
    reply_clear(&reply);
}

static void finds_first(struct testshop *shop)
{
    GError *error = NULL;
    g_autoptr(GArray) found = people_find_orders(shop->pia, "zoe", &error);
    g_assert_no_error(error);
    g_assert_cmpuint(found->len, ==, 1);
    g_assert_cmpint(g_array_index(found, int64_t, 0), ==, 1);
}

// The oldest, with and without an index.
static void test_find(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_import(shop->sam, NULL, NULL, order_of(1, "Zoë Sealed"), NULL);
    sell(shop, 2, MANY);
    finds_first(shop);
    do
        SAYS(shop->admin, "done", NULL, "person.index", NULL);
    while (g_strcmp0(testshop_answer("indexed"), "0"));
    finds_first(shop);
}

// An answer says how far it got, also where nothing was to be done.
static void test_reseal_step(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    bool resumed = false;
    sell(shop, 1, 2);
    g_assert_true(people_rotate(shop->admin->people, &resumed, NULL));
    for (int i = 0; i < 2; i++) {
        SAYS(shop->admin, "done", NULL, "person.reseal", "0", "people", "1");
        g_assert_cmpstr(testshop_answer("resealed"), ==, i ? "0" : "1");
        g_assert_cmpstr(testshop_answer("last"), ==, "1");
    }
    SAYS(shop->admin, "done", NULL, "person.reseal", "1", "people", "1");
    g_assert_cmpstr(testshop_answer("resealed"), ==, "1");
}

// The same over whole batches: nobody behind those that are done keeps the old key.
static void test_reseal_all(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    GError *error = NULL;
    struct reseal reseal;
    bool resumed = false;
    sell(shop, 1, MANY);
    g_assert_true(people_rotate(shop->admin->people, &resumed, &error));
    SAYS(shop->admin, "done", NULL, "person.reseal", "0", "people", "500");
    g_assert_cmpstr(testshop_answer("resealed"), ==, "500");
    g_assert_true(reseal_all(shop->admin, NULL, &reseal, &error));
    g_assert_no_error(error);
    g_assert_cmpint(reseal.done[SEALED_PERSON], ==, 1);
    reseal_clear(&reseal);
    clock_fix(TESTSHOP_NOW + MINUTE_MS);
    SAYS(shop->admin, "done", NULL, "key.retire", NULL);
    g_assert_cmpstr(testshop_answer("retired"), ==, "1");
    clock_fix(TESTSHOP_NOW);
}

static void named(const struct person *person, const char *wanted)
{
    g_assert_cmpstr(people_name(person), ==, wanted);
}

// Lists call somebody by the first of what is known.
static void test_name(struct testdb *test)
{
    (void)test;
    struct person person = {0};
    named(&person, "");
    person.email = (char *)"zoe@example.org";
    named(&person, "zoe@example.org");
    person.company = (char *)"Sealed Ltd";
    named(&person, "Sealed Ltd");
    person.name = (char *)"Zoe";
    named(&person, "Zoe");
}

// Digits find the orders whose numbers begin so, the very first, too.
static void test_number(struct testdb *test)
{
    static const char *const typed[] = {"1", "100001", "o-100001", "10000"};
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_sell(shop, "#7", "1 TEA");
    for (size_t i = 0; i < G_N_ELEMENTS(typed); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GArray) found = people_find_orders(shop->pia, typed[i], &error);
        g_assert_no_error(error);
        g_assert_cmpuint(found->len, ==, 1);
    }
}

// Of more people with a word than are looked at the newest are found.
static void test_newest(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    const struct token token = {.kind = 1, .bytes = "zoe"};
    GError *error = NULL;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
    testshop_sell(shop, "#1", "1 TEA");
    testshop_sell(shop, "#2", "1 TEA");
    testdb_begin(shop->db);
    for (int64_t id = 1; id <= 2; id++)
        g_assert_true(store_word_add(shop->db, &token, id, &error));
    testdb_commit(shop->db);
    g_assert_true(store_people_with(shop->db, &token, 1, found, &error));
    g_assert_no_error(error);
    g_assert_cmpuint(found->len, ==, 1);
    g_assert_cmpint(g_array_index(found, int64_t, 0), ==, 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/people/pages/find", test_find);
    testdb_add("/people/pages/reseal-step", test_reseal_step);
    testdb_add("/people/pages/reseal-all", test_reseal_all);
    testdb_add("/people-pages/name", test_name);
    testdb_add("/people-pages/number", test_number);
    testdb_add("/people-pages/newest", test_newest);
    return g_test_run();
}
