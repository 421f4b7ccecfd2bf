// SPDX-License-Identifier: Apache-2.0
// Setting up and looking after a database: init, backup.
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "admin.h"
#include "clock.h"
#include "i18n.h"
#include "migrate.h"
#include "programs.h"

// SQLite's folder is made where it is the default one in the user's home.
static void make_folder(const char *url)
{
    if (strstr(url, "://"))
        return;
    g_autofree char *folder = g_path_get_dirname(strchr(url, ':') ? strchr(url, ':') + 1 : url);
    g_mkdir_with_parents(folder, 0770);
}

int verb_init(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    int version = 0;
    make_folder(cli->url);
    const struct db_options options = {.create = true, .any_schema = true};
    cli->db = db_open(cli->url, &options, error);
    if (!cli->db || !migrate_version(cli->db, &version, error))
        return -1;
    if (version > 0) {
        tote_fail(error, TOTE_EXISTS, "db", _("%s is a database of tote already (schema %d)"),
                  cli->url, version);
        return -1;
    }
    if (!migrate_up(cli->db, 0, clock_now(), error) || !admin_init(cli->db, error))
        return -1;
    g_autoptr(doc_handle) doc = doc_new();
    doc_int(doc, "schema", migrate_newest());
    doc_text(doc, "operator", "admin");
    doc_text(doc, "warehouse", "MAIN");
    cli_print(cli, doc);
    return TOTE_EXIT_OK;
}

// Written beside by a name of its own and renamed: a copy is whole or it is not there, and nobody
// else's file is touched. Who may not read the database may not read the copy.
static bool copy_to(struct db *db, const char *path, GError **error)
{
    g_autofree char *part = g_strconcat(path, ".XXXXXX", NULL);
    int fd = g_mkstemp_full(part, O_RDWR | O_CLOEXEC, 0640);
    if (fd < 0)
        return tote_fail(error, TOTE_FILE_WRITE, "file", _("%s cannot be written"), path);
    close(fd);
    bool ok = db_copy(db, part, error);
    if (ok && rename(part, path))
        ok = tote_fail(error, TOTE_FILE_WRITE, "file", _("%s cannot be written"), path);
    if (!ok)
        unlink(part);
    return ok;
}

int verb_backup(struct cli *cli, const char *const *values, GError **error)
{
    if (!access(values[0], F_OK)) {
        tote_fail(error, TOTE_EXISTS, "file", _("%s exists already"), values[0]);
        return -1;
    }
    if (!copy_to(cli->db, values[0], error))
        return -1;
    g_autoptr(doc_handle) doc = doc_new();
    doc_bool(doc, "ok", true);
    doc_text(doc, "file", values[0]);
    doc_open_list(doc, "findings");
    doc_close(doc);
    cli_print(cli, doc);
    return TOTE_EXIT_OK;
}
