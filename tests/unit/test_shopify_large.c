// SPDX-License-Identifier: Apache-2.0
// A large Shopify export made up from a seed: every row is read, every sum is right to the cent.
#include <string.h>

#include "channel.h"

struct made {
    GString *text;
    int64_t rows, orders, total, tips, refunded, pieces;
};

static void put_money(GString *to, int64_t minor)
{
    g_string_append_printf(to, "%" G_GINT64_FORMAT ".%02d", minor / 100, (int)(minor % 100));
}

static void make_line(struct made *made, int number, const char *head, int64_t qty, int64_t price,
                      const char *name)
{
    bool tip = strcmp(name, "Tip") == 0;
    g_string_append_printf(made->text, "#%d,%s,%d,\"%s\",", number, head, (int)qty, name);
    put_money(made->text, price);
    g_string_append_printf(made->text, ",%s,%s\n", tip ? "" : "SKU-1", tip ? "" : "Goods");
    made->rows++;
    made->pieces += qty;
}

static void make_order(struct made *made, GRand *random, int number)
{
    int n = g_rand_int_range(random, 1, 9);
    int64_t qty[9], price[9], goods = 0, tip = g_rand_int_range(random, 0, 4) ? 0 : 250;
    for (int i = 0; i < n; i++) {
        qty[i] = g_rand_int_range(random, 1, 6);
        price[i] = g_rand_int_range(random, 0, 20000);
        goods += qty[i] * price[i];
    }
    int64_t discount = g_rand_int_range(random, 0, 3) ? 0 : goods / 7;
    int64_t shipping = g_rand_int_range(random, 0, 2000), tax = g_rand_int_range(random, 0, 999);
    bool inside = g_rand_boolean(random), cancelled = !g_rand_int_range(random, 0, 20);
    int64_t total = goods - discount + shipping + tip + (inside ? 0 : tax);
    int64_t refunded = g_rand_int_range(random, 0, 9) ? 0 : total;
    const int64_t amounts[] = {goods - discount, shipping, tax, total, discount, refunded};
    g_autoptr(GString) head = g_string_new(NULL);
    g_string_append_printf(head, "%" G_GINT64_FORMAT ",%s,EUR", INT64_C(5000000000000) + number,
                           refunded ? "refunded" : "paid");
    for (size_t i = 0; i < G_N_ELEMENTS(amounts); i++) {
        g_string_append_c(head, ',');
        put_money(head, amounts[i]);
    }
    g_string_append_printf(head, ",2025-0%d-11 10:00:00 %s,%s,\"gift: yes\r\nnote: \"\"%d\"\"\n\"",
                           1 + number % 9, number % 2 ? "-0400" : "-0500",
                           cancelled ? "2025-10-01 10:00:00 +0000" : "", number);
    for (int i = 0; i < n; i++)
        make_line(made, number, i ? ",,,,,,,,,,," : head->str, qty[i], price[i],
                  "Cup, \"\"big\"\"");
    if (tip)
        make_line(made, number, ",,,,,,,,,,,", 1, tip, "Tip");
    made->orders++;
    made->total += total;
    made->tips += tip;
    made->refunded += refunded;
}

static void count_order(struct made *read, const struct incoming_order *order)
{
    int64_t discounts = 0;
    g_assert_cmpuint(order->problems->len, ==, 0);
    for (guint i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        read->pieces += line->qty;
        discounts += line->discount;
        g_assert_cmpint(line->discount, <=, line->qty * line->price);
    }
    g_assert_cmpint(discounts, ==, order->discount);
    read->orders++;
    read->rows += order->rows;
    read->total += order->total;
    read->tips += order->tips;
    read->refunded += order->refunded;
}

static void read_back(const GString *text, struct made *read)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(channel_reader) reader =
        channel_open_memory(channel_find("shopify"), text->str, text->len, NULL, &error);
    struct incoming_order *order = NULL;
    g_assert_no_error(error);
    while (channel_next(reader, &order, &error) && order) {
        count_order(read, order);
        incoming_order_free(order);
    }
    g_assert_no_error(error);
    g_assert_cmpint(channel_rows_read(reader), ==, read->rows);
    g_assert_cmpint(channel_rows_alone(reader), ==, 0);
}

static void test_large(void)
{
    struct made made = {
        .text = g_string_new("Name,Id,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,"
                             "Discount Amount,Refunded Amount,Created at,Cancelled at,Notes,"
                             "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
                             "Vendor\n")};
    GRand *random = g_rand_new_with_seed(20251124);
    while (made.rows < 5000)
        make_order(&made, random, (int)made.orders + 1000);
    g_rand_free(random);
    struct made read = {0};
    read_back(made.text, &read);
    g_string_free(made.text, TRUE);
    g_assert_cmpint(read.rows, ==, made.rows);
    g_assert_cmpint(read.orders, ==, made.orders);
    g_assert_cmpint(read.total, ==, made.total);
    g_assert_cmpint(read.tips, ==, made.tips);
    g_assert_cmpint(read.refunded, ==, made.refunded);
    g_assert_cmpint(read.pieces, ==, made.pieces);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shopify/large", test_large);
    return g_test_run();
}
