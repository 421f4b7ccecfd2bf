// SPDX-License-Identifier: Apache-2.0
// Times as text and back, without time zone files.
#include "clock.h"

#include <glib.h>

static void test_fixed(void)
{
    clock_fix(1700000000123);
    g_assert_cmpint(clock_now(), ==, 1700000000123);
    clock_fix(0);
    g_setenv("TOTE_CLOCK", "1600000000000", TRUE);
    g_assert_cmpint(clock_now(), ==, 1600000000000);
    clock_fix(5);
    g_assert_cmpint(clock_now(), ==, 5);
    clock_fix(0);
    g_setenv("TOTE_CLOCK", "noon", TRUE);
    g_assert_cmpint(clock_now(), >, 1700000000000);
    g_unsetenv("TOTE_CLOCK");
    int64_t before = clock_monotonic_us();
    g_assert_cmpint(clock_monotonic_us(), >=, before);
}

static void test_shown(void)
{
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {
        {0, "1970-01-01T00:00:00Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {1795530720000, "2026-11-24T14:32:00Z"},
        {951782400000, "2000-02-29T00:00:00Z"},
        {4107542400250, "2100-03-01T00:00:00.250Z"},
        {-62167219200000, "0000-01-01T00:00:00Z"},
        {-62162035200000, "0000-03-01T00:00:00Z"},
        {INT64_MIN, "0000-01-01T00:00:00Z"},
        {INT64_MAX, "9999-12-31T23:59:59.999Z"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = clock_rfc3339(cases[i].ms);
        g_assert_cmpstr(text, ==, cases[i].text);
        int64_t back;
        g_assert_true(clock_parse(text, &back, NULL));
        if (cases[i].ms > INT64_MIN && cases[i].ms < INT64_MAX)
            g_assert_cmpint(back, ==, cases[i].ms);
    }
}

static void test_every_day(void)
{
    for (int64_t day = -719528; day < 2932896; day += 13) { // the years 0000 to 9999
        g_autofree char *text = clock_rfc3339(day * 86400000);
        int64_t back;
        g_assert_true(clock_parse(text, &back, NULL));
        g_assert_cmpint(back, ==, day * 86400000);
        g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc(day * 86400);
        if (!date || g_date_time_get_year(date) < 1000)
            continue;
        g_autofree char *expected = g_date_time_format(date, "%Y-%m-%dT%H:%M:%SZ");
        g_assert_cmpstr(text, ==, expected);
    }
}

static void test_read(void)
{
    static const struct {
        const char *text;
        int64_t ms;
        int offset;
    } cases[] = {
        {"2023-05-31 23:06:04 -0700", 1685599564000, -420},
        {"2026-11-24T14:32:00Z", 1795530720000, 0},
        {"2026-11-24t14:32:00.5z", 1795530720500, 0},
        {"2026-11-24T16:32:00.123456+02:00", 1795530720123, 120},
        {" 2026-11-24 14:32 ", 1795530720000, 0},
        {"2026-11-24 14:32:00 UTC", 1795530720000, 0},
        {"2026-11-24", 1795478400000, 0},
        {"2016-12-31T23:59:60Z", 1483228800000, 0},
        {"2026-11-24 20:02:00 +0530", 1795530720000, 330},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t ms;
        int offset = -1;
        g_assert_true(clock_parse(cases[i].text, &ms, &offset));
        g_assert_cmpint(ms, ==, cases[i].ms);
        g_assert_cmpint(offset, ==, cases[i].offset);
    }
}

static void test_refused(void)
{
    static const char *const cases[] = {
        "",
        "11/10/24 09:17",
        "2026-13-01",
        "2026-02-29",
        "2026-11-31",
        "2026-11-24T25:00:00Z",
        "2026-11-24T14:32:61",
        "2026-11-24 14:32 -07",
        "2026-11-24T",
        "2026-11-24x",
        "2026-1-2",
        "2026-11-24 14:32:00 PST",
        "26-11-24",
        "2026-11-24T14:32:",
        "0000-00-00",
        "2026-11-24T14:32Zx",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t ms = 7;
        int offset = 8;
        g_assert_false(clock_parse(cases[i], &ms, &offset));
        g_assert_cmpint(ms, ==, 7);
        g_assert_cmpint(offset, ==, 8);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/clock/fixed", test_fixed);
    g_test_add_func("/clock/shown", test_shown);
    g_test_add_func("/clock/every-day", test_every_day);
    g_test_add_func("/clock/read", test_read);
    g_test_add_func("/clock/refused", test_refused);
    return g_test_run();
}
