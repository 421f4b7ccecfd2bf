// SPDX-License-Identifier: Apache-2.0
// Claims of orders that wait for more goods.
#include "store_waiting.h"

#include "store_goods.h"

RECORD_DEFINE(waits_row, WAITS_ROW);

enum { OF_ITEM, SUM };

#define WAITS "l.item_id = $1 AND l.allocated > 0 AND l.fulfilment_id IS NULL AND l.order_id <> "

// What may be sold: as balance.sources.
static const struct sql sql[] = {
    [OF_ITEM] = {"waiting.of_item",
                 RECORD_SELECT(
                     WAITS_ROW) "FROM order_line l JOIN sales_order s ON s.id = l.order_id JOIN "
                                "allocation a ON a.line_id = l.id JOIN balance b ON b.goods_id = "
                                "a.goods_id AND b.location_id = a.location_id JOIN goods g ON "
                                "g.id = a.goods_id JOIN standing p ON p.id = a.location_id JOIN "
                                "location_kind k ON k.code = p.kind JOIN location_kind n ON "
                                "n.code = p.own_kind LEFT JOIN lot o ON o.id = g.lot_id "
                                "WHERE " WAITS
                                "$3 AND a.qty > 0 AND g.owner_id = 1 AND g.cond = 'good' AND "
                                "p.blocked = 0 AND k.sells = 1 AND n.picked = 0 "
                                "AND " LOT_SELLS("$2") "ORDER BY s.promise_at DESC, l.id DESC, "
                                                       "a.goods_id, a.location_id"},
    [SUM] = {"waiting.sum", "SELECT CAST(coalesce(sum(l.allocated), 0) AS BIGINT) FROM order_line "
                            "l WHERE " WAITS "$2"},
};

const struct sql_list waiting_sql = {"waiting", sql, G_N_ELEMENTS(sql)};

struct list *store_waiting(struct db *db, int64_t item, int64_t day, int64_t order, GError **error)
{
    return list_records(db, &sql[OF_ITEM], DB_ARGS(ival(item), ival(day), ival(order)),
                        &waits_row_record, error);
}

int64_t store_waiting_sum(struct db *db, int64_t item, int64_t order, GError **error)
{
    int64_t sum = 0;
    return db_get(db, &sql[SUM], &sum, DB_ARGS(ival(item), ival(order)), error) < 0 ? -1 : sum;
}
