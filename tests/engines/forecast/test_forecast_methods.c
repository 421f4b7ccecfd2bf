// SPDX-License-Identifier: Apache-2.0
// The methods of forecasts counted by hand: smoothing, scarce demand, and the search for weights.
#include <glib.h>
#include <math.h>

#include "courses.h"
#include "simplex.h"
#include "smoothing.h"
#include "sparse.h"

static void test_croston(void)
{
    const double y[] = {0, 3, 0, 0, 5, 0};
    // Size 3 after the 2nd period, gap 2; then 3 + 0.1 * 2 = 3.2 and 2 + 0.1 * (3 - 2) = 2.1.
    g_assert_cmpfloat_with_epsilon(sparse_croston(y, 6, 0.1), 3.2 / 2.1, 1e-12);
    g_assert_cmpfloat_with_epsilon(sparse_sba(y, 6, 0.1), 0.95 * 3.2 / 2.1, 1e-12);
    g_assert_cmpfloat(sparse_croston(y, 1, 0.1), ==, 0);
    // TSB starts at 1/3 (two of six) and sizes at 3: 0.1 * 3 + 0.9 * 3, …, then 3 + 0.1 * 2.
    double chance = 1 / 3.0;
    for (int t = 0; t < 6; t++)
        chance += 0.2 * ((y[t] > 0) - chance);
    g_assert_cmpfloat_with_epsilon(sparse_tsb(y, 6, 0.1, 0.2), 3.2 * chance, 1e-12);
}

static void test_theta_is_level_with_half_drift(void)
{
    double y[30], theta[3], level[3];
    struct dice dice;
    dice_seed(&dice, 3);
    for (int t = 0; t < 30; t++)
        y[t] = 50 + t + course_bell(&dice);
    smooth_theta(y, 30, theta, 3);
    smooth_level(y, 30, level, 3);
    g_assert_cmpfloat_with_epsilon(level[2], level[0], 1e-12);
    // Slope of the straight line through these, halved.
    double across = 0, square = 0;
    for (int t = 0; t < 30; t++) {
        across += (t - 14.5) * y[t];
        square += (t - 14.5) * (t - 14.5);
    }
    g_assert_cmpfloat_with_epsilon(theta[2] - theta[1], 0.5 * across / square, 1e-9);
}

static void test_damped_trend(void)
{
    double y[60], points[100];
    for (int t = 0; t < 60; t++)
        y[t] = 100 + 3 * t;
    smooth_trend(y, 60, true, points, 100);
    g_assert_cmpfloat_with_epsilon(points[0], 280, 1);
    g_assert_cmpfloat(points[5] - points[0], >, 11);   // 15 without damping
    g_assert_cmpfloat(points[99] - points[0], <, 160); // 297 without damping
    smooth_trend(y, 60, false, points, 100);
    g_assert_cmpfloat_with_epsilon(points[99], 280 + 3 * 99, 2);
}

// A short history of pure chance: weights stay near the usual ones, and no trend is made of it.
static void test_short_noise(void)
{
    double alpha = 0, far = 0;
    for (guint64 seed = 0; seed < 200; seed++) {
        double y[16], points[18];
        struct dice dice;
        dice_seed(&dice, seed);
        for (int t = 0; t < 16; t++)
            y[t] = 100 + 10 * course_bell(&dice);
        alpha = fmax(alpha, smooth_level(y, 16, points, 1).alpha);
        smooth_trend(y, 16, true, points, 18);
        far += pow(points[17] - 100, 2) / 200;
    }
    g_test_message("largest weight %.2f, squared error %.1f", alpha, far);
    g_assert_cmpfloat(alpha, <, 0.6);
    g_assert_cmpfloat(far, <, 67);
}

static double banana(const double *at, void *data)
{
    (void)data;
    return 100 * pow(at[1] - at[0] * at[0], 2) + pow(1 - at[0], 2);
}

static double bowl(const double *at, void *data)
{
    (void)data;
    return pow(at[0] - 3, 2) + pow(at[1] + 2, 2);
}

// Rosenbrock's valley, and a lowest point behind the wall of the box.
static void test_simplex(void)
{
    struct simplex search = {
        .n = 2,
        .start = {-1.2, 1},
        .step = {0.5, 0.5},
        .low = {-5, -5},
        .high = {5, 5},
        .rounds = 400,
        .close = 1e-12,
        .value = banana,
    };
    g_assert_cmpfloat(simplex_search(&search), <, 1e-6);
    g_assert_cmpfloat_with_epsilon(search.start[0], 1, 1e-3);
    search.value = bowl;
    search.high[0] = 2;
    g_assert_cmpfloat_with_epsilon(simplex_search(&search), 1, 1e-4);
    g_assert_cmpfloat_with_epsilon(search.start[1], -2, 1e-2);
    // From far away in few steps: only one that stretches gets there.
    search = (struct simplex){.n = 2,
                              .step = {0.01, 0.01},
                              .low = {-1e9, -1e9},
                              .high = {1e9, 1e9},
                              .start = {-500, 900},
                              .rounds = 120,
                              .value = bowl};
    g_assert_cmpfloat(simplex_search(&search), <, 1000); // from a million
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/forecast/croston", test_croston);
    g_test_add_func("/forecast/theta", test_theta_is_level_with_half_drift);
    g_test_add_func("/forecast/damped-trend", test_damped_trend);
    g_test_add_func("/forecast/short-noise", test_short_noise);
    g_test_add_func("/forecast/simplex", test_simplex);
    return g_test_run();
}
