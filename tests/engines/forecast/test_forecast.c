// SPDX-License-Identifier: Apache-2.0
// Forecasts: what is refused, what must hold for any history, and that made-up courses are found.
#include <glib.h>
#include <math.h>
#include <string.h>

#include "courses.h"
#include "errors.h"

enum { LONG = 200, AHEAD = 24 };

// --- what is refused

static void test_limits(void)
{
    const double good[] = {1, 2, 3}, minus[] = {1, -2}, endless[] = {1, INFINITY}, large[] = {1e16};
    const struct {
        struct forecast_ask ask;
        const char *field;
    } rows[] = {
        {{good, -1, 1, 1, NAN}, "history"},    {{good, 10001, 1, 1, NAN}, "history"},
        {{good, 3, 0, 1, NAN}, "season"},      {{good, 3, 367, 1, NAN}, "season"},
        {{good, 3, 1, 0, NAN}, "horizon"},     {{good, 3, 1, 1001, NAN}, "horizon"},
        {{minus, 2, 1, 1, NAN}, "history"},    {{endless, 2, 1, 1, NAN}, "history"},
        {{large, 1, 1, 1, NAN}, "history"},    {{good, 3, 1, 1, -1}, "class_mean"},
        {{good, 3, 1, 1, 1e16}, "class_mean"},
    };
    struct forecast_period out[1];
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_assert_false(forecast_run(&rows[i].ask, out, NULL, &error));
        g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
        g_assert_cmpstr(tote_error_field(error), ==, rows[i].field);
    }
}

static void test_largest(void)
{
    g_autofree double *y = g_new(double, FORECAST_MAX_HISTORY);
    g_autofree struct forecast_period *out = g_new(struct forecast_period, FORECAST_MAX_HORIZON);
    for (int t = 0; t < FORECAST_MAX_HISTORY; t++)
        y[t] = t % 7 ? FORECAST_MAX_DEMAND : 0;
    course_run(y, FORECAST_MAX_HISTORY, FORECAST_MAX_SEASON, FORECAST_MAX_HORIZON, out);
    for (int k = 0; k < FORECAST_MAX_HORIZON; k++)
        g_assert_true(out[k].mean >= 0 && out[k].mean < 2e15 && isfinite(out[k].variance));
}

// --- what must hold for any history

static void check_periods(const struct forecast_period *out, int h)
{
    for (int k = 0; k < h; k++) {
        g_assert_true(isfinite(out[k].mean) && out[k].mean >= 0);
        g_assert_true(isfinite(out[k].prudent) && out[k].prudent >= out[k].mean);
        g_assert_true(isfinite(out[k].variance) && out[k].variance >= 0);
    }
}

// Any length, any gaps; times a power of two, exactly so much more; the same twice.
static void test_any(void)
{
    double y[LONG], more[LONG];
    struct forecast_period out[AHEAD], other[AHEAD];
    for (guint64 seed = 0; seed < 600; seed++) {
        struct dice dice;
        dice_seed(&dice, seed);
        int n = (int)dice_below(&dice, LONG + 1), season = 1 + (int)dice_below(&dice, 14);
        course_make(&courses[seed % N_COURSES], &dice, n, y);
        for (int t = 0; t < n; t++) {
            if (seed % 3 == 0 && dice_below(&dice, 9) == 0)
                y[t] = seed % 2 ? NAN : 0;
            more[t] = y[t] * 1024;
        }
        course_run(y, n, season, AHEAD, out);
        check_periods(out, AHEAD);
        course_run(y, n, season, AHEAD, other);
        g_assert_cmpmem(out, sizeof out, other, sizeof other);
        struct forecast found = course_run(more, n, season, AHEAD, other);
        for (int k = 0; k < AHEAD && found.kind != FORECAST_NEW; k++) {
            g_assert_cmpfloat(other[k].mean, ==, out[k].mean * 1024);
            g_assert_cmpfloat(other[k].prudent, ==, out[k].prudent * 1024);
            g_assert_cmpfloat(other[k].variance, ==, out[k].variance * 1024 * 1024);
        }
    }
}

static void test_ten_times(void)
{
    double y[60], more[60];
    struct forecast_period out[12], other[12];
    for (guint64 seed = 0; seed < N_COURSES; seed++) {
        struct dice dice;
        dice_seed(&dice, seed);
        course_make(&courses[seed], &dice, 60, y);
        for (int t = 0; t < 60; t++)
            more[t] = 10 * y[t];
        course_run(y, 60, 12, 12, out);
        course_run(more, 60, 12, 12, other);
        for (int k = 0; k < 12; k++)
            g_assert_cmpfloat_with_epsilon(other[k].mean, 10 * out[k].mean,
                                           1e-3 * (1 + other[k].mean));
    }
}

// --- made-up courses are found

static void test_constant(void)
{
    double y[40];
    struct forecast_period out[6];
    for (int t = 0; t < 40; t++)
        y[t] = 7;
    struct forecast found = course_run(y, 40, 12, 6, out);
    g_assert_cmpint(found.kind, ==, FORECAST_REGULAR);
    for (int k = 0; k < 6; k++) {
        g_assert_cmpfloat_with_epsilon(out[k].mean, 7, 1e-6);
        g_assert_cmpfloat_with_epsilon(out[k].variance, 0, 1e-6);
    }
    memset(y, 0, sizeof y);
    found = course_run(y, 40, 12, 6, out);
    g_assert_cmpint(found.kind, ==, FORECAST_NONE);
    g_assert_cmpfloat(out[5].mean + out[5].prudent, ==, 0);
}

static void test_line(void)
{
    double y[60];
    struct forecast_period out[6];
    for (int t = 0; t < 60; t++)
        y[t] = 100 + 3 * t;
    struct forecast found = course_run(y, 60, 1, 6, out);
    g_assert_cmpint(found.kind, ==, FORECAST_REGULAR);
    for (int k = 0; k < 6; k++) // the next is 280, 283, …; damped a little
        g_assert_cmpfloat_with_epsilon(out[k].mean, 280 + 3 * k, 1.5 * (k + 1));
    g_assert_cmpfloat(found.trend, >, 1.5);
}

static void test_season(void)
{
    const struct course course = {200, 1, 0.5, 0.02};
    double y[72 + 12];
    struct forecast_period out[12];
    struct dice dice;
    dice_seed(&dice, 5);
    course_make(&course, &dice, 72 + 12, y);
    struct forecast found = course_run(y, 72, 12, 12, out);
    g_assert_cmpfloat(found.season, >, 0.9);
    g_assert_cmpint(found.high_at, ==, 3); // the sine is highest in the fourth month
    for (int k = 0; k < 12; k++)
        g_assert_cmpfloat_with_epsilon(out[k].mean, y[72 + k], 0.1 * y[72 + k]);
}

// Half of a year nothing at all: nobody divides by that, and it comes again.
static void test_half_year(void)
{
    double y[60];
    struct forecast_period out[12];
    for (int t = 0; t < 60; t++)
        y[t] = t % 12 < 6 ? 30 + t % 5 : 0;
    course_run(y, 60, 12, 12, out);
    for (int k = 0; k < 12; k++)
        g_assert_cmpfloat_with_epsilon(out[k].mean, k < 6 ? 32 : 0, k < 6 ? 8 : 0.5);
}

// Chance makes no season: the factors of noise are drawn to 1.
static void test_no_season(void)
{
    const struct course course = {200, 0, 0, 0.2};
    double kept = 0;
    for (guint64 seed = 0; seed < 50; seed++) {
        double y[72];
        struct forecast_period out[12];
        struct dice dice;
        dice_seed(&dice, seed);
        course_make(&course, &dice, 72, y);
        kept += course_run(y, 72, 12, 12, out).season / 50;
    }
    g_assert_cmpfloat(kept, <, 0.35);
}

static void test_kinds(void)
{
    const struct {
        const char *what;
        double y[12];
        enum forecast_kind kind;
    } rows[] = {
        {"regular", {9, 10, 11, 10, 9, 10, 12, 10, 9, 11, 10, 10}, FORECAST_REGULAR},
        {"erratic", {1, 30, 2, 1, 25, 1, 40, 2, 1, 33, 1, 2}, FORECAST_ERRATIC},
        {"intermittent", {2, 0, 0, 2, 0, 3, 0, 0, 2, 0, 2, 0}, FORECAST_INTERMITTENT},
        {"lumpy", {1, 0, 0, 40, 0, 1, 0, 0, 2, 0, 90, 0}, FORECAST_LUMPY},
    };
    struct forecast_period out[1];
    double line[40];
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(course_run(rows[i].y, 12, 1, 1, out).kind, ==, rows[i].kind);
    for (int t = 0; t < 40; t++)
        line[t] = 1 + t;
    g_assert_cmpint(course_run(line, 40, 1, 1, out).kind, ==, FORECAST_REGULAR); // only a trend
}

// Unknown periods at the start are no history; those between are filled from both sides.
static void test_unknown(void)
{
    const double y[] = {NAN, NAN, 4, 4, NAN, 6, 5, 5, NAN}, all[] = {4, 4, 5, 6, 5, 5, 5};
    struct forecast_period out[3], other[3];
    struct forecast found = course_run(y, 9, 1, 3, out);
    g_assert_cmpint(found.known, ==, 7);
    g_assert_cmpint(found.filled, ==, 2);
    course_run(all, 7, 1, 3, other);
    g_assert_cmpmem(out, sizeof out, other, sizeof other);
}

static void test_new(void)
{
    const double y[] = {10, 6};
    struct forecast_ask ask = {y, 0, 1, 2, 3};
    struct forecast_period out[2];
    struct forecast found;
    g_assert_true(forecast_run(&ask, out, &found, NULL));
    g_assert_cmpfloat(out[1].mean, ==, 3); // no history: as its class
    ask.n = 2;
    g_assert_true(forecast_run(&ask, out, &found, NULL));
    g_assert_cmpint(found.kind, ==, FORECAST_NEW);
    g_assert_cmpfloat(out[0].mean, >, 3);
    g_assert_cmpfloat(out[0].mean, <, 8);
    ask.class_mean = NAN;
    g_assert_true(forecast_run(&ask, out, &found, NULL));
    g_assert_cmpfloat(out[0].mean, ==, 8);
    ask.n = 0;
    ask.history = NULL;
    g_assert_true(forecast_run(&ask, out, &found, NULL));
    g_assert_cmpfloat(out[0].mean, ==, 0);
}

// An item that no longer sells is forgotten: the longer ago, the less.
static void test_fades(void)
{
    double last = HUGE_VAL;
    for (int quiet = 0; quiet <= 60; quiet += 20) {
        double y[100] = {0};
        struct forecast_period out[6];
        for (int t = 0; t < 40; t++)
            y[t] = t % 2 ? 5 : 0;
        struct forecast found = course_run(y, 40 + quiet, 1, 6, out);
        g_assert_cmpint(found.since, ==, quiet);
        g_assert_cmpfloat(out[0].prudent, <, last);
        g_assert_true(quiet ? out[0].prudent > out[0].mean : out[0].prudent >= out[0].mean);
        last = out[0].prudent;
        if (quiet == 20) // seven gaps: 0.2 * 2^(-7/8) of the mean 5 / 3
            g_assert_cmpfloat(out[0].prudent, >, out[0].mean + 0.1);
    }
    g_assert_cmpfloat(last, <, 0.1);
    g_assert_cmpfloat(last, >, 0.04);
}

// The further ahead, the less is certain.
static void test_widens(void)
{
    double y[60];
    struct forecast_period out[AHEAD];
    struct dice dice;
    dice_seed(&dice, 9);
    course_make(&courses[9], &dice, 60, y);
    struct forecast found = course_run(y, 60, 1, AHEAD, out);
    double grown = 1 + (AHEAD - 1) * found.alpha;
    g_assert_cmpfloat(found.alpha, >, 0);
    g_assert_cmpfloat_with_epsilon(out[AHEAD - 1].variance / out[0].variance, grown * grown, 1e-9);
}

// Forecasts of regular items are medians; their stock is planned by the mean.
static void test_median_and_mean(void)
{
    const struct course course = {100, 0, 0, 0.3};
    double median = 0, mean = 0;
    for (guint64 seed = 0; seed < 100; seed++) {
        double y[60];
        struct forecast_period out[1];
        struct dice dice;
        dice_seed(&dice, seed);
        course_make(&course, &dice, 60, y);
        course_run(y, 60, 1, 1, out);
        median += out[0].mean / 100;
        mean += out[0].prudent / 100;
    }
    g_test_message("median %.2f, mean %.2f", median, mean);
    g_assert_cmpfloat(median, <, 99);
    g_assert_cmpfloat(fabs(mean - 100), <, 0.5 * fabs(median - 100));
}

// On each made-up course, over many items: squared error not above that of the last value, nor
// much above that of the mean of all.
static void test_panels(void)
{
    for (size_t c = 0; c < N_COURSES; c++) {
        double ours = 0, naive = 0, average = 0;
        for (guint64 seed = 0; seed < 60; seed++) {
            double y[60 + 6], mean = 0;
            struct forecast_period out[6];
            struct dice dice;
            dice_seed(&dice, 1000 * c + seed);
            course_make(&courses[c], &dice, 66, y);
            for (int t = 0; t < 60; t++)
                mean += y[t] / 60;
            course_run(y, 60, 12, 6, out);
            for (int k = 0; k < 6; k++) {
                ours += pow(y[60 + k] - out[k].mean, 2);
                naive += pow(y[60 + k] - y[59], 2);
                average += pow(y[60 + k] - mean, 2);
            }
        }
        g_test_message("course %d: ours %.4g, last value %.4g, mean %.4g", (int)c, ours, naive,
                       average);
        g_assert_cmpfloat(ours, <, naive);
        g_assert_cmpfloat(ours, <, 1.15 * average);
    }
}

static void test_words(void)
{
    const double y[] = {2, 0, 0, 2, 0, 3, 0, 2, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0};
    struct forecast_period out[2];
    struct forecast found = course_run(y, 18, 1, 2, out);
    g_autofree char *words = forecast_words(&found, FORECAST_WEEK);
    g_test_message("%s", words);
    g_assert_nonnull(strstr(words, "a week now, falling."));
    g_assert_nonnull(strstr(words, "In 67 % of weeks it sells nothing."));
    g_assert_nonnull(strstr(words, "not sold for the last 7 weeks."));
    g_assert_cmpint(forecast_unit_of(12), ==, FORECAST_MONTH);
    g_assert_cmpint(forecast_unit_of(1), ==, FORECAST_PERIOD);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/forecast/limits", test_limits);
    g_test_add_func("/forecast/largest", test_largest);
    g_test_add_func("/forecast/any", test_any);
    g_test_add_func("/forecast/ten-times", test_ten_times);
    g_test_add_func("/forecast/constant", test_constant);
    g_test_add_func("/forecast/line", test_line);
    g_test_add_func("/forecast/season", test_season);
    g_test_add_func("/forecast/half-year", test_half_year);
    g_test_add_func("/forecast/no-season", test_no_season);
    g_test_add_func("/forecast/kinds", test_kinds);
    g_test_add_func("/forecast/unknown", test_unknown);
    g_test_add_func("/forecast/new", test_new);
    g_test_add_func("/forecast/fades", test_fades);
    g_test_add_func("/forecast/panels", test_panels);
    g_test_add_func("/forecast/widens", test_widens);
    g_test_add_func("/forecast/median-and-mean", test_median_and_mean);
    g_test_add_func("/forecast/words", test_words);
    return g_test_run();
}
