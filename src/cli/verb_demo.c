// SPDX-License-Identifier: Apache-2.0
// `tote demo`: a sample shop to play with on a terminal; elsewhere its main job, step by step.
#include <stdio.h>
#include <unistd.h>

#include "demo.h"
#include "i18n.h"
#include "programs.h"

enum { FOLDER_MODE = 0700 };

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

static void print_step(const char *step, const char *text, double seconds)
{
    if (step)
        printf("%-8s %s  (%.2f s)\n", step, text, seconds);
    else
        printf("         %s\n", text);
    fflush(stdout);
}

static int drive(struct cli *cli, struct demo *demo, GError **error)
{
    g_autoptr(GPtrArray) labels = NULL;
    if (!demo_day(demo, &labels, error))
        return -1;
    if (cli->json) {
        cli_print(cli, demo->doc);
        return TOTE_EXIT_OK;
    }
    for (unsigned i = 0; i < labels->len; i++)
        puts(labels->pdata[i]);
    printf(_("%" G_GINT64_FORMAT " orders, %" G_GINT64_FORMAT " shipped. On a terminal "
             "'%s demo --dir %s' opens the screens.\n"),
           demo->orders, demo->shipped, demo->program, demo->dir);
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
                          .program = demo->program};
    int status = verb_screens(&screens, NULL, error);
    printf(_("The sample shop is in %s; '%s demo --dir %s' goes on with it.\n"), demo->dir,
           demo->program, demo->dir);
    return status;
}

int verb_demo(struct cli *cli, const char *const *values, GError **error)
{
    bool screens = !cli->json && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    g_autofree char *dir = values[0] ? g_canonicalize_filename(values[0], NULL) : new_folder(error);
    if (!dir)
        return -1;
    g_autofree char *worker = worker_path();
    struct demo demo = {.dir = dir,
                        .program = cli->program,
                        .worker = worker,
                        .told = cli->json ? NULL : print_step};
    int status = -1;
    if (demo_open_shop(&demo, error))
        status = screens ? open_screens(&demo, error) : drive(cli, &demo, error);
    demo_clear(&demo);
    return status;
}
