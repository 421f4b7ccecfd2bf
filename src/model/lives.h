// SPDX-License-Identifier: Apache-2.0
// The lives of orders, fulfilments, parcels, loads, print jobs and printers, as tables.
#pragma once

#include <stdint.h>

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
    ST_LACKS_GOODS = ST_FIRST << 15,  // waits for goods that are not there
    ST_LEFT = ST_FIRST << 16,         // the goods left the house
    ST_MAY_BE_OUT = ST_FIRST << 17,   // a label of it exists, or may exist
    ST_ANSWERS = ST_FIRST << 18,      // works as it should
    ST_UNREACHED = ST_FIRST << 19,    // nobody can ask it
    ST_WAITS_MONEY = ST_FIRST << 20,  // for its payment, and for nothing else
};

extern const struct state_table order_states, fulfilment_states, parcel_states, load_states,
    job_states, printer_states;

// All tables, ending with NULL: for `tote dump states`, the manual and the tests.
const struct state_table *const *model_state_tables(void);

// All events of these tables, which refusals name in the language of the reader. Ends with NULL.
const char *const *model_event_words(void);

// What an order is by what its sites do for it, the states of its N fulfilments: what the least
// advanced open one stands for, but once one of them was begun, the first state of an order in
// somebody's hands. Where none is open: what stands for goods that left; where none left or a part
// is WANTED still, that goods are missing. NULL: they do not say, as planned ones.
const char *order_state_of(const char *const *fulfilments, size_t n, bool wanted);

// The same of other tables than order_states and fulfilment_states.
struct order_tables {
    const struct state_table *orders, *fulfilments;
};
const char *order_state_by(const struct order_tables *tables, const char *const *fulfilments,
                           size_t n, bool wanted);

// The warehouses that serve an order or did, those that are not done, those of which goods left,
// and those that are not done and in the very state that the order is in.
struct order_sites {
    int64_t all, open, left, like;
};

// Was the order begun, while nobody has any of it in hand? Its state alone tells that it was begun:
// one warehouse is done, and another one has not started.
bool order_rests(const char *state, const struct order_sites *sites);

// The words of an order's state: "released to pick; 1 of 2 warehouses shipped". Caller frees.
char *order_state_words(const char *state, const struct order_sites *sites);
