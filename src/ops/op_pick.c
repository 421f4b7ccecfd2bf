// SPDX-License-Identifier: Apache-2.0
// Single-order picking: start or take over work, and the scan.
#include "claims.h"
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
    g_autofree char *holder = g_utf8_strup(work->operator_name, -1);
    OP_SAY(ctx, VERDICT_TAKEN, WORK_HELD, T_TEXT("work", number_of(NUMBER_WORK, work->id).text),
           T_TEXT("holder", holder), T_INT("minutes", claim_minutes(work->started_at, ctx->now)));
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
    struct work_mark step = {.allocation_id = task ? task->allocation_id : 0,
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
    OP_SAY(ctx, VERDICT_DONE, PICK_STARTED, T_TEXT("work", ctx->subject),
           T_TEXT("order", number_of(NUMBER_ORDER, order->id).text), T_INT("lines", order->lines));
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
        OP_SAY(ctx, VERDICT_DONE, WORK_GOES_ON, T_TEXT("work", ctx->subject));
    else
        OP_SAY(ctx, VERDICT_DONE, WORK_TAKEN_OVER, T_TEXT("work", ctx->subject),
               T_TEXT("holder", work->operator_name));
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

// Reads the lots of the task's item that lie loose at its place.
static bool read_lots(struct op_ctx *ctx, const struct task_row *task, struct list **ret_rows,
                      GPtrArray *lots, GError **error)
{
    *ret_rows = store_balances_of_item(ctx->db, task->item_id, error);
    for (unsigned i = 0; *ret_rows && i < list_len(*ret_rows); i++) {
        const struct balance_row *row = list_at(*ret_rows, struct balance_row, i);
        if (row->place_id == task->place_id && !*row->lpn)
            g_ptr_array_add(lots, (void *)row->lot);
    }
    return *ret_rows != NULL;
}

// The site may let the item alone prove the place.
static bool item_proves_place(struct op_ctx *ctx, bool *ret_yes, GError **error)
{
    g_autofree char *proof = store_setting(ctx->db, SETTING_PLACE_PROOF, error);
    *ret_yes = !g_strcmp0(proof, "item");
    return proof != NULL;
}

// The rules judge; what they want to know besides is read when they ask for it.
static bool judge(struct op_ctx *ctx, const struct pick_view *view, const struct scan_seen *seen,
                  struct scan_answer *ret_answer, GError **error)
{
    bool proves = false;
    g_autoptr(GArray) tasks = pick_view_tasks(view);
    g_autoptr(GPtrArray) lots = g_ptr_array_new();
    g_autoptr(rowlist) rows = NULL;
    if (view->stage == PICK_PLACE && seen->kind == SEEN_ITEM &&
        !item_proves_place(ctx, &proves, error))
        return false;
    const struct work_task task = pick_view_task(view->task);
    struct work_stand stand = pick_view_stand(view, &task);
    stand.item_proves_place = proves;
    stand.tasks_known = true;
    stand.tasks = (const struct work_task *)(void *)tasks->data;
    stand.n_tasks = tasks->len;
    work_judge(&stand, seen, ret_answer);
    if (ret_answer->need != NEED_LOTS)
        return true;
    if (!read_lots(ctx, view->task, &rows, lots, error))
        return false;
    stand.lots_known = true;
    stand.lots = (const char *const *)lots->pdata;
    stand.n_lots = lots->len;
    work_judge(&stand, seen, ret_answer);
    return true;
}

static bool act(struct op_ctx *ctx, struct pick_view *view, const struct scan_answer *answer,
                GError **error)
{
    // The sentence first: its texts are the view's, and the view moves on.
    op_say(ctx, answer->verdict, answer->say, answer->terms, answer->n_terms);
    int64_t place = view->task->place_id;
    g_assert(answer->need == NEED_NOTHING);
    if (answer->action == ACT_NONE)
        return true;
    return (answer->action != ACT_BOOK || pick_book(ctx, view, view->task, answer->qty, error)) &&
           pick_advance(ctx, view, place, error);
}

static bool take_scan(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    g_auto(op_target) target = {0};
    struct scan_answer answer;
    const char *code = ((const struct pick_args *)ctx->args)->code;
    if (!view->task)
        return tote_fail(error, TOTE_NOTHING, "work", _("Nothing is left to pick here"));
    enum target_kind first = view->stage == PICK_PLACE ? TARGET_PLACE : TARGET_ITEM;
    if (!resolve(ctx->db, code, first, ctx->now, &target, error))
        return false;
    const struct scan_seen seen = target_seen(&target, code);
    return judge(ctx, view, &seen, &answer, error) && act(ctx, view, &answer, error);
}

static bool scan(struct op_ctx *ctx, GError **error)
{
    g_auto(op_pick_view) view = {0};
    bool go = false;
    if (!pick_enter(ctx, &view, &go, error) || (go && !take_scan(ctx, &view, error)))
        return false;
    pick_view_doc(&view, ctx->doc, false);
    return true;
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
