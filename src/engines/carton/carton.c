// SPDX-License-Identifier: Apache-2.0
// The doors of the engine: checks, sorting out what needs no search, and answers.
#include "carton.h"

#include <string.h>

#include "kinds.h"
#include "carton_limits.h"
#include "pack.h"
#include "carton_steps.h"

enum { LOAD_ROUNDS = 1000000, LOAD_BLOCKS = 4000, PACK_ROUNDS = 40000, WIDEST = 1 << 14 };

void carton_answer_free(struct carton_answer *answer)
{
    if (!answer)
        return;
    g_array_free(answer->boxes, true);
    g_array_free(answer->pieces, true);
    g_array_free(answer->misfits, true);
    g_free(answer);
}

static struct carton_answer *new_answer(void)
{
    struct carton_answer *answer = g_new0(struct carton_answer, 1);
    answer->boxes = g_array_new(false, false, sizeof(struct carton_packed));
    answer->pieces = g_array_new(false, false, sizeof(struct carton_piece));
    answer->misfits = g_array_new(false, false, sizeof(struct carton_misfit));
    return answer;
}

// Appends a box with PIECES (items given already) in the order of packing.
static void add_box(struct carton_answer *answer, int index, const struct carton_box *box,
                    const struct carton_item *items, GArray *pieces)
{
    struct carton_packed packed = {.box = index, .first = answer->pieces->len, .n = pieces->len};
    packed.grams = box ? box->tare : 0;
    steps_order((struct carton_piece *)(void *)pieces->data, pieces->len);
    for (guint i = 0; i < pieces->len; i++)
        packed.grams += items[g_array_index(pieces, struct carton_piece, i).item].grams;
    if (pieces->len)
        g_array_append_vals(answer->pieces, pieces->data, pieces->len);
    g_array_append_val(answer->boxes, packed);
    answer->volume += box ? pack_volume(box) : 0;
    answer->price += box ? box->price : 0;
}

struct carton_answer *carton_load(const struct carton_box *box, const struct carton_item *items,
                                  guint n_items, const struct carton_rules *rules,
                                  const struct effort *effort, GError **error)
{
    static const struct taste taste = {
        .touch = 4, .few = 0.2, .near_by = 0.04, .pull = {1, 1, 1}, .hangs = true};
    struct effort own = *effort;
    guint64 rounds = 0;
    if (!limits_check(box, 1, items, n_items, rules, error))
        return NULL;
    own.rounds = own.rounds ? own.rounds : LOAD_ROUNDS;
    struct kinds kinds = kinds_of(items, n_items, 0, rules->flat);
    struct load_task task = {
        .size = {box->inner[0], box->inner[1], box->inner[2]},
        .grams = pack_room_grams(box),
        .support = rules->support,
        .n_kinds = kinds.kinds->len,
        .kinds = (const struct kind *)(const void *)kinds.kinds->data,
        .count = kinds.count,
        .max_blocks = LOAD_BLOCKS,
        .tastes = &taste,
        .n_tastes = 1,
        .threads = rules->threads,
    };
    struct carton_answer *answer = new_answer();
    struct load_result result = load_result_new(task.n_kinds);
    load_box(&task, own.rounds, WIDEST, &own, &rounds, &result);
    g_autofree int *left = kinds_to_give(&kinds, 0);
    kinds_give(&kinds, left, result.pieces);
    if (result.pieces->len)
        add_box(answer, 0, box, items, result.pieces);
    load_result_clear(&result);
    kinds_clear(&kinds);
    return answer;
}

// Says what keeps a piece out of every box: the size that sticks out least, or the weight.
static bool find_misfit(const struct carton_box *boxes, guint n_boxes,
                        const struct carton_item *item, const struct kind *kind,
                        struct carton_misfit *misfit)
{
    gint64 strongest = -1, nearest = G_MAXINT64;
    misfit->side = -1;
    for (guint b = 0; b < n_boxes; b++) {
        if (kind_fits(kind, boxes[b].inner)) {
            strongest = MAX(strongest, pack_room_grams(&boxes[b]));
            continue;
        }
        for (int t = 0; t < kind->n_turns; t++) {
            int axis = 0;
            for (int k = 1; k < 3; k++)
                if (kind->turns[t][k] - boxes[b].inner[k] >
                    kind->turns[t][axis] - boxes[b].inner[axis])
                    axis = k;
            gint64 over = kind->turns[t][axis] - boxes[b].inner[axis];
            if (strongest >= 0 || over >= nearest)
                continue;
            nearest = over;
            misfit->given = kind->turns[t][axis];
            misfit->most = boxes[b].inner[axis];
        }
    }
    if (strongest >= item->grams)
        return false;
    misfit->reason = strongest >= 0 ? CARTON_TOO_HEAVY : CARTON_TOO_LONG;
    if (strongest >= 0) {
        misfit->given = item->grams;
        misfit->most = strongest;
    }
    for (int k = 2; k >= 0 && strongest < 0; k--)
        if (item->size[k] == misfit->given)
            misfit->side = k;
    return true;
}

struct order {
    const struct carton_box *boxes;
    guint n_boxes;
    const struct carton_item *items;
    guint n_items;
    const struct carton_rules *rules;
    struct effort effort;
    guint64 rounds;
    int *stock;
    struct carton_answer *answer;
};

static void leave_out(struct order *order, guint item, int pieces, const struct carton_misfit *why)
{
    struct carton_misfit misfit = *why;
    misfit.item = item;
    misfit.pieces = pieces;
    if (pieces)
        g_array_append_val(order->answer->misfits, misfit);
}

// Packs the pieces of ITEMS (a copy of the order's in which only some have a quantity).
static void pack_some(struct order *order, const struct carton_item *items)
{
    static const struct carton_misfit none_left = {.reason = CARTON_NONE_LEFT, .side = -1};
    struct kinds kinds = kinds_of(items, order->n_items, 0, order->rules->flat);
    g_autofree int *left = kinds_to_give(&kinds, 0);
    guint least = 0;
    struct pack_task task = {order->boxes,
                             order->n_boxes,
                             order->stock,
                             order->rules,
                             (struct kind *)(void *)kinds.kinds->data,
                             kinds.kinds->len,
                             kinds.count,
                             &order->effort,
                             &order->rounds};
    g_autoptr(GPtrArray) parcels = pack_pieces(&task, &least);
    for (guint i = 0; i < parcels->len; i++) {
        struct parcel *parcel = g_ptr_array_index(parcels, i);
        kinds_give(&kinds, left, parcel->pieces);
        add_box(order->answer, parcel->box, &order->boxes[parcel->box], order->items,
                parcel->pieces);
    }
    order->answer->least += least;
    for (guint i = 0; i < order->n_items; i++)
        leave_out(order, i, left[i], &none_left);
    kinds_clear(&kinds);
}

static void ship_as_is(struct order *order, guint i)
{
    const struct carton_item *item = &order->items[i];
    struct carton_piece piece = {i, {0, 0, 0}, {item->size[0], item->size[1], item->size[2]}};
    for (int n = 0; n < item->quantity; n++) {
        g_autoptr(GArray) pieces = g_array_new(false, false, sizeof piece);
        g_array_append_val(pieces, piece);
        add_box(order->answer, -1, NULL, order->items, pieces);
    }
    order->answer->least += (guint)item->quantity;
}

// Takes what needs no search out of REST: pieces that fit nowhere, that are their own carton, or
// that ship alone.
static void sort_out(struct order *order, struct carton_item *rest)
{
    g_autofree struct carton_item *single = g_new(struct carton_item, MAX(order->n_items, 1));
    for (guint i = 0; i < order->n_items; i++) {
        const struct carton_item *item = &order->items[i];
        struct carton_misfit misfit = {0};
        struct kinds kinds = kinds_of(item, 1, 0, order->rules->flat);
        const struct kind *kind = &g_array_index(kinds.kinds, struct kind, 0);
        if (item->flags & CARTON_AS_IS) {
            ship_as_is(order, i);
            rest[i].quantity = 0;
        } else if (find_misfit(order->boxes, order->n_boxes, item, kind, &misfit)) {
            leave_out(order, i, item->quantity, &misfit);
            rest[i].quantity = 0;
        } else if (item->flags & CARTON_ALONE) {
            memcpy(single, order->items, order->n_items * sizeof *single);
            for (guint k = 0; k < order->n_items; k++)
                single[k].quantity = k == i;
            for (int n = 0; n < item->quantity; n++)
                pack_some(order, single);
            rest[i].quantity = 0;
        }
        kinds_clear(&kinds);
    }
}

struct carton_answer *carton_pack(const struct carton_box *boxes, guint n_boxes,
                                  const struct carton_item *items, guint n_items,
                                  const struct carton_rules *rules, const struct effort *effort,
                                  GError **error)
{
    if (!limits_check(boxes, n_boxes, items, n_items, rules, error))
        return NULL;
    struct order order = {boxes, n_boxes, items, n_items, rules, *effort};
    g_autofree struct carton_item *rest = g_new(struct carton_item, MAX(n_items, 1));
    order.effort.rounds = effort->rounds ? effort->rounds : PACK_ROUNDS;
    order.stock = g_new(int, n_boxes);
    order.answer = new_answer();
    for (guint b = 0; b < n_boxes; b++)
        order.stock[b] = boxes[b].stock;
    if (n_items)
        memcpy(rest, items, n_items * sizeof *rest);
    sort_out(&order, rest);
    pack_some(&order, rest);
    g_free(order.stock);
    return order.answer;
}
