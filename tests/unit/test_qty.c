// SPDX-License-Identifier: Apache-2.0
// Quantities: what is read, what is refused and why, and the edges of 64 bits.
#include "qty.h"

#include "errors.h"

static void check_read(void)
{
    static const struct {
        const char *text;
        int64_t qty;
    } cases[] = {
        {"0", 0},
        {"7", 7},
        {"007", 7},
        {" 12 ", 12},
        {"1000000000", QTY_MAX},
        {"0000000000000000000000000001", 1},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        int64_t qty = -1;
        g_assert_true(qty_parse(cases[i].text, "qty", &qty, &error));
        g_assert_no_error(error);
        g_assert_cmpint(qty, ==, cases[i].qty);
    }
}

static void check_refused(void)
{
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"-3", "\"-3\" is negative; a quantity counts from 0"},
        {"1.5", "\"1.5\" is not a whole number of pieces"},
        {"1,000", "\"1,000\" is not a whole number of pieces"},
        {"4.00638E+12", "\"4.00638E+12\" is a number in exponent form, not a quantity"},
        {"+3", "\"+3\" is not a quantity; digits only"},
        {"six", "\"six\" is not a number"},
        {"...", "\"...\" is not a number"},
        {"1 2", "\"1 2\" is not a number"},
        {"1\x1b[2J", "\"1\\x1b[2J\" is not a number"},
        {"1000000000001", "\"1000000000001\" is more than a quantity can be (1 000 000 000)"},
        {"99999999999999999999999999",
         "\"99999999999999999999999999\" is more than a quantity can be (1 000 000 000)"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        int64_t qty = -5;
        g_assert_false(qty_parse(cases[i].text, "Quantity", &qty, &error));
        g_assert_error(error, TOTE_ERROR, TOTE_IMPORT_VALUE);
        g_assert_cmpstr(error->message, ==, cases[i].sentence);
        g_assert_cmpstr(tote_error_field(error), ==, "Quantity");
        g_assert_cmpint(qty, ==, -5);
    }
}

static void check_empty(void)
{
    int64_t qty = -5;
    g_autoptr(GError) error = NULL;
    g_assert_false(qty_parse(" ", "qty", &qty, &error));
    g_assert_error(error, TOTE_ERROR, TOTE_IMPORT_MISSING);
    g_assert_false(qty_parse(NULL, NULL, &qty, NULL));
    g_assert_cmpint(qty, ==, -5);
}

static void check_arithmetic(void)
{
    int64_t result = 1;
    g_assert_true(qty_add(2, 3, &result) && result == 5);
    g_assert_true(qty_sub(2, 3, &result) && result == -1);
    g_assert_true(qty_mul(-2, 3, &result) && result == -6);
    g_assert_false(qty_add(INT64_MAX, 1, &result));
    g_assert_false(qty_sub(INT64_MIN, 1, &result));
    g_assert_false(qty_mul(INT64_MAX, 2, &result));
    g_assert_cmpint(result, ==, -6);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/qty/read", check_read);
    g_test_add_func("/qty/refused", check_refused);
    g_test_add_func("/qty/empty", check_empty);
    g_test_add_func("/qty/arithmetic", check_arithmetic);
    return g_test_run();
}
