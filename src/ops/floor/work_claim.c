// SPDX-License-Identifier: Apache-2.0
// Who has a work, and how somebody else comes by it: the same for every kind.
#include "work_claim.h"

#include <string.h>

#include "claims.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"

// Whoever walks proves where they stand; what stands on a bench is there for the next one, too.
bool work_claim(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    struct claim claim;
    bool walks = work_way_of(work->kind)->walk != NULL;
    return claim_make(ctx, &claim, error) &&
           store_work_claim(ctx->db, work, &claim, !walks, ctx->now, error);
}

bool work_over(const struct work_row *work, GError **error)
{
    struct number number = number_of(NUMBER_WORK, work->id);
    struct tote_fault fault = {.field = "work"};
    g_autofree char *hint =
        g_strdup_printf(_("To open it again: 'tote work undo %s'."), number.text);
    if (work_way_of(work->kind)->opens && work_reopens(work))
        fault.hint = hint;
    if (!work->order_id)
        return tote_fail_full(error, TOTE_WORK_OVER, &fault,
                              work->withdrawn ? _("%s was withdrawn") : _("%s is done"),
                              number.text);
    return tote_fail_full(error, TOTE_WORK_OVER, &fault,
                          work->withdrawn ? _("%s was withdrawn: order %s is %s")
                                          : _("%s is done: order %s is %s"),
                          number.text, number_of(NUMBER_ORDER, work->order_id).text,
                          state_label(&fulfilment_states, work->status));
}

// Says who has it since when, and notes that the caller asked for it.
static bool ask_since(struct op_ctx *ctx, const struct work_row *work, int64_t since,
                      const enum say_id says[2], GError **error)
{
    g_autofree char *holder = g_utf8_strup(work->operator_name, -1);
    g_autofree char *question = claim_ask(ctx->session->operator_id);
    int64_t minutes = claim_minutes(since, ctx->now);
    const struct term terms[] = {T_TEXT("work", number_of(NUMBER_WORK, work->id).text),
                                 T_TEXT("holder", holder), T_INT("minutes", minutes)};
    op_say(ctx, VERDICT_TAKEN, says[minutes > 0], terms, G_N_ELEMENTS(terms));
    doc_text(ctx->doc, "hint", _(tote_code_hint(TOTE_TAKEN)));
    return store_work_ask(ctx->db, work, question, error);
}

static bool ask(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    static const enum say_id says[] = {SAY_WORK_HELD_NOW, SAY_WORK_HELD};
    return ask_since(ctx, work, work->started_at, says, error);
}

static enum claim_answer judge(struct op_ctx *ctx, const struct work_row *work)
{
    const struct claim_seen seen = {work->operator_id, work->lease_until, work->ask, false};
    return claim_judge(&seen, ctx->session->operator_id, ctx->now);
}

bool work_may_open(struct op_ctx *ctx, const struct work_row *work, bool *ret_may, GError **error)
{
    static const enum say_id says[] = {SAY_WORK_ENDED_BY_NOW, SAY_WORK_ENDED_BY};
    *ret_may = judge(ctx, work) != CLAIM_ASK;
    return *ret_may || ask_since(ctx, work, work->done_at, says, error);
}

bool work_explain(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (work->done_at)
        return work_over(work, error);
    if (!work->operator_id)
        return tote_fail(error, TOTE_WORK_FREE, "work", _("Nobody has %s in hand"),
                         number_of(NUMBER_WORK, work->id).text);
    return ask(ctx, work, error);
}

bool work_resume(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    enum claim_answer may = judge(ctx, work);
    if (may == CLAIM_ASK)
        return ask(ctx, work, error) && work_answer_whole(ctx, work->id, error);
    if (!work_claim(ctx, work, error) || !work_answer_whole(ctx, work->id, error))
        return false;
    if (may == CLAIM_MINE)
        OP_SAY(ctx, VERDICT_DONE, WORK_GOES_ON, T_TEXT("work", ctx->subject));
    else
        OP_SAY(ctx, VERDICT_DONE, WORK_TAKEN_OVER, T_TEXT("work", ctx->subject),
               T_TEXT("holder", work->operator_name));
    return true;
}

// Is it a way to name the work?
static bool names(const char *code, const struct work_row *work)
{
    return number_id(NUMBER_WORK, code) == work->id ||
           (work->order_id && number_id(NUMBER_ORDER, code) == work->order_id);
}

bool work_take_by_scan(struct op_ctx *ctx, const char *kind, bool *ret_taken, GError **error)
{
    const struct work_args *args = ctx->args;
    *ret_taken = false;
    if (!number_id(NUMBER_WORK, args->code) && !number_id(NUMBER_ORDER, args->code))
        return true;
    g_autoptr(rowlist) found = store_work(ctx->db, args->work.id, error);
    if (!found || !list_len(found))
        return found != NULL;
    const struct work_row *work = list_at(found, struct work_row, 0);
    if (work->done_at || strcmp(work->kind, kind) != 0 || !names(args->code, work) ||
        work->operator_id == ctx->session->operator_id)
        return true;
    *ret_taken = true;
    return work_take(ctx, work, error);
}
