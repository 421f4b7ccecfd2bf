// SPDX-License-Identifier: Apache-2.0
// The question which warehouses serve the orders that wait, and who thinks about it.
#pragma once

#include "order_plan.h"
#include "propose_rest.h"
#include "sites.h"
#include "sourcing.h"

// An order as it is asked about.
struct asked {
    int64_t order;
    int number;          // in question.orders; -1 = it is none for the engine
    struct list *wanted; // struct wanted_row
    GArray *portions;    // struct portion
    char *stands;        // what an earlier call proposed, with parcels; NULL = it is asked about
    char *turn; // how a release in its turn would serve it, as propose_turn() says it; NULL = short
    GArray *takes; // struct site_stock: what it takes then
    bool fixed;    // it is served so, or not at all, and the engine is not asked
};

// Pieces that an order which waits for more has claimed.
struct waiting {
    int64_t order;
    struct source_stock stock;
};

// The question; what the engine reads of it stands in arrays of its structs.
struct question {
    struct list *sites; // struct site_row: the nodes
    struct plan_rules rules;
    GArray *asked;     // struct asked, the most urgent first
    GArray *items;     // int64_t: the skus
    GHashTable *known; // of items: int64_t * -> number + 1
    GArray *nodes, *stock, *orders, *lines, *distance;
    GArray *claims; // struct waiting: beside what is free, which is `stock`
};
typedef struct question source_question;

// The plan of an order by the engine beside the one that it has.
struct offer {
    struct asked *asked;
    char *text; // NULL = none that keeps to the rules
    GArray *takes;
};

// Gives orders the plans of their offers (struct offer) where that saves parcels: all of them, or
// as many as fit together beside the plans of the others. An offer that was taken holds the plan
// that its order had before.
void propose_merge(const struct question *question, GArray *offers);

// All that can be had, less what orders that are served take: of the fixed ones only, or of all.
struct leftover propose_left(const struct question *question, bool fixed_only);

// Does a release that follows the plans serve just them? Where lines or kits stay whole, an order
// that has no plan could be complete in its turn, with goods that one behind it was to have.
bool propose_holds(const struct question *question);

// Plans the orders: each that a release in the order of the question would complete is served, and
// of the plans that do so the one with the fewest parcels that the engine finds. LINES gets the
// rest of each order's line in the answer (propose.h) by its id, a key of the question.
bool propose_think(struct question *question, GHashTable *lines, GError **error);
