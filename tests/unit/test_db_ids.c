// SPDX-License-Identifier: Apache-2.0
// Ids in advance: never the same for two, whoever asks, and beside ids that the table gives itself.
#include "db.h"

#include "migrate.h"
#include "testdb.h"

static const struct sql sql_max = {"t.max_id", "SELECT max(id) FROM t", false};
static const struct sql sql_insert = {"t.insert", "INSERT INTO t(id, name) VALUES ($1, $2)", false};
static const struct sql sql_new = {"t.new", "INSERT INTO t(name) VALUES ($1) RETURNING id", false};
static const struct sql sql_count = {"t.count", "SELECT count(*) FROM t", true};
static const bool seen = true;
static const struct id_source sources[] = {
    {"t", &sql_max}, {"plain", &sql_max}, {"seen", &sql_max, &seen}};

static void prepare(struct testdb *test)
{
    g_autofree char *script =
        migrate_spell(test->db, "CREATE TABLE t (id {id}, name {text} NOT NULL){strict};"
                                "CREATE TABLE seen (id {id}, name {text} NOT NULL){strict};"
                                "CREATE TABLE plain (id {int} NOT NULL PRIMARY KEY){strict};");
    testdb_script(test->db, script);
    db_register_ids(sources, G_N_ELEMENTS(sources));
}

// Takes an id and uses it.
static int64_t add(struct db *db)
{
    GError *error = NULL;
    int64_t id = db_new_id(db, "t", &error);
    g_assert_no_error(error);
    g_assert_cmpint(id, >, 0);
    db_queue(db, &sql_insert, DB_ARGS(ival(id), tval("x")), 1, "Row", &error);
    g_assert_no_error(error);
    return id;
}

static int64_t count(struct db *db)
{
    GError *error = NULL;
    int64_t n = -1;
    db_get(db, &sql_count, &n, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    return n;
}

// Several blocks in one transaction, each id greater than the one before.
static void test_one(struct testdb *test)
{
    prepare(test);
    int64_t trips = db_trips(test->db), last = 0;
    testdb_begin(test->db);
    for (int i = 0; i < 3 * DB_ID_BLOCK; i++) {
        int64_t id = add(test->db);
        g_assert_cmpint(id, >, last);
        last = id;
    }
    g_assert_cmpint(db_trips(test->db) - trips, ==, test->engine == DB_SQLITE ? 0 : 3);
    testdb_commit(test->db);
    g_assert_cmpint(count(test->db), ==, 3 * DB_ID_BLOCK);
}

static int64_t take_seen(struct db *db)
{
    GError *error = NULL;
    int64_t id = db_new_id(db, "seen", &error);
    g_assert_no_error(error);
    return id;
}

// Numbers that people read have no gaps where each transaction of several connections takes one;
// one that takes many asks seldom.
static void test_seen(struct testdb *test)
{
    prepare(test);
    if (test->engine == DB_SQLITE) // there all numbers follow each other
        return;
    GError *error = NULL;
    struct db *other = db_open(test->url, NULL, &error);
    g_assert_no_error(error);
    for (int64_t i = 1; i <= 6; i++) {
        struct db *db = i % 2 ? test->db : other;
        testdb_begin(db);
        g_assert_cmpint(take_seen(db), ==, i);
        testdb_commit(db);
    }
    int64_t trips = db_trips(other);
    testdb_begin(other);
    for (int i = 0; i < 127; i++) // 1 + 2 + 4 + … + 64
        take_seen(other);
    g_assert_cmpint(db_trips(other) - trips, ==, 7);
    testdb_commit(other);
    db_close(other);
}

// Two connections by turns, one of them gives up now and then; the table gives ids meanwhile.
static void test_two(struct testdb *test)
{
    prepare(test);
    g_autoptr(db_handle) other = testdb_open(test);
    GError *error = NULL;
    int64_t wanted = 0, id = 0;
    for (int i = 0; i < 40; i++) {
        struct db *db = i % 2 ? other : test->db;
        testdb_begin(db);
        for (int j = 0; j < 5; j++)
            add(db);
        if (i % 5 == 4) {
            db_rollback(db);
            continue;
        }
        testdb_commit(db);
        testdb_begin(db);
        g_assert_cmpint(db_get(db, &sql_new, &id, DB_ARGS(tval("y")), &error), ==, 1);
        testdb_commit(db);
        wanted += 6;
    }
    g_assert_cmpint(count(other), ==, wanted); // a double one would have been refused
}

// Both take ids inside transactions that are open at the same time (one writer on SQLite).
static void test_at_once(struct testdb *test)
{
    prepare(test);
    g_autoptr(db_handle) other = testdb_open(test);
    testdb_begin(test->db);
    testdb_begin(other);
    for (int i = 0; i < 100; i++) {
        add(test->db);
        add(other);
    }
    testdb_commit(other);
    testdb_commit(test->db);
    g_assert_cmpint(count(test->db), ==, 200);
}

// Ids that the log does not give are the next of the table, also where a call is made twice.
static void test_given(struct testdb *test)
{
    prepare(test);
    db_ids_give(test->db, "");
    for (int i = 0; i < 3; i++) {
        testdb_begin(test->db);
        g_assert_cmpint(add(test->db), ==, 1);
        g_assert_cmpint(add(test->db), ==, 2);
        db_rollback(test->db);
    }
    db_ids_give(test->db, "t 7 9");
    testdb_begin(test->db);
    g_assert_cmpint(add(test->db), ==, 7);
    g_assert_cmpint(add(test->db), ==, 9);
    testdb_commit(test->db);
    db_ids_give(test->db, "");
    testdb_begin(test->db);
    g_assert_cmpint(add(test->db), ==, 10);
    testdb_commit(test->db);
    db_ids_give(test->db, NULL);
}

static void refused(struct db *db, const char *table, const char *piece)
{
    GError *error = NULL;
    g_assert_cmpint(db_new_id(db, table, &error), ==, 0);
    g_assert_true(tote_error_is(error, TOTE_BUG));
    g_assert_nonnull(strstr(error->message, piece));
    g_error_free(error);
}

static void test_refused(struct testdb *test)
{
    prepare(test);
    refused(test->db, "t", "outside a transaction");
    testdb_begin(test->db);
    refused(test->db, "unknown", "unknown are not registered");
    if (test->engine == DB_POSTGRESQL)
        refused(test->db, "plain", "plain.id has no sequence");
    add(test->db);
    testdb_commit(test->db);
}

// The log names the ids of the call that was made, not those of a try that was given up.
static void test_taken_anew(struct testdb *test)
{
    prepare(test);
    testdb_begin(test->db);
    add(test->db);
    db_rollback(test->db);
    testdb_begin(test->db);
    int64_t id = add(test->db);
    g_autofree char *taken = db_ids_taken(test->db);
    g_autofree char *wanted =
        test->engine == DB_SQLITE ? g_strdup("") : g_strdup_printf("t %" G_GINT64_FORMAT, id);
    g_assert_cmpstr(taken, ==, wanted);
    testdb_commit(test->db);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/ids/one", test_one);
    testdb_add("/ids/seen", test_seen);
    testdb_add("/ids/two", test_two);
    testdb_add_for(DB_POSTGRESQL, "/ids/at-once", test_at_once);
    testdb_add("/ids/given", test_given);
    testdb_add("/ids/refused", test_refused);
    testdb_add("/db-ids/taken-anew", test_taken_anew);
    return g_test_run();
}
