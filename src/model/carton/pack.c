// SPDX-License-Identifier: Apache-2.0
// Several boxes: one box if one can hold everything, else box after box filled as full as
// possible, then pairs of boxes taken apart and packed again.
#include "pack.h"

#include <string.h>

#include "dice.h"

enum {
    BLOCKS = 1500,
    QUICK = 8,    // completions for a first look at a box
    REPACKED = 3, // boxes taken apart at once, at most
};

static const struct taste tastes[] = {
    {.touch = 4, .few = 0.2, .near_by = 0.04, .pull = {1, 1, 1}},
    {.touch = 1, .few = 0.1, .near_by = 0, .pull = {1, 1, 9}},
    {.touch = 2, .few = 0, .near_by = 0, .pull = {9, 1, 1}},
    {.touch = 4, .few = 0.2, .near_by = 0.04, .pull = {1, 9, 1}},
    {.touch = 3, .few = 0.1, .near_by = 0.02, .pull = {1, 1, 1}, .noise = 0.4},
    {.touch = 3, .few = 0.2, .near_by = 0.02, .pull = {1, 1, 9}, .noise = 0.8},
};

struct packing {
    const struct pack_task *task;
    int *cheapest; // indices of the boxes, the one to like best first
    int *stock;
    struct dice dice;
};

struct cost {
    gint64 first, second;
};

static bool less(struct cost a, struct cost b)
{
    return a.first != b.first ? a.first < b.first : a.second < b.second;
}

static struct cost box_cost(const struct pack_task *task, int box)
{
    const struct carton_box *it = &task->boxes[box];
    static const gint64 one = 1;
    return task->rules->goal == CARTON_LEAST_PRICE         ? (struct cost){it->price, one}
           : task->rules->goal == CARTON_FEWEST_THEN_PRICE ? (struct cost){one, it->price}
                                                           : (struct cost){one, pack_volume(it)};
}

static struct cost total_cost(const struct pack_task *task, const GPtrArray *parcels)
{
    struct cost sum = {0, 0};
    for (guint i = 0; i < parcels->len; i++) {
        struct cost cost = box_cost(task, ((struct parcel *)g_ptr_array_index(parcels, i))->box);
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

static struct parcel *parcel_new(int box, guint n_kinds, struct load_result *result)
{
    struct parcel *parcel = g_new0(struct parcel, 1);
    parcel->box = box;
    parcel->count = g_new(int, MAX(n_kinds, 1));
    memcpy(parcel->count, result->placed, n_kinds * sizeof *parcel->count);
    parcel->pieces = g_steal_pointer(&result->pieces);
    return parcel;
}

static bool spent(const struct pack_task *task)
{
    return effort_spent(task->effort, *task->rounds, task->effort->rounds, 0) >= 1;
}

// Tries to put COUNT into a box of this kind within BUDGET completions.
static struct load_result load(const struct packing *packing, int box, const int *count,
                               guint64 budget, guint n_tastes)
{
    const struct pack_task *task = packing->task;
    const struct carton_box *it = &task->boxes[box];
    struct load_result result = load_result_new(task->n_kinds);
    struct load_task one = {
        .size = {it->inner[0], it->inner[1], it->inner[2]},
        .grams = pack_room_grams(it),
        .support = task->rules->support,
        .from_floor = true,
        .n_kinds = task->n_kinds,
        .kinds = task->kinds,
        .count = count,
        .max_blocks = BLOCKS,
        .tastes = tastes,
        .n_tastes = MIN(n_tastes, G_N_ELEMENTS(tastes)),
        .threads = 1,
    };
    load_box(&one, budget, 64, task->effort, task->rounds, &result);
    return result;
}

// Is it thinkable that the box holds COUNT: every piece alone, all by volume and weight?
static bool may_hold(const struct pack_task *task, int box, const int *count)
{
    const struct carton_box *it = &task->boxes[box];
    gint64 volume = 0, grams = 0;
    for (guint k = 0; k < task->n_kinds; k++) {
        volume += count[k] * task->kinds[k].volume;
        grams += count[k] * task->kinds[k].grams;
        if (count[k] && !kind_fits(&task->kinds[k], it->inner))
            return false;
    }
    return volume <= pack_volume(it) && grams <= pack_room_grams(it);
}

// The cheapest box that is found to hold all of COUNT and costs less than BELOW; NULL if none.
static struct parcel *one_box(struct packing *packing, const int *count, guint64 budget,
                              guint n_tastes, const struct cost *below)
{
    const struct pack_task *task = packing->task;
    for (guint i = 0; i < task->n_boxes; i++) {
        int box = packing->cheapest[i];
        if (below && !less(box_cost(task, box), *below))
            return NULL;
        if (!packing->stock[box] || !may_hold(task, box, count))
            continue;
        struct load_result result = load(packing, box, count, budget, n_tastes);
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
static double worth(const struct packing *packing, int box, double value)
{
    if (packing->task->rules->goal != CARTON_LEAST_PRICE)
        return value;
    return value / (double)MAX(packing->task->boxes[box].price, 1);
}

// The box that takes most of COUNT, filled; NULL when none takes anything.
static struct parcel *fullest_box(struct packing *packing, const int *count, guint64 budget)
{
    const struct pack_task *task = packing->task;
    struct parcel *best = NULL;
    double most = 0;
    for (guint i = 0; i < task->n_boxes; i++) {
        int box = packing->cheapest[i];
        if (!packing->stock[box])
            continue;
        struct load_result result = load(packing, box, count, budget, G_N_ELEMENTS(tastes));
        if (worth(packing, box, result.value) > most) {
            most = worth(packing, box, result.value);
            g_clear_pointer(&best, parcel_free);
            best = parcel_new(box, task->n_kinds, &result);
        }
        load_result_clear(&result);
    }
    return best;
}

// Packs all of COUNT, as far as there are boxes.
static GPtrArray *construct(struct packing *packing, const int *count, guint64 budget)
{
    guint n_kinds = packing->task->n_kinds;
    GPtrArray *parcels = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    g_autofree int *left = g_new(int, MAX(n_kinds, 1));
    gint64 pieces = 0;
    memcpy(left, count, n_kinds * sizeof *left);
    for (guint k = 0; k < n_kinds; k++)
        pieces += left[k];
    while (pieces) {
        struct parcel *parcel = one_box(packing, left, budget, G_N_ELEMENTS(tastes), NULL);
        if (!parcel)
            parcel = fullest_box(packing, left, budget);
        if (!parcel)
            break;
        for (guint k = 0; k < n_kinds; k++)
            left[k] -= parcel->count[k];
        pieces -= parcel->pieces->len;
        if (packing->stock[parcel->box] > 0)
            packing->stock[parcel->box]--;
        g_ptr_array_add(parcels, parcel);
    }
    return parcels;
}

// Sets what a piece is worth: SHARE of it by weight, the rest by volume.
static void set_values(const struct pack_task *task, double share)
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

// Is NEW better than OLD: more pieces packed, or as many at less cost? EQUAL also counts.
static bool better(const struct pack_task *task, const GPtrArray *new, const GPtrArray *old,
                   bool equal)
{
    if (packed(new) != packed(old))
        return packed(new) > packed(old);
    struct cost a = total_cost(task, new), b = total_cost(task, old);
    return less(a, b) || (equal && !less(b, a));
}

static void give_back(struct packing *packing, const GPtrArray *parcels, int sign)
{
    for (guint i = 0; i < parcels->len; i++) {
        int box = ((struct parcel *)g_ptr_array_index(parcels, i))->box;
        if (packing->task->stock[box] >= 0)
            packing->stock[box] += sign;
    }
}

// Takes two or three boxes apart and packs their pieces again.
static void repack(struct packing *packing, GPtrArray *parcels, guint64 budget)
{
    const struct pack_task *task = packing->task;
    g_autoptr(GPtrArray) old = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    g_autofree int *count = g_new0(int, MAX(task->n_kinds, 1));
    guint n = 2 + dice_below(&packing->dice, REPACKED - 1);
    for (guint i = 0; i < n && parcels->len; i++) {
        guint at = dice_below(&packing->dice, parcels->len);
        struct parcel *parcel = g_ptr_array_steal_index_fast(parcels, at);
        g_ptr_array_add(old, parcel);
        for (guint k = 0; k < task->n_kinds; k++)
            count[k] += parcel->count[k];
    }
    give_back(packing, old, 1);
    g_autoptr(GPtrArray) new = construct(packing, count, budget);
    GPtrArray *keep = better(task, new, old, true) ? new : old;
    if (keep == old) {
        give_back(packing, new, 1);
        give_back(packing, old, -1);
    }
    for (guint i = 0; i < keep->len; i++)
        g_ptr_array_add(parcels, g_ptr_array_index(keep, i));
    g_ptr_array_set_free_func(keep, NULL);
}

static guint least_boxes(const struct pack_task *task)
{
    gint64 volume = 0, grams = 0, most_volume = 1, most_grams = 1;
    bool one = false, any = false;
    for (guint k = 0; k < task->n_kinds; k++) {
        volume += task->count[k] * task->kinds[k].volume;
        grams += task->count[k] * task->kinds[k].grams;
        any |= task->count[k] > 0;
    }
    for (guint b = 0; b < task->n_boxes; b++) {
        most_volume = MAX(most_volume, pack_volume(&task->boxes[b]));
        most_grams = MAX(most_grams, pack_room_grams(&task->boxes[b]));
        one |= may_hold(task, (int)b, task->count);
    }
    gint64 least =
        MAX((volume + most_volume - 1) / most_volume, (grams + most_grams - 1) / most_grams);
    return !any ? 0 : one ? 1 : (guint)MAX(least, 2);
}

static int *sort_boxes(const struct pack_task *task)
{
    int *order = g_new(int, task->n_boxes);
    for (guint i = 0; i < task->n_boxes; i++) {
        guint at = i;
        for (; at > 0 && less(box_cost(task, (int)i), box_cost(task, order[at - 1])); at--)
            order[at] = order[at - 1];
        order[at] = (int)i;
    }
    return order;
}

// Several boxes: different values of weight and volume, then repacking until the effort ends.
static GPtrArray *many_boxes(struct packing *packing, guint least)
{
    const struct pack_task *task = packing->task;
    GPtrArray *best = NULL;
    static const double shares[] = {0, 0.5, 1};
    for (guint i = 0; i < G_N_ELEMENTS(shares) && (!best || !spent(task)); i++) {
        set_values(task, shares[i]);
        GPtrArray *parcels = construct(packing, task->count, QUICK);
        give_back(packing, parcels, 1);
        if (best && !better(task, parcels, best, false)) {
            g_ptr_array_unref(parcels);
            continue;
        }
        g_clear_pointer(&best, g_ptr_array_unref);
        best = parcels;
    }
    give_back(packing, best, -1);
    for (guint i = 0; best->len > 1 && !spent(task); i++) {
        set_values(task, dice_share(&packing->dice));
        repack(packing, best, QUICK << (i / 16));
    }
    return best;
}

GPtrArray *pack_pieces(const struct pack_task *task, guint *ret_least)
{
    struct packing packing = {.task = task, .cheapest = sort_boxes(task), .stock = task->stock};
    GPtrArray *parcels = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    *ret_least = least_boxes(task);
    dice_seed(&packing.dice, task->effort->seed);
    set_values(task, 0);
    struct parcel *parcel =
        *ret_least == 1 ? one_box(&packing, task->count, QUICK, G_N_ELEMENTS(tastes), NULL) : NULL;
    if (parcel && !spent(task)) {
        struct cost cost = box_cost(task, parcel->box);
        guint64 left = task->effort->rounds - *task->rounds;
        struct parcel *smaller =
            one_box(&packing, task->count, left / 2, G_N_ELEMENTS(tastes), &cost);
        if (smaller) {
            parcel_free(parcel);
            parcel = smaller;
        }
    }
    if (parcel) {
        g_ptr_array_add(parcels, parcel);
        if (task->stock[parcel->box] > 0)
            task->stock[parcel->box]--;
    } else if (*ret_least) {
        g_ptr_array_unref(parcels);
        parcels = many_boxes(&packing, *ret_least);
    }
    g_free(packing.cheapest);
    return parcels;
}
