// SPDX-License-Identifier: Apache-2.0
// Single-order picking: start or take over work, and the scan.
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "pick_step.h"
#include "registry.h"
#include "resolve.h"
#include "store_admin.h"
#include "store_item.h"
#include "store_stock.h"

// --- steps shared with op_pick_fix.c

static void say_taken(struct op_ctx *ctx, const struct work_row *work)
{
    int64_t minutes = MAX(0, (ctx->now - work->started_at) / 60000);
    g_autofree char *holder = g_utf8_strup(work->operator_name, -1);
    op_say(ctx, VERDICT_TAKEN, _("%s is held by %s since %" G_GINT64_FORMAT " min"),
           number_of(NUMBER_WORK, work->id).text, holder, minutes);
}

bool pick_enter(struct op_ctx *ctx, struct pick_view *view, bool *ret_go, GError **error)
{
    struct claim claim;
    int64_t id = ((const struct pick_args *)ctx->args)->work.id;
    if (!claim_make(ctx, &claim, error))
        return false;
    g_autoptr(rowlist) mine = store_work_renew(ctx->db, id, &claim, error);
    *ret_go = mine && list_len(mine);
    if (!mine || !(*ret_go ? pick_view_take(ctx->db, g_steal_pointer(&mine), view, error)
                           : pick_view_load(ctx->db, id, view, error)))
        return false;
    ctx->order_id = view->work->order_id;
    ctx->subject = g_strdup(number_of(NUMBER_WORK, id).text);
    if (g_strcmp0(view->work->status, "open"))
        return tote_fail(error, TOTE_STATE, "work", _("Work %s is %s"), ctx->subject,
                         state_label(&work_states, view->work->status));
    if (!*ret_go)
        say_taken(ctx, view->work);
    return true;
}

bool pick_book(struct op_ctx *ctx, struct pick_view *view, struct task_row *task, int64_t qty,
               GError **error)
{
    int64_t cart =
        op_event(ctx, error) ? store_place_beside(ctx->db, task->place_id, "cart", error) : 0;
    struct number lpn = number_of(NUMBER_ORDER, view->work->order_id);
    const struct move move = {.at = ctx->now,
                              .item_id = task->item_id,
                              .qty = qty,
                              .reason = "pick",
                              .from_balance = task->balance_id,
                              .to_place = cart,
                              .to_lpn = lpn.text,
                              .allocation_id = task->allocation_id,
                              .event_id = ctx->event_id,
                              .from_allocated = true,
                              .to_allocated = true};
    if (!cart || !store_task_count(ctx->db, task->allocation_id, qty, 0, error) ||
        !store_stock_move(ctx->db, &move, NULL, error))
        return false;
    task->picked += qty;
    task->on_hand -= qty;
    return true;
}

// Is anything of the order on the cart, from this work or an earlier one?
static bool any_picked(struct op_ctx *ctx, const struct pick_view *view, bool *ret_any,
                       GError **error)
{
    g_autoptr(rowlist) all = store_allocations(ctx->db, view->work->order_id, error);
    *ret_any = false;
    for (unsigned i = 0; all && i < list_len(all); i++)
        *ret_any = *ret_any || list_at(all, struct allocation_row, i)->picked > 0;
    return all != NULL;
}

// An order of which nothing was found has nothing to pack: it waits for goods again.
static bool complete(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    bool any = false;
    struct work_row *work = view->work;
    if (!any_picked(ctx, view, &any, error) ||
        !store_work_status(ctx->db, work->id, "open", "done", ctx->now, error) ||
        !order_event(ctx, work->order_id, work->order_status, any ? "complete" : "lack", NULL,
                     error))
        return false;
    work->status = "done";
    return true;
}

bool pick_advance(struct op_ctx *ctx, struct pick_view *view, int64_t at, GError **error)
{
    pick_view_refresh(view);
    const struct task_row *task = view->task;
    struct work_step step = {.allocation_id = task ? task->allocation_id : 0,
                             .place_ok = task && at && task->place_id == at};
    bool same =
        view->work->allocation_id == step.allocation_id && view->work->place_ok == step.place_ok;
    if (!same && !store_work_step(ctx->db, view->work->id, &step, error))
        return false;
    view->work->allocation_id = step.allocation_id;
    view->work->place_ok = step.place_ok;
    pick_view_refresh(view);
    return view->task || complete(ctx, view, error);
}

// --- pick.start

static bool answer(struct op_ctx *ctx, int64_t work, GError **error)
{
    g_auto(op_pick_view) view = {0};
    if (!pick_view_load(ctx->db, work, &view, error))
        return false;
    g_free(ctx->subject);
    ctx->subject = g_strdup(number_of(NUMBER_WORK, work).text);
    ctx->order_id = view.work->order_id;
    pick_view_doc(&view, ctx->doc, true);
    return true;
}

static bool begin(struct op_ctx *ctx, const struct order_row *order, GError **error)
{
    struct claim claim;
    if (g_strcmp0(order->status, "picking") &&
        !order_event(ctx, order->id, order->status, "pick", NULL, error))
        return false;
    int64_t work = claim_make(ctx, &claim, error)
                       ? store_work_add(ctx->db, order->id, &claim, ctx->now, error)
                       : 0;
    if (!work || store_work_take_lines(ctx->db, work, order->id, error) < 0 ||
        !answer(ctx, work, error))
        return false;
    op_say(ctx, VERDICT_DONE, _("%s: order %s, %" G_GINT64_FORMAT " lines"), ctx->subject,
           number_of(NUMBER_ORDER, order->id).text, order->lines);
    return true;
}

// Work that is open already: go on with one's own, take over what is free, else ask. The question
// is answered by asking again: the same scan says yes.
static bool resume(struct op_ctx *ctx, struct work_row *work, GError **error)
{
    struct claim claim;
    bool mine = work->operator_id == ctx->session->operator_id;
    g_autofree char *ask = g_strdup_printf("take %" G_GINT64_FORMAT, ctx->session->operator_id);
    bool asked = !g_strcmp0(work->ask, ask);
    if (!mine && !asked && work->lease_until > ctx->now) {
        say_taken(ctx, work);
        return store_work_ask(ctx->db, work->id, ask, error) && answer(ctx, work->id, error);
    }
    if (!claim_make(ctx, &claim, error) || !store_work_claim(ctx->db, work->id, &claim, error) ||
        !answer(ctx, work->id, error))
        return false;
    if (mine)
        op_say(ctx, VERDICT_DONE, _("%s goes on"), ctx->subject);
    else
        op_say(ctx, VERDICT_DONE, _("%s taken over from %s"), ctx->subject, work->operator_name);
    return true;
}

static bool start_order(struct op_ctx *ctx, int64_t id, GError **error)
{
    g_autoptr(rowlist) works = store_work_of_order(ctx->db, id, error);
    if (!works)
        return false;
    if (list_len(works))
        return resume(ctx, list_at(works, struct work_row, 0), error);
    g_autoptr(rowlist) order = store_order(ctx->db, id, error);
    return order && begin(ctx, list_at(order, struct order_row, 0), error);
}

// What somebody gave back half done comes first: its goods stand on a cart.
static bool start_next(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) choices = store_choices(ctx->db, "picking", 1, error);
    if (choices && !list_len(choices)) {
        list_free(choices);
        choices = store_choices(ctx->db, "released", 1, error);
    }
    if (!choices)
        return false;
    if (!list_len(choices))
        return tote_fail(error, TOTE_NOTHING, NULL, _("No order waits to be picked"));
    return start_order(ctx, list_at(choices, struct choice_row, 0)->order_id, error);
}

struct start_args {
    struct arg_ref order;
    int64_t next;
};

static bool start(struct op_ctx *ctx, GError **error)
{
    const struct start_args *args = ctx->args;
    return args->order.id ? start_order(ctx, args->order.id, error) : start_next(ctx, error);
}

const struct op op_pick_start = {
    .name = "pick.start",
    .summary = N_("Claims an order to pick, goes on with it, or takes it over from a colleague."),
    .roles = ROLES_FLOOR,
    .run = start,
    .args_size = sizeof(struct start_args),
    .args = {ARG(start_args, order, ORDER, ARG_OPTION,
                 N_("the order; without it the most urgent one")),
             ARG(start_args, next, NUMBER, ARG_OPTION,
                 N_("take the most urgent of the next N orders"))},
};

// --- pick.scan

static bool book_scan(struct op_ctx *ctx, struct pick_view *view, int64_t qty, GError **error)
{
    struct task_row *task = view->task;
    if (qty > task_left(task)) {
        op_say(ctx, VERDICT_REFUSED,
               _("%" G_GINT64_FORMAT " pieces are too many: %" G_GINT64_FORMAT " of %s to go"), qty,
               task_left(task), task->name);
        return true;
    }
    if (!pick_book(ctx, view, task, qty, error) || !pick_advance(ctx, view, task->place_id, error))
        return false;
    op_say(ctx, VERDICT_MATCH, "+%" G_GINT64_FORMAT " %s", qty, task->name);
    return true;
}

// A known item that is not the one in hand: say whether it belongs to this order at all.
static void wrong_item(struct op_ctx *ctx, const struct pick_view *view,
                       const struct target *target)
{
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *task = list_at(view->tasks, struct task_row, i);
        if (task->item_id != target->id || task == view->task)
            continue;
        if (!task_left(task)) {
            op_say(ctx, VERDICT_REFUSED,
                   _("All %" G_GINT64_FORMAT " of %s are taken: put the extra piece back"),
                   task->qty, task->name);
            return;
        }
        op_say(ctx, VERDICT_WRONG, _("Got %s, which comes later at %s; need %s"), task->name,
               task->place, view->task->name);
        return;
    }
    op_say(ctx, VERDICT_WRONG, _("Got %s, need %s: put it back"), target->name, view->task->name);
}

// Is the item here in another lot than that of the line? The lot that was read, or (without one)
// any other.
static bool lies_otherwise(struct op_ctx *ctx, const struct task_row *task, const char *lot,
                           bool *ret_does, GError **error)
{
    g_autoptr(rowlist) all = store_balances_of_item(ctx->db, task->item_id, error);
    *ret_does = false;
    for (unsigned i = 0; all && i < list_len(all); i++) {
        const struct balance_row *row = list_at(all, struct balance_row, i);
        bool here = row->place_id == task->place_id && !*row->lpn;
        if (here && g_strcmp0(row->lot, task->lot) && (!*lot || !g_strcmp0(row->lot, lot)))
            *ret_does = true;
    }
    return all != NULL;
}

// The item is right; is the lot? Goods whose lots nobody keeps are taken as they are.
static bool scan_lot(struct op_ctx *ctx, struct pick_view *view, const struct target *target,
                     GError **error)
{
    const struct task_row *task = view->task;
    bool same = !g_strcmp0(target->lot, task->lot);
    bool otherwise = *target->lot && *task->lot && !same;
    if (!same && !otherwise && !lies_otherwise(ctx, task, target->lot, &otherwise, error))
        return false;
    if (!otherwise)
        return book_scan(ctx, view, target->qty, error);
    if (*target->lot)
        op_say(ctx, VERDICT_WRONG, _("Wrong lot: got %s, need %s"), target->lot,
               *task->lot ? task->lot : _("one without a lot"));
    else
        op_say(ctx, VERDICT_AMBIGUOUS, _("%s lies here in several lots: scan the lot %s"),
               task->name, task->lot);
    return true;
}

static bool scan_item(struct op_ctx *ctx, struct pick_view *view, const struct target *target,
                      const char *code, GError **error)
{
    const struct task_row *task = view->task;
    g_autofree char *unknown = target_unknown(target);
    if (target->kind == TARGET_ITEM && target->id == task->item_id)
        return scan_lot(ctx, view, target, error);
    if (target->kind == TARGET_NONE && *task->lot && !g_strcmp0(code, task->lot))
        return book_scan(ctx, view, 1, error);
    if (target->kind == TARGET_ITEM)
        wrong_item(ctx, view, target);
    else if (target->kind == TARGET_PLACE && target->id == task->place_id)
        op_say(ctx, VERDICT_MATCH, _("%s is the place; now scan %s"), task->place, task->name);
    else if (target->kind == TARGET_PLACE)
        op_say(ctx, VERDICT_WRONG, _("Got place %s, need %s at %s"), target->name, task->name,
               task->place);
    else if (target->kind == TARGET_NONE)
        op_say(ctx, VERDICT_UNKNOWN, _("%s; need %s"), unknown, task->name);
    else
        op_say(ctx, VERDICT_WRONG, _("Got %s, need the item %s"), target->name, task->name);
    return true;
}

static bool at_place(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    if (!pick_advance(ctx, view, view->task->place_id, error))
        return false;
    op_say(ctx, VERDICT_MATCH, _("Place %s"), view->task->place);
    return true;
}

// The site may let the item alone prove the place.
static bool item_proves_place(struct op_ctx *ctx, bool *ret_yes, GError **error)
{
    g_autofree char *proof = store_setting(ctx->db, SETTING_PLACE_PROOF, error);
    *ret_yes = !g_strcmp0(proof, "item");
    return proof != NULL;
}

static bool item_at_place(struct op_ctx *ctx, struct pick_view *view, const struct target *target,
                          GError **error)
{
    bool proves = false;
    if (!item_proves_place(ctx, &proves, error))
        return false;
    if (target->id != view->task->item_id) {
        wrong_item(ctx, view, target);
        return true;
    }
    if (proves)
        return scan_lot(ctx, view, target, error);
    op_say(ctx, VERDICT_WRONG, _("%s is the item; first scan place %s"), target->name,
           view->task->place);
    return true;
}

static bool scan_place(struct op_ctx *ctx, struct pick_view *view, const struct target *target,
                       const char *code, GError **error)
{
    const struct task_row *task = view->task;
    g_autofree char *unknown = target_unknown(target);
    if ((*task->check && !g_strcmp0(code, task->check)) ||
        (target->kind == TARGET_PLACE && target->id == task->place_id))
        return at_place(ctx, view, error);
    if (target->kind == TARGET_ITEM)
        return item_at_place(ctx, view, target, error);
    if (target->kind == TARGET_NONE)
        op_say(ctx, VERDICT_UNKNOWN, _("%s; scan place %s"), unknown, task->place);
    else
        op_say(ctx, VERDICT_WRONG, _("Got %s, need place %s"), target->name, task->place);
    return true;
}

static bool scan(struct op_ctx *ctx, GError **error)
{
    g_auto(op_pick_view) view = {0};
    g_auto(op_target) target = {0};
    bool go = false;
    if (!pick_enter(ctx, &view, &go, error))
        return false;
    if (!go) {
        pick_view_doc(&view, ctx->doc, false);
        return true;
    }
    if (!view.task)
        return tote_fail(error, TOTE_NOTHING, "work", _("Nothing is left to pick here"));
    bool place = view.stage == PICK_PLACE;
    const char *code = ((const struct pick_args *)ctx->args)->code;
    if (!resolve(ctx->db, code, place ? TARGET_PLACE : TARGET_ITEM, ctx->now, &target, error))
        return false;
    bool ok = place ? scan_place(ctx, &view, &target, code, error)
                    : scan_item(ctx, &view, &target, code, error);
    if (ok)
        pick_view_doc(&view, ctx->doc, false);
    return ok;
}

const struct op op_pick_scan = {
    .name = "pick.scan",
    .summary = N_("Takes one scan at a pick work: a place, its check digits, or an item."),
    .roles = ROLES_FLOOR,
    .run = scan,
    .args_size = sizeof(struct pick_args),
    .args = {ARG(pick_args, work, WORK, ARG_NEEDED, N_("the pick work, W-…")),
             ARG(pick_args, code, TEXT, ARG_NEEDED, N_("what was scanned or typed"))},
};
