// SPDX-License-Identifier: Apache-2.0
// Rows that stand apart from the others of their order: it does not go on without them.
#include "testshop.h"

#include <string.h>

#include "numbers.h"

// A row of #1 as a channel gives it; ID: where the reader still knows it.
static struct incoming_order *stray(const char *id)
{
    struct incoming_order *order = testshop_order("#1", "2 MUG");
    g_free(order->external_id);
    order->external_id = g_strdup(id ? id : "");
    order->continues = true;
    incoming_order_reject(order, 9, TOTE_IMPORT_SPLIT, "apart");
    incoming_order_seal(order);
    return order;
}

static char *id_of(const char *name)
{
    g_autoptr(incoming_order) order = testshop_order(name, "1 TEA");
    return g_strdup(order->external_id);
}

#define STATUS_IS(shop, status) g_assert_cmpstr(testshop_status((shop)->db, "O-100001"), ==, status)

static struct import_counts take(struct testshop *shop, struct incoming_order *one,
                                 struct incoming_order *other, const char *problems)
{
    struct import_counts counts;
    g_autofree char *told = NULL;
    testshop_import(shop->sam, &counts, &told, one, other, NULL);
    g_assert_cmpstr(told, ==, problems);
    return counts;
}

// In one file, wherever the row stands; its order is held once, until the file is in order.
static void test_held(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autofree char *id = id_of("#1");
    struct import_counts counts =
        take(shop, testshop_order("#1", "1 TEA"), stray(id), "import.split: apart");
    g_assert_cmpint(counts.created, ==, 1);
    g_assert_cmpint(counts.held, ==, 1);
    g_assert_cmpint(counts.rejected, ==, 0);
    STATUS_IS(shop, "held");
    SHOWS(shop, "A row of it stands apart from the others in the file and was not taken in");
    SHOWS(shop, "Held: a row of it stands apart from the others in the file of shopify");
    counts = take(shop, testshop_order("#1", "1 TEA"), stray(id), "import.split: apart");
    g_assert_cmpint(counts.held, ==, 0);
    take(shop, testshop_order("#1", "1 TEA, 2 MUG"), testshop_order("#2", "1 TEA"), "");
    STATUS_IS(shop, "ready");
    take(shop, stray(""), testshop_order("#2", "1 TEA"), "import.split: apart"); // by its name
    STATUS_IS(shop, "held");
}

// Somebody who took the hold off has seen it.
static void test_seen(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_sell(shop, "#1", "1 TEA");
    take(shop, stray(NULL), stray(NULL), "import.split: apart\nimport.split: apart");
    STATUS_IS(shop, "held");
    SAYS(shop->sam, "done", NULL, "order.unhold", "#1");
    g_autofree char *before = testshop_dump(shop->db);
    take(shop, stray(NULL), testshop_order("#1", "1 TEA"), "import.split: apart");
    g_autofree char *after = testshop_dump(shop->db);
    g_assert_cmpstr(after, ==, before);
}

// What somebody saw of an order is not what it became since, also while a person held it.
static void test_changed_while_held(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_sell(shop, "#1", "1 TEA");
    take(shop, stray(NULL), stray(NULL), "import.split: apart\nimport.split: apart");
    SAYS(shop->sam, "done", NULL, "order.unhold", "#1");
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "wait");
    testshop_take(shop, testshop_order("#1", "3 TEA"), NULL);
    STATUS_IS(shop, "held");
    SAYS(shop->sam, "done", NULL, "order.unhold", "#1");
    STATUS_IS(shop, "ready");
    take(shop, stray(NULL), testshop_order("#1", "3 TEA"), "import.split: apart");
    STATUS_IS(shop, "held");
}

// One that nobody has begun gives its goods back; what the floor has in hand goes on, and the file
// says so.
static void test_released(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    testshop_release(shop, "#1", "1 TEA");
    take(shop, stray(NULL), testshop_order("#2", "1 TEA"), "import.split: apart");
    STATUS_IS(shop, "held");
    LIES(shop, "TEA A1 - 9/0");
    take(shop, testshop_order("#1", "2 TEA"), testshop_order("#2", "1 TEA"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_start(shop->anna, "#1");
    take(shop, stray(NULL), testshop_order("#2", "1 TEA"),
         "import.split: apart\nimport.split: O-100001 goes on without the row, as it is already "
         "being picked; see in the shop what was ordered");
    STATUS_IS(shop, "picking");
}

// Who held it sees it anyway: nothing is told of an order that stands still.
static void test_held_by_person(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_sell(shop, "#1", "1 TEA");
    SAYS(shop->sam, "done", NULL, "order.hold", "#1", "wait");
    take(shop, stray(NULL), testshop_order("#2", "1 TEA"), "import.split: apart");
    STATUS_IS(shop, "held");
    SHOWS(shop, "\"hold\":{\"by\":\"person\",\"reason\":\"wait (SAM)\"}");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/import/stray/held", test_held);
    testdb_add("/import/stray/seen", test_seen);
    testdb_add("/import/stray/changed-while-held", test_changed_while_held);
    testdb_add("/import/stray/released", test_released);
    testdb_add("/import/stray/held-by-person", test_held_by_person);
    return g_test_run();
}
