// SPDX-License-Identifier: Apache-2.0
// Amounts as people write them, checked sums, and splitting without losing a cent.
#include "money.h"

#include <locale.h>
#include <string.h>

#include "errors.h"

struct reading {
    const char *text, *currency;
    int64_t minor;
};

static void test_read(void)
{
    static const struct reading cases[] = {
        {"1234.50", "EUR", 123450},
        {"$1,234.50", "USD", 123450},
        {"1.234,50", "EUR", 123450},
        {"116,99 €", "EUR", 11699},
        {"USD 5", "USD", 500},
        {"5 USD", "USD", 500},
        {"(3.00)", "USD", -300},
        {"3.00-", "EUR", -300},
        {"-3.00", "EUR", -300},
        {"- $3.00", "USD", -300},
        {"($1,000.00)", "USD", -100000},
        {"+7", "EUR", 700},
        {"1299", "JPY", 1299},
        {"1,299", "JPY", 1299},
        {"1.234", "KWD", 1234},
        {"1,234", "KWD", 1234},
        {"1,234", "EUR", 123400},
        {"12,34", "EUR", 1234},
        {"0,234", "EUR", 23},
        {"1.234.567", "EUR", 123456700},
        {"10.799999999999999", "EUR", 1080},
        {"10.005", "EUR", 1001},
        {"-10.005", "EUR", -1001},
        {"10.0049", "EUR", 1000},
        {"1,29,900.00", "INR", 12990000},
        {"1'234.50", "CHF", 123450},
        {"1 234,50 kr", "SEK", 123450},
        {"1\xc2\xa0"
         "234,50\xc2\xa0€",
         "EUR", 123450},
        {"\xe2\x88\x92"
         "5,00",
         "EUR", -500},
        {".5", "EUR", 50},
        {"5.", "EUR", 500},
        {"0.00", "EUR", 0},
        {"92233720368547758.07", "EUR", INT64_MAX},
        {"99.5", "JPY", 100},
        {"£12.00", "GBP", 1200},
        {"  7.10 ", "EUR", 710},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct money amount = {0};
        g_autoptr(GError) error = NULL;
        money_parse(cases[i].text, cases[i].currency, "price", &amount, &error);
        g_assert_no_error(error);
        g_assert_cmpint(amount.minor, ==, cases[i].minor);
        g_assert_cmpstr(amount.currency, ==, cases[i].currency);
    }
}

static void test_refused(void)
{
    static const struct reading cases[] = {
        {"", "EUR"},
        {"free", "EUR"},
        {"1.2E+3", "EUR"},
        {"1,2,3", "EUR"},
        {"1,2,345", "EUR"},
        {"1.234.5.678,00", "EUR"},
        {"USD 5", "EUR"},
        {"5 €", "USD"},
        {"$5", "EUR"},
        {"£5", "EUR"},
        {"5 kr", "EUR"},
        {"¥500", "USD"},
        {"Rs. 5", "GBP"},
        {"--5", "EUR"},
        {"5 5", "EUR"},
        {"1.2.3", "EUR"},
        {"12,34.5,6", "EUR"},
        {"()", "EUR"},
        {"$", "USD"},
        {"1,,234.00", "EUR"},
        {"0x10", "EUR"},
        {"NaN", "EUR"},
        {"(-3)", "EUR"},
        {"92233720368547758.08", "EUR"},
        {"99999999999999999999", "EUR"},
        {".", "EUR"},
        {"1.000.00", "EUR"},
        {"1234,567.00", "EUR"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct money amount = {.minor = 42};
        g_autoptr(GError) error = NULL;
        bool read = money_parse(cases[i].text, cases[i].currency, "price", &amount, &error);
        if (read)
            g_error("\"%s\" was read as %" G_GINT64_FORMAT, cases[i].text, amount.minor);
        g_assert_true(tote_error_is(error, TOTE_IMPORT_VALUE));
        g_assert_cmpstr(tote_error_field(error), ==, "price");
        g_assert_cmpint(amount.minor, ==, 42);
    }
}

// The number is told where the sign is another currency's, and only there.
static void test_foreign(void)
{
    int64_t minor = 0;
    g_assert_true(money_parse_foreign("$1,234.50", "EUR", &minor));
    g_assert_cmpint(minor, ==, 123450);
    g_assert_false(money_parse_foreign("$5", "CAD", &minor));
    g_assert_false(money_parse_foreign("5", "EUR", &minor));
    g_assert_false(money_parse_foreign("$x", "EUR", &minor));
}

static void test_long_text_is_cut(void)
{
    g_autofree char *text = g_strnfill(5000, 'x');
    struct money amount;
    g_autoptr(GError) error = NULL;
    g_assert_false(money_parse(text, "EUR", NULL, &amount, &error));
    g_assert_cmpuint(strlen(error->message), <, 160);
}

static void test_sums(void)
{
    struct money a = money_of(INT64_MAX, "EUR"), b = money_of(1, "EUR"), sum = {.minor = 5};
    g_assert_false(money_add(a, b, &sum));
    g_assert_false(money_add(b, money_of(1, "USD"), &sum));
    g_assert_false(money_sub(money_of(INT64_MIN, "EUR"), b, &sum));
    g_assert_false(money_mul(a, 2, &sum));
    g_assert_cmpint(sum.minor, ==, 5);
    g_assert_true(money_add(b, b, &sum) && sum.minor == 2);
    g_assert_true(money_sub(b, a, &sum) && sum.minor == 1 - INT64_MAX);
    g_assert_true(money_mul(money_of(-3, "JPY"), 4, &sum) && sum.minor == -12);
    g_assert_cmpstr(sum.currency, ==, "JPY");
}

static void check_split(int64_t total, const int64_t *weights, const int64_t *wanted, size_t n)
{
    int64_t parts[8], sum = 0;
    g_assert_true(money_split(money_of(total, "EUR"), weights, n, parts));
    for (size_t i = 0; i < n; i++) {
        g_assert_cmpint(parts[i], ==, wanted[i]);
        sum += parts[i];
    }
    g_assert_cmpint(sum, ==, total);
}

static void test_split(void)
{
    check_split(100, (int64_t[]){1, 1, 1}, (int64_t[]){34, 33, 33}, 3);
    check_split(-100, (int64_t[]){1, 1, 1}, (int64_t[]){-34, -33, -33}, 3);
    check_split(10, (int64_t[]){0, 0, 0}, (int64_t[]){4, 3, 3}, 3);
    check_split(100, (int64_t[]){1, 0, 2}, (int64_t[]){33, 0, 67}, 3);
    check_split(1, (int64_t[]){1, 5, 4}, (int64_t[]){0, 1, 0}, 3);
    check_split(INT64_MAX, (int64_t[]){INT64_MAX, INT64_MAX},
                (int64_t[]){INT64_MAX / 2 + 1, INT64_MAX / 2}, 2);
    int64_t part = 9;
    g_assert_false(money_split(money_of(5, "EUR"), (int64_t[]){-1}, 1, &part));
    g_assert_cmpint(part, ==, 9);
    g_assert_false(money_split(money_of(5, "EUR"), NULL, 0, NULL));
    g_assert_true(money_split(money_of(0, "EUR"), NULL, 0, NULL));
}

static void test_shown(void)
{
    static const struct {
        int64_t minor;
        const char *currency, *plain, *shown;
    } cases[] = {
        {123450, "EUR", "1234.50", "1234.50 EUR"},
        {-5, "EUR", "-0.05", "-0.05 EUR"},
        {7, "JPY", "7", "7 JPY"},
        {1234, "KWD", "1.234", "1.234 KWD"},
        {0, "EUR", "0.00", "0.00 EUR"},
        {INT64_MIN, "EUR", "-92233720368547758.08", "-92233720368547758.08 EUR"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct money amount = money_of(cases[i].minor, cases[i].currency);
        g_autofree char *plain = money_plain(amount), *shown = money_show(amount);
        g_assert_cmpstr(plain, ==, cases[i].plain);
        g_assert_cmpstr(shown, ==, cases[i].shown);
    }
}

static void test_shown_in_a_locale(void)
{
    if (!setlocale(LC_NUMERIC, "en_US.UTF-8")) {
        g_test_skip("locale en_US.UTF-8 is not installed");
        return;
    }
    g_autofree char *shown = money_show_number(money_of(-123456750, "USD"));
    setlocale(LC_NUMERIC, "C");
    g_assert_cmpstr(shown, ==, "-1,234,567.50");
}

static void test_currencies(void)
{
    g_assert_cmpint(money_exponent("EUR"), ==, 2);
    g_assert_cmpint(money_exponent("JPY"), ==, 0);
    g_assert_cmpint(money_exponent("KWD"), ==, 3);
    g_assert_cmpint(money_exponent("CLF"), ==, 4);
    g_assert_cmpint(money_exponent("QQQ"), ==, 2);
    g_assert_true(money_currency_valid("EUR"));
    g_assert_false(money_currency_valid("eur"));
    g_assert_false(money_currency_valid("EURO"));
    g_assert_false(money_currency_valid("EU"));
    g_assert_false(money_currency_valid(""));
    g_assert_false(money_currency_valid(NULL));
    static const char *const known[] = {"EUR", "USD", "JPY", "KWD", "CHF", "AED", "ZWL"};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        g_assert_true(money_currency_known(known[i]));
    static const char *const unknown[] = {"QQQ", "XXX", "XAU",  "DEM", "eur",
                                          "EU",  "",    "EUR ", "D A"};
    for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
        g_assert_false(money_currency_known(unknown[i]));
    g_assert_false(money_currency_known(NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/money/foreign", test_foreign);
    g_test_add_func("/money/read", test_read);
    g_test_add_func("/money/refused", test_refused);
    g_test_add_func("/money/long-text-is-cut", test_long_text_is_cut);
    g_test_add_func("/money/sums", test_sums);
    g_test_add_func("/money/split", test_split);
    g_test_add_func("/money/shown", test_shown);
    g_test_add_func("/money/shown-in-a-locale", test_shown_in_a_locale);
    g_test_add_func("/money/currencies", test_currencies);
    return g_test_run();
}
