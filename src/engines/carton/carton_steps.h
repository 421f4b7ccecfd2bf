// SPDX-License-Identifier: Apache-2.0
// How a box is packed, piece by piece, in fields for a sketch and in words.
#pragma once

#include "carton.h"

enum { CARTON_STEP_UNDER = 8 };

// One step of packing. The origin is the back left corner of the floor, as the packer looks into
// the box: x goes right, y comes nearer, z goes up.
struct carton_step {
    guint number; // 1 = first piece of its box
    int upright;  // index of the size of the item that stands upright
    int across;   // index of the size that lies along x
    bool on_floor;
    guint n_under;                  // pieces it lies on
    guint under[CARTON_STEP_UNDER]; // their step numbers; the lowest ones if there are more
    int third_x, third_y;           // 0 left or back, 1 middle, 2 right or front
};

// The step of piece I (from 0) of box BOX of the answer. ITEMS are those the answer was made of,
// BOXES the catalogue.
struct carton_step carton_step_of(const struct carton_answer *answer, guint box, guint i,
                                  const struct carton_box *boxes, const struct carton_item *items);

// The same as a sentence: where, turned how, on what. Caller frees.
char *carton_step_text(const struct carton_step *step, const struct carton_piece *piece);

// The reason of a misfit as a sentence. Caller frees.
char *carton_misfit_text(const struct carton_misfit *misfit);

// Inside this folder: lets pieces sink until they lie on something and puts them into the order
// of packing: bottom up, back to front, left to right.
void steps_order(struct carton_piece *pieces, guint n);
