// SPDX-License-Identifier: Apache-2.0
// Made-up histories of items, whose truth is known.
#pragma once

#include "dice.h"
#include "forecast.h"

// What a made-up item does: level, change a period, swing of a season of 12, noise; noise < 0
// means whole numbers that come by chance.
struct course {
    double level, change, swing, noise;
};

enum { N_COURSES = 10 };
extern const struct course courses[N_COURSES];

// N periods of a course into Y.
void course_make(const struct course *course, struct dice *dice, int n, double *y);

// Chance of mean 0 and variance 1, near enough to a bell.
double course_bell(struct dice *dice);

// The forecast of a history without a class, H periods into OUT; aborts where it is refused.
struct forecast course_run(const double *y, int n, int season, int h, struct forecast_period *out);
