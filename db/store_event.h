// SPDX-License-Identifier: Apache-2.0
// The audit: one row a call of an operation, keys and answers of calls that may be repeated.
#pragma once

#include "rows.h"

#define EVENT_ROW(X)                                                                               \
    X(KEY, id, "e.id")                                                                             \
    X(TIME, at, "e.at")                                                                            \
    X(KEY, operator_id, "e.operator_id")                                                           \
    X(KEY, station_id, "e.station_id")                                                             \
    X(ORDER, order_id, "e.order_id")                                                               \
    X(TEXT, op, "e.op")                                                                            \
    X(TEXT, operator_name, "o.name")                                                               \
    X(MAYBE, station_name, "s.name")                                                               \
    X(TEXT, subject, "e.subject")                                                                  \
    X(TEXT, result, "e.result")                                                                    \
    X(TEXT, say, "e.say")                                                                          \
    X(TEXT, terms, "e.terms")                                                                      \
    X(TEXT, args, "e.args")
RECORD(event_row, EVENT_ROW);

// Opens the row of a call (op, who, where, when, args); returns its id, 0 with *error.
int64_t store_event_begin(struct db *db, const struct event_row *event, GError **error);

// Completes it with what came of it: say and terms are code and terms of model/says.h.
bool store_event_end(struct db *db, const struct event_row *event, GError **error);

// Opens and completes it at once: one write instead of two. Returns the id, 0 with *error.
int64_t store_event_add(struct db *db, const struct event_row *event, GError **error);

// Keeps the ANSWER (JSON) of a call under its KEY. A key that exists already is
// TOTE_DB_CONSTRAINT.
bool store_event_key(struct db *db, int64_t event, const char *key, const char *answer,
                     GError **error);

// What is known of a call before it runs: the present epoch of its station (0 = no station) and
// what its key answered; OP is "" where the key is new. A list of one row.
#define CALL_ROW(X)                                                                                \
    X(INT, epoch, "coalesce(s.epoch, 0)")                                                          \
    X(TEXT, op, "e.op")                                                                            \
    X(TEXT, result, "e.result")                                                                    \
    X(TEXT, say, "e.say")                                                                          \
    X(TEXT, terms, "e.terms")                                                                      \
    X(TEXT, subject, "e.subject")                                                                  \
    X(TEXT, answer, "k.answer")
RECORD(call_row, CALL_ROW);
struct list *store_call_known(struct db *db, int64_t station, const char *key, GError **error);

// The newest N events of an order, newest first.
struct list *store_events_of_order(struct db *db, int64_t order_id, int64_t n, GError **error);
