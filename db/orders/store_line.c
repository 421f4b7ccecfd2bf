// SPDX-License-Identifier: Apache-2.0
// Lines of orders, and their claims on stock.
#include "store_line.h"

#include "i18n.h"
#include "lines_shown.h"
#include "store_lacks.h"

RECORD_DEFINE(line_row, LINE_ROW);
RECORD_DEFINE(wanted_row, WANTED_ROW);
RECORD_DEFINE(claim_row, CLAIM_ROW);
RECORD_DEFINE(promised_row, PROMISED_ROW);
RECORD_DEFINE(sku_row, SKU_ROW);

enum {
    OF_ORDER,
    ADD,
    DROP_ALL,
    WANTED,
    COUNT,
    CANCEL,
    SERVE,
    UNSERVE,
    SPLIT_SLOT,
    SPLIT_PUT,
    SPLIT_TAKE,
    GATHER,
    GATHERED,
    CLAIMS,
    CLAIMS_PICKED,
    CLAIMS_AT,
    LOT_PROMISED,
    PLACE_PROMISED,
    CLAIM_ADD,
    CLAIM_TAKE,
    CLAIM_DROP,
    ITEM_OF_SKU,
    ITEMS_OF_SKUS,
    ITEMS_OF_LETTERS,
};

#define SELECT_CLAIM RECORD_SELECT(CLAIM_ROW)

// The lines of an order are a stretch of ids: between $1 and $2.
static const struct sql sql[] = {
    [OF_ORDER] = {"line.of_order",
                  RECORD_SELECT(LINE_ROW) "FROM sales_order o JOIN order_line l ON l.order_id = "
                                          "o.id WHERE o.id = $3 AND "
                                          "l.id > $1 AND l.id < $2 ORDER BY l.id"},
    [ADD] =
        {"line.add",
         "INSERT INTO order_line (id, order_id, parent_id, per, kind, item_id, sku, name, qty, "
         "open, cancelled, price, discount, note) VALUES (:id, :order_id, :parent_id, :per, :kind, "
         ":item_id, :sku, :name, :qty, :open, :cancelled, :price, :discount, :fulfilment)"},
    [DROP_ALL] = {"line.drop_all", "DELETE FROM order_line WHERE id > $1 AND id < $2"},
    [WANTED] = {"line.wanted",
                RECORD_SELECT(WANTED_ROW) "FROM order_line l JOIN line_kind k ON k.code = l.kind "
                                          "WHERE l.id > $1 AND l.id < "
                                          "$2 AND l.open > 0 AND k.demand = 1 ORDER BY l.id"},
    [COUNT] = {"line.count",
               "UPDATE order_line SET open = open + $2, allocated = allocated + $3, packed = "
               "packed + $4, shipped = shipped + $5, cancelled = cancelled + $6 WHERE id = $1 AND "
               "open + $2 >= 0 AND allocated + $3 >= 0 AND packed + $4 >= 0 AND shipped + $5 >= 0 "
               "AND cancelled + $6 >= 0"},
    [CANCEL] = {"line.cancel", "UPDATE order_line SET cancelled = cancelled + open, open = 0 "
                               "WHERE id > $1 AND id < $2 AND open > 0"},
    [SERVE] = {"line.serve", "UPDATE order_line SET open = open - $2, allocated = allocated + $2, "
                             "fulfilment_id = $3 WHERE id = $1 AND open >= $2"},
    [UNSERVE] = {"line.unserve", "UPDATE order_line SET fulfilment_id = NULL WHERE id > $1 AND id "
                                 "< $2 AND fulfilment_id = $3"},
    [SPLIT_SLOT] =
        {"line.split_slot",
         "SELECT coalesce((SELECT min(s.id) FROM order_line s WHERE s.id > $1 AND s.id < "
         "$2 AND s.parent_id = $3 AND s.kind = 'split' AND s.qty = 0), (SELECT max(m.id) "
         "+ 1 FROM order_line m WHERE m.id > $1 AND m.id < $2))"},
    [SPLIT_PUT] =
        {"line.split_put",
         "INSERT INTO order_line (id, order_id, parent_id, kind, item_id, per, qty, open, "
         "price, sku, name, note) SELECT $1, l.order_id, l.id, 'split', l.item_id, l.per, "
         "$3, $3, l.price, l.sku, l.name, l.note FROM order_line l WHERE l.id = $2 ON "
         "CONFLICT (id) DO UPDATE SET qty = excluded.qty, open = excluded.open"},
    [SPLIT_TAKE] = {"line.split_take", "UPDATE order_line SET qty = qty - $2, open = open - $2 "
                                       "WHERE id = $1 AND open >= $2"},
    [GATHER] = {"line.gather",
                "UPDATE order_line SET qty = qty + (SELECT CAST(sum(s.open) AS BIGINT) FROM "
                "order_line s WHERE s.id > $1 AND s.id < $2 AND s.parent_id = order_line.id AND "
                "s.kind = 'split'), open = open + (SELECT CAST(sum(s.open) AS BIGINT) FROM "
                "order_line s WHERE s.id > $1 AND s.id < $2 AND s.parent_id = order_line.id AND "
                "s.kind = 'split') WHERE id > $1 AND id < $2 AND id IN (SELECT s.parent_id FROM "
                "order_line s WHERE s.id > $1 AND s.id < $2 AND s.kind = 'split' AND s.open > 0)"},
    [GATHERED] = {"line.gathered", "UPDATE order_line SET qty = qty - open, open = 0 WHERE id > $1 "
                                   "AND id < $2 AND kind = 'split' AND open > 0"},
    [CLAIMS] = {"claim.of_order", SELECT_CLAIM
                "FROM order_line l JOIN allocation a ON a.line_id = l.id JOIN location c ON c.id = "
                "a.location_id JOIN location_kind k ON k.code = c.kind WHERE l.id > $1 AND l.id < "
                "$2 ORDER BY a.goods_id, a.location_id, a.line_id"},
    [CLAIMS_PICKED] = {"claim.picked",
                       RECORD_SELECT(CLAIM_OWN) "FROM allocation a JOIN order_line l ON l.id = "
                                                "a.line_id JOIN location c ON c.id = "
                                                "a.location_id JOIN location_kind k ON k.code "
                                                "= c.kind JOIN balance b ON b.goods_id = "
                                                "a.goods_id AND b.location_id = a.location_id "
                                                "WHERE a.line_id = $1 AND k.picked = 1 "
                                                "ORDER BY b.since, a.goods_id, a.location_id"},
    [CLAIMS_AT] = {"claim.at", SELECT_CLAIM
                   "FROM goods g JOIN allocation a ON a.location_id = $2 AND a.goods_id = g.id "
                   "JOIN order_line l ON l.id = a.line_id JOIN location c ON c.id = a.location_id "
                   "JOIN location_kind k ON k.code = c.kind WHERE g.item_id = $1 ORDER BY "
                   "a.line_id, a.goods_id, a.location_id"},
    [LOT_PROMISED] = {"claim.of_lot",
                      RECORD_SELECT(
                          PROMISED_ROW) "FROM (SELECT a.line_id / " PARTS " AS order_id, a.qty AS "
                                        "qty FROM lot o JOIN goods g ON g.item_id = o.item_id AND "
                                        "g.lot_id = o.id JOIN balance b ON b.goods_id = g.id JOIN "
                                        "allocation a ON a.location_id = b.location_id AND "
                                        "a.goods_id = b.goods_id WHERE o.item_id = $1 AND o.code = "
                                        "$2 UNION ALL SELECT p.fulfilment_id / " PARTS
                                        ", b.on_hand "
                                        "FROM lot o JOIN goods g ON g.item_id = o.item_id AND "
                                        "g.lot_id = o.id JOIN balance b ON b.goods_id = g.id JOIN "
                                        "parcel p ON p.id = b.location_id WHERE o.item_id = $1 AND "
                                        "o.code = $2 AND b.on_hand > 0) AS x GROUP BY x.order_id "
                                        "ORDER BY x.order_id"},
    [PLACE_PROMISED] = {"claim.of_place",
                        RECORD_SELECT(
                            PROMISED_ROW) "FROM (SELECT a.line_id / " PARTS " AS order_id, a.qty "
                                          "AS qty FROM (SELECT q.id FROM location q WHERE q.id = "
                                          "$1 UNION SELECT q.id FROM location q WHERE q.parent_id "
                                          "= $1) s JOIN allocation a ON a.location_id = s.id) AS "
                                          "x GROUP BY x.order_id ORDER BY x.order_id"},
    [CLAIM_ADD] = {"claim.add",
                   "INSERT INTO allocation (line_id, goods_id, location_id, qty) VALUES ($1, $2, "
                   "$3, $4) ON CONFLICT (line_id, goods_id, location_id) DO UPDATE SET qty = "
                   "allocation.qty + excluded.qty"},
    [CLAIM_TAKE] = {"claim.take", "UPDATE allocation SET qty = qty - $4 WHERE line_id = $1 AND "
                                  "goods_id = $2 AND location_id = $3 AND qty >= $5"},
    [CLAIM_DROP] = {"claim.drop", "DELETE FROM allocation WHERE line_id = $1 AND goods_id = $2 AND "
                                  "location_id = $3 AND qty = $4"},
    [ITEM_OF_SKU] = {"line.item_of_sku", "SELECT id FROM item WHERE sku = $1"},
    [ITEMS_OF_SKUS] = {"line.items_of_skus",
                       RECORD_SELECT(SKU_ROW) "FROM item WHERE sku IN " THESE_TEXTS},
    [ITEMS_OF_LETTERS] = {"line.items_of_letters",
                          RECORD_SELECT(SKU_ROW) "FROM item WHERE upper(sku) IN " THESE_TEXTS},
};

const struct sql_list line_sql = {"line", sql, G_N_ELEMENTS(sql)};

#define LINES_OF(order) ival(line_id(order, 0)), ival(line_id((order) + 1, 0))

struct list *store_order_lines(struct db *db, int64_t order, GError **error)
{
    struct list *lines = list_records(db, &sql[OF_ORDER], DB_ARGS(LINES_OF(order), ival(order)),
                                      &line_row_record, error);
    if (lines)
        lines_name_kits(lines);
    return lines;
}

struct list *store_order_lines_shown(struct db *db, int64_t order, GError **error)
{
    struct list *lines = store_order_lines(db, order, error);
    if (lines)
        lines_show(lines);
    return lines;
}

bool store_line_add(struct db *db, const struct line_row *row, GError **error)
{
    return db_queue(db, &sql[ADD], ROW_ARGS(&sql[ADD], &line_row_record, row), 1, NULL, error);
}

bool store_lines_drop(struct db *db, int64_t order, GError **error)
{
    return db_queue(db, &sql[DROP_ALL], DB_ARGS(LINES_OF(order)), DB_ANY, NULL, error);
}

struct list *store_order_wanted(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[WANTED], DB_ARGS(LINES_OF(order)), &wanted_row_record, error);
}

bool store_line_count(struct db *db, int64_t line, const struct line_change *change, GError **error)
{
    g_assert(
        change->open + change->claimed + change->packed + change->shipped + change->cancelled == 0);
    return db_run_one(db, &sql[COUNT], _("The line"),
                      DB_ARGS(ival(line), ival(change->open), ival(change->claimed),
                              ival(change->packed), ival(change->shipped), ival(change->cancelled)),
                      error) &&
           (!change->open || store_order_mark(db, line_order(line), error));
}

bool store_lines_cancel(struct db *db, int64_t order, GError **error)
{
    return db_queue(db, &sql[CANCEL], DB_ARGS(LINES_OF(order)), DB_ANY, NULL, error);
}

bool store_line_serve(struct db *db, int64_t line, int64_t qty, int64_t fulfilment, GError **error)
{
    return db_run_one(db, &sql[SERVE], _("The line"),
                      DB_ARGS(ival(line), ival(qty), ival(fulfilment)), error);
}

bool store_lines_unserve(struct db *db, int64_t order, int64_t fulfilment, GError **error)
{
    return db_queue(db, &sql[UNSERVE], DB_ARGS(LINES_OF(order), ival(fulfilment)), DB_ANY, NULL,
                    error);
}

int64_t store_line_split(struct db *db, int64_t line, int64_t qty, GError **error)
{
    int64_t slot = 0, order = line_order(line);
    if (db_get(db, &sql[SPLIT_SLOT], &slot, DB_ARGS(LINES_OF(order), ival(line)), error) != 1)
        return 0;
    if (line_order(slot) != order) {
        tote_fail(error, TOTE_STATE, "order", _("An order has at most %d lines"),
                  PARTS_OF_ORDER - 1);
        return 0;
    }
    return db_queue(db, &sql[SPLIT_PUT], DB_ARGS(ival(slot), ival(line), ival(qty)), 1, NULL,
                    error) &&
                   db_run_one(db, &sql[SPLIT_TAKE], _("The line"), DB_ARGS(ival(line), ival(qty)),
                              error)
               ? slot
               : 0;
}

bool store_lines_gather(struct db *db, int64_t order, GError **error)
{
    struct db_args args = DB_ARGS(LINES_OF(order));
    return db_queue(db, &sql[GATHER], args, DB_ANY, NULL, error) &&
           db_queue(db, &sql[GATHERED], args, DB_ANY, NULL, error);
}

struct list *store_claims(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[CLAIMS], DB_ARGS(LINES_OF(order)), &claim_row_record, error);
}

struct list *store_claims_picked(struct db *db, int64_t line, GError **error)
{
    return list_records(db, &sql[CLAIMS_PICKED], DB_ARGS(ival(line)), &claim_row_record, error);
}

struct list *store_claims_at(struct db *db, int64_t item, int64_t location, GError **error)
{
    return list_records(db, &sql[CLAIMS_AT], DB_ARGS(ival(item), ival(location)), &claim_row_record,
                        error);
}

struct list *store_lot_promised(struct db *db, int64_t item, const char *lot, GError **error)
{
    return list_records(db, &sql[LOT_PROMISED], DB_ARGS(ival(item), tval(lot)),
                        &promised_row_record, error);
}

struct list *store_place_promised(struct db *db, int64_t place, GError **error)
{
    return list_records(db, &sql[PLACE_PROMISED], DB_ARGS(ival(place)), &promised_row_record,
                        error);
}

bool store_claim_add(struct db *db, int64_t line, int64_t goods, int64_t location, int64_t qty,
                     GError **error)
{
    return db_queue(db, &sql[CLAIM_ADD],
                    DB_ARGS(ival(line), ival(goods), ival(location), ival(qty)), 1, NULL, error);
}

bool store_claim_take(struct db *db, int64_t line, int64_t goods, int64_t location, int64_t qty,
                      int64_t left, GError **error)
{
    if (!left)
        return db_run_one(db, &sql[CLAIM_DROP], _("The allocation"),
                          DB_ARGS(ival(line), ival(goods), ival(location), ival(qty)), error);
    return db_run_one(db, &sql[CLAIM_TAKE], _("The allocation"),
                      DB_ARGS(ival(line), ival(goods), ival(location), ival(qty), ival(qty + left)),
                      error);
}

int store_order_item(struct db *db, const char *sku, int64_t *ret_item, GError **error)
{
    return db_get(db, &sql[ITEM_OF_SKU], ret_item, DB_ARGS(tval(sku)), error);
}

struct list *store_items_of(struct db *db, const char *const *skus, size_t n, GError **error)
{
    return list_by_texts(db, &sql[ITEMS_OF_SKUS], skus, n, NULL, &sku_row_record, error);
}

struct list *store_items_of_letters(struct db *db, const char *const *capitals, size_t n,
                                    GError **error)
{
    return list_by_texts(db, &sql[ITEMS_OF_LETTERS], capitals, n, NULL, &sku_row_record, error);
}
