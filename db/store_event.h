// SPDX-License-Identifier: Apache-2.0
// The audit: one row a call of an operation, keys and answers of calls that may be repeated.
#pragma once

#include "store.h"

struct event_row {
    int64_t id, at, operator_id, station_id, order_id;
    const char *op, *operator_name, *station_name, *subject, *result;
    const char *say, *terms; // what was said: code and terms (model/says.h)
    const char *args;        // JSON; written, not read by lists
};

// Opens the row of a call (op, who, where, when, args); returns its id, 0 with *error.
int64_t store_event_begin(struct db *db, const struct event_row *event, GError **error);

// Completes it with what came of it.
bool store_event_end(struct db *db, const struct event_row *event, GError **error);

// Opens and completes it at once: one write instead of two. Returns the id, 0 with *error.
int64_t store_event_add(struct db *db, const struct event_row *event, GError **error);

// Keeps the ANSWER (JSON) of a call under its KEY. A key that exists already is
// TOTE_DB_CONSTRAINT.
bool store_event_key(struct db *db, int64_t event, const char *key, const char *answer,
                     GError **error);

// What is known of a call before it runs: the present epoch of its station (0 = no station) and
// what its key answered; OP is "" where the key is new. A list of one row.
struct call_row {
    int64_t epoch;
    const char *op, *result, *say, *terms, *subject, *answer;
};
struct list *store_call_known(struct db *db, int64_t station, const char *key, GError **error);

// The newest N events of an order, newest first.
struct list *store_events_of_order(struct db *db, int64_t order_id, int64_t n, GError **error);
