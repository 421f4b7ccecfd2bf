// SPDX-License-Identifier: Apache-2.0
// Releasing everything that waits in batches, each one transaction.
#pragma once

#include "order_plan.h"
#include "store_order.h"

struct release_short {
    int64_t order;
    enum lack_why why;
    int64_t need, missing; // pieces, or kits
    char *sku, *kit;       // kit: of LACK_PART_APART
    GArray *free;          // struct site_free, may be NULL
};
GArray *release_shorts_new(void); // of struct release_short; frees what they own

// Pieces that an order which waits for goods gave to one that is complete with them.
struct release_gift {
    int64_t from, to, qty;
};

// What a release found out: orders that were released, of these as was proposed, and otherwise
// because the proposal no longer fits.
struct release_found {
    int64_t released, proposed, replanned;
    GArray *shorts;   // struct release_short
    GArray *gifts;    // struct release_gift
    GPtrArray *plans; // char *: why the released ones come from where they come
};
void release_found_begin(struct release_found *found);
void release_found_end(struct release_found *found);

// What an order that is short lacks now, in the place of what SHORTS says of it; where that says
// nothing of it, nothing.
bool release_renew(struct db *db, int64_t order, GArray *shorts, GError **error);
// What is open of an order, as if nothing of it were free anywhere: appends to SHORTS, where it is
// not NULL, and answers the pieces; -1 with *error.
int64_t release_missing(struct db *db, int64_t order, GArray *shorts, GError **error);

// A run over the queue. Begin with release_begin(), call release_batch() until *ret_more is
// false, end with release_end().
struct release {
    struct release_row after; // the last order that was looked at
    const char *key;          // of the command that it is, NULL = none
    int64_t size;             // orders of the next batch; release_begin() sets 100
    bool dry;                 // a trial: nothing is kept, so all has to be one batch
    int64_t orders;
    struct release_found found;
};
void release_begin(struct release *release);
bool release_batch(struct session *session, struct release *release, bool *ret_more,
                   GError **error);
// Adds what calls of the command release->key did before it was broken off. Before the first batch.
bool release_resume(struct session *session, struct release *release, GError **error);
// How many orders the run has not looked at yet; -1 with *error.
int64_t release_left(struct db *db, const struct release *release, GError **error);
void release_end(struct release *release);

// The next N_ORDERS of every state that may be released, together in the order of the queue (struct
// release_row), behind AFTER (all 0 = from the start).
struct list *release_queue_read(struct db *db, const struct release_row *after, int64_t n_orders,
                                GError **error);

// The order of the queue: of two struct release_row.
int release_by_queue(const void *a, const void *b);

// Notes from where an order that is released comes, and by which rule.
void release_note_plan(struct release_found *found, int64_t order, const struct plan *plan);

// Why an order is short, a sentence; what lies free where, "MAIN has 3, NORTH has 2". Caller frees.
char *release_why(const struct release_short *row);
char *release_free_text(const GArray *free);

// The answer of a release: how many were released, which are short and why, who gave what, and from
// where the released ones come.
void release_doc(const struct release_found *found, struct doc *doc);
