// SPDX-License-Identifier: Apache-2.0
// Numbers as spreadsheets write them: one form for all, and no guess at what reads two ways.
#include "numeral.h"

// What comes of TEXT, "?" for two ways and "-" for no number. Caller frees.
static char *plain(const struct numeral_habits *habits, const char *text, size_t decimals)
{
    char *read = NULL;
    enum numeral found = numeral_read(habits, text, decimals, &read);
    g_assert_true((found == NUMERAL_PLAIN) == (read != NULL));
    return read ? read : g_strdup(found == NUMERAL_TWO_WAYS ? "?" : "-");
}

static void test_alone(void)
{
    static const struct {
        const char *text, *plain;
    } cases[] = {
        {"12", "12"},
        {"12.0", "12"},
        {"12,50", "12.5"},
        {"0.350", "0.35"},
        {"0,350 kg", "0.35 kg"},
        {".5 kg", "0.5 kg"},
        {"1.234,50", "1234.5"},
        {"1,234.50", "1234.5"},
        {"1 234", "1234"},
        {"1'234.5", "1234.5"},
        {"1\xc2\xa0"
         "234,5 €",
         "1234.5 €"},
        {"1.234.567", "1234567"},
        {"12,34,567", "1234567"},
        {"1234.567", "1234.567"},
        {"-3", "-3"},
        {"1E+3", "1E+3"},
        {"1,234", "?"},
        {"1.000", "?"},
        {"12.345 g", "?"},
        {"1,2,3", "-"},
        {"1,234,56", "-"}, // a short group is none at the end
        {"12,34", "12.34"},
        {"1.2,3.4", "-"},
        {"1234.567.890", "-"},
        {"many", "-"},
        {"", "-"},
    };
    static const struct numeral_habits none;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *read = plain(&none, cases[i].text, 0);
        g_assert_cmpstr(read, ==, cases[i].plain);
    }
    g_autofree char *dinars = plain(&none, "1.234", 3);
    g_assert_cmpstr(dinars, ==, "1.234");
}

// The other cells of the column decide: TEACHES, then what TEXT is.
static void test_learned(void)
{
    static const struct {
        const char *teaches;
        bool whole;
        const char *text, *plain;
    } cases[] = {
        {"9.99", false, "1.234", "1.234"},  {"9.99", false, "1,234", "1234"},
        {"9,99", false, "1.234", "1234"},   {"1.234.567", false, "1.234", "1234"},
        {"1.234.567", false, "1,234", "?"}, {"1.234,50", false, "2.345", "2345"},
        {"1,234", false, "1,000", "?"},     {"1,800", true, "1,000", "1000"},
        {"1,800", true, "1.000", "?"},      {"2,000", true, "1,000", "?"},
        {"12", true, "1,000", "?"},         {"12.0", true, "1,000", "1000"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct numeral_habits habits = {0};
        numeral_learn(&habits, cases[i].teaches, cases[i].whole);
        g_autofree char *read = plain(&habits, cases[i].text, 0);
        g_assert_cmpstr(read, ==, cases[i].plain);
    }
}

// Who writes both ways in one column is asked.
static void test_contradiction(void)
{
    struct numeral_habits habits = {0};
    numeral_learn(&habits, "9.99", false);
    numeral_learn(&habits, "1.234.567", false);
    g_autofree char *read = plain(&habits, "1.234", 0);
    g_assert_cmpstr(read, ==, "?");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/numeral/alone", test_alone);
    g_test_add_func("/numeral/learned", test_learned);
    g_test_add_func("/numeral/contradiction", test_contradiction);
    return g_test_run();
}
