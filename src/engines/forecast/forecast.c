// SPDX-License-Identifier: Apache-2.0
// From a history to forecasts: checks, gaps, the kind of demand, and the methods of each kind.
#include "forecast.h"

#include <math.h>
#include <string.h>

#include "errors.h"
#include "i18n.h"
#include "season.h"
#include "smoothing.h"

#define GAP_LIMIT 1.32
#define VARIATION_LIMIT 0.49
// Around its course a regular item varies less than this; noisier ones are served better as
// erratic. Three seasons of history carry more noise.
#define REGULAR_LIMIT 0.15
#define SEASONS_LIMIT 0.3
#define LEAST_MEDIAN 0.1 // in units of the mean: below it the formula is no longer one
#define DISCOUNT 0.95
#define AHEAD_WORSE 1.3 // the methods of regular items err more ahead than where they were fitted
// For its stock an uneven item is expected back at its old mean by a fifth; that halves whenever
// eight of its usual gaps have passed without a sale. (Found on weekly and three-day sales of items
// and customers of a shop, forwards and backwards in time; anything near does as well.)
#define COMES_BACK 0.2
#define FORGOTTEN_GAPS 8
#define CLASS_WORTH 4.0      // the class mean counts as much as so many periods of the item's own
enum { SHORT_HISTORY = 10 }; // too few to fit a trend on its own

// --- what is refused

static bool in_range(int value, int least, int most, const char *field, GError **error)
{
    if (value >= least && value <= most)
        return true;
    return tote_fail(error, TOTE_ENGINE_LIMIT, field, _("%s has to be from %d to %d, not %d"),
                     field, least, most, value);
}

static bool check_history(const struct forecast_ask *ask, GError **error)
{
    for (int t = 0; t < ask->n; t++) {
        double y = ask->history[t];
        if (!isnan(y) && !(y >= 0 && y <= FORECAST_MAX_DEMAND))
            return tote_fail(error, TOTE_ENGINE_LIMIT, "history",
                             _("The demand of period %d is %g; it has to be from 0 to %g"), t + 1,
                             y, FORECAST_MAX_DEMAND);
    }
    return true;
}

static bool check(const struct forecast_ask *ask, GError **error)
{
    double mean = ask->class_mean;
    if (!in_range(ask->n, 0, FORECAST_MAX_HISTORY, "history", error) ||
        !in_range(ask->season, 1, FORECAST_MAX_SEASON, "season", error) ||
        !in_range(ask->horizon, 1, FORECAST_MAX_HORIZON, "horizon", error))
        return false;
    if (!isnan(mean) && !(mean >= 0 && mean <= FORECAST_MAX_DEMAND))
        return tote_fail(error, TOTE_ENGINE_LIMIT, "class_mean",
                         _("The mean of the class is %g; it has to be from 0 to %g"), mean,
                         FORECAST_MAX_DEMAND);
    return check_history(ask, error);
}

// --- the history

struct history {
    double *y;   // without gaps, divided by unit
    double unit; // the mean of the history, so that methods see numbers around 1
    int n;
};

static int next_known(const double *from, int at, int n)
{
    while (at < n && isnan(from[at]))
        at++;
    return at;
}

// Copies the history from its first known period on, gaps filled. Caller frees ret_history->y.
static void take_history(const struct forecast_ask *ask, struct history *ret_history,
                         struct forecast *found)
{
    int first = next_known(ask->history, 0, ask->n), n = ask->n - first;
    double *y = g_new(double, MAX(n, 1)), sum = 0;
    const double *from = n ? ask->history + first : NULL;
    for (int t = 0; t < n; t++) {
        y[t] = from[t];
        if (isnan(y[t])) {
            int next = next_known(from, t, n);
            y[t] = next < n ? 0.5 * (y[t - 1] + from[next]) : y[t - 1];
            found->filled++;
        }
        sum += y[t];
    }
    found->known = n;
    found->mean = n ? sum / n : 0;
    *ret_history = (struct history){y, found->mean > 0 ? found->mean : 1, n};
    for (int t = 0; t < n; t++)
        y[t] /= ret_history->unit;
}

static bool whole_numbers(const struct forecast_ask *ask)
{
    for (int t = 0; t < ask->n; t++)
        if (!isnan(ask->history[t]) && ask->history[t] != floor(ask->history[t]))
            return false;
    return true;
}

// Half the mean squared difference of values LAG periods apart: the variance of what is left when
// trend (lag 1) or season (lag m) are out of sight. HUGE_VAL if there are too few.
static double lagged_variance(const struct history *history, int lag)
{
    double sum = 0;
    if (history->n < 2 * lag + 1)
        return HUGE_VAL;
    for (int t = lag; t < history->n; t++) {
        double off = history->y[t] - history->y[t - lag];
        sum += off * off;
    }
    return 0.5 * sum / (history->n - lag);
}

static enum forecast_kind kind_of(const struct history *history, int m, struct forecast *found)
{
    double sum = 0, square = 0;
    int sales = 0, n = history->n;
    for (int t = 0; t < n; t++) {
        sales += history->y[t] > 0;
        found->since = history->y[t] > 0 ? 0 : found->since + 1;
        sum += history->y[t];
        square += history->y[t] * history->y[t];
    }
    found->empty = n ? (double)(n - sales) / n : 0;
    found->gap = sales ? (double)n / sales : 0;
    found->variation = sales ? fmax(0, square * sales / (sum * sum) - 1) : 0;
    if (n < FORECAST_FEW)
        return FORECAST_NEW;
    if (!sales)
        return FORECAST_NONE;
    double seasonal = m > 1 ? lagged_variance(history, m) : HUGE_VAL;
    double limit = m > 1 && n >= 3 * m ? SEASONS_LIMIT : REGULAR_LIMIT;
    bool often = found->gap < GAP_LIMIT || seasonal < 0.5 * (square / n - 1);
    if (!often)
        return found->variation < VARIATION_LIMIT ? FORECAST_INTERMITTENT : FORECAST_LUMPY;
    // A trend and a season are no irregularity.
    found->variation = fmin(found->variation, fmin(lagged_variance(history, 1), seasonal));
    return found->variation < limit ? FORECAST_REGULAR : FORECAST_ERRATIC;
}

// --- the methods

// What the methods work with: the history without its season, and where their answers go.
struct work {
    double *y;       // n values around 1
    double *factors; // of the season, m values
    double *mean;    // h forecasts
    double steady;   // the level as simple exponential smoothing sees it
    int n, m, h;
};

static double squared(double root)
{
    return root > 0 ? root * root : 0;
}

// Theta and damped trend: one reacts slowly and drifts on, the other quickly and flattens out.
// Both see square roots, whose noise is about the same at any level (Bartlett 1936, "The square
// root transformation in analysis of variance"; for theta, Spiliotis, Assimakopoulos and
// Makridakis 2020, "Generalizing the Theta method for automatic forecasting").
static void run_regular(struct work *work, double *other, struct forecast *found)
{
    g_autofree double *root = g_new(double, work->n);
    for (int t = 0; t < work->n; t++)
        root[t] = sqrt(work->y[t]);
    struct smoothing dotm = smooth_dotm(root, work->n, work->mean, work->h);
    struct smoothing damped = smooth_trend(root, work->n, true, other, work->h);
    for (int k = 0; k < work->h; k++)
        work->mean[k] = 0.5 * (squared(work->mean[k]) + squared(other[k]));
    found->alpha = 0.5 * (dotm.alpha + damped.alpha);
    found->level = 0.5 * (squared(dotm.level) + squared(damped.level));
}

// Level and theta, both with weights near the usual ones.
static void run_uneven(struct work *work, double *other, struct forecast *found)
{
    struct smoothing still = smooth_level(work->y, work->n, work->mean, work->h);
    struct smoothing theta = smooth_theta(work->y, work->n, other, work->h);
    for (int k = 0; k < work->h; k++)
        work->mean[k] = 0.5 * (work->mean[k] + other[k]);
    work->steady = still.level;
    found->alpha = 0.5 * (still.alpha + theta.alpha);
    found->level = 0.5 * (still.level + theta.level);
}

// The mean of two views of the variance, newer periods counting more: around the mean, and around
// the smoothed level one step ahead.
static double recent_variance(const struct work *work, double alpha)
{
    double weights = 0, sum = 0, square = 0, errors = 0, level = 0;
    int first = MIN(work->n, FORECAST_FEW);
    for (int t = 0; t < first; t++)
        level += work->y[t] / first;
    for (int t = 0; t < work->n; t++) {
        double off = work->y[t] - level;
        weights = weights * DISCOUNT + 1;
        sum = sum * DISCOUNT + work->y[t];
        square = square * DISCOUNT + work->y[t] * work->y[t];
        errors = errors * DISCOUNT + off * off;
        level += alpha * off;
    }
    double mean = sum / weights;
    return 0.5 * (fmax(0, square / weights - mean * mean) + errors / weights);
}

// The factors of the season, or all 1; then the history without it.
static void take_season_out(const struct history *history, struct work *work,
                            struct forecast *found)
{
    bool may = work->m > 1 && work->n >= 3 * work->m && found->kind <= FORECAST_ERRATIC;
    found->season = may ? season_factors(history->y, work->n, work->m, work->factors) : 0;
    for (int i = 0; i < work->m && found->season <= 0; i++)
        work->factors[i] = 1;
    season_remove(history->y, work->n, work->m, work->factors, work->y);
}

// The square of a mean root is about the median; the mean lies above it by the variance of the
// roots, about VARIANCE / 4 MEDIAN.
static double mean_of_roots(double median, double variance)
{
    return median > 0 ? median + variance / (4 * fmax(median, LEAST_MEDIAN)) : 0;
}

// The answers with season and in the unit of the history, nothing below 0. The error of a level
// that is smoothed with ALPHA grows by that share of each new one (Hyndman, Koehler, Ord and Snyder
// 2008, "Forecasting with Exponential Smoothing", chapter 6).
static void write_periods(const struct work *work, double unit, const struct forecast *found,
                          struct forecast_period *ret_periods)
{
    bool uneven = found->kind != FORECAST_REGULAR;
    double variance = found->variance * (uneven ? 1 : AHEAD_WORSE);
    double quiet = found->since / fmax(found->gap, 1) / FORGOTTEN_GAPS;
    double back = uneven ? COMES_BACK * exp2(-quiet) : 0, steady = uneven ? work->steady : 0;
    for (int k = 0; k < work->h; k++) {
        double factor = work->factors[(work->n + k) % work->m] * unit;
        double mean = fmax(0, work->mean[k]), grown = 1 + k * found->alpha;
        double prudent = uneven ? fmax(mean, steady) : mean_of_roots(mean, found->variance);
        ret_periods[k].mean = mean * factor;
        ret_periods[k].prudent = (prudent + back * fmax(0, 1 - prudent)) * factor;
        ret_periods[k].variance = variance * grown * grown * factor * factor;
    }
}

static void note_season(const struct work *work, struct forecast *found)
{
    for (int k = 0; k < work->h; k++) {
        double factor = work->factors[(work->n + k) % work->m];
        if (factor > found->high) {
            found->high = factor;
            found->high_at = k;
        }
    }
}

static void run_known(const struct forecast_ask *ask, const struct history *history,
                      struct forecast_period *ret_periods, struct forecast *found)
{
    g_autofree double *y = g_new(double, history->n), *mean = g_new(double, ask->horizon);
    g_autofree double *other = g_new(double, ask->horizon), *factors = g_new(double, ask->season);
    struct work work = {y, factors, mean, 0, history->n, ask->season, ask->horizon};
    take_season_out(history, &work, found);
    if (found->kind == FORECAST_REGULAR && history->n >= SHORT_HISTORY)
        run_regular(&work, other, found);
    else
        run_uneven(&work, other, found);
    found->variance = recent_variance(&work, found->alpha);
    write_periods(&work, history->unit, found, ret_periods);
    note_season(&work, found);
    found->trend = (fmax(0, mean[work.h - 1]) - fmax(0, found->level)) / work.h * history->unit;
    found->level = fmax(0, found->level) * history->unit;
    found->variance *= history->unit * history->unit;
}

// Fewer periods than a method needs: its own mean and that of its class, by their weight; of its
// variance nothing is known but that such items vary as much as they sell.
static void run_new(const struct forecast_ask *ask, struct forecast_period *ret_periods,
                    struct forecast *found)
{
    double worth = ask->class_mean > 0 ? CLASS_WORTH : 0, sum = found->mean * found->known;
    if (worth > 0)
        sum += worth * ask->class_mean;
    found->level = found->known + worth > 0 ? sum / (found->known + worth) : 0;
    found->variance = found->level * (1 + found->level);
    found->alpha = 1 / (1 + found->known + worth);
    for (int k = 0; k < ask->horizon; k++) {
        double grown = 1 + k * found->alpha;
        ret_periods[k] =
            (struct forecast_period){found->level, found->level, found->variance * grown * grown};
    }
}

bool forecast_run(const struct forecast_ask *ask, struct forecast_period *ret_periods,
                  struct forecast *ret_found, GError **error)
{
    struct forecast found = {.high = 1};
    struct history history;
    if (!check(ask, error))
        return false;
    take_history(ask, &history, &found);
    found.pieces = whole_numbers(ask);
    found.kind = kind_of(&history, ask->season, &found);
    if (found.kind == FORECAST_NEW || found.kind == FORECAST_NONE)
        run_new(ask, ret_periods, &found);
    else
        run_known(ask, &history, ret_periods, &found);
    if (ret_found)
        *ret_found = found;
    g_free(history.y);
    return true;
}
