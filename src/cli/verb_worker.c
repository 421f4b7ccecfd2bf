// SPDX-License-Identifier: Apache-2.0
// `tote worker`: works off the outbox, alone on this host when it lingers.
#include <signal.h>

#include "programs.h"
#include "worker.h"
#include "worker_lock.h"

static volatile sig_atomic_t stopping;

static void stop(int signal_number)
{
    (void)signal_number;
    stopping = 1;
}

int verb_worker(struct cli *cli, const char *const *values, GError **error)
{
    const struct worker_options options = {
        .once = values[0] != NULL, .linger = values[1] != NULL, .stop = &stopping};
    struct worker_result result = {0};
    if (options.linger && worker_lock(cli->url) < 0) // kept until this process ends
        return TOTE_EXIT_OK;
    if (!cli_open(cli, true, error))
        return -1;
    sigset_t none; // a screen that starts a worker hands down the signals that it blocks itself
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    if (!worker_run(cli->session, &options, &result, error))
        return -1;
    g_autoptr(doc_handle) doc = doc_new();
    doc_int(doc, "done", result.done);
    doc_int(doc, "failed", result.failed);
    doc_int(doc, "waiting", result.waiting);
    cli_print(cli, doc);
    return result.failed ? TOTE_EXIT_SURROUNDINGS : TOTE_EXIT_OK;
}
