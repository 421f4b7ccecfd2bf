// SPDX-License-Identifier: Apache-2.0
// `tote replay`: the log since a backup, made again over a copy of it, and what differs.
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "clock.h"
#include "compare.h"
#include "i18n.h"
#include "migrate.h"
#include "part.h"
#include "people.h"
#include "programs.h"
#include "progress.h"
#include "replay.h"
#include "reseal_all.h"

// The database that the calls are made over.
struct target {
    struct db *db;
    char *folder; // of a copy that goes again, else NULL
    char *path;   // of the copy
    bool part;    // it is not yet called what --to says
    int held;     // the lock of folder or part
};

// The outcome is there whole, under its name, or not at all.
static bool target_keep(struct target *target, const char *to, GError **error)
{
    if (!target->part)
        return true;
    db_close(g_steal_pointer(&target->db));
    if (part_keep(target->path, to))
        return errno == EEXIST
                   ? tote_fail(error, TOTE_EXISTS, "to", _("%s exists already"), to)
                   : tote_fail(error, TOTE_FILE_WRITE, "to", _("%s cannot be written"), to);
    part_drop(target->path); // what stood beside it
    target->part = false;
    return true;
}

static void target_close(struct target *target)
{
    db_close(target->db);
    if (target->part)
        part_drop(target->path);
    if (target->folder)
        part_drop_folder(target->folder);
    if (target->held >= 0)
        close(target->held);
    g_free(target->folder);
    g_free(target->path);
}

// Nobody who may not read the database may read this one.
static bool choose_path(struct target *target, const char *to, GError **error)
{
    if (to && !access(to, F_OK))
        return tote_fail(error, TOTE_EXISTS, "to", _("%s exists already"), to);
    target->held =
        to ? part_make(to, 0640, &target->path) : part_make_folder("tote-replay-", &target->folder);
    if (target->held < 0)
        return tote_fail(error, TOTE_FILE_WRITE, "to", _("%s cannot be written"),
                         to ? to : g_get_tmp_dir());
    if (!to) {
        target->path = g_build_filename(target->folder, "tote.db", NULL);
        return true;
    }
    target->part = true;
    return true;
}

// A copy of the backup, brought to the present schema. A server's database is used itself.
static bool target_open(struct target *target, const char *backup, const char *to, GError **error)
{
    const struct db_options options = {.any_schema = true, .allow_throwaway = true};
    if (strstr(backup, "://")) {
        if (to)
            return tote_fail(error, TOTE_USAGE, "to", _("A server's database is not copied"));
        target->db = db_open(backup, NULL, error);
        return target->db != NULL;
    }
    if (g_file_test(backup, G_FILE_TEST_EXISTS) && !g_file_test(backup, G_FILE_TEST_IS_REGULAR))
        return tote_fail(error, TOTE_ARGUMENT, "backup", _("%s is no file"), backup);
    const struct db_options reads = {.any_schema = true, .read_only = true};
    g_autoptr(db_handle) from = db_open(backup, &reads, error);
    if (!from || !choose_path(target, to, error) || !db_copy(from, target->path, error))
        return false;
    target->db = db_open(target->path, &options, error);
    return target->db && migrate_up(target->db, 0, clock_now(), error);
}

// --- progress

static bool tell(void *data, const struct replay *replay)
{
    const struct watch *watch = data;
    watch->step(watch->data, replay->calls, replay->total, replay->calls);
    return !watch->stopped(watch->data);
}

static bool run(struct replay *replay, GError **error)
{
    struct progress progress;
    struct watch watch = progress_begin(&progress, _("Replaying"));
    replay->go_on = tell;
    replay->data = &watch;
    bool ok = replay_run(replay, error);
    progress_end(&progress);
    return ok;
}

// --- comparing

// What sealed texts say, where there are keys.
static bool compare_people(const struct replay *replay, struct doc *doc, bool *ret_same,
                           GError **error)
{
    g_autofree char *difference = NULL;
    if (!people_compare(replay->log, replay->over, &difference, error))
        return false;
    *ret_same = *ret_same && !difference;
    if (difference)
        doc_text(doc, NULL, difference);
    return true;
}

static bool compare(struct replay *replay, struct doc *doc, bool *ret_same, GError **error)
{
    size_t n = 0;
    const struct compared *tables = compare_tables(&n);
    int64_t all = 0;
    *ret_same = true;
    doc_open_list(doc, "differences");
    for (size_t i = 0; i < n; i++) {
        g_autofree char *difference = NULL;
        int64_t rows = 0;
        if (!compare_table(replay->log, replay->over, &tables[i], &rows, &difference, error))
            return false;
        all += rows;
        *ret_same = *ret_same && !difference;
        if (difference)
            doc_text(doc, NULL, difference);
    }
    if (!compare_people(replay, doc, ret_same, error))
        return false;
    doc_close(doc);
    doc_int(doc, "tables", (int64_t)n);
    doc_int(doc, "rows", all);
    return true;
}

// What is kept must open by the key file of today alone.
static bool reseal(const struct cli *cli, struct db *over, GError **error)
{
    struct session session = {.db = over,
                              .people = people_new(over),
                              .operator_id = cli->session->operator_id,
                              .operator_name = cli->session->operator_name,
                              .role = cli->session->role,
                              .mute = true};
    struct reseal resealed;
    bool ok = reseal_all(&session, NULL, &resealed, error);
    if (ok)
        reseal_clear(&resealed);
    people_free(session.people);
    return ok;
}

static bool replay_into(struct cli *cli, struct replay *replay, struct doc *doc, bool *ret_same,
                        GError **error)
{
    *ret_same = true; // of a moment of the past there is nothing to compare with
    if (!db_begin_read(cli->db, error))
        return false;
    bool ok = run(replay, error);
    doc_int(doc, "calls", replay->calls);
    doc_time(doc, "at", replay->at);
    ok = ok && (replay->until || compare(replay, doc, ret_same, error));
    db_end_read(cli->db);
    return ok;
}

static bool read_time(const char *text, int64_t *ret_ms, GError **error)
{
    int offset = 0;
    return !text || clock_parse(text, ret_ms, &offset) ||
           tote_fail(error, TOTE_ARGUMENT, "at",
                     _("'%s' is no time; needed is "
                       "2026-11-24T14:30:00Z"),
                     text);
}

static int answer(const struct cli *cli, bool same, struct doc *doc)
{
    g_autoptr(GError) error = NULL;
    if (same) {
        cli_print(cli, doc);
        return TOTE_EXIT_OK;
    }
    tote_fail(&error, TOTE_LOG_DIFFERS, NULL,
              _("The calls made again lead to another database than is there"));
    return cli_print_failed(cli, doc, error);
}

int verb_replay(struct cli *cli, const char *const *values, GError **error)
{
    struct target target = {.held = -1};
    struct replay replay = {.log = cli->db};
    bool same = false, server = strstr(values[0], "://") != NULL;
    if (!read_time(values[1], &replay.until, error))
        return -1;
    if (replay.until && !values[2] && !server) {
        tote_fail(error, TOTE_USAGE, "to", _("--to says where the database of that time goes"));
        return -1;
    }
    // One key file seals what is about people in both.
    g_autofree char *keys = people_key_path(cli->url);
    g_setenv("TOTE_KEYS", keys, TRUE);
    g_autoptr(doc_handle) doc = doc_new();
    bool ok = (!values[3] || people_take_older_keys(values[3], error)) &&
              target_open(&target, values[0], values[2], error);
    replay.over = target.db;
    ok = ok && replay_into(cli, &replay, doc, &same, error) &&
         (!values[3] || !(values[2] || server) || reseal(cli, target.db, error)) &&
         target_keep(&target, values[2], error);
    target_close(&target);
    if (!ok)
        return -1;
    if (replay.until)
        doc_null(doc, "same");
    else
        doc_bool(doc, "same", same);
    return answer(cli, same, doc);
}
