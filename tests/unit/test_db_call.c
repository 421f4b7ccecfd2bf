// SPDX-License-Identifier: Apache-2.0
// Calls that wait for others: queued writes, announced reads, and how often the server is asked.
#include "db.h"

#include <string.h>

#include "migrate.h"
#include "testdb.h"

enum { MANY = 1000 };

static const struct sql sql_insert = {"t.insert", "INSERT INTO t(id, n, name) VALUES ($1, $2, $3)",
                                      false};
static const struct sql sql_raise = {"t.raise", "UPDATE t SET n = n + $2 WHERE id = $1", false};
static const struct sql sql_n = {"t.n", "SELECT n FROM t WHERE id = $1", false};
static const struct sql sql_name = {"t.name", "SELECT name FROM t WHERE id = $1", false};
static const struct sql sql_count = {"t.count", "SELECT count(*) FROM t", true};
static const struct sql sql_sum = {"t.sum", "SELECT CAST(sum(n) AS BIGINT) FROM t", true};
static const struct sql sql_put = {"b.put", "INSERT INTO b(id, one, two) VALUES ($1, $2, $3)",
                                   false};
static const struct sql sql_bytes = {"b.get", "SELECT one, two FROM b WHERE id = $1", false};

static void queue(struct db *db, const struct sql *sql, struct db_args args, int64_t want)
{
    GError *error = NULL;
    db_queue(db, sql, args, want, "Order 5", &error);
    g_assert_no_error(error);
}

// Tables t and b, and rows 1, 2, 3 of t with n = 10, 20, 30.
static void prepare(struct testdb *test)
{
    g_autofree char *script = migrate_spell(
        test->db,
        "CREATE TABLE t (id {id}, n {int} NOT NULL CHECK (n >= 0), name {text}){strict};"
        "CREATE TABLE b (id {int} NOT NULL PRIMARY KEY, one {bytes}, two {bytes}){clustered};");
    testdb_script(test->db, script);
    testdb_begin(test->db);
    for (int id = 1; id <= 3; id++)
        queue(test->db, &sql_insert, DB_ARGS(ival(id), ival(id * 10L), tval("x")), 1);
    testdb_commit(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 60);
}

// How many round trips since *MARK; 0 everywhere on SQLite.
static void trips(struct testdb *test, int64_t *mark, int wanted)
{
    int64_t now = db_trips(test->db);
    g_assert_cmpint(now - *mark, ==, test->engine == DB_SQLITE ? 0 : wanted);
    *mark = now;
}

// --- queued writes

static void test_queue(struct testdb *test)
{
    prepare(test);
    testdb_begin(test->db);
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(5)), 1);
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(5)), 1);
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 20); // a read sees them
    queue(test->db, &sql_raise, DB_ARGS(ival(9), ival(5)), DB_ANY);
    queue(test->db, &sql_raise, DB_ARGS(ival(9), ival(5)), 0);
    queue(test->db, &sql_raise, DB_ARGS(ival(2), ival(1)), 1);
    GError *error = NULL;
    g_assert_cmpint(db_run(test->db, &sql_raise, DB_ARGS(ival(2), ival(1)), &error), ==, 1);
    queue(test->db, &sql_raise, DB_ARGS(ival(3), ival(1)), 1);
    testdb_commit(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 73);
    testdb_begin(test->db);
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(5)), 1);
    db_rollback(test->db);
    testdb_begin(test->db);
    testdb_commit(test->db); // nothing is left of it
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 73);
}

// The parameters may be gone when the call travels.
static void test_copies(struct testdb *test)
{
    prepare(test);
    char name[] = "before", subject[] = "Order 5", bytes[] = "\0\1\2";
    struct db_value values[] = {ival(7), bval(bytes, 3), bval(NULL, 0)};
    GError *error = NULL;
    testdb_begin(test->db);
    queue(test->db, &sql_insert, DB_ARGS(ival(4), ival(1), tval(name)), 1);
    queue(test->db, &sql_put, (struct db_args){values, 3}, 1);
    bool ok =
        db_queue(test->db, &sql_insert, DB_ARGS(ival(5), ival(1), tval(name)), 1, subject, &error);
    g_assert_true(ok);
    memset(name, '?', strlen(name));
    memset(subject, '?', strlen(subject));
    memset(bytes, '?', sizeof bytes);
    memset(values, 0, sizeof values);
    testdb_commit(test->db);
    char *text = NULL;
    g_assert_cmpint(db_get_text(test->db, &sql_name, &text, DB_ARGS(ival(4)), &error), ==, 1);
    g_assert_cmpstr(text, ==, "before");
    g_free(text);
    size_t n = 0;
    g_autoptr(db_rows) rows = db_query(test->db, &sql_bytes, DB_ARGS(ival(7)), &error);
    g_assert_true(db_next(rows, &error));
    const void *found = db_bytes(rows, 0, &n);
    g_assert_cmpmem(found, n, "\0\1\2", 3);
}

// How a failed call ends the operation, whoever finds it: the call itself, the next read, db_run()
// or the commit.
enum finder { BY_READ, BY_RUN, BY_COMMIT, N_FINDERS };

static GError *find(struct db *db, bool queued, enum finder finder, GError *error)
{
    int64_t value = 0;
    if (!queued)
        return error;
    if (finder == BY_READ)
        g_assert_cmpint(db_get(db, &sql_n, &value, DB_ARGS(ival(1)), &error), ==, -1);
    else if (finder == BY_RUN)
        g_assert_cmpint(db_run(db, &sql_raise, DB_ARGS(ival(3), ival(1)), &error), ==, -1);
    else
        g_assert_false(db_commit(db, &error));
    return error;
}

// A good write, then one that fails with CODE and PIECE in its sentence or detail, found by FINDER:
// all that comes after is refused, nothing stays.
static void failing(struct testdb *test, enum finder finder, const struct sql *sql,
                    struct db_args args, enum tote_code code, const char *piece)
{
    GError *error = NULL;
    testdb_begin(test->db);
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(5)), 1);
    bool queued = db_queue(test->db, sql, args, 1, "Order 9", &error);
    g_assert_cmpint(queued, ==, test->engine == DB_POSTGRESQL);
    error = find(test->db, queued, finder, error);
    g_assert_nonnull(error);
    g_assert_cmpstr(tote_error_code(error), ==, tote_code_text(code));
    const char *where = code == TOTE_STALE ? error->message : tote_error_detail(error);
    g_assert_nonnull(strstr(where, piece)); // the statement is nothing for people
    g_assert_true(where == error->message || !strstr(error->message, piece));
    g_assert_false(db_may_retry(error));
    g_clear_error(&error);
    if (db_in_transaction(test->db)) {
        g_assert_false(
            db_queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), 1, "Order 1", &error));
        g_assert_true(tote_error_is(error, TOTE_DB_FAILED));
        g_clear_error(&error);
        g_assert_false(db_commit(test->db, &error));
        g_assert_true(tote_error_is(error, TOTE_DB_FAILED));
        g_clear_error(&error);
    }
    g_assert_false(db_in_transaction(test->db));
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 60);
}

static void test_failing(struct testdb *test)
{
    prepare(test);
    for (enum finder finder = 0; finder < N_FINDERS; finder++) {
        failing(test, finder, &sql_raise, DB_ARGS(ival(9), ival(1)), TOTE_STALE, "Order 9");
        failing(test, finder, &sql_raise, DB_ARGS(ival(1), ival(-99)), TOTE_DB_CONSTRAINT,
                "t.raise: ");
        failing(test, finder, &sql_insert, DB_ARGS(ival(1), ival(1), tval("x")), TOTE_DB_CONSTRAINT,
                "t.insert: ");
    }
}

// A mistake of the program is told at once.
static void test_wrong_arguments(struct testdb *test)
{
    prepare(test);
    GError *error = NULL;
    testdb_begin(test->db);
    db_send(test->db, &sql_n, DB_NO_ARGS);
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(5)), 1);
    g_assert_false(db_queue(test->db, &sql_raise, DB_ARGS(ival(1)), 1, "Order 1", &error));
    g_assert_true(tote_error_is(error, TOTE_BUG));
    g_assert_cmpstr(tote_error_detail(error), ==, "t.raise");
    g_clear_error(&error);
    g_assert_false(db_commit(test->db, &error));
    g_clear_error(&error);
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 60);
}

// Of several failures the first is told, as if each write had been alone.
static void test_first_failure(struct testdb *test)
{
    prepare(test);
    GError *error = NULL;
    testdb_begin(test->db);
    bool ok = db_queue(test->db, &sql_raise, DB_ARGS(ival(9), ival(1)), 1, "Order 9", &error) &&
              db_queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(-99)), 1, "Order 1", &error) &&
              db_queue(test->db, &sql_raise, DB_ARGS(ival(8), ival(1)), 1, "Order 8", &error) &&
              db_commit(test->db, &error);
    g_assert_false(ok);
    g_assert_true(tote_error_is(error, TOTE_STALE));
    g_assert_nonnull(strstr(error->message, "Order 9"));
    g_clear_error(&error);
    db_rollback(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 60);
}

static void test_outside(struct testdb *test)
{
    prepare(test);
    GError *error = NULL;
    for (int reading = 0; reading < 2; reading++) {
        g_assert_true(!reading || db_begin_read(test->db, &error));
        g_assert_false(
            db_queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), 1, "Order 1", &error));
        g_assert_true(tote_error_is(error, TOTE_BUG));
        g_clear_error(&error);
    }
    db_end_read(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 60);
}

// More than are kept at a time, with texts that fill the sockets in both directions.
static void test_many(struct testdb *test)
{
    prepare(test);
    g_autofree char *text = g_strnfill(20000, 'x');
    int64_t mark = db_trips(test->db);
    testdb_begin(test->db);
    for (int i = 0; i < MANY; i++)
        queue(test->db, &sql_insert, DB_ARGS(ival(100 + i), ival(1), tval(text)), 1);
    testdb_commit(test->db);
    trips(test, &mark, MANY / 256 + 2);
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 60 + MANY);
}

// Each call of a transaction fails once, queued or not: it is told, and nothing stays.
static void test_fail_at(struct testdb *test)
{
    prepare(test);
    int at = 1;
    for (bool ok = false; !ok; at++) {
        GError *error = NULL;
        int64_t n = 0, calls = db_calls(test->db);
        testdb_begin(test->db);
        db_fail_at(test->db, at);
        db_send(test->db, &sql_n, DB_ARGS(ival(1)));
        ok =
            db_queue(test->db, &sql_insert, DB_ARGS(ival(4), ival(1), tval("x")), 1, "4", &error) &&
            db_get(test->db, &sql_n, &n, DB_ARGS(ival(1)), &error) == 1 &&
            db_queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), 1, "1", &error) &&
            db_queue(test->db, &sql_raise, DB_ARGS(ival(2), ival(1)), 1, "2", &error) &&
            db_commit(test->db, &error);
        db_fail_at(test->db, 0);
        g_assert_cmpint(ok, ==, at == 5);
        g_assert_true(ok || tote_error_is(error, TOTE_DB_FAILED));
        g_assert_cmpint(db_calls(test->db) - calls, ==,
                        ok || test->engine == DB_POSTGRESQL ? (at < 3 ? 2 : 4) : at);
        g_clear_error(&error);
        db_rollback(test->db);
        g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, ok ? 63 : 60);
    }
}

// --- round trips

static void test_three_trips(struct testdb *test)
{
    prepare(test);
    int64_t mark = db_trips(test->db);
    testdb_begin(test->db);
    db_send(test->db, &sql_n, DB_ARGS(ival(1)));
    db_send(test->db, &sql_name, DB_ARGS(ival(2)));
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 10);
    char *name = NULL;
    GError *error = NULL;
    g_assert_cmpint(db_get_text(test->db, &sql_name, &name, DB_ARGS(ival(2)), &error), ==, 1);
    g_assert_cmpstr(name, ==, "x");
    g_free(name);
    trips(test, &mark, 1);
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), 1);
    queue(test->db, &sql_raise, DB_ARGS(ival(2), ival(1)), 1);
    queue(test->db, &sql_insert, DB_ARGS(ival(4), ival(1), tval("x")), 1);
    trips(test, &mark, 0);
    testdb_commit(test->db);
    trips(test, &mark, 2);
}

static void test_other_trips(struct testdb *test)
{
    prepare(test);
    GError *error = NULL;
    int64_t mark = db_trips(test->db);
    testdb_begin(test->db);
    testdb_commit(test->db);
    testdb_begin(test->db);
    db_rollback(test->db);
    testdb_begin(test->db);
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), 1);
    db_rollback(test->db);
    g_assert_true(db_begin_read(test->db, &error));
    db_end_read(test->db);
    trips(test, &mark, 0);
    g_assert_true(db_begin_read(test->db, &error));
    testdb_get(test->db, &sql_count, DB_NO_ARGS);
    trips(test, &mark, 1);
    db_end_read(test->db);
    trips(test, &mark, 1);
    testdb_begin(test->db); // a write that is waited for takes the queue along
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), 1);
    db_run(test->db, &sql_raise, DB_ARGS(ival(2), ival(1)), &error);
    trips(test, &mark, 1);
    testdb_commit(test->db);
    trips(test, &mark, 1);
    g_assert_no_error(error);
}

// --- announced reads

static void test_send(struct testdb *test)
{
    prepare(test);
    int64_t mark = db_trips(test->db);
    testdb_begin(test->db);
    db_send(test->db, &sql_n, DB_ARGS(ival(1))); // asked for with other parameters
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(2))), ==, 20);
    trips(test, &mark, 1);
    db_send(test->db, &sql_n, DB_ARGS(ival(1)));
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 3);
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(3))), ==, 30); // there, but another
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 10);
    trips(test, &mark, 3);
    db_send(test->db, &sql_n, DB_ARGS(ival(1)));
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), 1); // a write in between
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 11);
    db_send(test->db, &sql_n, DB_ARGS(ival(1)));
    g_assert_cmpint(testdb_get(test->db, &sql_count, DB_NO_ARGS), ==, 3);
    GError *error = NULL;
    g_assert_cmpint(db_run(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), &error), ==, 1);
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 12);
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==,
                    12); // an answer serves once
    db_send(test->db, &sql_n, DB_ARGS(ival(1)));
    testdb_get(test->db, &sql_count, DB_NO_ARGS);
    testdb_commit(test->db);
    testdb_begin(test->db);
    queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(1)), 1);
    testdb_commit(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_n, DB_ARGS(ival(1))), ==, 13); // forgotten by then
}

// A broken announced read is told by whoever flushes, and by its own query afterwards.
static void test_send_bad(struct testdb *test)
{
    static const struct sql bad = {"bad.one", "SELECT nothing FROM nowhere", false};
    prepare(test);
    GError *error = NULL;
    int64_t value = 0;
    testdb_begin(test->db);
    db_send(test->db, &bad, DB_NO_ARGS);
    g_assert_cmpint(db_get(test->db, &bad, &value, DB_NO_ARGS, &error), ==, -1);
    g_assert_true(g_str_has_prefix(tote_error_detail(error), "bad.one: "));
    g_clear_error(&error);
    db_rollback(test->db);
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 60); // the connection is well
}

// A statement that is used for the first time behind a failed call works the next time.
static void test_first_use(struct testdb *test)
{
    static const struct sql late = {"late", "SELECT count(*) + 1 FROM t", true};
    prepare(test);
    GError *error = NULL;
    int64_t value = 0;
    testdb_begin(test->db);
    bool ok = db_queue(test->db, &sql_raise, DB_ARGS(ival(1), ival(-99)), 1, "1", &error) &&
              db_get(test->db, &late, &value, DB_NO_ARGS, &error) == 1;
    g_assert_false(ok);
    g_assert_true(tote_error_is(error, TOTE_DB_CONSTRAINT));
    g_clear_error(&error);
    db_rollback(test->db);
    g_assert_cmpint(testdb_get(test->db, &late, DB_NO_ARGS), ==, 4);
}

// --- bytes

static void test_bytes(struct testdb *test)
{
    prepare(test);
    unsigned char all[512];
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (unsigned char)(i * 7);
    GError *error = NULL;
    testdb_begin(test->db);
    db_run(test->db, &sql_put, DB_ARGS(ival(1), bval(all, sizeof all), bval("", 0)), &error);
    g_assert_no_error(error);
    queue(test->db, &sql_put, DB_ARGS(ival(2), bval(NULL, 0), bval("\\x41", 4)), 1);
    testdb_commit(test->db);
    size_t n = 99, m = 99;
    g_autoptr(db_rows) rows = db_query(test->db, &sql_bytes, DB_ARGS(ival(1)), &error);
    g_assert_true(db_next(rows, &error));
    const void *one = db_bytes(rows, 0, &n), *two = db_bytes(rows, 1, &m);
    g_assert_cmpmem(one, n, all, sizeof all); // both at once
    g_assert_nonnull(two);
    g_assert_cmpuint(m, ==, 0);
    g_assert_false(db_is_null(rows, 1));
    g_clear_pointer(&rows, db_rows_free);
    rows = db_query(test->db, &sql_bytes, DB_ARGS(ival(2)), &error);
    g_assert_true(db_next(rows, &error));
    g_assert_null(db_bytes(rows, 0, &n));
    g_assert_cmpuint(n, ==, 0);
    g_assert_true(db_is_null(rows, 0));
    two = db_bytes(rows, 1, &m);
    g_assert_cmpmem(two, m, "\\x41", 4);
}

// As many rows as are wanted: more are not right either.
static void test_too_many(struct testdb *test)
{
    static const struct sql all = {"t.raise_all", "UPDATE t SET n = n + 1", true};
    GError *error = NULL;
    prepare(test);
    for (int64_t want = 2; want <= 4; want++) {
        testdb_begin(test->db);
        bool ok = db_queue(test->db, &all, DB_NO_ARGS, want, "Order 5", &error) &&
                  db_commit(test->db, &error);
        g_assert_true(ok == (want == 3));
        g_assert_true(ok || tote_error_is(error, TOTE_STALE));
        g_clear_error(&error);
        db_rollback(test->db);
    }
    g_assert_cmpint(testdb_get(test->db, &sql_sum, DB_NO_ARGS), ==, 63);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/call/queue", test_queue);
    testdb_add("/call/copies", test_copies);
    testdb_add("/call/failing", test_failing);
    testdb_add("/call/wrong-arguments", test_wrong_arguments);
    testdb_add("/call/first-failure", test_first_failure);
    testdb_add("/call/outside", test_outside);
    testdb_add("/call/many", test_many);
    testdb_add("/call/fail-at", test_fail_at);
    testdb_add("/call/three-trips", test_three_trips);
    testdb_add("/call/other-trips", test_other_trips);
    testdb_add("/call/send", test_send);
    testdb_add("/call/send-bad", test_send_bad);
    testdb_add("/call/first-use", test_first_use);
    testdb_add("/call/bytes", test_bytes);
    testdb_add("/db-call/too-many", test_too_many);
    return g_test_run();
}
