// SPDX-License-Identifier: Apache-2.0
// The SQLite engine: WAL, a fair queue before every write, short transactions.
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "driver.h"
#include "i18n.h"

enum {
    WAIT_MS = 10000,
    STATEMENT_TABLES_CACHE_KB = 2048,
    CHECKPOINT_PAGES = 2000, // written back each time the log grew by so much
    URGENT = 4,              // so many times that much: nobody writes meanwhile
};

struct conn {
    sqlite3 *db;
    char *path;
    int queue; // descriptor of the lock queue
    int wait_ms;
    bool writing;    // inside a write transaction
    gint64 wait_end; // when the busy handler gives up
    int log_pages;   // of the write-ahead log after the last commit
    int written;     // pages that this connection wrote until then
    sqlite3_stmt *begin_write, *begin_read, *commit, *rollback, *version;
};

struct drv_stmt {
    sqlite3_stmt *stmt;
    int *index; // $n -> SQLite's own parameter number ($1 is a name to SQLite)
    int n;
    bool done;           // step() reached the end; another sqlite3_step() would start again
    sqlite3_stmt *after; // reads what RETURNING would give, NULL = stmt itself gives the rows
    int64_t changed;
};

// --- errors

static enum tote_code code_of(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_CONSTRAINT:
        return TOTE_DB_CONSTRAINT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return TOTE_DB_BUSY;
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return TOTE_DB_FULL;
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
        return TOTE_DB_OPEN;
    default:
        return TOTE_DB_FAILED;
    }
}

static bool fail(struct conn *conn, int rc, GError **error)
{
    g_autofree char *detail = g_strdup_printf("SQLite %d: %s", sqlite3_extended_errcode(conn->db),
                                              sqlite3_errmsg(conn->db));
    enum tote_code code = code_of(rc);
    const char *sentence = code == TOTE_DB_CONSTRAINT ? _("A rule of the database refused it (%s)")
                           : code == TOTE_DB_BUSY     ? _("The database is busy (%s)")
                           : code == TOTE_DB_FULL     ? _("The disk took no more (%s)")
                                                      : _("The database failed (%s)");
    return tote_fail_full(error, code, &(struct tote_fault){.detail = detail}, sentence,
                          sqlite3_errmsg(conn->db));
}

// --- opening

// Others that write without our queue (sqlite3 shell, backup): short naps of random length.
static int nap(void *data, int tries)
{
    struct conn *conn = data;
    if (g_get_monotonic_time() > conn->wait_end)
        return 0;
    g_usleep(300 + g_random_int_range(0, tries < 10 ? 1500 : 4000));
    return 1;
}

static bool configure(struct conn *conn, GError **error)
{
    const char *sync = g_getenv("TOTE_DB_SYNC");
    g_autofree char *script = g_strdup_printf(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=%s; PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-%d;",
        !g_strcmp0(sync, "normal") ? "NORMAL" : "FULL", STATEMENT_TABLES_CACHE_KB);
    // The change to WAL does not ask the busy handler when another station opens at this moment.
    int rc = sqlite3_exec(conn->db, script, NULL, NULL, NULL);
    for (int tries = 0; (rc & 0xff) == SQLITE_BUSY && nap(conn, tries); tries++)
        rc = sqlite3_exec(conn->db, script, NULL, NULL, NULL);
    return rc == SQLITE_OK || fail(conn, rc, error);
}

static int note_log(void *data, sqlite3 *db, const char *name, int pages)
{
    struct conn *conn = data;
    (void)db;
    (void)name;
    conn->log_pages = pages;
    return SQLITE_OK;
}

static bool prepare_control(struct conn *conn, GError **error)
{
    const struct {
        sqlite3_stmt **stmt;
        const char *text;
    } control[] = {{&conn->begin_write, "BEGIN IMMEDIATE"},
                   {&conn->begin_read, "BEGIN"},
                   {&conn->commit, "COMMIT"},
                   {&conn->rollback, "ROLLBACK"},
                   {&conn->version, "PRAGMA data_version"}};
    for (size_t i = 0; i < G_N_ELEMENTS(control); i++) {
        int rc = sqlite3_prepare_v3(conn->db, control[i].text, -1, SQLITE_PREPARE_PERSISTENT,
                                    control[i].stmt, NULL);
        if (rc != SQLITE_OK)
            return fail(conn, rc, error);
    }
    return true;
}

// A new file gets its mode before anybody opens it: -wal and -shm inherit it.
static bool make_file(const char *path, GError **error)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0)
        return tote_fail_full(error, TOTE_DB_OPEN,
                              &(struct tote_fault){.field = "db", .detail = g_strerror(errno)},
                              _("%s cannot be created: %s"), path, g_strerror(errno));
    fchmod(fd, 0660); // whatever the umask: all stations run as one service user or group
    close(fd);
    return true;
}

static bool open_file(struct conn *conn, const struct db_options *options, GError **error)
{
    if (options->create ? !make_file(conn->path, error) : access(conn->path, F_OK) != 0)
        return error && *error ? false
                               : tote_fail(error, TOTE_DB_OPEN, "db",
                                           _("There is no database at %s"), conn->path);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // no lock and count at every allocation
    int rc =
        sqlite3_open_v2(conn->path, &conn->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK)
        return fail(conn, rc, error);
    sqlite3_extended_result_codes(conn->db, 1);
    conn->wait_end = g_get_monotonic_time() + conn->wait_ms * G_GINT64_CONSTANT(1000);
    sqlite3_busy_handler(conn->db, nap, conn);
    if (!configure(conn, error))
        return false;
    sqlite3_wal_hook(conn->db, note_log, conn); // instead of SQLite's own automatic checkpoint
    return prepare_control(conn, error);
}

static void sqlite_close(void *data)
{
    struct conn *conn = data;
    sqlite3_finalize(conn->begin_write);
    sqlite3_finalize(conn->begin_read);
    sqlite3_finalize(conn->commit);
    sqlite3_finalize(conn->rollback);
    sqlite3_finalize(conn->version);
    sqlite3_close(conn->db);
    if (conn->queue >= 0)
        close(conn->queue);
    g_free(conn->path);
    g_free(conn);
}

static bool sqlite_open(const char *target, const struct db_options *options, void **ret_conn,
                        GError **error)
{
    bool throwaway = options->allow_throwaway || g_getenv("TOTE_THROWAWAY");
    if (!filesystem_check(target, throwaway, error))
        return false;
    struct conn *conn = g_new0(struct conn, 1);
    conn->path = g_strdup(target);
    conn->wait_ms = options->wait_ms ? options->wait_ms : WAIT_MS;
    conn->queue = -1;
    GError *failed = NULL;
    bool ok = open_file(conn, options, &failed);
    if (ok)
        ok = (conn->queue = lock_queue_open(target, &failed)) >= 0;
    if (!ok) {
        sqlite_close(conn);
        g_propagate_error(error, failed);
        return false;
    }
    *ret_conn = conn;
    return true;
}

static bool sqlite_reopen(void *data, GError **error)
{
    (void)data; // a file is not lost like a connection
    (void)error;
    return true;
}

// --- statements

// False where $1 … $n has gaps, which PostgreSQL refuses.
static bool map_parameters(struct drv_stmt *stmt)
{
    stmt->n = sqlite3_bind_parameter_count(stmt->stmt);
    stmt->index = g_new0(int, stmt->n + 1);
    for (int i = 1; i <= stmt->n; i++) {
        const char *name = sqlite3_bind_parameter_name(stmt->stmt, i);
        int number = name ? (int)strtol(name + 1, NULL, 10) : 0;
        if (number >= 1 && number <= stmt->n)
            stmt->index[number] = i;
    }
    for (int i = 1; i <= stmt->n; i++)
        if (!stmt->index[i])
            return false;
    return true;
}

static void sqlite_finalize(void *data, struct drv_stmt *stmt)
{
    (void)data;
    sqlite3_finalize(stmt->stmt);
    sqlite3_finalize(stmt->after);
    g_free(stmt->index);
    g_free(stmt);
}

// SQLite collects what RETURNING gives in a temporary table and keeps a journal of the statement,
// which costs more than the change. Where the row is known it is read afterwards instead: a new
// one by its row id, a changed one by the id that the statement names. *ret_after is that query.
// Returns TEXT without its RETURNING; NULL where RETURNING has to stay. Caller frees both.
static char *without_returning(const char *text, char **ret_after)
{
    static const char key[] = " WHERE id = $1", returning[] = " RETURNING ";
    const char *columns = strstr(text, returning), *where = strstr(text, key);
    bool insert = g_str_has_prefix(text, "INSERT INTO ") && !strstr(text, "ON CONFLICT");
    bool update = g_str_has_prefix(text, "UPDATE ") && where && where < columns &&
                  !g_ascii_isdigit(where[strlen(key)]);
    if (!columns || (insert && strcmp(columns, " RETURNING id")) || (!insert && !update))
        return NULL;
    g_autofree char *table = g_strndup(text + 7, strcspn(text + 7, " "));
    *ret_after =
        insert ? g_strdup("SELECT last_insert_rowid()")
               : g_strdup_printf("SELECT %s FROM %s%s", columns + strlen(returning), table, key);
    return g_strndup(text, (size_t)(columns - text));
}

static int compile(struct conn *conn, const char *text, sqlite3_stmt **ret_stmt)
{
    return sqlite3_prepare_v3(conn->db, text, -1, SQLITE_PREPARE_PERSISTENT, ret_stmt, NULL);
}

static struct drv_stmt *sqlite_prepare(void *data, const char *name, const char *text,
                                       GError **error)
{
    struct conn *conn = data;
    struct drv_stmt *stmt = g_new0(struct drv_stmt, 1);
    g_autofree char *after = NULL;
    g_autofree char *plain = without_returning(text, &after);
    int rc = compile(conn, plain ? plain : text, &stmt->stmt);
    if (rc == SQLITE_OK && after)
        rc = compile(conn, after, &stmt->after);
    if (rc != SQLITE_OK) {
        fail(conn, rc, error);
        sqlite_finalize(conn, stmt);
        return NULL;
    }
    if (map_parameters(stmt))
        return stmt;
    tote_fail(error, TOTE_BUG, NULL, "the parameters of %s are not $1 to $%d", name, stmt->n);
    sqlite_finalize(conn, stmt);
    return NULL;
}

static void bind(sqlite3_stmt *stmt, int at, const struct db_value *value)
{
    if (value->type == DB_INT)
        sqlite3_bind_int64(stmt, at, value->number);
    else if (value->type == DB_TEXT)
        sqlite3_bind_text(stmt, at, value->text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(stmt, at);
}

static void sqlite_reset(void *data, struct drv_stmt *stmt)
{
    (void)data;
    sqlite3_reset(stmt->stmt);
    if (stmt->after)
        sqlite3_reset(stmt->after);
}

static bool sqlite_start(void *data, struct drv_stmt *stmt, struct db_args args, GError **error)
{
    struct conn *conn = data;
    sqlite_reset(conn, stmt);
    if (args.n != stmt->n)
        return tote_fail(error, TOTE_BUG, NULL, "a statement with %d parameters got %d", stmt->n,
                         args.n);
    for (int i = 0; i < args.n; i++)
        bind(stmt->stmt, stmt->index[i + 1], &args.values[i]);
    if (stmt->after && sqlite3_bind_parameter_count(stmt->after))
        bind(stmt->after, 1, &args.values[0]);
    stmt->changed = 0;
    stmt->done = false;
    if (!sqlite3_stmt_readonly(stmt->stmt) && !conn->writing)
        return tote_fail(error, TOTE_BUG, NULL, "a write outside a transaction");
    return true;
}

// The next row of STMT; false at its end, or with *error.
static bool step(struct conn *conn, sqlite3_stmt *stmt, GError **error)
{
    int rc = sqlite3_step(stmt);
    return rc == SQLITE_ROW || (rc != SQLITE_DONE && fail(conn, rc, error));
}

static bool sqlite_step(void *data, struct drv_stmt *stmt, GError **error)
{
    struct conn *conn = data;
    GError *failed = NULL;
    if (stmt->done)
        return false;
    if (step(conn, stmt->stmt, &failed))
        return true;
    stmt->done = true;
    if (failed)
        g_propagate_error(error, failed);
    else if (!sqlite3_stmt_readonly(stmt->stmt))
        stmt->changed = sqlite3_changes64(conn->db);
    return stmt->after && stmt->changed && step(conn, stmt->after, error);
}

static int64_t sqlite_changed(void *data, struct drv_stmt *stmt)
{
    (void)data;
    return stmt->changed;
}

// The statement that stands on the row.
static sqlite3_stmt *row_of(const struct drv_stmt *stmt)
{
    return stmt->after ? stmt->after : stmt->stmt;
}

static int64_t sqlite_column_int(struct drv_stmt *stmt, int column)
{
    return sqlite3_column_int64(row_of(stmt), column);
}

static const char *sqlite_column_text(struct drv_stmt *stmt, int column)
{
    return (const char *)sqlite3_column_text(row_of(stmt), column);
}

static bool sqlite_column_null(struct drv_stmt *stmt, int column)
{
    return sqlite3_column_type(row_of(stmt), column) == SQLITE_NULL;
}

// --- transactions

static bool run(struct conn *conn, sqlite3_stmt *stmt, GError **error)
{
    int rc = sqlite3_step(stmt);
    bool ok = rc == SQLITE_DONE || fail(conn, rc, error);
    sqlite3_reset(stmt);
    return ok;
}

static bool sqlite_begin(void *data, bool write, GError **error)
{
    struct conn *conn = data;
    if (!write)
        return run(conn, conn->begin_read, error);
    if (!lock_queue_enter(conn->queue, conn->wait_ms, error))
        return false;
    conn->wait_end = g_get_monotonic_time() + conn->wait_ms * G_GINT64_CONSTANT(1000);
    conn->writing = run(conn, conn->begin_write, error);
    if (conn->writing)
        return true;
    lock_queue_leave(conn->queue);
    return false;
}

// COMMIT may have rolled back by itself (disk full): what counts is autocommit.
static void abandon(struct conn *conn)
{
    conn->writing = false;
    if (!sqlite3_get_autocommit(conn->db))
        run(conn, conn->rollback, NULL);
}

// How many times CHECKPOINT_PAGES the log holds, if this commit was the one that filled the last of
// them, else 0.
static int log_filled(struct conn *conn)
{
    int written = conn->written, most = 0;
    sqlite3_db_status(conn->db, SQLITE_DBSTATUS_CACHE_WRITE, &conn->written, &most, 0);
    int before = conn->log_pages - (conn->written - written);
    int times = conn->log_pages / CHECKPOINT_PAGES;
    return times > MAX(before, 0) / CHECKPOINT_PAGES ? times : 0;
}

static void checkpoint(struct conn *conn)
{
    sqlite3_wal_checkpoint_v2(conn->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

// Writes the log back into the file while the others go on. Where they kept it from ever starting
// anew, the little that came meanwhile is written while nobody may add to it.
static void write_back(struct conn *conn, bool urgent)
{
    checkpoint(conn);
    if (!urgent || !lock_queue_enter(conn->queue, conn->wait_ms, NULL))
        return;
    checkpoint(conn);
    lock_queue_leave(conn->queue);
}

static bool sqlite_commit(void *data, GError **error)
{
    struct conn *conn = data;
    bool ok = run(conn, conn->commit, error);
    if (!ok)
        abandon(conn);
    conn->writing = false;
    int filled = ok ? log_filled(conn) : 0;
    lock_queue_leave(conn->queue);
    if (filled)
        write_back(conn, filled >= URGENT);
    return ok;
}

static void sqlite_rollback(void *data)
{
    struct conn *conn = data;
    abandon(conn);
    lock_queue_leave(conn->queue);
}

// --- the rest

static bool sqlite_script(void *data, const char *script, GError **error)
{
    struct conn *conn = data;
    int rc = sqlite3_exec(conn->db, script, NULL, NULL, NULL);
    return rc == SQLITE_OK || fail(conn, rc, error);
}

static char *sqlite_plan(void *data, const char *text, GError **error)
{
    struct conn *conn = data;
    g_autofree char *explain = g_strconcat("EXPLAIN QUERY PLAN ", text, NULL);
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(conn->db, explain, -1, &stmt, NULL) != SQLITE_OK) {
        fail(conn, SQLITE_ERROR, error);
        return NULL;
    }
    GString *plan = g_string_new(NULL);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        g_string_append_printf(plan, "%s\n", sqlite3_column_text(stmt, 3));
    sqlite3_finalize(stmt);
    return g_string_free(plan, FALSE);
}

static int64_t sqlite_change_token(void *data)
{
    struct conn *conn = data;
    int64_t token = 0;
    if (sqlite3_step(conn->version) == SQLITE_ROW)
        token = sqlite3_column_int64(conn->version, 0);
    sqlite3_reset(conn->version);
    return token;
}

static bool sqlite_copy(void *data, const char *path, GError **error)
{
    struct conn *conn = data;
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    sqlite3_backup *backup =
        rc == SQLITE_OK ? sqlite3_backup_init(to, "main", conn->db, "main") : NULL;
    // All pages in one step: a backup in parts starts again whenever somebody commits.
    rc = backup ? sqlite3_backup_step(backup, -1) : SQLITE_CANTOPEN;
    sqlite3_backup_finish(backup);
    bool ok =
        rc == SQLITE_DONE ||
        tote_fail_full(error, TOTE_FILE_WRITE, &(struct tote_fault){.detail = sqlite3_errmsg(to)},
                       _("The copy %s failed: %s"), path, sqlite3_errmsg(to));
    sqlite3_close(to);
    return ok;
}

const struct driver driver_sqlite = {
    .engine = DB_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .reopen = sqlite_reopen,
    .prepare = sqlite_prepare,
    .finalize = sqlite_finalize,
    .start = sqlite_start,
    .step = sqlite_step,
    .reset = sqlite_reset,
    .changed = sqlite_changed,
    .column_int = sqlite_column_int,
    .column_text = sqlite_column_text,
    .column_null = sqlite_column_null,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .script = sqlite_script,
    .plan = sqlite_plan,
    .change_token = sqlite_change_token,
    .copy = sqlite_copy,
    .type_id = "INTEGER PRIMARY KEY",
    .type_once = "INTEGER PRIMARY KEY AUTOINCREMENT",
    .type_int = "INTEGER",
    .type_text = "TEXT",
    .table_end = " STRICT",
};
