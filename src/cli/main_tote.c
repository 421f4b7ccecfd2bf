// SPDX-License-Identifier: Apache-2.0
// The program `tote`: screens, and verbs that hand rendering and printing to tote-worker.
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "programs.h"
#include "ui.h"
#include "worker_lock.h"

char *screens_keys(void)
{
    return ui_keys_text();
}

char *worker_path(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self ? g_path_get_dirname(self) : g_strdup(".");
    char *beside = g_build_filename(folder, "tote-worker", NULL);
    if (!access(beside, X_OK))
        return beside;
    g_free(beside);
    return g_build_filename(TOTE_LIBEXECDIR, "tote-worker", NULL);
}

// The worker gets its options through the environment: a URL may hold a password, and the words
// of a command can be read by everybody on the host.
static void set_options(const struct cli *cli)
{
    const char *const options[][2] = {
        {"TOTE_DB", cli->url}, {"TOTE_OPERATOR", cli->who}, {"TOTE_STATION", cli->station}};
    for (size_t i = 0; i < G_N_ELEMENTS(options); i++)
        if (options[i][1])
            g_setenv(options[i][0], options[i][1], TRUE);
}

// Becomes tote-worker with the same options and these words.
static int become_worker(struct cli *cli, const char *const *words, GError **error)
{
    g_autofree char *path = worker_path();
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, path);
    if (cli->json)
        g_ptr_array_add(argv, (void *)"--json");
    for (; *words; words++)
        g_ptr_array_add(argv, (void *)*words);
    g_ptr_array_add(argv, NULL);
    set_options(cli);
    execv(path, (char **)argv->pdata);
    tote_fail(error, TOTE_PRINT_FAILED, NULL, _("The worker %s cannot be started: %s"), path,
              g_strerror(errno));
    return -1;
}

static void leave_terminal(void *data)
{
    (void)data;
    setsid(); // the end of this terminal is not the end of the worker
}

// Labels wait: a worker of this host prints them. One that finds another at work ends at once.
static void start_worker(void *data)
{
    const struct cli *cli = data;
    g_autofree char *path = worker_path();
    int lock = worker_lock(cli->url);
    if (lock < 0)
        return; // one is at work
    close(lock);
    const char *argv[] = {path, "worker", "--linger", NULL};
    g_auto(GStrv) env = g_environ_setenv(g_get_environ(), "TOTE_DB", cli->url, TRUE);
    env = g_environ_unsetenv(env, "TOTE_OPERATOR");
    g_spawn_async(NULL, (char **)argv, env, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                  leave_terminal, NULL, NULL, NULL);
}

int hand_worker(struct cli *cli, const char *const *values, GError **error)
{
    const char *const words[] = {"worker",
                                 values[0]   ? "--once"
                                 : values[1] ? "--linger"
                                             : NULL,
                                 NULL};
    return become_worker(cli, words, error);
}

int hand_label_show(struct cli *cli, const char *const *values, GError **error)
{
    const char *const words[] = {
        "label",   "show", values[0], values[1], "--to", values[2], values[3] ? "--dpi" : NULL,
        values[3], NULL};
    return become_worker(cli, words, error);
}

int verb_screens(struct cli *cli, const char *const *values, GError **error)
{
    (void)values;
    const struct ui_options options = {.url = cli->url,
                                       .who = cli->who,
                                       .station = cli->station,
                                       .open = cli->open,
                                       .jobs_wait = start_worker,
                                       .data = cli};
    return ui_run(&options, error) ? TOTE_EXIT_OK : -1;
}

int main(int argc, char **argv)
{
    return cli_main(argc, argv, verbs_of_tote);
}
