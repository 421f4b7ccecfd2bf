// SPDX-License-Identifier: Apache-2.0
// Questions that imports leave open: a channel says something else of an order than is so here.
#pragma once

#include "parts.h"
#include "rows.h"

// what: codes of says.def, a line each, the gravest first. handled: something of the order is in
// somebody's hands, in a box or gone; left: something left the house (struct import_floor).
#define QUESTION_ROW(X)                                                                            \
    X(ORDER, order_id, "q.order_id")                                                               \
    X(TIME, at, "q.at")                                                                            \
    X(TEXT, what, "q.what")                                                                        \
    X(STATE, status, "o.state")                                                                    \
    X(TEXT, external_name, "o.external_name")                                                      \
    X(TEXT, channel, "(SELECT c.code FROM channel c WHERE c.id = o.channel_id)")                   \
    X(TEXT, currency, "o.currency")                                                                \
    X(MONEY, total, "o.total")                                                                     \
    X(MONEY, refunded, "o.refunded")                                                               \
    X(MONEY, outstanding, "o.outstanding")                                                         \
    X(TEXT, shipping_method, "o.shipping_method")                                                  \
    X(TEXT, source_status, "o.source_status")                                                      \
    X(KEY, delivery_id, "o.delivery_id")                                                           \
    X(BOOL, handled,                                                                               \
      "CASE WHEN EXISTS (SELECT 1 FROM order_line l WHERE l.id > o.id * " PARTS                    \
      " AND l.id < (o.id + 1) * " PARTS " AND (l.packed + l.shipped > 0 OR EXISTS (SELECT 1 FROM " \
      "allocation a JOIN location c ON c.id = a.location_id JOIN location_kind k ON k.code = "     \
      "c.kind WHERE a.line_id = l.id AND k.picked = 1))) THEN 1 ELSE 0 END")                       \
    X(BOOL, left,                                                                                  \
      "CASE WHEN EXISTS (SELECT 1 FROM order_line l WHERE l.id > o.id * " PARTS                    \
      " AND l.id < (o.id + 1) * " PARTS " AND l.shipped > 0) THEN 1 ELSE 0 END")
RECORD(question_row, QUESTION_ROW);

// All that are open, the oldest order first; that of one order: one row or none.
struct list *store_questions(struct db *db, GError **error);
struct list *store_question(struct db *db, int64_t order, GError **error);

// How many there are, up to COUNT_MOST (store_order_read.h); -1 with *error.
int64_t store_questions_count(struct db *db, GError **error);

// Asks about an order, instead of what was asked before. The bytes are copied.
bool store_question_put(struct db *db, const struct question_row *row, const void *brought,
                        size_t n, GError **error);

// What the channel said, as it was put; g_bytes_unref(). NULL with *error, also where nothing is
// asked.
GBytes *store_question_brought(struct db *db, int64_t order, GError **error);

// Nothing is asked about the order any more; *ret_was (may be NULL) says whether something was.
bool store_question_drop(struct db *db, int64_t order, bool *ret_was, GError **error);
