// SPDX-License-Identifier: Apache-2.0
// How far the pieces of an order are, and which of them are missing.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// Of OPEN pieces that nothing is claimed for: those that are missing in an order of this state.
// Before an order is planned they only wait for that.
int64_t pieces_missing(const char *order_state, int64_t open);

// Has an order in this state a way through the house to show, one that it goes or went? What ended
// before it was picked has neither that nor a promise.
bool order_has_way(const char *order_state);

// The steps of the way of an order, each with the pieces that have come so far.
enum progress_step { STEP_ROUTED, STEP_PICKED, STEP_PACKED, STEP_SHIPPED, N_PROGRESS_STEPS };

// What is counted of all lines of goods: see LINE_ROW in db/orders/store_line.h.
struct progress {
    int64_t wanted; // ordered and not cancelled
    int64_t missing;
    int64_t done[N_PROGRESS_STEPS];
};

enum progress_mark { PROGRESS_NONE, PROGRESS_PART, PROGRESS_ALL };
enum progress_mark progress_mark(const struct progress *progress, enum progress_step step);
