// SPDX-License-Identifier: Apache-2.0
// Makes the calls of a log again over an older state of the same database, through op_run() itself:
// with their arguments, their person, where that stood, their clock and their ids. Nothing else
// decides what a call does, so the same comes out.
#pragma once

#include "op.h"

// A replay of the log of LOG over OVER, which stands where the log was once. Nobody else writes to
// either: LOG is read in one read transaction until the end.
struct replay {
    struct db *log, *over;
    int64_t until;        // calls that began later are left, UTC ms; 0 = none
    int64_t total, calls; // calls after the state of OVER, and how many were made
    int64_t at;           // when the last of them was made first, UTC ms
    // Told now and then; false stops with TOTE_CANCELLED. May be NULL.
    bool (*go_on)(void *data, const struct replay *replay);
    void *data;
};

// Runs it. False with *error: TOTE_LOG_OTHER where OVER never was a state of LOG, and TOTE_ARGUMENT
// where it is younger than `until`, before anything is done; TOTE_LOG_DIFFERS at the first call
// that does not do what it did; TOTE_LOG_UNREADABLE where what it brought is not kept any more. The
// calls before stay made.
bool replay_run(struct replay *replay, GError **error);
