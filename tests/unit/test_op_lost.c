// SPDX-License-Identifier: Apache-2.0
// Calls whose connection goes away: done once, whether or not the commit came through.
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "op.h"
#include "pgserver.h"
#include "testshop.h"

// Takes away from the first commit that waits for a standby the word that it was committed.
static void lose_commit(const char *database)
{
    g_autofree char *text =
        g_strdup_printf("SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE datname "
                        "= '%s' AND wait_event = 'SyncRep'",
                        database);
    for (int tries = 0; tries < 2000; tries++) {
        g_autofree char *cancelled = pgserver_ask("postgres", text);
        if (strcmp(cancelled, "0") != 0)
            break;
        g_usleep(5000); // allowed: polls until a deadline
    }
    pgserver_exec("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
    pgserver_exec("postgres", "SELECT pg_reload_conf()");
    _exit(0);
}

static void await_standby(struct db *db)
{
    pgserver_exec("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    pgserver_exec("postgres", "SELECT pg_reload_conf()");
    while (!testdb_number(db, "SELECT CASE WHEN current_setting('synchronous_standby_names') = "
                              "'nobody' THEN 1 ELSE 0 END"))
        g_usleep(1000); // allowed: polls until a deadline
}

// A call without a key is not made twice where its commit is in doubt, and answers what it said.
static void test_lost_commit(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "3 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    int64_t events = testdb_number(shop->db, "SELECT count(*) FROM event");
    await_standby(test->db);
    int child = fork();
    if (!child)
        lose_commit(test->name);
    g_assert_true(op_do(shop->anna, &reply, &error, "pick.scan", work, "TEA"));
    g_assert_no_error(error);
    g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
    g_assert_cmpstr(verdict_text(reply.verdict), ==, "match");
    g_assert_nonnull(strstr(reply.json, "\"left\":2"));
    reply_clear(&reply);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event"), ==, events + 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM move WHERE kind = 'pick'"), ==,
                    1);
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "TEA");
    testshop_check(shop->db);
}

// And is made again where it was lost before its commit.
static void test_lost_call(struct testdb *test)
{
    static const struct sql pid_of = {"test.pid", "SELECT pg_backend_pid()", false};
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    int64_t pid = 0;
    testshop_stock(shop, "TEA A1 10");
    testshop_release(shop, "#1", "3 TEA");
    const char *work = testshop_start(shop->anna, "#1");
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    g_assert_cmpint(db_get(shop->anna->db, &pid_of, &pid, DB_NO_ARGS, &error), ==, 1);
    g_autofree char *text = g_strdup_printf("SELECT pg_terminate_backend(%d, 5000)", (int)pid);
    pgserver_exec("postgres", text);
    g_assert_true(op_do(shop->anna, &reply, &error, "pick.scan", work, "TEA"));
    reply_clear(&reply);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM move WHERE kind = 'pick'"), ==,
                    1);
    testshop_check(shop->db);
}

// Lost in its midst it is made again with the same id, which its row in the log names beside the
// others: a replay is given all of them.
static void test_lost_within(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    g_autoptr(GError) error = NULL;
    struct reply reply = {0};
    testdb_script(
        test->db,
        "CREATE SEQUENCE deaths; CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN IF nextval('deaths') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END "
        "IF; RETURN NEW; END$$; CREATE TRIGGER once BEFORE INSERT ON move FOR EACH ROW EXECUTE "
        "FUNCTION die()");
    g_assert_true(
        op_do(shop->sam, &reply, &error, "stock.adjust", "TEA", "A1", "7", NULL, "found", "L1"));
    g_assert_no_error(error);
    reply_clear(&reply);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM move"), ==, 1);
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM event e WHERE e.op = "
                                            "'stock.adjust' AND ';' || e.ids || ';' LIKE '%;event "
                                            "' || e.id || ';%' AND e.ids LIKE '%goods %'"),
                    ==, 1);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (pgserver_available())
        pgserver_own(); // settings of the whole server are changed
    testdb_add_for(DB_POSTGRESQL, "/op/lost-commit", test_lost_commit);
    testdb_add_for(DB_POSTGRESQL, "/op/lost-call", test_lost_call);
    testdb_add_for(DB_POSTGRESQL, "/op/lost-within", test_lost_within);
    return g_test_run();
}
