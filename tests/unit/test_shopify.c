// SPDX-License-Identifier: Apache-2.0
// Shopify's order export: what a good file says, in all its variants.
#include <string.h>

#include "shopify_sheet.h"

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
        g_assert_cmpuint(strlen(order->hash), ==, 32);
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
    // Of one that was cancelled nothing is sent: nobody has to look.
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Financial Status", "partially_refunded", "Cancelled at",
            "2026-11-24 14:32:00 +0100", NULL);
    g_autoptr(import_result) cancelled = read_text(sheet->str);
    g_assert_cmpint(order_at(cancelled, 0)->cancelled_at, >, 0);
    g_assert_cmpuint(order_at(cancelled, 0)->problems->len, ==, 0);
}

// Money that is only promised is not there: nothing is sent for it.
static void test_paid(void)
{
    static const struct {
        const char *word;
        enum incoming_paid paid;
    } rows[] = {
        {"paid", PAID_YES},          {"pending", PAID_NO},
        {"authorized", PAID_NO},     {"unpaid", PAID_NO},
        {"expired", PAID_NO},        {"partially_paid", PAID_PARTLY},
        {"refunded", PAID_REFUNDED}, {"partially_refunded", PAID_REFUNDED_PARTLY},
        {"voided", PAID_VOID},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(import_result) all = read_one("Financial Status", rows[i].word);
        g_assert_cmpint(order_at(all, 0)->paid, ==, rows[i].paid);
    }
}

// An order of two lines with what it, its date and they say of shipping.
static struct result *read_two(const char *word, const char *date, const char *first,
                               const char *second)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Fulfillment Status", word, "Fulfilled at", date,
            "Lineitem fulfillment status", first, "Subtotal", "20.00", "Total", "20.00", NULL);
    add_row(sheet, false, "Name", "#1", "Lineitem quantity", "1", "Lineitem name", "Mug",
            "Lineitem price", "10.00", "Lineitem fulfillment status", second, NULL);
    return read_text(sheet->str);
}

// What an order is by its word, its date and its lines, each with each: n(othing left), p(art),
// a(ll) or ? for a person.
static void test_shipped_grid(void)
{
    static const char *const lines[][2] = {{"", ""},
                                           {"pending", "pending"},
                                           {"pending", ""},
                                           {"fulfilled", "pending"},
                                           {"", "fulfilled"},
                                           {"partial", "pending"},
                                           {"partial", "partial"},
                                           {"fulfilled", "fulfilled"}};
    static const struct {
        const char *word, *date, *is;
    } orders[] = {{"", "", "nnnpppp?"},
                  {"", "2025-11-25", "a??ppppa"},
                  {"unfulfilled", "", "nnnpppp?"},
                  {"unfulfilled", "2025-11-25", "????????"},
                  {"partial", "", "p??pppp?"},
                  {"partial", "2025-11-25", "p??pppp?"},
                  {"fulfilled", "", "a??ppppa"},
                  {"fulfilled", "2025-11-25", "a??ppppa"}};
    static const char letters[] = {
        [SHIPPED_NO] = 'n', [SHIPPED_PARTLY] = 'p', [SHIPPED_WHOLE] = 'a', [SHIPPED_UNCLEAR] = '?'};
    for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
        g_autoptr(GString) is = g_string_new(NULL);
        for (size_t k = 0; k < G_N_ELEMENTS(lines); k++) {
            g_autoptr(import_result) all =
                read_two(orders[i].word, orders[i].date, lines[k][0], lines[k][1]);
            g_string_append_c(is, letters[order_at(all, 0)->shipped]);
        }
        g_assert_cmpstr(is->str, ==, orders[i].is);
    }
}

// An order that contradicts itself or has an unknown word is looked at; nothing is sent on a guess.
static void test_shipped(void)
{
    static const struct {
        const char *order, *date, *first, *second;
        enum incoming_shipped shipped;
        bool held;
    } rows[] = {
        {"", "", "", "", SHIPPED_NO, false},
        {"unfulfilled", "", "pending", "pending", SHIPPED_NO, false},
        {"fulfilled", "2025-11-25", "fulfilled", "fulfilled", SHIPPED_WHOLE, false},
        {"Fulfilled", "", "", "", SHIPPED_WHOLE, false},
        {"", "2025-11-25", "", "", SHIPPED_WHOLE, false},
        {"partial", "2025-11-25", "fulfilled", "pending", SHIPPED_PARTLY, false},
        {"fulfilled", "", "pending", "pending", SHIPPED_UNCLEAR, true},
        {"fulfilled", "2025-11-25", "pending", "pending", SHIPPED_UNCLEAR, true},
        {"", "", "fulfilled", "fulfilled", SHIPPED_UNCLEAR, true},
        {"unfulfilled", "2025-11-25", "pending", "pending", SHIPPED_UNCLEAR, true},
        {"partial", "", "pending", "pending", SHIPPED_UNCLEAR, true},
        {"restocked", "", "pending", "pending", SHIPPED_UNCLEAR, true},
        {"on_hold", "", "pending", "pending", SHIPPED_UNCLEAR, true},
        {"unfulfilled", "", "pending", "restocked", SHIPPED_UNCLEAR, true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(import_result) all =
            read_two(rows[i].order, rows[i].date, rows[i].first, rows[i].second);
        g_assert_cmpint(order_at(all, 0)->shipped, ==, rows[i].shipped);
        g_assert_cmpint(incoming_order_is_held(order_at(all, 0)), ==, rows[i].held);
        bool sent = rows[i].shipped == SHIPPED_PARTLY;
        g_assert_cmpint(line_at(order_at(all, 0), 0)->kind, ==, sent ? LINE_ELSEWHERE : LINE_GOODS);
        g_assert_cmpint(line_at(order_at(all, 0), 1)->kind, ==, LINE_GOODS);
    }
    g_autoptr(import_result) refund = read_one("Refunded Amount", "3.00");
    g_assert_cmpstr(message_of(order_at(refund, 0)), ==,
                    "The order is \"paid\", but 3.00 EUR were refunded; see in the shop what is "
                    "still to be sent");
    g_assert_true(incoming_order_is_held(order_at(refund, 0)));
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

// Columns that add up to the tax of the order are all its taxes: no other one is made up.
static void test_taxes_agree(void)
{
    g_autoptr(import_result) all = read_file("shopify-79-columns.csv");
    struct incoming_order *inside = order_at(all, 2);
    g_assert_cmpuint(inside->taxes->len, ==, 1);
    const struct incoming_tax *only = (const void *)inside->taxes->data;
    g_assert_cmpint(only->amount, ==, inside->tax);
}

static struct result *read_taxes(const char *tax, const char *by_name)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Taxes", tax, "Total", "11.60", "Shipping", "1.60", "Tax 1 Name", "VAT",
            "Tax 1 Value", by_name, NULL);
    return read_text(sheet->str);
}

// Taxes that do not come to their sum are told; the total says what was paid, so nothing waits.
static void test_taxes_differ(void)
{
    static const char *const cases[][2] = {{"1.60", "1.20"}, {"1.60", "1.90"}, {"0.00", "0.40"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(import_result) all = read_taxes(cases[i][0], cases[i][1]);
        const struct incoming_order *order = order_at(all, 0);
        g_autofree char *told =
            g_strdup_printf("The taxes by name come to %s EUR, column \"Taxes\" says %s EUR",
                            cases[i][1], cases[i][0]);
        g_assert_cmpuint(order->problems->len, ==, 1);
        g_assert_cmpstr(message_of(order), ==, told);
        g_assert_cmpint(((struct incoming_problem *)order->problems->pdata[0])->row, ==, 2);
        g_assert_false(incoming_order_is_held(order));
        g_assert_true(incoming_order_differs(order)); // for the log
    }
    static const char *const fine[][2] = {{"1.60", "1.60"}, {"1.60", ""}};
    for (size_t i = 0; i < G_N_ELEMENTS(fine); i++) {
        g_autoptr(import_result) all = read_taxes(fine[i][0], fine[i][1]);
        g_assert_cmpuint(order_at(all, 0)->problems->len, ==, 0);
    }
}

// More taxes than there are columns may lack some.
static void test_six_taxes(void)
{
    static const char text[] =
        "Name,Financial Status,Currency,Subtotal,Taxes,Total,Created at,Lineitem quantity,Lineitem "
        "name,Lineitem price,Tax 1 Value,Tax 2 Value,Tax 3 Value,Tax 4 Value,Tax 5 Value\n"
        "#1,paid,EUR,10,6,16,2025-01-01,1,Cup,10,1,1,1,1,1\n";
    g_autoptr(import_result) all = read_text(text);
    g_assert_cmpuint(order_at(all, 0)->problems->len, ==, 0);
    g_assert_cmpuint(order_at(all, 0)->taxes->len, ==, 6);
}

// A file without "Taxes" says by name what the tax of an order is, on top or inside.
static void test_taxes_by_name_only(void)
{
    static const struct {
        const char *total;
        bool inside;
    } cases[] = {{"10", true}, {"11.60", false}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf(
            "Name,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem "
            "name,Lineitem price,Tax 1 Name,Tax 1 Value\n"
            "#1,paid,EUR,10,%s,2025-01-01,1,Cup,10,VAT,1.60\n",
            cases[i].total);
        g_autoptr(import_result) all = read_text(text);
        const struct incoming_order *order = order_at(all, 0);
        g_assert_cmpuint(order->problems->len, ==, 0);
        g_assert_cmpint(order->tax, ==, 160);
        g_assert_cmpuint(order->taxes->len, ==, 1);
        g_assert_cmpint(order->tax_included, ==, cases[i].inside);
    }
}

// What is still to be paid against what the payment state says.
static void test_outstanding(void)
{
    static const struct {
        const char *word, *due, *told; // NULL: both agree
        bool held;
    } rows[] = {
        {"paid", "", NULL, false},
        {"paid", "0.00", NULL, false},
        {"paid", "-3.00", NULL, false}, // the shop owes it
        {"paid", "4.00", "4.00 EUR", true},
        {"paid", "10.00", "10.00 EUR", false}, // not one payment is known there: the word counts
        {"pending", "10.00", NULL, false},
        {"pending", "4.00", "4.00 EUR", false},
        {"pending", "0.00", "0.00 EUR", false},
        {"authorized", "0.00", NULL, false},
        {"partially_paid", "4.00", NULL, false},
        {"partially_paid", "0.00", "0.00 EUR", false},
        {"partially_paid", "10.00", "10.00 EUR", false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) sheet = sheet_new();
        add_row(sheet, true, "Financial Status", rows[i].word, "Outstanding Balance", rows[i].due,
                NULL);
        g_autoptr(import_result) all = read_text(sheet->str);
        const struct incoming_order *order = order_at(all, 0);
        g_assert_cmpuint(order->problems->len, ==, rows[i].told ? 1 : 0);
        g_assert_cmpint(incoming_order_is_held(order), ==, rows[i].held);
        if (!rows[i].told)
            continue;
        g_autofree char *told = g_strdup_printf("\"Outstanding Balance\" says %s of 10.00 EUR, but "
                                                "\"Financial Status\" is \"%s\"; see in the shop "
                                                "what is paid",
                                                rows[i].told, rows[i].word);
        g_assert_cmpstr(message_of(order), ==, told);
    }
}

// What left the house, or is cancelled, waits for nothing.
static void test_outstanding_over(void)
{
    static const char *const over[][2] = {{"Cancelled at", "2025-11-25"},
                                          {"Fulfillment Status", "fulfilled"}};
    for (size_t i = 0; i < G_N_ELEMENTS(over); i++) {
        g_autoptr(GString) sheet = sheet_new();
        add_row(sheet, true, "Outstanding Balance", "4.00", over[i][0], over[i][1], NULL);
        g_autoptr(import_result) all = read_text(sheet->str);
        g_assert_cmpuint(order_at(all, 0)->problems->len, ==, 0);
    }
}

// Blanks around what a cell says are no part of it.
static void test_blanks(void)
{
    g_autoptr(import_result) sku = read_one("Lineitem sku", "  CUP-1 ");
    g_assert_cmpstr(line_at(order_at(sku, 0), 0)->sku, ==, "CUP-1");
    g_autoptr(import_result) paid = read_one("Financial Status", "  paid ");
    g_assert_cmpint(order_at(paid, 0)->paid, ==, PAID_YES);
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
    g_test_add_func("/shopify/paid", test_paid);
    g_test_add_func("/shopify/shipped-grid", test_shipped_grid);
    g_test_add_func("/shopify/shipped", test_shipped);
    g_test_add_func("/shopify/variants", test_variants);
    g_test_add_func("/shopify/without-currency", test_without_currency);
    g_test_add_func("/shopify/progress", test_progress);
    g_test_add_func("/shopify/taxes-agree", test_taxes_agree);
    g_test_add_func("/shopify/taxes-differ", test_taxes_differ);
    g_test_add_func("/shopify/six-taxes", test_six_taxes);
    g_test_add_func("/shopify/taxes-by-name-only", test_taxes_by_name_only);
    g_test_add_func("/shopify/outstanding", test_outstanding);
    g_test_add_func("/shopify/outstanding-over", test_outstanding_over);
    g_test_add_func("/shopify/blanks", test_blanks);
    return g_test_run();
}
