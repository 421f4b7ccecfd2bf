// SPDX-License-Identifier: Apache-2.0
// Which file systems may hold a SQLite database that several processes write.
#include <errno.h>
#include <string.h>
#include <sys/vfs.h>

#include "driver.h"
#include "i18n.h"

enum verdict { NETWORK, THROWAWAY };

// Magic numbers of statfs(2), linux/magic.h and the file systems' own headers.
static const struct {
    unsigned long magic;
    const char *name;
    enum verdict verdict;
} kinds[] = {
    {0x6969, "NFS", NETWORK},         {0xFE534D42, "SMB", NETWORK},
    {0xFF534D42, "CIFS", NETWORK},    {0x517B, "SMB", NETWORK},
    {0x65735546, "FUSE", NETWORK},    {0x01021997, "9p", NETWORK},
    {0x5346414F, "AFS", NETWORK},     {0x6B414653, "AFS", NETWORK},
    {0x73757245, "Coda", NETWORK},    {0x00C36400, "Ceph", NETWORK},
    {0x0BD00BD0, "Lustre", NETWORK},  {0x47504653, "GPFS", NETWORK},
    {0x01161970, "GFS2", NETWORK},    {0x7461636F, "OCFS2", NETWORK},
    {0x786F4256, "vboxsf", NETWORK},  {0x01021994, "tmpfs", THROWAWAY},
    {0x858458F6, "ramfs", THROWAWAY},
};

static bool refuse(const char *path, const char *name, enum verdict verdict, GError **error)
{
    if (verdict == NETWORK)
        return tote_fail(error, TOTE_DB_NETWORK_FS, "db",
                         _("%s lies on a network file system (%s), where several writers destroy "
                           "a database"),
                         path, name);
    return tote_fail_full(
        error, TOTE_DB_NETWORK_FS,
        &(struct tote_fault){.field = "db",
                             .hint = _("Put it on a disk, or set TOTE_THROWAWAY=1 for a trial.")},
        _("%s lies in memory (%s) and would be gone after a restart"), path, name);
}

bool filesystem_judge(const char *path, unsigned long magic, bool allow_throwaway, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (kinds[i].magic != magic)
            continue;
        if (kinds[i].verdict == THROWAWAY && allow_throwaway)
            return true;
        return refuse(path, kinds[i].name, kinds[i].verdict, error);
    }
    return true;
}

bool filesystem_check(const char *path, bool allow_throwaway, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    struct statfs info;
    if (statfs(folder, &info))
        return tote_fail_full(error, TOTE_DB_OPEN,
                              &(struct tote_fault){.field = "db", .detail = g_strerror(errno)},
                              _("The folder %s cannot be used: %s"), folder, g_strerror(errno));
    return filesystem_judge(path, (unsigned long)info.f_type, allow_throwaway, error);
}
