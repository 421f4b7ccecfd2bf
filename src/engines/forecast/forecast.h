// SPDX-License-Identifier: Apache-2.0
// How much of an item will be wanted in the coming periods, from what was wanted in the past ones.
//
// The history is looked at first: does it sell in most periods, by how much do its sales differ,
// does it have a season, is there enough of it. Then a combination of simple methods that has
// proven itself for that kind of demand answers (Makridakis and Hibon 2000, "The M3-Competition";
// Petropoulos and Svetunkov 2020, "A simple combination of univariate models").
//
//   regular       the factors of the season taken out, then the mean of the dynamic optimised
//                 theta method and of a damped trend (smoothing.h), then the season put back
//   erratic,      the mean of simple exponential smoothing and of the theta method
//   intermittent,
//   lumpy
//   new           a mean of its own few periods and of its class
#pragma once

#include <glib.h>
#include <stdbool.h>

enum {
    FORECAST_MAX_HISTORY = 10000,
    FORECAST_MAX_SEASON = 366,
    FORECAST_MAX_HORIZON = 1000,
};
#define FORECAST_MAX_DEMAND 1e15 // a period

// The kinds of Syntetos, Boylan and Croston 2005, "On the categorization of demand patterns",
// by the mean gap between sales (1.32 periods) and the squared variation of their sizes (0.49).
enum forecast_kind {
    FORECAST_NONE,         // never sold, nothing known of its class
    FORECAST_NEW,          // fewer than FORECAST_FEW known periods
    FORECAST_REGULAR,      // sells nearly always, about as much
    FORECAST_ERRATIC,      // sells nearly always, now little, now much
    FORECAST_INTERMITTENT, // often sells nothing, otherwise about as much
    FORECAST_LUMPY,        // often sells nothing, otherwise now little, now much
    FORECAST_N_KINDS,
};

enum { FORECAST_FEW = 4 };

struct forecast_ask {
    // Demand by period, oldest first, 0 and above. NAN: not known (not counted, not yet listed,
    // out of stock); such periods before the first known one do not count as history, later ones
    // are filled with the mean of the known neighbours on both sides.
    const double *history; // may be NULL when n is 0
    int n;                 // 0 to FORECAST_MAX_HISTORY
    int season;            // periods until the season begins again, 1 = none; 12 for months
    int horizon;           // periods to look ahead, 1 to FORECAST_MAX_HORIZON
    double class_mean;     // mean demand a period of items like this one; NAN or 0 = not known
};

// One period of the future.
struct forecast_period {
    double mean;     // the forecast: as likely too much as too little in the long run
    double prudent;  // what stock is planned by: no falling trend of an uneven item is trusted, and
                     // it may come back to its old mean, less likely the longer it has not sold
    double variance; // what the period adds to the variance of all demand until its end: its own,
                     // and that the level may have moved meanwhile
};

// What was found on the way, for explanations.
struct forecast {
    enum forecast_kind kind;
    int known, filled; // periods of history that count; those among them that had to be filled
    bool pieces;       // all known demands are whole numbers
    int since;         // periods without demand at the end of the history
    double mean;       // a period over the whole history
    double empty;      // share of the periods without any demand
    double gap;        // mean periods from sale to sale, 1 = sells always
    double variation;  // squared coefficient of variation of the sales that are not 0; of an item
                       // that sells nearly always, around its course
    double season;     // share of the raw season that is more than chance, 0 = none
    double high;       // the largest factor of the season in the horizon, 1 = none
    int high_at;       // the period of the horizon in which it comes first, 0 = the next one
    double level;      // demand a period now, the season taken out
    double trend;      // its change a period over the horizon
    double alpha;      // by what weight a new period moves the level
    double variance;   // of the demand of one period around its forecast, the season taken out
};

// Writes ret_periods[0 .. horizon - 1], no number in it below 0. Fails with TOTE_ENGINE_LIMIT; the
// field is the name of the member of ASK. RET_FOUND may be NULL.
bool forecast_run(const struct forecast_ask *ask, struct forecast_period *ret_periods,
                  struct forecast *ret_found, GError **error);

// How long a period is, for words.
enum forecast_unit {
    FORECAST_PERIOD,
    FORECAST_DAY,
    FORECAST_WEEK,
    FORECAST_MONTH,
    FORECAST_QUARTER,
    FORECAST_YEAR,
    FORECAST_N_UNITS,
};

// The unit that goes with a season of M periods: 12 months, 52 weeks, 7 days, …
enum forecast_unit forecast_unit_of(int m);

// What was found, in sentences for people. Caller frees.
char *forecast_words(const struct forecast *found, enum forecast_unit unit);
