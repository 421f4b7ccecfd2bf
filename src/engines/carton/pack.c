// SPDX-License-Identifier: Apache-2.0
// An order: a first packing, then a longer look for one cheaper box, then repacking.
#include "parcels.h"

enum {
    QUICK = 16, // tries of every piece, for a first look at a box
    HARD = 5,   // times the effort where fewer boxes may be possible
};

static guint least_boxes(const struct pack_task *task)
{
    g_autofree struct bound_box *boxes = g_new(struct bound_box, task->n_boxes);
    bool one = false;
    for (guint b = 0; b < task->n_boxes; b++) {
        boxes[b] = packer_inside(&task->boxes[b]);
        one |= packer_may_hold(task, (int)b, task->count);
    }
    int least =
        bound_boxes(task->kinds, task->n_kinds, task->count, boxes, task->n_boxes, G_MAXINT - 1);
    return (guint)(one ? least : MAX(least, 2));
}

static int *sort_boxes(const struct pack_task *task)
{
    int *order = g_new(int, task->n_boxes);
    for (guint i = 0; i < task->n_boxes; i++) {
        guint at = i;
        for (; at > 0 &&
               cost_less(packer_box_cost(task, (int)i), packer_box_cost(task, order[at - 1]));
             at--)
            order[at] = order[at - 1];
        order[at] = (int)i;
    }
    return order;
}

// Packs everything anew, a piece being worth SHARE by weight, and keeps the better of *best and
// that.
static void pack_anew(struct packer *packer, double share, GPtrArray **best)
{
    const struct pack_task *task = packer->task;
    packer_set_values(task, share);
    GPtrArray *parcels = packer_construct(packer, task->count, QUICK);
    packer_give_back(packer, parcels, 1);
    if (*best && !packer_better(task, parcels, *best, false)) {
        g_ptr_array_unref(parcels);
        return;
    }
    g_clear_pointer(best, g_ptr_array_unref);
    *best = parcels;
}

// The best of packings with different values of weight and volume; where the price counts also
// with the dear boxes left away one after the other.
static GPtrArray *first_packing(struct packer *packer)
{
    static const double shares[] = {0, 0.5, 1};
    bool by_price = packer->task->rules->goal == CARTON_LEAST_PRICE;
    GPtrArray *best = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(shares); i++) {
        pack_anew(packer, shares[i], &best);
        if (best->len <= 1 || packer_spent(packer))
            break;
    }
    while (by_price && --packer->n_cheapest && !packer_spent(packer))
        pack_anew(packer, 0, &best);
    packer->n_cheapest = packer->task->n_boxes;
    packer_give_back(packer, best, -1);
    return best;
}

// Looks longer for one box that costs less than PARCELS, and takes it instead.
static void search_one_box(struct packer *packer, GPtrArray *parcels)
{
    const struct pack_task *task = packer->task;
    struct cost cost = packer_cost(task, parcels);
    guint64 left = packer->effort.rounds - MIN(*task->rounds, packer->effort.rounds);
    guint64 tries = left / 2 / (packer_pieces(task, task->count) + 1);
    packer_set_values(task, 0);
    packer_give_back(packer, parcels, 1);
    struct parcel *parcel = packer_one_box(packer, task->count, tries, &cost);
    if (parcel) {
        g_ptr_array_set_size(parcels, 0);
        g_ptr_array_add(parcels, parcel);
    }
    packer_give_back(packer, parcels, -1);
}

GPtrArray *pack_pieces(const struct pack_task *task, guint *ret_least)
{
    struct packer packer = {.task = task,
                            .cheapest = sort_boxes(task),
                            .n_cheapest = task->n_boxes,
                            .stock = task->stock,
                            .effort = *task->effort};
    *ret_least = least_boxes(task);
    dice_seed(&packer.dice, task->effort->seed);
    GPtrArray *parcels = first_packing(&packer);
    if (parcels->len > *ret_least)
        packer.effort.rounds *= HARD;
    if (*ret_least == 1 && !packer_spent(&packer))
        search_one_box(&packer, parcels);
    guint fewest = task->rules->goal == CARTON_LEAST_PRICE ? 1 : 2;
    for (guint i = 0; parcels->len >= fewest && !packer_spent(&packer); i++) {
        packer_set_values(task, dice_share(&packer.dice));
        if (!packer_repack(&packer, parcels, QUICK << MIN(i / 16, 20)))
            break;
    }
    g_free(packer.cheapest);
    return parcels;
}
