// SPDX-License-Identifier: Apache-2.0
// What only SQLite has: the settings of a file, clustered tables, and news of commits.
#include "db.h"

#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "testdb.h"

static const struct sql sql_add = {"c.add", "INSERT INTO c(id, name) VALUES ($1, $2) RETURNING id",
                                   false};
static const struct sql sql_put = {"s.put", "INSERT INTO setting(name, value) VALUES ($1, $2)",
                                   false};
static const struct sql sql_settings = {"s.count", "SELECT count(*) FROM setting", true};

static void put(struct db *db, const char *name)
{
    GError *error = NULL;
    db_begin(db, &error);
    db_run(db, &sql_put, DB_ARGS(tval(name), tval("1")), &error);
    g_assert_no_error(error);
}

static bool readable(int fd)
{
    struct pollfd entry = {.fd = fd, .events = POLLIN};
    return poll(&entry, 1, 0) == 1;
}

// The event is there when the commit has returned, and only then: nothing to wait for.
static void test_watch(struct testdb *test)
{
    g_autoptr(db_handle) other = testdb_open(test);
    int fd = db_watch_fd(other);
    g_assert_cmpint(fd, >=, 0);
    g_assert_cmpint(db_watch_fd(other), ==, fd);
    g_assert_false(readable(fd));
    int64_t token = db_change_token(other);
    for (int i = 0; i < 100; i++) {
        g_autofree char *name = g_strdup_printf("setting%d", i);
        put(test->db, name);
        g_assert_false(readable(fd)); // the log may be written, the commit is not
        testdb_commit(test->db);
        g_assert_true(readable(fd));
        db_watch_clear(other);
        g_assert_false(readable(fd));
        int64_t now = db_change_token(other);
        g_assert_cmpint(now, !=, token);
        token = now;
    }
    put(test->db, "given up");
    db_rollback(test->db);
    testdb_number(test->db, "SELECT count(*) FROM setting");
    g_assert_false(readable(fd));
}

// Whoever writes without tote's queue is noticed when it goes.
static void test_watch_foreign(struct testdb *test)
{
    db_handle *other = testdb_open(test);
    int fd = db_watch_fd(test->db);
    GError *error = NULL;
    g_assert_true(db_script(other,
                            "BEGIN IMMEDIATE; INSERT INTO setting(name, value)"
                            " VALUES ('a', 'b'); COMMIT",
                            &error));
    g_assert_no_error(error);
    db_watch_clear(test->db);
    int64_t token = db_change_token(test->db);
    g_assert_true(db_script(other, "DELETE FROM setting", &error));
    db_close(other);
    g_assert_true(readable(fd));
    g_assert_cmpint(db_change_token(test->db), !=, token);
}

static void test_no_watch(struct testdb *test)
{
    g_assert_cmpint(db_watch_fd(test->db), ==, -1);
    db_watch_clear(test->db);
}

static void test_settings(struct testdb *test)
{
    g_assert_cmpint(testdb_number(test->db, "PRAGMA mmap_size"), ==, 0);
    g_assert_cmpint(testdb_number(test->db, "PRAGMA page_size"), ==, 2048);
    g_assert_cmpint(testdb_number(test->db, "PRAGMA synchronous"), ==, 2);
    g_assert_cmpint(testdb_number(test->db, "PRAGMA foreign_keys"), ==, 1);
}

// A clustered table has no row id, so the id comes from RETURNING itself.
static void test_clustered(struct testdb *test)
{
    GError *error = NULL;
    testdb_script(test->db, "CREATE TABLE c (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL)"
                            " STRICT, WITHOUT ROWID");
    put(test->db, "some row");
    for (int64_t id = 77; id < 80; id++) {
        int64_t found = 0;
        g_assert_cmpint(db_get(test->db, &sql_add, &found, DB_ARGS(ival(id), tval("x")), &error),
                        ==, 1);
        g_assert_no_error(error);
        g_assert_cmpint(found, ==, id);
    }
    testdb_commit(test->db);
    int64_t n = 0;
    g_assert_cmpint(db_get(test->db, &sql_settings, &n, DB_NO_ARGS, &error), ==, 1);
    g_assert_cmpint(n, ==, 1);
}

// --- the log

static void *want(void *data)
{
    g_autoptr(db_handle) db = testdb_open(data);
    g_assert_true(db_begin(db, NULL));
    db_rollback(db);
    return NULL;
}

// Commits some 600 pages, while somebody waits for the database or nobody does.
static void batch(struct testdb *test, const char *name, bool wanted)
{
    enum { LARGE = 1200000 };
    g_autofree char *value = g_strnfill(LARGE, 'x');
    GError *error = NULL;
    g_assert_true(db_begin(test->db, &error));
    db_run(test->db, &sql_put, DB_ARGS(tval(name), tval(value)), &error);
    g_assert_no_error(error);
    GThread *other = wanted ? g_thread_new("want", want, test) : NULL;
    while (wanted && !db_others_wait(test->db))
        g_thread_yield();
    testdb_commit(test->db);
    g_assert_cmpint(db_was_wanted(test->db), ==, wanted);
    if (other)
        g_thread_join(other);
}

static int64_t file_size(const struct testdb *test)
{
    struct stat info;
    g_assert_cmpint(stat(test->path, &info), ==, 0);
    return info.st_size;
}

// Batches go into the file long before the log is full as soon as somebody waits for them, so that
// no scan has to write them back; where nobody does, it costs less to do it seldom.
static void test_batches_written_back(struct testdb *test)
{
    int64_t before = file_size(test);
    batch(test, "a", false);
    batch(test, "b", false);
    g_assert_cmpint(file_size(test), ==, before);
    batch(test, "c", true);
    int64_t after = file_size(test);
    g_assert_cmpint(after, >, before + 3000000);
    batch(test, "d", true); // one is not enough again
    g_assert_cmpint(file_size(test), ==, after);
}

// A child that may not write it: nobody, where the tests run as root.
static int read_protected(const char *url, const struct db_options *options)
{
    pid_t child = fork();
    int status = 0;
    if (child) {
        g_assert_cmpint(waitpid(child, &status, 0), ==, child);
        return WEXITSTATUS(status);
    }
    if (!geteuid() && setuid(65534))
        _exit(9);
    struct db *db = db_open(url, options, NULL);
    int64_t n = 0;
    GError *error = NULL;
    bool ok = db && db_get(db, &sql_settings, &n, DB_NO_ARGS, NULL) == 1 && n > 0;
    bool writes = db && db_begin(db, &error);
    bool refused = !writes && tote_error_is(error, TOTE_DB_READ_ONLY);
    _exit(!db ? 1 : !ok ? 2 : !refused ? 3 : 0);
}

// A copy that nobody may write, where nobody may write, is read as it is: nothing is made there.
static void test_protected(struct testdb *test)
{
    static const struct db_options any = {.allow_throwaway = true};
    static const struct db_options reads = {.read_only = true, .allow_throwaway = true};
    static const struct db_options either = {.else_read_only = true, .allow_throwaway = true};
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("tote-read-XXXXXX", NULL);
    g_autofree char *copy = g_build_filename(folder, "copy.db", NULL);
    put(test->db, "a.b");
    g_assert_true(db_commit(test->db, &error));
    g_assert_true(db_copy(test->db, copy, &error));
    g_assert_no_error(error);
    g_assert_cmpint(chmod(copy, 0444), ==, 0);
    g_assert_cmpint(chmod(folder, 0555), ==, 0);
    g_assert_cmpint(read_protected(copy, &any), ==, 1);
    g_assert_cmpint(read_protected(copy, &reads), ==, 0);
    g_assert_cmpint(read_protected(copy, &either), ==, 0);
    g_autoptr(db_handle) db = db_open(copy, &reads, &error); // also by who might write it
    g_assert_no_error(error);
    g_assert_false(db_begin(db, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_READ_ONLY));
    db_close(g_steal_pointer(&db));
    g_assert_cmpint(unlink(copy), ==, 0);
    g_assert_cmpint(rmdir(folder), ==, 0); // it stood alone there
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add_for(DB_SQLITE, "/watch", test_watch);
    testdb_add_for(DB_SQLITE, "/watch-foreign", test_watch_foreign);
    testdb_add_for(DB_POSTGRESQL, "/no-watch", test_no_watch);
    testdb_add_for(DB_SQLITE, "/settings", test_settings);
    testdb_add_for(DB_SQLITE, "/clustered", test_clustered);
    testdb_add_for(DB_SQLITE, "/batches-written-back", test_batches_written_back);
    testdb_add_for(DB_SQLITE, "/protected", test_protected);
    return g_test_run();
}
