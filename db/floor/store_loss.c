// SPDX-License-Identifier: Apache-2.0
// What the report of an empty place took from the lines of others, for the undo of that report.
#include "store_loss.h"

RECORD_DEFINE(loss_row, LOSS_ROW);

enum { OF_EVENT, ADD, DROP };

static const struct sql sql[] = {
    [OF_EVENT] = {"loss.of_event",
                  RECORD_SELECT(LOSS_ROW) "FROM loss x JOIN goods g ON g.id = x.goods_id LEFT JOIN "
                                          "task t ON t.id = x.task_id WHERE x.event_id = $1 ORDER "
                                          "BY x.line_id, x.goods_id, x.location_id, x.task_id"},
    [ADD] = {"loss.add", "INSERT INTO loss (event_id, line_id, goods_id, location_id, task_id, "
                         "qty) VALUES ($1, $2, $3, $4, $5, $6)"},
    [DROP] = {"loss.drop", "DELETE FROM loss WHERE event_id = $1"},
};

const struct sql_list loss_sql = {"loss", sql, G_N_ELEMENTS(sql)};

struct list *store_losses(struct db *db, int64_t event, GError **error)
{
    return list_records(db, &sql[OF_EVENT], DB_ARGS(ival(event)), &loss_row_record, error);
}

bool store_loss_add(struct db *db, int64_t event, const struct loss_row *loss, GError **error)
{
    return db_queue(db, &sql[ADD],
                    DB_ARGS(ival(event), ival(loss->line_id), ival(loss->goods_id),
                            ival(loss->location_id), ival(loss->task_id), ival(loss->qty)),
                    1, NULL, error);
}

bool store_losses_drop(struct db *db, int64_t event, GError **error)
{
    return db_queue(db, &sql[DROP], DB_ARGS(ival(event)), DB_ANY, NULL, error);
}
