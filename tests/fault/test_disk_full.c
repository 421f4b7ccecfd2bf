// SPDX-License-Identifier: Apache-2.0
// A full disk: the scan that does not fit is refused with a sentence and leaves nothing, reading
// goes on, and with space the same scan is taken.
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "testshop.h"

enum { MANY = 2000, SCRAP = 6000 };

static int64_t size_of(const char *path, const char *suffix)
{
    g_autofree char *name = g_strconcat(path, suffix, NULL);
    struct stat about;
    return stat(name, &about) == 0 ? about.st_size : 0;
}

// No file of this process may grow beyond BYTES; 0 = as before.
static void allow(int64_t bytes)
{
    struct rlimit limit;
    g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &limit), ==, 0);
    limit.rlim_cur = bytes ? (rlim_t)bytes : limit.rlim_max;
    g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &limit), ==, 0);
}

static void test_full(struct testdb *test)
{
    g_autoptr(test_shop) shop = testshop_new(test);
    signal(SIGXFSZ, SIG_IGN);
    testshop_stock(shop, "TEA A1 3000");
    const char *work = testshop_start(shop->anna, testshop_release(shop, "#1", "2500 TEA"));
    SAYS(shop->anna, "match", NULL, "pick.scan", work, "A1");
    int64_t most = MAX(size_of(test->path, ""), size_of(test->path, "-wal"));
    allow(most + SCRAP);
    int picked = 0;
    g_autoptr(GError) error = NULL;
    g_autofree char *before = NULL;
    for (; picked < MANY && !error; picked++) {
        struct reply reply = {0};
        g_free(before);
        before = testshop_balances_whole(shop->db);
        testshop_call(shop->anna, "pick.scan", TESTSHOP_VALUES(work, "TEA"), NULL, &reply, &error);
        reply_clear(&reply);
    }
    g_assert_true(tote_error_is(error, TOTE_DB_FULL));
    g_assert_cmpint(tote_error_exit(error), ==, TOTE_EXIT_SURROUNDINGS);
    g_assert_cmpstr(
        tote_error_hint(error), ==,
        "Free space on the disk of the database; open stations go on reading, nothing was "
        "changed.");
    g_autofree char *after = testshop_balances_whole(shop->db); // reading goes on
    g_assert_cmpstr(after, ==, before);
    testshop_check(shop->db);
    allow(0);
    SAYS(shop->anna, "match", "+1 Tea", "pick.scan", work, "TEA");
    g_assert_cmpint(testdb_number(shop->db, "SELECT count(*) FROM move WHERE kind = 'pick'"), ==,
                    picked);
}

// Who only reads is let in by a disk that has no room for what SQLite puts beside the file, too.
static void test_start(struct testdb *test)
{
    static const struct db_options reads = {.else_read_only = true, .allow_throwaway = true};
    static const struct db_options writes = {.allow_throwaway = true};
    static const struct sql count = {"test.count", "SELECT count(*) FROM item", true};
    signal(SIGXFSZ, SIG_IGN);
    {
        g_autoptr(test_shop) shop = testshop_new(test);
        testshop_stock(shop, "TEA A1 30");
    }
    int64_t items = testdb_number(test->db, "SELECT count(*) FROM item"), found = 0;
    g_autoptr(GError) error = NULL;
    db_close(g_steal_pointer(&test->db));
    g_assert_cmpint(size_of(test->path, "-shm"), ==, 0); // nobody is in
    allow(1);
    g_assert_null(db_open(test->url, &writes, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_FULL));
    g_clear_error(&error);
    g_autoptr(db_handle) db = db_open(test->url, &reads, &error);
    g_assert_no_error(error);
    g_assert_cmpint(db_get(db, &count, &found, DB_NO_ARGS, &error), ==, 1);
    g_assert_cmpint(found, ==, items);
    g_assert_false(db_begin(db, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_FULL));
    allow(0);
    db_close(g_steal_pointer(&db));
    test->db = testdb_open(test);
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM item"), ==, items);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add_for(DB_SQLITE, "/disk-full", test_full);
    testdb_add_for(DB_SQLITE, "/disk-full/start", test_start);
    return g_test_run();
}
