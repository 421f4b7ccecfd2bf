// SPDX-License-Identifier: Apache-2.0
// The list of countries: as many as there were in 2025, letters for the digits.
#include "country.h"

#include <glib.h>

static void test_known(void)
{
    static const char *const known[] = {"AD", "DE", "GB", "ZW", "DE1"};
    static const char *const unknown[] = {"UK", "EU", "XX", "de", "20", "D", "0A", "  "};
    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        g_assert_true(country_known(known[i]));
    for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++)
        g_assert_false(country_known(unknown[i]));
}

static void test_all(void)
{
    int by_number = 0, by_letters = 0;
    for (int number = 0; number < 1000; number++) {
        char digits[8];
        g_snprintf(digits, sizeof digits, "%03d", number);
        by_number += country_of_number(digits) != NULL;
    }
    for (int pair = 0; pair < 26 * 26; pair++)
        by_letters += country_known((char[]){(char)('A' + pair / 26), (char)('A' + pair % 26)});
    g_assert_cmpint(by_number, ==, 249);
    g_assert_cmpint(by_letters, ==, 249);
    g_assert_cmpmem(country_of_number("276"), 2, "DE", 2);
    g_assert_cmpmem(country_of_number("716"), 2, "ZW", 2);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/country/known", test_known);
    g_test_add_func("/country/all", test_all);
    return g_test_run();
}
