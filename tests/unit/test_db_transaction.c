// SPDX-License-Identifier: Apache-2.0
// The contract of a connection: transactions that nest, break and are seen by others.
#include "db.h"

#include <string.h>

#include "db_table.h"

// --- transactions

static void test_nesting(struct testdb *test)
{
    GError *error = NULL;
    g_assert_true(db_begin(test->db, &error)); // the refusal names this place
    g_assert_true(db_in_transaction(test->db));
    g_assert_false(db_begin(test->db, &error));
    g_assert_nonnull(strstr(tote_error_detail(error), "test_db_transaction.c"));
    table_refused(g_steal_pointer(&error), TOTE_BUG);
    g_assert_true(db_begin_read(test->db, &error)); // part of the write
    db_end_read(test->db);
    g_assert_true(db_in_transaction(test->db));
    testdb_commit(test->db);
    g_assert_false(db_commit(test->db, &error));
    table_refused(g_steal_pointer(&error), TOTE_BUG);
    g_assert_true(db_begin_read(test->db, &error));
    g_assert_false(db_begin(test->db, &error));
    table_refused(g_steal_pointer(&error), TOTE_BUG);
    db_end_read(test->db);
    db_rollback(test->db);
    db_rollback(test->db); // harmless
    testdb_begin(test->db);
    testdb_commit(test->db);
}

static void refused_write(struct db *db)
{
    GError *error = NULL;
    g_assert_cmpint(
        db_run(db, &sql_insert, DB_ARGS(ival(1), tval("x"), ival(1), tval(NULL)), &error), ==, -1);
    table_refused(error, TOTE_BUG);
}

static void test_write_outside(struct testdb *test)
{
    GError *error = NULL;
    table_make(test);
    refused_write(test->db);
    g_assert_true(db_begin_read(test->db, &error));
    refused_write(test->db);
    db_end_read(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 0);
    table_add(test->db, 1, 1);
}

static void test_rollback(struct testdb *test)
{
    table_make(test);
    table_add(test->db, 1, 1);
    testdb_begin(test->db);
    table_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(5)));
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 6);
    db_rollback(test->db);
    g_assert_false(db_in_transaction(test->db));
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 1);
}

// One failed call, and nothing of the transaction stays: also where the engine would go on.
static void test_broken(struct testdb *test)
{
    table_make(test);
    table_add(test->db, 1, 1);
    GError *error = NULL;
    testdb_begin(test->db);
    table_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(5)));
    g_assert_cmpint(db_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(-50)), &error), ==, -1);
    table_refused(g_steal_pointer(&error), TOTE_DB_CONSTRAINT);
    g_assert_cmpint(db_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), &error), ==, -1);
    table_refused(g_steal_pointer(&error), TOTE_DB_FAILED);
    g_assert_false(db_commit(test->db, &error));
    table_refused(g_steal_pointer(&error), TOTE_DB_FAILED);
    g_assert_false(db_in_transaction(test->db));
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 1);
    testdb_begin(test->db);
    table_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(2)));
    testdb_commit(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 3);
}

static void test_script_breaks(struct testdb *test)
{
    table_make(test);
    GError *error = NULL;
    testdb_begin(test->db);
    g_assert_false(
        db_script(test->db, "INSERT INTO t(id, name, n) VALUES (1, 'a', 1); nonsense", &error));
    table_refused(g_steal_pointer(&error), TOTE_DB_FAILED);
    db_rollback(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 0);
}

static void test_fail_at(struct testdb *test)
{
    table_make(test);
    GError *error = NULL;
    db_fail_at(test->db, 2);
    testdb_begin(test->db);
    table_run(test->db, &sql_insert, DB_ARGS(ival(1), tval("a"), ival(1), tval(NULL)));
    g_assert_cmpint(
        db_run(test->db, &sql_insert, DB_ARGS(ival(2), tval("b"), ival(1), tval(NULL)), &error), ==,
        -1);
    table_refused(g_steal_pointer(&error), TOTE_DB_FAILED);
    db_rollback(test->db);
    db_fail_at(test->db, 0);
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 0);
}

// --- two connections

static void test_isolation(struct testdb *test)
{
    table_make(test);
    table_add(test->db, 1, 1);
    g_autoptr(db_handle) other = testdb_open(test);
    GError *error = NULL;
    testdb_begin(test->db);
    table_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(5)));
    g_assert_cmpint(testdb_get(other, &sql_n, DB_ARGS(ival(1))), ==, 1); // not yet
    g_assert_true(db_begin_read(other, &error));
    g_assert_true(db_begin_read(other, &error));
    g_assert_cmpint(testdb_get(other, &sql_n, DB_ARGS(ival(1))), ==, 1);
    testdb_commit(test->db);
    db_end_read(other);
    g_assert_cmpint(testdb_get(other, &sql_n, DB_ARGS(ival(1))), ==, 1); // still the same moment
    db_end_read(other);
    g_assert_cmpint(testdb_get(other, &sql_n, DB_ARGS(ival(1))), ==, 6);
}

static void test_change_token(struct testdb *test)
{
    table_make(test);
    g_autoptr(db_handle) other = testdb_open(test);
    int64_t before = db_change_token(other), again;
    // At rest it stays, but on a server whatever others do in its other databases changes it, too.
    for (int i = 0; (again = db_change_token(other)) != before && i < 1000; i++)
        before = again;
    g_assert_cmpint(again, ==, before);
    for (int i = 1; i <= 50; i++) {
        table_add(test->db, i, i);
        int64_t now = db_change_token(other);
        g_assert_cmpint(now, !=, before);
        before = now;
    }
    testdb_begin(test->db);
    table_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)));
    int64_t during = db_change_token(other);
    g_assert_cmpint(testdb_get(other, &sql_n, DB_ARGS(ival(1))), ==, 1);
    testdb_commit(test->db);
    g_assert_cmpint(db_change_token(other), !=, during);
    int64_t own = db_change_token(test->db);
    testdb_begin(test->db);
    db_change_token(test->db); // no harm inside
    table_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)));
    testdb_commit(test->db);
    table_add(other, 60, 60);
    g_assert_cmpint(db_change_token(test->db), !=, own);
}

// A writer that waits too long is told so; it may not simply run again.
static void test_busy(struct testdb *test)
{
    table_make(test);
    table_add(test->db, 1, 1);
    GError *error = NULL;
    struct db_options options = {.any_schema = true, .allow_throwaway = true, .wait_ms = 60};
    g_autoptr(db_handle) other = db_open(test->url, &options, &error);
    g_assert_no_error(error);
    testdb_begin(test->db);
    table_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)));
    if (db_begin(other, &error))
        db_run(other, &sql_raise, DB_ARGS(ival(1), ival(1)), &error);
    g_assert_false(db_may_retry(error));
    table_refused(g_steal_pointer(&error), TOTE_DB_BUSY);
    db_rollback(other);
    testdb_commit(test->db);
    testdb_begin(other);
    table_run(other, &sql_raise, DB_ARGS(ival(1), ival(1)));
    testdb_commit(other);
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 3);
}

// What is found wrong only by the commit: nothing of it stays, and the next transaction begins.
static void test_late_refusal(struct testdb *test)
{
    GError *error = NULL;
    table_make(test);
    testdb_script(test->db, "CREATE TABLE late (t_id BIGINT REFERENCES t (id) DEFERRABLE INITIALLY "
                            "DEFERRED)");
    for (int i = 0; i < 2; i++) {
        testdb_begin(test->db);
        g_assert_true(db_script(test->db, "INSERT INTO late (t_id) VALUES (77)", &error));
        g_assert_false(db_commit(test->db, &error));
        table_refused(g_steal_pointer(&error), TOTE_DB_CONSTRAINT);
    }
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM late"), ==, 0);
    table_add(test->db, 1, 5);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/db/nesting", test_nesting);
    testdb_add("/db/write-outside", test_write_outside);
    testdb_add("/db/rollback", test_rollback);
    testdb_add("/db/broken", test_broken);
    testdb_add("/db/script-breaks", test_script_breaks);
    testdb_add("/db/fail-at", test_fail_at);
    testdb_add("/db/isolation", test_isolation);
    testdb_add("/db/change-token", test_change_token);
    testdb_add("/db/busy", test_busy);
    testdb_add("/db/late-refusal", test_late_refusal);
    return g_test_run();
}
