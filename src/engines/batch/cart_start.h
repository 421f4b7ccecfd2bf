// SPDX-License-Identifier: Apache-2.0
// Where the search begins: the simple rules for putting orders on carts.
#pragma once

#include "cart_split.h"

// First come, first served: bundles in the order SORTED, a cart is closed when the next one does
// not fit. Every bundle must be on no cart.
void start_in_turn(struct split *split, struct meter *meter, const uint32_t *sorted);

// As they came; or by urgency and cut-off, the most pressing first. Caller frees.
uint32_t *start_as_come(const struct model *model);
uint32_t *start_by_cut_off(const struct model *model);

// Savings with recomputation: every bundle begins alone; the two carts whose joining saves most
// are joined until nothing is saved. STOP (may be NULL) is asked now and then and ends it early:
// then carts are filled as they come.
void start_savings(struct split *split, struct meter *meter, bool (*stop)(void *data), void *data);
