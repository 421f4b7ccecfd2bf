// SPDX-License-Identifier: Apache-2.0
// The write-ahead log, written in one piece a commit: a layer between SQLite and its own files.
//
// SQLite gives every page of a commit to the system by two calls, one for its head and one for
// itself, although all of them stand in the log one behind the other. Here they are gathered until
// SQLite asks for the log to be brought to the disk, which with synchronous=FULL is before anybody
// is told that there is a commit, and where it also learns that one failed.
#include <sqlite3.h>
#include <string.h>

#include "drv_sqlite_private.h"

enum { ROOM = 128 * 1024 };

struct log {
    sqlite3_file base; // what SQLite knows it by
    sqlite3_file *real;
    char *bytes; // N of them wait to be written behind AT
    int n;
    sqlite3_int64 at;
};

static sqlite3_vfs *below; // SQLite's own

static struct log *log_of(sqlite3_file *file)
{
    return (struct log *)(void *)file;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return log_of(file)->real;
}

// What cannot be written is given up: SQLite is told so, and rolls back.
static int flush(sqlite3_file *file)
{
    struct log *log = log_of(file);
    int n = log->n;
    log->n = 0;
    return n ? log->real->pMethods->xWrite(log->real, log->bytes, n, log->at) : SQLITE_OK;
}

static int log_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
    struct log *log = log_of(file);
    bool follows = at == log->at + log->n && n <= ROOM - log->n;
    int rc = log->n && !follows ? flush(file) : SQLITE_OK;
    if (rc != SQLITE_OK)
        return rc;
    if (n > ROOM)
        return log->real->pMethods->xWrite(log->real, bytes, n, at);
    if (!log->bytes)
        log->bytes = g_malloc(ROOM);
    if (!log->n)
        log->at = at;
    memcpy(log->bytes + log->n, bytes, (size_t)n);
    log->n += n;
    return SQLITE_OK;
}

static int log_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
    int rc = flush(file);
    return rc == SQLITE_OK ? real_of(file)->pMethods->xRead(real_of(file), bytes, n, at) : rc;
}

static int log_sync(sqlite3_file *file, int flags)
{
    int rc = flush(file);
    return rc == SQLITE_OK ? real_of(file)->pMethods->xSync(real_of(file), flags) : rc;
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int rc = flush(file);
    return rc == SQLITE_OK ? real_of(file)->pMethods->xTruncate(real_of(file), size) : rc;
}

static int log_size(sqlite3_file *file, sqlite3_int64 *ret_size)
{
    int rc = flush(file);
    return rc == SQLITE_OK ? real_of(file)->pMethods->xFileSize(real_of(file), ret_size) : rc;
}

// What waits now is of no commit: it was rolled back.
static int log_close(sqlite3_file *file)
{
    g_free(log_of(file)->bytes);
    return real_of(file)->pMethods->xClose(real_of(file));
}

// --- what only passes through

static int log_lock(sqlite3_file *file, int how)
{
    return real_of(file)->pMethods->xLock(real_of(file), how);
}

static int log_unlock(sqlite3_file *file, int how)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), how);
}

static int log_reserved(sqlite3_file *file, int *ret_is)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), ret_is);
}

static int log_control(sqlite3_file *file, int what, void *data)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), what, data);
}

static int log_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int log_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static const sqlite3_io_methods methods = {
    .iVersion = 1, // a log is neither mapped nor shared memory
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_size,
    .xLock = log_lock,
    .xUnlock = log_unlock,
    .xCheckReservedLock = log_reserved,
    .xFileControl = log_control,
    .xSectorSize = log_sector,
    .xDeviceCharacteristics = log_device,
};

// --- opening

// All files but the log are SQLite's own.
static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *ret_flags)
{
    (void)vfs;
    if (!(flags & SQLITE_OPEN_WAL))
        return below->xOpen(below, name, file, flags, ret_flags);
    struct log *log = log_of(file);
    *log = (struct log){.real = (sqlite3_file *)(void *)(log + 1)};
    int rc = below->xOpen(below, name, log->real, flags, ret_flags);
    if (rc == SQLITE_OK)
        log->base.pMethods = &methods;
    return rc;
}

const char *sqlite_log_vfs(void)
{
    static gsize made;
    static sqlite3_vfs vfs;
    if (g_once_init_enter(&made)) {
        below = sqlite3_vfs_find(NULL);
        vfs = *below;
        vfs.zName = "tote";
        vfs.szOsFile += (int)sizeof(struct log);
        vfs.xOpen = open_file;
        vfs.pNext = NULL;
        sqlite3_vfs_register(&vfs, 0);
        g_once_init_leave(&made, 1);
    }
    return vfs.zName;
}
