// SPDX-License-Identifier: Apache-2.0
// Orders as lists and screens show them.
#pragma once

#include "rows.h"

enum { QUEUE_STATUSES = 9 };
enum queue_sort { SORT_PROMISE, SORT_PLACED, SORT_VALUE, N_SORTS };

// Which orders a page shows. Unused statuses are NULL; without any, every open one is meant.
struct queue_filter {
    const char *statuses[QUEUE_STATUSES];
    const char *channel;    // NULL = all
    int64_t promise_before; // UTC ms; 0 = no limit (the late view)
    const GArray *orders;   // store_queue_page(): only these ids (int64_t), NULL = all
    int64_t site;           // only what this site serves, 0 = all
    enum queue_sort sort;
    int64_t limit, offset;
};

// customer: empty until people_fill_names() (src/ops/people.h).
#define QUEUE_ROW(X)                                                                               \
    X(ORDER, id, "o.id")                                                                           \
    X(TIME, placed_at, "o.placed_at")                                                              \
    X(TIME, promise_at, "o.promise_at")                                                            \
    X(INT, lines, "o.lines")                                                                       \
    X(QTY, pieces, "o.pieces")                                                                     \
    X(MONEY, total, "o.total")                                                                     \
    X(TEXT, channel, "(SELECT h.code FROM channel h WHERE h.id = o.channel_id)")                   \
    X(TEXT, external_name, "o.external_name")                                                      \
    X(STATE, status, "o.state")                                                                    \
    X(TEXT, hold_reason, "o.hold_reason")                                                          \
    X(TEXT, paid, "o.paid")                                                                        \
    X(TEXT, currency, "o.currency")                                                                \
    X(KEY, person_id, "coalesce(o.delivery_id, o.billing_id)")                                     \
    X(TEXT, customer, "''")                                                                        \
    X(TEXT, shipping_method, "o.shipping_method")
RECORD(queue_row, QUEUE_ROW);
struct list *store_queue(struct db *db, const struct queue_filter *filter, GError **error);

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

#define PARCEL_ROW(X)                                                                              \
    X(KEY, id, "p.id")                                                                             \
    X(WORK, work_id, "p.work_id")                                                                  \
    X(INT, n, "p.n")                                                                               \
    X(GRAMS, grams, "p.grams")                                                                     \
    X(TIME, closed_at, "p.closed_at")                                                              \
    X(TIME, proof_at, "p.proof_at")                                                                \
    X(JOB, job_id, "j.id")                                                                         \
    X(STATE, status, "p.state")                                                                    \
    X(TEXT, warehouse, "w.code")                                                                   \
    X(MAYBE, sscc, "CASE WHEN p.closed_at > 0 THEN c.code ELSE '' END")                            \
    X(MAYBE, box, "p.box_code")                                                                    \
    X(MAYBE, carrier, "p.carrier")                                                                 \
    X(MAYBE, service, "p.service")                                                                 \
    X(BOOL, calculated, "p.calculated")                                                            \
    X(MAYBE, job_status, "j.state")                                                                \
    X(TEXT, job_reason, "j.reason")                                                                \
    X(TEXT, printer, "r.name")
RECORD(parcel_row, PARCEL_ROW);
// The parcels of an order with the newest print job of each.
struct list *store_parcels_of_order(struct db *db, int64_t order, GError **error);

// Each by itself: PostgreSQL's planner takes most orders for open ones and would join them all.
#define IN_STATE(value) "(SELECT " value " FROM sales_order o WHERE o.state = s.code)"
#define COUNT_ROW(X)                                                                               \
    X(STATE, status, "s.code")                                                                     \
    X(INT, n, IN_STATE("count(*)"))                                                                \
    X(TIME, oldest_placed, IN_STATE("min(o.placed_at)"))                                           \
    X(TIME, oldest_promise, IN_STATE("min(o.promise_at)"))
RECORD(count_row, COUNT_ROW);
// How many orders are in each open status.
struct list *store_order_counts(struct db *db, GError **error);

// Orders promised before NOW that are not packed yet; -1 with *error.
int64_t store_order_late(struct db *db, int64_t now, GError **error);

// Scans and refusals since SINCE. False with *error.
bool store_scans_since(struct db *db, int64_t since, int64_t *ret_scans, int64_t *ret_refused,
                       GError **error);

// Orders that came, were picked, packed and shipped (parcels) since SINCE, by the hour; hours
// without anything have no row.
enum done_kind { DONE_CAME, DONE_PICKED, DONE_PACKED, DONE_SHIPPED, N_DONE_KINDS };
// kind: enum done_kind; hour 0 begins at SINCE.
#define HOUR_ROW(X)                                                                                \
    X(INT, kind, "kind")                                                                           \
    X(INT, hour, "hour")                                                                           \
    X(INT, n, "n")
RECORD(hour_row, HOUR_ROW);
struct list *store_done_hours(struct db *db, int64_t since, GError **error);
