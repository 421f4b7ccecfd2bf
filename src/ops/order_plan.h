// SPDX-License-Identifier: Apache-2.0
// Which site and which places an order's goods come from: asked of the rules, then written.
#pragma once

#include "op.h"
#include "store.h"

// Pieces that a line takes from a balance.
struct take {
    int64_t line, goods, location, site, qty, walk;
    const char *place; // owned by the plan, as the rest of its text
};

// A line that does not get all it wants.
struct lack {
    int64_t line, missing;
    const char *sku;
    bool unknown; // nobody knows the SKU
};

struct plan {
    GArray *takes; // struct take
    GArray *lacks; // struct lack
    int64_t missing;
    GPtrArray *owned; // lists that hold the text
};
typedef struct plan op_plan;

// Plans the open lines of an order over all sites. Nothing is written. Clear with plan_clear().
bool plan_order(struct op_ctx *ctx, int64_t order, struct plan *ret_plan, GError **error);
void plan_clear(struct plan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(op_plan, plan_clear)

// Is there anything free of what the open lines of an order lack?
bool plan_hopeful(struct op_ctx *ctx, int64_t order, bool *ret_hopeful, GError **error);

// Allocates what the plan takes: balances, claims and lines.
bool plan_allocate(struct op_ctx *ctx, struct plan *plan, GError **error);

// Gives every site that the plan takes from a fulfilment, and its pickers the work.
bool plan_fulfil(struct op_ctx *ctx, int64_t order, int64_t promise_at, struct plan *plan,
                 GError **error);

// Chooses among the sources of an item at a site (0: at all) but one, for NEED pieces: appends to
// TAKES (struct take), lowers what is free of the sources, and returns the pieces that are missing.
// SOURCES: struct source_row.
struct choice {
    int64_t line, site, need;
    int64_t goods, not_there; // a balance that is left out
};
int64_t plan_choose(struct list *sources, const struct choice *choice, GArray *takes);
