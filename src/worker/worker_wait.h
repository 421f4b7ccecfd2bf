// SPDX-License-Identifier: Apache-2.0
// Inside this folder: the worker sleeps until somebody may have committed or something is due.
#pragma once

#include <signal.h>

#include "db.h"

enum { WAIT_FOR_EVER = -1 };

// What a worker waits with.
struct worker_wait {
    struct db *db;
    const volatile sig_atomic_t *stop; // not 0: wait no more; may be NULL
    int64_t token;                     // of the database when it was looked at
};

// The database is looked at from now on: what others commit later ends the next wait.
void worker_wait_begin(struct worker_wait *wait);

// Sleeps until LEAST_US, so that many commits are looked at together, then until somebody else has
// committed, until UNTIL_US or until a signal. Both µs of the monotonic clock; UNTIL_US may be
// WAIT_FOR_EVER. An engine without a descriptor is asked for its token in between.
void worker_wait_for_news(struct worker_wait *wait, int64_t least_us, int64_t until_us);
