// SPDX-License-Identifier: Apache-2.0
// Orders as lists and screens show them.
#pragma once

#include "store.h"

enum { QUEUE_STATUSES = 9 };
enum queue_sort { SORT_PROMISE, SORT_PLACED, SORT_VALUE, N_SORTS };

// Which orders a page shows. Unused statuses are NULL; without any, every open one is meant.
struct queue_filter {
    const char *statuses[QUEUE_STATUSES];
    const char *channel;    // NULL = all
    int64_t promise_before; // UTC ms; 0 = no limit (the late view)
    const char *search;     // part of a number, channel name or customer; NULL or "" = all
    enum queue_sort sort;
    int64_t limit, offset;
};

struct queue_row {
    int64_t id, placed_at, promise_at, lines, pieces, total;
    const char *channel, *external_name, *status, *hold_reason, *paid, *currency, *customer,
        *shipping_method;
};
struct list *store_queue(struct db *db, const struct queue_filter *filter, GError **error);

// How many orders the filter finds (search is left out), -1 with *error.
int64_t store_queue_count(struct db *db, const struct queue_filter *filter, GError **error);

struct payment_row {
    int64_t amount;
    bool known; // the file said the amount
    const char *method, *reference;
};
struct list *store_payments(struct db *db, int64_t order, GError **error);

struct parcel_row {
    int64_t id, shipment_id, n, grams, closed_at, proof_at, job_id;
    const char *status, *sscc, *box, *job_status, *job_reason, *printer;
};
// The parcels of an order with the newest print job of each.
struct list *store_parcels_of_order(struct db *db, int64_t order, GError **error);

struct count_row {
    const char *status;
    int64_t n, oldest_placed, oldest_promise;
};
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
struct hour_row {
    enum done_kind kind;
    int64_t hour, n; // hour 0 begins at SINCE
};
struct list *store_done_hours(struct db *db, int64_t since, GError **error);
