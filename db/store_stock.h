// SPDX-License-Identifier: Apache-2.0
// The ledger and the balances. Every change goes through store_stock_move(): both or neither.
#pragma once

#include "alloc.h"
#include "rows.h"

// One movement. A balance is named by its id (from) or by place and license plate (to).
struct move {
    int64_t at, item_id, qty, event_id;
    const char *reason;       // count receive adjust move pick pack ship short
    int64_t from_balance;     // 0 = from outside
    int64_t to_place;         // 0 = out of the house
    const char *lot, *to_lpn; // lot: for goods from outside; else that of the balance
    int64_t received_at;      // for goods from outside; else that of the balance
    int64_t allocation_id, parcel_line_id, undoes; // 0 = none
    bool from_allocated; // the pieces leave an allocation: allocated falls with on_hand
    bool to_allocated;   // they stay promised to an order: allocated rises with on_hand
};

// Books the ledger row and both balances. Fails with TOTE_STALE when the source has no longer
// the pieces (guarded update). *ret_move may be NULL.
bool store_stock_move(struct db *db, const struct move *move, int64_t *ret_move, GError **error);

// allocated += QTY (QTY < 0 gives back); TOTE_STALE when there are not so many free.
bool store_balance_allocate(struct db *db, int64_t balance, int64_t qty, GError **error);

#define BALANCE_ROW(X)                                                                             \
    X(KEY, id, "b.id")                                                                             \
    X(KEY, item_id, "b.item_id")                                                                   \
    X(KEY, place_id, "b.place_id")                                                                 \
    X(QTY, on_hand, "b.on_hand")                                                                   \
    X(QTY, allocated, "b.allocated")                                                               \
    X(TIME, received_at, "b.received_at")                                                          \
    X(INT, walk, "p.walk")                                                                         \
    X(TEXT, place, "p.code")                                                                       \
    X(TEXT, kind, "p.kind")                                                                        \
    X(MAYBE, lot, "b.lot")                                                                         \
    X(MAYBE, lpn, "b.lpn")                                                                         \
    X(TEXT, warehouse, "w.code")                                                                   \
    X(TEXT, zone, "p.zone")                                                                        \
    X(BOOL, blocked, "p.blocked")
RECORD(balance_row, BALANCE_ROW);

// What of an item lies where, walk order; empty balances are left out.
struct list *store_balances_of_item(struct db *db, int64_t item, GError **error);

// The same at a moment of the past (UTC ms), summed from the ledger; allocated is not known, 0.
struct list *store_balances_past(struct db *db, int64_t item, int64_t at, GError **error);

// The balances an order line may take from (struct alloc_source): pick and bulk places, not
// blocked, good, loose, our own.
struct list *store_sources(struct db *db, int64_t item, GError **error);

// Goods of an item at a place under a license plate (cart, box): oldest first.
struct list *store_balances_lpn(struct db *db, int64_t item, int64_t place, const char *lpn,
                                GError **error);
// All goods under a license plate at a place.
struct list *store_balances_of_lpn(struct db *db, int64_t place, const char *lpn, GError **error);

// The loose good balance of an item at a place with this lot: 1 found, 0 none, -1 *error.
int store_balance_at(struct db *db, int64_t item, int64_t place, const char *lot,
                     struct balance_row *ret_row, GError **error);

// Pieces of all items at a place; -1 with *error.
int64_t store_place_pieces(struct db *db, int64_t place, GError **error);

#define MOVE_ROW(X)                                                                                \
    X(KEY, id, "m.id")                                                                             \
    X(TIME, at, "m.at")                                                                            \
    X(QTY, qty, "m.qty")                                                                           \
    X(KEY, allocation_id, "m.allocation_id")                                                       \
    X(KEY, from_place_id, "m.from_place_id")                                                       \
    X(KEY, to_place_id, "m.to_place_id")                                                           \
    X(KEY, parcel_line_id, "m.parcel_line_id")                                                     \
    X(KEY, item_id, "m.item_id")                                                                   \
    X(TEXT, reason, "m.reason")                                                                    \
    X(MAYBE, from, "f.code")                                                                       \
    X(MAYBE, to, "t.code")                                                                         \
    X(TEXT, operator_name, "o.name")                                                               \
    X(MAYBE, from_lpn, "m.from_lpn")                                                               \
    X(MAYBE, to_lpn, "m.to_lpn")                                                                   \
    X(MAYBE, lot, "m.lot")
RECORD(move_row, MOVE_ROW);
// The newest N movements of an item.
struct list *store_moves_of_item(struct db *db, int64_t item, int64_t n, GError **error);

// The last movement of a pick work that was not undone: one row or none. Of a shipment: those of
// the last scan, several where it took pieces of several lots.
struct list *store_last_move_of_work(struct db *db, int64_t work, GError **error);
struct list *store_last_moves_of_shipment(struct db *db, int64_t shipment, GError **error);

#define DEMAND_ROW(X)                                                                              \
    X(ORDER, order_id, "l.order_id")                                                               \
    X(STATE, status, "o.status")                                                                   \
    X(QTY, qty, "CAST(sum(a.qty - a.short) AS BIGINT)")
RECORD(demand_row, DEMAND_ROW);
// Who holds an item: allocated or on a cart, newest N orders.
struct list *store_holders(struct db *db, int64_t item, int64_t n, GError **error);

// Pieces wanted by orders that hold nothing yet (unpaid, held, ready and short ones).
// -1 with *error.
int64_t store_demand(struct db *db, int64_t item, GError **error);
