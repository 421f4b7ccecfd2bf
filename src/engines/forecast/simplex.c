// SPDX-License-Identifier: Apache-2.0
// The downhill simplex: reflect, stretch, shrink. Numbers outside the box are set on its wall.
#include "simplex.h"

#include <math.h>
#include <string.h>

struct corner {
    double at[SIMPLEX_MAX], value;
};

static void ask(const struct simplex *simplex, struct corner *corner)
{
    for (int i = 0; i < simplex->n; i++)
        corner->at[i] = fmin(fmax(corner->at[i], simplex->low[i]), simplex->high[i]);
    corner->value = simplex->value(corner->at, simplex->data);
}

// The point that lies at SHARE of the way from the middle through the worst corner.
static struct corner along(const struct simplex *simplex, const struct corner *worst,
                           const double *middle, double share)
{
    struct corner there;
    for (int i = 0; i < simplex->n; i++)
        there.at[i] = middle[i] + share * (worst->at[i] - middle[i]);
    ask(simplex, &there);
    return there;
}

// Keeps the corners in order of their values, best first, after the last one changed.
static void settle(struct corner *corners, int n)
{
    struct corner moved = corners[n];
    int at = n;
    for (; at > 0 && corners[at - 1].value > moved.value; at--)
        corners[at] = corners[at - 1];
    corners[at] = moved;
}

static void find_middle(const struct simplex *simplex, const struct corner *corners, double *middle)
{
    memset(middle, 0, SIMPLEX_MAX * sizeof *middle);
    for (int c = 0; c < simplex->n; c++)
        for (int i = 0; i < simplex->n; i++)
            middle[i] += corners[c].at[i] / simplex->n;
}

// Every corner half-way towards the best one.
static void contract(const struct simplex *simplex, struct corner *corners)
{
    for (int c = 1; c <= simplex->n; c++) {
        for (int i = 0; i < simplex->n; i++)
            corners[c].at[i] = 0.5 * (corners[c].at[i] + corners[0].at[i]);
        ask(simplex, &corners[c]);
        settle(corners, c);
    }
}

// One step of the method; answers how often the value was asked for.
static int step(const struct simplex *simplex, struct corner *corners)
{
    int n = simplex->n;
    double middle[SIMPLEX_MAX];
    find_middle(simplex, corners, middle);
    struct corner *worst = &corners[n];
    struct corner mirrored = along(simplex, worst, middle, -1);
    if (mirrored.value < corners[0].value) {
        struct corner far = along(simplex, worst, middle, -2);
        *worst = far.value < mirrored.value ? far : mirrored;
    } else if (mirrored.value < corners[n - 1].value) {
        *worst = mirrored;
        settle(corners, n);
        return 1;
    } else {
        double share = mirrored.value < worst->value ? -0.5 : 0.5;
        struct corner near = along(simplex, worst, middle, share);
        if (near.value >= fmin(mirrored.value, worst->value)) {
            contract(simplex, corners);
            return 2 + n;
        }
        *worst = near;
    }
    settle(corners, n);
    return 2;
}

double simplex_search(struct simplex *simplex)
{
    struct corner corners[SIMPLEX_MAX + 1];
    int n = simplex->n, asked = n + 1;
    for (int c = 0; c <= n; c++) {
        memcpy(corners[c].at, simplex->start, sizeof corners[c].at);
        if (c)
            corners[c].at[c - 1] += simplex->step[c - 1];
        ask(simplex, &corners[c]);
        settle(corners, c);
    }
    while (asked < simplex->rounds &&
           corners[n].value - corners[0].value > simplex->close * fabs(corners[0].value))
        asked += step(simplex, corners);
    memcpy(simplex->start, corners[0].at, sizeof corners[0].at);
    return corners[0].value;
}
