// SPDX-License-Identifier: Apache-2.0
// The conservation rules of stock, re-summed from history.
#include "store_check.h"

#include "i18n.h"

RECORD_DEFINE(difference_row, DIFFERENCE_ROW);

static const struct check_rule rules[] = {
    {"ledger", N_("Every balance is the sum of the movements that touched it")},
    {"allocated", N_("What a balance promises is what orders hold of it")},
    {"carried", N_("Goods on a cart or in a box belong to an order")},
    {"claimed", N_("A line counts as allocated what it holds")},
    {"packed", N_("A line counts as packed and shipped what lies in its boxes")},
    {"boxed", N_("What lies in a box is what was scanned into it")},
    {"tasks", N_("What is still to pick is held where it lies")},
    {"orders", N_("Every order is in the state that its work says")},
};

enum { SIZE = G_N_ELEMENTS(rules) };

static const struct sql sql[] = {
    // All movements by balance, each counted once in and once out.
    {"check.ledger",
     "WITH flow AS (SELECT m.goods_id AS goods_id, m.to_id AS location_id, m.qty AS qty FROM move "
     "m "
     "WHERE m.to_id IS NOT NULL UNION ALL SELECT m.goods_id, m.from_id, -m.qty FROM move m WHERE "
     "m.from_id IS NOT NULL UNION ALL SELECT b.goods_id, b.location_id, 0 FROM balance b) SELECT "
     "1, i.sku, p.code, CAST(sum(f.qty) AS BIGINT), coalesce(b.on_hand, 0) FROM flow f JOIN goods "
     "g ON g.id = f.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id = "
     "f.location_id LEFT JOIN balance b ON b.goods_id = f.goods_id AND b.location_id = "
     "f.location_id GROUP BY f.goods_id, f.location_id, i.sku, p.code, b.on_hand HAVING "
     "sum(f.qty) <> coalesce(b.on_hand, 0) LIMIT $1",
     true},
    {"check.allocated",
     "WITH held AS (SELECT a.goods_id AS goods_id, a.location_id AS location_id, a.qty AS qty FROM "
     "allocation a UNION ALL SELECT l.goods_id, l.parcel_id, l.qty FROM parcel_line l JOIN parcel "
     "q ON q.id = l.parcel_id WHERE q.shipped_at = 0 UNION ALL SELECT b.goods_id, b.location_id, 0 "
     "FROM balance b) SELECT 1, i.sku, p.code, CAST(sum(h.qty) AS BIGINT), coalesce(b.allocated, "
     "0) FROM held h JOIN goods g ON g.id = h.goods_id JOIN item i ON i.id = g.item_id JOIN "
     "location p ON p.id = h.location_id LEFT JOIN balance b ON b.goods_id = h.goods_id AND "
     "b.location_id = h.location_id GROUP BY h.goods_id, h.location_id, i.sku, p.code, b.allocated "
     "HAVING sum(h.qty) <> coalesce(b.allocated, 0) LIMIT $1",
     true},
    {"check.carried",
     "SELECT 1, i.sku, p.code, b.on_hand, b.allocated FROM balance b JOIN goods g ON g.id = "
     "b.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id = b.location_id JOIN "
     "location_kind k ON k.code = p.kind WHERE (k.picked = 1 OR k.level = 5) AND b.on_hand <> "
     "b.allocated LIMIT $1",
     true},
    {"check.claimed",
     "SELECT 1, l.sku, CAST(l.id AS TEXT), CAST(coalesce(sum(a.qty), 0) AS BIGINT), l.allocated "
     "FROM order_line l LEFT JOIN allocation a ON a.line_id = l.id GROUP BY l.id, l.sku, "
     "l.allocated HAVING coalesce(sum(a.qty), 0) <> l.allocated LIMIT $1",
     true},
    {"check.packed",
     "SELECT 1, l.sku, CAST(l.id AS TEXT), CAST(sum(CASE WHEN q.shipped_at = 0 THEN c.qty ELSE 0 "
     "END) AS BIGINT), l.packed FROM order_line l JOIN parcel_line c ON c.line_id = l.id JOIN "
     "parcel q ON q.id = c.parcel_id GROUP BY l.id, l.sku, l.packed, l.shipped HAVING sum(CASE "
     "WHEN "
     "q.shipped_at = 0 THEN c.qty ELSE 0 END) <> l.packed OR sum(CASE WHEN q.shipped_at = 0 THEN 0 "
     "ELSE c.qty END) <> l.shipped LIMIT $1",
     true},
    {"check.boxed",
     "WITH flow AS (SELECT m.to_id AS box, m.goods_id AS goods_id, m.line_id AS line_id, m.qty AS "
     "qty FROM move m JOIN parcel q ON q.id = m.to_id UNION ALL SELECT m.from_id, m.goods_id, "
     "m.line_id, -m.qty FROM move m JOIN parcel q ON q.id = m.from_id WHERE m.to_id IS NOT NULL "
     "UNION ALL SELECT c.parcel_id, c.goods_id, c.line_id, 0 FROM parcel_line c) SELECT 1, i.sku, "
     "p.code, coalesce(c.qty, 0), CAST(sum(f.qty) AS BIGINT) FROM flow f JOIN goods g ON g.id = "
     "f.goods_id JOIN item i ON i.id = g.item_id JOIN location p ON p.id = f.box LEFT JOIN "
     "parcel_line c ON c.parcel_id = f.box AND c.goods_id = f.goods_id AND c.line_id = f.line_id "
     "GROUP BY f.box, f.goods_id, f.line_id, i.sku, p.code, c.qty HAVING sum(f.qty) <> "
     "coalesce(c.qty, 0) LIMIT $1",
     true},
    // Several tasks may ask for the same: a place that was found later may be on the walk already.
    {"check.tasks",
     "SELECT 1, i.sku, p.code, CAST(sum(t.qty - t.done - t.short) AS BIGINT), coalesce(a.qty, 0) "
     "FROM work w JOIN task t ON t.work_id = w.id JOIN goods g ON g.id = t.goods_id JOIN item i ON "
     "i.id = g.item_id JOIN location p ON p.id = t.from_id LEFT JOIN allocation a ON a.line_id = "
     "t.line_id AND a.goods_id = t.goods_id AND a.location_id = t.from_id WHERE w.done_at = 0 "
     "GROUP BY w.id, t.line_id, t.goods_id, t.from_id, i.sku, p.code, a.qty HAVING sum(t.qty - "
     "t.done - t.short) <> coalesce(a.qty, 0) LIMIT $1",
     true},
    {"check.orders",
     "SELECT 1, CAST(o.id AS TEXT), o.state, CAST(sum(l.allocated) AS BIGINT), CAST(sum(l.open) AS "
     "BIGINT) FROM sales_order o JOIN order_state s ON s.code = o.state JOIN order_line l ON "
     "l.order_id = o.id JOIN line_kind k ON k.code = l.kind WHERE k.demand = 1 GROUP BY o.id, "
     "o.state, o.closed_at, s.open HAVING (s.open = 0 AND sum(l.allocated + l.packed) > 0) OR "
     "(s.open = 0) <> (o.closed_at > 0) LIMIT $1",
     true},
    [SIZE] = {"check.size", "SELECT (SELECT count(*) FROM move) + (SELECT count(*) FROM balance)",
              true},
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
