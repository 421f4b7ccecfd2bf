// SPDX-License-Identifier: Apache-2.0
// Reads and writes key files so that nobody else can read them and no crash leaves half of one.
#include "vault_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "i18n.h"
#include "text.h"
#include "part.h"

enum { OTHERS = 077 }; // the rights of group and world

// PATH as a sentence may show it.
static char *shown(const char *path)
{
    return text_quote(path, -1, 0);
}

static bool fail_errno(GError **error, enum tote_code code, const char *sentence, const char *path)
{
    const char *detail = g_strerror(errno);
    g_autofree char *name = shown(path);
    return tote_fail_full(error, code, &(struct tote_fault){.detail = detail}, _(sentence), name,
                          detail);
}

static bool fail_open(const char *path, GError **error)
{
    g_autofree char *name = shown(path);
    if (errno == ENOENT || errno == ENOTDIR)
        return tote_fail(error, TOTE_KEYS_MISSING, NULL, _("There is no key file \"%s\""), name);
    return fail_errno(error, TOTE_KEYS_UNREADABLE, N_("The key file \"%s\" cannot be read: %s"),
                      path);
}

// An open descriptor of PATH that nobody else may read or write, or -1.
static int open_checked(const char *path, struct stat *stat, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, stat) < 0) {
        fail_open(path, error);
    } else if (!S_ISREG(stat->st_mode)) {
        g_autofree char *name = shown(path);
        tote_fail(error, TOTE_KEYS_UNREADABLE, NULL, _("\"%s\" is no file"), name);
    } else if (stat->st_mode & OTHERS) {
        g_autofree char *name = shown(path);
        tote_fail(error, TOTE_KEYS_EXPOSED, NULL,
                  _("Others may use the key file \"%s\": its mode is %04o"), name,
                  stat->st_mode & 07777u);
    } else {
        return fd;
    }
    if (fd >= 0)
        close(fd);
    return -1;
}

// Up to N bytes of FD from its start; -1 with errno.
static ssize_t read_all(int fd, char *bytes, size_t n)
{
    size_t got = 0;
    while (got < n) {
        ssize_t more = pread(fd, bytes + got, n - got, (off_t)got);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return -1;
        if (more == 0)
            break;
        got += more;
    }
    return (ssize_t)got;
}

// What KEYS are in the bytes of FD; false with *error.
static bool parse(int fd, const char *path, struct key_ring *keys, char *text, GError **error)
{
    ssize_t n = read_all(fd, text, KEY_FILE_MAX);
    if (n < 0)
        return fail_errno(error, TOTE_KEYS_UNREADABLE, N_("The key file \"%s\" cannot be read: %s"),
                          path);
    int line = 0;
    const char *wrong = keys_read(keys, text, (size_t)n, &line);
    if (!wrong)
        return true;
    g_autofree char *name = shown(path);
    struct tote_fault fault = {.position = line};
    return tote_fail_full(error, TOTE_KEYS_DAMAGED, &fault, _("The key file \"%s\" is damaged: %s"),
                          name, _(wrong));
}

static struct key_ring *read_fd(int fd, const char *path, GError **error)
{
    g_autoptr(key_ring) keys = keys_new(error);
    char *text = keys ? sodium_malloc(KEY_FILE_MAX) : NULL;
    bool ok = text && parse(fd, path, keys, text, error);
    if (keys && !text)
        tote_fail(error, TOTE_BUG, NULL, _("There is no protected memory for the keys"));
    sodium_free(text);
    return ok ? g_steal_pointer(&keys) : NULL;
}

struct key_ring *key_file_read(const char *path, struct stat *ret_stat, GError **error)
{
    struct stat stat;
    int fd = open_checked(path, &stat, error);
    if (fd < 0)
        return NULL;
    struct key_ring *keys = read_fd(fd, path, error);
    close(fd);
    if (ret_stat)
        *ret_stat = stat;
    return keys;
}

// --- Writing

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno != EINTR)
            return false;
        if (done > 0) {
            bytes += done;
            n -= done;
        }
    }
    return fsync(fd) == 0;
}

static bool write_keys(int fd, const struct key_ring *keys)
{
    char *text = sodium_malloc(KEY_FILE_MAX);
    bool ok = text && write_all(fd, text, keys_write(keys, text));
    sodium_free(text);
    return ok;
}

// Gives TEMP the name PATH where no file has it. Not every file system knows how to rename so.
static bool rename_new(const char *temp, const char *path)
{
    if (renameat2(AT_FDCWD, temp, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
        return true;
    return errno == EINVAL && link(temp, path) == 0;
}

static bool rename_over(const char *temp, const char *path)
{
    return rename(temp, path) == 0;
}

// A name is on the disk when its folder is.
static bool sync_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    if (fd >= 0)
        close(fd);
    return ok;
}

// The rights of a new file: those of LIKE, so that the service can still read its keys after an
// administrator rotated them; only the owner may read and write it where LIKE is NULL.
static bool set_rights(int fd, const struct stat *like)
{
    struct stat mine;
    if (!like)
        return fchmod(fd, 0600) == 0;
    if (fstat(fd, &mine) < 0)
        return false;
    bool same = mine.st_uid == like->st_uid && mine.st_gid == like->st_gid;
    return (same || fchown(fd, like->st_uid, like->st_gid) == 0) &&
           fchmod(fd, like->st_mode & 0700) == 0;
}

// Writes KEYS beside PATH, with the rights of LIKE, and gives them its name by PLACE; false with
// errno.
static bool write_file(const char *path, const struct key_ring *keys, const struct stat *like,
                       bool (*place)(const char *temp, const char *path))
{
    g_autofree char *temp = NULL;
    int fd = part_make(path, 0600, &temp);
    if (fd < 0)
        return false;
    bool ok = set_rights(fd, like) && write_keys(fd, keys) && place(temp, path);
    int failed = errno;
    close(fd);
    unlink(temp); // is gone already where it was renamed
    errno = failed;
    return ok && sync_folder(path);
}

bool key_file_create(const char *path, const struct key_ring *keys, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    bool has_folder = g_mkdir_with_parents(folder, 0700) == 0;
    if (has_folder && write_file(path, keys, NULL, rename_new))
        return true;
    if (!has_folder || errno != EEXIST)
        return fail_errno(error, TOTE_FILE_WRITE, N_("The key file \"%s\" cannot be written: %s"),
                          path);
    g_autofree char *name = shown(path);
    struct tote_fault fault = {.hint = _("Open the one that is there, or name another.")};
    return tote_fail_full(error, TOTE_EXISTS, &fault, _("The key file \"%s\" exists"), name);
}

static bool lock_file(int fd, const char *path, GError **error)
{
    while (flock(fd, LOCK_EX) < 0)
        if (errno != EINTR)
            return fail_errno(error, TOTE_FILE_WRITE,
                              N_("The key file \"%s\" cannot be locked: %s"), path);
    return true;
}

// A locked descriptor of the file that bears the name PATH now, or -1. The lock is on the file,
// not on the name: who waited for a file that was replaced meanwhile takes the new one.
static int open_locked(const char *path, struct stat *ret_stat, GError **error)
{
    for (;;) {
        struct stat named;
        int fd = open_checked(path, ret_stat, error);
        if (fd < 0)
            return -1;
        bool locked = lock_file(fd, path, error);
        if (locked && stat(path, &named) == 0 && named.st_ino == ret_stat->st_ino &&
            named.st_dev == ret_stat->st_dev)
            return fd;
        close(fd);
        if (!locked)
            return -1;
    }
}

bool key_file_edit(const char *path,
                   bool (*edit)(struct key_ring *keys, uint32_t *key, GError **error),
                   uint32_t *key, GError **error)
{
    // The file itself, not a symbolic link to it, is what gets replaced.
    char *real = realpath(path, NULL);
    const char *target = real ? real : path;
    struct stat before;
    int fd = open_locked(target, &before, error);
    g_autoptr(key_ring) keys = fd < 0 ? NULL : read_fd(fd, path, error);
    bool ok = keys && edit(keys, key, error);
    if (ok && !write_file(target, keys, &before, rename_over))
        ok = fail_errno(error, TOTE_FILE_WRITE, N_("The key file \"%s\" cannot be written: %s"),
                        path);
    if (fd >= 0)
        close(fd); // and gives the lock back
    free(real);
    return ok;
}
