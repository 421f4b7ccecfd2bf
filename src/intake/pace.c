// SPDX-License-Identifier: Apache-2.0
// The size of the next batch.
#include "pace.h"

#include <glib.h>

struct pace pace_begin(int64_t most, bool yields)
{
    g_assert(most >= 1);
    int64_t limit = MIN(most, PACE_MOST);
    return (struct pace){.size = MIN(PACE_START, limit),
                         .most = limit,
                         .yields = yields,
                         .shared = yields ? 0 : PACE_LOOK};
}

// How long the next batch may hold the lock.
static int64_t may_hold(struct pace *pace, bool wanted)
{
    if (wanted)
        pace->shared = PACE_STAY;
    else if (pace->shared)
        pace->shared--;
    if (pace->shared)
        return PACE_SHARED_US;
    return pace->yields ? PACE_YIELD_US : PACE_HOLD_US;
}

void pace_note(struct pace *pace, int64_t n, int64_t held_us, bool wanted)
{
    g_assert(held_us >= 0);
    if (n < 1)
        return; // an empty batch tells nothing
    int64_t hold_us = may_hold(pace, wanted);
    int64_t fits = held_us > 0 ? n * hold_us / held_us : pace->most;
    int64_t next = (pace->size + MIN(fits, 2 * pace->size)) / 2;
    pace->size = CLAMP(next, MIN(PACE_LEAST, pace->most), pace->most);
}
