// SPDX-License-Identifier: Apache-2.0
// The worker: takes what the outbox holds, gets it out of the house, follows each to its end.
#pragma once

#include <signal.h>

#include "session.h"

struct worker_options {
    bool once;                         // stop when nothing moves any more
    bool linger;                       // stop when nothing came and nothing moved for a minute
    int64_t linger_us;                 // another time than a minute; 0 = that
    const volatile sig_atomic_t *stop; // not 0: stop after the job in hand
};

struct worker_result {
    int64_t done, failed; // jobs that came to their end
    int64_t waiting;      // jobs that are not at their end
    int64_t rounds;       // looks at what is due
};

// Works as SESSION until the options say stop. False with *error: the database is lost for good
// (once: at all).
bool worker_run(struct session *session, const struct worker_options *options,
                struct worker_result *ret_result, GError **error);
