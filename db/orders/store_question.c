// SPDX-License-Identifier: Apache-2.0
// Questions that imports leave open.
#include "store_question.h"

#include "i18n.h"
#include "store_order_read.h"

RECORD_DEFINE(question_row, QUESTION_ROW);

enum { ALL, ONE, COUNT, PUT, BROUGHT, DROP };

#define QUESTIONS_FROM                                                                             \
    RECORD_SELECT(QUESTION_ROW) "FROM import_question q JOIN sales_order o ON o.id = q.order_id "

static const struct sql sql[] = {
    [ALL] = {"question.list", QUESTIONS_FROM "ORDER BY q.order_id", true},
    [ONE] = {"question.of_order", QUESTIONS_FROM "WHERE q.order_id = $1"},
    [COUNT] = {"question.count",
               "SELECT count(*) FROM (SELECT 1 FROM import_question LIMIT $1) AS x", true},
    [PUT] = {"question.put", "INSERT INTO import_question (order_id, at, what, brought) VALUES "
                             "($1, $2, $3, $4) ON CONFLICT (order_id) DO UPDATE SET at = "
                             "excluded.at, what = excluded.what, brought = excluded.brought"},
    [BROUGHT] = {"question.brought", "SELECT brought FROM import_question WHERE order_id = $1"},
    [DROP] = {"question.drop", "DELETE FROM import_question WHERE order_id = $1"},
};

const struct sql_list question_sql = {"question", sql, G_N_ELEMENTS(sql)};

struct list *store_questions(struct db *db, GError **error)
{
    return list_records(db, &sql[ALL], DB_NO_ARGS, &question_row_record, error);
}

struct list *store_question(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[ONE], DB_ARGS(ival(order)), &question_row_record, error);
}

int64_t store_questions_count(struct db *db, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[COUNT], &n, DB_ARGS(ival(COUNT_MOST)), error) == 1 ? n : -1;
}

bool store_question_put(struct db *db, const struct question_row *row, const void *brought,
                        size_t n, GError **error)
{
    return db_run(db, &sql[PUT],
                  DB_ARGS(ival(row->order_id), ival(row->at), tval(row->what), bval(brought, n)),
                  error) == 1;
}

GBytes *store_question_brought(struct db *db, int64_t order, GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, &sql[BROUGHT], DB_ARGS(ival(order)), error);
    GError *failed = NULL;
    size_t n = 0;
    if (!rows)
        return NULL;
    if (db_next(rows, &failed)) {
        const void *bytes = db_bytes(rows, 0, &n);
        return g_bytes_new(bytes, n);
    }
    if (failed)
        g_propagate_error(error, failed);
    else
        tote_fail(error, TOTE_NOT_FOUND, "order", _("No import asks about this order"));
    return NULL;
}

bool store_question_drop(struct db *db, int64_t order, bool *ret_was, GError **error)
{
    int64_t n = db_run(db, &sql[DROP], DB_ARGS(ival(order)), error);
    if (ret_was)
        *ret_was = n > 0;
    return n >= 0;
}
