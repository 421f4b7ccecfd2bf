// SPDX-License-Identifier: Apache-2.0
// Reads ahead: a thread of its own makes things, so many that whoever takes them need not wait, and
// no more. What it makes them of is its own until ahead_stop().
#pragma once

#include "runner.h"

struct ahead;
typedef struct ahead ahead_handle;

struct ahead_kind {
    size_t size; // of a thing
    // In the thread: fills a zeroed THING. FEED_TOOK; FEED_END with the last thing; FEED_FAILED.
    enum feed_step (*make)(void *data, void *thing, GError **error);
    void (*clear)(void *thing); // frees what a thing owns
};

// DATA belongs to the thread from now on.
struct ahead *ahead_start(const struct ahead_kind *kind, void *data);

// The next thing, in the order in which they were made, as make() gave it; the caller owns it.
// Waits until there is one. Not after FEED_END and FEED_FAILED.
enum feed_step ahead_take(struct ahead *ahead, void *ret_thing, GError **error);

// Ends the thread and clears what nobody took; NULL is allowed.
void ahead_stop(struct ahead *ahead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ahead_handle, ahead_stop)
