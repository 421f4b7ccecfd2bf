// SPDX-License-Identifier: Apache-2.0
// The conservation rules of stock, re-summed from history.
#include "store_check.h"

#include "i18n.h"

RECORD_DEFINE(difference_row, DIFFERENCE_ROW);

static const struct check_rule rules[] = {
    {"ledger", N_("Every balance is the sum of the movements that touched it")},
    {"allocated", N_("What a balance promises is what orders hold of it")},
    {"carried", N_("Goods on a cart or in a box belong to an order")},
    {"picked", N_("Picked pieces are movements out of their place")},
    {"packed", N_("No box holds more of a line than was picked")},
    {"wanted", N_("No order line holds more than it asks for")},
    {"boxed", N_("What lies in a box is what was scanned into it")},
    {"orders", N_("Every order is in the state that its work says")},
};

enum { SIZE = G_N_ELEMENTS(rules) };

// All movements by balance, each counted once in and once out.
#define LEDGER_SUM                                                                                 \
    "WITH flow AS (SELECT m.item_id AS item_id, m.to_place_id AS place_id, m.lot AS lot, "         \
    "m.serial AS serial, m.to_lpn AS lpn, m.owner AS owner, m.cond AS cond, m.qty AS qty "         \
    "FROM stock_move m WHERE m.to_place_id IS NOT NULL UNION ALL "                                 \
    "SELECT m.item_id, m.from_place_id, m.lot, m.serial, m.from_lpn, m.owner, m.cond, -m.qty "     \
    "FROM stock_move m WHERE m.from_place_id IS NOT NULL UNION ALL "                               \
    "SELECT b.item_id, b.place_id, b.lot, b.serial, b.lpn, b.owner, b.cond, 0 FROM balance b) "

static const struct sql sql[] = {
    {"check.ledger",
     LEDGER_SUM "SELECT 1, i.sku, p.code, CAST(sum(f.qty) AS BIGINT), coalesce(b.on_hand, 0) "
                "FROM flow f JOIN item i ON i.id = f.item_id JOIN place p ON p.id = f.place_id "
                "LEFT JOIN balance b ON b.item_id = f.item_id AND b.place_id = f.place_id "
                "AND b.lot = f.lot AND b.serial = f.serial AND b.lpn = f.lpn "
                "AND b.owner = f.owner AND b.cond = f.cond "
                "GROUP BY f.item_id, f.place_id, f.lot, f.serial, f.lpn, f.owner, f.cond, i.sku, "
                "p.code, b.id, b.on_hand HAVING sum(f.qty) <> coalesce(b.on_hand, 0) LIMIT $1",
     true},
    {"check.allocated",
     "SELECT 1, i.sku, p.code, CAST(coalesce(sum(a.qty - a.picked - a.short), 0) AS BIGINT), "
     "b.allocated FROM balance b JOIN item i ON i.id = b.item_id "
     "JOIN place p ON p.id = b.place_id LEFT JOIN allocation a ON a.balance_id = b.id "
     "WHERE p.kind NOT IN ('cart', 'pack') GROUP BY b.id, b.allocated, i.sku, p.code "
     "HAVING coalesce(sum(a.qty - a.picked - a.short), 0) <> b.allocated LIMIT $1",
     true},
    {"check.carried",
     "SELECT 1, i.sku, p.code, b.on_hand, b.allocated FROM balance b "
     "JOIN item i ON i.id = b.item_id JOIN place p ON p.id = b.place_id "
     "WHERE p.kind IN ('cart', 'pack') AND (b.on_hand <> b.allocated OR b.lpn = '') LIMIT $1",
     true},
    {"check.picked",
     "SELECT 1, l.sku, CAST(a.id AS TEXT), CAST(coalesce(sum(CASE WHEN m.reason = 'pick' THEN "
     "CASE WHEN m.undoes IS NULL THEN m.qty ELSE -m.qty END ELSE 0 END), 0) AS BIGINT), a.picked "
     "FROM allocation a JOIN order_line l ON l.id = a.order_line_id "
     "LEFT JOIN stock_move m ON m.allocation_id = a.id GROUP BY a.id, a.picked, l.sku "
     "HAVING coalesce(sum(CASE WHEN m.reason = 'pick' THEN CASE WHEN m.undoes IS NULL THEN m.qty "
     "ELSE -m.qty END ELSE 0 END), 0) <> a.picked LIMIT $1",
     true},
    {"check.packed",
     "SELECT 1, l.sku, CAST(l.id AS TEXT), CAST(coalesce((SELECT sum(a.picked) FROM allocation a "
     "WHERE a.order_line_id = l.id), 0) AS BIGINT), CAST(sum(p.qty) AS BIGINT) "
     "FROM parcel_line p JOIN order_line l ON l.id = p.order_line_id GROUP BY l.id, l.sku "
     "HAVING sum(p.qty) > coalesce((SELECT sum(a.picked) FROM allocation a "
     "WHERE a.order_line_id = l.id), 0) LIMIT $1",
     true},
    {"check.wanted",
     "SELECT 1, l.sku, CAST(l.id AS TEXT), l.qty, CAST(sum(a.qty - a.short) AS BIGINT) "
     "FROM allocation a JOIN order_line l ON l.id = a.order_line_id "
     "GROUP BY l.id, l.sku, l.qty HAVING sum(a.qty - a.short) > l.qty LIMIT $1",
     true},
    {"check.boxed",
     "SELECT 1, l.sku, CAST(p.id AS TEXT), p.qty, CAST(coalesce(sum(CASE WHEN m.reason = 'pack' "
     "THEN "
     "CASE WHEN m.undoes IS NULL THEN m.qty ELSE -m.qty END ELSE 0 END), 0) AS BIGINT) "
     "FROM parcel_line p JOIN order_line l ON l.id = p.order_line_id "
     "LEFT JOIN stock_move m ON m.parcel_line_id = p.id GROUP BY p.id, p.qty, l.sku "
     "HAVING coalesce(sum(CASE WHEN m.reason = 'pack' THEN CASE WHEN m.undoes IS NULL THEN m.qty "
     "ELSE -m.qty END ELSE 0 END), 0) <> p.qty LIMIT $1",
     true},
    {"check.orders",
     "SELECT 1, CAST(o.id AS TEXT), o.status, CAST(coalesce(sum(a.qty - a.picked - a.short), 0) AS "
     "BIGINT), CAST(coalesce(sum(a.picked), 0) AS BIGINT) FROM sales_order o "
     "JOIN order_line l ON l.order_id = o.id LEFT JOIN allocation a ON a.order_line_id = l.id "
     "WHERE o.status NOT IN ('released', 'picking') GROUP BY o.id, o.status "
     "HAVING (o.status IN ('picked', 'packing', 'packed', 'shipped') "
     "AND coalesce(sum(a.qty - a.picked - a.short), 0) > 0) "
     "OR (o.status IN ('unpaid', 'held', 'ready', 'cancelled', 'elsewhere') "
     "AND coalesce(sum(a.qty - a.short), 0) > 0) LIMIT $1",
     true},
    [SIZE] = {"check.size",
              "SELECT (SELECT count(*) FROM stock_move) + (SELECT count(*) FROM balance)", true},
};

const struct sql_list check_sql = {"check", sql, G_N_ELEMENTS(sql)};

const struct check_rule *store_check_rules(size_t *ret_n)
{
    *ret_n = G_N_ELEMENTS(rules);
    return rules;
}

struct list *store_check(struct db *db, size_t rule, int64_t n, GError **error)
{
    return list_records(db, &sql[rule], DB_ARGS(ival(n)), &difference_row_record, error);
}

int64_t store_check_size(struct db *db, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[SIZE], &n, DB_NO_ARGS, error) == 1 ? n : -1;
}
