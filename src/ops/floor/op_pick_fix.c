// SPDX-License-Identifier: Apache-2.0
// When picking does not go straight: short, skip, undo, give back.
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op_pick.h"
#include "op_release.h"
#include "registry.h"
#include "short_reasons.h"
#include "store_location.h"

// --- pick.short

// What should have lain there goes to the place for lost goods until somebody counts.
static bool move_to_lost(struct op_ctx *ctx, struct walk_view *view, const struct task_row *task,
                         int64_t qty, GError **error)
{
    const struct line_change open = {.open = qty, .claimed = -qty};
    const char *said = ((const struct work_args *)ctx->args)->reason;
    g_autofree char *reason = said ? short_reason_kept(said) : NULL;
    int64_t lost = store_location_of_kind(ctx->db, view->work->site_id, "lost", error);
    const struct move move = {.kind = "short",
                              .goods_id = task->goods_id,
                              .qty = qty,
                              .from_id = task->place_id,
                              .to_id = lost,
                              .line_id = task->order_line_id,
                              .from_allocated = true};
    if (!lost || !store_task_count(ctx->db, task->id, 0, qty, reason, error) ||
        !store_line_count(ctx->db, task->order_line_id, &open, error) ||
        !store_claim_take(ctx->db, task->order_line_id, task->goods_id, task->place_id, qty,
                          pick_claimed(view, task) - qty, error) ||
        !op_move(ctx, &move, error))
        return false;
    walk_chain(ctx, view);
    return true;
}

// Looks for the missing pieces in other places; *ret_found of them are now in this work.
static bool other_places(struct op_ctx *ctx, const struct walk_view *view,
                         const struct task_row *task, int64_t missing, int64_t *ret_found,
                         GError **error)
{
    int64_t still = 0;
    const struct want want = {.line = task->order_line_id,
                              .item = task->item_id,
                              .need = missing,
                              .view = view,
                              .goods = task->goods_id,
                              .not_there = task->place_id};
    if (!release_elsewhere(ctx, &want, &still, error))
        return false;
    *ret_found = missing - still;
    return true;
}

static bool book_short(struct op_ctx *ctx, struct walk_view *view, int64_t found_now,
                       int64_t missing, GError **error)
{
    int64_t elsewhere = 0;
    g_autofree char *name = g_strdup(view->task->name);
    if ((found_now && !walk_book(ctx, view, view->task, found_now, error)) ||
        !move_to_lost(ctx, view, view->task, missing, error) ||
        !other_places(ctx, view, view->task, missing, &elsewhere, error) ||
        !walk_reload(ctx, view, error) || !walk_advance(ctx, view, 0, error))
        return false;
    doc_int(ctx->doc, "missing", missing - elsewhere);
    doc_int(ctx->doc, "elsewhere", elsewhere);
    op_say(ctx, VERDICT_DONE, elsewhere == missing ? SAY_PICK_SHORT_FOUND : SAY_PICK_SHORT,
           (const struct term[]){T_TEXT("item", name), T_INT("qty", missing)}, 2);
    return true;
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
    if (!book_short(ctx, view, found - picked, most + 1 - found, error))
        return false;
    if (args->reason)
        doc_text(ctx->doc, "reason", short_reason_of(args->reason)->code);
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
                 N_("why: not_found, damaged, too_few, unreachable, wrong_item, or words of your "
                    "own"))},
};

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
static const struct task_row *task_of(const struct walk_view *view, const struct move_row *move,
                                      bool picked)
{
    for (unsigned i = list_len(view->tasks); i > 0; i--) {
        const struct task_row *row = list_at(view->tasks, struct task_row, i - 1);
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

bool pick_take_back(struct op_ctx *ctx, const struct walk_view *view, const struct move_row *last,
                    GError **error)
{
    bool picked = !g_strcmp0(last->reason, "pick");
    const struct task_row *task = task_of(view, last, picked);
    struct move move = move_back(last);
    move.from_allocated = picked; // what was short lies at LOST, claimed by nobody
    if (!task)
        return walk_moved_on(error);
    return (picked ? off_the_cart(ctx, last, error) : out_of_lost(ctx, last, error)) &&
           op_move(ctx, &move, error) &&
           store_claim_add(ctx->db, last->line_id, last->goods_id, last->from_id, last->qty,
                           error) &&
           store_task_count(ctx->db, task->id, picked ? -last->qty : 0, picked ? 0 : -last->qty,
                            NULL, error);
}

// A short line looked elsewhere; when the short is undone, what it found there is given back.
bool pick_give_up(struct op_ctx *ctx, const struct walk_view *view, int64_t event, GError **error)
{
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *row = list_at(view->tasks, struct task_row, i);
        const struct line_change open = {.open = row->qty, .claimed = -row->qty};
        if (row->made_by != event)
            continue;
        if (row->picked || row->shorted)
            return tote_fail(error, TOTE_UNDO, "work",
                             _("The missing pieces were picked in another place since"));
        if (!store_task_drop(ctx->db, row->id, error) ||
            !store_claim_take(ctx->db, row->order_line_id, row->goods_id, row->place_id, row->qty,
                              pick_claimed(view, row) - row->qty, error) ||
            !store_balance_allocate(ctx->db, row->goods_id, row->place_id, -row->qty, error) ||
            !store_line_count(ctx->db, row->order_line_id, &open, error))
            return false;
    }
    return true;
}

// The packing that waits for it is withdrawn.
bool pick_reopen(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (work->withdrawn && state_has(&order_states, work->order_status, ST_LACKS_GOODS))
        return tote_fail(error, TOTE_UNDO, "work",
                         _("Not one piece of %s was found, so it waits for goods: move what turns "
                           "up from LOST to its place, then release it again"),
                         number_of(NUMBER_ORDER, work->order_id).text);
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
           store_work_close(ctx->db, work->id, 0, error);
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
