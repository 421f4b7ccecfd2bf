// SPDX-License-Identifier: Apache-2.0
// Lower bounds by dual feasible functions (Fekete and Schepers 2004): sides are stretched by
// functions under which whatever fits side by side into a box still does; then volumes are summed.
// Every piece counts in the turn and box where it counts least.
#include "bounds.h"

#include <math.h>

enum { N_STRETCHES = 7 };
static const double rounding = 1e-9;

// Side X of a box of length LENGTH as a share of 1, stretched in way HOW.
static double stretch(int how, int x, int length)
{
    static const int parts[N_STRETCHES] = {0, 0, 0, 3, 4, 6, 12};
    gint64 twice = 2 * (gint64)x, thrice = 3 * (gint64)x;
    if (how == 1) // halves: above a half counts as all, below as nothing
        return twice > length ? 1 : twice == length ? 0.5 : 0;
    if (how == 2) // thirds
        return thrice % length ? (double)(thrice / length) / 2 : (double)x / length;
    if (how && (gint64)x * parts[how] < length) // what is thin counts as nothing ...
        return 0;
    if (how && (gint64)(length - x) * parts[how] < length) // ... what leaves only that, as all
        return 1;
    return (double)x / length;
}

// A turn of a kind in a box it fits into: its three sides stretched in every way.
struct laid {
    guint kind;
    double sides[3][N_STRETCHES];
};

static bool fits(const int *turn, const struct kind *kind, const struct bound_box *box)
{
    return turn[0] <= box->size[0] && turn[1] <= box->size[1] && turn[2] <= box->size[2] &&
           kind->grams <= box->grams;
}

// Every turn of the kinds in every box, those of a kind together. NULL: one fits nowhere.
static GArray *lay_all(const struct kind *kinds, guint n_kinds, const int *count,
                       const struct bound_box *boxes, guint n_boxes)
{
    GArray *all = g_array_new(false, false, sizeof(struct laid));
    for (guint k = 0; k < n_kinds; k++) {
        guint before = all->len;
        for (guint b = 0; count[k] && b < n_boxes; b++)
            for (int t = 0; t < kinds[k].n_turns; t++) {
                struct laid laid = {.kind = k};
                if (!fits(kinds[k].turns[t], &kinds[k], &boxes[b]))
                    continue;
                for (int axis = 0; axis < 3; axis++)
                    for (int how = 0; how < N_STRETCHES; how++)
                        laid.sides[axis][how] =
                            stretch(how, kinds[k].turns[t][axis], boxes[b].size[axis]);
                g_array_append_val(all, laid);
            }
        if (count[k] && all->len == before) {
            g_array_free(all, true);
            return NULL;
        }
    }
    return all;
}

// The sum of the pieces, each in the turn and box where it counts least.
static double least_sum(const GArray *all, const int *count, const int how[3])
{
    double sum = 0;
    for (guint i = 0; i < all->len;) {
        const struct laid *laid = &g_array_index(all, struct laid, i);
        guint kind = laid->kind;
        double least = INFINITY;
        for (; i < all->len && laid->kind == kind; i++, laid++)
            least = MIN(least,
                        laid->sides[0][how[0]] * laid->sides[1][how[1]] * laid->sides[2][how[2]]);
        sum += count[kind] * least;
    }
    return sum;
}

static double by_weight(const struct kind *kinds, guint n_kinds, const int *count,
                        const struct bound_box *boxes, guint n_boxes)
{
    double grams = 0, most = 1;
    for (guint k = 0; k < n_kinds; k++)
        grams += (double)kinds[k].grams * count[k];
    for (guint b = 0; b < n_boxes; b++)
        most = MAX(most, (double)boxes[b].grams);
    return grams / most;
}

int bound_boxes(const struct kind *kinds, guint n_kinds, const int *count,
                const struct bound_box *boxes, guint n_boxes, int enough)
{
    double most = by_weight(kinds, n_kinds, count, boxes, n_boxes);
    GArray *all = lay_all(kinds, n_kinds, count, boxes, n_boxes);
    if (!all)
        return G_MAXINT;
    for (int i = 0; i < N_STRETCHES * N_STRETCHES * N_STRETCHES; i++) {
        const int how[3] = {i % N_STRETCHES, i / N_STRETCHES % N_STRETCHES,
                            i / N_STRETCHES / N_STRETCHES};
        most = MAX(most, least_sum(all, count, how));
        if (most > enough + rounding)
            break;
    }
    g_array_free(all, true);
    return (int)ceil(most - rounding);
}
