// SPDX-License-Identifier: Apache-2.0
// The log as a replay reads it: calls in the order in which they happened.
#pragma once

#include "rows.h"
#include "store_event.h"

#define LOG_ROW(X)                                                                                 \
    X(KEY, id, "id")                                                                               \
    EVENT_REST(X)                                                                                  \
    X(INT, seq, "seq")
RECORD(log_row, LOG_ROW);

// Where a database ends: its newest event, and the number of the newest call where they have some.
struct log_mark {
    int64_t id, seq;
};
bool store_log_end(struct db *db, struct log_mark *ret_mark, GError **error);

// Is the newest event of the log there? *ret_lost is the id of the one that was the newest, and of
// which nothing is left; 0: none is lost, as far as the engine tells. Numbers of PostgreSQL have
// gaps: there it is the newest one that a key, a piece, a movement or a work names.
bool store_log_whole(struct db *db, int64_t *ret_lost, GError **error);

// The next N calls (not the notes beside them) after MARK in the log of DB, a list of struct
// log_row; where the engine numbers calls, those that come after seq, else those after id.
struct list *store_log(struct db *db, const struct log_mark *mark, int64_t n, GError **error);

// The call whose row is ID: a list of one struct log_row or none.
struct list *store_log_call(struct db *db, int64_t id, GError **error);

// How many there are. -1 with *error.
int64_t store_log_count(struct db *db, const struct log_mark *mark, GError **error);

// What screens have to know of an event: what it was and what it is about.
#define NEWS_ROW(X)                                                                                \
    X(KEY, id, "id")                                                                               \
    X(INT, seq, "seq")                                                                             \
    X(TEXT, op, "op")                                                                              \
    X(TEXT, about, "about")                                                                        \
    X(INT, about_id, "about_id")
RECORD(news_row, NEWS_ROW);

// The next N events after MARK, the notes beside calls too: a list of struct news_row, in the order
// of store_log().
struct list *store_log_news(struct db *db, const struct log_mark *mark, int64_t n, GError **error);

// The keys of calls after the event ID: int64_t * of the event -> char *. g_hash_table_unref().
GHashTable *store_log_keys(struct db *db, int64_t id, GError **error);
