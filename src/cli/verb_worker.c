// SPDX-License-Identifier: Apache-2.0
// The worker: takes print jobs from the outbox, follows each to its end, reports in words.
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "clock.h"
#include "i18n.h"
#include "label_job.h"
#include "numbers.h"
#include "print.h"
#include "store_print.h"
#include "worker_lock.h"

enum {
    JOBS_AT_ONCE = 50,
    POLL_US = 200000, // how often the database is asked for news
    RETRY_MS = 2000,  // first wait after a printer was away; doubles
    RETRY_MAX_MS = 60000,
    LINGER_US = 60000000, // how long a worker that a station started waits for more
    STUCK_MS = 60000,     // a job that another worker took and never reported is looked for
    SPEC_WIDTH = 10160,   // 4x6 inch in 1/100 mm
    SPEC_HEIGHT = 15240,
};

struct worker {
    struct cli *cli;
    char *name; // host:pid
    bool once, linger;
    int64_t quiet_since; // when the last job ended, µs
    GHashTable *away;    // id of a printer that was away -> when to try it again, µs (GINT64)
    int64_t done, failed;
};

static volatile sig_atomic_t stopping;

static void stop(int signal_number)
{
    (void)signal_number;
    stopping = 1;
}

// --- reports: each is an operation, so the screens see it at once

static bool step(struct worker *worker, const struct job_row *job, const char *event,
                 const char *reason, int remote, int64_t next_at, GError **error)
{
    g_autofree char *remote_text = g_strdup_printf("%d", remote);
    g_autofree char *next_text = g_strdup_printf("%" G_GINT64_FORMAT, next_at);
    struct op_call call = {.op = op_find("print.step"),
                           .values = {number_of(NUMBER_JOB, job->id).text, event, reason,
                                      remote_text, next_text, worker->name}};
    struct reply reply = {0};
    bool ok = op_run(worker->cli->session, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

static bool printer_report(struct worker *worker, int64_t printer, const char *state,
                           const char *reason, GError **error)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, printer);
    struct op_call call = {.op = op_find("printer.state"), .values = {id, state, reason}};
    struct reply reply = {0};
    bool ok = op_run(worker->cli->session, &call, &reply, error);
    reply_clear(&reply);
    return ok;
}

// --- sending

// cups:QUEUE, cups://QUEUE or a bare name is a queue of CUPS; the rest is a printer's own address.
static struct print_printer printer_of(const struct job_row *job)
{
    if (g_str_has_prefix(job->uri, "cups:")) {
        const char *queue = job->uri + strlen("cups:");
        return (struct print_printer){.queue = queue + strspn(queue, "/")};
    }
    if (strstr(job->uri, "://"))
        return (struct print_printer){.queue = job->printer, .uri = job->uri};
    return (struct print_printer){.queue = job->uri};
}

// What the printer takes: as it was set up, or by its queue: a raw one takes ZPL, a driver PDF.
static bool format_of(const struct job_row *job, enum print_format *ret_format, GError **error)
{
    struct print_printer printer = printer_of(job);
    struct print_queue *queue = NULL;
    bool raw = printer.uri && g_str_has_prefix(printer.uri, "socket:");
    if (strcmp(job->format, "auto")) {
        *ret_format = strcmp(job->format, "pdf") ? PRINT_ZPL : PRINT_PDF;
        return true;
    }
    if (!raw && !print_queue_state(&printer, &queue, error))
        return false;
    *ret_format = raw || queue->raw ? PRINT_ZPL : PRINT_PDF;
    print_queue_free(queue);
    return true;
}

static int64_t backoff(int64_t tries)
{
    int64_t wait = RETRY_MS;
    for (int64_t i = 1; i < tries && wait < RETRY_MAX_MS; i++)
        wait *= 2;
    return MIN(wait, RETRY_MAX_MS);
}

static struct print_spec spec_of(const struct job_row *job, enum print_format format, GBytes *bytes,
                                 const char *key)
{
    size_t size = 0;
    const void *data = g_bytes_get_data(bytes, &size);
    return (struct print_spec){.printer = printer_of(job),
                               .format = format,
                               .bytes = data,
                               .len = size,
                               .key = key,
                               .title = key,
                               .width = SPEC_WIDTH,
                               .height = SPEC_HEIGHT};
}

// All jobs of a printer that is away wait for one try of one of them.
static bool is_away(struct worker *worker, int64_t printer)
{
    const int64_t *until = g_hash_table_lookup(worker->away, &printer);
    return until && clock_monotonic_us() < *until;
}

static void note_away(struct worker *worker, int64_t printer, int64_t wait_ms)
{
    int64_t until = clock_monotonic_us() + wait_ms * 1000;
    g_hash_table_insert(worker->away, g_memdup2(&printer, sizeof printer),
                        g_memdup2(&until, sizeof until));
}

// The printer cannot be reached; certainly nothing was handed over.
static bool put_back(struct worker *worker, const struct job_row *job, const char *why,
                     GError **error)
{
    int64_t wait = backoff(job->tries + 1);
    note_away(worker, job->printer_id, wait);
    return printer_report(worker, job->printer_id, "away", why, error) &&
           step(worker, job, "unsent", why, 0, clock_now() + wait, error);
}

static bool send_bytes(struct worker *worker, const struct job_row *job,
                       const struct print_spec *spec, GError **error)
{
    g_autoptr(GError) failed = NULL;
    int remote = 0;
    enum print_outcome outcome = print_send(spec, &remote, &failed);
    if (outcome == PRINT_SENT)
        return step(worker, job, "sent", "", remote, 0, error);
    if (outcome == PRINT_IN_DOUBT)
        return step(worker, job, "doubt", failed->message, remote, 0, error);
    return put_back(worker, job, failed->message, error);
}

// Was it handed over in an earlier try that nobody could report? *ret_job is 0 when certainly not.
static bool look_for(struct worker *worker, const struct job_row *job, const char *key,
                     int *ret_job, GError **error)
{
    struct print_printer printer = printer_of(job);
    g_autoptr(GError) failed = NULL;
    *ret_job = 0;
    if (!job->tries)
        return true;
    if (print_find(&printer, key, ret_job, &failed))
        return true;
    bool raw = tote_error_is(failed, TOTE_ARGUMENT); // a socket printer keeps no jobs
    *ret_job = -1;
    if (raw)
        return step(worker, job, "doubt", _("Nobody knows whether it was printed"), 0, 0, error);
    return put_back(worker, job, failed->message, error);
}

static bool render_and_send(struct worker *worker, const struct job_row *job, GError **error)
{
    g_autofree char *key = g_strdup_printf("tote-%s-%" G_GINT64_FORMAT, job->ref, job->copy);
    struct label_options options = {.dpi = (int)job->dpi};
    enum print_format format = PRINT_ZPL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(GPtrArray) codes = NULL;
    g_autoptr(GError) failed = NULL;
    int before = 0;
    if (!look_for(worker, job, key, &before, error))
        return false;
    if (before < 0)
        return true;
    if (before > 0)
        return step(worker, job, "sent", "", before, 0, error);
    if (!format_of(job, &format, &failed))
        return put_back(worker, job, failed->message, error);
    options.format = format == PRINT_PDF ? LABEL_PDF : LABEL_ZPL;
    if (!label_job_render(worker->cli->db, job->ref, &options, &bytes, &codes, &failed)) {
        worker->failed++;
        return step(worker, job, "fail", failed->message, 0, 0, error);
    }
    struct print_spec spec = spec_of(job, format, bytes, key);
    return send_bytes(worker, job, &spec, error);
}

static bool start_job(struct worker *worker, struct job_row *job, GError **error)
{
    if (!step(worker, job, "send", "", 0, clock_now() + STUCK_MS, error))
        return false;
    job->status = "sending";
    return render_and_send(worker, job, error);
}

// --- following

static bool finish(struct worker *worker, const struct job_row *job,
                   const struct print_status *status, GError **error)
{
    bool done = status->state == PRINT_DONE;
    *(done ? &worker->done : &worker->failed) += 1;
    // A job that ended half way may have left a label: only a person knows.
    return printer_report(worker, job->printer_id, done ? "ready" : "trouble",
                          done ? "" : status->sentence, error) &&
           step(worker, job, done ? "done" : "doubt", done ? "" : status->sentence,
                (int)job->remote_job, 0, error);
}

static bool follow(struct worker *worker, const struct job_row *job, GError **error)
{
    struct print_printer printer = printer_of(job);
    struct print_status status = {0};
    g_autoptr(GError) failed = NULL;
    if (!job->remote_job) // a raw socket keeps no jobs: all bytes were taken
        return finish(worker, job, &(struct print_status){.state = PRINT_DONE}, error);
    if (!print_job_state(&printer, (int)job->remote_job, &status, &failed)) {
        if (tote_error_is(failed, TOTE_NOT_FOUND))
            return step(worker, job, "doubt", failed->message, (int)job->remote_job, 0, error);
        return printer_report(worker, job->printer_id, "away", failed->message, error);
    }
    bool over = status.state == PRINT_DONE || status.state == PRINT_ABORTED ||
                status.state == PRINT_CANCELLED;
    bool ok =
        over ? finish(worker, job, &status, error)
             : printer_report(worker, job->printer_id, status.attention ? "trouble" : "printing",
                              status.sentence, error);
    if (ok && !over && strcmp(job->reason, status.sentence))
        ok = step(worker, job, "wait", status.sentence, (int)job->remote_job, 0, error);
    print_status_clear(&status);
    return ok;
}

static bool advance(struct worker *worker, struct job_row *job, GError **error)
{
    if (!strcmp(job->status, "waiting"))
        return is_away(worker, job->printer_id) || start_job(worker, job, error);
    if (!strcmp(job->status, "sending"))
        return render_and_send(worker, job, error); // its worker died before it could report
    return follow(worker, job, error);
}

static bool handle(struct worker *worker, struct job_row *job, GError **error)
{
    g_autoptr(GError) failed = NULL;
    if (advance(worker, job, &failed) || tote_error_is(failed, TOTE_STALE) ||
        tote_error_is(failed, TOTE_STATE)) // another worker was quicker
        return true;
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

// One look at everything that is due. *ret_open is how many jobs are not at their end.
static bool round_trip(struct worker *worker, int64_t *ret_open, GError **error)
{
    g_autoptr(rowlist) jobs = store_jobs_due(worker->cli->db, clock_now(), JOBS_AT_ONCE, error);
    if (!jobs)
        return false;
    for (unsigned i = 0; i < list_len(jobs) && !stopping; i++)
        if (!handle(worker, list_at(jobs, struct job_row, i), error))
            return false;
    *ret_open = store_jobs_open(worker->cli->db, error);
    return *ret_open >= 0;
}

// --- the verb

// With --once: until nothing moves any more; a printer that is away or out of paper is left.
static bool settled(const struct worker *worker, int64_t before, int64_t open, int64_t *still)
{
    bool moved = worker->done + worker->failed != before || !open;
    *still = moved ? 0 : *still + 1;
    return !open || *still * POLL_US > RETRY_MS * INT64_C(1000) * 2;
}

// May the worker go on after this error? A busy or lost database comes back.
static bool survives(struct worker *worker, const GError *error)
{
    if (worker->once)
        return false;
    if (db_lost(error))
        db_reopen(worker->cli->db, NULL);
    return db_lost(error) || tote_error_is(error, TOTE_DB_BUSY);
}

// Has nothing been left to do for a minute?
static bool quiet(struct worker *worker, int64_t open)
{
    int64_t now = clock_monotonic_us();
    if (open)
        worker->quiet_since = now;
    return now - worker->quiet_since > LINGER_US;
}

static bool run(struct worker *worker, int64_t *ret_open, GError **error)
{
    worker->quiet_since = clock_monotonic_us();
    for (int64_t still = 0; !stopping;) {
        int64_t before = worker->done + worker->failed;
        g_autoptr(GError) failed = NULL;
        if (!round_trip(worker, ret_open, &failed) && !survives(worker, failed)) {
            g_propagate_error(error, g_steal_pointer(&failed));
            return false;
        }
        if ((worker->once && settled(worker, before, *ret_open, &still)) ||
            (worker->linger && quiet(worker, *ret_open)))
            return true;
        if (!worker->once || *ret_open)
            g_usleep(POLL_US);
    }
    return true;
}

int verb_worker(struct cli *cli, const char *const *values, GError **error)
{
    if (values[1] && worker_lock(cli->url) < 0) // kept until this process ends
        return TOTE_EXIT_OK;
    if (!cli_open(cli, true, error))
        return -1;
    g_autofree char *name = g_strdup_printf("%s:%d", g_get_host_name(), (int)getpid());
    struct worker worker = {
        .cli = cli, .name = name, .once = values[0] != NULL, .linger = values[1] != NULL};
    int64_t open = 0;
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    worker.away = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    bool ended = run(&worker, &open, error);
    g_hash_table_unref(worker.away);
    if (!ended)
        return -1;
    g_autoptr(doc_handle) doc = doc_new();
    doc_int(doc, "done", worker.done);
    doc_int(doc, "failed", worker.failed);
    doc_int(doc, "waiting", open);
    cli_print(cli, doc);
    return worker.failed ? TOTE_EXIT_SURROUNDINGS : TOTE_EXIT_OK;
}
