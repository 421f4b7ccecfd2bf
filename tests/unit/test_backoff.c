// SPDX-License-Identifier: Apache-2.0
// The wait doubles from the first to the longest.
#include "backoff.h"

#include <glib.h>

static void test_doubles(void)
{
    static const struct backoff rule = {.first_ms = 2000, .most_ms = 60000};
    static const int64_t waits[] = {2000, 2000, 4000, 8000, 16000, 32000, 60000, 60000};
    for (size_t i = 0; i < G_N_ELEMENTS(waits); i++)
        g_assert_cmpint(backoff_ms(rule, (int64_t)i), ==, waits[i]);
    g_assert_cmpint(backoff_ms(rule, INT64_MAX), ==, 60000);
}

static void test_limits(void)
{
    const struct backoff flat = {.first_ms = 500, .most_ms = 500};
    const struct backoff wide = {.first_ms = 1, .most_ms = INT64_MAX};
    g_assert_cmpint(backoff_ms(flat, 9), ==, 500);
    g_assert_cmpint(backoff_ms(wide, 63), ==, INT64_C(1) << 62);
    g_assert_cmpint(backoff_ms(wide, 64), ==, INT64_MAX); // never beyond what a number holds
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/backoff/doubles", test_doubles);
    g_test_add_func("/backoff/limits", test_limits);
    return g_test_run();
}
