// SPDX-License-Identifier: Apache-2.0
// A SQLite file that is only read: one that may not be written, and one whose disk has no room left
// for what SQLite keeps beside it.
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "drv_sqlite_private.h"
#include "i18n.h"

// Bytes of the log beside PATH, -1 = there is none.
static int64_t log_bytes(const char *path)
{
    struct stat about;
    g_autofree char *log = g_strconcat(path, "-wal", NULL);
    return stat(log, &about) ? -1 : (int64_t)about.st_size;
}

static int read_something(struct sqlite3 *db)
{
    return sqlite3_exec(db,
                        "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; SELECT count(*) FROM "
                        "sqlite_master",
                        NULL, NULL, NULL);
}

// STILL: nobody writes it, so that SQLite needs neither its locks nor a file beside it.
static int open_named(struct conn *conn, bool still)
{
    g_autofree char *whole = g_canonicalize_filename(conn->path, NULL);
    g_autofree char *uri = g_filename_to_uri(whole, NULL, NULL);
    g_autofree char *named = g_strconcat(uri, still ? "?immutable=1" : "?mode=ro", NULL);
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    int rc = sqlite3_open_v2(named, &conn->db, flags, NULL);
    if (rc == SQLITE_OK)
        sqlite3_extended_result_codes(conn->db, 1);
    return rc == SQLITE_OK ? read_something(conn->db) : rc;
}

// What SQLite says where it may not make or write the files beside a database.
static bool wants_files(int rc)
{
    int primary = rc & 0xff;
    return primary == SQLITE_CANTOPEN || primary == SQLITE_READONLY;
}

static bool fail_log(const struct conn *conn, GError **error)
{
    return tote_fail_full(
        error, TOTE_DB_OPEN,
        &(struct tote_fault){.field = "db",
                             .detail = sqlite3_errmsg(conn->db),
                             .hint = _("Copy it with the files beside it to a folder where you may "
                                       "write, and open the copy.")},
        _("%s was not closed: what its log %s-wal holds can only be read where it may be written"),
        conn->path, conn->path);
}

bool sqlite_open_reading(struct conn *conn, GError **error)
{
    int64_t log = log_bytes(conn->path);
    int rc = open_named(conn, log < 0);
    if (rc != SQLITE_OK && log == 0) {
        sqlite3_close(conn->db);
        rc = open_named(conn, true);
    } else if (log < 0 && log_bytes(conn->path) > 0) { // somebody came to write meanwhile
        sqlite3_close(conn->db);
        rc = open_named(conn, false);
    }
    conn->only_reads = TOTE_DB_READ_ONLY;
    if (log > 0 && wants_files(rc))
        return fail_log(conn, error);
    return rc == SQLITE_OK || sqlite_fail(conn, rc, error);
}

bool sqlite_lacks_room(struct conn *conn)
{
    int rc = conn->db ? sqlite3_extended_errcode(conn->db) : SQLITE_OK;
    return rc == SQLITE_IOERR_SHMSIZE || rc == SQLITE_IOERR_SHMMAP || rc == SQLITE_IOERR_SHMOPEN;
}

// Who is alone keeps in memory what many share in a file. The log is left as it is: there may be no
// room for it in the database.
bool sqlite_open_alone(struct conn *conn, GError **error)
{
    sqlite3_close(conn->db);
    conn->only_reads = TOTE_DB_FULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    int rc = sqlite3_open_v2(conn->path, &conn->db, flags, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_extended_result_codes(conn->db, 1);
        sqlite3_db_config(conn->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
        sqlite3_busy_timeout(conn->db, conn->wait_ms);
        rc = sqlite3_exec(conn->db, "PRAGMA locking_mode=EXCLUSIVE", NULL, NULL, NULL);
    }
    if (rc == SQLITE_OK)
        rc = read_something(conn->db);
    return rc == SQLITE_OK || sqlite_fail(conn, rc, error);
}

bool sqlite_fail_write(const struct conn *conn, GError **error)
{
    return conn->only_reads == TOTE_DB_FULL
               ? tote_fail(error, TOTE_DB_FULL, "db",
                           _("The disk of %s is full: it can only be read"), conn->path)
               : tote_fail(error, TOTE_DB_READ_ONLY, "db", _("%s may only be read"), conn->path);
}
