// SPDX-License-Identifier: Apache-2.0
// Shopify exports for tests: sheets written cell by cell, read whole, and what came of them.
#include "shopify_sheet.h"

#include <string.h>

#include "shopify.h"

static void free_order(gpointer order)
{
    incoming_order_free(order);
}

static void free_problem(gpointer problem)
{
    incoming_problem_free(problem);
}

struct result *read_all(struct channel_reader *reader, GError *error)
{
    struct result *result = g_new0(struct result, 1);
    struct incoming_order *order = NULL;
    struct incoming_problem *problem;
    result->orders = g_ptr_array_new_with_free_func(free_order);
    result->problems = g_ptr_array_new_with_free_func(free_problem);
    result->error = error;
    while (reader && channel_next(reader, &order, &result->error) && order)
        g_ptr_array_add(result->orders, order);
    while (reader && (problem = channel_take_problem(reader)))
        g_ptr_array_add(result->problems, problem);
    result->rows = reader ? channel_rows_read(reader) : 0;
    result->alone = reader ? channel_rows_alone(reader) : 0;
    channel_close(reader);
    return result;
}

struct result *read_text(const char *text)
{
    GError *error = NULL;
    struct channel_reader *reader =
        channel_open_memory(channel_find("shopify"), text, strlen(text), NULL, &error);
    return read_all(reader, error);
}

struct result *read_file(const char *name)
{
    GError *error = NULL;
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", name, NULL);
    struct channel_reader *reader = channel_open(channel_find("shopify"), path, NULL, &error);
    return read_all(reader, error);
}

void result_free(struct result *result)
{
    g_ptr_array_unref(result->orders);
    g_ptr_array_unref(result->problems);
    g_clear_error(&result->error);
    g_free(result);
}

struct incoming_order *order_at(const struct result *result, guint i)
{
    g_assert_cmpuint(i, <, result->orders->len);
    return g_ptr_array_index(result->orders, i);
}

struct incoming_line *line_at(const struct incoming_order *order, guint i)
{
    g_assert_cmpuint(i, <, order->lines->len);
    return &g_array_index(order->lines, struct incoming_line, i);
}

struct incoming_payment *payment_at(const struct incoming_order *order, guint i)
{
    g_assert_cmpuint(i, <, order->payments->len);
    return &g_array_index(order->payments, struct incoming_payment, i);
}

bool has_problem(const struct incoming_order *order, enum tote_code code)
{
    for (guint i = 0; i < order->problems->len; i++)
        if (((struct incoming_problem *)g_ptr_array_index(order->problems, i))->code == code)
            return true;
    return false;
}

const char *message_of(const struct incoming_order *order)
{
    g_assert_cmpuint(order->problems->len, >, 0);
    return ((struct incoming_problem *)g_ptr_array_index(order->problems, 0))->message;
}

void check_accounted(const struct result *result)
{
    int64_t rows = result->alone;
    for (guint i = 0; i < result->orders->len; i++)
        rows += order_at(result, i)->rows;
    g_assert_cmpint(rows, ==, result->rows);
}

static const char *const columns[] = {"Id",
                                      "Name",
                                      "Financial Status",
                                      "Fulfillment Status",
                                      "Currency",
                                      "Subtotal",
                                      "Shipping",
                                      "Taxes",
                                      "Total",
                                      "Discount Amount",
                                      "Created at",
                                      "Lineitem quantity",
                                      "Lineitem name",
                                      "Lineitem price",
                                      "Lineitem sku",
                                      "Lineitem requires shipping",
                                      "Lineitem taxable",
                                      "Lineitem discount",
                                      "Vendor",
                                      "Notes",
                                      "Payment Method",
                                      "Payment References",
                                      "Payment Reference",
                                      "Billing Phone",
                                      "Tax 1 Name",
                                      "Tax 1 Value",
                                      "Cancelled at",
                                      "Fulfilled at",
                                      "Lineitem fulfillment status",
                                      "Refunded Amount",
                                      "Outstanding Balance",
                                      "Extra"};

// An order of one cup for 10.00 EUR.
static const char *const usual[][2] = {{"Id", "4410000000007"},
                                       {"Name", "#1"},
                                       {"Financial Status", "paid"},
                                       {"Currency", "EUR"},
                                       {"Subtotal", "10.00"},
                                       {"Total", "10.00"},
                                       {"Created at", "2025-11-24 09:12:04 -0500"},
                                       {"Lineitem quantity", "1"},
                                       {"Lineitem name", "Cup"},
                                       {"Lineitem price", "10.00"},
                                       {"Lineitem sku", "CUP"},
                                       {"Vendor", "Goods"}};

GString *sheet_new(void)
{
    GString *sheet = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        g_string_append_printf(sheet, "%s%s", i ? "," : "", columns[i]);
    return g_string_append_c(sheet, '\n');
}

static const char *usual_cell(const char *column)
{
    for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
        if (strcmp(usual[i][0], column) == 0)
            return usual[i][1];
    return "";
}

void add_row(GString *sheet, int first, ...)
{
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        const char *value = first ? usual_cell(columns[i]) : "", *column;
        va_list pairs;
        va_start(pairs, first);
        while ((column = va_arg(pairs, const char *))) {
            const char *given = va_arg(pairs, const char *);
            if (strcmp(column, columns[i]) == 0)
                value = given;
        }
        va_end(pairs);
        g_string_append_printf(sheet, "%s\"%s\"", i ? "," : "", value);
    }
    g_string_append_c(sheet, '\n');
}

struct result *read_one(const char *column, const char *value)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, column, value, NULL);
    return read_text(sheet->str); // nothing of the result points into the text
}
