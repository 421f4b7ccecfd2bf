// SPDX-License-Identifier: Apache-2.0
// Saved views: which rows of a list a tab shows, said by what their states mean.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "states.h"

// States with all of HAS, one of ANY (0 = whatever) and none of LACKS: flags of their table.
struct saved_view {
    const char *arg;   // ":orders late"
    const char *label; // N_("Late")
    unsigned has, any, lacks;
    unsigned lacking; // and those with all of this of which pieces are missing; 0 = none
    bool late;        // and only what was promised for before now
    bool here; // and only what the warehouse of the station still has to serve, if it stands in one
    int order; // an index of the sorts of its list: it has no other; 0 = as somebody sorts
};

bool saved_view_takes(const struct saved_view *view, const struct state_table *table,
                      const char *code);

// The codes of its states by rank, where it is LACKING of those of which only what misses pieces is
// shown; the rest of RET_CODES becomes NULL. Returns how many there are.
size_t saved_view_states(const struct saved_view *view, const struct state_table *table,
                         const char *ret_codes[STATES_MOST]);

// The index of the view named ARG, -1 = there is none.
int saved_view_find(const struct saved_view *views, size_t n, const char *arg);
