// SPDX-License-Identifier: Apache-2.0
// What an import finds: an order under another id, items in other letters, lines sent already.
#include "parts.h"
#include "testshop.h"

#include <string.h>

#define STATUS_IS(shop, status) g_assert_cmpstr(testshop_status((shop)->db, "O-100001"), ==, status)

static struct incoming_order *under_id(const char *id, const char *name)
{
    struct incoming_order *order = testshop_order(name, "1 TEA");
    g_free(order->external_id);
    order->external_id = g_strdup(id);
    return testshop_sealed(order);
}

// One name and one time under two ids may be one order: nobody sends it twice unseen.
static void test_other_id(struct testdb *test)
{
    static const char held[] = "import.held: Another order of the channel has its name and time "
                               "under another id: see in the shop whether both are one";
    g_autoptr(test_shop) shop = testshop_new(test);
    struct import_counts counts;
    g_autofree char *problems = NULL;
    testshop_import(shop->sam, &counts, &problems, under_id("1", "#1"), under_id("2", "#1"), NULL);
    g_assert_cmpstr(problems, ==, held);
    STATUS_IS(shop, "ready");
    g_assert_cmpstr(testshop_status(shop->db, "O-100002"), ==, "held");
    testshop_take(shop, under_id("3", "#1"), held);
    struct incoming_order *later = under_id("4", "#1");
    later->placed_at += 1000;
    g_assert_cmpint(testshop_take(shop, testshop_sealed(later), "").held, ==, 0);
    struct incoming_order *first = under_id("1", "#1"); // it was there before the others
    g_free(first->delivery.city);
    first->delivery.city = g_strdup("York");
    g_assert_cmpint(testshop_take(shop, testshop_sealed(first), "").held, ==, 0);
    struct incoming_order *second = under_id("2", "#1");
    g_free(second->delivery.city);
    second->delivery.city = g_strdup("York");
    testshop_take(shop, testshop_sealed(second), held);
}

static void add_item(struct testshop *shop, const char *sku)
{
    struct import_counts counts;
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_autoptr(GArray) rows = g_array_new(FALSE, TRUE, sizeof(struct incoming_item));
    struct incoming_item item = {.sku = (char *)sku, .name = (char *)sku, .price = -1};
    g_array_append_val(rows, item);
    struct import_batch batch = {
        .rows = rows, .counts = &counts, .problems = problems, .currency = "EUR"};
    g_assert_true(import_run(shop->sam, op_find("import.items"), &batch, NULL));
}

// A SKU in other letters is that of the only item it fits.
static void test_letters(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9");
    add_item(shop, "Cup");
    add_item(shop, "CUP");
    testshop_take(shop, testshop_order("#1", "2 tea"), "");
    testshop_take(shop, testshop_order("#2", "1 cup"),
                  "not_found: Not in the catalogue: cup; import the items before it is released");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line l JOIN item i ON i.id "
                                            "= l.item_id WHERE l.sku = 'tea' AND i.sku = 'TEA'"),
                    ==, 1);
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT count(*) FROM order_line WHERE item_id IS NULL"), ==, 1);
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    STATUS_IS(shop, "released");
}

// What the channel sent of an order is not sent again when somebody lets the rest go.
static void test_line_shipped_there(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 9, MUG A2 9");
    struct incoming_order *order = testshop_order("#1", "2 TEA, 1 MUG");
    order->shipped = SHIPPED_PARTLY;
    g_array_index(order->lines, struct incoming_line, 0).kind = LINE_ELSEWHERE;
    testshop_take(shop, testshop_sealed(order), "import.held: The channel shipped a part of it");
    SAYS(shop->sam, "done", NULL, "order.unhold", "#1");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    LIES(shop, "MUG A2 - 9/1, TEA A1 - 9/0");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line WHERE sku = 'TEA' AND "
                                            "kind = 'elsewhere' AND allocated = 0"),
                    ==, 1);
    testshop_check(shop->db);
}

// Mail is that of who gets the goods where nobody else is named to pay, else of who pays.
static void test_mail(struct testdb *test)
{
    static const struct {
        const char *payer;
        int64_t people;
    } cases[] = {{NULL, 1}, {"Sealed Ltd", 2}};
    g_autoptr(test_shop) shop = testshop_new(test);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct incoming_order *order = testshop_order("#1", "1 TEA");
        order->billing.name = g_strdup(cases[i].payer);
        order->billing.email = g_strdup("ann@sealed.example");
        testshop_import(shop->sam, NULL, NULL, testshop_sealed(order), NULL);
        g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM person"), ==,
                        cases[i].people);
    }
}

// The numbers of lines carry that of their order, which has room for as many as there are.
static void test_too_long(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *order = testshop_order("#1", "1 TEA");
    struct incoming_line line = g_array_index(order->lines, struct incoming_line, 0);
    for (int i = 1; i < PARTS_OF_ORDER; i++) {
        struct incoming_line more = line;
        more.sku = g_strdup(line.sku);
        more.name = g_strdup(line.name);
        g_array_append_val(order->lines, more);
    }
    testshop_take(shop, testshop_sealed(order),
                  "import.value: 16384 lines: an order has at most 16383");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM sales_order"), ==, 0);
}

// Another one pays: when the order comes anew both are written anew, and nobody stays behind.
static void test_payer(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    for (int i = 1; i <= 2; i++) {
        struct incoming_order *order = testshop_order("#1", i == 1 ? "1 TEA" : "2 TEA");
        order->billing.name = g_strdup("Paul Payer");
        order->billing.city = g_strdup("York");
        testshop_take(shop, testshop_sealed(order), NULL);
        g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM person"), ==, 2);
    }
}

static void free_order(void *order)
{
    incoming_order_free(order);
}

static void take_other(struct testshop *shop, const char *id, const char *name)
{
    struct import_counts counts = {0};
    g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func(free_order);
    g_autoptr(GPtrArray) problems =
        g_ptr_array_new_with_free_func((GDestroyNotify)incoming_problem_free);
    g_ptr_array_add(orders, under_id(id, name));
    const struct import_batch batch = {
        .channel = "other", .orders = orders, .problems = problems, .counts = &counts};
    g_assert_true(import_run(shop->sam, op_find("import.orders"), &batch, NULL));
    g_assert_cmpint(counts.created, ==, 1);
    g_assert_cmpint(counts.held, ==, 0);
}

// An order of that name and moment in another channel is another one.
static void test_other_channel(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_take(shop, under_id("1", "#1"), "");
    take_other(shop, "2", "#2");
    take_other(shop, "3", "#1");
}

// An amount that the channel does not say is not known.
static void test_amount(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *order = testshop_order("#1", "1 TEA");
    const int64_t amounts[] = {-1, 0, 100};
    for (size_t i = 0; i < G_N_ELEMENTS(amounts); i++) {
        const struct incoming_payment payment = {.method = g_strdup("card"), .amount = amounts[i]};
        g_array_append_val(order->payments, payment);
    }
    testshop_take(shop, testshop_sealed(order), NULL);
    g_assert_cmpint(
        testdb_number(shop->db, "SELECT count(*) FROM payment_event WHERE amount IS NULL"), ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM payment_event WHERE amount >= 0"),
                    ==, 2);
}

// Items that come after the orders find their lines; a service of the same name is none.
static void test_unknown_sku(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    struct incoming_order *order = testshop_order("#1", "2 NEW");
    struct incoming_line *line = incoming_order_add_line(order);
    line->kind = LINE_SERVICE;
    line->sku = g_strdup("NEW");
    line->name = g_strdup("wrapping");
    line->qty = 1;
    testshop_take(shop, testshop_sealed(order),
                  "not_found: Not in the catalogue: NEW; import the items before it is released");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    g_assert_nonnull(
        strstr(testshop_last()->json, "O-100001: the item NEW is not in the catalogue; import it"));
    add_item(shop, "NEW");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line WHERE item_id > 0"),
                    ==, 1);
    testshop_stock(shop, "NEW A1 5");
    SAYS(shop->sam, "done", "1 of 1 order released to pick", "order.release", "#1");
    LIES(shop, "NEW A1 - 5/2");
}

// The letters of a SKU matter as little to an item that comes late as to one that is there.
static void test_late_letters(struct testdb *test)
{
    static const char linked[] =
        "SELECT count(*) FROM order_line l JOIN item i ON i.id = l.item_id "
        "WHERE l.sku = 'new-1' AND i.sku = 'NEW-1'";
    g_autoptr(test_shop) shop = testshop_new(test);
    add_item(shop, "TWIN");
    add_item(shop, "Twin");
    testshop_take(shop, testshop_order("#1", "1 new-1, 1 twin"),
                  "not_found: Not in the catalogue: new-1, twin; import the items before it is "
                  "released");
    add_item(shop, "NEW-1");
    g_assert_cmpint(testdb_number(shop->db, linked), ==, 1);
    add_item(shop, "twIN"); // is it this one, or one of the others?
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line WHERE item_id > 0"),
                    ==, 1);
    add_item(shop, "twin");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM order_line WHERE item_id > 0"),
                    ==, 2);
}

// What an order waits with is kept where the channel says only something else of it.
static void test_short_keeps(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    testshop_stock(shop, "TEA A1 3");
    testshop_sell(shop, "#1", "5 TEA");
    SAYS(shop->sam, "done", "#1 is short: it waits for goods", "order.release", "#1");
    LIES(shop, "TEA A1 - 3/3");
    struct incoming_order *order = testshop_moved("#1", "5 TEA");
    order->note = g_strdup("Ring twice");
    order->shipping_method = g_strdup("Express");
    g_assert_cmpint(testshop_take(shop, testshop_sealed(order), "").updated, ==, 1);
    STATUS_IS(shop, "short");
    LIES(shop, "TEA A1 - 3/3");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM sales_order WHERE "
                                            "shipping_method = 'Express'"),
                    ==, 1);
    testshop_take(shop, testshop_dearer("#1", "5 TEA"), ""); // shipping, say
    STATUS_IS(shop, "short");
    order = testshop_order("#1", "5 TEA");
    g_clear_pointer(&order->delivery.country, g_free);
    testshop_take(shop, testshop_sealed(order), NULL); // it cannot go any more
    STATUS_IS(shop, "held");
    LIES(shop, "TEA A1 - 3/0");
    testshop_take(shop, testshop_order("#1", "5 TEA"), "");
    SAYS(shop->sam, "done", NULL, "order.release", "#1");
    testshop_take(shop, testshop_order("#1", "4 TEA"), ""); // other lines are planned anew
    STATUS_IS(shop, "ready");
    LIES(shop, "TEA A1 - 3/0");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/import-found/other-id", test_other_id);
    testdb_add("/import-found/letters", test_letters);
    testdb_add("/import-found/line-shipped-there", test_line_shipped_there);
    testdb_add("/import/unknown-sku", test_unknown_sku);
    testdb_add("/import/late-letters", test_late_letters);
    testdb_add("/import/short-keeps", test_short_keeps);
    testdb_add("/import-found/mail", test_mail);
    testdb_add("/found/too-long", test_too_long);
    testdb_add("/found/payer", test_payer);
    testdb_add("/found/other-channel", test_other_channel);
    testdb_add("/found/amount", test_amount);
    return g_test_run();
}
