// SPDX-License-Identifier: Apache-2.0
// The season of a series: by what factor does each part of it stand out.
#pragma once

// Writes FACTORS[0 .. M-1], of mean 1; factors[t % m] belongs to y[t]. Ratios to the centred
// moving average, averaged by their place in the season, then drawn towards 1 as far as chance
// alone could have made them (Miller and Williams 2003, "Shrinkage estimators of time series
// seasonal factors and their effect on forecasting accuracy"). Answers which share of the raw
// factors was kept, 0 = no season at all. Y has two whole seasons at least and is 0 or more.
double season_factors(const double *y, int n, int m, double *factors);

// Writes what Y is without its season. Values in parts of the season with next to no demand say
// nothing; there it is what it was before.
void season_remove(const double *y, int n, int m, const double *factors, double *ret_level);
