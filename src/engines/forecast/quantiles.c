// SPDX-License-Identifier: Apache-2.0
// Normal, gamma, Poisson and negative binomial demand. Counts are summed term by term from where
// they begin to matter; the gamma function is a series or a continued fraction.
#include "quantiles.h"

#include <float.h>
#include <glib.h>
#include <math.h>

// --- normal

double normal_reach(double z)
{
    return 0.5 * erfc(-z * M_SQRT1_2);
}

static double normal_density(double z)
{
    return exp(-0.5 * z * z) / sqrt(2 * G_PI);
}

double normal_shortage(double z)
{
    return normal_density(z) - z * normal_reach(-z);
}

// A rough start (Abramowitz and Stegun 26.2.23, off by less than 0.0005), then Newton's steps.
double normal_level(double p)
{
    double tail = fmin(p, 1 - p), t = sqrt(-2 * log(tail));
    double z = t - (2.515517 + t * (0.802853 + t * 0.010328)) /
                       (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for (int i = 0; i < 3; i++)
        z += (normal_reach(-z) - tail) / normal_density(z);
    return p < 0.5 ? -z : z;
}

static double normal_demand_reach(const struct demand *demand, double level)
{
    return normal_reach((level - demand->mean) / sqrt(demand->variance));
}

static double normal_demand_level(const struct demand *demand, double p)
{
    return fmax(0, demand->mean + normal_level(p) * sqrt(demand->variance));
}

static double normal_demand_shortage(const struct demand *demand, double level)
{
    double spread = sqrt(demand->variance);
    return spread * normal_shortage((level - demand->mean) / spread);
}

// --- gamma

enum { GAMMA_TERMS = 100000 };

static double gamma_series(double a, double x)
{
    double term = 1 / a, sum = term;
    for (int i = 1; i < GAMMA_TERMS && term > sum * DBL_EPSILON; i++) {
        term *= x / (a + i);
        sum += term;
    }
    return sum;
}

// The upper part, by Lentz's way of a continued fraction.
static double gamma_fraction(double a, double x)
{
    double b = x + 1 - a, c = 1 / DBL_MIN, d = 1 / b, h = d;
    for (int i = 1; i < GAMMA_TERMS; i++) {
        double top = -i * (i - a);
        b += 2;
        d = top * d + b;
        c = b + top / c;
        d = 1 / (fabs(d) < DBL_MIN ? DBL_MIN : d);
        c = fabs(c) < DBL_MIN ? DBL_MIN : c;
        h *= d * c;
        if (fabs(d * c - 1) < 2 * DBL_EPSILON)
            break;
    }
    return h;
}

double gamma_share(double a, double x)
{
    int sign = 0;
    if (x <= 0)
        return 0;
    double scale = exp(a * log(x) - x - lgamma_r(a, &sign));
    double share = x < a + 1 ? scale * gamma_series(a, x) : 1 - scale * gamma_fraction(a, x);
    return CLAMP(share, 0, 1);
}

static double gamma_demand_reach(const struct demand *demand, double level)
{
    double unit = demand->variance / demand->mean;
    return gamma_share(demand->mean / unit, level / unit);
}

// Halving between bounds that certainly hold the level; some fifty looks.
static double gamma_demand_level(const struct demand *demand, double p)
{
    double low = 0, high = demand->mean + sqrt(demand->variance);
    while (gamma_demand_reach(demand, high) < p && high < DBL_MAX / 4)
        high *= 2;
    while (high - low > 1e-12 * high) {
        double middle = 0.5 * (low + high);
        if (middle <= low || middle >= high)
            break;
        if (gamma_demand_reach(demand, middle) < p)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static double gamma_demand_shortage(const struct demand *demand, double level)
{
    double unit = demand->variance / demand->mean, a = demand->mean / unit;
    double beyond = demand->mean * (1 - gamma_share(a + 1, level / unit));
    return fmax(0, beyond - level * (1 - gamma_share(a, level / unit)));
}

// --- counts

enum { COUNT_MAX = 1000000 }; // no level is above this; demand_of() keeps away from it

// The probabilities of k, k + 1, … of a count.
struct count {
    double k, probability;
    double times, plus; // probability of k + 1 = that of k * times * (k + plus) / (k + 1)
};

// Begins where less than 1e-15 lies below.
static struct count count_begin(const struct demand *demand)
{
    double mean = demand->mean, more = demand->variance - mean;
    double k = floor(fmax(0, mean - 12 * sqrt(demand->variance)));
    int sign = 0;
    if (demand->shape == DEMAND_POISSON) {
        double log_p = k * log(mean) - mean - lgamma_r(k + 1, &sign);
        return (struct count){k, exp(log_p), mean, 0};
    }
    double r = mean * mean / more;
    double log_p = lgamma_r(k + r, &sign) - lgamma_r(r, &sign) - lgamma_r(k + 1, &sign) +
                   r * log(mean / demand->variance) + k * log(more / demand->variance);
    return (struct count){k, exp(log_p), more / demand->variance, r};
}

static void count_next(struct count *count, enum demand_shape shape)
{
    double by = shape == DEMAND_POISSON ? count->times : count->times * (count->k + count->plus);
    count->probability *= by / (count->k + 1);
    count->k++;
}

static double count_reach(const struct demand *demand, double level)
{
    struct count count = count_begin(demand);
    double reach = 0;
    for (; count.k <= level && count.k < COUNT_MAX; count_next(&count, demand->shape))
        reach += count.probability;
    return fmin(reach, 1);
}

static double count_level(const struct demand *demand, double p)
{
    struct count count = count_begin(demand);
    double reach = count.probability;
    while (reach < p - 1e-12 && count.k < COUNT_MAX) {
        count_next(&count, demand->shape);
        reach += count.probability;
    }
    return count.k;
}

static double count_shortage(const struct demand *demand, double level)
{
    struct count count = count_begin(demand);
    double spare = 0; // mean of what is left over of the level
    for (; count.k < level && count.k < COUNT_MAX; count_next(&count, demand->shape))
        spare += (level - count.k) * count.probability;
    return fmax(0, demand->mean - level + spare);
}

// --- all of them

static const struct {
    double (*reach)(const struct demand *demand, double level);
    double (*level)(const struct demand *demand, double p);
    double (*shortage)(const struct demand *demand, double level);
} shapes[DEMAND_N_SHAPES] = {
    [DEMAND_POISSON] = {count_reach, count_level, count_shortage},
    [DEMAND_NEGBIN] = {count_reach, count_level, count_shortage},
    [DEMAND_GAMMA] = {gamma_demand_reach, gamma_demand_level, gamma_demand_shortage},
    [DEMAND_NORMAL] = {normal_demand_reach, normal_demand_level, normal_demand_shortage},
};

struct demand demand_of(double mean, double variance, bool pieces)
{
    enum demand_shape shape = DEMAND_NEGBIN;
    bool wide = sqrt(variance) > DEMAND_SPREAD_COUNTED;
    if (!pieces || mean > DEMAND_COUNTED || wide)
        shape = DEMAND_GAMMA;
    else if (variance <= mean * 1.001)
        shape = DEMAND_POISSON;
    return (struct demand){shape, mean, shape == DEMAND_POISSON ? mean : variance};
}

// Nothing is sold, or always the same.
static bool is_certain(const struct demand *demand)
{
    return demand->mean <= 0 || demand->variance <= 1e-14 * demand->mean * demand->mean;
}

double demand_reach(const struct demand *demand, double level)
{
    if (is_certain(demand))
        return level >= demand->mean ? 1 : 0;
    return level < 0 ? 0 : shapes[demand->shape].reach(demand, level);
}

double demand_level(const struct demand *demand, double p)
{
    return is_certain(demand) ? demand->mean : shapes[demand->shape].level(demand, p);
}

double demand_shortage(const struct demand *demand, double level)
{
    if (is_certain(demand))
        return fmax(0, demand->mean - level);
    return shapes[demand->shape].shortage(demand, level);
}
