// SPDX-License-Identifier: Apache-2.0
// Runs long work batch by batch: each batch is one operation and one commit, as large as the floor
// bears. Whatever feeds many things to operations runs here.
#pragma once

#include "db.h"
#include "pace.h"
#include "watch.h"

enum feed_step {
    FEED_TOOK,   // one more thing waits in the batch
    FEED_PASSED, // read, but nothing waits because of it
    FEED_END,    // there is no more
    FEED_FAILED, // *error
};

// Where a run stands, for those who look on.
struct feed_state {
    int64_t done, total; // any unit, 0 = unknown
    int64_t count;       // things that are through: written, and so they stay
};

// What is fed to operations. Every function gets DATA.
struct feed {
    // Puts the next thing into the batch. NULL: the operation finds its things by itself.
    enum feed_step (*next)(void *data, GError **error);
    // Writes things of the batch, SIZE at most, as one operation, and takes them out of it. Sets
    // *ret_n to how many: those that are left come with the next batch, and fewer than SIZE of a
    // feed without next() means that there is no more.
    bool (*write)(void *data, int64_t size, int64_t *ret_n, GError **error);
    struct feed_state (*state)(const void *data);
    // N_(), the sentence after a stop; it has one number, the count.
    const char *stopped;
    // Asked once, after a failure: how many things there are in all, those included that are
    // through. -1: nobody knows. NULL: as many as state() says.
    int64_t (*all)(void *data);
    // write() ends early where it sees that somebody waits for the database (db_others_wait()).
    bool yields;
};

// Runs FEED to its end, at most MOST things a batch. An operation whose things are known stays
// silent about them, so a run that was broken off is resumed by running it again. False with
// *error: what was written before stays, and the sentence says how many of how many that is;
// TOTE_CANCELLED when WATCH stopped it. WATCH may be NULL.
bool feed_run(struct db *db, const struct feed *feed, void *data, int64_t most,
              const struct watch *watch, GError **error);
