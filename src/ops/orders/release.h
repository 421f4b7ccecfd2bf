// SPDX-License-Identifier: Apache-2.0
// Releasing everything that waits in batches, each one transaction.
#pragma once

#include "order_plan.h"
#include "store_order.h"

struct release_short {
    int64_t order;
    enum lack_why why;
    int64_t need, missing; // pieces, or kits
    char *sku;
    GArray *free; // struct site_free, may be NULL
};
GArray *release_shorts_new(void); // of struct release_short; frees what they own

// A run over the queue. Begin with release_begin(), call release_batch() until *ret_more is
// false, end with release_end().
struct release {
    struct release_row after; // the last order that was looked at
    int64_t size;             // orders of the next batch; release_begin() sets 100
    bool dry;                 // a trial: nothing is kept, so all has to be one batch
    int64_t orders, released;
    GArray *shorts; // struct release_short
};
void release_begin(struct release *release);
bool release_batch(struct session *session, struct release *release, bool *ret_more,
                   GError **error);
// How many orders the run has not looked at yet; -1 with *error.
int64_t release_left(struct db *db, const struct release *release, GError **error);
void release_end(struct release *release);

// The next N_ORDERS of every state that may be released, together in the order of the queue (struct
// release_row), behind AFTER (all 0 = from the start).
struct list *release_queue_read(struct db *db, const struct release_row *after, int64_t n_orders,
                                GError **error);

// Why an order is short, a sentence; what lies free where, "MAIN has 3, NORTH has 2". Caller frees.
char *release_why(const struct release_short *row);
char *release_free_text(const GArray *free);

// The answer of a release: how many were released, which are short and why.
void release_doc(int64_t released, const GArray *shorts, struct doc *doc);
