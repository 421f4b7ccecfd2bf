// SPDX-License-Identifier: Apache-2.0
// Fulfilments: what one site does for an order.
#pragma once

#include "parts.h"
#include "rows.h"

#define FULFILMENT_WRITTEN(X)                                                                      \
    X(ORDER, order_id, "order_id")                                                                 \
    X(KEY, site_id, "site_id")                                                                     \
    X(STATE, status, "state")                                                                      \
    X(TIME, promise_at, "promise_at")                                                              \
    X(INT, lines, "lines")                                                                         \
    X(QTY, pieces, "pieces")
// Pieces that its lines lack: found short, and nothing is claimed for them.
#define FULFILMENT_MISSING(id)                                                                     \
    "CAST((SELECT coalesce(sum(l.open), 0) FROM order_line l WHERE l.id > " id " / " PARTS         \
    " * " PARTS " "                                                                                \
    "AND l.id < (" id " / " PARTS " + 1) * " PARTS " AND l.fulfilment_id = " id ") AS BIGINT)"
// pieces: as it was planned; missing: of these; boxed: in its boxes, also in those that have left.
#define FULFILMENT_ROW(X)                                                                          \
    X(KEY, id, "id")                                                                               \
    FULFILMENT_WRITTEN(X)                                                                          \
    X(QTY, missing, FULFILMENT_MISSING("fulfilment.id"))                                           \
    X(QTY, boxed,                                                                                  \
      "CAST((SELECT coalesce(sum(c.qty), 0) FROM parcel p JOIN parcel_line c ON c.parcel_id = "    \
      "p.id WHERE p.fulfilment_id = fulfilment.id) AS BIGINT)")                                    \
    X(TEXT, warehouse, "(SELECT s.code FROM site s WHERE s.id = fulfilment.site_id)")
RECORD(fulfilment_row, FULFILMENT_ROW);

// By id: one row or none. Of an order, the oldest first.
struct list *store_fulfilment(struct db *db, int64_t id, GError **error);
struct list *store_fulfilments(struct db *db, int64_t order, GError **error);

// Writes a new one, the next of its order; returns its id, 0 with *error.
int64_t store_fulfilment_add(struct db *db, const struct fulfilment_row *row, GError **error);

// Guarded change of state: TOTE_STALE when it is no longer in FROM. CLOSED_AT: when it ended, 0 =
// it is open.
bool store_fulfilment_state(struct db *db, int64_t id, const char *from, const char *to,
                            int64_t closed_at, GError **error);
