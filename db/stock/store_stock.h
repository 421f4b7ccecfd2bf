// SPDX-License-Identifier: Apache-2.0
// The ledger and the balances. Every change goes through store_stock_move(): both or neither.
#pragma once

#include "alloc.h"
#include "rows.h"

// Movements that one event may book; their ids are event * MOVES_OF_EVENT + n.
enum { MOVES_OF_EVENT = 1024 };

// One movement of QTY pieces of goods between two locations.
struct move {
    int64_t id, at;
    const char *kind; // count adjust move pick pack ship short
    int64_t goods_id, qty;
    int64_t from_id, to_id; // 0 = from outside, out of the house
    int64_t since;          // age of goods from outside, 0 = now; else they keep theirs
    int64_t line_id, undoes;
    bool from_allocated; // the pieces leave a claim: allocated falls with on_hand
    bool to_allocated;   // they stay claimed by an order: allocated rises with on_hand
};

// Books the ledger row and both balances. TOTE_STALE when the source has no longer the pieces
// (guarded update); on PostgreSQL as late as with the commit.
bool store_stock_move(struct db *db, const struct move *move, GError **error);

// allocated += QTY (QTY < 0 gives back); TOTE_STALE when there are not so many free.
bool store_balance_allocate(struct db *db, int64_t goods, int64_t location, int64_t qty,
                            GError **error);

// Removes what is left of balances in a location that is given up: they must be empty.
bool store_balances_sweep(struct db *db, int64_t location, GError **error);

// Site 0 and one more: else places are told with their warehouse, "NORTH:A-01".
#define SEVERAL_SITES "(SELECT count(*) FROM site) > 2"

// place, kind, zone, walk: of the place where it all stands in the end; lpn: the cart, plate or
// carton that it lies in there, "" = loose; blocked: the place, the lot, the condition or the owner
// keeps it from being sold; expires_day: of its lot, 0 = none; label: the place as people call it;
// id: the two of them in one number, for lists.
#define BALANCE_ROW(X)                                                                             \
    X(KEY, id, "b.location_id * 16777216 + b.goods_id")                                            \
    X(KEY, goods_id, "b.goods_id")                                                                 \
    X(KEY, location_id, "b.location_id")                                                           \
    X(KEY, place_id, "p.place_id")                                                                 \
    X(KEY, site_id, "p.site_id")                                                                   \
    X(KEY, item_id, "g.item_id")                                                                   \
    X(QTY, on_hand, "b.on_hand")                                                                   \
    X(QTY, allocated, "b.allocated")                                                               \
    X(TIME, received_at, "b.since")                                                                \
    X(INT, walk, "p.walk")                                                                         \
    X(TEXT, place, "p.code")                                                                       \
    X(TEXT, label, "CASE WHEN " SEVERAL_SITES " THEN s.code || ':' || p.code ELSE p.code END")     \
    X(TEXT, kind, "p.kind")                                                                        \
    X(MAYBE, lot, "o.code")                                                                        \
    X(MAYBE, lpn, "p.plate")                                                                       \
    X(TEXT, warehouse, "s.code")                                                                   \
    X(TEXT, zone, "p.zone")                                                                        \
    X(BOOL, blocked,                                                                               \
      "CASE WHEN p.blocked = 1 OR coalesce(o.blocked, 0) = 1 OR g.cond <> 'good' OR g.owner_id "   \
      "<> 1 THEN 1 ELSE 0 END")                                                                    \
    X(INT, expires_day, "coalesce(o.expires_day, 0)")                                              \
    X(TEXT, cond, "g.cond")                                                                        \
    X(MAYBE, owner,                                                                                \
      "CASE WHEN g.owner_id <> 1 THEN (SELECT w.code FROM owner w WHERE w.id = g.owner_id) END")   \
    X(MAYBE, serial, "nullif(g.serial, '')")
RECORD(balance_row, BALANCE_ROW);

// What of an item lies where, by site and walk; empty balances are left out.
struct list *store_balances_of_item(struct db *db, int64_t item, GError **error);

// Where the piece of an item with this serial number stands: one row, none where it is not here.
struct list *store_balances_of_serial(struct db *db, int64_t item, const char *serial,
                                      GError **error);

// The same as of an item at a moment of the past (UTC ms), summed from the ledger; allocated is
// not known, 0.
struct list *store_balances_past(struct db *db, int64_t item, int64_t at, GError **error);

// Pieces on hand and allocated of goods in a location: 1 found, 0 none there, -1 *error.
struct balance {
    int64_t on_hand, allocated;
};
int store_balance(struct db *db, int64_t goods, int64_t location, struct balance *ret_balance,
                  GError **error);

// The same, and they stay so until the commit, whoever else moves these goods.
int store_balance_taken(struct db *db, int64_t goods, int64_t location, struct balance *ret_balance,
                        GError **error);

// All that lies of an item in a location, of whatever lot, and it stays so until the commit.
#define PILE_ROW(X)                                                                                \
    X(KEY, goods_id, "b.goods_id")                                                                 \
    X(QTY, on_hand, "b.on_hand")
RECORD(pile_row, PILE_ROW);
struct list *store_piles_taken(struct db *db, int64_t item, int64_t location, GError **error);

// The lots of an item that lie in a location, and their pieces with serial numbers; "" for goods
// without one.
#define LOT_ROW(X)                                                                                 \
    X(TEXT, lot, "o.code")                                                                         \
    X(TEXT, serial, "g.serial")
RECORD(lot_row, LOT_ROW);
struct list *store_lots_in(struct db *db, int64_t item, int64_t location, GError **error);

// What an order line may take: goods of our own, good, their lot neither blocked nor expired on
// DAY (days since 1970), in locations that sell.
#define SOURCE_ROW(X)                                                                              \
    X(KEY, item_id, "g.item_id")                                                                   \
    X(KEY, goods_id, "b.goods_id")                                                                 \
    X(KEY, location_id, "b.location_id")                                                           \
    X(KEY, site_id, "p.site_id")                                                                   \
    X(QTY, free, "b.on_hand - b.allocated")                                                        \
    X(TIME, since, "b.since")                                                                      \
    X(INT, expires_day, "coalesce(o.expires_day, 0)")                                              \
    X(INT, walk, "p.walk")                                                                         \
    X(TEXT, place, "p.code")
RECORD(source_row, SOURCE_ROW);
struct list *store_sources(struct db *db, int64_t item, int64_t day, GError **error);

// The same of all items that open lines of an order want, each once.
struct list *store_sources_of_order(struct db *db, int64_t order, int64_t day, GError **error);

// What holds a location to its kind: pieces in it, what stands in it, open work that takes it
// along. -1 with *error.
int64_t store_location_bonds(struct db *db, int64_t location, GError **error);

// from, to: codes of places; the labels as in a balance.
#define MOVE_LABEL(at)                                                                             \
    "(SELECT CASE WHEN " SEVERAL_SITES " THEN s.code || ':' || f.code ELSE f.code END FROM "       \
    "standing f JOIN site s ON s.id = f.site_id WHERE f.id = " at ")"
#define MOVE_ROW(X)                                                                                \
    X(KEY, id, "m.id")                                                                             \
    X(TIME, at, "m.at")                                                                            \
    X(QTY, qty, "m.qty")                                                                           \
    X(KEY, goods_id, "m.goods_id")                                                                 \
    X(KEY, line_id, "m.line_id")                                                                   \
    X(KEY, from_id, "m.from_id")                                                                   \
    X(KEY, to_id, "m.to_id")                                                                       \
    X(TEXT, reason, "m.kind")                                                                      \
    X(MAYBE, from, "(SELECT f.code FROM standing f WHERE f.id = m.from_id)")                       \
    X(MAYBE, to, "(SELECT f.code FROM standing f WHERE f.id = m.to_id)")                           \
    X(MAYBE, from_label, MOVE_LABEL("m.from_id"))                                                  \
    X(MAYBE, to_label, MOVE_LABEL("m.to_id"))                                                      \
    X(TEXT, operator_name, "p.name")                                                               \
    X(MAYBE, lot, "o.code")                                                                        \
    X(MAYBE, terms, "e.terms")
RECORD(move_row, MOVE_ROW);
// The newest N movements of an item; those that one event booked for a work, the last one first.
struct list *store_moves_of_item(struct db *db, int64_t item, int64_t n, GError **error);
struct list *store_moves_of_event(struct db *db, int64_t event, int64_t work, GError **error);

#define DEMAND_ROW(X)                                                                              \
    X(ORDER, order_id, "q.order_id")                                                               \
    X(STATE, status, "q.state")                                                                    \
    X(QTY, qty, "CAST(sum(q.qty) AS BIGINT)")
RECORD(demand_row, DEMAND_ROW);
// Who holds an item: claimed or in a box, newest N orders.
struct list *store_holders(struct db *db, int64_t item, int64_t n, GError **error);

// Pieces wanted by orders that hold nothing yet (unpaid, held, ready and short ones), and pieces
// in baskets and quotes at NOW. -1 with *error.
int64_t store_demand(struct db *db, int64_t item, GError **error);
int64_t store_held(struct db *db, int64_t item, int64_t now, GError **error);

// What is bought and not received yet, by the day (since 1970) that it is expected.
#define EXPECTED_ROW(X)                                                                            \
    X(INT, day, "expected_day")                                                                    \
    X(QTY, qty, "CAST(sum(open) AS BIGINT)")
RECORD(expected_row, EXPECTED_ROW);
struct list *store_expected(struct db *db, int64_t item, GError **error);
