// SPDX-License-Identifier: Apache-2.0
// What an engine has to provide. Only drv_*.c implement it and only db*.c call it.
#pragma once

#include "db.h"

// A prepared statement of an engine, with the row that it stands on.
struct drv_stmt;

// One call of several that travel together.
struct drv_call {
    struct drv_stmt *stmt;
    struct db_args args;
    int64_t changed; // answered by a pipelined engine: rows that it changed
    // The rest is the connection's (db_call.c).
    const struct sql *sql;
    int64_t want, number; // rows that must change; which call of the connection it is
    char *subject;        // owned
    void *own_args;       // the block that holds the values of args, NULL = the caller's
    bool sent;            // by db_send()
};

struct driver {
    enum db_engine engine;
    bool pipelined; // start() takes several calls

    // Opens; *ret_conn is the engine's own connection.
    bool (*open)(const char *target, const struct db_options *options, void **ret_conn,
                 GError **error);
    void (*close)(void *conn);
    bool (*reopen)(void *conn, GError **error);

    // Makes a statement of TEXT; NAME is for messages. The engine may look at it only when it is
    // first started; check() has it looked at now (NULL: prepare() has done so).
    struct drv_stmt *(*prepare)(void *conn, const char *name, const char *text, GError **error);
    bool (*check)(void *conn, struct drv_stmt *stmt, GError **error);
    void (*finalize)(void *conn, struct drv_stmt *stmt);

    int (*parameters)(const struct drv_stmt *stmt); // how many it takes

    // Binds and starts N calls, in order and in one round trip; then step() through the rows of
    // each until false. False with *error and *ret_failed, the call that it came from.
    // changed() after the end of a statement that was started alone.
    bool (*start)(void *conn, struct drv_call *calls, size_t n, size_t *ret_failed, GError **error);
    bool (*step)(void *conn, struct drv_stmt *stmt, GError **error);
    void (*reset)(void *conn, struct drv_stmt *stmt);
    int64_t (*changed)(void *conn, struct drv_stmt *stmt);

    int (*columns)(const struct drv_stmt *stmt); // of a statement that was started
    int64_t (*column_int)(struct drv_stmt *stmt, int column);
    const char *(*column_text)(struct drv_stmt *stmt, int column);
    const void *(*column_bytes)(struct drv_stmt *stmt, int column, size_t *ret_n);
    bool (*column_null)(struct drv_stmt *stmt, int column);

    // begin() may wait for the first statement and travel with it.
    bool (*begin)(void *conn, bool write, GError **error);
    bool (*commit)(void *conn, GError **error);
    void (*rollback)(void *conn);

    bool (*script)(void *conn, const char *script, GError **error);
    char *(*plan)(void *conn, const char *text, GError **error);
    int64_t (*change_token)(void *conn);
    bool (*others_wait)(void *conn); // for the lock of our write; NULL: it has no line
    bool (*was_wanted)(void *conn);  // at the end of our last write; beside others_wait
    bool (*copy)(void *conn, const char *path, GError **error);                // NULL: cannot
    bool (*look)(const char *path, const struct db_look *how, GError **error); // at a copy
    int64_t (*trips)(const void *conn); // NULL: there are none
    int (*watch)(void *conn);           // NULL: cannot
    void (*watch_clear)(void *conn);

    // Spelling of the column types and ends of tables in migrations: {id} {int} {text} {bytes}
    // {log_id} {seq} {strict} {clustered}; a {log_id} is an {id} of which the engine remembers the
    // highest, where it can; a {seq} numbers rows as they are inserted, where ids cannot; a
    // {clustered} table is stored in the order of its primary key.
    const char *type_id, *type_log_id, *type_int, *type_text, *type_bytes, *type_seq;
    const char *table_end, *table_clustered;

    // Several write at once: {free w} at the end of a query locks its rows of w until the commit
    // and passes over those that somebody else has locked; {lock w} waits for them, so that what
    // was read of w stays true until the commit. Nothing where one writes at a time.
    bool skips_locked;
};

// Detail of a TOTE_DB_BUSY after which the transaction may simply run again (deadlock,
// serialization failure); without it the wait for the lock was over.
#define DB_RETRY_DETAIL "retry"

// Detail of a TOTE_DB_LOST after which nobody knows whether the commit stands.
#define DB_DOUBT_DETAIL "in doubt"

// The driver of a connection, for migrations.
const struct driver *db_driver(const struct db *db);

extern const struct driver driver_sqlite, driver_pgsql;

// Waits in line for the write lock of the SQLite file at PATH (a lock on the side file PATH.queue,
// first come first served) at most WAIT_MS. lock_queue_open() returns a descriptor or -1; the
// caller frees the name of the side file.
char *lock_queue_path(const char *path);
int lock_queue_open(const char *path, GError **error);
bool lock_queue_enter(int fd, int wait_ms, GError **error);
void lock_queue_leave(int fd);

// Does somebody wait in line behind the one who holds FD?
bool lock_queue_waited_for(int fd);

// Wakes those who watch the side file with inotify for IN_ACCESS.
void lock_queue_announce(int fd);

// Refuses directories on network and throw-away file systems (research: corruption was seen).
bool filesystem_check(const char *path, bool allow_throwaway, GError **error);

// The same for a known MAGIC of statfs(2).
bool filesystem_judge(const char *path, unsigned long magic, bool allow_throwaway, GError **error);
