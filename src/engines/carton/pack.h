// SPDX-License-Identifier: Apache-2.0
// Inside this folder: several boxes for the pieces of an order.
#pragma once

#include "kinds.h"

// A box with what is in it.
struct parcel {
    int box;
    int *count;     // pieces of each kind
    GArray *pieces; // struct carton_piece, kind as item
};

struct pack_task {
    const struct carton_box *boxes;
    guint n_boxes;
    int *stock; // boxes that are left of each; negative = any number. Counted down.
    const struct carton_rules *rules;
    struct kind *kinds;
    guint n_kinds;
    const int *count;
    const struct effort *effort;
    guint64 *rounds;
};

// Packs all pieces into as few boxes as it can find. Array of struct parcel; fewer pieces than
// asked for only when the stock of boxes ends. *ret_least: fewer boxes are not possible.
// Free with g_ptr_array_unref().
GPtrArray *pack_pieces(const struct pack_task *task, guint *ret_least);

void parcel_free(struct parcel *parcel);

// Most weight a box may hold besides itself; negative when it is too heavy itself.
static inline gint64 pack_room_grams(const struct carton_box *box)
{
    return box->gross - box->tare;
}

static inline gint64 pack_volume(const struct carton_box *box)
{
    return (gint64)box->inner[0] * box->inner[1] * box->inner[2];
}
