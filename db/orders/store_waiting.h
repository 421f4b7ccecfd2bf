// SPDX-License-Identifier: Apache-2.0
// Goods that orders have claimed which wait for more: an order that is complete with them may have
// them. A line of which a part has left the house keeps what it has.
#pragma once

#include "rows.h"

// A claim that nobody's fulfilment stands for, on goods that could be sold. promise_at: of the
// order that has it.
#define WAITS_ROW(X)                                                                               \
    X(ORDER, order_id, "l.order_id")                                                               \
    X(KEY, line_id, "l.id")                                                                        \
    X(KEY, goods_id, "a.goods_id")                                                                 \
    X(KEY, location_id, "a.location_id")                                                           \
    X(KEY, site_id, "p.site_id")                                                                   \
    X(QTY, qty, "a.qty")                                                                           \
    X(TIME, promise_at, "s.promise_at")                                                            \
    X(TIME, since, "b.since")                                                                      \
    X(INT, expires_day, "coalesce(o.expires_day, 0)")                                              \
    X(INT, walk, "p.walk")                                                                         \
    X(TEXT, place, "p.code")
RECORD(waits_row, WAITS_ROW);

// Those on an item by other orders than this one (0: by all), the least urgent first. DAY: lots
// that expire by then are left out.
struct list *store_waiting(struct db *db, int64_t item, int64_t day, int64_t order, GError **error);

// Pieces of all that other orders have so. -1 with *error.
int64_t store_waiting_sum(struct db *db, int64_t item, int64_t order, GError **error);
