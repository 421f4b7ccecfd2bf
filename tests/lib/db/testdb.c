// SPDX-License-Identifier: Apache-2.0
// Makes a database for each test: a copy of one that was migrated once.
#include "testdb.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include <unistd.h>

#include "migrate.h"
#include "pgserver.h"
#include "pgspare.h"
#include "testdb_schema.h" // made by the build: TESTDB_SCHEMA, a hash of all that makes the schema
#include "testtmp.h"

enum { NOW = 0 };

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

static void make_sqlite(struct testdb *test)
{
    test->folder = g_build_filename(testtmp_folder(), "tote-db-XXXXXX", NULL);
    g_assert_nonnull(g_mkdtemp(test->folder));
    test->path = g_build_filename(test->folder, "tote.db", NULL);
    test->url = g_strdup(test->path);
    test->keys = g_strconcat(test->path, ".keys", NULL);
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

// The bytes of a migrated file.
static GBytes *migrate_file(void)
{
    struct testdb test = {0};
    char *bytes = NULL;
    gsize len = 0;
    make_sqlite(&test);
    test.db = open_url(test.url);
    migrate(test.db, migrate_newest());
    db_close(test.db); // brings its log into the file
    g_assert_true(g_file_get_contents(test.path, &bytes, &len, NULL));
    free_sqlite(&test);
    g_free(test.url);
    g_free(test.path);
    g_free(test.folder);
    g_free(test.keys);
    return g_bytes_new_take(bytes, len);
}

// The same, kept in the build folder. Several programs may make it at once: each moves a whole file
// there, and all are the same.
static GBytes *migrated_file(void)
{
    static GBytes *kept;
    static const char path[] = TESTDB_FOLDER "/" TESTDB_SCHEMA ".db";
    char *bytes = NULL;
    gsize len = 0;
    if (!kept && g_file_get_contents(path, &bytes, &len, NULL))
        kept = g_bytes_new_take(bytes, len);
    if (!kept) {
        kept = migrate_file();
        g_file_set_contents_full(path, g_bytes_get_data(kept, &len), (gssize)g_bytes_get_size(kept),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0644, NULL);
    }
    return kept;
}

static void new_sqlite(struct testdb *test, int version)
{
    make_sqlite(test);
    if (version == migrate_newest())
        testdb_copy_newest(test->path);
    test->db = open_url(test->url);
    migrate(test->db, version);
}

void testdb_copy_newest(const char *path)
{
    gsize len;
    const char *bytes = g_bytes_get_data(migrated_file(), &len);
    g_assert_true(
        g_file_set_contents_full(path, bytes, (gssize)len, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

// --- PostgreSQL

// The one to copy. It gets its name when it is whole, so what a killed program left is not taken.
static const char *template(void)
{
    static const char name[] = "tote_" TESTDB_SCHEMA;
    static bool there;
    if (there)
        return name;
    int turn = pgserver_lock(name);
    g_autofree char *found = pgserver_ask(
        "postgres", "SELECT 1 FROM pg_database WHERE datname = 'tote_" TESTDB_SCHEMA "'");
    if (!*found) {
        g_autofree char *raw = g_strdup_printf("raw%d", (int)getpid());
        g_autofree char *rename = g_strdup_printf("ALTER DATABASE %s RENAME TO %s", raw, name);
        pgserver_create(raw, NULL);
        g_autofree char *url = pgserver_url(raw);
        struct db *db = open_url(url);
        migrate(db, migrate_newest());
        db_close(db);
        pgserver_exec("postgres", rename);
    }
    close(turn);
    there = true;
    return name;
}

// Key files of a server's databases lie in the home of whoever runs a test, unless it has another.
static void *move_home(void *nothing)
{
    g_autofree char *home = g_build_filename(testtmp_folder(), "tote-test-config", NULL);
    g_setenv("XDG_CONFIG_HOME", home, TRUE);
    return nothing;
}

static char *key_file(const struct testdb *test)
{
    return g_strdup_printf("%s/tote/%s.keys", g_getenv("XDG_CONFIG_HOME"), test->name);
}

static void new_pgsql(struct testdb *test, int version)
{
    static int number;
    bool newest = version == migrate_newest();
    bool spare = newest && pgspare_take(test);
    if (!spare) {
        test->name = g_strdup_printf("test%d_%d", (int)getpid(), ++number);
        pgserver_create(test->name, newest ? template() : NULL);
    }
    test->url = pgserver_url(test->name);
    test->keys = key_file(test);
    g_unlink(test->keys); // of a database of the same name that was killed
    if (!spare)
        test->db = open_url(test->url);
    if (!newest)
        migrate(test->db, version);
    else
        pgspare_know(test);
}

// --- both

struct testdb *testdb_new_at(enum db_engine engine, int version)
{
    struct testdb *test = g_new0(struct testdb, 1);
    test->engine = engine;
    static GOnce home = G_ONCE_INIT;
    g_once(&home, move_home, NULL);
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

struct testdb *testdb_copy(struct testdb *test)
{
    GError *error = NULL;
    struct testdb *copy = testdb_new(test->engine);
    db_close(copy->db);
    if (test->engine == DB_SQLITE) {
        db_copy(test->db, copy->path, &error);
        g_assert_no_error(error);
    } else {
        pgserver_drop(copy->name);
        db_close(test->db);
        pgserver_create(copy->name, test->name);
        test->db = open_url(test->url);
    }
    copy->db = open_url(copy->url);
    return copy;
}

void testdb_free(struct testdb *test)
{
    if (!test)
        return;
    bool kept = test->engine == DB_POSTGRESQL && pgspare_give(test);
    db_close(test->db);
    if (test->engine == DB_SQLITE)
        free_sqlite(test);
    else
        g_unlink(test->keys);
    if (test->engine == DB_POSTGRESQL && !kept)
        pgserver_drop(test->name);
    g_free(test->keys);
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
    if (g_strcmp0(g_getenv("TOTE_TEST_TWINS"), "no"))
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

void testdb_begin(struct db *db)
{
    GError *error = NULL;
    db_begin(db, &error);
    g_assert_no_error(error);
}

void testdb_commit(struct db *db)
{
    GError *error = NULL;
    db_commit(db, &error);
    g_assert_no_error(error);
}

int64_t testdb_get(struct db *db, const struct sql *sql, struct db_args args)
{
    GError *error = NULL;
    int64_t value = INT64_MIN;
    db_get(db, sql, &value, args, &error);
    g_assert_no_error(error);
    return value;
}
