// SPDX-License-Identifier: Apache-2.0
// The contract of a connection, the same on both engines: opening, values, rows, refusals.
#include "db.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "db_table.h"

static const struct sql sql_new = {"t.new", "INSERT INTO t(name, n) VALUES ($1, $2) RETURNING id",
                                   false};
static const struct sql sql_child = {"c.insert", "INSERT INTO c(t_id) VALUES ($1)", false};
static const struct sql sql_swapped = {
    "t.swapped", "SELECT id FROM t WHERE name = $2 AND n = $1 AND coalesce(mark, name) = $2",
    false};

// --- values and rows

static void test_values(struct testdb *test)
{
    table_make(test);
    static const int64_t numbers[] = {0, 1, INT64_MAX, 9007199254740993, 4294967296};
    static const char *const texts[] = {"", "Grüße 東京 \xF0\x9F\x93\xA6", "it's \"so\"; -- $1 \\n",
                                        "\x01\x1f\x7f", " tab\tend "};
    testdb_begin(test->db);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        g_assert_cmpint(table_run(test->db, &sql_insert,
                                  DB_ARGS(ival((int64_t)i), tval(texts[i]), ival(numbers[i]),
                                          i % 2 ? tval(texts[i]) : tval(NULL))),
                        ==, 1);
    testdb_commit(test->db);
    GError *error = NULL;
    g_autoptr(db_rows) rows = db_query(test->db, &sql_all, DB_NO_ARGS, &error);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_assert_true(db_next(rows, &error));
        g_assert_cmpint(db_int(rows, 0), ==, (int64_t)i);
        g_assert_cmpstr(db_text(rows, 1), ==, texts[i]);
        g_assert_cmpint(db_int(rows, 2), ==, numbers[i]);
        g_assert_cmpstr(db_text(rows, 3), ==, i % 2 ? texts[i] : NULL);
        g_assert_cmpint(db_is_null(rows, 3), ==, i % 2 == 0);
        g_assert_false(db_is_null(rows, 1));
    }
    g_assert_false(db_next(rows, &error));
    g_assert_false(db_next(rows, &error)); // the end stays the end
    g_assert_no_error(error);
}

static void test_null_is_zero(struct testdb *test)
{
    static const struct sql sql = {"null", "SELECT max(n), max(name) FROM t", true};
    table_make(test);
    GError *error = NULL;
    g_autoptr(db_rows) rows = db_query(test->db, &sql, DB_NO_ARGS, &error);
    g_assert_true(db_next(rows, &error));
    g_assert_cmpint(db_int(rows, 0), ==, 0);
    g_assert_true(db_is_null(rows, 0));
    g_assert_null(db_text(rows, 1));
    g_autofree char *copy = db_dup(rows, 1);
    g_assert_null(copy);
}

// SQLite takes "$1" for a name, and would bind by place.
static void test_bind_order(struct testdb *test)
{
    static const struct sql swap = {
        "swap", "SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), CAST($3 AS TEXT), CAST($2 AS TEXT)",
        false};
    table_make(test);
    table_add(test->db, 7, 70);
    g_assert_cmpint(testdb_get(test->db, &sql_swapped, DB_ARGS(ival(70), tval("name7"))), ==, 7);
    GError *error = NULL;
    g_autoptr(db_rows) rows =
        db_query(test->db, &swap, DB_ARGS(tval("one"), tval("two"), tval(NULL)), &error);
    g_assert_no_error(error);
    g_assert_true(db_next(rows, &error));
    g_assert_cmpstr(db_text(rows, 0), ==, "two");
    g_assert_cmpstr(db_text(rows, 1), ==, "one");
    g_assert_null(db_text(rows, 2));
    g_assert_cmpstr(db_text(rows, 3), ==, "two");
}

static void test_returning(struct testdb *test)
{
    table_make(test);
    GError *error = NULL;
    testdb_begin(test->db);
    int64_t first = 0, second = 0;
    g_assert_cmpint(db_get(test->db, &sql_new, &first, DB_ARGS(tval("a"), ival(1)), &error), ==, 1);
    g_assert_cmpint(db_get(test->db, &sql_new, &second, DB_ARGS(tval("b"), ival(2)), &error), ==,
                    1);
    testdb_commit(test->db);
    g_assert_cmpint(first, >, 0);
    g_assert_cmpint(second, >, first);
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 2);
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(second))), ==, 2);
}

static bool stops(void)
{
    sigset_t held;
    g_assert_cmpint(pthread_sigmask(SIG_BLOCK, NULL, &held), ==, 0);
    return !sigismember(&held, SIGTSTP);
}

// Ctrl-Z waits for the end of a transaction, whichever end that is; reading holds nobody up.
static void test_stop(struct testdb *test)
{
    g_autoptr(GError) error = NULL;
    struct db *db = test->db;
    for (int end = 0; end < 3; end++) {
        g_assert_true(stops());
        g_assert_true(db_begin(db, &error));
        g_assert_false(stops());
        if (end == 0)
            g_assert_true(db_commit(db, &error));
        else if (end == 1)
            db_rollback(db);
        else
            g_assert_true(db_reopen(db, &error));
    }
    g_assert_true(stops());
    db_begin_read(db, &error);
    g_assert_no_error(error);
    g_assert_true(stops());
    db_end_read(db);
}

static void test_get(struct testdb *test)
{
    table_make(test);
    table_add(test->db, 1, 10);
    GError *error = NULL;
    int64_t value = -5;
    char *text = NULL;
    g_assert_cmpint(db_get(test->db, &sql_n, &value, DB_ARGS(ival(99)), &error), ==, 0);
    g_assert_cmpint(value, ==, -5);
    g_assert_cmpint(db_get_text(test->db, &sql_name, &text, DB_ARGS(ival(99)), &error), ==, 0);
    g_assert_null(text);
    g_assert_cmpint(db_get_text(test->db, &sql_name, &text, DB_ARGS(ival(1)), &error), ==, 1);
    g_assert_cmpstr(text, ==, "name1");
    g_free(text);
    g_assert_no_error(error);
}

static void test_row_counts(struct testdb *test)
{
    table_make(test);
    for (int id = 1; id <= 5; id++)
        table_add(test->db, id, id);
    GError *error = NULL;
    testdb_begin(test->db);
    g_assert_cmpint(table_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(1))), ==, 5);
    g_assert_cmpint(table_run(test->db, &sql_raise, DB_ARGS(ival(9), ival(1))), ==, 0);
    g_assert_cmpint(table_run(test->db, &sql_count, DB_NO_ARGS), ==, 0); // reading changes nothing
    g_assert_cmpint(table_run(test->db, &sql_raise, DB_ARGS(ival(4), ival(1))), ==, 2);
    g_assert_true(db_run_one(test->db, &sql_raise, "Order 5", DB_ARGS(ival(5), ival(0)), &error));
    testdb_commit(test->db);
    testdb_begin(test->db); // PostgreSQL may say it as late as the commit
    g_assert_false(db_run_one(test->db, &sql_raise, "Order 9", DB_ARGS(ival(9), ival(0)), &error) &&
                   db_commit(test->db, &error));
    g_assert_nonnull(strstr(error->message, "Order 9"));
    table_refused(error, TOTE_STALE);
    db_rollback(test->db);
}

// Rows of several statements may be read at the same time, and a row may be changed meanwhile.
static void test_interleaved(struct testdb *test)
{
    table_make(test);
    for (int id = 1; id <= 20; id++)
        table_add(test->db, id, id);
    GError *error = NULL;
    testdb_begin(test->db);
    g_autoptr(db_rows) rows = db_query(test->db, &sql_all, DB_NO_ARGS, &error);
    int seen = 0;
    while (db_next(rows, &error)) {
        seen++;
        g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(db_int(rows, 0)))), ==, seen);
    }
    g_clear_pointer(&rows, db_rows_free);
    g_assert_cmpint(seen, ==, 20);
    testdb_commit(test->db);
}

static void test_statement_cache(struct testdb *test)
{
    table_make(test);
    // Equal names are no trouble, and a statement given up halfway starts anew.
    static const struct sql one = {"same", "SELECT 1", false}, two = {"same", "SELECT 2", false};
    for (int id = 1; id <= 3; id++)
        table_add(test->db, id, id);
    for (int i = 0; i < 300; i++) {
        g_assert_cmpint(testdb_get(test->db, &one, DB_NO_ARGS), ==, 1);
        g_assert_cmpint(testdb_get(test->db, &two, DB_NO_ARGS), ==, 2);
        g_assert_cmpint(testdb_get(test->db, &sql_all, DB_NO_ARGS), ==, 1);
    }
    g_assert_cmpint(db_calls(test->db), >=, 900);
}

// --- refusals

static void constraint(struct testdb *test, const struct sql *sql, struct db_args args)
{
    GError *error = NULL;
    testdb_begin(test->db);
    g_assert_cmpint(db_run(test->db, sql, args, &error), ==, -1);
    g_assert_true(tote_error_is(error, TOTE_DB_CONSTRAINT));
    g_assert_true(g_str_has_prefix(tote_error_detail(error), sql->name));
    g_assert_null(strstr(error->message, sql->name)); // once
    g_assert_false(db_may_retry(error));
    g_error_free(error);
    db_rollback(test->db);
}

static void test_constraints(struct testdb *test)
{
    table_make(test);
    table_add(test->db, 1, 1);
    constraint(test, &sql_insert, DB_ARGS(ival(1), tval("x"), ival(1), tval(NULL)));
    constraint(test, &sql_insert, DB_ARGS(ival(2), tval("name1"), ival(1), tval(NULL)));
    constraint(test, &sql_insert, DB_ARGS(ival(2), tval("x"), ival(-1), tval(NULL)));
    constraint(test, &sql_insert, DB_ARGS(ival(2), tval(NULL), ival(1), tval(NULL)));
    constraint(test, &sql_raise, DB_ARGS(ival(1), ival(-2)));
    constraint(test, &sql_child, DB_ARGS(ival(99)));
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 1);
}

static void test_wrong_arguments(struct testdb *test)
{
    static const struct sql gap = {"gap", "SELECT id FROM t WHERE id = $2", false};
    table_make(test);
    GError *error = NULL;
    int64_t value = 0;
    g_assert_cmpint(db_get(test->db, &sql_n, &value, DB_NO_ARGS, &error), ==, -1);
    table_refused(g_steal_pointer(&error), TOTE_BUG);
    g_assert_cmpint(db_get(test->db, &sql_n, &value, DB_ARGS(ival(1), ival(2)), &error), ==, -1);
    table_refused(g_steal_pointer(&error), TOTE_BUG);
    g_assert_false(db_check(test->db, &gap, &error));
    g_clear_error(&error);
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 0); // the connection is well
}

static void test_bad_statement(struct testdb *test)
{
    static const struct sql bad = {"bad.one", "SELECT nothing FROM nowhere", false};
    GError *error = NULL;
    g_assert_false(db_check(test->db, &bad, &error));
    table_refused(g_steal_pointer(&error), TOTE_DB_FAILED);
    int64_t value = 0;
    g_assert_cmpint(db_get(test->db, &bad, &value, DB_NO_ARGS, &error), ==, -1);
    g_assert_null(strstr(error->message, "bad.one"));
    g_assert_true(g_str_has_prefix(tote_error_detail(error), "bad.one: "));
    g_error_free(error);
}

static void test_plan(struct testdb *test)
{
    static const struct sql by_mark = {"by_mark", "SELECT id FROM t WHERE mark = $1", true};
    table_make(test);
    GError *error = NULL;
    g_autofree char *found = db_plan(test->db, &sql_n, &error);
    g_assert_no_error(error);
    g_autofree char *scanned = db_plan(test->db, &by_mark, &error);
    g_assert_no_error(error);
    g_autofree char *written = db_plan(test->db, &sql_insert, &error);
    g_assert_no_error(error);
    const char *scan = test->engine == DB_SQLITE ? "SCAN t" : "Seq Scan on t";
    g_assert_nonnull(written);
    g_assert_null(strstr(found, scan));
    g_assert_nonnull(strstr(scanned, scan));
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 0);
    table_add(test->db, 1, 1); // the connection writes as before
}

// --- opening

static void test_no_file(void)
{
    GError *error = NULL;
    g_autofree char *folder = g_dir_make_tmp("tote-db-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "none.db", NULL);
    struct db_options options = {.allow_throwaway = true};
    g_assert_null(db_open(path, &options, &error));
    table_refused(g_steal_pointer(&error), TOTE_DB_OPEN);
    options.create = true;
    g_assert_null(db_open(path, &options, &error)); // made, but without tote's tables
    table_refused(g_steal_pointer(&error), TOTE_DB_SCHEMA);
    g_autofree char *text = g_build_filename(folder, "text.db", NULL);
    g_file_set_contents(text, "this is no database, but long enough to be looked at twice", -1,
                        NULL);
    g_assert_null(db_open(text, &options, &error));
    table_refused(g_steal_pointer(&error), TOTE_DB_OPEN);
    const char *const rest[] = {path, text};
    static const char *const ends[] = {"", "-wal", "-shm", ".queue"};
    for (size_t i = 0; i < G_N_ELEMENTS(rest) * G_N_ELEMENTS(ends); i++) {
        g_autofree char *name = g_strconcat(rest[i / 4], ends[i % 4], NULL);
        g_unlink(name);
    }
    g_assert_cmpint(g_rmdir(folder), ==, 0);
}

static void test_copy(struct testdb *test)
{
    table_make(test);
    table_add(test->db, 1, 11);
    g_autofree char *path = g_build_filename(test->folder, "copy.db", NULL);
    GError *error = NULL;
    g_assert_true(db_copy(test->db, path, &error));
    g_assert_no_error(error);
    struct db_options options = {.allow_throwaway = true};
    g_autoptr(db_handle) copy = db_open(path, &options, &error);
    g_assert_no_error(error);
    g_assert_cmpint(testdb_get(copy, &sql_n, DB_ARGS(ival(1))), ==, 11);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/db/no-file", test_no_file);
    testdb_add("/db/values", test_values);
    testdb_add("/db/null-is-zero", test_null_is_zero);
    testdb_add("/db/bind-order", test_bind_order);
    testdb_add("/db/returning", test_returning);
    testdb_add("/db/stop", test_stop);
    testdb_add("/db/get", test_get);
    testdb_add("/db/row-counts", test_row_counts);
    testdb_add("/db/interleaved", test_interleaved);
    testdb_add("/db/statement-cache", test_statement_cache);
    testdb_add("/db/constraints", test_constraints);
    testdb_add("/db/wrong-arguments", test_wrong_arguments);
    testdb_add("/db/bad-statement", test_bad_statement);
    testdb_add("/db/plan", test_plan);
    testdb_add_for(DB_SQLITE, "/db/copy", test_copy);
    return g_test_run();
}
