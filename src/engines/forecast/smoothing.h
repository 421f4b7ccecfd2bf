// SPDX-License-Identifier: Apache-2.0
// Exponential smoothing of a series without season: level, trend, damped trend; and the theta
// methods, which are smoothing with a drift. Each finds its own weights on the series it is given.
//
// Gardner and McKenzie 1985, "Forecasting trends in time series"; Assimakopoulos and Nikolopoulos
// 2000, "The theta model"; Hyndman and Billah 2003, "Unmasking the theta method"; Fiorucci,
// Pellegrini, Louzada, Petropoulos and Koehler 2016, "Models for optimising the theta method and
// their relationship to state space models" (the dynamic one).
#pragma once

#include <stdbool.h>

// What was found on a series, and the forecasts that follow from it.
struct smoothing {
    double alpha; // weight of the newest value, 0 to 1
    double level; // where the series stands now
};

// Each takes Y[0 .. N-1], N >= 1, and writes FORECAST[0 .. H-1]. With fewer than four values the
// ones with a trend answer the level alone. Nothing is checked here: values are finite.

// Simple exponential smoothing; the level begins at the mean of the first four values.
struct smoothing smooth_level(const double *y, int n, double *forecast, int h);

// Damped trend; ALLOW_DAMP false: the trend of Holt, which goes on for ever.
struct smoothing smooth_trend(const double *y, int n, bool damped, double *forecast, int h);

// Theta(0, 2): the mean of the straight line through Y and of the smoothed line of double bend.
struct smoothing smooth_theta(const double *y, int n, double *forecast, int h);

// Dynamic optimised theta: the bend is found too, and the straight line follows the series.
struct smoothing smooth_dotm(const double *y, int n, double *forecast, int h);
