// SPDX-License-Identifier: Apache-2.0
// Distributions of the demand of a span of time: how likely is at most so much, how much is enough
// with a given probability, how much is missing on average.
#pragma once

#include <stdbool.h>

enum demand_shape {
    DEMAND_POISSON, // pieces, variance = mean
    DEMAND_NEGBIN,  // pieces, variance > mean
    DEMAND_GAMMA,   // measured goods, or so many pieces that counting them adds nothing
    DEMAND_NORMAL,  // for comparison, and where another program used it
    DEMAND_N_SHAPES,
};

// A demand that is never below 0 (the normal one may be, its levels are cut at 0).
struct demand {
    enum demand_shape shape;
    double mean, variance; // 0 and above, finite
};

// Demands of more pieces than this on average, or with a standard deviation above this, are taken
// as gamma: one piece more or less adds nothing there, and counting them would take long.
enum { DEMAND_COUNTED = 3000, DEMAND_SPREAD_COUNTED = 20000 };

// The shape that fits MEAN and VARIANCE; PIECES: the demand is whole numbers.
struct demand demand_of(double mean, double variance, bool pieces);

// The probability that the demand is LEVEL or less.
double demand_reach(const struct demand *demand, double level);

// The smallest level that covers the demand with probability P, 0 < P < 1; a whole number for
// pieces, never below 0.
double demand_level(const struct demand *demand, double p);

// The mean of what the demand exceeds LEVEL by, LEVEL >= 0: pieces missing a cycle (the "loss
// function" of Silver, Pyke and Thomas 2017, "Inventory and Production Management in Supply
// Chains", chapter 6).
double demand_shortage(const struct demand *demand, double level);

// The standard normal distribution: P(Z <= z), its inverse (0 < p < 1), E max(Z - z, 0).
double normal_reach(double z);
double normal_level(double p);
double normal_shortage(double z);

// The regularised lower incomplete gamma function P(a, x), a > 0, x >= 0.
double gamma_share(double a, double x);
