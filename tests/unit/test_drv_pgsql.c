// SPDX-License-Identifier: Apache-2.0
// What only PostgreSQL can do to us: lost servers, deadlocks, doubtful commits, addresses with
// secrets, other locales.
#include "db.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pgserver.h"
#include "testdb.h"

static const struct sql sql_put = {"s.put", "INSERT INTO setting(name, value) VALUES ($1, $2)",
                                   false};
static const struct sql sql_change = {"s.change", "UPDATE setting SET value = $2 WHERE name = $1",
                                      false};
static const struct sql sql_pid = {"pid", "SELECT pg_backend_pid()", false};

static void put(struct db *db, const char *name)
{
    GError *error = NULL;
    db_begin(db, &error);
    g_assert_no_error(error);
    db_run(db, &sql_put, DB_ARGS(tval(name), tval("1")), &error);
    g_assert_no_error(error);
    db_commit(db, &error);
    g_assert_no_error(error);
}

static int64_t settings(struct db *db)
{
    return testdb_number(db, "SELECT count(*) FROM setting");
}

// Ends the server's side of a connection, as a restart of the server does.
static void terminate(const struct testdb *test)
{
    GError *error = NULL;
    int64_t pid = 0;
    db_get(test->db, &sql_pid, &pid, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    g_autofree char *text = g_strdup_printf("SELECT pg_terminate_backend(%d, 5000)", (int)pid);
    pgserver_exec("postgres", text);
}

static void test_lost(struct testdb *test)
{
    put(test->db, "before");
    int64_t token = db_change_token(test->db);
    GError *error = NULL;
    db_begin(test->db, &error);
    db_run(test->db, &sql_put, DB_ARGS(tval("half"), tval("1")), &error);
    g_assert_no_error(error);
    terminate(test);
    g_assert_cmpint(db_run(test->db, &sql_put, DB_ARGS(tval("more"), tval("1")), &error), ==, -1);
    g_assert_true(db_lost(error));
    g_assert_false(db_may_retry(error));
    g_clear_error(&error);
    db_rollback(test->db);
    g_assert_false(db_begin(test->db, &error));
    g_assert_true(db_lost(error));
    g_clear_error(&error);
    g_assert_cmpint(db_change_token(test->db), !=, token); // not known: something may be new
    g_assert_true(db_reopen(test->db, &error));
    g_assert_no_error(error);
    put(test->db, "after");
    g_assert_cmpint(settings(test->db), ==, 2);
}

static void test_lost_in_commit(struct testdb *test)
{
    GError *error = NULL;
    db_begin(test->db, &error);
    db_run(test->db, &sql_put, DB_ARGS(tval("half"), tval("1")), &error);
    g_assert_no_error(error);
    terminate(test);
    g_assert_false(db_commit(test->db, &error));
    g_assert_true(db_lost(error));
    g_clear_error(&error);
    g_assert_false(db_in_transaction(test->db));
    g_assert_true(db_reopen(test->db, &error));
    g_assert_cmpint(settings(test->db), ==, 0);
}

// After a lost connection the session is as before: no writes outside a transaction.
static void test_reopened_session(struct testdb *test)
{
    terminate(test);
    GError *error = NULL;
    g_assert_true(db_reopen(test->db, &error));
    g_assert_cmpint(db_run(test->db, &sql_put, DB_ARGS(tval("x"), tval("1")), &error), ==, -1);
    g_assert_true(tote_error_is(error, TOTE_BUG));
    g_clear_error(&error);
}

// The server goes while writes wait here: lost, but not in doubt, for COMMIT was not sent.
static void test_lost_with_queue(struct testdb *test)
{
    GError *error = NULL;
    db_begin(test->db, &error);
    db_run(test->db, &sql_put, DB_ARGS(tval("half"), tval("1")), &error);
    terminate(test);
    for (int i = 0; i < 3; i++)
        db_queue(test->db, &sql_change, DB_ARGS(tval("half"), tval("2")), 1, "It", &error);
    g_assert_no_error(error);
    g_assert_false(db_commit(test->db, &error));
    g_assert_true(db_lost(error));
    g_assert_cmpstr(tote_error_detail(error), !=, "in doubt");
    g_clear_error(&error);
    g_assert_true(db_reopen(test->db, &error));
    put(test->db, "after");
    g_assert_cmpint(settings(test->db), ==, 1);
}

// BEGIN travels with the first statement, which then finds that nobody is there.
static void test_lost_before_begin(struct testdb *test)
{
    GError *error = NULL;
    terminate(test);
    g_assert_true(db_begin(test->db, &error));
    db_queue(test->db, &sql_put, DB_ARGS(tval("x"), tval("1")), 1, "It", &error);
    g_assert_false(db_commit(test->db, &error));
    g_assert_true(db_lost(error));
    g_clear_error(&error);
    g_assert_true(db_reopen(test->db, &error));
    g_assert_cmpint(settings(test->db), ==, 0);
    put(test->db, "after");
}

// --- two writers that wait for each other

static int change_both(const struct testdb *test, bool queued, const char *first,
                       const char *second, int ready, int go)
{
    GError *error = NULL;
    char byte = 'x';
    g_autoptr(db_handle) db = testdb_open(test);
    db_begin(db, &error);
    db_run(db, &sql_change, DB_ARGS(tval(first), tval("2")), &error);
    if (write(ready, &byte, 1) != 1 || read(go, &byte, 1) != 1)
        return 3;
    if (queued)
        db_queue(db, &sql_change, DB_ARGS(tval(second), tval("2")), 1, second, &error);
    else
        db_run(db, &sql_change, DB_ARGS(tval(second), tval("2")), &error);
    if (!error)
        db_commit(db, &error);
    int answer = !error ? 0 : db_may_retry(error) ? 1 : 2;
    g_clear_error(&error);
    db_rollback(db);
    return answer;
}

static void deadlock(struct testdb *test, bool queued)
{
    int ready[2], go[2], status, answers[3] = {0};
    char bytes[2];
    g_assert_cmpint(pipe(ready) | pipe(go), ==, 0);
    for (int i = 0; i < 2; i++)
        if (!fork())
            _exit(change_both(test, queued, i ? "a" : "b", i ? "b" : "a", ready[1], go[0]));
    for (int i = 0; i < 2; i++)
        g_assert_cmpint(read(ready[0], bytes, 1), ==, 1);
    g_assert_cmpint(write(go[1], "xx", 2), ==, 2);
    for (int i = 0; i < 2; i++) {
        g_assert_cmpint(wait(&status), >, 0);
        g_assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 3);
        answers[WEXITSTATUS(status)]++;
    }
    g_assert_cmpint(answers[0], ==, 1); // one went through
    g_assert_cmpint(answers[1], ==, 1); // one may try again
    for (int i = 0; i < 2; i++)
        g_assert_cmpint(close(ready[i]) | close(go[i]), ==, 0);
}

static void test_deadlock(struct testdb *test)
{
    put(test->db, "a");
    put(test->db, "b");
    deadlock(test, false);
    deadlock(test, true);
}

// --- a commit that waits for a standby which never answers

static void cancel_waiting_commit(const char *database)
{
    g_autofree char *text =
        g_strdup_printf("SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity"
                        " WHERE datname = '%s' AND wait_event = 'SyncRep'",
                        database);
    for (int tries = 0; tries < 2000; tries++) {
        g_autofree char *cancelled = pgserver_ask("postgres", text);
        if (strcmp(cancelled, "0"))
            _exit(0);
        g_usleep(5000); // allowed: polls until a deadline
    }
    _exit(1);
}

// Commits wait once the checkpointer has read the setting, too. It does so before a checkpoint that
// it is asked for, and a connection that is new now comes after all processes were told to read it.
static void await_standby_setting(struct db *db)
{
    static const char query[] = "SELECT CASE WHEN current_setting('synchronous_standby_names')"
                                " = 'nobody' THEN 1 ELSE 0 END";
    while (!testdb_number(db, query))
        g_usleep(1000); // allowed: polls until a deadline
    pgserver_exec("postgres", "CHECKPOINT");
}

static void test_doubt(struct testdb *test)
{
    GError *error = NULL;
    int status = 1;
    pgserver_exec("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    pgserver_exec("postgres", "SELECT pg_reload_conf()");
    await_standby_setting(test->db);
    if (!fork())
        cancel_waiting_commit(test->name);
    db_begin(test->db, &error);
    db_run(test->db, &sql_put, DB_ARGS(tval("doubtful"), tval("1")), &error);
    g_assert_no_error(error);
    g_assert_false(db_commit(test->db, &error));
    g_assert_true(db_lost(error));
    g_assert_cmpstr(tote_error_detail(error), ==, "in doubt");
    g_clear_error(&error);
    g_assert_cmpint(wait(&status), >, 0);
    g_assert_cmpint(status, ==, 0);
    pgserver_exec("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
    pgserver_exec("postgres", "SELECT pg_reload_conf()");
    g_assert_true(db_reopen(test->db, &error));
    g_assert_cmpint(settings(test->db), ==, 1); // it is there: the key has to be looked up
}

// --- addresses

static void test_no_password_shown(void)
{
    static const char *const urls[] = {
        "postgresql://tote:geheim@localhost:1/tote",
        "postgresql://tote:geheim@/tote?host=/nowhere",
        "postgresql://tote@127.0.0.1:1/tote?password=geheim",
        "postgresql://tote:%geheim@localhost/tote",
        "postgresql://tote:x@geheim@localhost/tote",
        "postgresql://tote:geheim/x@localhost/tote",
        "postgresql://tote:geheim?x@localhost/tote",
        "postgresql://tote:x/geheim@localhost/tote",
        "postgresql://tote:geheim@[::1/tote",
        "postgresql://tote:geheim@localhost:1/tote?geheim=1",
        "postgresql://tote:geheim@geheim.invalid:1/tote",
        "postgres:tote:geheim",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        GError *error = NULL;
        g_assert_null(db_open(urls[i], NULL, &error));
        g_test_message("%s | %s", error->message, tote_error_detail(error));
        g_assert_true(tote_error_is(error, TOTE_DB_OPEN));
        g_assert_null(strstr(error->message, "geheim"));
        g_assert_true(!tote_error_detail(error) || !strstr(tote_error_detail(error), "geheim"));
        g_assert_null(strstr(tote_error_hint(error), "geheim"));
        g_error_free(error);
    }
}

static void test_name(struct testdb *test)
{
    GError *error = NULL;
    struct db_options options = {.any_schema = true};
    const char *query = strchr(test->url, '?');
    g_autofree char *one =
        g_strdup_printf("postgresql://tote:geheim@/%s%s&connect_timeout=2", test->name, query);
    g_autofree char *two = g_strdup_printf(
        "postgresql://tote@/%s%s&password=geheim&connect_timeout=2", test->name, query);
    const char *const urls[] = {one, two};
    for (size_t i = 0; i < G_N_ELEMENTS(urls); i++) {
        g_autoptr(db_handle) db = db_open(urls[i], &options, &error);
        g_assert_no_error(error);
        g_assert_null(strstr(db_name(db), "geheim"));
        g_assert_true(g_str_has_suffix(db_name(db), "&connect_timeout=2"));
        g_assert_cmpstr(db_url(db), ==, urls[i]);
    }
}

// What a session is set to; the address has the last word.
static void test_settings(struct testdb *test)
{
    static const struct sql sql = {"setting", "SELECT current_setting($1)", false};
    static const char *const wanted[][2] = {{"join_collapse_limit", "20"},
                                            {"from_collapse_limit", "20"},
                                            {"plan_cache_mode", "force_generic_plan"},
                                            {"random_page_cost", "1.1"},
                                            {"jit", "on"},
                                            {"lock_timeout", "10s"},
                                            {"idle_in_transaction_session_timeout", "1min"},
                                            {"default_transaction_read_only", "on"}};
    GError *error = NULL;
    g_autofree char *url = g_strconcat(test->url, "&options=-c%20jit%3Don", NULL);
    g_autoptr(db_handle) db = db_open(url, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpint(db_trips(db), <=, 4); // one for the session, the rest looks at the schema
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        char *value = NULL;
        db_get_text(db, &sql, &value, DB_ARGS(tval(wanted[i][0])), &error);
        g_assert_no_error(error);
        g_assert_cmpstr(value, ==, wanted[i][1]);
        g_free(value);
    }
    char *value = NULL;
    db_get_text(test->db, &sql, &value, DB_ARGS(tval("jit")), &error);
    g_assert_cmpstr(value, ==, "off");
    g_free(value);
}

// The first host that is there and takes writes serves.
static void test_several_hosts(struct testdb *test)
{
    GError *error = NULL;
    g_autofree char *url =
        g_strdup_printf("postgresql://tote@/%s?host=/nowhere,%s&target_session_attrs=read-write",
                        test->name, strstr(test->url, "host=") + strlen("host="));
    g_autoptr(db_handle) db = db_open(url, NULL, &error);
    g_assert_no_error(error);
    put(db, "here");
    g_assert_true(db_reopen(db, &error));
    g_assert_no_error(error);
}

static void test_encoding(struct testdb *test)
{
    (void)test;
    GError *error = NULL;
    pgserver_exec("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    g_autofree char *url = pgserver_url("latin");
    g_assert_null(db_open(url, NULL, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_OPEN));
    g_assert_nonnull(strstr(error->message, "LATIN1"));
    g_clear_error(&error);
    pgserver_drop("latin");
}

// Text sorts by bytes, as on SQLite, also where the database was made with a language's order.
static void test_byte_order(struct testdb *test)
{
    static const char query[] =
        "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " JOIN pg_collation o ON o.oid = a.attcollation"
        " WHERE c.relname = 'setting' AND o.collname = 'C' AND c.relkind = 'r'";
    g_assert_cmpint(testdb_number(test->db, query), ==, 3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    pgserver_own(); // settings of the whole server are changed
    g_test_add_func("/no-password-shown", test_no_password_shown);
    testdb_add_for(DB_POSTGRESQL, "/lost", test_lost);
    testdb_add_for(DB_POSTGRESQL, "/lost-in-commit", test_lost_in_commit);
    testdb_add_for(DB_POSTGRESQL, "/reopened-session", test_reopened_session);
    testdb_add_for(DB_POSTGRESQL, "/lost-with-queue", test_lost_with_queue);
    testdb_add_for(DB_POSTGRESQL, "/lost-before-begin", test_lost_before_begin);
    testdb_add_for(DB_POSTGRESQL, "/settings", test_settings);
    testdb_add_for(DB_POSTGRESQL, "/deadlock", test_deadlock);
    testdb_add_for(DB_POSTGRESQL, "/doubt", test_doubt);
    testdb_add_for(DB_POSTGRESQL, "/name", test_name);
    testdb_add_for(DB_POSTGRESQL, "/several-hosts", test_several_hosts);
    testdb_add_for(DB_POSTGRESQL, "/encoding", test_encoding);
    testdb_add_for(DB_POSTGRESQL, "/byte-order", test_byte_order);
    return g_test_run();
}
