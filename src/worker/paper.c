// SPDX-License-Identifier: Apache-2.0
// Jobs to printers: sent once, looked for after a crash, followed to the end, reported in words.
#include "paper.h"

#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"

static bool printer_report(struct worker *worker, int64_t printer, const char *event,
                           const struct told *why, GError **error)
{
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, printer);
    struct op_call call = {.op = op_find("printer.state"),
                           .values = {id, event, why->code, why->terms}};
    struct reply reply = {0};
    bool ok = op_run(worker->session, &call, &reply, error);
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

static struct print_spec spec_of(const struct job_row *job, const struct outgoing *outgoing,
                                 const char *key)
{
    size_t size = 0;
    const void *data = g_bytes_get_data(outgoing->bytes, &size);
    return (struct print_spec){.printer = printer_of(job),
                               .format = outgoing->format,
                               .bytes = data,
                               .len = size,
                               .key = key,
                               .title = key,
                               .width = outgoing->width,
                               .height = outgoing->height};
}

bool paper_waits(struct worker *worker, const struct job_row *job)
{
    const int64_t *until = g_hash_table_lookup(worker->away, &job->printer_id);
    bool waits = until && clock_monotonic_us() < *until;
    if (waits)
        worker->again_us = MIN(worker->again_us, *until);
    return waits;
}

static void note_away(struct worker *worker, int64_t printer, int64_t wait_ms)
{
    int64_t until = clock_monotonic_us() + wait_ms * 1000;
    g_hash_table_insert(worker->away, g_memdup2(&printer, sizeof printer),
                        g_memdup2(&until, sizeof until));
}

// The printer cannot be reached. EVENT: "unsent", certainly nothing was handed over; "wait", an
// earlier try may have, which has to be asked first.
static bool try_later(struct worker *worker, const struct outbox_kind *kind,
                      const struct job_row *job, const char *event, const GError *failed,
                      GError **error)
{
    g_auto(cause_told) why = told_error(failed);
    int64_t wait = backoff_ms(kind->retry, job->tries + 1);
    note_away(worker, job->printer_id, wait);
    return printer_report(worker, job->printer_id, "miss", &why, error) &&
           outbox_step(worker, job, event, &why, 0, clock_now() + wait, error);
}

// A worker that was stopped for so long that another one took its job prints nothing.
struct claim {
    struct db *db;
    const struct worker *worker;
    const struct job_row *job; // as it was before it was taken
    bool gone;                 // it is not this worker's any more, or nobody can say
};

static bool is_mine(void *data, GError **error)
{
    struct claim *claim = data;
    g_autoptr(rowlist) found = store_job(claim->db, claim->job->id, error);
    const struct job_row *now = list_needed(found, "job", claim->job->id, error);
    bool mine = now && state_may(&job_states, now->status, "take") &&
                now->tries == claim->job->tries + 1 && !strcmp(now->worker, claim->worker->name);
    if (now && !mine)
        tote_fail(error, TOTE_STALE, "printer", _("Another worker has print job %s"),
                  number_of(NUMBER_JOB, claim->job->id).text);
    claim->gone = !mine;
    return mine;
}

static bool send_bytes(struct worker *worker, const struct outbox_kind *kind,
                       const struct job_row *job, const struct print_spec *spec, GError **error)
{
    g_autoptr(GError) failed = NULL;
    int remote = 0;
    enum print_outcome outcome = print_send(spec, &remote, &failed);
    if (((const struct claim *)spec->data)->gone) { // not the printer's fault
        g_propagate_error(error, g_steal_pointer(&failed));
        return false;
    }
    if (outcome == PRINT_NOT_SENT)
        return try_later(worker, kind, job, "unsent", failed, error);
    g_auto(cause_told) why = failed ? told_error(failed) : told_nothing();
    return outbox_step(worker, job, outcome == PRINT_SENT ? "sent" : "lose", &why, remote, 0,
                       error);
}

// Was it handed over in an earlier try that nobody could report? *ret_job is 0 when certainly not.
// A job that was found waiting was put back by a worker who knew that nothing went: a socket
// printer, which keeps no jobs, leaves a doubt only where the worker never came to say so, and so
// does a print service that knows no job from before that try: it may have forgotten this one, too.
static bool look_for(struct worker *worker, const struct outbox_kind *kind,
                     const struct job_row *job, const char *key, int *ret_job, GError **error)
{
    struct print_printer printer = printer_of(job);
    g_autoptr(GError) failed = NULL;
    *ret_job = 0;
    if (!job->tries)
        return true;
    bool waited = state_may(&job_states, job->status, "send"), remembers = true;
    if (print_find(&printer, key, ret_job, &failed) &&
        (waited || *ret_job || print_remembers(&printer, job->updated_at, &remembers, &failed)) &&
        remembers)
        return true;
    bool raw = !failed || tote_error_is(failed, TOTE_ARGUMENT);
    if (raw && waited)
        return true;
    *ret_job = -1;
    g_auto(cause_told) unknown = told_new(CAUSE_JOB_UNKNOWN, NULL, 0);
    return raw ? outbox_step(worker, job, "lose", &unknown, 0, 0, error)
               : try_later(worker, kind, job, waited ? "unsent" : "wait", failed, error);
}

static bool render_and_send(struct worker *worker, const struct outbox_kind *kind,
                            const struct job_row *job, const char *key, GError **error)
{
    struct outgoing outgoing = {.dpi = (int)job->dpi, .format = PRINT_ZPL};
    g_autoptr(GError) failed = NULL;
    if (!format_of(job, &outgoing.format, &failed))
        return try_later(worker, kind, job, "unsent", failed, error);
    if (!kind->render(worker->session, job, &outgoing, &failed)) {
        g_auto(cause_told) why = told_error(failed);
        return outbox_step(worker, job, "fail", &why, 0, 0, error);
    }
    struct claim claim = {worker->session->db, worker, job};
    struct print_spec spec = spec_of(job, &outgoing, key);
    spec.still = is_mine;
    spec.data = &claim;
    bool ok = send_bytes(worker, kind, job, &spec, error);
    g_bytes_unref(outgoing.bytes);
    return ok;
}

// The name of the job at the print service: which label, which copy, and when it was wanted, since
// another shop, or this one put back to a backup, prints labels of the same number. Caller frees.
static char *key_of(const struct job_row *job)
{
    return g_strdup_printf("tote-%s-%" G_GINT64_FORMAT "-%" G_GINT64_MODIFIER "x", job->ref,
                           job->copy, job->created_at);
}

bool paper_deliver(struct worker *worker, const struct outbox_kind *kind, const struct job_row *job,
                   GError **error)
{
    g_autofree char *key = key_of(job);
    int before = 0;
    if (!look_for(worker, kind, job, key, &before, error))
        return false;
    if (before < 0)
        return true;
    g_auto(cause_told) nothing = told_nothing();
    if (before > 0)
        return outbox_step(worker, job, "sent", &nothing, before, 0, error);
    return render_and_send(worker, kind, job, key, error);
}

// --- following

static bool finish(struct worker *worker, const struct job_row *job,
                   const struct print_status *status, GError **error)
{
    bool done = status->state == PRINT_DONE;
    g_auto(cause_told) why = done ? told_nothing() : told_new(status->cause, NULL, 0);
    // A job that ended half way may have left a label: only a person knows.
    return printer_report(worker, job->printer_id, done ? "rest" : "stop", &why, error) &&
           outbox_step(worker, job, done ? "finish" : "lose", &why, (int)job->remote_job, 0, error);
}

// The printer knows the job no more. Why, where none of its jobs is known, is said of the printer,
// for it is the same for all of them.
static bool forgotten(struct worker *worker, const struct job_row *job, const GError *failed,
                      GError **error)
{
    struct print_printer printer = printer_of(job);
    bool remembers = true;
    g_auto(cause_told) lost = told_error(failed);
    g_auto(cause_told) forgets = told_new(CAUSE_LINK_FORGETS, NULL, 0);
    print_remembers(&printer, INT64_MAX, &remembers, NULL); // who does not say so is not blamed
    return (remembers || printer_report(worker, job->printer_id, "stop", &forgets, error)) &&
           outbox_step(worker, job, "lose", &lost, (int)job->remote_job, 0, error);
}

bool paper_follow(struct worker *worker, const struct job_row *job, GError **error)
{
    struct print_printer printer = printer_of(job);
    struct print_status status = {0};
    g_autoptr(GError) failed = NULL;
    if (!job->remote_job) // a raw socket keeps no jobs: all bytes were taken
        return finish(worker, job, &(struct print_status){.state = PRINT_DONE}, error);
    g_autofree char *key = key_of(job);
    if (!print_job_state(&printer, (int)job->remote_job, key, &status, &failed)) {
        g_auto(cause_told) lost = told_error(failed);
        return tote_error_is(failed, TOTE_NOT_FOUND)
                   ? forgotten(worker, job, failed, error)
                   : printer_report(worker, job->printer_id, "miss", &lost, error);
    }
    g_auto(cause_told) why = told_new(status.cause, NULL, 0);
    bool over = status.state == PRINT_DONE || status.state == PRINT_ABORTED ||
                status.state == PRINT_CANCELLED;
    bool ok = over ? finish(worker, job, &status, error)
                   : printer_report(worker, job->printer_id, status.attention ? "stop" : "work",
                                    &why, error);
    if (ok && !over && strcmp(job->reason, why.code))
        ok = outbox_step(worker, job, "wait", &why, (int)job->remote_job, 0, error);
    print_status_clear(&status);
    return ok;
}

// --- asking back

// The print service cannot be asked, or refuses. After a while the job is left to a person, who may
// know what became of that printer.
static bool not_given_back(struct worker *worker, const struct job_row *job, const GError *failed,
                           GError **error)
{
    g_auto(cause_told) why = told_error(failed);
    bool lost = tote_error_is(failed, TOTE_NOT_FOUND) || clock_now() - job->updated_at > MINUTE_MS;
    const char *event = lost ? "lose" : "wait";
    return (!lost && !strcmp(job->reason, why.code)) ||
           outbox_step(worker, job, event, &why, (int)job->remote_job, 0, error);
}

bool paper_take_back(struct worker *worker, const struct job_row *job, GError **error)
{
    struct print_printer printer = printer_of(job);
    g_autoptr(GError) failed = NULL;
    g_autofree char *key = key_of(job);
    enum print_back back = PRINT_BACK_OUT; // a raw socket keeps no jobs: all bytes were taken
    if (job->remote_job &&
        !print_job_take_back(&printer, (int)job->remote_job, key, &back, &failed))
        return not_given_back(worker, job, failed, error);
    if (back == PRINT_BACK_OUT)
        return finish(worker, job, &(struct print_status){.state = PRINT_DONE}, error);
    bool free = back == PRINT_BACK_FREE;
    g_auto(cause_told) why = free ? told_nothing() : told_new(CAUSE_JOB_CANCELLED, NULL, 0);
    return outbox_step(worker, job, free ? "freed" : "lose", &why, (int)job->remote_job, 0, error);
}
