// SPDX-License-Identifier: Apache-2.0
// How many things a batch writes at once: as many as hold the database no longer than the floor
// bears to wait. A pure rule over what earlier batches took.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    PACE_START = 100, // things in the first batch
    PACE_LEAST = 10,  // never fewer, or the commits cost more than the work
    PACE_MOST = 1000, // never more, so that little is lost when one fails
    // How long a batch may hold the write lock, its commit counted in, which nobody can cut short.
    // Who scans waits for as much at worst, and then for all who came meanwhile, each with a commit
    // of 1 to 2 ms: so it is well below the 50 ms that nobody should wait.
    PACE_HOLD_US = 30000,   // where nobody else writes
    PACE_SHARED_US = 10000, // where somebody does
    // Where nobody else writes and the batch ends as soon as somebody waits: only the commit, a
    // quarter of it at most, cannot be cut short then. Pages that many things touch are written
    // once a batch, so that the same things cost half as much in large ones.
    PACE_YIELD_US = 120000,
    // Batches that stay short: at first, until it is plain that nobody comes, and after somebody
    // waited, some six seconds. Who works at the floor is back by then.
    PACE_LOOK = 30,
    PACE_STAY = 600,
};

struct pace {
    int64_t size; // of the next batch
    int64_t most;
    bool yields;
    int shared; // batches to come that stay short
};

// Begins with PACE_START things a batch; never more than MOST, 1 to PACE_MOST. YIELDS: a batch ends
// early where somebody waits, so there is no need to look first whether anybody comes.
struct pace pace_begin(int64_t most, bool yields);

// A batch of N things held the lock for HELD_US, and somebody WANTED it by then; the time it waited
// for the lock does not count, or it would shrink because others write. The next size goes half way
// to what fits, and grows by half at most.
void pace_note(struct pace *pace, int64_t n, int64_t held_us, bool wanted);
