// SPDX-License-Identifier: Apache-2.0
// Classical decomposition with shrunken factors; what is left of a season by chance is none.
#include "season.h"

#include <glib.h>
#include <math.h>

#define SEASON_LEAST 0.05 // in a part of the season this quiet, nothing shows of the level

// The mean of a whole season around y[t]; half weights at both ends when M is even.
static double centred(const double *y, int t, int m)
{
    int half = m / 2;
    double sum = 0;
    for (int i = t - half; i <= t + half; i++)
        sum += y[i];
    if (m % 2 == 0)
        sum -= 0.5 * (y[t - half] + y[t + half]);
    return sum / m;
}

// Sets FACTORS to the mean ratio of each place and answers the variance of one such mean.
static double mean_ratios(const double *y, int n, int m, double *factors)
{
    g_autofree double *square = g_new0(double, m);
    g_autofree int *count = g_new0(int, m);
    double within = 0;
    int spare = 0;
    for (int i = 0; i < m; i++)
        factors[i] = 0;
    for (int t = m / 2; t < n - m / 2; t++) {
        double around = centred(y, t, m), ratio = around > 0 ? y[t] / around : 1;
        factors[t % m] += ratio;
        square[t % m] += ratio * ratio;
        count[t % m]++;
    }
    double per_place = (double)(n - 2 * (m / 2)) / m;
    for (int i = 0; i < m; i++) {
        if (count[i])
            factors[i] /= count[i];
        within += square[i] - count[i] * factors[i] * factors[i];
        spare += MAX(count[i] - 1, 0);
    }
    return spare && per_place > 0 ? fmax(within, 0) / spare / per_place : 0;
}

double season_factors(const double *y, int n, int m, double *factors)
{
    double chance = mean_ratios(y, n, m, factors), mean = 0, spread = 0;
    for (int i = 0; i < m; i++)
        mean += factors[i] / m;
    for (int i = 0; i < m; i++)
        spread += (factors[i] - mean) * (factors[i] - mean);
    // James and Stein: the share of the spread that chance explains is taken out.
    double keep = spread > 0 ? fmax(0, 1 - MAX(m - 3, 1) * chance / spread) : 0;
    for (int i = 0; i < m; i++)
        factors[i] = mean > 0 ? 1 + keep * (factors[i] / mean - 1) : 1;
    return keep;
}

void season_remove(const double *y, int n, int m, const double *factors, double *ret_level)
{
    for (int t = 0; t < n; t++)
        if (factors[t % m] >= SEASON_LEAST)
            ret_level[t] = y[t] / factors[t % m];
        else
            ret_level[t] = t ? ret_level[t - 1] : 1;
}
