// SPDX-License-Identifier: Apache-2.0
// Pick work: claims, the lines in walk order, and the guarded counts.
#include "store_pick.h"

#include "i18n.h"

RECORD_DEFINE(work_row, WORK_ROW);
RECORD_DEFINE(task_row, TASK_ROW);
RECORD_DEFINE(choice_row, CHOICE_ROW);

enum {
    WORK_BY_ID,
    WORK_OF_ORDER,
    WORKS_OF_OPERATOR,
    WORKS_OPEN,
    WORK_ADD,
    TAKE_LINES,
    GIVE_LINES,
    WORK_RENEW,
    WORK_STEP,
    WORK_CLAIM,
    WORK_ASK,
    WORK_STATUS,
    TASKS,
    TASK_COUNT,
    TASK_SKIP,
    TASKS_UNSKIP,
    CHOICES,
};

#define WORKS_FROM RECORD_SELECT(WORK_ROW) "FROM pick_work WHERE "

#define SELECT_TASK RECORD_SELECT(TASK_ROW)
#define SELECT_CHOICE RECORD_SELECT(CHOICE_ROW)

static const struct sql sql[] = {
    [WORK_BY_ID] = {"work.by_id", WORKS_FROM "id = $1"},
    [WORK_OF_ORDER] = {"work.of_order", WORKS_FROM "order_id = $1 AND status = 'open'"},
    [WORKS_OF_OPERATOR] = {"work.of_operator", WORKS_FROM "status = 'open' AND operator_id = $1 "
                                                          "ORDER BY id DESC LIMIT 20"},
    [WORKS_OPEN] = {"work.open", WORKS_FROM "status = 'open' ORDER BY id LIMIT $1"},
    [WORK_ADD] = {"work.add",
                  "INSERT INTO pick_work (order_id, status, operator_id, station_id, lease_until, "
                  "started_at) VALUES ($1, 'open', $2, $3, $4, $5) RETURNING id"},
    [TAKE_LINES] =
        {"work.take_lines",
         "UPDATE allocation SET work_id = $1 WHERE order_line_id IN "
         "(SELECT l.id FROM order_line l WHERE l.order_id = $2) AND picked + short < qty"},
    [GIVE_LINES] = {"work.give_lines",
                    "UPDATE allocation SET work_id = NULL, skipped = 0 WHERE work_id = $1 "
                    "AND picked = 0 AND short = 0"},
    [WORK_RENEW] = {"work.renew",
                    "UPDATE pick_work SET lease_until = $3, ask = '' WHERE id = $1 AND operator_id "
                    "= $2 AND status = 'open' " RECORD_RETURN(WORK_ROW)},
    [WORK_STEP] = {"work.step", "UPDATE pick_work SET allocation_id = $2, place_ok = $3 "
                                "WHERE id = $1 AND status = 'open'"},
    [WORK_CLAIM] = {"work.claim",
                    "UPDATE pick_work SET operator_id = $2, station_id = $3, lease_until = $4, "
                    "ask = '' WHERE id = $1 AND status = 'open'"},
    [WORK_ASK] = {"work.ask", "UPDATE pick_work SET ask = $2 WHERE id = $1"},
    [WORK_STATUS] =
        {"work.status",
         "UPDATE pick_work SET status = $3, done_at = $4 WHERE id = $1 AND status = $2"},
    [TASKS] =
        {"work.tasks", SELECT_TASK
         "FROM allocation a JOIN balance b ON b.id = a.balance_id JOIN place p ON p.id = "
         "b.place_id JOIN item i ON i.id = b.item_id JOIN order_line l ON l.id = a.order_line_id "
         "WHERE a.work_id = $1 ORDER BY a.skipped, p.walk, p.code, i.sku, a.id"},
    [TASK_COUNT] = {"work.task_count",
                    "UPDATE allocation SET picked = picked + $2, short = short + $3 "
                    "WHERE id = $1 AND picked + $2 >= 0 AND short + $3 >= 0 "
                    "AND picked + $2 + short + $3 <= qty"},
    [TASK_SKIP] = {"work.task_skip", "UPDATE allocation SET skipped = $2 WHERE id = $1"},
    [TASKS_UNSKIP] = {"work.tasks_unskip", "UPDATE allocation SET skipped = 0 WHERE work_id = $1"},
    [CHOICES] = {"work.choices", SELECT_CHOICE
                 "FROM sales_order o LEFT JOIN person p ON p.id = o.delivery_id WHERE o.status = "
                 "$1 AND NOT EXISTS (SELECT 1 FROM pick_work w WHERE w.order_id = o.id AND "
                 "w.status = 'open') ORDER BY o.promise_at, o.placed_at, o.id LIMIT $2"},
};

const struct sql_list pick_sql = {"pick", sql, G_N_ELEMENTS(sql)};

static struct list *works(struct db *db, int statement, int64_t value, GError **error)
{
    return list_records(db, &sql[statement], DB_ARGS(ival(value)), &work_row_record, error);
}

struct list *store_work(struct db *db, int64_t id, GError **error)
{
    return works(db, WORK_BY_ID, id, error);
}

struct list *store_work_of_order(struct db *db, int64_t order, GError **error)
{
    return works(db, WORK_OF_ORDER, order, error);
}

struct list *store_works_of_operator(struct db *db, int64_t operator_id, GError **error)
{
    return works(db, WORKS_OF_OPERATOR, operator_id, error);
}

struct list *store_works_open(struct db *db, int64_t n, GError **error)
{
    return works(db, WORKS_OPEN, n, error);
}

int64_t store_work_add(struct db *db, int64_t order, const struct claim *claim, int64_t now,
                       GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[WORK_ADD], &id,
                  DB_ARGS(ival(order), ival(claim->operator_id), idval(claim->station_id),
                          ival(claim->lease_until), ival(now)),
                  error) == 1
               ? id
               : 0;
}

int64_t store_work_take_lines(struct db *db, int64_t work, int64_t order, GError **error)
{
    return db_run(db, &sql[TAKE_LINES], DB_ARGS(ival(work), ival(order)), error);
}

bool store_work_give_lines(struct db *db, int64_t work, GError **error)
{
    return db_run(db, &sql[GIVE_LINES], DB_ARGS(ival(work)), error) >= 0;
}

struct list *store_work_renew(struct db *db, int64_t work, const struct claim *claim,
                              GError **error)
{
    return list_records(db, &sql[WORK_RENEW],
                        DB_ARGS(ival(work), ival(claim->operator_id), ival(claim->lease_until)),
                        &work_row_record, error);
}

bool store_work_step(struct db *db, int64_t work, const struct work_mark *step, GError **error)
{
    return db_run_one(db, &sql[WORK_STEP], _("The work"),
                      DB_ARGS(ival(work), idval(step->allocation_id), ival(step->place_ok)), error);
}

bool store_work_claim(struct db *db, int64_t work, const struct claim *claim, GError **error)
{
    return db_run_one(db, &sql[WORK_CLAIM], _("The work"),
                      DB_ARGS(ival(work), ival(claim->operator_id), idval(claim->station_id),
                              ival(claim->lease_until)),
                      error);
}

bool store_work_ask(struct db *db, int64_t work, const char *ask, GError **error)
{
    return db_run_one(db, &sql[WORK_ASK], _("The work"), DB_ARGS(ival(work), tval(ask)), error);
}

bool store_work_status(struct db *db, int64_t work, const char *from, const char *to, int64_t now,
                       GError **error)
{
    return db_run_one(db, &sql[WORK_STATUS], _("The work"),
                      DB_ARGS(ival(work), tval(from), tval(to), ival(now)), error);
}

struct list *store_tasks(struct db *db, int64_t work, GError **error)
{
    return list_records(db, &sql[TASKS], DB_ARGS(ival(work)), &task_row_record, error);
}

bool store_task_count(struct db *db, int64_t allocation, int64_t qty, int64_t shorted,
                      GError **error)
{
    return db_run_one(db, &sql[TASK_COUNT], _("The line"),
                      DB_ARGS(ival(allocation), ival(qty), ival(shorted)), error);
}

bool store_task_skip(struct db *db, int64_t allocation, bool skipped, GError **error)
{
    return db_run_one(db, &sql[TASK_SKIP], _("The line"), DB_ARGS(ival(allocation), ival(skipped)),
                      error);
}

bool store_tasks_unskip(struct db *db, int64_t work, GError **error)
{
    return db_run(db, &sql[TASKS_UNSKIP], DB_ARGS(ival(work)), error) >= 0;
}

struct list *store_choices(struct db *db, const char *status, int64_t n, GError **error)
{
    return list_records(db, &sql[CHOICES], DB_ARGS(tval(status), ival(n)), &choice_row_record,
                        error);
}
