// SPDX-License-Identifier: Apache-2.0
// Tasks: the steps of a work, goods from one location to another.
#include "store_task.h"

#include "i18n.h"

RECORD_DEFINE(task_row, TASK_ROW);

enum { OF_WORK, BARE, NEXT, LEFT, ADD, DROP, COUNT, ORDER };

#define BARE_FROM                                                                                  \
    RECORD_SELECT_OF(TASK_BARE, TASK_SHOWN)                                                        \
    "FROM task t JOIN goods g ON g.id = t.goods_id JOIN item i ON i.id = g.item_id JOIN location " \
    "p ON p.id = t.from_id LEFT JOIN lot o ON o.id = g.lot_id WHERE t.work_id = $1 "

static const struct sql sql[] = {
    [OF_WORK] =
        {"task.of_work",
         RECORD_SELECT(
             TASK_ROW) "FROM task t JOIN goods g ON g.id = t.goods_id JOIN item i ON i.id = "
                       "g.item_id "
                       "JOIN location p ON p.id = t.from_id LEFT JOIN balance b ON b.goods_id = "
                       "t.goods_id AND b.location_id = t.from_id LEFT JOIN lot o ON o.id = "
                       "g.lot_id "
                       "WHERE t.work_id = $1 ORDER BY t.seq, t.id"},
    [BARE] = {"task.bare", BARE_FROM "ORDER BY t.seq, t.id"},
    [NEXT] = {"task.next", BARE_FROM "AND t.done + t.short < t.qty ORDER BY t.seq, t.id LIMIT 1"},
    [LEFT] = {"task.left",
              RECORD_SELECT_OF(TASK_OWN, TASK_MORE) "FROM task t WHERE t.work_id = $1 AND t.done + "
                                                    "t.short < t.qty ORDER BY t.seq, t.id"},
    [ADD] = {"task.add", RECORD_INSERT("task", "id", TASK_WRITTEN)},
    [DROP] = {"task.drop", "DELETE FROM task WHERE id = $1 AND done = 0 AND short = 0"},
    [COUNT] = {"task.count", "UPDATE task SET done = done + $2, short = short + $3, reason = CASE "
                             "WHEN $3 = 0 THEN reason ELSE $4 END WHERE id = $1 AND done + $2 >= 0 "
                             "AND short + $3 >= 0 AND done + $2 + short + $3 <= qty"},
    [ORDER] = {"task.order", "UPDATE task SET seq = $2 WHERE id = $1"},
};

const struct sql_list task_sql = {"task", sql, G_N_ELEMENTS(sql)};

struct list *store_tasks(struct db *db, int64_t work, GError **error)
{
    return list_records(db, &sql[OF_WORK], DB_ARGS(ival(work)), &task_row_record, error);
}

struct list *store_tasks_bare(struct db *db, int64_t work, GError **error)
{
    return list_records(db, &sql[BARE], DB_ARGS(ival(work)), &task_row_record, error);
}

struct list *store_task_next(struct db *db, int64_t work, GError **error)
{
    return list_records(db, &sql[NEXT], DB_ARGS(ival(work)), &task_row_record, error);
}

struct list *store_tasks_left(struct db *db, int64_t work, GError **error)
{
    return list_records(db, &sql[LEFT], DB_ARGS(ival(work)), &task_row_record, error);
}

void store_tasks_left_send(struct db *db, int64_t work)
{
    db_send(db, &sql[NEXT], DB_ARGS(ival(work)));
    db_send(db, &sql[LEFT], DB_ARGS(ival(work)));
}

bool store_task_add(struct db *db, const struct task_row *task, GError **error)
{
    struct task_row row = *task;
    row.id = db_new_id(db, "task", error);
    return row.id &&
           db_queue(db, &sql[ADD], ROW_ARGS(&sql[ADD], &task_row_record, &row), 1, NULL, error);
}

static bool change(struct db *db, int statement, struct db_args args, GError **error)
{
    return db_run_one(db, &sql[statement], _("The line"), args, error);
}

bool store_task_drop(struct db *db, int64_t task, GError **error)
{
    return change(db, DROP, DB_ARGS(ival(task)), error);
}

bool store_task_count(struct db *db, int64_t task, int64_t qty, int64_t shorted, const char *reason,
                      GError **error)
{
    return change(db, COUNT,
                  DB_ARGS(ival(task), ival(qty), ival(shorted), tval(reason ? reason : "")), error);
}

bool store_task_order(struct db *db, int64_t task, int64_t seq, GError **error)
{
    return change(db, ORDER, DB_ARGS(ival(task), ival(seq)), error);
}
