// SPDX-License-Identifier: Apache-2.0
// Unfinished files: made under a lock, swept where nobody holds it.
#include "part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>

enum { RANDOM = 6 }; // characters that mkstemp(3) puts in
#define MARK ".tote-part-"

// Not every file system knows how to rename so.
int part_keep(const char *part, const char *path)
{
    if (!renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE))
        return 0;
    if (errno != EINVAL || link(part, path))
        return -1;
    unlink(part);
    return 0;
}

void part_drop(const char *part)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal", ".queue"};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        g_autofree char *file = g_strconcat(part, ends[i], NULL);
        unlink(file);
    }
}

void part_drop_folder(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *file = g_build_filename(folder, name, NULL);
        unlink(file);
    }
    rmdir(folder);
}

// --- sweeping

static bool is_random(const char *text)
{
    size_t n = 0;
    while (g_ascii_isalnum(text[n]))
        n++;
    return n == RANDOM && !text[n];
}

static bool is_part(const char *name, const char *mark)
{
    const char *found = g_strrstr(name, mark);
    return found && (mark[0] == '.' || found == name) && is_random(found + strlen(mark));
}

// One's own, and nobody holds its lock: whoever made it is dead. The lock is held until the
// descriptor is closed, so that who is just making it waits for its end; -1 = it is not stale.
static int take_stale(const char *path, mode_t type)
{
    struct stat is;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool stale = fd >= 0 && !fstat(fd, &is) && (is.st_mode & S_IFMT) == type &&
                 is.st_uid == geteuid() && !flock(fd, LOCK_EX | LOCK_NB);
    if (fd >= 0 && !stale)
        close(fd);
    return stale ? fd : -1;
}

static void sweep(const char *folder, const char *mark, mode_t type, void (*drop)(const char *))
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = is_part(name, mark) ? g_build_filename(folder, name, NULL) : NULL;
        int fd = path ? take_stale(path, type) : -1;
        if (fd < 0)
            continue;
        drop(path);
        close(fd);
    }
}

// --- making

// Locks what was just made at PATH; false where somebody swept it before it had its lock.
static bool hold(int fd, const char *path)
{
    struct stat here, named;
    return (!flock(fd, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK) && !fstat(fd, &here) &&
           !stat(path, &named) && here.st_ino == named.st_ino;
}

int part_make(const char *path, mode_t mode, char **ret_part)
{
    g_autofree char *folder = g_path_get_dirname(path);
    sweep(folder, MARK, S_IFREG, part_drop);
    for (;;) {
        g_autofree char *part = g_strconcat(path, MARK "XXXXXX", NULL);
        int fd = g_mkstemp_full(part, O_RDWR | O_CLOEXEC, (int)mode);
        if (fd >= 0 && !hold(fd, part)) {
            close(fd);
            continue;
        }
        *ret_part = fd < 0 ? NULL : g_steal_pointer(&part);
        return fd;
    }
}

int part_make_folder(const char *prefix, char **ret_folder)
{
    sweep(g_get_tmp_dir(), prefix, S_IFDIR, part_drop_folder);
    for (;;) {
        g_autofree char *name = g_strconcat(prefix, "XXXXXX", NULL);
        g_autofree char *folder = g_build_filename(g_get_tmp_dir(), name, NULL);
        *ret_folder = NULL;
        if (!g_mkdtemp(folder))
            return -1;
        int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0 || hold(fd, folder)) {
            *ret_folder = g_steal_pointer(&folder);
            return fd;
        }
        close(fd);
    }
}
