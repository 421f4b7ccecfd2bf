// SPDX-License-Identifier: Apache-2.0
// Orders as lists and screens show them.
#pragma once

#include "parts.h"
#include "rows.h"
#include "states.h"
#include "store_parcel.h"

// The states of a filter in a statement: queue_states() gives their values, which come first.
#define QUEUE_STATES                                                                               \
    "(:s1, :s2, :s3, :s4, :s5, :s6, :s7, :s8, :s9, :s10, :s11, :s12, :s13, :s14, :s15, :s16)"
_Static_assert(STATES_MOST == 16, "QUEUE_STATES has a name for each");

// SORT_ENDED, the newest first, is for orders of one state that nothing is open of: no other page
// of them is found without reading them all.
enum queue_sort { SORT_PROMISE, SORT_PLACED, SORT_VALUE, N_SORTS, SORT_ENDED = N_SORTS };

// Any site that has something to do for an order.
enum { EVERY_SITE = -1 };

// Which orders a page shows. Unused statuses are NULL; without any, every open one is meant.
struct queue_filter {
    const char *statuses[STATES_MOST];
    const char *channel;    // NULL = all
    int64_t promise_before; // UTC ms; 0 = no limit (the late view)
    const GArray *orders;   // store_queue_page(): only these ids (int64_t), NULL = all
    bool lacking;           // store_queue_page(): only those that miss pieces (store_lacks.h)
    // Only what this site serves, 0 = all. Of a page: what it (EVERY_SITE: any of them) still has
    // to do something for, and the statuses are those of that (fulfilment_states). An order is
    // there once, however many sites serve it.
    int64_t site;
    enum queue_sort sort;
    int64_t limit, offset;
};

// customer: empty until people_fill_names() (src/ops/people/people.h). open: pieces that nothing is
// claimed for; which of them are missing says pieces_missing().
// sites, sites_open, sites_left, sites_like: what struct order_sites (lives.h) wants.
#define SITES_OF(which)                                                                            \
    "(SELECT count(DISTINCT f.site_id) FROM fulfilment f JOIN fulfilment_state s ON s.code = "     \
    "f.state WHERE f.id > o.id * " PARTS " AND f.id < (o.id + 1) * " PARTS " AND " which ")"
#define QUEUE_ROW(X)                                                                               \
    X(ORDER, id, "o.id")                                                                           \
    X(TIME, placed_at, "o.placed_at")                                                              \
    X(TIME, promise_at, "o.promise_at")                                                            \
    X(TIME, closed_at, "o.closed_at")                                                              \
    X(INT, lines, "o.lines")                                                                       \
    X(QTY, pieces, "o.pieces")                                                                     \
    X(QTY, open,                                                                                   \
      "CAST((SELECT coalesce(sum(l.open), 0) FROM order_line l JOIN line_kind k ON k.code = "      \
      "l.kind WHERE l.id > o.id * " PARTS " AND l.id < (o.id + 1) * " PARTS " AND l.open > 0 AND " \
      "k.demand = 1) AS BIGINT)")                                                                  \
    X(MONEY, total, "o.total")                                                                     \
    X(TEXT, channel, "(SELECT h.code FROM channel h WHERE h.id = o.channel_id)")                   \
    X(TEXT, external_name, "o.external_name")                                                      \
    X(STATE, status, "o.state")                                                                    \
    X(TEXT, hold_say, "o.hold_say")                                                                \
    X(TEXT, hold_terms, "o.hold_terms")                                                            \
    X(INT, sites, SITES_OF("(s.open = 1 OR s.gone = 1)"))                                          \
    X(INT, sites_open, SITES_OF("s.open = 1"))                                                     \
    X(INT, sites_left, SITES_OF("s.gone = 1"))                                                     \
    X(INT, sites_like, SITES_OF("s.open = 1 AND f.state = o.state"))                               \
    X(TEXT, paid, "o.paid")                                                                        \
    X(TEXT, currency, "o.currency")                                                                \
    X(KEY, person_id, "coalesce(o.delivery_id, o.billing_id)")                                     \
    X(TEXT, customer, "''")                                                                        \
    X(TEXT, shipping_method, "o.shipping_method")
RECORD(queue_row, QUEUE_ROW);
struct list *store_queue(struct db *db, const struct queue_filter *filter, GError **error);

// The values of QUEUE_STATES.
void queue_states(const struct queue_filter *filter, struct db_value values[STATES_MOST]);

// How many orders the filter finds, -1 with *error.
int64_t store_queue_count(struct db *db, const struct queue_filter *filter, GError **error);

// known: the file said the amount.
#define PAYMENT_ROW(X)                                                                             \
    X(MONEY, amount, "p.amount")                                                                   \
    X(BOOL, known, "CASE WHEN p.amount IS NULL THEN 0 ELSE 1 END")                                 \
    X(TEXT, currency, "o.currency")                                                                \
    X(TEXT, method, "p.method")                                                                    \
    X(MAYBE, reference, "p.reference")
RECORD(payment_row, PAYMENT_ROW);
struct list *store_payments(struct db *db, int64_t order, GError **error);

// What the tax of an order is made of; no name: the part that the channel does not break down.
#define TAX_ROW(X)                                                                                 \
    X(MAYBE, name, "x.name")                                                                       \
    X(MONEY, amount, "x.amount")                                                                   \
    X(TEXT, currency, "o.currency")
RECORD(tax_row, TAX_ROW);
struct list *store_taxes(struct db *db, int64_t order, GError **error);

#define PARCEL_ROW(X)                                                                              \
    PARCEL_SEEN(X)                                                                                 \
    X(TIME, proof_at, "p.proof_at")                                                                \
    X(JOB, job_id, "j.id")                                                                         \
    X(TEXT, warehouse, "w.code")                                                                   \
    X(MAYBE, job_status, "j.state")                                                                \
    X(TEXT, job_reason, JOB_REASON("j"))                                                           \
    X(TEXT, job_terms, JOB_TERMS("j"))                                                             \
    X(TEXT, printer, "r.name")
RECORD(parcel_row, PARCEL_ROW);
// The parcels of an order with the newest print job of each.
struct list *store_parcels_of_order(struct db *db, int64_t order, GError **error);

// No more than COUNT_MOST are counted one by one, and the oldest is looked for among those promised
// first: what a screen says of a queue must not take longer the longer the queue is.
enum { COUNT_MOST = 10000 };
// past: of those in all those promised for before now, where that makes an order late.
#define COUNT_ROW(X)                                                                               \
    X(STATE, status, "code")                                                                       \
    X(INT, past, "past")                                                                           \
    X(INT, all, "n")                                                                               \
    X(TIME, oldest_placed, "oldest")
RECORD(count_row, COUNT_ROW);
// How many orders are in each open state that has any; past: exact where few are to come, else
// COUNT_MOST at most.
struct list *store_order_counts(struct db *db, int64_t now, GError **error);

// The channels that orders came from, by their codes.
#define CHANNEL_ROW(X) X(TEXT, code, "code")
RECORD(channel_row, CHANNEL_ROW);
struct list *store_channels(struct db *db, GError **error);
