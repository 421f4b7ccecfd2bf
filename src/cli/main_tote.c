// SPDX-License-Identifier: Apache-2.0
// The program `tote`: screens, and verbs that hand rendering and printing to tote-worker.
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "i18n.h"
#include "programs.h"
#include "store_print.h"
#include "ui.h"

char *screens_keys(void)
{
    return ui_keys_text();
}

char *worker_path(const struct cli *cli)
{
    (void)cli;
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self ? g_path_get_dirname(self) : g_strdup(".");
    char *beside = g_build_filename(folder, "tote-worker", NULL);
    if (!access(beside, X_OK))
        return beside;
    g_free(beside);
    return g_build_filename(TOTE_LIBEXECDIR, "tote-worker", NULL);
}

// Becomes tote-worker with the same options and these words.
static int become_worker(struct cli *cli, const char *const *words, GError **error)
{
    g_autofree char *path = worker_path(cli);
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, path);
    const char *const options[][2] = {{"--db", cli->url},
                                      {"--as", cli->operator}, {"--station", cli->station}};
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++) {
        if (!options[i][1])
            continue;
        g_ptr_array_add(argv, (void *)options[i][0]);
        g_ptr_array_add(argv, (void *)options[i][1]);
    }
    if (cli->json)
        g_ptr_array_add(argv, (void *)"--json");
    for (; *words; words++)
        g_ptr_array_add(argv, (void *)*words);
    g_ptr_array_add(argv, NULL);
    execv(path, (char **)argv->pdata);
    tote_fail(error, TOTE_PRINT_FAILED, NULL, _("The worker %s cannot be started: %s"), path,
              g_strerror(errno));
    return -1;
}

int verb_worker(struct cli *cli, const char *const *values, GError **error)
{
    const char *const words[] = {"worker", values[0] ? "--once" : NULL, NULL};
    return become_worker(cli, words, error);
}

int verb_label_show(struct cli *cli, const char *const *values, GError **error)
{
    const char *const words[] = {
        "label",   "show", values[0], values[1], "--to", values[2], values[3] ? "--dpi" : NULL,
        values[3], NULL};
    return become_worker(cli, words, error);
}

int verb_screens(struct cli *cli, GError **error)
{
    const struct ui_options options = {
        .url = cli->url, .operator= cli->operator, .station = cli->station, .open = cli->open};
    return ui_run(&options, error) ? TOTE_EXIT_OK : -1;
}

int main(int argc, char **argv)
{
    return cli_main(argc, argv);
}
