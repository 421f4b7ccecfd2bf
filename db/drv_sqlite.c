// SPDX-License-Identifier: Apache-2.0
// The SQLite engine: WAL, a fair queue before every write, short transactions.
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drv_sqlite_private.h"
#include "i18n.h"

enum {
    WAIT_MS = 10000,
    PAGE_BYTES = 2048, // a scan changes a few bytes of ten pages, and each is written whole
    CACHE_KB = 4096,
    STATION_KB = 2048,
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
    case SQLITE_READONLY:
        return TOTE_DB_READ_ONLY;
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
        return TOTE_DB_OPEN;
    default:
        return TOTE_DB_FAILED;
    }
}

bool sqlite_fail(struct conn *conn, int rc, GError **error)
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

// No memory map: SQLite unmaps the file and maps it anew whenever somebody else has written, which
// costs a station more than its reads.
static bool configure(struct conn *conn, const struct db_options *options, GError **error)
{
    const char *sync = g_getenv("TOTE_DB_SYNC");
    g_autofree char *script = g_strdup_printf(
        "PRAGMA page_size=%d; PRAGMA journal_mode=WAL; PRAGMA synchronous=%s; PRAGMA "
        "foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-%d;"
        "PRAGMA mmap_size=0;",
        PAGE_BYTES, !g_strcmp0(sync, "normal") ? "NORMAL" : "FULL",
        options->station ? STATION_KB : CACHE_KB);
    // The change to WAL does not ask the busy handler when another station opens at this moment.
    int rc = sqlite3_exec(conn->db, script, NULL, NULL, NULL);
    for (int tries = 0; (rc & 0xff) == SQLITE_BUSY && nap(conn, tries); tries++)
        rc = sqlite3_exec(conn->db, script, NULL, NULL, NULL);
    return rc == SQLITE_OK || sqlite_fail(conn, rc, error);
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
            return sqlite_fail(conn, rc, error);
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
        return sqlite_fail(conn, rc, error);
    sqlite3_extended_result_codes(conn->db, 1);
    conn->wait_end = g_get_monotonic_time() + conn->wait_ms * G_GINT64_CONSTANT(1000);
    sqlite3_busy_handler(conn->db, nap, conn);
    if (!configure(conn, options, error))
        return false;
    sqlite_log_watch(conn);
    return prepare_control(conn, error);
}

// May this user write the file and beside it? No answer where it is not there.
static bool is_protected(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    return !access(path, F_OK) && (access(path, W_OK) || access(folder, W_OK));
}

static bool open_any(struct conn *conn, const struct db_options *options, GError **error)
{
    g_autoptr(GError) failed = NULL;
    bool reads = options->read_only || (options->else_read_only && is_protected(conn->path));
    if (reads && !access(conn->path, F_OK))
        return sqlite_open_reading(conn, error) && prepare_control(conn, error);
    if (open_file(conn, options, &failed))
        return (conn->queue = lock_queue_open(conn->path, error)) >= 0;
    if (options->else_read_only && sqlite_lacks_room(conn))
        return sqlite_open_alone(conn, error) && prepare_control(conn, error);
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
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
    if (conn->watch >= 0)
        close(conn->watch);
    g_free(conn->path);
    g_free(conn);
}

static bool sqlite_open(const char *target, const struct db_options *options, void **ret_conn,
                        GError **error)
{
    bool throwaway = options->allow_throwaway || g_getenv("TOTE_THROWAWAY");
    if (!options->read_only && !filesystem_check(target, throwaway, error))
        return false;
    struct conn *conn = g_new0(struct conn, 1);
    conn->path = g_strdup(target);
    conn->wait_ms = options->wait_ms ? options->wait_ms : WAIT_MS;
    conn->queue = conn->watch = -1;
    GError *failed = NULL;
    if (!open_any(conn, options, &failed)) {
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

// --- transactions

static bool run(struct conn *conn, sqlite3_stmt *stmt, GError **error)
{
    int rc = sqlite3_step(stmt);
    bool ok = rc == SQLITE_DONE || sqlite_fail(conn, rc, error);
    sqlite3_reset(stmt);
    return ok;
}

static bool sqlite_begin(void *data, bool write, GError **error)
{
    struct conn *conn = data;
    if (!write)
        return run(conn, conn->begin_read, error);
    if (conn->only_reads)
        return sqlite_fail_write(conn, error);
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

static bool sqlite_others_wait(void *data)
{
    const struct conn *conn = data;
    return conn->writing && lock_queue_waited_for(conn->queue);
}

static bool sqlite_was_wanted(void *data)
{
    const struct conn *conn = data;
    return conn->wanted;
}

static bool sqlite_commit(void *data, GError **error)
{
    struct conn *conn = data;
    bool ok = run(conn, conn->commit, error);
    if (!ok)
        abandon(conn);
    conn->wanted = sqlite_others_wait(conn);
    conn->writing = false;
    int filled = ok ? sqlite_log_filled(conn) : 0;
    lock_queue_leave(conn->queue);
    if (ok)
        lock_queue_announce(conn->queue);
    sqlite_log_write_back(conn, filled);
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
    return rc == SQLITE_OK || sqlite_fail(conn, rc, error);
}

static char *sqlite_plan(void *data, const char *text, GError **error)
{
    struct conn *conn = data;
    g_autofree char *explain = g_strconcat("EXPLAIN QUERY PLAN ", text, NULL);
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(conn->db, explain, -1, &stmt, NULL) != SQLITE_OK) {
        sqlite_fail(conn, SQLITE_ERROR, error);
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

// What a commit leaves to see: every connection of tote announces it, and only then. The log file
// itself would be too early, it is written before the commit counts; that it is closed tells of
// the rest: a process that died after its commit, a shell that was used on the file.
static int sqlite_watch(void *data)
{
    struct conn *conn = data;
    if (conn->watch >= 0)
        return conn->watch;
    g_autofree char *side = lock_queue_path(conn->path);
    g_autofree char *log = g_strconcat(conn->path, "-wal", NULL);
    conn->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (conn->watch >= 0 && (inotify_add_watch(conn->watch, side, IN_ACCESS) < 0 ||
                             inotify_add_watch(conn->watch, log, IN_CLOSE_WRITE) < 0)) {
        close(conn->watch);
        conn->watch = -1;
    }
    return conn->watch;
}

static void sqlite_watch_clear(void *data)
{
    const struct conn *conn = data;
    char events[4096];
    if (conn->watch >= 0 && read(conn->watch, events, sizeof events) < 0) // the rest: next time
        g_debug("nothing to clear");
}

const struct driver driver_sqlite = {
    .engine = DB_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .reopen = sqlite_reopen,
    .prepare = sqlite_prepare,
    .finalize = sqlite_finalize,
    .parameters = sqlite_parameters,
    .start = sqlite_start,
    .step = sqlite_step,
    .reset = sqlite_reset,
    .changed = sqlite_changed,
    .column_int = sqlite_column_int,
    .column_text = sqlite_column_text,
    .column_bytes = sqlite_column_bytes,
    .columns = sqlite_columns,
    .column_null = sqlite_column_null,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .script = sqlite_script,
    .plan = sqlite_plan,
    .change_token = sqlite_change_token,
    .others_wait = sqlite_others_wait,
    .was_wanted = sqlite_was_wanted,
    .copy = sqlite_copy,
    .look = sqlite_look,
    .watch = sqlite_watch,
    .watch_clear = sqlite_watch_clear,
    .type_id = "INTEGER PRIMARY KEY",
    .type_log_id = "INTEGER PRIMARY KEY AUTOINCREMENT",
    .type_int = "INTEGER",
    .type_text = "TEXT",
    .type_bytes = "BLOB",
    .type_seq = "INTEGER NOT NULL DEFAULT 0",
    .table_end = " STRICT",
    .table_clustered = " STRICT, WITHOUT ROWID",
};
