// SPDX-License-Identifier: Apache-2.0
// Shopify's order export: split orders, damage by spreadsheets, card numbers, every row accounted.
#include <string.h>

#include "shopify_sheet.h"

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

// What stands above an order's first row, or without a name among its rows, may be a line of it.
static void test_split_above(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, false, "Name", "#1", "Lineitem quantity", "2", "Lineitem name", "Gift",
            "Lineitem price", "0.00", NULL);
    add_row(sheet, true, NULL);
    add_row(sheet, true, "Name", "#2", "Id", "44", NULL);
    add_row(sheet, false, "Lineitem quantity", "1", "Lineitem name", "Gift", NULL);
    add_row(sheet, true, "Name", "#3", "Id", "45", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    check_accounted(all);
    g_assert_cmpuint(all->orders->len, ==, 4);
    g_assert_true(order_at(all, 0)->continues);
    g_assert_cmpstr(message_of(order_at(all, 0)), ==,
                    "The row goes on with order \"#1\", but does not stand with its rows; all of "
                    "them must stand together, the first one on top");
    for (guint i = 1; i < 4; i++) {
        g_assert_false(order_at(all, i)->rejected);
        g_assert_true(has_problem(order_at(all, i), TOTE_IMPORT_SPLIT) == (i < 3));
        g_assert_true(incoming_order_is_held(order_at(all, i)) == (i < 3));
    }
    g_assert_cmpuint(all->problems->len, ==, 1);
}

// A row of empty cells is nothing, wherever it stands.
static void test_empty_rows(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, false, NULL);
    add_row(sheet, true, "Subtotal", "20.00", "Total", "20.00", NULL);
    add_row(sheet, false, "Extra", " ", NULL);
    add_row(sheet, false, "Name", "#1", "Lineitem quantity", "1", "Lineitem name", "Pot",
            "Lineitem price", "10.00", NULL);
    add_row(sheet, false, NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    check_accounted(all);
    g_assert_cmpuint(all->orders->len, ==, 1);
    g_assert_cmpuint(all->problems->len, ==, 0);
    g_assert_cmpuint(order_at(all, 0)->lines->len, ==, 2);
    g_assert_cmpuint(order_at(all, 0)->problems->len, ==, 0);
}

// Held, but not rejected, with this sentence.
static void holds(const char *column, const char *value, const char *sentence)
{
    g_autoptr(import_result) all = read_one(column, value);
    struct incoming_order *order = order_at(all, 0);
    g_assert_false(order->rejected);
    g_assert_true(incoming_order_is_held(order));
    g_assert_cmpstr(message_of(order), ==, sentence);
}

static void test_contradicting_money(void)
{
    holds("Shipping", "-2.00",
          "\"-2.00\" in column \"Shipping\" is an amount below zero (in EUR); see in the shop what "
          "the customer paid");
    holds("Refunded Amount", "-3.00",
          "\"-3.00\" in column \"Refunded Amount\" is an amount below zero (in EUR); see in the "
          "shop what the customer paid");
    holds("Lineitem discount", "5.00",
          "The discounts of the lines come to 5.00 EUR, the discount of the order says 0.00 EUR");
}

// Yen have nothing behind the point; "1.000" may be a thousand of them.
static void test_more_digits(void)
{
    static const char *const cases[][2] = {
        {"10.50", "\"10.50\" in column \"Shipping\" has more digits behind the point than JPY has; "
                  "see in the shop what the customer paid"},
        {"1.000", "\"1.000\" in column \"Shipping\" reads two ways: as thousands, or with more "
                  "digits behind the point than JPY has"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) sheet = sheet_new();
        add_row(sheet, true, "Currency", "JPY", "Subtotal", "10", "Total", "10", "Lineitem price",
                "10", "Shipping", cases[i][0], NULL);
        g_autoptr(import_result) all = read_text(sheet->str);
        g_assert_cmpstr(message_of(order_at(all, 0)), ==, cases[i][1]);
    }
}

static void test_needs_no_shipping(void)
{
    static const struct {
        const char *cell;
        enum incoming_line_kind kind;
    } cases[] = {{"false", LINE_SERVICE}, {"no", LINE_SERVICE}, {"0", LINE_SERVICE},
                 {"No ", LINE_SERVICE},   {"yes", LINE_GOODS},  {"1", LINE_GOODS},
                 {"", LINE_GOODS}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(import_result) all = read_one("Lineitem requires shipping", cases[i].cell);
        g_assert_cmpint(line_at(order_at(all, 0), 0)->kind, ==, cases[i].kind);
    }
}

// A word that is neither: its goods are goods, the order waits for somebody who looks.
static void test_unknown_flag(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Subtotal", "20.00", "Total", "20.00", NULL);
    add_row(sheet, false, "Name", "#1", "Lineitem quantity", "1", "Lineitem name", "Pot",
            "Lineitem price", "10.00", "Lineitem requires shipping", "vielleicht", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    struct incoming_order *order = order_at(all, 0);
    g_assert_cmpint(line_at(order, 1)->kind, ==, LINE_GOODS);
    g_assert_true(incoming_order_is_held(order));
    g_assert_false(order->rejected);
    g_assert_cmpuint(order->problems->len, ==, 1);
    g_assert_cmpint(((struct incoming_problem *)order->problems->pdata[0])->row, ==, 3);
    g_assert_cmpstr(message_of(order), ==,
                    "\"vielleicht\" in column \"Lineitem requires shipping\" is neither true nor "
                    "false; see in the shop whether the line is to be sent");
    g_autoptr(import_result) told = read_one("Lineitem taxable", "perhaps");
    g_assert_cmpstr(message_of(order_at(told, 0)), ==,
                    "\"perhaps\" in column \"Lineitem taxable\" is neither true nor false");
    g_assert_false(incoming_order_is_held(order_at(told, 0)));
}

// However much there is to tell of an order that is taken in, all its lines are; what many rows say
// is told of the first.
static void test_many_told(void)
{
    enum { FIRST = 3 };
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Subtotal", "410.00", "Total", "410.00", NULL);
    for (int i = 0; i < 40; i++)
        add_row(sheet, false, "Name", "#1", "Lineitem quantity", "1", "Lineitem name", "Pot",
                "Lineitem price", "10.00", "Lineitem taxable", "perhaps",
                "Lineitem requires shipping", i % 2 ? "who knows" : "true", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    const struct incoming_order *order = order_at(all, 0);
    g_assert_cmpuint(order->lines->len, ==, 41);
    g_assert_cmpuint(order->problems->len, ==, 2);
    g_assert_cmpint(((struct incoming_problem *)order->problems->pdata[0])->row, ==, FIRST);
    g_assert_true(incoming_order_is_held(order));
}

// Where nothing can be sent nobody has to see what is still to be sent.
static void test_digital(void)
{
    static const char *const cases[][2] = {{"Fulfillment Status", "on_hold"},
                                           {"Financial Status", "partially_refunded"},
                                           {"Refunded Amount", "3.00"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) sheet = sheet_new();
        add_row(sheet, true, "Lineitem requires shipping", "false", cases[i][0], cases[i][1], NULL);
        g_autoptr(import_result) all = read_text(sheet->str);
        g_assert_cmpuint(order_at(all, 0)->problems->len, ==, 0);
        g_assert_cmpint(order_at(all, 0)->shipped, ==, SHIPPED_NO);
    }
}

// Digits that were guarded from a spreadsheet, and blanks that were pasted along.
static void test_guarded_sku(void)
{
    g_autoptr(import_result) all = read_one("Lineitem sku", "=\"\"00123\"\"");
    g_assert_cmpstr(line_at(order_at(all, 0), 0)->sku, ==, "00123");
    g_autoptr(import_result) blank = read_one("Lineitem sku", "\u00a0CUP\u00a0");
    g_assert_cmpstr(line_at(order_at(blank, 0), 0)->sku, ==, "CUP");
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
        {"Created at", "2126-11-24 14:32:00 +0100", TOTE_IMPORT_VALUE},
        {"Created at", "1999-12-31 23:59:59 +0000", TOTE_IMPORT_VALUE},
        {"Cancelled at", "2062-11-24 14:32:00 +0100", TOTE_IMPORT_VALUE},
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
// The sign of another currency: somebody has to see what the customer paid.
static void test_foreign_amounts(void)
{
    static const char *const cells[][2] = {
        {"Total", "$10.00"}, {"Lineitem price", "£10.00"}, {"Shipping", "0.00 kr"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        g_autoptr(import_result) all = read_one(cells[i][0], cells[i][1]);
        struct incoming_order *order = order_at(all, 0);
        g_assert_false(order->rejected);
        g_assert_true(incoming_order_is_held(order));
        g_assert_nonnull(strstr(message_of(order), "has the sign of another currency than EUR"));
        g_assert_cmpint(order->total, ==, 1000);
    }
    g_autoptr(import_result) own = read_one("Total", "€10.00");
    g_assert_false(incoming_order_is_held(order_at(own, 0)));
}

static void test_whole_quantity(void)
{
    static const struct {
        const char *cell;
        int64_t qty; // 0: refused
    } cells[] = {{"2", 2}, {"2.0", 2}, {"2,00", 2}, {"2.5", 0}, {"1.000", 0}, {"2 pcs", 0}};
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        g_autoptr(import_result) all = read_one("Lineitem quantity", cells[i].cell);
        struct incoming_order *order = order_at(all, 0);
        g_assert_cmpint(order->rejected, ==, !cells[i].qty);
        g_assert_true(order->rejected || line_at(order, 0)->qty == cells[i].qty);
    }
}

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
}

// An amount that nobody can mean keeps the order out, wherever it stands.
static void test_huge(void)
{
    static const char *const columns[] = {"Subtotal",    "Shipping",        "Taxes",
                                          "Total",       "Discount Amount", "Refunded Amount",

                                          "Tax 1 Value", "Lineitem price",  "Lineitem discount"};
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_autoptr(import_result) huge = read_one(columns[i], "92233720368547758.07");
        const struct incoming_order *order = order_at(huge, 0);
        g_test_message("%s", columns[i]);
        g_assert_true(order->rejected && has_problem(order, TOTE_IMPORT_VALUE));
        const struct incoming_problem *problem = g_ptr_array_index(order->problems, 0);
        g_autofree char *named = g_strdup_printf("in column \"%s\"", columns[i]);
        g_assert_cmpint(problem->row, ==, 2);
        g_assert_nonnull(strstr(problem->message, named));
    }
    g_autoptr(import_result) most = read_one("Total", "10000000000000.00");
    g_assert_false(order_at(most, 0)->rejected);
    g_autoptr(import_result) more = read_one("Total", "-10000000000000.01");
    g_assert_true(order_at(more, 0)->rejected);
}

// The most pieces of a line are named as they are.
static void test_most_pieces(void)
{
    g_autoptr(import_result) most = read_one("Lineitem quantity", "1000000001");
    g_assert_true(order_at(most, 0)->rejected);
    g_assert_nonnull(strstr(message_of(order_at(most, 0)), "from 1 to 1000000000 is needed"));
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
    g_assert_cmpstr(g_ptr_array_index(order_at(ragged, 0)->extra, 0), ==, "column 34");
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

// What was never goods is none that was sent elsewhere, whatever its line says.
static void test_service_of_a_part(void)
{
    g_autoptr(GString) sheet = sheet_new();
    add_row(sheet, true, "Fulfillment Status", "partial", "Lineitem fulfillment status",
            "fulfilled", "Subtotal", "30.00", "Total", "30.00", NULL);
    add_row(sheet, false, "Name", "#1", "Lineitem quantity", "1", "Lineitem name", "Mug",
            "Lineitem price", "10.00", "Lineitem fulfillment status", "pending", NULL);
    add_row(sheet, false, "Name", "#1", "Lineitem quantity", "1", "Lineitem name", "Engraving",
            "Lineitem price", "10.00", "Lineitem requires shipping", "false",
            "Lineitem fulfillment status", "fulfilled", NULL);
    g_autoptr(import_result) all = read_text(sheet->str);
    struct incoming_order *order = order_at(all, 0);
    g_assert_cmpint(order->shipped, ==, SHIPPED_PARTLY);
    g_assert_cmpint(line_at(order, 0)->kind, ==, LINE_ELSEWHERE);
    g_assert_cmpint(line_at(order, 1)->kind, ==, LINE_GOODS);
    g_assert_cmpint(line_at(order, 2)->kind, ==, LINE_SERVICE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/shopify/foreign-amounts", test_foreign_amounts);
    g_test_add_func("/shopify/whole-quantity", test_whole_quantity);
    g_test_add_func("/shopify/split", test_split);
    g_test_add_func("/shopify/split-above", test_split_above);
    g_test_add_func("/shopify/empty-rows", test_empty_rows);
    g_test_add_func("/shopify/contradicting-money", test_contradicting_money);
    g_test_add_func("/shopify/more-digits", test_more_digits);
    g_test_add_func("/shopify/needs-no-shipping", test_needs_no_shipping);
    g_test_add_func("/shopify/unknown-flag", test_unknown_flag);
    g_test_add_func("/shopify/many-told", test_many_told);
    g_test_add_func("/shopify/digital", test_digital);
    g_test_add_func("/shopify/guarded-sku", test_guarded_sku);
    g_test_add_func("/shopify/same-name-two-shops", test_same_name_two_shops);
    g_test_add_func("/shopify/rows-alone", test_rows_alone);
    g_test_add_func("/shopify/bad-cells", test_bad_cells);
    g_test_add_func("/shopify/bad-row-spares-the-rest", test_bad_row_spares_the_rest);
    g_test_add_func("/shopify/damaged-ids", test_damaged_ids);
    g_test_add_func("/shopify/totals", test_totals);
    g_test_add_func("/shopify/huge", test_huge);
    g_test_add_func("/shopify/most-pieces", test_most_pieces);
    g_test_add_func("/shopify/no-lines", test_no_lines);
    g_test_add_func("/shopify/extra-and-ragged", test_extra_and_ragged);
    g_test_add_func("/shopify/cards-masked", test_cards_masked);
    g_test_add_func("/shopify/service-of-a-part", test_service_of_a_part);
    return g_test_run();
}
