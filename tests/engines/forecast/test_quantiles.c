// SPDX-License-Identifier: Apache-2.0
// Distributions of demand against sums over every count, closed forms and printed tables.
#include <glib.h>
#include <math.h>

#include "quantiles.h"

enum { COUNTS = 20000 };

// Probabilities of every count, by the defining product in logarithms: nothing shared with the
// engine but the definition.
static void all_counts(const struct demand *demand, double *ret_p)
{
    double more = demand->variance - demand->mean, log_p = 0;
    double r = demand->shape == DEMAND_NEGBIN ? demand->mean * demand->mean / more : 0;
    for (int k = 0; k < COUNTS; k++) {
        if (demand->shape == DEMAND_POISSON)
            log_p = k ? log_p + log(demand->mean / k) : -demand->mean;
        else
            log_p = k ? log_p + log((r + k - 1) / k * more / demand->variance)
                      : r * log(demand->mean / demand->variance);
        ret_p[k] = exp(log_p);
    }
}

static const struct {
    double mean, variance;
} cases[] = {{0.05, 0.05}, {0.3, 4},      {1, 1},       {2.5, 3},        {7, 60},
             {40, 40},     {120, 4000},   {700, 700},   {900, 90000},    {2000, 2100},
             {2999, 3100}, {0.001, 0.01}, {0.5, 0.501}, {0.0001, 0.0002}};

static void test_counts(void)
{
    g_autofree double *p = g_new(double, COUNTS);
    for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
        struct demand demand = demand_of(cases[c].mean, cases[c].variance, true);
        g_assert_cmpint(demand.shape, ==,
                        cases[c].variance <= cases[c].mean ? DEMAND_POISSON : demand.shape);
        all_counts(&demand, p);
        double reach = 0, spare = 0;
        int next = 0;
        const double shares[] = {0.05, 0.5, 0.75, 0.9, 0.95, 0.98, 0.999, 2};
        for (int k = 0; k < COUNTS && shares[next] < 1; k++) {
            double before = reach;
            reach += p[k];
            if (k % 37 == 0 || k < 20) {
                g_assert_cmpfloat_with_epsilon(demand_reach(&demand, k + 0.5), reach, 1e-9);
                g_assert_cmpfloat_with_epsilon(demand_shortage(&demand, k), demand.mean - k + spare,
                                               1e-6 * (1 + k));
            }
            for (; before < shares[next] && reach >= shares[next] + 1e-9; next++)
                g_assert_cmpfloat(demand_level(&demand, shares[next]), ==, k);
            spare += reach; // the sum of what is left of level k + 1
        }
        g_assert_cmpint(next, ==, 7);
    }
}

static void test_normal(void)
{
    // Table of the standard normal distribution.
    const struct {
        double p, z;
    } rows[] = {{0.5, 0},
                {0.9, 1.2815515655446004},
                {0.95, 1.6448536269514722},
                {0.99, 2.3263478740408408},
                {0.9999, 3.7190164854556804},
                {0.025, -1.9599639845400545}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_assert_cmpfloat_with_epsilon(normal_level(rows[i].p), rows[i].z, 1e-9);
        g_assert_cmpfloat_with_epsilon(normal_reach(rows[i].z), rows[i].p, 1e-12);
    }
    // Silver, Pyke and Thomas, table of the unit normal loss: G(0) = 0.3989, G(1) = 0.0833.
    g_assert_cmpfloat_with_epsilon(normal_shortage(0), 0.39894, 1e-5);
    g_assert_cmpfloat_with_epsilon(normal_shortage(1), 0.08332, 1e-5);
    g_assert_cmpfloat_with_epsilon(normal_shortage(-1), 1.08332, 1e-5);
    struct demand demand = {DEMAND_NORMAL, 100, 400};
    g_assert_cmpfloat_with_epsilon(demand_level(&demand, 0.95), 132.897, 1e-3);
    g_assert_cmpfloat_with_epsilon(demand_shortage(&demand, 120), 20 * 0.083315, 1e-4);
}

static void test_gamma(void)
{
    for (double x = 0.01; x < 60; x *= 1.7) {
        double few = exp(-x), sum = few;
        g_assert_cmpfloat_with_epsilon(gamma_share(1, x), 1 - exp(-x), 1e-12);
        g_assert_cmpfloat_with_epsilon(gamma_share(0.5, x), erf(sqrt(x)), 1e-12);
        for (int k = 1; k < 12; k++) {
            few *= x / k;
            sum += few;
        }
        g_assert_cmpfloat_with_epsilon(gamma_share(12, x), 1 - sum, 1e-10);
    }
    g_assert_cmpfloat_with_epsilon(gamma_share(1e7, 1e7), 0.5, 1e-3);
    for (double p = 0.5; p < 0.9999; p += 0.0333) {
        struct demand demand = demand_of(12345.6, 7e6, true);
        g_assert_cmpint(demand.shape, ==, DEMAND_GAMMA);
        g_assert_cmpfloat_with_epsilon(demand_reach(&demand, demand_level(&demand, p)), p, 1e-9);
    }
}

// E max(D - s, 0) is the integral of P(D > x) from s on.
static void test_gamma_shortage(void)
{
    struct demand demand = demand_of(4000, 2e6, false);
    double step = 0.5, sum = 0;
    for (double x = 30000; x > 3000; x -= step)
        sum += step * (1 - demand_reach(&demand, x - 0.5 * step));
    g_assert_cmpfloat_with_epsilon(demand_shortage(&demand, 3000), sum, 0.01);
}

static void test_certain(void)
{
    struct demand none = demand_of(0, 0, true), same = demand_of(5000, 0, true);
    g_assert_cmpfloat(demand_level(&none, 0.99), ==, 0);
    g_assert_cmpfloat(demand_reach(&none, 0), ==, 1);
    g_assert_cmpfloat(demand_level(&same, 0.99), ==, 5000);
    g_assert_cmpfloat(demand_reach(&same, 4999), ==, 0);
    g_assert_cmpfloat(demand_shortage(&same, 4000), ==, 1000);
    g_assert_cmpfloat(demand_shortage(&same, 6000), ==, 0);
}

// Hardly ever anything, then very much: the level is still enough, and found quickly.
static void test_wild(void)
{
    const double means[] = {0.001, 1, 200, 500, 1000, 3000};
    for (size_t i = 0; i < G_N_ELEMENTS(means); i++)
        for (double variance = means[i]; variance < 1e20; variance *= 30) {
            struct demand demand = demand_of(means[i], variance, true);
            double level = demand_level(&demand, 0.9999);
            g_assert_cmpfloat(demand_reach(&demand, level), >=, 0.9999 - 1e-9);
            double shortage = demand_shortage(&demand, level);
            g_assert_true(shortage >= 0 && shortage <= means[i]);
        }
}

static void test_monotone(void)
{
    for (size_t c = 0; c < G_N_ELEMENTS(cases); c++) {
        for (int pieces = 0; pieces < 2; pieces++) {
            struct demand demand = demand_of(cases[c].mean, cases[c].variance, pieces);
            double last = 0;
            for (double p = 0.5; p < 0.9999; p += 0.01) {
                double level = demand_level(&demand, p);
                g_assert_cmpfloat(level, >=, last);
                g_assert_cmpfloat(demand_reach(&demand, level), >=, p - 1e-9);
                last = level;
            }
        }
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/quantiles/counts", test_counts);
    g_test_add_func("/quantiles/normal", test_normal);
    g_test_add_func("/quantiles/gamma", test_gamma);
    g_test_add_func("/quantiles/gamma-shortage", test_gamma_shortage);
    g_test_add_func("/quantiles/certain", test_certain);
    g_test_add_func("/quantiles/wild", test_wild);
    g_test_add_func("/quantiles/monotone", test_monotone);
    return g_test_run();
}
