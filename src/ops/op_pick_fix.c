// SPDX-License-Identifier: Apache-2.0
// When picking does not go straight: short, skip, undo, give back.
#include "alloc.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op_release.h"
#include "pick_step.h"
#include "registry.h"
#include "store_item.h"
#include "store_stock.h"

static bool finish(struct op_ctx *ctx, const struct pick_view *view)
{
    pick_view_doc(view, ctx->doc, false);
    return true;
}

// What an operation does with a pick work that the caller holds.
typedef bool (*pick_step)(struct op_ctx *ctx, struct pick_view *view, GError **error);

// Reads the named work, takes the step and fills the answer; no step where somebody else
// holds the work.
static bool pick_work(struct op_ctx *ctx, pick_step step, GError **error)
{
    g_auto(op_pick_view) view = {0};
    bool mine = false;
    return pick_enter(ctx, &view, &mine, error) && (!mine || step(ctx, &view, error)) &&
           finish(ctx, &view);
}

static bool no_task(GError **error)
{
    return tote_fail(error, TOTE_NOTHING, "work", _("Nothing is left to pick here"));
}

// --- pick.short

// What should have lain there goes to the place for lost goods until somebody counts.
static bool move_to_lost(struct op_ctx *ctx, const struct task_row *task, int64_t qty,
                         GError **error)
{
    int64_t lost =
        op_event(ctx, error) ? store_place_beside(ctx->db, task->place_id, "lost", error) : 0;
    const struct move move = {.at = ctx->now,
                              .item_id = task->item_id,
                              .qty = qty,
                              .reason = "short",
                              .from_balance = task->balance_id,
                              .to_place = lost,
                              .allocation_id = task->allocation_id,
                              .event_id = ctx->event_id,
                              .from_allocated = true};
    return lost && store_task_count(ctx->db, task->allocation_id, 0, qty, error) &&
           store_stock_move(ctx->db, &move, NULL, error);
}

// Looks for the missing pieces in other places; *ret_found of them are now in this work.
static bool other_places(struct op_ctx *ctx, const struct pick_view *view,
                         const struct task_row *task, int64_t missing, int64_t *ret_found,
                         GError **error)
{
    int64_t still = 0;
    const struct want want = {.line = task->order_line_id,
                              .item = task->item_id,
                              .need = missing,
                              .work = view->work->id,
                              .not_there = task->balance_id};
    if (!release_line(ctx, &want, &still, error))
        return false;
    *ret_found = missing - still;
    return true;
}

static bool reload(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    struct pick_view fresh;
    if (!pick_view_load(ctx->db, view->work->id, &fresh, error))
        return false;
    pick_view_clear(view);
    *view = fresh;
    return true;
}

static bool book_short(struct op_ctx *ctx, struct pick_view *view, int64_t found_now,
                       int64_t missing, GError **error)
{
    struct task_row task = *view->task; // its text lives until the end of this function only
    g_autofree char *name = g_strdup(task.name);
    int64_t elsewhere = 0;
    if ((found_now && !pick_book(ctx, view, view->task, found_now, error)) ||
        !move_to_lost(ctx, &task, missing, error) ||
        !other_places(ctx, view, &task, missing, &elsewhere, error) || !reload(ctx, view, error) ||
        !pick_advance(ctx, view, 0, error))
        return false;
    doc_int(ctx->doc, "missing", missing - elsewhere);
    doc_int(ctx->doc, "elsewhere", elsewhere);
    op_say(ctx, VERDICT_DONE, elsewhere == missing ? SAY_PICK_SHORT_FOUND : SAY_PICK_SHORT,
           (const struct term[]){T_TEXT("item", name), T_INT("qty", missing)}, 2);
    return true;
}

static bool note_short(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    if (!view->task)
        return no_task(error);
    const struct pick_args *args = ctx->args;
    int64_t found = args->found, picked = view->task->picked;
    int64_t most = view->task->qty - view->task->shorted - 1;
    if (found < picked || found > most)
        return tote_fail(error, TOTE_ARGUMENT, "found",
                         _("%" G_GINT64_FORMAT " found: of this line %" G_GINT64_FORMAT
                           " are taken and %" G_GINT64_FORMAT " are asked for"),
                         found, picked, view->task->qty);
    if (!book_short(ctx, view, found - picked, most + 1 - found, error))
        return false;
    if (args->reason)
        doc_text(ctx->doc, "reason", args->reason);
    return true;
}

static bool shorten(struct op_ctx *ctx, GError **error)
{
    return pick_work(ctx, note_short, error);
}

const struct op op_pick_short = {
    .name = "pick.short",
    .summary = N_("Says that a place has too little; looks for the rest in other places."),
    .roles = ROLES_FLOOR,
    .run = shorten,
    .args_size = sizeof(struct pick_args),
    .args = {ARG(pick_args, work, WORK, ARG_NEEDED, N_("the pick work, W-…")),
             ARG(pick_args, found, NUMBER, ARG_NEEDED_OPTION,
                 N_("pieces of this line found in all")),
             ARG(pick_args, reason, TEXT, ARG_OPTION, N_("why: empty, damaged, wrong-item …"))},
};

// --- pick.skip

static bool put_last(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    if (!view->task)
        return no_task(error);
    if (view->n_lines - view->lines_done < 2)
        return tote_fail(error, TOTE_NOTHING, "work",
                         _("It is the last line: nothing comes after"));
    OP_SAY(ctx, VERDICT_DONE, PICK_SKIPPED, T_TEXT("item", view->task->name));
    // Where all that is left was skipped before, this one goes behind the others.
    return (!view->task->skipped || store_tasks_unskip(ctx->db, view->work->id, error)) &&
           store_task_skip(ctx->db, view->task->allocation_id, true, error) &&
           reload(ctx, view, error) && pick_advance(ctx, view, 0, error);
}

static bool skip(struct op_ctx *ctx, GError **error)
{
    return pick_work(ctx, put_last, error);
}

const struct op op_pick_skip = {
    .name = "pick.skip",
    .summary = N_("Leaves the line in hand for the end of the walk."),
    .roles = ROLES_FLOOR,
    .run = skip,
    .args_size = sizeof(struct pick_args),
    .args = {ARG(pick_args, work, WORK, ARG_NEEDED, N_("the pick work, W-…"))},
};

// --- pick.undo

// The balance that the pieces lie in now: on the cart, or at the place for lost goods.
static int64_t balance_now(struct op_ctx *ctx, const struct move_row *move, GError **error)
{
    g_autoptr(rowlist) there =
        store_balances_lpn(ctx->db, move->item_id, move->to_place_id, move->to_lpn, error);
    for (unsigned i = 0; there && i < list_len(there); i++) {
        const struct balance_row *row = list_at(there, struct balance_row, i);
        if (!g_strcmp0(row->lot, move->lot) && row->on_hand >= move->qty)
            return row->id;
    }
    if (there)
        tote_fail(error, TOTE_UNDO, "work", _("The pieces were moved on since"));
    return 0;
}

// A short line looked elsewhere; when the short is undone, what it found there is given back.
static bool give_up_elsewhere(struct op_ctx *ctx, const struct pick_view *view,
                              const struct move_row *last, GError **error)
{
    int64_t line = 0, back = last->qty;
    g_autoptr(rowlist) all = store_allocations(ctx->db, view->work->order_id, error);
    for (unsigned i = 0; all && i < list_len(all); i++)
        if (list_at(all, struct allocation_row, i)->id == last->allocation_id)
            line = list_at(all, struct allocation_row, i)->order_line_id;
    for (unsigned i = all ? list_len(all) : 0; i > 0 && back > 0; i--) {
        const struct allocation_row *row = list_at(all, struct allocation_row, i - 1);
        if (row->order_line_id != line || row->id <= last->allocation_id)
            continue;
        if (row->picked || row->shorted)
            return tote_fail(error, TOTE_UNDO, "work",
                             _("The missing pieces were picked in another place since"));
        if (!store_allocation_drop(ctx->db, row->id, error) ||
            !store_balance_allocate(ctx->db, row->balance_id, -row->qty, error))
            return false;
        back -= row->qty;
    }
    return all != NULL;
}

static bool counter_move(struct op_ctx *ctx, const struct move_row *last, GError **error)
{
    bool picked = !g_strcmp0(last->reason, "pick");
    int64_t from = op_event(ctx, error) ? balance_now(ctx, last, error) : 0;
    const struct move move = {.at = ctx->now,
                              .item_id = last->item_id,
                              .qty = last->qty,
                              .reason = last->reason,
                              .from_balance = from,
                              .to_place = last->from_place_id,
                              .allocation_id = last->allocation_id,
                              .undoes = last->id,
                              .event_id = ctx->event_id,
                              .from_allocated = picked,
                              .to_allocated = true};
    if (!from)
        return false;
    return store_task_count(ctx->db, last->allocation_id, picked ? -last->qty : 0,
                            picked ? 0 : -last->qty, error) &&
           store_stock_move(ctx->db, &move, NULL, error);
}

static bool reopen(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    struct work_row *work = view->work;
    return state_next(&work_states, work->status, "undo", number_of(NUMBER_WORK, work->id).text,
                      error) &&
           order_event(ctx, work->order_id, work->order_status, "unpick", NULL, error) &&
           store_work_status(ctx->db, work->id, "done", "open", 0, error);
}

static bool undo_last(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    g_autoptr(rowlist) moves = store_last_move_of_work(ctx->db, view->work->id, error);
    if (!moves)
        return false;
    if (!list_len(moves))
        return tote_fail(error, TOTE_UNDO, "work", _("Nothing was picked yet in this work"));
    const struct move_row *last = list_at(moves, struct move_row, 0);
    if ((!g_strcmp0(last->reason, "short") && !give_up_elsewhere(ctx, view, last, error)) ||
        !counter_move(ctx, last, error) || !reload(ctx, view, error) ||
        !pick_advance(ctx, view, last->from_place_id, error))
        return false;
    OP_SAY(ctx, VERDICT_DONE, PICK_UNDONE, T_INT("qty", last->qty), T_TEXT("place", last->from));
    return true;
}

static bool undo(struct op_ctx *ctx, GError **error)
{
    g_auto(op_pick_view) view = {0};
    bool go = true;
    if (!pick_view_load(ctx->db, ((const struct pick_args *)ctx->args)->work.id, &view, error))
        return false;
    ctx->order_id = view.work->order_id;
    if (!g_strcmp0(view.work->status, "done") &&
        view.work->operator_id == ctx->session->operator_id &&
        (!reopen(ctx, &view, error) || !reload(ctx, &view, error)))
        return false;
    pick_view_clear(&view);
    if (!pick_enter(ctx, &view, &go, error))
        return false;
    return (!go || undo_last(ctx, &view, error)) && finish(ctx, &view);
}

const struct op op_pick_undo = {
    .name = "pick.undo",
    .summary = N_("Takes the last pick or short of this work back, by a counter-movement."),
    .roles = ROLES_FLOOR,
    .run = undo,
    .args_size = sizeof(struct pick_args),
    .args = {ARG(pick_args, work, WORK, ARG_NEEDED, N_("the pick work, W-…"))},
};

// --- pick.leave

// Was anything of the order picked or found short, also in an earlier work that was given back?
static bool untouched(struct op_ctx *ctx, int64_t order, bool *ret_untouched, GError **error)
{
    g_autoptr(rowlist) all = store_allocations(ctx->db, order, error);
    *ret_untouched = true;
    for (unsigned i = 0; all && i < list_len(all); i++) {
        const struct allocation_row *row = list_at(all, struct allocation_row, i);
        *ret_untouched = *ret_untouched && !row->picked && !row->shorted;
    }
    return all != NULL;
}

static bool give_back(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    struct work_row *work = view->work;
    bool empty = false;
    if (!untouched(ctx, work->order_id, &empty, error))
        return false;
    op_say(ctx, VERDICT_DONE, empty ? SAY_WORK_LEFT : SAY_WORK_LEFT_GOODS,
           &T_TEXT("work", ctx->subject), 1);
    return order_event(ctx, work->order_id, work->order_status, empty ? "leave" : "pause", NULL,
                       error) &&
           store_work_give_lines(ctx->db, work->id, error) &&
           store_work_status(ctx->db, work->id, "open", "left", ctx->now, error);
}

static bool leave(struct op_ctx *ctx, GError **error)
{
    return pick_work(ctx, give_back, error);
}

const struct op op_pick_leave = {
    .name = "pick.leave",
    .summary = N_("Gives a pick work back so that anybody can go on with it."),
    .roles = ROLES_FLOOR,
    .run = leave,
    .args_size = sizeof(struct pick_args),
    .args = {ARG(pick_args, work, WORK, ARG_NEEDED, N_("the pick work, W-…"))},
};
