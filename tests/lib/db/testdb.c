// SPDX-License-Identifier: Apache-2.0
// Makes a database for each test: a new SQLite file, or a copy of a migrated PostgreSQL database.
#include "testdb.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "migrate.h"
#include "pgserver.h"

enum { NOW = 0 };
static const char template_name[] = "tote_template";

static struct db *open_url(const char *url)
{
    GError *error = NULL;
    struct db_options options = {.create = true, .any_schema = true, .allow_throwaway = true};
    struct db *db = db_open(url, &options, &error);
    g_assert_no_error(error);
    return db;
}

static void migrate(struct db *db, int version)
{
    GError *error = NULL;
    if (version)
        migrate_up(db, version, NOW, &error);
    g_assert_no_error(error);
}

// --- SQLite

static void new_sqlite(struct testdb *test, int version)
{
    test->folder = g_dir_make_tmp("tote-db-XXXXXX", NULL);
    g_assert_nonnull(test->folder);
    test->path = g_build_filename(test->folder, "tote.db", NULL);
    test->url = g_strdup(test->path);
    test->db = open_url(test->url);
    migrate(test->db, version);
}

static void free_sqlite(struct testdb *test)
{
    g_autoptr(GDir) folder = g_dir_open(test->folder, 0, NULL);
    const char *name;
    while (folder && (name = g_dir_read_name(folder))) {
        g_autofree char *path = g_build_filename(test->folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(test->folder);
}

// --- PostgreSQL

static void make_template(void)
{
    static bool made;
    if (made)
        return;
    made = true;
    pgserver_create(template_name, NULL);
    g_autofree char *url = pgserver_url(template_name);
    g_autoptr(db_handle) db = open_url(url);
    migrate(db, migrate_newest());
}

static void new_pgsql(struct testdb *test, int version)
{
    static int number;
    bool newest = version == migrate_newest();
    if (newest)
        make_template();
    test->name = g_strdup_printf("test%d", ++number);
    pgserver_create(test->name, newest ? template_name : NULL);
    test->url = pgserver_url(test->name);
    test->db = open_url(test->url);
    if (!newest)
        migrate(test->db, version);
}

// --- both

struct testdb *testdb_new_at(enum db_engine engine, int version)
{
    struct testdb *test = g_new0(struct testdb, 1);
    test->engine = engine;
    g_setenv("TOTE_THROWAWAY", "1", TRUE); // also for programs that the test starts
    if (engine == DB_SQLITE)
        new_sqlite(test, version);
    else
        new_pgsql(test, version);
    return test;
}

struct testdb *testdb_new(enum db_engine engine)
{
    return testdb_new_at(engine, migrate_newest());
}

void testdb_free(struct testdb *test)
{
    if (!test)
        return;
    db_close(test->db);
    if (test->engine == DB_SQLITE)
        free_sqlite(test);
    else
        pgserver_drop(test->name);
    g_free(test->url);
    g_free(test->name);
    g_free(test->path);
    g_free(test->folder);
    g_free(test);
}

struct db *testdb_open(const struct testdb *test)
{
    return open_url(test->url);
}

// --- registration

struct entry {
    enum db_engine engine;
    testdb_function function;
};

static void run_entry(const void *data)
{
    const struct entry *entry = data;
    if (entry->engine == DB_POSTGRESQL && !pgserver_available()) {
        g_test_skip("PostgreSQL is not installed");
        return;
    }
    g_autoptr(test_database) test = testdb_new(entry->engine);
    entry->function(test);
}

void testdb_add_for(enum db_engine engine, const char *path, testdb_function function)
{
    struct entry *entry = g_new(struct entry, 1);
    *entry = (struct entry){engine, function};
    g_autofree char *full = g_strconcat(engine == DB_SQLITE ? "/sqlite" : "/pgsql", path, NULL);
    g_test_add_data_func_full(full, entry, run_entry, g_free);
}

void testdb_add(const char *path, testdb_function function)
{
    testdb_add_for(DB_SQLITE, path, function);
    testdb_add_for(DB_POSTGRESQL, path, function);
}

// --- shorthands

void testdb_script(struct db *db, const char *script)
{
    GError *error = NULL;
    db_begin(db, &error);
    g_assert_no_error(error);
    db_script(db, script, &error);
    g_assert_no_error(error);
    db_commit(db, &error);
    g_assert_no_error(error);
}

// The statement cache is keyed by address, so each text gets one that stays.
static const struct sql *lasting(const char *text)
{
    static GHashTable *known;
    if (!known)
        known = g_hash_table_new(g_str_hash, g_str_equal);
    struct sql *sql = g_hash_table_lookup(known, text);
    if (sql)
        return sql;
    sql = g_new0(struct sql, 1);
    sql->name = "test";
    sql->text = g_strdup(text);
    g_hash_table_insert(known, (void *)sql->text, sql);
    return sql;
}

int64_t testdb_number(struct db *db, const char *query)
{
    GError *error = NULL;
    int64_t value = 0;
    int found = db_get(db, lasting(query), &value, DB_NO_ARGS, &error);
    g_assert_no_error(error);
    g_assert_cmpint(found, ==, 1);
    return value;
}
