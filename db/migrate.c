// SPDX-License-Identifier: Apache-2.0
// Applies the embedded migrations, with the types spelled for the engine.
#include "migrate.h"

#include "codes.h"
#include "driver.h"
#include "i18n.h"
#include "migrations.h" // made by the build: struct migration migrations[]

static const struct sql sql_version = {"migrate.version", "SELECT max(version) FROM schema_version",
                                       false};
static const struct sql sql_note = {
    "migrate.note", "INSERT INTO schema_version(version, name, applied_at) VALUES ($1, $2, $3)",
    false};

int migrate_newest(void)
{
    return n_migrations;
}

// Is the table of versions there? An empty database has none.
static int has_table(struct db *db, GError **error)
{
    static const struct sql sqlite = {
        "migrate.has_table", "SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'",
        true};
    static const struct sql pgsql = {
        "migrate.has_table",
        "SELECT CASE WHEN to_regclass('schema_version') IS NULL THEN 0 ELSE 1 END", true};
    int64_t n = 0;
    int rc = db_get(db, db_engine(db) == DB_SQLITE ? &sqlite : &pgsql, &n, DB_NO_ARGS, error);
    return rc < 0 ? -1 : n > 0;
}

bool migrate_version(struct db *db, int *ret_version, GError **error)
{
    int there = has_table(db, error);
    if (there < 0)
        return false;
    int64_t version = 0;
    if (there && db_get(db, &sql_version, &version, DB_NO_ARGS, error) < 0)
        return false;
    *ret_version = (int)version;
    return true;
}

bool migrate_check(struct db *db, GError **error)
{
    int version = 0;
    if (!migrate_version(db, &version, error))
        return false;
    if (version == n_migrations)
        return true;
    if (version == 0)
        return tote_fail_full(error, TOTE_DB_SCHEMA,
                              &(struct tote_fault){.hint = _("Create it first: tote init.")},
                              _("%s is not a database of tote yet"), db_name(db));
    return tote_fail(error, TOTE_DB_SCHEMA, NULL,
                     _("%s has schema %d, this tote works with schema %d"), db_name(db), version,
                     n_migrations);
}

char *migrate_spell(const struct db *db, const char *text)
{
    const struct driver *driver = db_driver(db);
    const char *const tokens[][2] = {
        {"{id}", driver->type_id},       {"{log_id}", driver->type_log_id},
        {"{int}", driver->type_int},     {"{text}", driver->type_text},
        {"{bytes}", driver->type_bytes}, {"{seq}", driver->type_seq},
        {"{strict}", driver->table_end}, {"{clustered}", driver->table_clustered}};
    GString *script = g_string_new(text);
    for (size_t i = 0; i < G_N_ELEMENTS(tokens); i++)
        g_string_replace(script, tokens[i][0], tokens[i][1], 0);
    return g_string_free(script, FALSE);
}

bool migrate_wait(struct db *db, GError **error)
{
    static const struct sql lock = {
        "migrate.lock", "SELECT 1 FROM (SELECT pg_advisory_xact_lock(815003)) AS lock", false};
    int64_t one = 0;
    return db_engine(db) == DB_SQLITE || db_get(db, &lock, &one, DB_NO_ARGS, error) == 1;
}

// Inside the transaction: applies VERSION unless somebody else has done it in the meantime.
static bool apply_unless_done(struct db *db, int version, int64_t now, GError **error)
{
    const struct migration *migration = &migrations[version - 1];
    int there = 0;
    if (!migrate_wait(db, error) || !migrate_version(db, &there, error))
        return false;
    if (there >= version)
        return true;
    g_autofree char *script = migrate_spell(db, migration->text);
    return db_script(db, script, error) &&
           db_run(db, &sql_note, DB_ARGS(ival(version), tval(migration->name), ival(now)), error) ==
               1;
}

static bool apply(struct db *db, int version, int64_t now, GError **error)
{
    if (!db_begin(db, error))
        return false;
    if (apply_unless_done(db, version, now, error))
        return db_commit(db, error);
    db_rollback(db);
    return false;
}

bool migrate_up(struct db *db, int target, int64_t now, GError **error)
{
    int version = 0;
    if (!migrate_version(db, &version, error))
        return false;
    if (version > n_migrations)
        return migrate_check(db, error);
    int last = target ? MIN(target, n_migrations) : n_migrations;
    for (int next = version + 1; next <= last; next++)
        if (!apply(db, next, now, error))
            return false;
    struct code_book book = codes_of_program();
    return last < n_migrations || codes_follow(db, &book, error);
}
