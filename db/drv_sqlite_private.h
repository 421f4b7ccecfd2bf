// SPDX-License-Identifier: Apache-2.0
// What the parts of the SQLite engine (drv_sqlite*.c) share. Nobody else includes it.
#pragma once

#include "driver.h"

struct conn {
    struct sqlite3 *db;
    char *path;
    int queue; // descriptor of the lock queue
    int watch; // inotify, -1 = nobody has asked
    int wait_ms;
    enum tote_code only_reads; // why it does not write; 0 = it does
    bool writing;              // inside a write transaction
    bool wanted;               // somebody waited when the last one ended
    gint64 wait_end;           // when the busy handler gives up
    int log_pages;             // of the write-ahead log after the last commit
    int written;               // pages that this connection wrote until then
    int batched;               // those of its batches that it has not written back yet
    struct sqlite3_stmt *begin_write, *begin_read, *commit, *rollback, *version;
};

// Sets *error from SQLite's result code RC; always false.
bool sqlite_fail(struct conn *conn, int rc, GError **error);

// Looks at a file that nobody else uses (db_copy_look()).
bool sqlite_look(const char *path, const struct db_look *how, GError **error);

// Opens conn->path only to be read: it may not be written.
bool sqlite_open_reading(struct conn *conn, GError **error);

// Did opening fail because there is no room for what several processes share of the log? Then it
// can be read by one that is alone, as long as it is open.
bool sqlite_lacks_room(struct conn *conn);
bool sqlite_open_alone(struct conn *conn, GError **error);

// The error of a write where conn->only_reads.
bool sqlite_fail_write(const struct conn *conn, GError **error);

// The write-ahead log: note how it grows, say after a commit how many times it is full (0 = not
// more than before, or it is not this connection's turn), and write it back into the file then.
void sqlite_log_watch(struct conn *conn);
int sqlite_log_filled(struct conn *conn);
void sqlite_log_write_back(struct conn *conn, int filled);

// Statements, as in struct driver.
struct drv_stmt *sqlite_prepare(void *data, const char *name, const char *text, GError **error);
void sqlite_finalize(void *data, struct drv_stmt *stmt);
int sqlite_parameters(const struct drv_stmt *stmt);
bool sqlite_start(void *data, struct drv_call *calls, size_t n, size_t *ret_failed, GError **error);
bool sqlite_step(void *data, struct drv_stmt *stmt, GError **error);
void sqlite_reset(void *data, struct drv_stmt *stmt);
int64_t sqlite_changed(void *data, struct drv_stmt *stmt);
int64_t sqlite_column_int(struct drv_stmt *stmt, int column);
const char *sqlite_column_text(struct drv_stmt *stmt, int column);
const void *sqlite_column_bytes(struct drv_stmt *stmt, int column, size_t *ret_n);
int sqlite_columns(const struct drv_stmt *stmt);
bool sqlite_column_null(struct drv_stmt *stmt, int column);
