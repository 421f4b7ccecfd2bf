// SPDX-License-Identifier: Apache-2.0
// Croston's method, its correction, and the one that notices when an item stops selling.
#include "sparse.h"

double sparse_croston(const double *y, int n, double alpha)
{
    double size = 0, gap = 0;
    int since = 0, sales = 0;
    for (int t = 0; t < n; t++) {
        since++;
        if (y[t] <= 0)
            continue;
        double weight = sales++ ? alpha : 1;
        size += weight * (y[t] - size);
        gap += weight * (since - gap);
        since = 0;
    }
    return sales ? size / gap : 0;
}

double sparse_sba(const double *y, int n, double alpha)
{
    return (1 - alpha / 2) * sparse_croston(y, n, alpha);
}

double sparse_tsb(const double *y, int n, double size_weight, double chance_weight)
{
    double size = 0, chance = 0;
    int sales = 0;
    for (int t = 0; t < n; t++) {
        if (y[t] > 0 && !sales++)
            size = y[t];
    }
    chance = (double)sales / n;
    for (int t = 0; t < n; t++) {
        chance += chance_weight * ((y[t] > 0) - chance);
        if (y[t] > 0)
            size += size_weight * (y[t] - size);
    }
    return size * chance;
}
