// SPDX-License-Identifier: Apache-2.0
// The lives of orders, fulfilments, parcels, loads and print jobs, as tables.
#pragma once

#include "states.h"

// Flags of orders, fulfilments and jobs, beside ST_OPEN. Each means the same in every table.
enum life_flag {
    ST_DEMAND = ST_FIRST << 0,        // pieces that are not allocated count as demand
    ST_EDITABLE = ST_FIRST << 1,      // a channel may still rewrite it
    ST_RELEASABLE = ST_FIRST << 2,    // may be sent to the floor
    ST_LATE = ST_FIRST << 3,          // counts as late when its promise has passed
    ST_STOPPED = ST_FIRST << 4,       // waits for money, goods or somebody's word
    ST_HELD_NOW = ST_FIRST << 5,      // somebody has to look at it
    ST_FLOOR = ST_FIRST << 6,         // the summary of its fulfilments: see order_state_of()
    ST_SHOWS_FLOOR = ST_FIRST << 7,   // its screen shows picking and packing
    ST_HOLDS_GOODS = ST_FIRST << 8,   // allocations may stand for it
    ST_FREE_TO_PICK = ST_FIRST << 9,  // may be picked, where no work of somebody holds it
    ST_FREE_TO_PACK = ST_FIRST << 10, // may be packed, where no work of somebody holds it
    ST_WORKED_ON = ST_FIRST << 11,    // in somebody's hands
    ST_CANCELLED = ST_FIRST << 12,    // ended without goods
    ST_WANTS_PERSON = ST_FIRST << 13, // goes on only when a person says how
    ST_CAME_OUT = ST_FIRST << 14,     // what was to leave the house did
};

extern const struct state_table order_states, fulfilment_states, parcel_states, load_states,
    job_states;

// All tables, ending with NULL: for `tote dump states`, the manual and the tests.
const struct state_table *const *model_state_tables(void);

// The state of an order whose goods are on the floor: that of its least advanced fulfilment that
// is not cancelled, but "picking" where another than a released one is further; "cancelled" where
// all are. A planned one leaves its order "short" or "ready",
// which only the operation knows, so "planned" answers NULL, as no fulfilments do.
const char *order_state_of(const char *const *fulfilment_states, size_t n);

// May a print job in STATE be printed again, be moved to another printer, be reported as seen, be
// cancelled? All from the rows of job_states; EVENT is "retry", "move", "done" or "cancel".
// "done" is for persons here, so it is allowed in doubt only.
bool job_may(const char *state, const char *event);
