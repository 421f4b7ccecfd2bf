// SPDX-License-Identifier: Apache-2.0
// `tote worker`: works off the outbox, alone on this host when it lingers.
#include <signal.h>

#include "i18n.h"
#include "programs.h"
#include "says.h"
#include "store_print.h"
#include "worker.h"
#include "worker_lock.h"

static volatile sig_atomic_t stopping;

static void stop(int signal_number)
{
    (void)signal_number;
    stopping = 1;
}

// Caller frees.
static char *why(const struct wait_row *row)
{
    if (*row->lacks)
        return g_strdup(say_word(row->lacks));
    if (*row->reason && !row->wants_person)
        return say_stored(row->reason, row->reason_terms);
    return g_strdup(row->wants_person
                        ? _("a person has to say what became of them: tote print list")
                    : !*row->state ? _("they were not tried yet")
                                   : _("the printer has them, or is tried again"));
}

// What is left, and why.
static bool waits_doc(struct cli *cli, struct doc *doc, GError **error)
{
    g_autoptr(rowlist) waits = store_jobs_waits(cli->db, error);
    doc_open_list(doc, "waits");
    for (unsigned i = 0; waits && i < list_len(waits); i++) {
        const struct wait_row *row = list_at(waits, struct wait_row, i);
        g_autofree char *words = why(row);
        doc_open_object(doc, NULL);
        doc_text(doc, "printer", *row->printer ? row->printer : NULL);
        doc_int(doc, "jobs", row->jobs);
        doc_text(doc, "why", words);
        doc_close(doc);
    }
    doc_close(doc);
    return waits != NULL;
}

static int failed(const struct cli *cli, const struct worker_result *result, struct doc *doc)
{
    g_autoptr(GError) error = NULL;
    tote_fail(&error, TOTE_PRINT_FAILED, NULL,
              ngettext("%" G_GINT64_FORMAT " job failed; 'tote print list' says why",
                       "%" G_GINT64_FORMAT " jobs failed; 'tote print list' says why",
                       (gulong)result->failed),
              (int64_t)result->failed);
    return cli_print_failed(cli, doc, error);
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
    if (!waits_doc(cli, doc, error))
        return -1;
    if (result.failed)
        return failed(cli, &result, doc);
    cli_print(cli, doc);
    return TOTE_EXIT_OK;
}
