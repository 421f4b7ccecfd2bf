// SPDX-License-Identifier: Apache-2.0
// When carts leave and come back, and how late their orders are.
#pragma once

#include "cart_split.h"

// A cart's trip, in seconds after the start.
struct trip {
    uint32_t cart, earliest; // its bundle that came first
    int32_t urgency;         // of its most urgent order
    int64_t due;             // its earliest cut-off
    double takes, leaves, back;
};

// One's memory for trips of a model. Free with late_free().
struct late;
struct late *late_new(const struct model *model);
void late_free(struct late *late);

// The trips (one per live cart) in the order in which the carts leave, after MOVE (NULL: as the
// split is). Without a crew all times are 0. Belongs to LATE, until the next call.
const struct trip *late_trips(struct late *late, const struct split *split, const struct move *move,
                              uint32_t *ret_n);

// The seconds by which the orders are late together after MOVE (NULL: as it is); *ret_orders (may
// be NULL) counts the late orders.
double late_seconds(struct late *late, const struct split *split, const struct move *move,
                    uint32_t *ret_orders);
