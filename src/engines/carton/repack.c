// SPDX-License-Identifier: Apache-2.0
// Taking boxes apart and packing their pieces into cheaper ones: each cheaper pair of boxes that
// bounds do not exclude is tried, what comes first into which box being drawn anew.
#include "parcels.h"

enum { REPACKED = 3 }; // boxes taken apart at once, at most

// Sets what a piece is worth while FIRST of two boxes is filled: what does not fit into SECOND is
// worth most, everything else by a weight share and a noise drawn anew each time.
static void draw_values(struct packer *packer, const int *count, int second)
{
    const struct pack_task *task = packer->task;
    double noise = dice_share(&packer->dice);
    packer_set_values(task, dice_share(&packer->dice));
    for (guint k = 0; k < task->n_kinds; k++) {
        task->kinds[k].value *= 1 + noise * dice_share(&packer->dice);
        if (count[k] && !kind_fits(&task->kinds[k], task->boxes[second].inner))
            task->kinds[k].value *= 10;
    }
}

// Tries to put COUNT into these two boxes; adds them to PARCELS when it is done.
static bool try_pair(struct packer *packer, const int *count, int first, int second, guint64 tries,
                     GPtrArray *parcels)
{
    const struct pack_task *task = packer->task;
    g_autofree int *rest = g_new(int, MAX(task->n_kinds, 1));
    draw_values(packer, count, second);
    struct load_result one = packer_load(packer, first, count, tries);
    for (guint k = 0; k < task->n_kinds; k++)
        rest[k] = count[k] - one.placed[k];
    struct load_result two = {0};
    bool done = one.all || packer_may_hold(task, second, rest);
    if (done && !one.all) {
        two = packer_load(packer, second, rest, tries);
        done = two.all;
    }
    if (done && one.pieces->len) // a box that takes nothing is not needed
        g_ptr_array_add(parcels, parcel_new(first, task->n_kinds, &one));
    if (done && !one.all)
        g_ptr_array_add(parcels, parcel_new(second, task->n_kinds, &two));
    load_result_clear(&one);
    load_result_clear(&two);
    return done;
}

// Could COUNT fit into these two kinds of boxes, as far as bounds know, and are they in stock?
static bool pair_may_hold(struct packer *packer, const int *count, int first, int second)
{
    const struct pack_task *task = packer->task;
    struct bound_box two[2] = {packer_inside(&task->boxes[first]),
                               packer_inside(&task->boxes[second])};
    int needed = first == second ? 2 : 1;
    if ((packer->stock[first] >= 0 && packer->stock[first] < needed) || !packer->stock[second])
        return false;
    gint64 volume = 0, grams = 0;
    for (guint k = 0; k < task->n_kinds; k++) {
        volume += count[k] * task->kinds[k].volume;
        grams += count[k] * task->kinds[k].grams;
    }
    return volume <= pack_volume(&task->boxes[first]) + pack_volume(&task->boxes[second]) &&
           grams <= two[0].grams + two[1].grams &&
           bound_boxes(task->kinds, task->n_kinds, count, two, 2, 2) <= 2;
}

struct pair {
    int first, second;
    struct cost cost;
};

static int by_cost(gconstpointer a, gconstpointer b)
{
    const struct pair *one = a, *two = b;
    return cost_less(one->cost, two->cost) ? -1 : cost_less(two->cost, one->cost);
}

// All pairs of boxes that cost less than BELOW and may hold COUNT, cheapest first.
static GArray *cheaper_pairs(struct packer *packer, const int *count, struct cost below)
{
    const struct pack_task *task = packer->task;
    GArray *pairs = g_array_new(false, false, sizeof(struct pair));
    for (int i = 0; i < (int)task->n_boxes; i++)
        for (int k = i; k < (int)task->n_boxes; k++) {
            struct cost a = packer_box_cost(task, i), b = packer_box_cost(task, k);
            struct pair pair = {i, k, {a.first + b.first, a.second + b.second}};
            if (cost_less(pair.cost, below) && pair_may_hold(packer, count, i, k))
                g_array_append_val(pairs, pair);
        }
    g_array_sort(pairs, by_cost);
    return pairs;
}

// Looks for two cheaper boxes in the place of OLD, at most two parcels (in stock again). NULL if
// not found; *ret_hopeless when there cannot be any.
static GPtrArray *repack_pair(struct packer *packer, const GPtrArray *old, const int *count,
                              guint64 tries, bool *ret_hopeless)
{
    g_autoptr(GArray) pairs = cheaper_pairs(packer, count, packer_cost(packer->task, old));
    GPtrArray *fresh = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    *ret_hopeless = !pairs->len;
    for (guint i = 0; i < pairs->len && !packer_spent(packer); i++) {
        const struct pair *pair = &g_array_index(pairs, struct pair, i);
        bool turned = dice_below(&packer->dice, 2);
        int first = turned ? pair->second : pair->first;
        if (try_pair(packer, count, first, turned ? pair->first : pair->second, tries, fresh)) {
            packer_give_back(packer, fresh, -1);
            return fresh;
        }
    }
    g_ptr_array_unref(fresh);
    return NULL;
}

bool packer_repack(struct packer *packer, GPtrArray *parcels, guint64 tries)
{
    const struct pack_task *task = packer->task;
    g_autoptr(GPtrArray) old = g_ptr_array_new_with_free_func((GDestroyNotify)parcel_free);
    g_autoptr(GPtrArray) fresh = NULL;
    g_autofree int *count = g_new0(int, MAX(task->n_kinds, 1));
    guint n = parcels->len > 2 ? 2 + dice_below(&packer->dice, REPACKED - 1) : parcels->len;
    bool hopeless = false, all = parcels->len <= 2;
    for (guint i = 0; i < n; i++) {
        guint at = dice_below(&packer->dice, parcels->len);
        struct parcel *parcel = g_ptr_array_steal_index_fast(parcels, at);
        g_ptr_array_add(old, parcel);
        for (guint k = 0; k < task->n_kinds; k++)
            count[k] += parcel->count[k];
    }
    packer_give_back(packer, old, 1);
    if (n <= 2)
        fresh = repack_pair(packer, old, count, tries, &hopeless);
    if (!fresh && !all)
        fresh = packer_construct(packer, count, tries);
    GPtrArray *keep = fresh && packer_better(task, fresh, old, true) ? fresh : old;
    if (keep == old) {
        if (fresh)
            packer_give_back(packer, fresh, 1);
        packer_give_back(packer, old, -1);
    }
    for (guint i = 0; i < keep->len; i++)
        g_ptr_array_add(parcels, g_ptr_array_index(keep, i));
    g_ptr_array_set_free_func(keep, NULL);
    return !(all && hopeless);
}
