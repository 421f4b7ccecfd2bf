// SPDX-License-Identifier: Apache-2.0
// Plans works of the kind.
#include "move_plan.h"

#include "codes.h"
#include "store_task.h"
#include "store_work.h"
#include "pgserver.h"
#include "testdb.h"

void move_begin(struct db *db)
{
    g_autoptr(GError) error = NULL;
    struct code_book book = codes_of_program();
    g_assert_true(codes_follow(db, &book, &error));
}

void kinds_begin(void)
{
    kinds_hide(true);
    testdb_free(testdb_new(DB_SQLITE));
    if (pgserver_available())
        testdb_free(testdb_new(DB_POSTGRESQL));
    kinds_hide(false);
}

static int64_t place(struct db *db, const char *code)
{
    g_autofree char *query =
        g_strdup_printf("SELECT id FROM location WHERE code = '%s' AND site_id = 1", code);
    return testdb_number(db, query);
}

void kind_plan(struct db *db, const char *kind, const char *sku, const char *from,
               const char *const to[2], const int64_t pieces[2])
{
    g_autoptr(GError) error = NULL;
    g_autofree char *goods = g_strdup_printf("SELECT min(g.id) FROM goods g JOIN item i ON i.id = "
                                             "g.item_id WHERE i.sku = '%s'",
                                             sku);
    const struct new_work work = {.kind = kind, .site_id = 1, .now = 1};
    struct task_row task = {.goods_id = testdb_number(db, goods), .place_id = place(db, from)};
    int64_t ends[] = {to[0] ? place(db, to[0]) : 0, to[1] ? place(db, to[1]) : 0};
    g_assert_true(db_begin(db, &error));
    task.work_id = store_work_add(db, &work, &error);
    g_assert_no_error(error);
    for (int i = 0; i < 2; i++) {
        task.seq += 1024;
        task.to_id = ends[i];
        task.qty = pieces[i];
        g_assert_true(store_task_add(db, &task, &error));
    }
    g_assert_true(db_commit(db, &error));
}

void move_plan(struct db *db, const char *sku, const char *from, const char *const to[2],
               const int64_t pieces[2])
{
    kind_plan(db, "move", sku, from, to, pieces);
}
