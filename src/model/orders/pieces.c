// SPDX-License-Identifier: Apache-2.0
// How far the pieces of an order are, and which of them are missing.
#include "pieces.h"

#include <glib.h>

#include "lives.h"

int64_t pieces_missing(const char *order_state, int64_t open)
{
    g_assert(open >= 0);
    return state_has(&order_states, order_state, ST_HOLDS_GOODS) ? open : 0;
}

bool order_has_way(const char *order_state)
{
    return state_has(&order_states, order_state, ST_OPEN) ||
           state_has(&order_states, order_state, ST_SHOWS_FLOOR);
}

enum progress_mark progress_mark(const struct progress *progress, enum progress_step step)
{
    g_assert((unsigned)step < N_PROGRESS_STEPS && progress->missing <= progress->wanted);
    int64_t done = progress->done[step];
    if (!done)
        return PROGRESS_NONE;
    return done < progress->wanted ? PROGRESS_PART : PROGRESS_ALL;
}
