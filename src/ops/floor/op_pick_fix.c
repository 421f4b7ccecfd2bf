// SPDX-License-Identifier: Apache-2.0
// When picking does not go straight: skip, undo, give back.
#include <string.h>

#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op_pick.h"
#include "op_release.h"
#include "registry.h"
#include "store_line.h"
#include "tally.h"

// --- pick.skip

static bool put_last(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    struct walk_view *view = walk_of(work);
    if (!view->task)
        return walk_no_task(error);
    if (view->n_lines - view->lines_done < 2)
        return tote_fail(error, TOTE_NOTHING, "work",
                         _("It is the last line: nothing comes after"));
    OP_SAY(ctx, VERDICT_DONE, PICK_SKIPPED, T_TEXT("item", view->task->name));
    const struct task_row *last = list_at(view->tasks, struct task_row, list_len(view->tasks) - 1);
    return store_task_order(ctx->db, view->task->id, last->seq + TASK_SEQ_STEP, error) &&
           walk_reload(ctx, view, error) && walk_advance(ctx, view, 0, error);
}

static bool skip(struct op_ctx *ctx, GError **error)
{
    return work_do(ctx, "pick", put_last, error);
}

const struct op op_pick_skip = {
    .name = "pick.skip",
    .summary = N_("Leaves the line in hand for the end of the walk."),
    .roles = ROLES_FLOOR,
    .run = skip,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…"))},
};

// --- pick.undo

// The task that a movement was booked for: of several for the same goods the last, because they are
// filled from the first on.
static struct task_row *task_of(const struct walk_view *view, const struct move_row *move,
                                bool picked)
{
    for (unsigned i = list_len(view->tasks); i > 0; i--) {
        struct task_row *row = list_at(view->tasks, struct task_row, i - 1);
        if (row->order_line_id == move->line_id && row->goods_id == move->goods_id &&
            row->place_id == move->from_id && (picked ? row->picked : row->shorted) >= move->qty)
            return row;
    }
    return NULL;
}

// Takes the claim off what the cart holds for the line.
static bool off_the_cart(struct op_ctx *ctx, const struct move_row *move, GError **error)
{
    g_autoptr(rowlist) claims = store_claims_picked(ctx->db, move->line_id, error);
    for (unsigned i = 0; claims && i < list_len(claims); i++) {
        const struct claim_row *row = list_at(claims, struct claim_row, i);
        if (row->goods_id == move->goods_id && row->location_id == move->to_id &&
            row->qty >= move->qty)
            return store_claim_take(ctx->db, row->line_id, row->goods_id, row->location_id,
                                    move->qty, row->qty - move->qty, error);
    }
    return claims && walk_moved_on(error);
}

// Lost goods that are still where the short put them are the line's again.
static bool out_of_lost(struct op_ctx *ctx, const struct move_row *move, GError **error)
{
    struct balance lost;
    const struct line_change held = {.open = -move->qty, .claimed = move->qty};
    if (store_balance(ctx->db, move->goods_id, move->to_id, &lost, error) < 0)
        return false;
    if (lost.on_hand - lost.allocated < move->qty)
        return walk_moved_on(error);
    return store_line_count(ctx->db, move->line_id, &held, error);
}

// What the books said of a place that was called empty, and nobody claimed.
static bool back_from_lost(struct op_ctx *ctx, const struct move_row *last, GError **error)
{
    struct balance lost;
    struct move move = move_back(last);
    move.from_allocated = move.to_allocated = false;
    if (store_balance(ctx->db, last->goods_id, last->to_id, &lost, error) < 0)
        return false;
    return lost.on_hand - lost.allocated < last->qty ? walk_moved_on(error)
                                                     : op_move(ctx, &move, error);
}

bool pick_take_back(struct op_ctx *ctx, const struct walk_view *view, const struct move_row *last,
                    GError **error)
{
    if (!last->line_id)
        return back_from_lost(ctx, last, error);
    bool picked = !g_strcmp0(last->reason, "pick");
    struct task_row *task = task_of(view, last, picked);
    struct move move = move_back(last);
    move.from_allocated = picked; // what was short lies at LOST, claimed by nobody
    if (!task)
        return walk_moved_on(error);
    *(picked ? &task->picked : &task->shorted) -= last->qty;
    return (picked ? off_the_cart(ctx, last, error) : out_of_lost(ctx, last, error)) &&
           op_move(ctx, &move, error) &&
           store_claim_add(ctx->db, last->line_id, last->goods_id, last->from_id, last->qty,
                           error) &&
           store_task_count(ctx->db, task->id, picked ? -last->qty : 0, picked ? 0 : -last->qty,
                            NULL, error);
}

// Did the deed book the pieces of a task away? Else they still lie at their place.
static bool booked_away(const struct task_row *task, const struct list *moves)
{
    for (unsigned i = 0; i < list_len(moves); i++) {
        const struct move_row *move = list_at(moves, struct move_row, i);
        if (move->line_id == task->order_line_id && move->goods_id == task->goods_id &&
            move->from_id == task->place_id && !strcmp(move->reason, "short"))
            return true;
    }
    return false;
}

// Pieces of a task that nobody could reach are to be fetched at their place again.
static bool back_in_reach(struct op_ctx *ctx, const struct walk_view *view,
                          const struct task_row *instead, const struct work_undo *undo,
                          GError **error)
{
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        struct task_row *row = list_at(view->tasks, struct task_row, i);
        struct balance there;
        if (row->id != instead->instead_of || booked_away(row, undo->moves))
            continue;
        if (store_balance_taken(ctx->db, row->goods_id, row->place_id, &there, error) < 0)
            return false;
        if (there.on_hand - there.allocated < instead->qty)
            return walk_moved_on(error);
        row->shorted -= instead->qty;
        return pick_claim(ctx, row, instead->qty, error) &&
               store_task_count(ctx->db, row->id, 0, -instead->qty, NULL, error);
    }
    return true;
}

// A short line looked elsewhere; when the short is undone, what it found there is given back.
bool pick_give_up(struct op_ctx *ctx, const struct walk_view *view, const struct work_undo *undo,
                  GError **error)
{
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        struct task_row *row = list_at(view->tasks, struct task_row, i);
        if (row->made_by != undo->event)
            continue;
        if (row->picked || row->shorted)
            return tote_fail(error, TOTE_UNDO, "work",
                             _("The missing pieces were picked in another place since"));
        if (!store_task_drop(ctx->db, row->id, error) ||
            !pick_unclaim(ctx, view, row, row->qty, error) ||
            !back_in_reach(ctx, view, row, undo, error))
            return false;
        row->qty = 0; // it is gone
    }
    return pick_fetch_again(ctx, view, undo, error);
}

// --- a work that is over

static bool planned_anew(const struct work_row *work, GError **error)
{
    return tote_fail(error, TOTE_UNDO, "work",
                     _("%s was planned anew since: move what turned up from LOST to its place"),
                     number_of(NUMBER_ORDER, work->order_id).text);
}

// Is the line as the work left it, wanted and served by nobody?
static bool waits(const struct list *lines, const struct task_row *task)
{
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        if (line->id == task->order_line_id)
            return !line->fulfilment_id && line->item_id == task->item_id && line->open > 0;
    }
    return false;
}

bool pick_unplanned(struct op_ctx *ctx, const struct work_row *work, bool *ret_yes, GError **error)
{
    g_autoptr(rowlist) tasks = store_tasks(ctx->db, work->id, error);
    g_autoptr(rowlist) lines = tasks ? store_order_lines(ctx->db, work->order_id, error) : NULL;
    g_autoptr(rowlist) claims = lines ? store_claims(ctx->db, work->order_id, error) : NULL;
    *ret_yes = claims != NULL;
    for (unsigned i = 0; *ret_yes && i < list_len(claims); i++)
        *ret_yes = list_at(claims, struct claim_row, i)->served;
    for (unsigned i = 0; *ret_yes && i < list_len(tasks); i++)
        *ret_yes = waits(lines, list_at(tasks, struct task_row, i));
    return claims != NULL;
}

// The lines of the work are served by its fulfilment again.
static bool serve_again(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    bool unplanned = false;
    if (!pick_unplanned(ctx, work, &unplanned, error))
        return false;
    if (!unplanned)
        return planned_anew(work, error);
    g_autoptr(rowlist) tasks = store_tasks(ctx->db, work->id, error);
    for (unsigned i = 0; tasks && i < list_len(tasks); i++)
        if (!store_line_serve(ctx->db, list_at(tasks, struct task_row, i)->order_line_id, 0,
                              work->fulfilment_id, error))
            return false;
    return tasks != NULL;
}

// Not one piece was found, and nobody did anything about the order since.
static bool revive(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    return fulfilment_event(ctx, work->fulfilment_id, work->status, "find", error) &&
           serve_again(ctx, work, error) && work_again(ctx, work, error);
}

// The packing that waits for it is withdrawn.
bool pick_reopen(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (work->withdrawn)
        return revive(ctx, work, error);
    // Another warehouse may be less far: the order does not say what may be done here.
    if (!work_reopens(work))
        return state_next(&order_states, work->order_status, "unpick",
                          number_of(NUMBER_ORDER, work->order_id).text, error) &&
               walk_moved_on(error);
    g_autoptr(rowlist) packing =
        store_work_of_fulfilment(ctx->db, work->fulfilment_id, "pack", error);
    return packing &&
           (!list_len(packing) ||
            store_work_withdraw(ctx->db, list_at(packing, struct work_row, 0)->id, ctx->now,
                                error)) &&
           fulfilment_event(ctx, work->fulfilment_id, work->status, "unpick", error) &&
           work_again(ctx, work, error);
}

static bool undo(struct op_ctx *ctx, GError **error)
{
    return work_undo(ctx, "pick", error);
}

const struct op op_pick_undo = {
    .name = "pick.undo",
    .summary = N_("Takes the last pick or short of this work back, by a counter-movement."),
    .roles = ROLES_FLOOR,
    .run = undo,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…"))},
};

// --- pick.leave

// Is nothing of this work on the cart? What was found short is not.
static bool empty_handed(const struct walk_view *view)
{
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *row = list_at(view->tasks, struct task_row, i);
        if (row->picked)
            return false;
    }
    return true;
}

bool pick_give_back(struct op_ctx *ctx, struct work_view *view, GError **error)
{
    const struct work_row *work = view->work;
    bool empty = empty_handed(walk_of(view));
    op_say(ctx, VERDICT_DONE, empty ? SAY_WORK_LEFT : SAY_WORK_LEFT_GOODS,
           &T_TEXT("work", ctx->subject), 1);
    return fulfilment_event(ctx, work->fulfilment_id, work->status, empty ? "leave" : "pause",
                            error);
}

static bool leave(struct op_ctx *ctx, GError **error)
{
    return work_leave(ctx, "pick", error);
}

const struct op op_pick_leave = {
    .name = "pick.leave",
    .summary = N_("Gives a pick work back so that anybody can go on with it."),
    .roles = ROLES_FLOOR,
    .run = leave,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…"))},
};
