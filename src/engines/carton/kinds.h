// SPDX-License-Identifier: Apache-2.0
// Inside this folder: lines of an order as kinds of pieces, and placed kinds as pieces of lines.
#pragma once

#include "carton.h"
#include "load.h"

struct kinds {
    GArray *kinds;  // struct kind
    guint *kind_of; // of each item
    int *count;     // pieces of each kind
    const struct carton_item *items;
    guint n_items;
};

// The items with none of the flags WITHOUT; lines that are alike become one kind. FLAT keeps the
// third size upright.
struct kinds kinds_of(const struct carton_item *items, guint n_items, unsigned without, bool flat);
void kinds_clear(struct kinds *kinds);

// Fits a piece into a box of this inner size in some turn?
bool kind_fits(const struct kind *kind, const int size[3]);

// A list of how many pieces of each item are not given out yet; caller frees.
int *kinds_to_give(const struct kinds *kinds, unsigned without);

// Turns pieces of kinds into pieces of items, taking them from LEFT.
void kinds_give(const struct kinds *kinds, int *left, GArray *pieces);
