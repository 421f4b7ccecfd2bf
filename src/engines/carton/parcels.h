// SPDX-License-Identifier: Apache-2.0
// Inside this folder: boxes of an order that are filled one after the other, and what they cost.
#pragma once

#include "bounds.h"
#include "dice.h"
#include "pack.h"

// What the steps of packing an order share.
struct packer {
    const struct pack_task *task;
    int *cheapest;    // indices of the boxes, the one to like best first
    guint n_cheapest; // boxes of that list that may be taken
    int *stock;
    struct effort effort; // rounds grow where fewer boxes may be possible
    struct dice dice;
};

// What the goal weighs: the first counts, the second decides between equal ones.
struct cost {
    gint64 first, second;
};
bool cost_less(struct cost a, struct cost b);
struct cost packer_box_cost(const struct pack_task *task, int box);
struct cost packer_cost(const struct pack_task *task, const GPtrArray *parcels);

// A box with what RESULT placed; takes the pieces out of it.
struct parcel *parcel_new(int box, guint n_kinds, struct load_result *result);

guint64 packer_pieces(const struct pack_task *task, const int *count);
bool packer_spent(const struct packer *packer);
struct bound_box packer_inside(const struct carton_box *box);

// False when it is proven that the box cannot hold COUNT.
bool packer_may_hold(const struct pack_task *task, int box, const int *count);

// Tries to put COUNT into a box of this kind within about TRIES tries of every piece.
struct load_result packer_load(const struct packer *packer, int box, const int *count,
                               guint64 tries);

// The cheapest box that is found to hold all of COUNT and costs less than BELOW; NULL if none.
struct parcel *packer_one_box(struct packer *packer, const int *count, guint64 tries,
                              const struct cost *below);

// Packs all of COUNT, as far as there are boxes, and takes them from the stock.
GPtrArray *packer_construct(struct packer *packer, const int *count, guint64 tries);

// Sets what a piece is worth: SHARE of it by weight, the rest by volume.
void packer_set_values(const struct pack_task *task, double share);

// Is FRESH better than OLD: more pieces packed, or as many at less cost? EQUAL also counts.
bool packer_better(const struct pack_task *task, const GPtrArray *fresh, const GPtrArray *old,
                   bool equal);

// Puts boxes back into stock (SIGN 1) or takes them (-1).
void packer_give_back(struct packer *packer, const GPtrArray *parcels, int sign);

// Takes up to three boxes apart and packs their pieces again, never worse. False when that cannot
// help: PARCELS cost the least that bounds allow.
bool packer_repack(struct packer *packer, GPtrArray *parcels, guint64 tries);
