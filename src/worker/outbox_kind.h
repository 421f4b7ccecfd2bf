// SPDX-License-Identifier: Apache-2.0
// Inside this folder: what can stand in the outbox, and how each kind of it gets out of the house.
#pragma once

#include "backoff.h"
#include "print.h"
#include "session.h"
#include "store_print.h"
#include "cause.h"

struct worker {
    struct session *session;
    char *name;        // host:pid
    GHashTable *away;  // id of a printer that was away -> when to try it again, µs (GINT64)
    int64_t again_us;  // when what this round left has to be looked at again, µs; INT64_MAX: never
    int64_t follow_us; // when a job that is under way is asked about again, µs
    int64_t done, failed;
    int64_t moved; // steps that brought a job further: not one that it waits or is tried again
};

// What goes out: the receiver's wishes in, the bytes out.
struct outgoing {
    enum print_format format;
    int dpi;
    GBytes *bytes;     // owned
    int width, height; // of the media, 1/100 mm
};

// A kind of row in the outbox. Each function reports what happened by outbox_step(); it returns
// false with *error only when that could not be written.
struct outbox_kind {
    bool (*takes)(const char *kind); // is this a word of the outbox for it?
    // Makes the bytes of the job. False with *error: it can never be made, the job fails.
    bool (*render)(const struct session *session, const struct job_row *job,
                   struct outgoing *outgoing, GError **error);
    // Hands the job over, unless an earlier try did.
    bool (*deliver)(struct worker *worker, const struct outbox_kind *kind,
                    const struct job_row *job, GError **error);
    // Looks what became of a job that was handed over.
    bool (*follow)(struct worker *worker, const struct job_row *job, GError **error);
    // Asks a job back that was handed over, because somebody said that it shall not come there.
    bool (*take_back)(struct worker *worker, const struct job_row *job, GError **error);
    struct backoff retry; // while the receiver cannot be reached
};

// The kind of a job; NULL if this worker knows none of that name.
const struct outbox_kind *outbox_kind_find(const char *kind);

// Moves the job along its states: EVENT of the state table, WHY a cause or nothing, REMOTE the
// number that the receiver gave it, NEXT_AT when it is due again (UTC ms, 0 = at once).
bool outbox_step(struct worker *worker, const struct job_row *job, const char *event,
                 const struct told *why, int remote, int64_t next_at, GError **error);
