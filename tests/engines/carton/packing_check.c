// SPDX-License-Identifier: Apache-2.0
// The rules once more, told piece by piece.
#include "packing_check.h"

#include <string.h>

static const double slack = 1e-3; // grams

struct effort rounds_only(guint64 seed, guint64 rounds)
{
    return (struct effort){.seed = seed, .rounds = rounds};
}

static int end_of(const struct carton_piece *p, int axis)
{
    return p->at[axis] + p->size[axis];
}

static gint64 shared_base(const struct carton_piece *a, const struct carton_piece *b)
{
    gint64 dx = MIN(end_of(a, 0), end_of(b, 0)) - MAX(a->at[0], b->at[0]);
    gint64 dy = MIN(end_of(a, 1), end_of(b, 1)) - MAX(a->at[1], b->at[1]);
    return dx > 0 && dy > 0 ? dx * dy : 0;
}

static void check_turn(const struct carton_item *item, const struct carton_piece *piece, bool flat)
{
    unsigned upright = flat ? 4 : item->upright ? item->upright : 7;
    bool allowed = false;
    for (int up = 0; up < 3; up++) {
        int a = item->size[(up + 1) % 3], b = item->size[(up + 2) % 3];
        allowed |= (upright >> up & 1) && piece->size[2] == item->size[up] &&
                   ((piece->size[0] == a && piece->size[1] == b) ||
                    (piece->size[0] == b && piece->size[1] == a));
    }
    g_assert_true(allowed);
}

static void check_place(const struct carton_box *box, const struct carton_piece *pieces, guint n)
{
    for (guint i = 0; i < n; i++)
        for (int axis = 0; axis < 3; axis++) {
            g_assert_cmpint(pieces[i].at[axis], >=, 0);
            g_assert_cmpint(end_of(&pieces[i], axis), <=, box->inner[axis]);
        }
    for (guint i = 0; i < n; i++)
        for (guint k = 0; k < i; k++)
            g_assert_false(shared_base(&pieces[i], &pieces[k]) > 0 &&
                           pieces[i].at[2] < end_of(&pieces[k], 2) &&
                           pieces[k].at[2] < end_of(&pieces[i], 2));
}

// Each piece comes to lie on the floor or on earlier ones, with enough of its base, and nothing
// that is in already is in the way from above.
static void check_steps(const struct carton_piece *pieces, guint n, double support)
{
    for (guint i = 0; i < n; i++) {
        gint64 held = 0, base = (gint64)pieces[i].size[0] * pieces[i].size[1];
        for (guint k = 0; k < i; k++) {
            if (end_of(&pieces[k], 2) == pieces[i].at[2])
                held += shared_base(&pieces[i], &pieces[k]);
            g_assert_false(shared_base(&pieces[i], &pieces[k]) > 0 &&
                           pieces[k].at[2] >= end_of(&pieces[i], 2));
        }
        if (pieces[i].at[2] > 0) {
            g_assert_cmpint(held, >, 0);
            g_assert_cmpfloat((double)held, >=, support * (double)base - 1e-6);
        }
    }
}

// The load of a piece goes to those under it by the share of the area it touches.
static void check_loads(const struct case_order *order, const struct carton_piece *pieces, guint n)
{
    g_autofree double *load = g_new0(double, n);
    for (guint i = n; i-- > 0;) { // the last ones lie highest
        const struct carton_item *item = &order->items[pieces[i].item];
        double weight = (double)item->grams + load[i];
        gint64 area = 0;
        if (item->bears)
            g_assert_cmpfloat(load[i], <=, (double)item->bears + slack);
        if (item->flags & CARTON_FRAGILE)
            g_assert_cmpfloat(load[i], <=, (double)item->grams + slack);
        for (guint k = 0; k < i; k++)
            if (end_of(&pieces[k], 2) == pieces[i].at[2])
                area += shared_base(&pieces[i], &pieces[k]);
        for (guint k = 0; k < i; k++) {
            gint64 part =
                end_of(&pieces[k], 2) == pieces[i].at[2] ? shared_base(&pieces[i], &pieces[k]) : 0;
            if (part > 0) {
                g_assert_false(order->items[pieces[k].item].flags & CARTON_NO_STACK);
                load[k] += weight * (double)part / (double)area;
            }
        }
    }
}

static void check_box(const struct case_order *order, const struct carton_packed *packed,
                      const struct carton_piece *pieces)
{
    g_assert_cmpuint(packed->n, >, 0);
    if (packed->box < 0) {
        g_assert_cmpuint(packed->n, ==, 1);
        g_assert_true(order->items[pieces[0].item].flags & CARTON_AS_IS);
        return;
    }
    const struct carton_box *box = &order->boxes[packed->box];
    gint64 grams = box->tare;
    for (guint i = 0; i < packed->n; i++) {
        const struct carton_item *item = &order->items[pieces[i].item];
        check_turn(item, &pieces[i], order->rules.flat);
        grams += item->grams;
        g_assert_false(item->flags & CARTON_AS_IS);
        g_assert_true(packed->n == 1 || !(item->flags & CARTON_ALONE));
    }
    g_assert_cmpint(packed->grams, ==, grams);
    g_assert_cmpint(grams, <=, box->gross);
    check_place(box, pieces, packed->n);
    check_steps(pieces, packed->n, order->rules.support);
    check_loads(order, pieces, packed->n);
}

void check_answer(const struct case_order *order, const struct carton_answer *answer)
{
    int seen[G_N_ELEMENTS(order->items)] = {0}, taken[G_N_ELEMENTS(order->boxes)] = {0};
    guint next = 0;
    gint64 volume = 0, price = 0;
    for (guint b = 0; b < answer->boxes->len; b++) {
        const struct carton_packed *packed = &g_array_index(answer->boxes, struct carton_packed, b);
        g_assert_cmpuint(packed->first, ==, next);
        next += packed->n;
        g_assert_cmpuint(next, <=, answer->pieces->len);
        check_box(order, packed,
                  &g_array_index(answer->pieces, struct carton_piece, packed->first));
        if (packed->box < 0)
            continue;
        const struct carton_box *box = &order->boxes[packed->box];
        volume += (gint64)box->inner[0] * box->inner[1] * box->inner[2];
        price += box->price;
        taken[packed->box]++;
    }
    g_assert_cmpuint(next, ==, answer->pieces->len);
    g_assert_cmpint(answer->volume, ==, volume);
    g_assert_cmpint(answer->price, ==, price);
    for (guint b = 0; b < order->n_boxes; b++)
        g_assert_true(order->boxes[b].stock < 0 || taken[b] <= order->boxes[b].stock);
    for (guint i = 0; i < answer->pieces->len; i++)
        seen[g_array_index(answer->pieces, struct carton_piece, i).item]++;
    for (guint i = 0; i < answer->misfits->len; i++) {
        const struct carton_misfit *misfit =
            &g_array_index(answer->misfits, struct carton_misfit, i);
        seen[misfit->item] += misfit->pieces;
    }
    for (guint i = 0; i < order->n_items; i++)
        g_assert_cmpint(seen[i], ==, order->items[i].quantity);
}
