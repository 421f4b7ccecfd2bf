// SPDX-License-Identifier: Apache-2.0
// Batches grow while they are quick and shrink when they hold the lock for too long.
#include "pace.h"

#include <glib.h>

static void test_grows(void)
{
    struct pace pace = pace_begin(PACE_MOST);
    g_assert_cmpint(pace.size, ==, PACE_START);
    pace_note(&pace, pace.size, 1000);
    g_assert_cmpint(pace.size, ==, 150); // by half at most, however quick it was
    pace_note(&pace, pace.size, 0);      // too quick for the clock
    g_assert_cmpint(pace.size, ==, 225);
    for (int i = 0; i < 10; i++)
        pace_note(&pace, pace.size, 1000);
    g_assert_cmpint(pace.size, ==, PACE_MOST);
}

static void test_shrinks(void)
{
    struct pace pace = pace_begin(PACE_MOST);
    pace_note(&pace, 100, 2 * PACE_HOLD_US); // 50 would fit
    g_assert_cmpint(pace.size, ==, 75);
    for (int i = 0; i < 20; i++)
        pace_note(&pace, pace.size, 100 * PACE_HOLD_US);
    g_assert_cmpint(pace.size, ==, PACE_LEAST);
}

// Where one thing takes a millisecond, batches settle at as many as fit.
static void test_settles(void)
{
    struct pace pace = pace_begin(PACE_MOST);
    for (int i = 0; i < 30; i++)
        pace_note(&pace, pace.size, pace.size * 1000);
    g_assert_cmpint(pace.size, >=, PACE_HOLD_US / 1000 - 1);
    g_assert_cmpint(pace.size, <=, PACE_HOLD_US / 1000);
}

static void test_bounds(void)
{
    struct pace pace = pace_begin(3);
    g_assert_cmpint(pace.size, ==, 3);
    pace_note(&pace, 3, 1);
    g_assert_cmpint(pace.size, ==, 3);
    pace_note(&pace, 3, 100 * PACE_HOLD_US);
    g_assert_cmpint(pace.size, ==, 3); // the least is more than the most
    pace = pace_begin(PACE_MOST * 5);
    g_assert_cmpint(pace.most, ==, PACE_MOST);
    pace_note(&pace, 0, PACE_HOLD_US); // an empty batch tells nothing
    g_assert_cmpint(pace.size, ==, PACE_START);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pace/grows", test_grows);
    g_test_add_func("/pace/shrinks", test_shrinks);
    g_test_add_func("/pace/settles", test_settles);
    g_test_add_func("/pace/bounds", test_bounds);
    return g_test_run();
}
