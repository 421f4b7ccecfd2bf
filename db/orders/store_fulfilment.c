// SPDX-License-Identifier: Apache-2.0
// Fulfilments: what one site does for an order.
#include "store_fulfilment.h"

#include "i18n.h"
#include "store_line.h"

RECORD_DEFINE(fulfilment_row, FULFILMENT_ROW);

enum { BY_ID, OF_ORDER, LAST, ADD, STATE };

#define SELECT_FULFILMENT RECORD_SELECT(FULFILMENT_ROW) "FROM fulfilment "

static const struct sql sql[] = {
    [BY_ID] = {"fulfilment.by_id", SELECT_FULFILMENT "WHERE id = $1"},
    [OF_ORDER] = {"fulfilment.of_order", SELECT_FULFILMENT "WHERE id > $1 AND id < $2 ORDER BY id"},
    [LAST] = {"fulfilment.last", "SELECT coalesce(max(id), $1) FROM fulfilment WHERE id > $1 AND "
                                 "id < $2"},
    [ADD] = {"fulfilment.add", RECORD_INSERT("fulfilment", "id", FULFILMENT_WRITTEN)},
    [STATE] = {"fulfilment.state", "UPDATE fulfilment SET state = $3, closed_at = $4 WHERE id = $1 "
                                   "AND state = $2"},
};

const struct sql_list fulfilment_sql = {"fulfilment", sql, G_N_ELEMENTS(sql)};

struct list *store_fulfilment(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[BY_ID], DB_ARGS(ival(id)), &fulfilment_row_record, error);
}

struct list *store_fulfilments(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[OF_ORDER],
                        DB_ARGS(ival(line_id(order, 0)), ival(line_id(order + 1, 0))),
                        &fulfilment_row_record, error);
}

int64_t store_fulfilment_add(struct db *db, const struct fulfilment_row *row, GError **error)
{
    struct fulfilment_row written = *row;
    int64_t first = line_id(row->order_id, 0), last = 0;
    if (db_get(db, &sql[LAST], &last, DB_ARGS(ival(first), ival(first + PARTS_OF_ORDER)), error) !=
        1)
        return 0;
    written.id = last + 1;
    struct db_args args = ROW_ARGS(&sql[ADD], &fulfilment_row_record, &written);
    return db_queue(db, &sql[ADD], args, 1, NULL, error) ? written.id : 0;
}

bool store_fulfilment_state(struct db *db, int64_t id, const char *from, const char *to,
                            int64_t closed_at, GError **error)
{
    return db_run_one(db, &sql[STATE], _("The order"),
                      DB_ARGS(ival(id), tval(from), tval(to), ival(closed_at)), error);
}
