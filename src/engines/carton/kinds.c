// SPDX-License-Identifier: Apache-2.0
// Kinds: the fewer there are, the larger the blocks and the shorter the search.
#include "kinds.h"

#include <math.h>
#include <string.h>

static bool same_turn(const int *a, const int *b)
{
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

// Every way the piece may lie, each once: the size that stands upright, and the two others either
// way round.
static void find_turns(struct kind *kind)
{
    for (int up = 0; up < 3; up++)
        for (int swap = 0; swap < 2 && kind->upright >> up & 1; swap++) {
            int x = kind->size[(up + 1 + swap) % 3], y = kind->size[(up + 2 - swap) % 3];
            int turn[3] = {x, y, kind->size[up]};
            bool is_new = true;
            for (int t = 0; t < kind->n_turns; t++)
                is_new &= !same_turn(kind->turns[t], turn);
            if (is_new)
                memcpy(kind->turns[kind->n_turns++], turn, sizeof turn);
        }
}

static double bearing(const struct carton_item *item)
{
    if (item->flags & CARTON_NO_STACK)
        return -1;
    double bears = item->bears ? (double)item->bears : INFINITY;
    return item->flags & CARTON_FRAGILE ? MIN(bears, (double)item->grams) : bears;
}

static void order_sides(int *size)
{
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < 2; k++)
            if (size[k] < size[k + 1]) {
                int swap = size[k];
                size[k] = size[k + 1];
                size[k + 1] = swap;
            }
}

static struct kind as_kind(const struct carton_item *item, bool flat)
{
    struct kind kind = {.size = {item->size[0], item->size[1], item->size[2]},
                        .upright = item->upright ? item->upright : CARTON_ANY_WAY,
                        .grams = item->grams,
                        .bears = bearing(item)};
    if (flat)
        kind.upright = CARTON_UPRIGHT;
    if (kind.upright == CARTON_ANY_WAY)
        order_sides(kind.size);
    kind.volume = (gint64)kind.size[0] * kind.size[1] * kind.size[2];
    kind.value = (double)kind.volume;
    return kind;
}

static bool alike(const struct kind *a, const struct kind *b)
{
    return same_turn(a->size, b->size) && a->upright == b->upright && a->grams == b->grams &&
           a->bears == b->bears; // allowed: both come from the same whole numbers
}

struct kinds kinds_of(const struct carton_item *items, guint n_items, unsigned without, bool flat)
{
    struct kinds kinds = {g_array_new(false, false, sizeof(struct kind)),
                          g_new0(guint, MAX(n_items, 1)), g_new0(int, MAX(n_items, 1)), items,
                          n_items};
    for (guint i = 0; i < n_items; i++) {
        struct kind kind = as_kind(&items[i], flat);
        guint k = 0;
        if (items[i].flags & without)
            continue;
        while (k < kinds.kinds->len && !alike(&g_array_index(kinds.kinds, struct kind, k), &kind))
            k++;
        if (k == kinds.kinds->len) {
            find_turns(&kind);
            g_array_append_val(kinds.kinds, kind);
        }
        kinds.kind_of[i] = k;
        kinds.count[k] += items[i].quantity;
    }
    return kinds;
}

void kinds_clear(struct kinds *kinds)
{
    g_array_free(kinds->kinds, true);
    g_free(kinds->kind_of);
    g_free(kinds->count);
}

bool kind_fits(const struct kind *kind, const int size[3])
{
    for (int t = 0; t < kind->n_turns; t++) {
        const int *turn = kind->turns[t];
        if (turn[0] <= size[0] && turn[1] <= size[1] && turn[2] <= size[2])
            return true;
    }
    return false;
}

int *kinds_to_give(const struct kinds *kinds, unsigned without)
{
    int *left = g_new0(int, MAX(kinds->n_items, 1));
    for (guint i = 0; i < kinds->n_items; i++)
        left[i] = kinds->items[i].flags & without ? 0 : kinds->items[i].quantity;
    return left;
}

void kinds_give(const struct kinds *kinds, int *left, GArray *pieces)
{
    for (guint p = 0; p < pieces->len; p++) {
        struct carton_piece *piece = &g_array_index(pieces, struct carton_piece, p);
        guint i = 0;
        while (!left[i] || kinds->kind_of[i] != piece->item)
            i++;
        left[i]--;
        piece->item = i;
    }
}
