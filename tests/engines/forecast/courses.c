// SPDX-License-Identifier: Apache-2.0
// Made-up histories of items, whose truth is known.
#include "courses.h"

#include <glib.h>
#include <math.h>

const struct course courses[N_COURSES] = {
    {100, 0, 0, 0.1}, {100, 1, 0, 0.1},    {100, 0.5, 0.4, 0.1}, {100, -0.3, 0, 0.3},
    {5, 0, 0, -1},    {0.4, 0, 0, -1},     {0.1, 0, 0, -1},      {3, 0, 0.8, -1},
    {1, 0.05, 0, -1}, {1000, 0, 0.3, 0.7},
};

struct forecast course_run(const double *y, int n, int season, int h, struct forecast_period *out)
{
    struct forecast_ask ask = {y, n, season, h, NAN};
    struct forecast found;
    g_autoptr(GError) error = NULL;
    bool done = forecast_run(&ask, out, &found, &error);
    g_assert_no_error(error);
    g_assert_true(done);
    return found;
}

double course_bell(struct dice *dice)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += dice_share(dice);
    return sum;
}

static int poisson(struct dice *dice, double mean)
{
    double product = dice_share(dice), stop = exp(-mean);
    int k = 0;
    for (; product > stop; k++)
        product *= dice_share(dice);
    return k;
}

void course_make(const struct course *course, struct dice *dice, int n, double *y)
{
    for (int t = 0; t < n; t++) {
        double mean =
            (course->level + course->change * t) * (1 + course->swing * sin(2 * G_PI * t / 12));
        y[t] = course->noise < 0 ? poisson(dice, mean)
                                 : fmax(0, mean * (1 + course->noise * course_bell(dice)));
    }
}
