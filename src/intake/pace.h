// SPDX-License-Identifier: Apache-2.0
// How many things a batch writes at once: as many as hold the database no longer than the floor
// bears to wait. A pure rule over what earlier batches took.
#pragma once

#include <stdint.h>

enum {
    PACE_START = 100,     // things in the first batch
    PACE_LEAST = 10,      // never fewer, or the commits cost more than the work
    PACE_MOST = 1000,     // never more, so that little is lost when one fails
    PACE_HOLD_US = 50000, // how long a batch may hold the write lock
};

struct pace {
    int64_t size; // of the next batch
    int64_t most;
};

// Begins with PACE_START things a batch; never more than MOST, 1 to PACE_MOST.
struct pace pace_begin(int64_t most);

// A batch of N things held the lock for HELD_US; the time it waited for the lock does not count,
// or it would shrink because others write. The next size goes half way to what fits, and grows by
// half at most.
void pace_note(struct pace *pace, int64_t n, int64_t held_us);
