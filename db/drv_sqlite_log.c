// SPDX-License-Identifier: Apache-2.0
// The write-ahead log of the SQLite engine: written back by whoever filled it, after the commit.
#include <sqlite3.h>

#include "drv_sqlite_private.h"

enum {
    CHECKPOINT_PAGES = 4000, // written back each time the log grew by so much
    URGENT = 4,              // so many times that much: nobody writes meanwhile
    BATCH_PAGES = 32,        // a commit of so many is a batch's: a scan writes some ten
    BATCHED_MOST = 1000,     // of them are written back where others wait
};

static int note_log(void *data, sqlite3 *db, const char *name, int pages)
{
    struct conn *conn = data;
    (void)db;
    (void)name;
    conn->log_pages = pages;
    return SQLITE_OK;
}

void sqlite_log_watch(struct conn *conn)
{
    sqlite3_wal_hook(conn->db, note_log, conn); // instead of SQLite's own automatic checkpoint
}

// Whoever writes batches beside others writes them back early: a scan that happens to fill the log
// would else wait for megabytes that are not its own.
static bool batches_are_due(struct conn *conn, int pages)
{
    conn->batched += pages >= BATCH_PAGES ? pages : 0;
    return conn->wanted && conn->batched >= BATCHED_MOST;
}

// How many times CHECKPOINT_PAGES the log holds, if this commit was the one that filled the last of
// them, else 0; at least 1 where the batches of this connection are due.
int sqlite_log_filled(struct conn *conn)
{
    int written = conn->written, most = 0;
    sqlite3_db_status(conn->db, SQLITE_DBSTATUS_CACHE_WRITE, &conn->written, &most, 0);
    int pages = conn->written - written, times = conn->log_pages / CHECKPOINT_PAGES;
    bool due = batches_are_due(conn, pages);
    int filled = times > MAX(conn->log_pages - pages, 0) / CHECKPOINT_PAGES ? times : due;
    if (filled)
        conn->batched = 0;
    return filled;
}

static void checkpoint(struct conn *conn)
{
    sqlite3_wal_checkpoint_v2(conn->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

// Brings what a checkpoint left with the system to the disk. SQLite does so only at a checkpoint
// that finds all of the log written back, and among many stations that is the one below, which
// would hold everybody up for as long as the disk takes for tens of megabytes.
static void bring_to_disk(struct conn *conn)
{
    sqlite3_file *file = NULL;
    int rc = sqlite3_file_control(conn->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
    if (rc == SQLITE_OK && file && file->pMethods)
        file->pMethods->xSync(file, SQLITE_SYNC_NORMAL); // where it fails, SQLite's own sync tells
}

// Writes the log back into the file while the others go on. Where they kept it from ever starting
// anew, the little that came meanwhile is written while nobody may add to it.
void sqlite_log_write_back(struct conn *conn, int filled)
{
    if (!filled)
        return;
    checkpoint(conn);
    bring_to_disk(conn);
    if (filled < URGENT || !lock_queue_enter(conn->queue, conn->wait_ms, NULL))
        return;
    checkpoint(conn);
    lock_queue_leave(conn->queue);
}
