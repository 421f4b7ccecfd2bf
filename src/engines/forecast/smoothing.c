// SPDX-License-Identifier: Apache-2.0
// Level, trend, damped trend and theta: each is one pass over the series for given weights, and a
// search for the weights with the least squared error one step ahead.
#include "smoothing.h"

#include <glib.h>
#include <math.h>

#include "simplex.h"

enum { GRID = 20, SHORT = 4, ROUNDS = 200 };
#define ENOUGH 1e-6 // a search ends when its corners agree so far, relatively

// A short or jumpy series says little about its weights: the best fit is then as good as chance.
// So what is known of weights beforehand counts too. Each is expected near a usual value with a
// spread of about one on the scale log(w / (1 - w)), and the search finds the likeliest weight
// given both (least squares is the same with nothing known beforehand).
#define LEVEL_USUAL 0.16 // weights of 0.1 to 0.3 are the advice of Gardner 1985
#define LEVEL_TRUST 0.75 // 1 / spread squared
#define TREND_USUAL 0.05
#define TREND_TRUST 1.0

struct series {
    const double *y;
    int n;
    double first; // mean of the first values, where levels begin
};

static double mean_of(const double *y, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += y[i];
    return n ? sum / n : 0;
}

static double log_odds(double share)
{
    return log(share / (1 - share));
}

// The factor on a sum of squares that stands for how unusual WEIGHT is.
static double unusual(double weight, double usual, double trust, int n)
{
    double off = log_odds(weight) - log_odds(usual);
    return exp(trust * off * off / n);
}

static double first_level(const double *y, int n)
{
    return mean_of(y, MIN(n, SHORT));
}

// All weights of the grid in one pass: the chains do not wait for each other.
static struct smoothing best_level(const double *y, int n, double first)
{
    double level[GRID], sum[GRID], least = HUGE_VAL;
    int best = 0;
    for (int j = 0; j < GRID; j++) {
        level[j] = first;
        sum[j] = 0;
    }
    for (int t = 0; t < n; t++)
        for (int j = 0; j < GRID; j++) {
            double off = y[t] - level[j];
            sum[j] += off * off;
            level[j] += (j + 1.0) / GRID * off;
        }
    for (int j = 0; j < GRID - 1; j++) { // the last one is the naive forecast
        double odd = sum[j] * unusual((j + 1.0) / GRID, LEVEL_USUAL, LEVEL_TRUST, n);
        if (odd < least) {
            least = odd;
            best = j;
        }
    }
    return (struct smoothing){(best + 1.0) / GRID, level[best]};
}

struct smoothing smooth_level(const double *y, int n, double *forecast, int h)
{
    struct smoothing found = best_level(y, n, first_level(y, n));
    for (int k = 0; k < h; k++)
        forecast[k] = found.level;
    return found;
}

// --- trend

enum { T_ALPHA, T_BETA, T_PHI, T_LEVEL, T_TREND, T_N };

struct trend_state {
    double level, trend, sum;
};

static struct trend_state run_trend(const struct series *s, const double *at)
{
    struct trend_state state = {at[T_LEVEL], at[T_TREND], 0};
    double alpha = at[T_ALPHA], beta = at[T_BETA] * alpha, phi = at[T_PHI];
    for (int t = 0; t < s->n; t++) {
        double off = s->y[t] - state.level - phi * state.trend;
        state.sum += off * off;
        state.level += phi * state.trend + alpha * off;
        state.trend = phi * state.trend + beta * off;
    }
    return state;
}

static double trend_error(const double *at, void *data)
{
    const struct series *s = data;
    double sum = run_trend(s, at).sum * unusual(at[T_BETA], TREND_USUAL, TREND_TRUST, s->n);
    return isfinite(sum) ? sum : HUGE_VAL;
}

static double early_slope(const double *y, int n)
{
    int last = MIN(n - 1, 9);
    return last > 0 ? (y[last] - y[0]) / last : 0;
}

struct smoothing smooth_trend(const double *y, int n, bool damped, double *forecast, int h)
{
    if (n < SHORT)
        return smooth_level(y, n, forecast, h);
    struct series s = {y, n, first_level(y, n)};
    double slope = early_slope(y, n), spread = fabs(s.first) * 0.1 + fabs(slope) + 1e-9;
    struct simplex search = {
        .n = T_N,
        .start = {0.3, 0.1, damped ? 0.95 : 1, s.first - slope, slope},
        .step = {0.2, 0.1, damped ? -0.05 : 0, spread, spread * 0.1},
        .low = {1e-4, 1e-4, damped ? 0.8 : 1, -HUGE_VAL, -HUGE_VAL},
        .high = {0.9999, 0.9999, damped ? 0.98 : 1, HUGE_VAL, HUGE_VAL},
        .rounds = 2 * ROUNDS,
        .close = ENOUGH,
        .value = trend_error,
        .data = &s,
    };
    simplex_search(&search);
    struct trend_state end = run_trend(&s, search.start);
    double phi = search.start[T_PHI], ahead = 0, power = 1;
    for (int k = 0; k < h; k++) {
        power *= phi;
        ahead += power;
        forecast[k] = end.level + ahead * end.trend;
    }
    return (struct smoothing){search.start[T_ALPHA], end.level};
}

// --- theta

struct line {
    double middle, mean, slope;
};

static struct line fit_line(const double *y, int n)
{
    struct line line = {0.5 * (n - 1), mean_of(y, n), 0};
    double across = 0, square = 0;
    for (int t = 0; t < n; t++) {
        across += (t - line.middle) * (y[t] - line.mean);
        square += (t - line.middle) * (t - line.middle);
    }
    line.slope = square > 0 ? across / square : 0;
    return line;
}

static double on_line(const struct line *line, double t)
{
    return line->mean + line->slope * (t - line->middle);
}

struct smoothing smooth_theta(const double *y, int n, double *forecast, int h)
{
    if (n < SHORT)
        return smooth_level(y, n, forecast, h);
    struct line line = fit_line(y, n);
    g_autofree double *bent = g_new(double, n);
    for (int t = 0; t < n; t++)
        bent[t] = 2 * y[t] - on_line(&line, t);
    struct smoothing found = best_level(bent, n, first_level(bent, n));
    for (int k = 0; k < h; k++)
        forecast[k] = 0.5 * (found.level + on_line(&line, n + k));
    found.level = 0.5 * (found.level + on_line(&line, n - 1));
    return found;
}

// --- dynamic optimised theta

enum { D_ALPHA, D_THETA, D_LEVEL, D_N };

// The straight line through all values so far, kept up to date value by value.
struct running_line {
    double mean, start, slope;
    int n;
};

static void running_line_add(struct running_line *line, double y)
{
    double t = ++line->n, off = y - line->mean;
    line->slope = ((t - 2) * line->slope + 6 * off / t) / (t + 1);
    line->mean += off / t;
    if (line->n == 1)
        line->slope = 0;
    line->start = line->mean - 0.5 * (t + 1) * line->slope;
}

struct dotm_state {
    struct running_line line;
    double level, decay; // decay = (1 - alpha) to the power of the values seen
};

static double dotm_ahead(const struct dotm_state *state, const double *at)
{
    double alpha = at[D_ALPHA], share = 1 - 1 / at[D_THETA];
    double next = state->decay * (1 - alpha);
    return state->level +
           share * (state->decay * state->line.start + (1 - next) / alpha * state->line.slope);
}

static void dotm_add(struct dotm_state *state, const double *at, double y)
{
    state->level += at[D_ALPHA] * (y - state->level);
    state->decay *= 1 - at[D_ALPHA];
    running_line_add(&state->line, y);
}

static double run_dotm(const struct series *s, const double *at, struct dotm_state *ret_end)
{
    struct dotm_state state = {.level = at[D_LEVEL], .decay = 1};
    double sum = 0;
    for (int t = 0; t < s->n; t++) {
        double off = s->y[t] - dotm_ahead(&state, at);
        if (t > 1) // two values make the first line
            sum += off * off;
        dotm_add(&state, at, s->y[t]);
    }
    if (ret_end)
        *ret_end = state;
    return sum;
}

static double dotm_error(const double *at, void *data)
{
    double sum = run_dotm(data, at, NULL);
    return isfinite(sum) ? sum : HUGE_VAL;
}

struct smoothing smooth_dotm(const double *y, int n, double *forecast, int h)
{
    if (n < SHORT)
        return smooth_level(y, n, forecast, h);
    struct series s = {y, n, first_level(y, n)};
    struct simplex search = {
        .n = D_N,
        .start = {0.5, 2, 0.5 * y[0]},
        .step = {-0.2, 1, 0.25 * fabs(s.first) + 1e-9},
        .low = {0.1, 1, -HUGE_VAL},
        .high = {0.99, 1e10, HUGE_VAL},
        .rounds = ROUNDS,
        .close = ENOUGH,
        .value = dotm_error,
        .data = &s,
    };
    struct dotm_state end;
    simplex_search(&search);
    run_dotm(&s, search.start, &end);
    for (int k = 0; k < h; k++) {
        forecast[k] = dotm_ahead(&end, search.start);
        dotm_add(&end, search.start, forecast[k]);
    }
    double drift = h > 1 ? (forecast[h - 1] - forecast[0]) / (h - 1) : 0;
    return (struct smoothing){search.start[D_ALPHA], forecast[0] - drift};
}
