// SPDX-License-Identifier: Apache-2.0
// Lines of orders, and their claims on stock.
#pragma once

#include "parts.h"
#include "rows.h"
#include "store_goods.h"

// The id of the N-th line (or fulfilment) of an order, n from 1.
static inline int64_t line_id(int64_t order, int64_t n)
{
    return order * PARTS_OF_ORDER + n;
}

// The order of a line or fulfilment.
static inline int64_t line_order(int64_t line)
{
    return line / PARTS_OF_ORDER;
}

// Every piece stands in one counter: open (wanted, not claimed), claimed, packed, shipped or
// cancelled. allocated, picked and packed count all that came so far: what is packed was picked.
// demand: it is goods that somebody has to find.
#define LINE_ROW(X)                                                                                \
    X(KEY, id, "l.id")                                                                             \
    X(ORDER, order_id, "l.order_id")                                                               \
    X(INT, line,                                                                                   \
      "CASE WHEN l.kind = 'split' THEN l.parent_id ELSE l.id END - l.order_id * " PARTS)           \
    X(KEY, parent_id, "l.parent_id")                                                               \
    X(QTY, per, "l.per")                                                                           \
    X(KEY, item_id, "l.item_id")                                                                   \
    X(KEY, fulfilment_id, "l.fulfilment_id")                                                       \
    X(QTY, qty, "l.qty")                                                                           \
    X(QTY, open, "l.open")                                                                         \
    X(BOOL, demand, "(SELECT k.demand FROM line_kind k WHERE k.code = l.kind)")                    \
    X(QTY, cancelled, "l.cancelled")                                                               \
    X(MONEY, price, "l.price")                                                                     \
    X(MONEY, discount, "l.discount")                                                               \
    X(TEXT, currency, "o.currency")                                                                \
    X(QTY, allocated, "l.allocated + l.packed + l.shipped")                                        \
    X(QTY, picked,                                                                                 \
      "l.packed + l.shipped + CAST((SELECT coalesce(sum(a.qty), 0) FROM allocation a JOIN "        \
      "location c ON c.id = a.location_id JOIN location_kind k ON k.code = c.kind WHERE "          \
      "a.line_id = l.id AND k.picked = 1) AS BIGINT)")                                             \
    X(QTY, packed, "l.packed + l.shipped")                                                         \
    X(QTY, shipped, "l.shipped")                                                                   \
    X(TEXT, kind, "l.kind")                                                                        \
    X(TEXT, sku, "l.sku")                                                                          \
    X(TEXT, name, "l.name")                                                                        \
    X(TEXT, fulfilment, "l.note")                                                                  \
    X(KEY, kit_line, "0")                                                                          \
    X(TEXT, part_of, "''")
RECORD(line_row, LINE_ROW);

// The lines of an order with how far each is, the shares of split ones too. line: its number; a
// share has that of its line. kit_line, part_of: line and SKU of the kit that a line or a share is
// part of.
struct list *store_order_lines(struct db *db, int64_t order, GError **error);
// The same as people ordered it: shares count with their line, the parts of a kit stand behind it,
// and a kit is as far as so many whole sets of its parts are.
struct list *store_order_lines_shown(struct db *db, int64_t order, GError **error);

// Writes a line.
bool store_line_add(struct db *db, const struct line_row *row, GError **error);
// All lines of an order, of which nothing may be claimed, packed or shipped.
bool store_lines_drop(struct db *db, int64_t order, GError **error);

#define WANTED_ROW(X)                                                                              \
    X(KEY, line_id, "l.id")                                                                        \
    X(KEY, item_id, "l.item_id")                                                                   \
    X(QTY, need, "l.open")                                                                         \
    X(QTY, claimed, "l.allocated")                                                                 \
    X(QTY, boxed, "l.packed + l.shipped")                                                          \
    X(KEY, parent_id, "l.parent_id")                                                               \
    X(BOOL, split, "CASE WHEN l.kind = 'split' THEN 1 ELSE 0 END")                                 \
    X(BOOL, part, "CASE WHEN l.kind = 'part' THEN 1 ELSE 0 END")                                   \
    X(QTY, per, "l.per")                                                                           \
    X(TEXT, sku, "l.sku")                                                                          \
    X(TEXT, kit,                                                                                   \
      "coalesce((SELECT k.sku FROM order_line k WHERE k.id = l.parent_id AND k.kind = 'kit'), "    \
      "'')")
RECORD(wanted_row, WANTED_ROW);
// The goods lines of an order with pieces that are not claimed, and how many.
struct list *store_order_wanted(struct db *db, int64_t order, GError **error);

// Moves pieces of a line from counter to counter; the changes add up to 0. TOTE_STALE where a
// counter has not so many.
struct line_change {
    int64_t open, claimed, packed, shipped, cancelled;
};
bool store_line_count(struct db *db, int64_t line, const struct line_change *change,
                      GError **error);

// What is open in the lines of an order is wanted no more.
bool store_lines_cancel(struct db *db, int64_t order, GError **error);

// QTY open pieces of the line are claimed, for the fulfilment that serves it from now on.
// TOTE_STALE where not so many are open.
bool store_line_serve(struct db *db, int64_t line, int64_t qty, int64_t fulfilment, GError **error);
// QTY open pieces of the line become a share of it, a line of their own: the new id, 0 with *error.
int64_t store_line_split(struct db *db, int64_t line, int64_t qty, GError **error);
// What is open of the shares of an order's lines is open of those lines again.
bool store_lines_gather(struct db *db, int64_t order, GError **error);
// The lines of a fulfilment are served by none again.
bool store_lines_unserve(struct db *db, int64_t order, int64_t fulfilment, GError **error);

// A claim of a line on goods in a location, of one piece where they have a serial number; picked:
// they are in somebody's hands; served: somebody
// works for the line, which a fulfilment does no more that has sent a part of it (not read of the
// picked ones of a line).
#define CLAIM_OWN(X)                                                                               \
    X(KEY, line_id, "a.line_id")                                                                   \
    X(KEY, goods_id, "a.goods_id")                                                                 \
    X(KEY, location_id, "a.location_id")                                                           \
    X(KEY, fulfilment_id, "l.fulfilment_id")                                                       \
    X(QTY, qty, "a.qty")                                                                           \
    X(BOOL, picked, "k.picked")                                                                    \
    X(TEXT, serial, "coalesce((SELECT g.serial FROM goods g WHERE g.id = a.goods_id), '')")        \
    X(INT, stops_day,                                                                              \
      "coalesce((SELECT " LOT_STOPS " FROM goods g JOIN lot o ON o.id = g.lot_id WHERE g.id = "    \
      "a.goods_id), 0)")
#define CLAIM_TOLD(X)                                                                              \
    X(BOOL, served,                                                                                \
      "CASE WHEN EXISTS (SELECT 1 FROM fulfilment f WHERE f.id = l.fulfilment_id AND f.closed_at " \
      "= 0) THEN 1 ELSE 0 END")
#define CLAIM_ROW(X) CLAIM_OWN(X) CLAIM_TOLD(X)
RECORD(claim_row, CLAIM_ROW);
// All claims of an order; of a line the picked ones, the oldest goods first; on an item in a
// location.
struct list *store_claims(struct db *db, int64_t order, GError **error);
struct list *store_claims_picked(struct db *db, int64_t line, GError **error);
struct list *store_claims_at(struct db *db, int64_t item, int64_t location, GError **error);

// Whom pieces of a lot of an item are promised to, and in whose parcels they wait: by order.
#define PROMISED_ROW(X)                                                                            \
    X(ORDER, order_id, "x.order_id")                                                               \
    X(QTY, qty, "CAST(sum(x.qty) AS BIGINT)")
RECORD(promised_row, PROMISED_ROW);
struct list *store_lot_promised(struct db *db, int64_t item, const char *lot, GError **error);
// The same of what stands at a place, also on a plate there.
struct list *store_place_promised(struct db *db, int64_t place, GError **error);

// Adds QTY pieces to the claim, makes it where there is none. Its balance must be there.
bool store_claim_add(struct db *db, int64_t line, int64_t goods, int64_t location, int64_t qty,
                     GError **error);
// Takes QTY pieces off; LEFT is what remains then (0: the claim is removed). TOTE_STALE when it is
// not as large as that.
bool store_claim_take(struct db *db, int64_t line, int64_t goods, int64_t location, int64_t qty,
                      int64_t left, GError **error);

// The id of the item with this SKU: 1 found, 0 none, -1 *error.
int store_order_item(struct db *db, const char *sku, int64_t *ret_item, GError **error);

#define SKU_ROW(X)                                                                                 \
    X(KEY, id, "id")                                                                               \
    X(TEXT, sku, "sku")
RECORD(sku_row, SKU_ROW);
// The items of N SKUs, those that there are.
struct list *store_items_of(struct db *db, const char *const *skus, size_t n, GError **error);
// The same for SKUs in capitals (of ASCII), whatever letters the items have.
struct list *store_items_of_letters(struct db *db, const char *const *capitals, size_t n,
                                    GError **error);
