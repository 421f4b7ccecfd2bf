// SPDX-License-Identifier: Apache-2.0
// What an engine has to provide. Only drv_*.c implement it and only db.c calls it.
#pragma once

#include "db.h"

// A prepared statement of an engine, with the row that it stands on.
struct drv_stmt;

struct driver {
    enum db_engine engine;

    // Opens; *ret_conn is the engine's own connection.
    bool (*open)(const char *target, const struct db_options *options, void **ret_conn,
                 GError **error);
    void (*close)(void *conn);
    bool (*reopen)(void *conn, GError **error);

    // Prepares TEXT under a NAME unique in the connection. ROWS: it answers rows.
    struct drv_stmt *(*prepare)(void *conn, const char *name, const char *text, GError **error);
    void (*finalize)(void *conn, struct drv_stmt *stmt);

    // Binds and starts; then step() until false. changed() after the end of a statement.
    bool (*start)(void *conn, struct drv_stmt *stmt, struct db_args args, GError **error);
    bool (*step)(void *conn, struct drv_stmt *stmt, GError **error);
    void (*reset)(void *conn, struct drv_stmt *stmt);
    int64_t (*changed)(void *conn, struct drv_stmt *stmt);

    int64_t (*column_int)(struct drv_stmt *stmt, int column);
    const char *(*column_text)(struct drv_stmt *stmt, int column);
    bool (*column_null)(struct drv_stmt *stmt, int column);

    bool (*begin)(void *conn, bool write, GError **error);
    bool (*commit)(void *conn, GError **error);
    void (*rollback)(void *conn);

    bool (*script)(void *conn, const char *script, GError **error);
    char *(*plan)(void *conn, const char *text, GError **error);
    int64_t (*change_token)(void *conn);
    bool (*copy)(void *conn, const char *path, GError **error); // NULL: cannot

    // Spelling of the column types in migrations: {id} {once} {int} {text} {strict}. {once} is an
    // id that is never given again, also after its row was deleted.
    const char *type_id, *type_once, *type_int, *type_text, *table_end;
};

// Detail of a TOTE_DB_BUSY after which the transaction may simply run again (deadlock,
// serialization failure); without it the wait for the lock was over.
#define DB_RETRY_DETAIL "retry"

// The driver of a connection, for migrations.
const struct driver *db_driver(const struct db *db);

extern const struct driver driver_sqlite, driver_pgsql;

// Waits in line for the write lock of the SQLite file at PATH (a lock on the side file PATH.queue,
// first come first served) at most WAIT_MS. lock_queue_open() returns a descriptor or -1.
int lock_queue_open(const char *path, GError **error);
bool lock_queue_enter(int fd, int wait_ms, GError **error);
void lock_queue_leave(int fd);

// Refuses directories on network and throw-away file systems (research: corruption was seen).
bool filesystem_check(const char *path, bool allow_throwaway, GError **error);

// The same for a known MAGIC of statfs(2).
bool filesystem_judge(const char *path, unsigned long magic, bool allow_throwaway, GError **error);
