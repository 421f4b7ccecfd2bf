// SPDX-License-Identifier: Apache-2.0
// `tote demo`: a sample shop to play with on a terminal; elsewhere its main job, step by step.
#include <stdio.h>
#include <unistd.h>

#include "answers.h"
#include "clock.h"
#include "demo.h"
#include "i18n.h"

enum { FOLDER_MODE = 0700 };

void demo_tell(struct demo *demo, const char *step, const char *format, ...)
{
    int64_t now = clock_monotonic_us(), spent = now - demo->began_us;
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    doc_open_object(demo->doc, NULL);
    doc_text(demo->doc, "step", step);
    doc_text(demo->doc, "message", text);
    if (step)
        doc_int(demo->doc, "ms", spent / 1000);
    doc_close(demo->doc);
    if (step)
        demo->began_us = now;
    if (demo->cli->json)
        return;
    if (step)
        printf("%-8s %s  (%.2f s)\n", step, text, (double)spent / 1e6);
    else
        printf("         %s\n", text);
    fflush(stdout);
}

// A new folder where the user keeps what can be made again.
static char *new_folder(GError **error)
{
    const char *const bases[] = {g_get_user_cache_dir(), g_get_tmp_dir()};
    for (size_t i = 0; i < G_N_ELEMENTS(bases); i++) {
        g_autofree char *base = g_build_filename(bases[i], "tote", NULL);
        g_autofree char *folder = g_build_filename(base, "demo-XXXXXX", NULL);
        if (!g_mkdir_with_parents(base, FOLDER_MODE) && g_mkdtemp(folder))
            return g_steal_pointer(&folder);
    }
    tote_fail(error, TOTE_FILE_WRITE, "dir", _("No folder for the sample shop; name one: --dir"));
    return NULL;
}

static bool check(struct demo *demo, GError **error)
{
    bool ok = false;
    g_autoptr(doc_handle) doc = doc_new();
    if (!show_stock_check(demo->cli->db, doc, &ok, error))
        return false;
    if (!ok)
        return tote_fail(error, TOTE_BUG, NULL, _("The stock does not add up; see 'stock check'"));
    demo_tell(demo, "check", _("every piece is where the ledger says"));
    return true;
}

static void finish(struct demo *demo, int64_t shipped, const GPtrArray *labels)
{
    doc_close(demo->doc);
    doc_int(demo->doc, "orders", demo->orders);
    doc_int(demo->doc, "shipped", shipped);
    doc_open_list(demo->doc, "labels");
    for (unsigned i = 0; i < labels->len; i++)
        doc_text(demo->doc, NULL, labels->pdata[i]);
    doc_close(demo->doc);
    if (demo->cli->json) {
        cli_print(demo->cli, demo->doc);
        return;
    }
    for (unsigned i = 0; i < labels->len; i++)
        puts(labels->pdata[i]);
    printf(_("%" G_GINT64_FORMAT " orders, %" G_GINT64_FORMAT " shipped. On a terminal "
             "'%s demo --dir %s' opens the screens.\n"),
           demo->orders, shipped, demo->cli->program, demo->dir);
}

static int drive(struct demo *demo, GError **error)
{
    int64_t shipped = 0;
    g_autoptr(GPtrArray) labels = NULL;
    if (!demo_release(demo, error) || !demo_pick(demo, error) || !demo_pack(demo, error) ||
        !demo_labels(demo, &labels, error) || !demo_ship(demo, &shipped, error) ||
        !check(demo, error))
        return -1;
    finish(demo, shipped, labels);
    return TOTE_EXIT_OK;
}

// The screens open the database themselves, as sam on the home screen.
static int open_screens(struct demo *demo, GError **error)
{
    if (!demo_release(demo, error))
        return -1;
    struct cli screens = {.url = demo->url,
                          .who = "sam",
                          .station = "DEMO",
                          .open = "home",
                          .program = demo->cli->program};
    int status = verb_screens(&screens, error);
    printf(_("The sample shop is in %s; '%s demo --dir %s' goes on with it.\n"), demo->dir,
           demo->cli->program, demo->dir);
    return status;
}

static void clear(struct demo *demo)
{
    session_free(demo->anna);
    session_free(demo->ben);
    session_free(demo->sam);
    session_free(demo->cli->session);
    db_close(demo->cli->db);
    demo->cli->session = NULL;
    demo->cli->db = NULL;
    demo->cli->url = NULL; // it is freed here
    g_free(demo->dir);
    g_free(demo->url);
    doc_free(demo->doc);
}

int verb_demo(struct cli *cli, const char *const *values, GError **error)
{
    int status = -1;
    bool screens = !cli->json && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    struct demo demo = {.cli = cli,
                        .dir = values[0] ? g_canonicalize_filename(values[0], NULL)
                                         : new_folder(error),
                        .doc = doc_new(),
                        .began_us = clock_monotonic_us()};
    doc_text(demo.doc, "dir", demo.dir);
    doc_open_list(demo.doc, "steps");
    if (demo.dir && demo_open_shop(&demo, error))
        status = screens ? open_screens(&demo, error) : drive(&demo, error);
    clear(&demo);
    return status;
}
