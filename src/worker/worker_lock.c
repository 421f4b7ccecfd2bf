// SPDX-License-Identifier: Apache-2.0
// One lingering worker per host and database.
#include "worker_lock.h"

#include <fcntl.h>
#include <glib.h>
#include <sys/file.h>
#include <unistd.h>

int worker_lock(const char *url)
{
    g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, url, -1);
    g_autofree char *name = g_strdup_printf("tote-worker-%.16s.lock", sum);
    g_autofree char *path = g_build_filename(g_get_user_runtime_dir(), name, NULL);
    g_mkdir_with_parents(g_get_user_runtime_dir(), 0700);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB)) {
        close(fd);
        return -1;
    }
    return fd;
}
