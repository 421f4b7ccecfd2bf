// SPDX-License-Identifier: Apache-2.0
// The mark of an order that holds goods and misses pieces (sales_order.lacks).
#include "store_lacks.h"

#include "parts.h"
#include "store.h"
#include "store_line.h"

enum { MARK, COUNT };

static const struct sql sql[] = {
    // Written only where it turns.
    [MARK] = {"order.mark",
              "UPDATE sales_order SET lacks = 1 - lacks WHERE id = $1 AND lacks <> CASE WHEN "
              "EXISTS (SELECT 1 FROM order_state s WHERE s.code = sales_order.state AND "
              "s.holds_goods = 1) AND EXISTS (SELECT 1 FROM order_line l JOIN line_kind k ON "
              "k.code = l.kind WHERE l.id > $2 AND l.id < $3 AND l.open > 0 AND k.demand = 1) "
              "THEN 1 ELSE 0 END"},
    [COUNT] = {"order.lacking", "SELECT count(*) FROM (SELECT 1 FROM sales_order WHERE lacks = 1 "
                                "LIMIT $1) x"},
};

const struct sql_list lacks_sql = {"lacks", sql, G_N_ELEMENTS(sql)};

bool store_order_mark(struct db *db, int64_t order, GError **error)
{
    return db_queue(db, &sql[MARK],
                    DB_ARGS(ival(order), ival(line_id(order, 0)), ival(line_id(order + 1, 0))),
                    DB_ANY, NULL, error);
}

int64_t store_orders_lacking(struct db *db, int64_t most, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[COUNT], &n, DB_ARGS(ival(most)), error) == 1 ? n : -1;
}
