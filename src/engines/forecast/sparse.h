// SPDX-License-Identifier: Apache-2.0
// Items that often sell nothing: averages that know sizes and gaps apart.
//
// Croston 1972, "Forecasting and stock control for intermittent demands"; Syntetos and Boylan
// 2005, "The accuracy of intermittent demand estimates"; Teunter, Syntetos and Babai 2011,
// "Intermittent demand: linking forecasting to inventory obsolescence".
#pragma once

// Each answers the mean demand a period after Y[0 .. N-1], N >= 1, values 0 and above; 0 when
// nothing was ever sold. The weights are between 0 and 1.

// Size over gap, both smoothed at sales only: too high by some ALPHA / 2, and blind to an item
// that stops selling. Here for comparison.
double sparse_croston(const double *y, int n, double alpha);

// Croston's with the correction of Syntetos and Boylan.
double sparse_sba(const double *y, int n, double alpha);

// Size times probability of a sale; the probability also falls in periods without one.
double sparse_tsb(const double *y, int n, double size_weight, double chance_weight);
