// SPDX-License-Identifier: Apache-2.0
// The connection: picks the driver, guards transactions, and passes on what an engine can do.
#include "db.h"

#include <signal.h>
#include <string.h>

#include "clock.h"
#include "codes.h"
#include "db_private.h"
#include "ids.h"
#include "i18n.h"
#include "migrate.h"

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
    db->queue = g_array_new(FALSE, FALSE, sizeof(struct drv_call));
    db->ready = g_array_new(FALSE, FALSE, sizeof(struct drv_call));
    db->taken = g_array_new(FALSE, FALSE, sizeof(struct taken_id));
    ids_register();
    db->ids = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, db_free_ids);
    struct code_book book = codes_of_program();
    bool ok = db->driver->open(db->target, options, &db->conn, error) &&
              (options->any_schema || (migrate_check(db, error) && codes_follow(db, &book, error)));
    if (ok)
        return db;
    db_close(db);
    return NULL;
}

static void forget_statements(struct db *db)
{
    GHashTableIter iter;
    void *stmt;
    db_forget_calls(db);
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
    g_hash_table_unref(db->ids);
    g_array_unref(db->taken);
    g_clear_pointer(&db->given_ids, g_hash_table_unref);
    g_free(db->given);
    g_array_unref(db->queue);
    g_array_unref(db->ready);
    g_free(db->target);
    g_free(db->name);
    g_free(db->url);
    g_free(db);
}

bool db_in_doubt(const GError *error)
{
    return db_lost(error) && !g_strcmp0(tote_error_detail(error), DB_DOUBT_DETAIL);
}

bool db_fail_in_doubt(GError **error)
{
    return tote_fail_full(error, TOTE_DB_LOST, &(struct tote_fault){.detail = DB_DOUBT_DETAIL},
                          _("The connection to the database was lost while it was written"));
}

bool db_commit_lost(const struct db *db)
{
    return db->commit_lost;
}

// Who stops (Ctrl-Z) while he writes, or waits for his turn, would stop everybody who writes: it
// takes effect between two transactions.
static void hold_stop(bool hold)
{
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    pthread_sigmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &stop, NULL);
}

bool db_reopen(struct db *db, GError **error)
{
    db_rollback(db); // where the connection lives after all
    db->reading = MIN(db->reading, 1);
    db_end_read(db);
    forget_statements(db);
    db_forget_ids(db, true);
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

// --- transactions

bool db_begin_at(struct db *db, const char *where, GError **error)
{
    if (db->tx_where)
        return tote_fail_full(error, TOTE_BUG, &(struct tote_fault){.detail = db->tx_where},
                              "a transaction begins inside another at %s", where);
    if (db->reading)
        return tote_fail(error, TOTE_BUG, NULL, "a write begins inside a read at %s", where);
    hold_stop(true);
    if (!db->driver->begin(db->conn, true, error)) {
        hold_stop(false);
        return false;
    }
    db_start_ids(db);
    db->commit_lost = false;
    db->tx_where = where;
    db->since_us = clock_monotonic_us();
    db->broken = false;
    return true;
}

// After the end of a transaction: what it left behind on this side.
static void forget_transaction(struct db *db)
{
    db_forget_calls(db);
    db_forget_ids(db, false);
    db->held_us = clock_monotonic_us() - db->since_us;
    db->tx_where = NULL;
}

static bool commit(struct db *db, GError **error)
{
    GError *failed = NULL;
    if (db->driver->commit(db->conn, &failed))
        return true;
    db->commit_lost = db_lost(failed);
    g_propagate_error(error, failed);
    return false;
}

bool db_commit(struct db *db, GError **error)
{
    if (!db->tx_where)
        return tote_fail(error, TOTE_BUG, NULL, "a commit without a transaction");
    bool ok = db_check_whole(db, error) && db_flush(db, error);
    if (!ok)
        db->driver->rollback(db->conn);
    else
        ok = commit(db, error);
    forget_transaction(db);
    hold_stop(false);
    return ok;
}

void db_rollback(struct db *db)
{
    if (!db->tx_where)
        return;
    forget_transaction(db);
    db->driver->rollback(db->conn);
    hold_stop(false);
}

bool db_in_transaction(const struct db *db)
{
    return db->tx_where != NULL;
}

int64_t db_held_us(const struct db *db)
{
    return db->held_us;
}

bool db_others_wait(const struct db *db)
{
    return db->tx_where && db->driver->others_wait && db->driver->others_wait(db->conn);
}

bool db_sees_others(const struct db *db)
{
    return db->driver->others_wait != NULL;
}

bool db_was_wanted(const struct db *db)
{
    return db->driver->was_wanted && db->driver->was_wanted(db->conn);
}

bool db_begin_read(struct db *db, GError **error)
{
    if (db->tx_where)
        return true;
    if (!db->reading && !db->driver->begin(db->conn, false, error))
        return false;
    if (!db->reading++)
        db->broken = false;
    return true;
}

void db_end_read(struct db *db)
{
    if (!db->reading || --db->reading)
        return;
    db_forget_calls(db);
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

int db_watch_fd(struct db *db)
{
    return db->driver->watch ? db->driver->watch(db->conn) : -1;
}

void db_watch_clear(struct db *db)
{
    if (db->driver->watch)
        db->driver->watch_clear(db->conn);
}

bool db_script(struct db *db, const char *script, GError **error)
{
    if (!db_check_whole(db, error) || !db_flush(db, error))
        return false;
    bool ok = db->driver->script(db->conn, script, error);
    db->broken = db->broken || !ok;
    return ok;
}

bool db_check(struct db *db, const struct sql *sql, GError **error)
{
    struct drv_stmt *stmt = db_statement(db, sql, error);
    return stmt && (!db->driver->check || db->driver->check(db->conn, stmt, error));
}

char *db_plan(struct db *db, const struct sql *sql, GError **error)
{
    g_autofree char *text = db_numbered(db, sql, error);
    return text ? db->driver->plan(db->conn, text, error) : NULL;
}

bool db_copy_look(struct db *db, const char *path, const struct db_look *how, GError **error)
{
    return db->driver->look(path, how, error); // who can copy can look
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

int64_t db_trips(const struct db *db)
{
    return db->driver->trips ? db->driver->trips(db->conn) : 0;
}

void db_fail_at(struct db *db, int64_t call)
{
    db->fail_at = call ? db->calls + call : 0;
}
