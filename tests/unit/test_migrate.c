// SPDX-License-Identifier: Apache-2.0
// Schema versions: from each earlier one to the newest, side by side, and never downwards.
#include "migrate.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "testdb.h"

enum { STATIONS = 6 };

static int version_of(struct db *db)
{
    GError *error = NULL;
    int version = -1;
    g_assert_true(migrate_version(db, &version, &error));
    g_assert_no_error(error);
    return version;
}

// Everything that the catalogue says about the schema, a line each; caller frees.
static char *catalogue(const struct testdb *test)
{
    static const struct sql sqlite = {
        "cat.sqlite",
        "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '')"
        " FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1",
        true};
    static const struct sql pgsql = {
        "cat.pgsql",
        "SELECT CAST(c.relname || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)"
        " || ' ' || CAST(a.attnotnull AS TEXT) || ' ' || CAST(a.attidentity AS TEXT) || ' '"
        " || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS TEXT) AS line"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
        " AND NOT a.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
        " UNION ALL SELECT CAST(conrelid::regclass AS TEXT) || ' ' || conname || ' ' || "
        "pg_get_constraintdef(oid)"
        " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY line",
        true};
    GError *error = NULL;
    GString *lines = g_string_new(NULL);
    g_autoptr(db_rows) rows =
        db_query(test->db, test->engine == DB_SQLITE ? &sqlite : &pgsql, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    while (db_next(rows, &error))
        g_string_append_printf(lines, "%s\n", db_text(rows, 0));
    g_assert_no_error(error);
    return g_string_free(lines, FALSE);
}

static void test_every_version(struct testdb *fresh)
{
    GError *error = NULL;
    g_autofree char *wanted = catalogue(fresh);
    g_assert_nonnull(strstr(wanted, "sales_order"));
    for (int version = 0; version < migrate_newest(); version++) {
        g_autoptr(test_database) old = testdb_new_at(fresh->engine, version);
        g_assert_cmpint(version_of(old->db), ==, version);
        g_assert_true(migrate_up(old->db, 0, 1234, &error));
        g_assert_no_error(error);
        g_autofree char *upgraded = catalogue(old);
        g_assert_cmpstr(upgraded, ==, wanted);
        g_assert_true(migrate_check(old->db, &error));
        g_assert_true(migrate_up(old->db, 0, 1234, &error)); // nothing left to do
        g_assert_no_error(error);
    }
}

static void test_noted(struct testdb *test)
{
    g_assert_cmpint(version_of(test->db), ==, migrate_newest());
    g_assert_cmpint(testdb_number(test->db, "SELECT count(*) FROM schema_version"), ==,
                    migrate_newest());
    GError *error = NULL;
    g_assert_true(migrate_up(test->db, migrate_newest() + 5, 1, &error));
    g_assert_no_error(error);
}

static void refused(const struct testdb *test, const char *piece)
{
    GError *error = NULL;
    struct db_options options = {.allow_throwaway = true};
    g_assert_null(db_open(test->url, &options, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_SCHEMA));
    g_assert_nonnull(strstr(error->message, piece));
    g_error_free(error);
}

static void test_newer_refused(struct testdb *test)
{
    GError *error = NULL;
    testdb_script(test->db, "INSERT INTO schema_version(version, name, applied_at)"
                            " VALUES (9999, '9999-future', 0)");
    refused(test, "schema 9999");
    g_assert_false(migrate_up(test->db, 0, 1, &error));
    g_assert_true(tote_error_is(error, TOTE_DB_SCHEMA));
    g_clear_error(&error);
    g_assert_cmpint(version_of(test->db), ==, 9999);
}

static void test_empty_refused(struct testdb *test)
{
    g_autoptr(test_database) empty = testdb_new_at(test->engine, 0);
    g_assert_cmpint(version_of(empty->db), ==, 0);
    refused(empty, "is not a database of tote yet");
}

// Several stations upgrade the same database at the same moment: one does it, all are content.
static void test_together(struct testdb *test)
{
    g_autoptr(test_database) empty = testdb_new_at(test->engine, 0);
    int go[2], status;
    g_assert_cmpint(pipe(go), ==, 0);
    for (int i = 0; i < STATIONS; i++) {
        if (fork())
            continue;
        GError *error = NULL;
        char byte;
        close(go[1]);
        bool ok = read(go[0], &byte, 1) == 0; // the end of the pipe: all start
        g_autoptr(db_handle) db = testdb_open(empty);
        ok = ok && migrate_up(db, 0, 1, &error) && migrate_check(db, &error);
        if (!ok)
            g_printerr("%s\n", error ? error->message : "pipe");
        _exit(!ok);
    }
    close(go[0]);
    close(go[1]);
    for (int i = 0; i < STATIONS; i++) {
        g_assert_cmpint(wait(&status), >, 0);
        g_assert_cmpint(status, ==, 0);
    }
    g_assert_cmpint(version_of(empty->db), ==, migrate_newest());
    g_autofree char *got = catalogue(empty), *wanted = catalogue(test);
    g_assert_cmpstr(got, ==, wanted);
}

// The file itself is made by several at once: each may find the others changing it to WAL.
static void test_created_together(struct testdb *test)
{
    g_autofree char *path = g_build_filename(test->folder, "new.db", NULL);
    struct db_options options = {.create = true, .any_schema = true, .allow_throwaway = true};
    int go[2], status;
    char byte;
    g_assert_cmpint(pipe(go), ==, 0);
    for (int i = 0; i < STATIONS; i++) {
        if (fork())
            continue;
        close(go[1]);
        bool ok = read(go[0], &byte, 1) == 0;
        g_autoptr(db_handle) db = db_open(path, &options, NULL);
        _exit(!(ok && db && migrate_up(db, 0, 1, NULL)));
    }
    g_assert_cmpint(close(go[0]) | close(go[1]), ==, 0);
    for (int i = 0; i < STATIONS; i++) {
        g_assert_cmpint(wait(&status), >, 0);
        g_assert_cmpint(status, ==, 0);
    }
}

// A migration that fails leaves the version before it.
static void test_failed(struct testdb *test)
{
    g_autoptr(test_database) empty = testdb_new_at(test->engine, 0);
    testdb_script(empty->db, "CREATE TABLE outbox (id INTEGER)"); // in the way
    GError *error = NULL;
    g_assert_false(migrate_up(empty->db, 0, 1, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_false(db_in_transaction(empty->db));
    g_assert_cmpint(version_of(empty->db), ==, 0);
}

// Every token is a type or an end of a table that the engine takes.
static void test_tokens(struct testdb *test)
{
    g_autofree char *script = migrate_spell(
        test->db, "CREATE TABLE one (id {id}, number {int}, name {text}, raw {bytes}){strict};"
                  "CREATE TABLE three (name {text} NOT NULL PRIMARY KEY){clustered};"
                  "INSERT INTO one(number, name, raw) VALUES (1, 'a', NULL);"
                  "INSERT INTO three(name) VALUES ('b')");
    g_assert_null(strchr(script, '{'));
    testdb_script(test->db, script);
    g_assert_cmpint(testdb_number(test->db, "SELECT id FROM one"), ==, 1);
    bool sqlite = test->engine == DB_SQLITE;
    g_assert_cmpint(strstr(script, "name TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID") != NULL,
                    ==, sqlite);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    testdb_add("/migrate/every-version", test_every_version);
    testdb_add("/migrate/noted", test_noted);
    testdb_add("/migrate/newer-refused", test_newer_refused);
    testdb_add("/migrate/empty-refused", test_empty_refused);
    testdb_add("/migrate/together", test_together);
    testdb_add_for(DB_SQLITE, "/migrate/created-together", test_created_together);
    testdb_add("/migrate/failed", test_failed);
    testdb_add("/migrate/tokens", test_tokens);
    return g_test_run();
}
