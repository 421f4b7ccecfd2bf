// SPDX-License-Identifier: Apache-2.0
// The connection: picks the driver, keeps prepared statements, guards transactions.
#include "db.h"

#include <string.h>

#include "clock.h"
#include "driver.h"
#include "i18n.h"
#include "migrate.h"
#include "params.h"

struct db {
    const struct driver *driver;
    void *conn;
    char *url, *target, *name;
    GHashTable *statements; // const struct sql * -> struct drv_stmt *
    const char *tx_where;   // where the open transaction began, NULL = none
    int reading;            // depth of open read transactions
    bool broken;            // a call failed in the open transaction
    int64_t calls, fail_at;
    int64_t since_us, held_us; // of the write transaction: its begin, and how long the last was
};

struct db_rows {
    struct db *db;
    struct drv_stmt *stmt;
};

// --- opening

static const struct {
    const char *prefix;
    const struct driver *driver;
    bool whole; // the driver wants the URL itself
} schemes[] = {
    {"sqlite:", &driver_sqlite, false},
    {"postgresql:", &driver_pgsql, true},
    {"postgres:", &driver_pgsql, true},
};

static void choose(struct db *db, const char *url)
{
    db->driver = &driver_sqlite;
    db->target = g_strdup(url);
    for (size_t i = 0; i < G_N_ELEMENTS(schemes); i++) {
        if (!g_str_has_prefix(url, schemes[i].prefix))
            continue;
        db->driver = schemes[i].driver;
        g_free(db->target);
        db->target = g_strdup(schemes[i].whole ? url : url + strlen(schemes[i].prefix));
    }
}

// URL without a password: of the user's part, and of the options after '?'.
static char *without_password(const char *url)
{
    g_autoptr(GString) name = g_string_new(url);
    char *user = strstr(name->str, "://");
    char *colon = user ? strchr(user + 3, ':') : NULL;
    char *at = user ? strrchr(user, '@') : NULL;
    if (colon && at && colon < at)
        g_string_erase(name, colon - name->str, at - colon);
    for (char *option = strstr(name->str, "password="); option;) {
        gssize start = option + strlen("password=") - name->str;
        g_string_erase(name, start, (gssize)strcspn(name->str + start, "&"));
        option = strstr(name->str + start, "password=");
    }
    return g_string_free(g_steal_pointer(&name), FALSE);
}

struct db *db_open(const char *url, const struct db_options *options, GError **error)
{
    static const struct db_options none;
    options = options ? options : &none;
    struct db *db = g_new0(struct db, 1);
    db->url = g_strdup(url);
    db->name = without_password(url);
    choose(db, url);
    db->statements = g_hash_table_new(NULL, NULL);
    bool ok = db->driver->open(db->target, options, &db->conn, error) &&
              (options->any_schema || migrate_check(db, error));
    if (ok)
        return db;
    db_close(db);
    return NULL;
}

static void forget_statements(struct db *db)
{
    GHashTableIter iter;
    void *stmt;
    g_hash_table_iter_init(&iter, db->statements);
    while (g_hash_table_iter_next(&iter, NULL, &stmt))
        db->driver->finalize(db->conn, stmt);
    g_hash_table_remove_all(db->statements);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    if (db->conn) {
        db_rollback(db);
        forget_statements(db);
        db->driver->close(db->conn);
    }
    g_hash_table_unref(db->statements);
    g_free(db->target);
    g_free(db->name);
    g_free(db->url);
    g_free(db);
}

bool db_reopen(struct db *db, GError **error)
{
    db->tx_where = NULL;
    db->reading = 0;
    forget_statements(db);
    return db->driver->reopen(db->conn, error);
}

enum db_engine db_engine(const struct db *db)
{
    return db->driver->engine;
}

const char *db_url(const struct db *db)
{
    return db->url;
}

const char *db_name(const struct db *db)
{
    return db->name;
}

const struct driver *db_driver(const struct db *db)
{
    return db->driver;
}

// --- statements

// The text as the drivers want it, with $n where the statement names its parameters.
static char *numbered(const struct sql *sql, GError **error)
{
    bool mixed = false;
    char *text = params_numbered(sql->text, &mixed);
    if (text)
        return text;
    if (!mixed)
        return g_strdup(sql->text);
    tote_fail(error, TOTE_BUG, NULL, "%s has parameters by name and by number", sql->name);
    return NULL;
}

static struct drv_stmt *statement(struct db *db, const struct sql *sql, GError **error)
{
    struct drv_stmt *stmt = g_hash_table_lookup(db->statements, sql);
    if (stmt)
        return stmt;
    g_autofree char *text = numbered(sql, error);
    stmt = text ? db->driver->prepare(db->conn, sql->name, text, error) : NULL;
    if (stmt)
        g_hash_table_insert(db->statements, (void *)sql, stmt);
    return stmt;
}

// After an error PostgreSQL refuses everything until ROLLBACK. SQLite would go on, and a commit
// would keep half of the work, so the rule is held here for both.
static bool check_whole(const struct db *db, GError **error)
{
    return !db->tx_where || !db->broken ||
           tote_fail_full(error, TOTE_DB_FAILED, &(struct tote_fault){.detail = db->tx_where},
                          _("The transaction had failed before"));
}

static struct drv_stmt *try_start(struct db *db, const struct sql *sql, struct db_args args,
                                  GError **error)
{
    if (db->fail_at && db->calls == db->fail_at) {
        tote_fail(error, TOTE_DB_FAILED, NULL, _("The database failed on purpose"));
        return NULL;
    }
    if (!check_whole(db, error))
        return NULL;
    struct drv_stmt *stmt = statement(db, sql, error);
    return stmt && db->driver->start(db->conn, stmt, args, error) ? stmt : NULL;
}

static struct drv_stmt *start(struct db *db, const struct sql *sql, struct db_args args,
                              GError **error)
{
    db->calls++;
    struct drv_stmt *stmt = try_start(db, sql, args, error);
    if (stmt)
        return stmt;
    db->broken = true;
    if (error)
        g_prefix_error(error, "%s: ", sql->name);
    return NULL;
}

// One step; an error breaks the transaction.
static bool step(struct db *db, struct drv_stmt *stmt, GError **error)
{
    GError *failed = NULL;
    if (db->driver->step(db->conn, stmt, &failed))
        return true;
    if (failed) {
        db->broken = true;
        g_propagate_error(error, failed);
    }
    return false;
}

int64_t db_run(struct db *db, const struct sql *sql, struct db_args args, GError **error)
{
    struct drv_stmt *stmt = start(db, sql, args, error);
    if (!stmt)
        return -1;
    g_autoptr(GError) failed = NULL;
    while (step(db, stmt, &failed))
        ;
    int64_t changed = failed ? -1 : db->driver->changed(db->conn, stmt);
    db->driver->reset(db->conn, stmt);
    if (failed)
        g_propagate_prefixed_error(error, g_steal_pointer(&failed), "%s: ", sql->name);
    return changed;
}

bool db_run_one(struct db *db, const struct sql *sql, const char *subject, struct db_args args,
                GError **error)
{
    int64_t changed = db_run(db, sql, args, error);
    if (changed == 1)
        return true;
    if (changed < 0)
        return false;
    return tote_fail_full(error, TOTE_STALE, &(struct tote_fault){.detail = sql->name},
                          _("%s was changed by somebody else just now"), subject);
}

struct db_rows *db_query(struct db *db, const struct sql *sql, struct db_args args, GError **error)
{
    struct drv_stmt *stmt = start(db, sql, args, error);
    if (!stmt)
        return NULL;
    struct db_rows *rows = g_new(struct db_rows, 1);
    *rows = (struct db_rows){.db = db, .stmt = stmt};
    return rows;
}

bool db_next(struct db_rows *rows, GError **error)
{
    return step(rows->db, rows->stmt, error);
}

void db_rows_free(struct db_rows *rows)
{
    if (!rows)
        return;
    rows->db->driver->reset(rows->db->conn, rows->stmt);
    g_free(rows);
}

int64_t db_int(struct db_rows *rows, int column)
{
    return rows->db->driver->column_int(rows->stmt, column);
}

const char *db_text(struct db_rows *rows, int column)
{
    return rows->db->driver->column_text(rows->stmt, column);
}

char *db_dup(struct db_rows *rows, int column)
{
    return g_strdup(db_text(rows, column));
}

bool db_is_null(struct db_rows *rows, int column)
{
    return rows->db->driver->column_null(rows->stmt, column);
}

// Steps to the first row of a query: 1 there is one, 0 none, -1 with *error.
static int first_row(struct db_rows *rows, GError **error)
{
    if (!rows)
        return -1;
    g_autoptr(GError) failed = NULL;
    bool found = db_next(rows, &failed);
    if (!failed)
        return found;
    g_propagate_error(error, g_steal_pointer(&failed));
    return -1;
}

int db_get(struct db *db, const struct sql *sql, int64_t *ret_value, struct db_args args,
           GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, sql, args, error);
    int found = first_row(rows, error);
    if (found == 1)
        *ret_value = db_int(rows, 0);
    return found;
}

int db_get_text(struct db *db, const struct sql *sql, char **ret_value, struct db_args args,
                GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, sql, args, error);
    int found = first_row(rows, error);
    if (found == 1)
        *ret_value = db_dup(rows, 0);
    return found;
}

// --- transactions

bool db_begin_at(struct db *db, const char *where, GError **error)
{
    if (db->tx_where)
        return tote_fail_full(error, TOTE_BUG, &(struct tote_fault){.detail = db->tx_where},
                              "a transaction begins inside another at %s", where);
    if (db->reading)
        return tote_fail(error, TOTE_BUG, NULL, "a write begins inside a read at %s", where);
    if (!db->driver->begin(db->conn, true, error))
        return false;
    db->tx_where = where;
    db->since_us = clock_monotonic_us();
    db->broken = false;
    return true;
}

static void ended(struct db *db)
{
    if (db->tx_where)
        db->held_us = clock_monotonic_us() - db->since_us;
    db->tx_where = NULL;
}

bool db_commit(struct db *db, GError **error)
{
    if (!db->tx_where)
        return tote_fail(error, TOTE_BUG, NULL, "a commit without a transaction");
    bool ok = check_whole(db, error);
    if (!ok)
        db->driver->rollback(db->conn);
    else
        ok = db->driver->commit(db->conn, error);
    ended(db);
    return ok;
}

void db_rollback(struct db *db)
{
    if (db->tx_where)
        db->driver->rollback(db->conn);
    ended(db);
}

bool db_in_transaction(const struct db *db)
{
    return db->tx_where != NULL;
}

int64_t db_held_us(const struct db *db)
{
    return db->held_us;
}

bool db_begin_read(struct db *db, GError **error)
{
    if (db->tx_where)
        return true;
    if (!db->reading && !db->driver->begin(db->conn, false, error))
        return false;
    db->reading++;
    return true;
}

void db_end_read(struct db *db)
{
    if (db->reading && !--db->reading)
        db->driver->rollback(db->conn);
}

bool db_may_retry(const GError *error)
{
    return tote_error_is(error, TOTE_DB_BUSY) &&
           !g_strcmp0(tote_error_detail(error), DB_RETRY_DETAIL);
}

bool db_lost(const GError *error)
{
    return tote_error_is(error, TOTE_DB_LOST);
}

// --- the rest

int64_t db_change_token(struct db *db)
{
    return db->driver->change_token(db->conn);
}

bool db_script(struct db *db, const char *script, GError **error)
{
    if (!check_whole(db, error))
        return false;
    bool ok = db->driver->script(db->conn, script, error);
    db->broken = db->broken || !ok;
    return ok;
}

bool db_check(struct db *db, const struct sql *sql, GError **error)
{
    return statement(db, sql, error) != NULL;
}

char *db_plan(struct db *db, const struct sql *sql, GError **error)
{
    g_autofree char *text = numbered(sql, error);
    return text ? db->driver->plan(db->conn, text, error) : NULL;
}

bool db_copy(struct db *db, const char *path, GError **error)
{
    if (db->driver->copy)
        return db->driver->copy(db->conn, path, error);
    return tote_fail(error, TOTE_ARGUMENT, "db",
                     _("This database is copied with its own tools: pg_dump or pg_basebackup"));
}

int64_t db_calls(const struct db *db)
{
    return db->calls;
}

void db_fail_at(struct db *db, int64_t call)
{
    db->fail_at = call ? db->calls + call : 0;
}
