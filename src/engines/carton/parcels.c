// SPDX-License-Identifier: Apache-2.0
// Box after box: one that holds all the rest if there is one, else the one that takes most.
#include "parcels.h"

#include <string.h>

#include "line.h"

enum { BLOCKS = 1500, WIDEST = 64 };

static const struct taste tastes[] = {
    {.touch = 4, .few = 0.2, .near_by = 0.04, .pull = {1, 1, 1}, .noise = 0.2},
    {.touch = 3, .few = 0.2, .near_by = 0.02, .pull = {1, 1, 9}, .noise = 1.5},
    {.touch = 3, .few = 0.1, .near_by = 0.02, .pull = {1, 9, 1}, .noise = 0.8, .hangs = true},
};

bool cost_less(struct cost a, struct cost b)
{
    return a.first != b.first ? a.first < b.first : a.second < b.second;
}

struct cost packer_box_cost(const struct pack_task *task, int box)
{
    const struct carton_box *it = &task->boxes[box];
    static const gint64 one = 1;
    return task->rules->goal == CARTON_LEAST_PRICE         ? (struct cost){it->price, one}
           : task->rules->goal == CARTON_FEWEST_THEN_PRICE ? (struct cost){one, it->price}
                                                           : (struct cost){one, pack_volume(it)};
}

struct cost packer_cost(const struct pack_task *task, const GPtrArray *parcels)
{
    struct cost sum = {0, 0};
    for (guint i = 0; i < parcels->len; i++) {
        struct cost cost =
            packer_box_cost(task, ((struct parcel *)g_ptr_array_index(parcels, i))->box);
        sum.first += cost.first;
        sum.second += cost.second;
    }
    return sum;
}

void parcel_free(struct parcel *parcel)
{
    g_free(parcel->count);
    g_array_free(parcel->pieces, true);
    g_free(parcel);
}

struct parcel *parcel_new(int box, guint n_kinds, struct load_result *result)
{
    struct parcel *parcel = g_new0(struct parcel, 1);
    parcel->box = box;
    parcel->count = g_new(int, MAX(n_kinds, 1));
    memcpy(parcel->count, result->placed, n_kinds * sizeof *parcel->count);
    parcel->pieces = g_steal_pointer(&result->pieces);
    return parcel;
}

guint64 packer_pieces(const struct pack_task *task, const int *count)
{
    guint64 pieces = 0;
    for (guint k = 0; k < task->n_kinds; k++)
        pieces += (guint64)count[k];
    return pieces;
}

bool packer_spent(const struct packer *packer)
{
    return effort_spent(&packer->effort, *packer->task->rounds, packer->effort.rounds, 0) >= 1;
}

struct load_result packer_load(const struct packer *packer, int box, const int *count,
                               guint64 tries)
{
    const struct pack_task *task = packer->task;
    const struct carton_box *it = &task->boxes[box];
    struct load_result result = load_result_new(task->n_kinds);
    struct load_task one = {
        .size = {it->inner[0], it->inner[1], it->inner[2]},
        .grams = pack_room_grams(it),
        .support = task->rules->support,
        .n_kinds = task->n_kinds,
        .kinds = task->kinds,
        .count = count,
        .max_blocks = BLOCKS,
        .tastes = tastes,
        .n_tastes = G_N_ELEMENTS(tastes),
        .lines = task->n_kinds == 1 ? LINE_PLAIN : G_MAXUINT64, // one kind has one order
        .threads = 1,
    };
    load_box(&one, tries * (packer_pieces(task, count) + 1), WIDEST, &packer->effort, task->rounds,
             &result);
    return result;
}

struct bound_box packer_inside(const struct carton_box *box)
{
    return (struct bound_box){{box->inner[0], box->inner[1], box->inner[2]}, pack_room_grams(box)};
}

bool packer_may_hold(const struct pack_task *task, int box, const int *count)
{
    struct bound_box one = packer_inside(&task->boxes[box]);
    return bound_boxes(task->kinds, task->n_kinds, count, &one, 1, 1) <= 1;
}

struct parcel *packer_one_box(struct packer *packer, const int *count, guint64 tries,
                              const struct cost *below)
{
    const struct pack_task *task = packer->task;
    for (guint i = 0; i < packer->n_cheapest; i++) {
        int box = packer->cheapest[i];
        if (below && !cost_less(packer_box_cost(task, box), *below))
            return NULL;
        if (!packer->stock[box] || !packer_may_hold(task, box, count))
            continue;
        struct load_result result = packer_load(packer, box, count, tries);
        if (result.all) {
            struct parcel *parcel = parcel_new(box, task->n_kinds, &result);
            load_result_clear(&result);
            return parcel;
        }
        load_result_clear(&result);
    }
    return NULL;
}

// What a filled box is worth: value for FEWEST, value for its price for LEAST_PRICE.
static double worth(const struct packer *packer, int box, double value)
{
    if (packer->task->rules->goal != CARTON_LEAST_PRICE)
        return value;
    return value / (double)MAX(packer->task->boxes[box].price, 1);
}

// The box that takes most of COUNT, filled; NULL when none takes anything.
static struct parcel *fullest_box(struct packer *packer, const int *count, guint64 tries)
{
    const struct pack_task *task = packer->task;
    struct parcel *best = NULL;
    double most = 0;
    for (guint i = 0; i < packer->n_cheapest; i++) {
        int box = packer->cheapest[i];
        if (!packer->stock[box])
            continue;
        struct load_result result = packer_load(packer, box, count, tries);
        if (worth(packer, box, result.value) > most) {
            most = worth(packer, box, result.value);
            g_clear_pointer(&best, parcel_free);
            best = parcel_new(box, task->n_kinds, &result);
        }
        load_result_clear(&result);
    }
    return best;
}

GPtrArray *packer_construct(struct packer *packer, const int *count, guint64 tries)
{
    guint n_kinds = packer->task->n_kinds;
    GPtrArray *parcels = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    g_autofree int *left = g_new(int, MAX(n_kinds, 1));
    guint64 pieces = packer_pieces(packer->task, count);
    memcpy(left, count, n_kinds * sizeof *left);
    while (pieces) {
        struct parcel *parcel = packer_one_box(packer, left, tries, NULL);
        if (!parcel)
            parcel = fullest_box(packer, left, tries);
        if (!parcel)
            break;
        for (guint k = 0; k < n_kinds; k++)
            left[k] -= parcel->count[k];
        pieces -= parcel->pieces->len;
        if (packer->stock[parcel->box] > 0)
            packer->stock[parcel->box]--;
        g_ptr_array_add(parcels, parcel);
    }
    return parcels;
}

void packer_set_values(const struct pack_task *task, double share)
{
    double volume = 1, grams = 1;
    for (guint k = 0; k < task->n_kinds; k++) {
        volume += (double)task->kinds[k].volume * task->count[k];
        grams += (double)task->kinds[k].grams * task->count[k];
    }
    for (guint k = 0; k < task->n_kinds; k++)
        task->kinds[k].value = 1e6 * ((1 - share) * (double)task->kinds[k].volume / volume +
                                      share * (double)task->kinds[k].grams / grams) +
                               1e-6;
}

static gint64 packed(const GPtrArray *parcels)
{
    gint64 pieces = 0;
    for (guint i = 0; i < parcels->len; i++)
        pieces += ((struct parcel *)g_ptr_array_index(parcels, i))->pieces->len;
    return pieces;
}

bool packer_better(const struct pack_task *task, const GPtrArray *fresh, const GPtrArray *old,
                   bool equal)
{
    if (packed(fresh) != packed(old))
        return packed(fresh) > packed(old);
    struct cost a = packer_cost(task, fresh), b = packer_cost(task, old);
    return cost_less(a, b) || (equal && !cost_less(b, a));
}

void packer_give_back(struct packer *packer, const GPtrArray *parcels, int sign)
{
    for (guint i = 0; i < parcels->len; i++) {
        int box = ((struct parcel *)g_ptr_array_index(parcels, i))->box;
        if (packer->task->stock[box] >= 0)
            packer->stock[box] += sign;
    }
}
