// SPDX-License-Identifier: Apache-2.0
// Too little at a place: a reason books what its words say; the rest is looked for elsewhere.
#include <string.h>

#include "i18n.h"
#include "lots.h"
#include "op_pick.h"
#include "registry.h"
#include "short_reasons.h"
#include "store_location.h"
#include "store_loss.h"

static const struct short_reason *reason_of(const struct op_ctx *ctx)
{
    const char *said = ((const struct work_args *)ctx->args)->reason;
    return said ? short_reason_of(said) : NULL;
}

// Which sentence it is: found elsewhere; with a reason, and of more than was to be fetched.
enum { PLAIN, REASON, EMPTIED };
static const enum say_id sentences[2][3] = {
    {SAY_PICK_SHORT, SAY_PICK_SHORT_WHY, SAY_PICK_EMPTIED},
    {SAY_PICK_SHORT_FOUND, SAY_PICK_SHORT_FOUND_WHY, SAY_PICK_EMPTIED_FOUND}};

// The sentence, and in numbers what it came to; MORE pieces are lost there than were to be fetched.
// Words of one's own stand behind "other: ".
static void say(struct op_ctx *ctx, const struct task_row *task, int64_t missing, int64_t elsewhere,
                int64_t more)
{
    const char *said = ((const struct work_args *)ctx->args)->reason;
    g_autofree char *kept = said ? short_reason_kept(said) : NULL;
    const char *own = kept ? strstr(kept, ": ") : NULL;
    g_autofree char *word = g_strconcat("short.", kept, NULL);
    doc_int(ctx->doc, "missing", missing - elsewhere);
    doc_int(ctx->doc, "elsewhere", elsewhere);
    doc_int(ctx->doc, "written_off", more);
    int told = !kept ? PLAIN : more ? EMPTIED : REASON;
    const struct term terms[] = {
        T_INT("qty", missing), T_TEXT("place", task->place), T_TEXT("item", task->name),
        own ? T_TEXT("why", own + 2) : T_WORD("why", word), T_INT("more", more)};
    op_say(ctx, VERDICT_DONE, sentences[elsewhere == missing][told], terms,
           (size_t)(told + 3)); // each knows one term more
}

// --- it is not there

// What should have lain there goes to the place for lost goods until somebody counts.
static bool move_to_lost(struct op_ctx *ctx, struct walk_view *view, struct task_row *task,
                         const struct emptied *place, GError **error)
{
    int64_t qty = task_left(task);
    const struct move move = {.kind = "short",
                              .goods_id = task->goods_id,
                              .qty = qty,
                              .from_id = task->place_id,
                              .to_id = place->lost,
                              .line_id = task->order_line_id};
    if (!pick_unclaim(ctx, view, task, qty, error) ||
        !store_task_count(ctx->db, task->id, 0, qty, place->reason, error) ||
        !op_move(ctx, &move, error))
        return false;
    task->shorted += qty;
    walk_chain(ctx, view);
    return true;
}

// The tasks of the work that get nothing there (struct task_row, of the view): the one in hand,
// and where nothing of the item is left all that were to fetch it there.
static GPtrArray *tasks_at(const struct walk_view *view, bool all)
{
    GPtrArray *tasks = g_ptr_array_new();
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        struct task_row *row = list_at(view->tasks, struct task_row, i);
        bool there = row->item_id == view->task->item_id && row->place_id == view->task->place_id;
        if (row == view->task || (all && there && task_left(row)))
            g_ptr_array_add(tasks, row);
    }
    return tasks;
}

// All of them are short first, so that none is sent where another one found nothing.
static bool short_all(struct op_ctx *ctx, struct walk_view *view, GPtrArray *tasks,
                      const struct emptied *place, int64_t *ret_missing, GError **error)
{
    *ret_missing = 0;
    for (unsigned i = 0; i < tasks->len; i++) {
        struct task_row *task = g_ptr_array_index(tasks, i);
        *ret_missing += task_left(task);
        if (!move_to_lost(ctx, view, task, place, error))
            return false;
    }
    return true;
}

static bool seek_all(struct op_ctx *ctx, const struct walk_view *view, const GPtrArray *tasks,
                     int64_t *ret_found, GError **error)
{
    *ret_found = 0;
    for (unsigned i = 0; i < tasks->len; i++) {
        const struct task_row *task = g_ptr_array_index(tasks, i);
        int64_t found = 0;
        if (!pick_seek(ctx, view, task, task->shorted, false, &found, error))
            return false;
        *ret_found += found;
    }
    return true;
}

// ALL: nothing of the item is left there, whatever the books say.
static bool not_there(struct op_ctx *ctx, struct walk_view *view, bool all, GError **error)
{
    const char *said = ((const struct work_args *)ctx->args)->reason;
    g_autofree char *reason = said ? short_reason_kept(said) : NULL;
    g_autoptr(GPtrArray) tasks = tasks_at(view, all), others = pick_others_new();
    struct emptied place = {.item = view->task->item_id,
                            .name = view->task->name,
                            .place = view->task->place_id,
                            .code = view->task->place,
                            .reason = reason,
                            .work = view->work->id};
    int64_t missing = 0, elsewhere = 0;
    place.lost = store_location_of_kind(ctx->db, view->work->site_id, "lost", error);
    if (!place.lost || !short_all(ctx, view, tasks, &place, &missing, error) ||
        (all && !pick_clear_place(ctx, &place, others, error)) ||
        !seek_all(ctx, view, tasks, &elsewhere, error) || !pick_replan(ctx, &place, others, error))
        return false;
    say(ctx, view->task, missing, elsewhere, place.more);
    return true;
}

// --- nobody gets there now

// QTY pieces of the task wait where they lie, for the end of the walk. What was found elsewhere may
// have become the last task, a step behind the one that was.
static bool wait_there(struct op_ctx *ctx, const struct walk_view *view,
                       const struct task_row *task, int64_t qty, GError **error)
{
    const struct task_row *last = list_at(view->tasks, struct task_row, list_len(view->tasks) - 1);
    struct task_row later = *task;
    later.seq = last->seq + 2 * TASK_SEQ_STEP;
    later.qty = qty;
    later.made_by = op_event(ctx, error);
    later.instead_of = task->id;
    return later.made_by && pick_claim(ctx, task, qty, error) &&
           store_task_add(ctx->db, &later, error);
}

// QTY pieces of the task stay where they lie and may not leave the house: the order lacks them.
static bool stay_there(struct op_ctx *ctx, const struct task_row *task, int64_t qty, GError **error)
{
    const struct loss_row loss = {.line_id = task->order_line_id,
                                  .goods_id = task->goods_id,
                                  .location_id = task->place_id,
                                  .task_id = task->id,
                                  .qty = qty};
    int64_t event = op_event(ctx, error);
    return event && store_loss_add(ctx->db, event, &loss, error); // for the undo
}

static void say_rest(struct op_ctx *ctx, const struct task_row *task, int64_t rest)
{
    if (task->shut)
        OP_SAY(ctx, VERDICT_DONE, PICK_SHUT_SHORT, T_TEXT("place", task->place), T_INT("qty", rest),
               T_TEXT("item", task->name));
    else
        OP_SAY(ctx, VERDICT_DONE, PICK_WAITS, T_TEXT("item", task->name),
               T_TEXT("place", task->place));
}

// Nothing is lost: what lies elsewhere is taken there, and the rest waits, at a place where it may
// be taken; of one that is shut it is missing.
static bool out_of_reach(struct op_ctx *ctx, struct walk_view *view, GError **error)
{
    const struct task_row *task = view->task;
    int64_t missing = task_left(task), found = 0;
    const char *reason = short_reason_of("unreachable")->code;
    if (!pick_unclaim(ctx, view, task, missing, error) ||
        !store_task_count(ctx->db, task->id, 0, missing, reason, error) ||
        !pick_seek(ctx, view, task, missing, true, &found, error) ||
        (found < missing && !(task->shut ? stay_there(ctx, task, missing - found, error)
                                         : wait_there(ctx, view, task, missing - found, error))))
        return false;
    walk_chain(ctx, view);
    say(ctx, task, missing, found, 0);
    if (found < missing)
        say_rest(ctx, task, missing - found);
    return true;
}

// --- pick.short

static bool book_short(struct op_ctx *ctx, struct walk_view *view, int64_t found_now,
                       GError **error)
{
    const struct short_reason *reason = reason_of(ctx);
    enum short_books books = reason ? reason->books : SHORT_ASKED;
    return (!found_now || walk_book(ctx, view, view->task, found_now, error)) &&
           (books == SHORT_NOTHING ? out_of_reach(ctx, view, error)
                                   : not_there(ctx, view, books == SHORT_ALL, error)) &&
           walk_reload(ctx, view, error) && walk_advance(ctx, view, 0, error);
}

static bool note_short(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    struct walk_view *view = walk_of(work);
    if (!view->task)
        return walk_no_task(error);
    const struct work_args *args = ctx->args;
    int64_t found = args->found, picked = view->task->picked;
    int64_t most = view->task->qty - view->task->shorted - 1;
    if (found < picked || found > most)
        return tote_fail(error, TOTE_ARGUMENT, "found",
                         _("%" G_GINT64_FORMAT " found: of this line the cart has %" G_GINT64_FORMAT
                           ", and the order wants %" G_GINT64_FORMAT),
                         found, picked, view->task->qty);
    if (found > picked && lot_stopped(view->task->stops_day, ctx->now))
        return tote_fail(error, TOTE_STOCK_EXPIRED, "found",
                         _("Lot %s of %s is past its date or blocked: none of it is taken"),
                         view->task->lot, view->task->name);
    if (found > picked && view->task->shut)
        return tote_fail(error, TOTE_STOCK_BLOCKED, "found",
                         _("%s is blocked or in quarantine: none of what is there is taken"),
                         view->task->place);
    if (!book_short(ctx, view, found - picked, error))
        return false;
    if (args->reason)
        doc_text(ctx->doc, "reason", reason_of(ctx)->code);
    return true;
}

static bool shorten(struct op_ctx *ctx, GError **error)
{
    return work_do(ctx, "pick", note_short, error);
}

const struct op op_pick_short = {
    .name = "pick.short",
    .summary = N_("Says that a place has too little; looks for the rest in other places."),
    .roles = ROLES_FLOOR,
    .run = shorten,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…")),
             ARG(work_args, found, NUMBER, ARG_NEEDED_OPTION,
                 N_("pieces of this line found in all")),
             ARG(work_args, reason, WORDS, ARG_OPTION,
                 N_("why: not_found, damaged, too_few, unreachable, wrong_item, expired, or words "
                    "of your "
                    "own"))},
};
