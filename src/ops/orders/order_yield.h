// SPDX-License-Identifier: Apache-2.0
// Orders that wait for more goods give what they have claimed to an order that is complete with it.
#pragma once

#include "order_plan.h"
#include "store_waiting.h"

// Pieces that an order gave.
struct gift {
    int64_t order, qty;
};

// What waiting orders have of an item (struct waits_row) as places to choose from: struct
// source_row, one for each balance.
struct list *yield_sources(const struct list *waits);

// Notes that takes of a plan from the N-th on come from waiting orders, and puts those together
// with what the plan takes there already.
void yield_mark(GArray *takes, unsigned n);

// Takes from the waiting orders what ORDER is planned to have of theirs (take.of_others of
// plan->takes), the least urgent first; it is in their lines as wanted again, and in their history.
// Appends to plan->gifts.
bool yield_take(struct op_ctx *ctx, int64_t order, struct plan *plan, GError **error);
