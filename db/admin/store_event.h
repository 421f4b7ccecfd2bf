// SPDX-License-Identifier: Apache-2.0
// The log: one row a call of an operation, keys and answers of calls that may be repeated.
#pragma once

#include "rows.h"

// about, about_id: the main subject, "order" and its id; prev_id: what the same work could undo
// before it, stood_…: where its operator stood then (walk_view.h); say and terms are code and terms
// of model/says.h; args: JSON of a call, "" of a note that a call made beside its own row; site_id:
// where the caller stood at log-in; pieces: of what it brought (store_payload.h).
#define EVENT_REST(X)                                                                              \
    X(TIME, at, "at")                                                                              \
    X(KEY, operator_id, "operator_id")                                                             \
    X(KEY, station_id, "station_id")                                                               \
    X(KEY, site_id, "site_id")                                                                     \
    X(TEXT, op, "op")                                                                              \
    X(TEXT, about, "about")                                                                        \
    X(INT, about_id, "about_id")                                                                   \
    X(TEXT, subject, "subject")                                                                    \
    X(TEXT, result, "verdict")                                                                     \
    X(TEXT, say, "say")                                                                            \
    X(TEXT, terms, "terms")                                                                        \
    X(TEXT, args, "args")                                                                          \
    X(INT, prev_id, "prev_id")                                                                     \
    X(INT, stood_at, "stood_at")                                                                   \
    X(INT, stood_step, "stood_step")                                                               \
    X(INT, stood_taken, "stood_taken")                                                             \
    X(TEXT, ids, "ids")                                                                            \
    X(INT, pieces, "pieces")
#define EVENT_ROW(X)                                                                               \
    X(KEY, id, "id")                                                                               \
    EVENT_REST(X)                                                                                  \
    X(TEXT, operator_name, "(SELECT o.name FROM operator o WHERE o.id = event.operator_id)")       \
    X(MAYBE, station_name, "(SELECT s.name FROM station s WHERE s.id = event.station_id)")
RECORD(event_row, EVENT_ROW);

// The id of the next row of this transaction, so that what it booked can name it; 0 with *error.
int64_t store_event_id(struct db *db, GError **error);

// Writes a row under an id of store_event_id().
bool store_event_add(struct db *db, const struct event_row *event, GError **error);

// An event by its id: one row or none.
struct list *store_event(struct db *db, int64_t id, GError **error);

// Keeps the ANSWER (JSON) of a call under its KEY. A key that exists already is
// TOTE_DB_CONSTRAINT.
bool store_event_key(struct db *db, int64_t event, const char *key, const char *answer,
                     GError **error);

// Another ANSWER for a key; the key is free again. Nothing happens where it is not there.
bool store_event_key_answer(struct db *db, const char *key, const char *answer, GError **error);
bool store_event_key_drop(struct db *db, const char *key, GError **error);

// What calls that are parts of a command keep as long as its KEY stands for it, in their order; and
// they are forgotten.
#define PART_ROW(X) X(TEXT, answer, "k.answer")
RECORD(part_row, PART_ROW);
struct list *store_event_parts(struct db *db, const char *key, GError **error);
bool store_event_parts_drop(struct db *db, const char *key, GError **error);

// What is known of a call before it runs: the present epoch of its station (0 = no station) and
// what its key answered; OP is "" where the key is new. A list of one row.
#define CALL_ROW(X)                                                                                \
    X(INT, epoch, "coalesce(s.epoch, 0)")                                                          \
    X(KEY, operator_id, "e.operator_id")                                                           \
    X(KEY, station_id, "e.station_id")                                                             \
    X(TEXT, op, "e.op")                                                                            \
    X(TEXT, result, "e.verdict")                                                                   \
    X(TEXT, say, "e.say")                                                                          \
    X(TEXT, terms, "e.terms")                                                                      \
    X(TEXT, subject, "e.subject")                                                                  \
    X(TEXT, args, "e.args")                                                                        \
    X(TEXT, answer, "k.answer")
RECORD(call_row, CALL_ROW);
struct list *store_call_known(struct db *db, int64_t station, const char *key, GError **error);

// Calls that look at more than they write go one after another (PostgreSQL): each waits here until
// the transaction before it is over, so that the log has them in the order in which they saw the
// database. Announced first of all, so that what is read behind it is read in its turn.
void store_call_turn_send(struct db *db);
bool store_call_turn(struct db *db, GError **error);

// The newest N events about a thing that said something, newest first.
struct list *store_events_about(struct db *db, const char *about, int64_t about_id, int64_t n,
                                GError **error);
