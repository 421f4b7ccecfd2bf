// SPDX-License-Identifier: Apache-2.0
// Setting up and looking after a database: init, backup.
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "admin.h"
#include "clock.h"
#include "i18n.h"
#include "part.h"
#include "migrate.h"
#include "programs.h"
#include "progress.h"

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
    bool unfinished = false;
    make_folder(cli->url);
    const struct db_options options = {.create = true, .any_schema = true};
    cli->db = db_open(cli->url, &options, error);
    if (!cli->db || !migrate_version(cli->db, &version, error))
        return -1;
    if (version > 0 && !admin_unfinished(cli->db, &unfinished, error))
        return -1;
    if (version > 0 && !unfinished) {
        admin_exists(cli->db, error);
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

static bool no_name(const char *path, GError **error)
{
    return errno == EEXIST
               ? tote_fail(error, TOTE_EXISTS, "file", _("%s exists already"), path)
               : tote_fail(error, TOTE_FILE_WRITE, "file", _("%s cannot be written"), path);
}

// Written beside by a name of its own and renamed: a copy is whole or it is not there, and nobody
// else's file is touched. One in which something was found wrong does not get the name. Who may not
// read the database may not read the copy.
static bool copy_to(struct db *db, const char *path, const struct db_look *how, GError **error)
{
    g_autofree char *part = NULL;
    int fd = part_make(path, 0640, &part);
    if (fd < 0)
        return tote_fail(error, TOTE_FILE_WRITE, "file", _("%s cannot be written"), path);
    bool ok = db_copy(db, part, error) && db_copy_look(db, part, how, error);
    bool good = ok && !how->findings->len;
    if (good && part_keep(part, path))
        ok = good = no_name(path, error);
    if (!good)
        part_drop(part);
    close(fd);
    return ok;
}

static bool tell(void *data, int64_t done, int64_t total)
{
    const struct watch *watch = data;
    watch->step(watch->data, done, total, done);
    return !watch->stopped(watch->data);
}

static bool copy_told(struct db *db, const char *path, GPtrArray *findings, GError **error)
{
    struct progress progress;
    struct watch watch = progress_begin(&progress, _("Checking the copy"));
    const struct db_look how = {findings, tell, &watch};
    bool ok = copy_to(db, path, &how, error);
    progress_end(&progress);
    return ok;
}

int verb_backup(struct cli *cli, const char *const *values, GError **error)
{
    if (!access(values[0], F_OK)) {
        errno = EEXIST;
        no_name(values[0], error);
        return -1;
    }
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
    if (!copy_told(cli->db, values[0], findings, error))
        return -1;
    bool good = !findings->len;
    g_autoptr(doc_handle) doc = doc_new();
    doc_bool(doc, "ok", good);
    doc_text(doc, "file", good ? values[0] : NULL);
    doc_open_list(doc, "findings");
    for (unsigned i = 0; i < findings->len; i++)
        doc_text(doc, NULL, findings->pdata[i]);
    doc_close(doc);
    if (good) {
        cli_print(cli, doc);
        return TOTE_EXIT_OK;
    }
    g_autoptr(GError) damaged = NULL;
    doc_text(doc, "hint", _(tote_code_hint(TOTE_DB_DAMAGED)));
    doc_for_programs(doc); // people read it below
    tote_fail(&damaged, TOTE_DB_DAMAGED, "db", _("The database is damaged; no backup was made"));
    return cli_print_failed(cli, doc, damaged);
}
