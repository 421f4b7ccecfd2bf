// SPDX-License-Identifier: Apache-2.0
// Shopify's order export: real quirks, damage by spreadsheets, card numbers, every row accounted.
#include <string.h>

#include "channel.h"
#include "errors.h"
#include "shopify.h"

// All that a file came to.
struct result {
    GPtrArray *orders, *problems;
    int64_t rows, alone;
    GError *error;
};

static void free_order(gpointer order)
{
    incoming_order_free(order);
}

static void free_problem(gpointer problem)
{
    incoming_problem_free(problem);
}

static struct result *read_all(struct channel_reader *reader, GError *error)
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

static struct result *read_text(const char *text)
{
    GError *error = NULL;
    struct channel_reader *reader =
        channel_open_memory(channel_find("shopify"), text, strlen(text), NULL, &error);
    return read_all(reader, error);
}

static struct result *read_file(const char *name)
{
    GError *error = NULL;
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", name, NULL);
    struct channel_reader *reader = channel_open(channel_find("shopify"), path, NULL, &error);
    return read_all(reader, error);
}

static void result_free(struct result *result)
{
    g_ptr_array_unref(result->orders);
    g_ptr_array_unref(result->problems);
    g_clear_error(&result->error);
    g_free(result);
}
typedef struct result import_result;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_result, result_free)

static struct incoming_order *order_at(const struct result *result, guint i)
{
    g_assert_cmpuint(i, <, result->orders->len);
    return g_ptr_array_index(result->orders, i);
}

static struct incoming_line *line_at(const struct incoming_order *order, guint i)
{
    g_assert_cmpuint(i, <, order->lines->len);
    return &g_array_index(order->lines, struct incoming_line, i);
}

static struct incoming_payment *payment_at(const struct incoming_order *order, guint i)
{
    g_assert_cmpuint(i, <, order->payments->len);
    return &g_array_index(order->payments, struct incoming_payment, i);
}

static bool has_problem(const struct incoming_order *order, enum tote_code code)
{
    for (guint i = 0; i < order->problems->len; i++)
        if (((struct incoming_problem *)g_ptr_array_index(order->problems, i))->code == code)
            return true;
    return false;
}

static const char *message_of(const struct incoming_order *order)
{
    g_assert_cmpuint(order->problems->len, >, 0);
    return ((struct incoming_problem *)g_ptr_array_index(order->problems, 0))->message;
}

// Rows of all orders and rows alone are all rows.
static void check_accounted(const struct result *result)
{
    int64_t rows = result->alone;
    for (guint i = 0; i < result->orders->len; i++)
        rows += order_at(result, i)->rows;
    g_assert_cmpint(rows, ==, result->rows);
}

// A small export: the columns that most tests need, then rows written cell by cell.
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

static GString *sheet_new(void)
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

// Adds a row: FIRST rows begin as the usual order, others blank; then "Column", "value" pairs up
// to NULL say what differs.
static void add_row(GString *sheet, int first, ...)
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

// The result of a sheet with one row that differs from the usual in one cell.
static struct result *read_one(const char *column, const char *value)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, column, value, NULL);
    return read_text(sheet->str); // nothing of the result points into the text
}

static void test_file(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    g_assert_no_error(all->error);
    g_assert_cmpuint(all->orders->len, ==, 9);
    g_assert_cmpint(all->rows, ==, 17);
    g_assert_cmpint(all->alone, ==, 0);
    check_accounted(all);
    int64_t total = 0;
    for (guint i = 0; i < all->orders->len; i++) {
        struct incoming_order *order = order_at(all, i);
        total += order->total;
        g_assert_false(order->rejected);
        g_assert_cmpint(incoming_order_is_held(order), ==,
                        strcmp(order->external_name, "#1005") == 0);
        g_assert_cmpuint(strlen(order->hash), ==, 64);
    }
    g_assert_cmpint(total, ==, 43013);
}

static void test_order(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    struct incoming_order *order = order_at(all, 0);
    g_assert_cmpstr(order->external_id, ==, "4410000001012");
    g_assert_cmpstr(order->external_name, ==, "#1012");
    g_assert_cmpstr(order->currency, ==, "USD");
    g_assert_cmpint(order->placed_at, ==, 1763993524000);
    g_assert_cmpint(order->placed_offset, ==, -300);
    g_assert_cmpint(order->paid_at, ==, 1763993550000);
    g_assert_cmpint(order->fulfilled_at, ==, 0);
    g_assert_cmpint(order->paid, ==, PAID_YES);
    g_assert_cmpstr(order->source_status, ==, "paid/unfulfilled");
    g_assert_cmpint(order->subtotal, ==, 5598);
    g_assert_cmpint(order->total, ==, 6508);
    g_assert_false(order->tax_included);
    g_assert_cmpstr(order->discount_code, ==, "AUTUMN");
    g_assert_cmpstr(order->shipping_method, ==, "Standard");
    g_assert_cmpstr(order->note, ==, "Ring twice,\nplease\ngift: yes\nfrom: \"Bo\"");
    g_assert_cmpint(order->first_row, ==, 2);
    g_assert_cmpint(order->rows, ==, 3);
}

static void test_people(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    struct incoming_order *order = order_at(all, 0);
    g_assert_cmpstr(order->billing.name, ==, "Ana Example");
    g_assert_cmpstr(order->billing.address1, ==, "12 Sample St"); // not "12 Sample St, Apt 4"
    g_assert_cmpstr(order->billing.address2, ==, "Apt 4");
    g_assert_cmpstr(order->billing.zip, ==, "01109"); // without the guard
    g_assert_cmpstr(order->billing.phone, ==, "+1 555 0100");
    g_assert_cmpstr(order->billing.email, ==, "ana1012@example.com");
    g_assert_cmpstr(order->delivery.name, ==, "Bo Example");
    g_assert_cmpstr(order->delivery.zip, ==, "46176");
    struct incoming_order *counter = order_at(all, 3);
    g_assert_null(counter->delivery.name);
    g_assert_null(counter->delivery.address1);
    g_assert_null(counter->delivery.country);
    g_assert_false(incoming_order_is_held(counter));
}

static void test_payments(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    struct incoming_order *order = order_at(all, 0);
    g_assert_cmpuint(order->payments->len, ==, 3);
    g_assert_cmpstr(payment_at(order, 0)->method, ==, "Shop Cash");
    g_assert_cmpstr(payment_at(order, 1)->method, ==, "Shopify Payments");
    g_assert_null(payment_at(order, 2)->method);
    g_assert_cmpstr(payment_at(order, 0)->reference, ==, "r-one"); // not the singular column
    g_assert_cmpstr(payment_at(order, 1)->reference, ==, "r-two");
    g_assert_null(payment_at(order, 2)->reference);
    g_assert_cmpstr(payment_at(order, 2)->id, ==, "p3");
    g_assert_cmpint(payment_at(order, 0)->amount, ==, -1);
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Payment Reference", "a + b", "Payment Method", "PayPal", NULL);
    g_autoptr(import_result) one = read_text(sheet->str);
    g_assert_cmpuint(order_at(one, 0)->payments->len, ==, 2);
    g_assert_cmpstr(payment_at(order_at(one, 0), 1)->reference, ==, "b");
    g_assert_cmpstr(payment_at(order_at(one, 0), 1)->method, ==, "PayPal");
    g_assert_cmpuint(order_at(all, 6)->payments->len, ==, 0);
}

// The discount of the order reaches the lines to the cent: 6.22 over 39.80, 12.50 and 9.90.
static void test_discount(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    struct incoming_order *order = order_at(all, 0);
    g_assert_cmpint(line_at(order, 0)->discount, ==, 398);
    g_assert_cmpint(line_at(order, 1)->discount, ==, 125);
    g_assert_cmpint(line_at(order, 2)->discount, ==, 99);
    struct incoming_order *mixed = order_at(all, 8); // 4.00 stand on a line, 6.00 do not
    g_assert_cmpint(line_at(mixed, 0)->discount + line_at(mixed, 1)->discount, ==, 1000);
    g_assert_cmpint(line_at(mixed, 0)->discount, ==, 400 + 386);
}

static void test_same_sku_twice(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    struct incoming_order *order = order_at(all, 0);
    g_assert_cmpuint(order->lines->len, ==, 3);
    g_assert_cmpstr(line_at(order, 1)->sku, ==, "TIN-1");
    g_assert_cmpstr(line_at(order, 2)->sku, ==, "TIN-1");
    g_assert_cmpint(line_at(order, 1)->price, ==, 1250);
    g_assert_cmpint(line_at(order, 2)->price, ==, 990);
    g_assert_cmpstr(line_at(order, 0)->name, ==, "Kettle, \"Classic\" 1.5 l");
}

static void test_tip_gift_service(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    struct incoming_order *order = order_at(all, 1);
    g_assert_cmpint(line_at(order, 0)->kind, ==, LINE_GOODS);
    g_assert_cmpint(line_at(order, 1)->price, ==, 0);
    g_assert_cmpint(line_at(order, 2)->kind, ==, LINE_SERVICE);
    g_assert_cmpint(line_at(order, 3)->kind, ==, LINE_TIP);
    g_assert_cmpint(order->tips, ==, 300);
    g_assert_cmpint(order->subtotal, ==, 4500);
    g_assert_false(incoming_order_is_held(order));
}

// A shop may sell tips for billiard cues: they have a maker or a number.
static void test_goods_called_tip(void)
{
    static const char *const blank[] = {"Lineitem sku", "Vendor"};
    for (size_t i = 0; i < G_N_ELEMENTS(blank); i++) {
        g_autoptr(GString) sheet = sheet_new();
        add_row(sheet, true, "Lineitem name", "Tip", blank[i], "", NULL);
        g_autoptr(import_result) all = read_text(sheet->str);
        g_assert_cmpint(line_at(order_at(all, 0), 0)->kind, ==, LINE_GOODS);
    }
}

static void test_taxes(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    struct incoming_order *order = order_at(all, 0);
    g_assert_cmpuint(order->taxes->len, ==, 3); // two columns and what they lack of 4.20
    struct incoming_tax *taxes = (struct incoming_tax *)(void *)order->taxes->data;
    g_assert_cmpstr(taxes[0].name, ==, "MA State Tax 6.25%");
    g_assert_cmpint(taxes[0].amount, ==, 350);
    g_assert_null(taxes[2].name);
    g_assert_cmpint(taxes[2].amount, ==, 20);
    struct incoming_order *inside = order_at(all, 2);
    g_assert_true(inside->tax_included);
    g_assert_cmpint(inside->tax, ==, 1995);
    g_assert_cmpint(inside->placed_offset, ==, 120);
    g_assert_cmpstr(inside->delivery.address1, ==, "Müllerstraße 1");
    g_assert_cmpint(order_at(all, 6)->duties, ==, 310);
}

static void test_states(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    g_assert_cmpint(order_at(all, 4)->paid, ==, PAID_VOID);
    g_assert_cmpint(order_at(all, 4)->cancelled_at, ==, 1748790000000);
    g_assert_cmpint(order_at(all, 5)->paid, ==, PAID_REFUNDED_PARTLY);
    g_assert_cmpint(order_at(all, 5)->refunded, ==, 2000);
    g_assert_cmpstr(line_at(order_at(all, 5), 0)->fulfilment, ==, "fulfilled");
    g_assert_cmpint(order_at(all, 7)->outstanding, ==, 1250);
    g_assert_cmpint(order_at(all, 7)->paid, ==, PAID_PARTLY);
    g_assert_nonnull(strstr(message_of(order_at(all, 7)), "12.50 USD are outstanding"));
    g_autoptr(import_result) odd = read_one("Financial Status", "on the way");
    g_assert_true(incoming_order_is_held(order_at(odd, 0)));
    g_assert_false(order_at(odd, 0)->rejected);
    g_autoptr(import_result) refunded = read_one("Financial Status", "partially_refunded");
    g_assert_true(incoming_order_is_held(order_at(refunded, 0)));
}

static void test_variants(void)
{
    g_autoptr(import_result) old = read_file("shopify-47-columns.csv");
    g_assert_no_error(old->error);
    g_assert_cmpuint(old->orders->len, ==, 9);
    g_assert_cmpstr(order_at(old, 0)->external_id, ==, "#1012"); // no Id column: the name
    g_autoptr(import_result) people = read_file("shopify-without-people.csv");
    g_assert_cmpuint(people->orders->len, ==, 9);
    g_assert_null(order_at(people, 0)->billing.name);
    g_autoptr(import_result) more = read_file("shopify-prepended-column.csv");
    g_assert_cmpuint(more->orders->len, ==, 1);
    GPtrArray *extra = order_at(more, 0)->extra;
    g_assert_cmpstr(g_ptr_array_index(extra, 0), ==, "Variant");
    g_assert_cmpstr(g_ptr_array_index(extra, 1), ==, "x-0");
    g_autoptr(import_result) none = read_text("Name,Email\n#1,x\n");
    g_assert_true(tote_error_is(none->error, TOTE_IMPORT_HEADER));
    g_assert_nonnull(strstr(none->error->message, "Lineitem quantity"));
}

static void test_without_currency(void)
{
    const char *text = "Name,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,"
                       "Lineitem price\n#1,paid,5,2025-01-01,1,Cup,5\n";
    g_autoptr(import_result) none = read_text(text);
    g_assert_true(tote_error_is(none->error, TOTE_IMPORT_HEADER));
    struct channel_options yen = {.currency = "JPY"};
    g_autoptr(import_result) all = read_all(
        channel_open_memory(channel_find("shopify"), text, strlen(text), &yen, NULL), NULL);
    g_assert_cmpint(order_at(all, 0)->total, ==, 5);
    g_assert_cmpint(order_at(all, 0)->subtotal, ==, 5); // no such column: counted
    g_assert_false(incoming_order_is_held(order_at(all, 0)));
}

static void test_split(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Subtotal", "20.00", "Total", "20.00", NULL);
    add_row(sheet, true, "Name", "#2", "Id", "44", NULL);
    add_row(sheet, false, "Name", "#1", "Lineitem quantity", "1", "Lineitem name", "Pot",
            "Lineitem price", "10.00", NULL);
    add_row(sheet, false, "Name", "#9", "Lineitem quantity", "1", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    g_assert_cmpuint(all->orders->len, ==, 4);
    check_accounted(all);
    g_assert_true(incoming_order_is_held(order_at(all, 0))); // its sum lacks the stray row
    g_assert_false(incoming_order_is_held(order_at(all, 1)));
    struct incoming_order *stray = order_at(all, 2);
    g_assert_true(stray->continues && stray->rejected);
    g_assert_true(has_problem(stray, TOTE_IMPORT_SPLIT));
    g_assert_cmpstr(stray->external_id, ==, "4410000000007");
    g_assert_cmpint(stray->first_row, ==, 4);
    g_assert_cmpstr(order_at(all, 3)->external_id, ==, ""); // never seen
}

static void test_same_name_two_shops(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, NULL);
    add_row(sheet, true, "Id", "55", NULL);
    add_row(sheet, true, "Id", "", NULL);
    add_row(sheet, true, "Id", "", "Name", "#3", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    check_accounted(all);
    g_assert_cmpuint(all->orders->len, ==, 3);
    g_assert_cmpstr(order_at(all, 1)->external_id, ==, "55");
    g_assert_cmpint(order_at(all, 1)->rows, ==, 2);
    g_assert_true(order_at(all, 2)->rejected); // an order without an id
    g_assert_true(has_problem(order_at(all, 2), TOTE_IMPORT_MISSING));
}

static void test_rows_alone(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, false, "Lineitem quantity", "1", NULL);
    add_row(sheet, true, NULL);
    add_row(sheet, false, "Name", "Name", "Lineitem quantity", "Lineitem quantity", NULL);
    add_row(sheet, true, "Name", "#2", "Id", "3", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    g_assert_cmpuint(all->orders->len, ==, 2);
    g_assert_cmpint(all->alone, ==, 2);
    check_accounted(all);
    g_assert_cmpuint(all->problems->len, ==, 2);
    struct incoming_problem *problem = g_ptr_array_index(all->problems, 1);
    g_assert_cmpint(problem->row, ==, 4);
    g_assert_null(problem->order);
}

static void test_bad_cells(void)
{
    static const struct {
        const char *column, *value;
        enum tote_code code;
    } cases[] = {
        {"Lineitem quantity", "0", TOTE_IMPORT_VALUE},
        {"Lineitem quantity", "-1", TOTE_IMPORT_VALUE},
        {"Lineitem quantity", "1.5", TOTE_IMPORT_VALUE},
        {"Lineitem quantity", "", TOTE_IMPORT_MISSING},
        {"Lineitem quantity", "one", TOTE_IMPORT_VALUE},
        {"Lineitem quantity", "99999999999999999999", TOTE_IMPORT_VALUE},
        {"Lineitem price", "", TOTE_IMPORT_MISSING},
        {"Lineitem price", "free", TOTE_IMPORT_VALUE},
        {"Lineitem price", "-10.00", TOTE_IMPORT_VALUE},
        {"Lineitem discount", "10.01", TOTE_IMPORT_VALUE},
        {"Lineitem discount", "-1", TOTE_IMPORT_VALUE},
        {"Total", "", TOTE_IMPORT_MISSING},
        {"Total", "ten", TOTE_IMPORT_VALUE},
        {"Currency", "euro", TOTE_IMPORT_VALUE},
        {"Currency", "", TOTE_IMPORT_VALUE},
        {"Created at", "", TOTE_IMPORT_MISSING},
        {"Created at", "yesterday", TOTE_IMPORT_VALUE},
        {"Cancelled at", "2025-02-30 00:00:00 +0000", TOTE_IMPORT_VALUE},
        {"Created at", "11/10/24 09:17", TOTE_IMPORT_SPREADSHEET},
        {"Lineitem sku", "5.27763E+12", TOTE_IMPORT_SPREADSHEET},
        {"Lineitem requires shipping", "TRUE", TOTE_IMPORT_SPREADSHEET},
        {"Lineitem taxable", "FALSE", TOTE_IMPORT_SPREADSHEET},
        {"Billing Phone", "1.55501E+10", TOTE_IMPORT_SPREADSHEET},
        {"Payment References", "1.2E+15", TOTE_IMPORT_SPREADSHEET},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(import_result) all = read_one(cases[i].column, cases[i].value);
        g_assert_no_error(all->error);
        if (!order_at(all, 0)->rejected || !has_problem(order_at(all, 0), cases[i].code))
            g_error("%s = \"%s\" was let in", cases[i].column, cases[i].value);
        g_assert_nonnull(strstr(message_of(order_at(all, 0)), *cases[i].value ? "\"" : ""));
    }
}

// A bad row takes its order with it and no other.
static void test_bad_row_spares_the_rest(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, NULL);
    add_row(sheet, false, "Name", "#1", "Lineitem quantity", "x", "Lineitem name", "Pot",
            "Lineitem price", "1", NULL);
    add_row(sheet, true, "Name", "#2", "Id", "2", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    check_accounted(all);
    g_assert_true(order_at(all, 0)->rejected);
    struct incoming_problem *problem = g_ptr_array_index(order_at(all, 0)->problems, 0);
    g_assert_cmpint(problem->row, ==, 3);
    g_assert_cmpstr(problem->order, ==, "#1");
    g_assert_false(incoming_order_is_held(order_at(all, 1)));
}

static void test_damaged_ids(void)
{
    g_autoptr(import_result) first = read_one("Id", "5.27763E+12");
    g_assert_true(tote_error_is(first->error, TOTE_IMPORT_SPREADSHEET));
    g_assert_nonnull(strstr(first->error->message, "5.27763E+12"));
    g_assert_cmpuint(first->orders->len, ==, 0);
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, NULL);
    add_row(sheet, true, "Id", "5.27763E+12", "Name", "#2", NULL);
    g_autoptr(import_result) later = read_text(sheet->str);
    g_assert_cmpuint(later->orders->len, ==, 2);
    g_assert_true(order_at(later, 1)->rejected);
}

static void test_totals(void)
{
    g_autoptr(import_result) subtotal = read_one("Subtotal", "10.01");
    g_assert_true(has_problem(order_at(subtotal, 0), TOTE_IMPORT_TOTALS));
    g_assert_true(incoming_order_is_held(order_at(subtotal, 0)));
    g_assert_false(order_at(subtotal, 0)->rejected);
    g_assert_nonnull(strstr(message_of(order_at(subtotal, 0)), "10.01 EUR"));
    g_autoptr(import_result) total = read_one("Total", "9.99");
    g_assert_true(has_problem(order_at(total, 0), TOTE_IMPORT_TOTALS));
    g_autoptr(import_result) tax = read_one("Taxes", "1.60"); // inside the price
    g_assert_false(incoming_order_is_held(order_at(tax, 0)));
    g_assert_true(order_at(tax, 0)->tax_included);
    g_autoptr(import_result) huge = read_one("Lineitem price", "92233720368547758.07");
    g_assert_true(incoming_order_is_held(order_at(huge, 0)));
    g_autoptr(import_result) shipping = read_one("Shipping", "92233720368547758.07");
    g_assert_true(incoming_order_is_held(order_at(shipping, 0)));
}

static void test_no_lines(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Lineitem quantity", "", "Lineitem name", "", "Lineitem price", "",
            "Lineitem sku", "", "Subtotal", "0.00", "Total", "0.00", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    g_assert_cmpuint(order_at(all, 0)->lines->len, ==, 0);
    g_assert_true(incoming_order_is_held(order_at(all, 0)));
    g_assert_false(order_at(all, 0)->rejected);
}

static void test_extra_and_ragged(void)
{
    g_autoptr(import_result) all = read_one("Extra", "blue");
    g_assert_cmpuint(order_at(all, 0)->extra->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(order_at(all, 0)->extra, 0), ==, "Extra");
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, NULL);
    sheet->str[sheet->len - 1] = ',';
    g_string_append(sheet, ",left over\n");
    g_autoptr(import_result) ragged = read_text(sheet->str);
    g_assert_true(has_problem(order_at(ragged, 0), TOTE_IMPORT_RAGGED));
    g_assert_false(incoming_order_is_held(order_at(ragged, 0)));
    g_assert_cmpstr(g_ptr_array_index(order_at(ragged, 0)->extra, 0), ==, "column 30");
    g_assert_cmpstr(g_ptr_array_index(order_at(ragged, 0)->extra, 1), ==, "left over");
}

static void test_cards_masked(void)
{
    static const char *const places[] = {"Notes", "Payment Method", "Payment References",
                                         "Extra", "Lineitem name",  "Vendor"};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autoptr(import_result) all = read_one(places[i], "card 4242 4242-4242 4242 12/27");
        struct incoming_order *order = order_at(all, 0);
        g_assert_true(has_problem(order, TOTE_IMPORT_VALUE));
        g_assert_false(incoming_order_is_held(order));
        const char *texts[] = {order->note ? order->note : "", line_at(order, 0)->name,
                               line_at(order, 0)->vendor};
        for (size_t j = 0; j < G_N_ELEMENTS(texts); j++)
            g_assert_null(strstr(texts[j], "4242 4242"));
        for (guint j = 0; j < order->payments->len; j++)
            g_assert_null(strstr(payment_at(order, j)->method ? payment_at(order, j)->method
                                                              : payment_at(order, j)->reference,
                                 "4242 4242"));
        for (guint j = 0; j < order->extra->len; j++)
            g_assert_null(strstr(g_ptr_array_index(order->extra, j), "4242 4242"));
    }
    // In place of an SKU nobody knows what was ordered; an EAN is none, whatever its sums are.
    g_autoptr(import_result) sku = read_one("Lineitem sku", "4111-1111-1111-1111");
    g_assert_true(incoming_order_is_held(order_at(sku, 0)));
    g_assert_cmpstr(line_at(order_at(sku, 0), 0)->sku, ==, "****-****-****-1111");
    g_assert_null(strstr(message_of(order_at(sku, 0)), "4111"));
    g_autoptr(import_result) ean = read_one("Lineitem sku", "4006381333931");
    g_assert_false(incoming_order_is_held(order_at(ean, 0)));
    g_autoptr(import_result) refused = read_one("Lineitem quantity", "4111111111111111");
    g_assert_null(strstr(message_of(order_at(refused, 0)), "411111"));
}

static void test_progress(void)
{
    g_autofree char *path =
        g_test_build_filename(G_TEST_DIST, "data", "shopify-79-columns.csv", NULL);
    g_autoptr(channel_reader) reader = channel_open(channel_find("shopify"), path, NULL, NULL);
    g_assert_cmpint(channel_bytes_total(reader), >, 4000);
    struct incoming_order *order = NULL;
    while (channel_next(reader, &order, NULL) && order)
        incoming_order_free(order);
    g_assert_cmpint(channel_bytes_read(reader), ==, channel_bytes_total(reader));
    g_assert_true(channel_next(reader, &order, NULL) && !order);
    g_assert_null(channel_find("nowhere"));
    g_assert_true(channel_list()[0] == channel_find(channel_list()[0]->name));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shopify/file", test_file);
    g_test_add_func("/shopify/order", test_order);
    g_test_add_func("/shopify/people", test_people);
    g_test_add_func("/shopify/payments", test_payments);
    g_test_add_func("/shopify/discount", test_discount);
    g_test_add_func("/shopify/same-sku-twice", test_same_sku_twice);
    g_test_add_func("/shopify/tip-gift-service", test_tip_gift_service);
    g_test_add_func("/shopify/goods-called-tip", test_goods_called_tip);
    g_test_add_func("/shopify/taxes", test_taxes);
    g_test_add_func("/shopify/states", test_states);
    g_test_add_func("/shopify/variants", test_variants);
    g_test_add_func("/shopify/without-currency", test_without_currency);
    g_test_add_func("/shopify/split", test_split);
    g_test_add_func("/shopify/same-name-two-shops", test_same_name_two_shops);
    g_test_add_func("/shopify/rows-alone", test_rows_alone);
    g_test_add_func("/shopify/bad-cells", test_bad_cells);
    g_test_add_func("/shopify/bad-row-spares-the-rest", test_bad_row_spares_the_rest);
    g_test_add_func("/shopify/damaged-ids", test_damaged_ids);
    g_test_add_func("/shopify/totals", test_totals);
    g_test_add_func("/shopify/no-lines", test_no_lines);
    g_test_add_func("/shopify/extra-and-ragged", test_extra_and_ragged);
    g_test_add_func("/shopify/cards-masked", test_cards_masked);
    g_test_add_func("/shopify/progress", test_progress);
    return g_test_run();
}
