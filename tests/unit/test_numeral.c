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
        enum numeral_of of;
        const char *text, *plain;
    } cases[] = {
        {"9.99", NUMERAL_ANY, "1.234", "1.234"},
        {"9.99", NUMERAL_ANY, "1,234", "1234"},
        {"9,99", NUMERAL_ANY, "1.234", "1234"},
        {"1.234.567", NUMERAL_ANY, "1.234", "1234"},
        {"1.234.567", NUMERAL_ANY, "1,234", "?"},
        {"1.234,50", NUMERAL_ANY, "2.345", "2345"},
        {"1,234", NUMERAL_ANY, "1,000", "?"},
        {"1500", NUMERAL_ANY, "1,000", "?"},
        {"1,800", NUMERAL_PIECES, "1,000", "?"}, // all may have three digits behind the point
        {"1,800/12", NUMERAL_PIECES, "1,000", "1000"},
        {"1,800/1200", NUMERAL_PIECES, "1,000", "?"},
        {"1,800/12", NUMERAL_PIECES, "1.000", "?"},
        {"2,000/12", NUMERAL_PIECES, "1,000", "?"},
        {"12", NUMERAL_PIECES, "1,000", "?"},
        {"12.0", NUMERAL_PIECES, "1,000", "1000"},
        {"350.000/120.000", NUMERAL_MEASURE, "76.500", "?"},
        {"350/12", NUMERAL_MEASURE, "1,500", "?"},
        {"1200", NUMERAL_MEASURE, "1.500", "1.5"},
        {"1200 g", NUMERAL_MEASURE, "76,500", "76.5"},
        {"0.500", NUMERAL_MEASURE, "350.000", "350"},
        {"76.50", NUMERAL_MEASURE, "350.000", "350"},
        {"12,5/1200", NUMERAL_MEASURE, "1.500", "1500"}, // a file has one decimal point
        {"1.234.567", NUMERAL_MEASURE, "1.500", "1500"},
        {"1.234.567/1200", NUMERAL_MEASURE, "1.500", "?"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct numeral_habits habits = {0};
        g_auto(GStrv) cells = g_strsplit(cases[i].teaches, "/", -1);
        for (int k = 0; cells[k]; k++)
            numeral_learn(&habits, cells[k], cases[i].of);
        g_autofree char *read = plain(&habits, cases[i].text, 0);
        g_assert_cmpstr(read, ==, cases[i].plain);
    }
}

// Who writes both ways in one column is asked.
static void test_contradiction(void)
{
    struct numeral_habits habits = {0};
    numeral_learn(&habits, "9.99", NUMERAL_ANY);
    numeral_learn(&habits, "1.234.567", NUMERAL_ANY);
    g_autofree char *read = plain(&habits, "1.234", 0);
    g_assert_cmpstr(read, ==, "?");
}

// Both readings are named to who has to choose.
static void test_readings(void)
{
    g_autofree char *thousands = NULL, *fraction = NULL;
    numeral_readings("76,500 g", &thousands, &fraction);
    g_assert_cmpstr(thousands, ==, "76500 g");
    g_assert_cmpstr(fraction, ==, "76.5 g");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/numeral/alone", test_alone);
    g_test_add_func("/numeral/learned", test_learned);
    g_test_add_func("/numeral/contradiction", test_contradiction);
    g_test_add_func("/numeral/readings", test_readings);
    return g_test_run();
}
