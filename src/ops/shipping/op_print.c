// SPDX-License-Identifier: Apache-2.0
// Print jobs: what people decide about them, and what the worker reports.
#include "common.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op_pack.h"
#include "registry.h"
#include "resolve.h"
#include "ship_wait.h"
#include "store_fulfilment.h"
#include "store_print.h"
#include "text.h"

enum { SHOWN_CELLS = 40 };

struct job_args {
    struct arg_ref job, printer;
    const char *event, *reason, *terms, *worker;
    int64_t remote, next;
};

static struct list *find_job(struct op_ctx *ctx, GError **error)
{
    const struct job_args *args = ctx->args;
    g_autoptr(rowlist) found = store_job(ctx->db, args->job.id, error);
    if (found && !list_len(found)) {
        tote_fail(error, TOTE_NOT_FOUND, "job", _("There is no print job %s"), args->job.text);
        return NULL;
    }
    if (found) {
        ctx->order_id = list_at(found, struct job_row, 0)->order_id;
        ctx->subject = g_strdup(args->job.text);
    }
    return g_steal_pointer(&found);
}

// The same for a person, who stands where the parcel is.
static struct list *find_here(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = find_job(ctx, error);
    const struct job_row *job = found ? list_at(found, struct job_row, 0) : NULL;
    bool here = job && (!job->site_id || site_within_reach(ctx, job->site_id, ctx->subject, error));
    return here ? g_steal_pointer(&found) : NULL;
}

static bool step(struct op_ctx *ctx, const struct job_row *job, const char *event,
                 struct job_step *step, GError **error)
{
    const struct transition *row =
        state_next(&job_states, job->status, event, number_of(NUMBER_JOB, job->id).text, error);
    if (!row)
        return false;
    step->from = job->status;
    step->tries = job->tries;
    step->to = row->to;
    step->now = ctx->now;
    step->over = !state_has(&job_states, row->to, ST_OPEN);
    return store_job_step(ctx->db, job->id, step, error);
}

static bool job_doc(struct op_ctx *ctx, const struct job_row *job)
{
    doc_text(ctx->doc, "job", number_of(NUMBER_JOB, job->id).text);
    doc_text(ctx->doc, "ref", job->ref);
    return true;
}

// Another copy of a label: a job of its own, so that the print service cannot take it for the
// first one. Ten people who ask at once, or one who is impatient, get one copy.
static bool print_copy(struct op_ctx *ctx, const struct job_row *job, GError **error)
{
    g_autoptr(rowlist) others = store_job_under_way(ctx->db, job, error);
    if (!others)
        return false;
    if (list_len(others)) {
        struct number other = number_of(NUMBER_JOB, list_at(others, struct job_row, 0)->id);
        OP_SAY(ctx, VERDICT_DONE, PRINT_COPY_WAITS, T_TEXT("job", other.text));
        doc_text(ctx->doc, "copy", other.text);
        return true;
    }
    const struct new_job again = {.kind = job->kind,
                                  .state = job_states.initial,
                                  .ref = job->own_ref,
                                  .subject_id = job->subject_id,
                                  .site_id = *job->own_ref ? job->site_id : 0,
                                  .order_id = job->order_id,
                                  .printer_id = job->moves_to ? job->moves_to : job->printer_id,
                                  .now = ctx->now};
    int64_t copy = store_job_add(ctx->db, &again, error);
    OP_SAY(ctx, VERDICT_DONE, PRINT_COPY, T_TEXT("job", number_of(NUMBER_JOB, copy).text));
    doc_text(ctx->doc, "copy", number_of(NUMBER_JOB, copy).text);
    return copy != 0;
}

// What was printed, or perhaps was, comes again as a copy; what failed goes back into the queue.
// Both only because a person asked.
static bool retry(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = find_here(ctx, error);
    if (!found)
        return false;
    const struct job_row *job = list_at(found, struct job_row, 0);
    if (!job->closed_at)
        return tote_fail(error, TOTE_STATE, "job",
                         _("The box of %s was opened again: a new label comes when it is closed"),
                         ctx->subject);
    bool copy = state_has(&job_states, job->status, ST_MAY_BE_OUT);
    bool ended = !state_has(&job_states, job->status, ST_OPEN); // it stays what it is
    struct job_step values = {.reason = {copy ? say_code(SAY_PRINT_AGAIN) : ""}};
    if (!copy)
        OP_SAY(ctx, VERDICT_DONE, PRINT_WAITS, T_TEXT("job", ctx->subject));
    return state_next(&job_states, job->status, "retry", ctx->subject, error) &&
           (ended || step(ctx, job, "retry", &values, error)) &&
           (!copy || print_copy(ctx, job, error)) && job_doc(ctx, job);
}

const struct op op_print_retry = {
    .name = "print.retry",
    .summary = N_("Prints a job again: one that failed, is in doubt, or another copy."),
    .roles = ROLES_BENCH,
    .run = retry,
    .args_size = sizeof(struct job_args),
    .args = {ARG(job_args, job, JOB, ARG_NEEDED, N_("the print job, J-…"))},
};

// What the print service has is asked back by the worker: the world is not asked in here. PRINTER:
// where it goes then, 0 = nowhere.
static bool ask_back(struct op_ctx *ctx, const struct job_row *job, const char *event,
                     int64_t printer, GError **error)
{
    struct job_step values = {.reason = {job->reason, job->reason_terms},
                              .remote_job = REMOTE_KEPT};
    return step(ctx, job, event, &values, error) &&
           store_job_wish(ctx->db, job->id, printer, values.to, error) && job_doc(ctx, job);
}

// Does EVENT only ask JOB back?
static bool asks_back(const struct job_row *job, const char *event)
{
    const struct transition *row = state_next(&job_states, job->status, event, "", NULL);
    return row && state_may(&job_states, row->to, "freed");
}

static bool move_job(struct op_ctx *ctx, GError **error)
{
    const struct job_args *args = ctx->args;
    g_autoptr(rowlist) found = find_here(ctx, error);
    if (!found)
        return false;
    const struct job_row *job = list_at(found, struct job_row, 0);
    if (!state_may(&job_states, job->status, "move"))
        return tote_fail(error, TOTE_STATE, "job", _("Print job %s is %s: it stays where it is"),
                         ctx->subject, state_label(&job_states, job->status));
    if (asks_back(job, "move")) {
        OP_SAY(ctx, VERDICT_DONE, PRINT_MOVING, T_TEXT("job", ctx->subject),
               T_TEXT("printer", args->printer.text), T_TEXT("from", job->printer));
        return ask_back(ctx, job, "move", args->printer.id, error);
    }
    g_autofree char *state = g_strconcat("job:", job->status, NULL);
    // What waits for a person goes nowhere by itself, whose printer ever it is.
    const struct term terms[] = {T_TEXT("job", ctx->subject), T_TEXT("printer", args->printer.text),
                                 T_WORD("state", state)};
    bool asks = state_has(&job_states, job->status, ST_WANTS_PERSON);
    op_say(ctx, VERDICT_DONE, asks ? SAY_PRINT_MOVED_ONLY : SAY_PRINT_MOVED, terms, asks ? 3 : 2);
    return store_job_move(ctx->db, job->id, args->printer.id, job->status, error) &&
           job_doc(ctx, job);
}

const struct op op_print_move = {
    .name = "print.move",
    .summary = N_("Sends a job to another printer, which the one that has it gives back first."),
    .roles = ROLES_BENCH,
    .run = move_job,
    .args_size = sizeof(struct job_args),
    .args = {ARG(job_args, job, JOB, ARG_NEEDED, N_("the print job, J-…")),
             ARG(job_args, printer, PRINTER, ARG_NEEDED, N_("name of the printer"))},
};

static bool cancel(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = find_here(ctx, error);
    if (!found)
        return false;
    const struct job_row *job = list_at(found, struct job_row, 0);
    if (asks_back(job, "cancel")) {
        OP_SAY(ctx, VERDICT_DONE, PRINT_CANCELLING, T_TEXT("job", ctx->subject),
               T_TEXT("from", job->printer));
        return ask_back(ctx, job, "cancel", 0, error);
    }
    OP_SAY(ctx, VERDICT_DONE, PRINT_CANCELLED, T_TEXT("job", ctx->subject));
    return step(ctx, job, "cancel", &(struct job_step){.from = NULL}, error) && job_doc(ctx, job);
}

const struct op op_print_cancel = {
    .name = "print.cancel",
    .summary = N_("Takes a job out of the print queue."),
    .roles = ROLES_BENCH,
    .run = cancel,
    .args_size = sizeof(struct job_args),
    .args = {ARG(job_args, job, JOB, ARG_NEEDED, N_("the print job, J-…"))},
};

static bool seen(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = find_here(ctx, error);
    if (!found)
        return false;
    const struct job_row *job = list_at(found, struct job_row, 0);
    OP_SAY(ctx, VERDICT_DONE, PRINT_SEEN, T_TEXT("job", ctx->subject));
    return step(ctx, job, "see", &(struct job_step){.from = NULL}, error) && job_doc(ctx, job);
}

const struct op op_print_seen = {
    .name = "print.seen",
    .summary = N_("Says of a job in doubt that its label did come out."),
    .roles = ROLES_BENCH,
    .run = seen,
    .args_size = sizeof(struct job_args),
    .args = {ARG(job_args, job, JOB, ARG_NEEDED, N_("the print job, J-…"))},
};

// The printed label scanned on its box: the proof that the right label is on the right box.
struct proof_args {
    const char *sscc;
    struct arg_ref work;
};

// TARGET is a number that the box ROW had once.
static void say_void(struct op_ctx *ctx, const struct waiting_row *row, const struct target *target)
{
    const struct term terms[] = {T_TEXT("code", target->text), T_TEXT("sscc", target->name)};
    bool open = !row->closed_at;
    op_say(ctx, VERDICT_WRONG, open ? SAY_PROOF_OPENED : SAY_PROOF_VOID, terms, open ? 1 : 2);
}

// The label is of another work than the one whose boxes wait for theirs, or of a box that is gone:
// that is said.
static bool proves_nothing(struct op_ctx *ctx, const struct waiting_row *row, const char *stop)
{
    const struct proof_args *args = ctx->args;
    const struct number order = number_of(NUMBER_ORDER, row->order_id);
    const struct term other[] = {T_TEXT("order", order.text), T_TEXT("box", ctx->subject)};
    if (args->work.id && args->work.id != row->work_id)
        op_say(ctx, VERDICT_WRONG, stop ? SAY_PROOF_OTHER_STOPPED : SAY_PROOF_OTHER, other,
               G_N_ELEMENTS(other));
    else if (row->load_id)
        OP_SAY(ctx, VERDICT_REFUSED, PROOF_GONE, T_TEXT("box", ctx->subject),
               T_TEXT("manifest", number_of(NUMBER_MANIFEST, row->load_id).text));
    else
        return false;
    return true;
}

static bool proof(struct op_ctx *ctx, GError **error)
{
    const struct proof_args *args = ctx->args;
    g_auto(op_target) target = {0};
    if (!resolve(ctx->db, ctx->session->site_id, args->sscc, TARGET_PARCEL, ctx->now, &target,
                 error))
        return false;
    if (target.kind != TARGET_PARCEL) {
        if (target.kind == TARGET_VOID)
            OP_SAY(ctx, VERDICT_WRONG, PROOF_EMPTIED, T_TEXT("code", target.text));
        else
            OP_SAY(ctx, VERDICT_UNKNOWN, PROOF_UNKNOWN, T_TEXT("code", target.text));
        return true;
    }
    g_autoptr(rowlist) found = store_parcel_by_sscc(ctx->db, target.name, error);
    const struct waiting_row *row = list_needed(found, "parcel", target.id, error);
    if (row && target.problem) {
        say_void(ctx, row, &target);
        return true;
    }
    g_autoptr(rowlist) served = row ? store_fulfilment(ctx->db, row->fulfilment_id, error) : NULL;
    const struct fulfilment_row *from =
        row ? list_needed(served, "fulfilment", row->fulfilment_id, error) : NULL;
    if (!from || !site_within_reach(ctx, from->site_id, target.name, error))
        return false;
    ctx->order_id = row->order_id;
    ctx->subject = g_strdup(pack_box_name(row->work_id, row->n).text);
    doc_text(ctx->doc, "order", number_of(NUMBER_ORDER, row->order_id).text);
    g_autofree char *stop = ship_stop(row, ctx->now);
    doc_text(ctx->doc, "stop", stop);
    if (proves_nothing(ctx, row, stop))
        return true;
    // Another way of printing it is none of the queue's business, but it would print it as well.
    bool waits = state_may(&job_states, row->job_status, "send");
    const struct term terms[] = {T_TEXT("box", ctx->subject),
                                 T_TEXT("job", number_of(NUMBER_JOB, row->job_id).text)};
    op_say(ctx, VERDICT_MATCH, waits ? SAY_PROOF_UNPRINTED : SAY_PROOF_MATCH, terms, 1 + waits);
    return store_box_proof(ctx->db, row->box_id, row->closed_at, ctx->now, error);
}

const struct op op_print_proof = {
    .name = "print.proof",
    .summary = N_("Takes the scan of a printed label on its box as proof."),
    .roles = ROLES_BENCH,
    .run = proof,
    .alone = true,
    .args_size = sizeof(struct proof_args),
    .args = {ARG(proof_args, sscc, TEXT, ARG_NEEDED, N_("the SSCC as it was scanned")),
             ARG(proof_args, work, WORK, ARG_OPTION,
                 N_("the packing whose label is expected: that of another one proves nothing"))},
};

// --- what the worker reports

// A sentence would stay in the language of its worker.
static bool reason_known(const char *reason, const char *terms, GError **error)
{
    g_autoptr(GArray) read = NULL;
    g_autofree char *shown = text_quote(reason, -1, SHOWN_CELLS);
    if (*reason && !say_find(reason))
        return tote_fail(
            error, TOTE_ARGUMENT, "reason",
            _("'%s' is no code of a reason; give one that this program knows, or none"), shown);
    return terms_parse(terms, &read) ||
           tote_fail(error, TOTE_ARGUMENT, "terms", _("The terms of '%s' are no JSON"), shown);
}

// What the print service has, and gives back or prints, is the job of that number and no other.
static bool is_of_number(const struct op_ctx *ctx, const struct job_row *job, GError **error)
{
    const struct job_args *args = ctx->args;
    bool there = job->remote_job && state_may(&job_states, job->status, "finish");
    return !there || job->remote_job == args->remote ||
           tote_fail(error, TOTE_STALE, "job", _("Another worker has print job %s"), ctx->subject);
}

// A job that a worker has in hand is its own until it was silent for too long; then one other takes
// it, and what the first reports, should it wake up, is refused.
static bool is_reporters(const struct op_ctx *ctx, const struct job_row *job, GError **error)
{
    const struct job_args *args = ctx->args;
    bool in_hand = state_may(&job_states, job->status, "take") &&
                   state_may(&job_states, job->status, args->event);
    bool takes = !strcmp(args->event, "take");
    const char *who = args->worker ? args->worker : "";
    if (!in_hand || (takes ? job->next_at <= ctx->now : !strcmp(job->worker, who)))
        return true;
    return tote_fail(error, TOTE_STALE, "job", _("Another worker has print job %s"), ctx->subject);
}

static bool report(struct op_ctx *ctx, GError **error)
{
    const struct job_args *args = ctx->args;
    const struct reason why = {args->reason ? args->reason : "", args->terms ? args->terms : ""};
    g_autoptr(rowlist) found =
        reason_known(why.code, why.terms, error) ? find_job(ctx, error) : NULL;
    const struct job_row *job = found ? list_at(found, struct job_row, 0) : NULL;
    if (!job || !is_reporters(ctx, job, error) || !is_of_number(ctx, job, error))
        return false;
    struct job_step values = {.reason = why,
                              .remote_job = args->remote,
                              .next_at = args->next,
                              .worker = args->worker,
                              .try = !strcmp(args->event, "send") || !strcmp(args->event, "take")};
    if (!step(ctx, job, args->event, &values, error))
        return false;
    bool moves = job->moves_to && !strcmp(args->event, "freed") && !values.over;
    return !moves || store_job_move(ctx->db, job->id, job->moves_to, values.to, error);
}

const struct op op_print_step = {
    .name = "print.step",
    .summary = N_("The worker reports how far a print job is."),
    .roles = ROLES_FLOOR,
    .run = report,
    .alone = true,
    .inner = true,
    .args_size = sizeof(struct job_args),
    .args = {ARG(job_args, job, JOB, ARG_NEEDED, N_("the print job, J-…")),
             ARG(job_args, event, TEXT, ARG_NEEDED, N_("event of the job's state table")),
             ARG(job_args, reason, TEXT, ARG_OPTION, N_("why, as a code")),
             ARG(job_args, remote, NUMBER, ARG_OPTION,
                 N_("number of the job in the print service")),
             ARG(job_args, next, NUMBER, ARG_OPTION, N_("when to look again, UTC ms")),
             ARG(job_args, worker, TEXT, ARG_OPTION, N_("who has it")),
             ARG(job_args, terms, TEXT, ARG_OPTION, N_("terms of the reason as JSON"))},
};

struct printer_report_args {
    int64_t printer;
    const char *event, *reason, *terms;
};

static bool printer_report(struct op_ctx *ctx, GError **error)
{
    const struct printer_report_args *args = ctx->args;
    const struct reason why = {args->reason, args->terms ? args->terms : ""};
    const struct transition *row =
        reason_known(why.code, why.terms, error)
            ? state_next(&printer_states, printer_states.initial, args->event, "", error)
            : NULL;
    int64_t changed =
        row ? store_printer_state(ctx->db, args->printer, row->to, &why, ctx->now, error) : -1;
    ctx->silent = !changed;
    return changed >= 0;
}

const struct op op_printer_state = {
    .name = "printer.state",
    .summary = N_("The worker reports the state of a printer."),
    .roles = ROLES_FLOOR,
    .run = printer_report,
    .inner = true,
    .args_size = sizeof(struct printer_report_args),
    .args = {ARG(printer_report_args, printer, NUMBER, ARG_NEEDED, N_("id of the printer")),
             ARG(printer_report_args, event, TEXT, ARG_NEEDED,
                 N_("event of the printer's state table")),
             ARG(printer_report_args, reason, TEXT, ARG_NEEDED,
                 N_("why, as a code; '' = no reason")),
             ARG(printer_report_args, terms, TEXT, ARG_OPTION, N_("terms of the reason as JSON"))},
};
