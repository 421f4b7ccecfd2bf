// SPDX-License-Identifier: Apache-2.0
// Tasks: the steps of a work, goods from one location to another.
#include "store_task.h"

#include "i18n.h"

RECORD_DEFINE(task_row, TASK_ROW);

enum { OF_WORK, BARE, NEXT, LEFT, ADD, DROP, COUNT, ORDER };

#define BARE_FROM                                                                                  \
    RECORD_SELECT(TASK_BARE)                                                                       \
    "FROM task t JOIN goods g ON g.id = t.goods_id JOIN item i ON i.id = g.item_id JOIN location " \
    "p ON p.id = t.from_id LEFT JOIN location d ON d.id = t.to_id LEFT JOIN lot o ON o.id = "      \
    "g.lot_id WHERE t.id > $1 AND t.id < $2 "

// The tasks of a work are a stretch of ids: between $1 and $2.
#define TASKS_FROM(work) ival((work)*TASKS_OF_WORK), ival(((work) + 1) * TASKS_OF_WORK)
#define BEFORE_FIRST "CAST(:work_id AS BIGINT) * " TASKS

static const struct sql sql[] = {
    [OF_WORK] =
        {"task.of_work",
         RECORD_SELECT(
             TASK_ROW) "FROM task t JOIN goods g ON g.id = t.goods_id JOIN item i ON i.id = "
                       "g.item_id "
                       "JOIN location p ON p.id = t.from_id LEFT JOIN balance b ON b.goods_id = "
                       "t.goods_id AND b.location_id = t.from_id LEFT JOIN location d ON d.id = "
                       "t.to_id LEFT JOIN lot o ON o.id = "
                       "g.lot_id "
                       "WHERE t.id > $1 AND t.id < $2"},
    [BARE] = {"task.bare", BARE_FROM},
    // In their order the first: seq and id as one number.
    [NEXT] = {"task.next", BARE_FROM "AND t.id = $1 + (SELECT min(u.seq * " TASKS
                                     " + u.id - $1) FROM task u WHERE u.id > $1 AND u.id < "
                                     "$2 AND u.done + u.short < u.qty) % " TASKS},
    [LEFT] = {"task.left",
              RECORD_SELECT(TASK_OWN) "FROM task t WHERE t.id > $1 AND t.id < $2 AND t.done + "
                                      "t.short < t.qty"},
    [ADD] = {"task.add",
             "INSERT INTO task (id, work_id, seq, line_id, goods_id, from_id, to_id, qty, made_by, "
             "instead_of) VALUES ((SELECT coalesce(max(t.id), " BEFORE_FIRST
             ") + 1 FROM task t WHERE "
             "t.id > " BEFORE_FIRST " AND t.id < " BEFORE_FIRST " + " TASKS "), :work_id, :seq, "
             ":order_line_id, :goods_id, :place_id, :to_id, :qty, :made_by, :instead_of)"},
    [DROP] = {"task.drop", "DELETE FROM task WHERE id = $1 AND done = 0 AND short = 0"},
    [COUNT] = {"task.count", "UPDATE task SET done = done + $2, short = short + $3, reason = CASE "
                             "WHEN $3 = 0 THEN reason ELSE $4 END WHERE id = $1 AND done + $2 >= 0 "
                             "AND short + $3 >= 0 AND done + $2 + short + $3 <= qty"},
    [ORDER] = {"task.order", "UPDATE task SET seq = $2 WHERE id = $1"},
};

const struct sql_list task_sql = {"task", sql, G_N_ELEMENTS(sql)};

static int by_order(const void *a, const void *b)
{
    const struct task_row *x = a, *y = b;
    if (x->seq != y->seq)
        return x->seq < y->seq ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

// An engine that sorts them takes longer than it does to find them: these are a few.
static struct list *tasks(struct db *db, int statement, int64_t work, GError **error)
{
    struct list *found =
        list_records(db, &sql[statement], DB_ARGS(TASKS_FROM(work)), &task_row_record, error);
    if (found)
        g_array_sort(found->rows, by_order);
    return found;
}

struct list *store_tasks(struct db *db, int64_t work, GError **error)
{
    return tasks(db, OF_WORK, work, error);
}

struct list *store_tasks_bare(struct db *db, int64_t work, GError **error)
{
    return tasks(db, BARE, work, error);
}

struct list *store_task_next(struct db *db, int64_t work, GError **error)
{
    return tasks(db, NEXT, work, error);
}

struct list *store_tasks_left(struct db *db, int64_t work, GError **error)
{
    return tasks(db, LEFT, work, error);
}

void store_tasks_left_send(struct db *db, int64_t work)
{
    db_send(db, &sql[NEXT], DB_ARGS(TASKS_FROM(work)));
    db_send(db, &sql[LEFT], DB_ARGS(TASKS_FROM(work)));
}

bool store_task_add(struct db *db, const struct task_row *task, GError **error)
{
    return db_queue(db, &sql[ADD], ROW_ARGS(&sql[ADD], &task_row_record, task), 1, NULL, error);
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
