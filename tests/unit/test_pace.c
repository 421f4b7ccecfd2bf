// SPDX-License-Identifier: Apache-2.0
// Batches grow while they are quick and shrink when they hold the lock for too long.
#include "pace.h"

#include <glib.h>

// Notes TIMES batches whose things take EACH_US.
static void run(struct pace *pace, int times, int64_t each_us, bool wanted)
{
    for (int i = 0; i < times; i++)
        pace_note(pace, pace->size, pace->size * each_us, wanted);
}

static void test_grows(void)
{
    struct pace pace = pace_begin(PACE_MOST, false);
    g_assert_cmpint(pace.size, ==, PACE_START);
    pace_note(&pace, pace.size, 1000, false);
    g_assert_cmpint(pace.size, ==, 150);   // by half at most, however quick it was
    pace_note(&pace, pace.size, 0, false); // too quick for the clock
    g_assert_cmpint(pace.size, ==, 225);
    for (int i = 0; i < 10; i++)
        pace_note(&pace, pace.size, 1000, false);
    g_assert_cmpint(pace.size, ==, PACE_MOST);
}

static void test_shrinks(void)
{
    struct pace pace = pace_begin(PACE_MOST, false);
    pace_note(&pace, 100, 2 * PACE_SHARED_US, false); // 50 would fit
    g_assert_cmpint(pace.size, ==, 75);
    for (int i = 0; i < 20; i++)
        pace_note(&pace, pace.size, 100 * PACE_HOLD_US, false);
    g_assert_cmpint(pace.size, ==, PACE_LEAST);
}

// Where one thing takes half a millisecond, batches settle at as many as fit: few at first, many
// once nobody came, and few again from the first who waits until nobody has for long.
static void test_settles(void)
{
    enum { EACH_US = 500, SHORT = PACE_SHARED_US / EACH_US, LONG = PACE_HOLD_US / EACH_US };
    static const struct {
        int times;
        bool wanted;
        int size;
    } rows[] = {
        {PACE_LOOK - 1, false, SHORT}, {20, false, LONG}, {10, true, SHORT},
        {PACE_STAY - 1, false, SHORT}, {20, false, LONG}, {10, true, SHORT},
        {PACE_STAY - 1, false, SHORT}, {1, true, SHORT},  {PACE_STAY - 1, false, SHORT},
    };
    struct pace pace = pace_begin(PACE_MOST, false);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        run(&pace, rows[i].times, EACH_US, rows[i].wanted);
        g_assert_cmpint(pace.size, >=, rows[i].size - 1);
        g_assert_cmpint(pace.size, <=, rows[i].size + 1);
    }
}

// What ends early where somebody waits is large from the start, and short while somebody does.
static void test_yields(void)
{
    enum { EACH_US = 500, SHORT = PACE_SHARED_US / EACH_US, LONG = PACE_YIELD_US / EACH_US };
    struct pace pace = pace_begin(PACE_MOST, true);
    run(&pace, 1, EACH_US, false);
    g_assert_cmpint(pace.size, ==, 150); // by half at most, as ever
    run(&pace, 20, EACH_US, false);
    g_assert_cmpint(ABS(pace.size - LONG), <=, 1);
    run(&pace, 20, EACH_US, true);
    g_assert_cmpint(ABS(pace.size - SHORT), <=, 1);
    run(&pace, PACE_STAY - 1, EACH_US, false);
    g_assert_cmpint(ABS(pace.size - SHORT), <=, 1);
    run(&pace, 20, EACH_US, false);
    g_assert_cmpint(ABS(pace.size - LONG), <=, 1);
}

static void test_bounds(void)
{
    struct pace pace = pace_begin(3, false);
    g_assert_cmpint(pace.size, ==, 3);
    pace_note(&pace, 3, 1, false);
    g_assert_cmpint(pace.size, ==, 3);
    pace_note(&pace, 3, 100 * PACE_HOLD_US, true);
    g_assert_cmpint(pace.size, ==, 3); // the least is more than the most
    pace = pace_begin(PACE_MOST * 5, false);
    g_assert_cmpint(pace.most, ==, PACE_MOST);
    pace_note(&pace, 0, PACE_HOLD_US, true); // an empty batch tells nothing
    g_assert_cmpint(pace.size, ==, PACE_START);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pace/grows", test_grows);
    g_test_add_func("/pace/shrinks", test_shrinks);
    g_test_add_func("/pace/settles", test_settles);
    g_test_add_func("/pace/yields", test_yields);
    g_test_add_func("/pace/bounds", test_bounds);
    return g_test_run();
}
