// SPDX-License-Identifier: Apache-2.0
// Single-order picking: start or take over work, and the scan.
#include <string.h>

#include "claims.h"
#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "pick_step.h"
#include "registry.h"
#include "resolve.h"
#include "store_admin.h"
#include "store_fulfilment.h"
#include "work_claim.h"

// --- steps shared with op_pick_fix.c

bool pick_enter(struct op_ctx *ctx, struct pick_view *view, bool *ret_go, GError **error)
{
    struct claim claim;
    int64_t id = ((const struct work_args *)ctx->args)->work.id;
    if (!claim_make(ctx, &claim, error))
        return false;
    g_autoptr(rowlist) mine = store_work_renew(ctx->db, id, &claim, error);
    *ret_go = mine && list_len(mine);
    if (!mine || !(*ret_go ? pick_view_take(ctx->db, g_steal_pointer(&mine), false, view, error)
                           : pick_view_load(ctx->db, id, view, error)))
        return false;
    ctx->order_id = view->work->order_id;
    ctx->subject = g_strdup(number_of(NUMBER_WORK, id).text);
    return work_within_reach(ctx, view->work, error) &&
           (*ret_go || work_explain(ctx, view->work, error));
}

int64_t pick_claimed(const struct pick_view *view, const struct task_row *task)
{
    int64_t claimed = 0;
    for (unsigned i = 0; i < list_len(view->tasks); i++) {
        const struct task_row *row = list_at(view->tasks, struct task_row, i);
        if (row->order_line_id == task->order_line_id && row->goods_id == task->goods_id &&
            row->place_id == task->place_id)
            claimed += task_left(row);
    }
    return claimed;
}

void pick_chain(struct op_ctx *ctx, struct pick_view *view)
{
    if (view->work->last_event == ctx->event_id)
        return;
    ctx->prev_event = view->work->last_event;
    view->work->last_event = ctx->event_id;
    view->moved = true;
}

// QTY pieces of the task are on the cart: as the view sees it.
static bool count_picked(struct op_ctx *ctx, struct pick_view *view, struct task_row *task,
                         int64_t qty, GError **error)
{
    if (!op_event(ctx, error))
        return false;
    task->picked += qty;
    task->on_hand -= qty;
    pick_chain(ctx, view);
    return true;
}

// And as the database has it.
static bool write_picked(struct op_ctx *ctx, const struct pick_view *view,
                         const struct task_row *task, int64_t qty, GError **error)
{
    const struct move move = {.kind = "pick",
                              .goods_id = task->goods_id,
                              .qty = qty,
                              .from_id = task->place_id,
                              .to_id = task->to_id,
                              .line_id = task->order_line_id,
                              .from_allocated = true,
                              .to_allocated = true};
    return store_task_count(ctx->db, task->id, qty, 0, NULL, error) &&
           store_claim_take(ctx->db, task->order_line_id, task->goods_id, task->place_id, qty,
                            pick_claimed(view, task), error) &&
           op_move(ctx, &move, error) &&
           store_claim_add(ctx->db, task->order_line_id, task->goods_id, task->to_id, qty, error);
}

bool pick_book(struct op_ctx *ctx, struct pick_view *view, struct task_row *task, int64_t qty,
               GError **error)
{
    return count_picked(ctx, view, task, qty, error) && write_picked(ctx, view, task, qty, error);
}

bool pick_reload(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    struct pick_view fresh;
    bool moved = view->moved;
    int64_t last = view->work->last_event;
    if (!pick_view_load(ctx->db, view->work->id, &fresh, error))
        return false;
    pick_view_clear(view);
    *view = fresh;
    view->moved = moved;
    view->work->last_event = last;
    return true;
}

// Is anything of the fulfilment on the cart, from this work or before?
static bool any_picked(struct op_ctx *ctx, const struct work_row *work, bool *ret_any,
                       GError **error)
{
    g_autoptr(rowlist) claims = store_claims(ctx->db, work->order_id, error);
    *ret_any = false;
    for (unsigned i = 0; claims && i < list_len(claims); i++) {
        const struct claim_row *row = list_at(claims, struct claim_row, i);
        *ret_any = *ret_any || (row->picked && row->fulfilment_id == work->fulfilment_id);
    }
    return claims != NULL;
}

// What was picked waits for a bench. An earlier packing that was taken back waits again.
static bool ask_for_packing(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    g_autoptr(rowlist) found =
        store_work_of_fulfilment(ctx->db, work->fulfilment_id, "pack", error);
    if (!found)
        return false;
    if (list_len(found))
        return store_work_close(ctx->db, list_at(found, struct work_row, 0)->id, 0, error);
    const struct new_work packing = {.kind = "pack",
                                     .site_id = work->site_id,
                                     .fulfilment_id = work->fulfilment_id,
                                     .due_at = work->due_at,
                                     .now = ctx->now};
    return store_work_add(ctx->db, &packing, error) != 0;
}

// An order of which nothing was found has nothing to pack: it waits for goods again.
static bool complete(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    bool any = false;
    struct work_row *work = view->work;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, work->fulfilment_id, error);
    const struct fulfilment_row *served =
        list_needed(found, "fulfilment", work->fulfilment_id, error);
    if (!served || !any_picked(ctx, work, &any, error) ||
        !(any ? store_work_close : store_work_withdraw)(ctx->db, work->id, ctx->now, error))
        return false;
    const char *status = served->status;
    work->done_at = ctx->now;
    if (any)
        return ask_for_packing(ctx, work, error) &&
               fulfilment_event(ctx, work->fulfilment_id, status, "complete", error);
    return store_lines_unserve(ctx->db, work->order_id, work->fulfilment_id, error) &&
           fulfilment_event(ctx, work->fulfilment_id, status, "lack", error);
}

// Notes where the picker stands after the tasks changed.
static bool step(struct op_ctx *ctx, struct pick_view *view, int64_t at, GError **error)
{
    pick_view_refresh(view);
    struct work_row *work = view->work;
    int64_t here = view->task && view->task->place_id == at ? at : 0;
    const struct step_seen to = {.operator_id = work->operator_id,
                                 .location = here,
                                 .last_event = work->last_event,
                                 .seen = view->seen};
    if ((work->at_id != here || view->moved) &&
        !store_work_step_seen(ctx->db, work->id, &to, error))
        return false;
    view->seen = work->last_event;
    work->at_id = here;
    view->moved = false;
    pick_view_refresh(view);
    return true;
}

bool pick_advance(struct op_ctx *ctx, struct pick_view *view, int64_t at, GError **error)
{
    return step(ctx, view, at, error) && (view->task || complete(ctx, view, error));
}

// --- pick.start

static bool answer(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    g_auto(op_pick_view) view = {0};
    if (!pick_view_load(ctx->db, work->id, &view, error))
        return false;
    g_free(ctx->subject);
    ctx->subject = g_strdup(number_of(NUMBER_WORK, work->id).text);
    ctx->order_id = view.work->order_id;
    return pick_view_doc(ctx->db, &view, ctx->doc, true, error);
}

// Nobody has it in hand.
static bool begin(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (state_may(&fulfilment_states, work->status, "pick") &&
        !fulfilment_event(ctx, work->fulfilment_id, work->status, "pick", error))
        return false;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, work->fulfilment_id, error);
    const struct fulfilment_row *served =
        list_needed(found, "fulfilment", work->fulfilment_id, error);
    if (!served || !work_claim(ctx, work, error) || !answer(ctx, work, error))
        return false;
    OP_SAY(ctx, VERDICT_DONE, PICK_STARTED, T_TEXT("work", ctx->subject),
           T_TEXT("order", number_of(NUMBER_ORDER, work->order_id).text),
           T_INT("lines", served->lines));
    return true;
}

bool pick_take(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    return work_within_reach(ctx, work, error) &&
           (work->operator_id ? work_resume(ctx, work, answer, error) : begin(ctx, work, error));
}

static bool start_order(struct op_ctx *ctx, int64_t id, GError **error)
{
    g_autoptr(rowlist) works = store_works_of_order(ctx->db, id, "pick", error);
    if (!works)
        return false;
    const struct work_row *work = work_best(ctx, works);
    if (work)
        return pick_take(ctx, work, error);
    g_autoptr(rowlist) found = store_order(ctx->db, id, error);
    const struct order_row *order = list_needed(found, "sales_order", id, error);
    if (!order ||
        !state_next(&order_states, order->status, "pick", number_of(NUMBER_ORDER, id).text, error))
        return false;
    return tote_fail(error, TOTE_NOTHING, "order", _("Nothing of %s waits to be picked"),
                     number_of(NUMBER_ORDER, id).text);
}

static bool start_found(struct op_ctx *ctx, int64_t id, GError **error)
{
    ctx->chosen = g_strdup_printf("%" G_GINT64_FORMAT, id);
    g_autoptr(rowlist) found = store_work(ctx->db, id, error);
    const struct work_row *work = list_needed(found, "work", id, error);
    return work && pick_take(ctx, work, error);
}

// The most urgent work in the most advanced state that may be picked: what somebody gave back half
// done comes first, its goods stand on a cart.
static bool start_next(struct op_ctx *ctx, GError **error)
{
    if (ctx->call->chosen)
        return start_found(ctx, g_ascii_strtoll(ctx->call->chosen, NULL, 10), error);
    const char *states[STATES_MOST];
    size_t n = state_codes(&fulfilment_states, ST_FREE_TO_PICK, states);
    for (size_t i = n; i > 0; i--) {
        g_autoptr(rowlist) choices =
            store_choice_take(ctx->db, "pick", states[i - 1], ctx->session->site_id, error);
        if (!choices)
            return false;
        if (list_len(choices))
            return start_found(ctx, list_at(choices, struct choice_row, 0)->id, error);
    }
    return tote_fail(error, TOTE_NOTHING, NULL, _("No order waits to be picked"));
}

// The work that the caller named by its number, if it can be picked: an order may have one in each
// warehouse. *ret_done is false where the order has to say which.
static bool start_named(struct op_ctx *ctx, bool *ret_done, GError **error)
{
    int64_t id = number_id(NUMBER_WORK, ctx->call->values[0]);
    g_autoptr(rowlist) found = id ? store_work(ctx->db, id, error) : NULL;
    *ret_done = false;
    if (!id || !found)
        return !id;
    const struct work_row *work = list_len(found) ? list_at(found, struct work_row, 0) : NULL;
    if (!work || work->done_at || strcmp(work->kind, "pick") != 0)
        return true;
    *ret_done = true;
    return pick_take(ctx, work, error);
}

struct start_args {
    struct arg_ref order;
    int64_t next;
};

static bool start(struct op_ctx *ctx, GError **error)
{
    const struct start_args *args = ctx->args;
    bool done = false;
    if (!args->order.id)
        return start_next(ctx, error);
    return start_named(ctx, &done, error) && (done || start_order(ctx, args->order.id, error));
}

const struct op op_pick_start = {
    .name = "pick.start",
    .summary = N_("Claims an order to pick, goes on with it, or takes it over from a colleague."),
    .roles = ROLES_FLOOR,
    .run = start,
    .alone = true,
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
    *ret_rows = store_lots_in(ctx->db, task->item_id, task->place_id, error);
    for (unsigned i = 0; *ret_rows && i < list_len(*ret_rows); i++)
        g_ptr_array_add(lots, (void *)list_at(*ret_rows, struct lot_row, i)->lot);
    return *ret_rows != NULL;
}

// The site may let the item alone prove the place.
static bool item_proves_place(struct op_ctx *ctx, bool *ret_yes, GError **error)
{
    g_autofree char *proof = store_setting(ctx->db, SETTING_PLACE_PROOF, error);
    *ret_yes = !g_strcmp0(proof, "item");
    return proof != NULL;
}

// What the rules want to know besides is read when they ask for it.
static bool judge_more(struct op_ctx *ctx, struct pick_view *view, const struct scan_seen *seen,
                       struct work_stand *stand, struct scan_answer *answer, GError **error)
{
    g_autoptr(GArray) tasks = NULL;
    g_autoptr(GPtrArray) lots = g_ptr_array_new();
    g_autoptr(rowlist) rows = NULL;
    if (answer->need == NEED_TASKS) {
        if (!(tasks = pick_view_tasks(ctx->db, view, error)))
            return false;
        stand->tasks_known = true;
        stand->tasks = (const struct work_task *)(void *)tasks->data;
        stand->n_tasks = tasks->len;
        work_judge(stand, seen, answer);
    }
    if (answer->need != NEED_LOTS)
        return true;
    if (!read_lots(ctx, view->task, &rows, lots, error))
        return false;
    stand->lots_known = true;
    stand->lots = (const char *const *)lots->pdata;
    stand->n_lots = lots->len;
    work_judge(stand, seen, answer);
    return true;
}

static bool judge(struct op_ctx *ctx, struct pick_view *view, const struct scan_seen *seen,
                  struct scan_answer *ret_answer, GError **error)
{
    bool proves = false;
    if (view->stage == PICK_PLACE && seen->kind == SEEN_ITEM &&
        !item_proves_place(ctx, &proves, error))
        return false;
    const struct work_task task = pick_view_task(view->task);
    struct work_stand stand = pick_view_stand(view, &task);
    stand.item_proves_place = proves;
    work_judge(&stand, seen, ret_answer);
    return ret_answer->need == NEED_NOTHING ||
           judge_more(ctx, view, seen, &stand, ret_answer, error);
}

static bool act(struct op_ctx *ctx, struct pick_view *view, const struct scan_answer *answer,
                GError **error)
{
    // The sentence first: its texts are the view's, and the view moves on.
    op_say(ctx, answer->verdict, answer->say, answer->terms, answer->n_terms);
    g_assert(answer->need == NEED_NOTHING);
    if (answer->action == ACT_NONE)
        return true;
    bool book = answer->action == ACT_BOOK;
    if (book && answer->qty == task_left(view->task) && !pick_view_look_ahead(ctx->db, view, error))
        return false;
    struct task_row *task = view->task;
    // The work is written first: whoever else changes it waits there, and holds nothing yet.
    return (!book || count_picked(ctx, view, task, answer->qty, error)) &&
           step(ctx, view, task->place_id, error) &&
           (!book || write_picked(ctx, view, task, answer->qty, error)) &&
           (view->task || complete(ctx, view, error));
}

static bool take_scan(struct op_ctx *ctx, struct pick_view *view, GError **error)
{
    g_auto(op_target) target = {0};
    struct scan_answer answer;
    const char *code = ((const struct work_args *)ctx->args)->code;
    if (!view->task)
        return tote_fail(error, TOTE_NOTHING, "work", _("Nothing is left to pick here"));
    enum target_kind first = view->stage == PICK_PLACE ? TARGET_PLACE : TARGET_ITEM;
    if (!resolve(ctx->db, view->work->site_id, code, first, ctx->now, &target, error))
        return false;
    const struct scan_seen seen = target_seen(&target, code);
    return judge(ctx, view, &seen, &answer, error) && act(ctx, view, &answer, error);
}

// A work that the caller holds, and for long enough, is only read: a scan that changes it is
// guarded by what was seen of it. All others go the way of pick_enter().
static bool look(struct op_ctx *ctx, struct pick_view *view, bool *ret_go, GError **error)
{
    int64_t id = ((const struct work_args *)ctx->args)->work.id;
    int64_t minutes = store_setting_number(ctx->db, SETTING_LEASE_MINUTES, error);
    g_autoptr(rowlist) head = minutes < 0 ? NULL : store_work_bare(ctx->db, id, error);
    if (!head)
        return false;
    const struct work_row *work = list_len(head) ? list_at(head, struct work_row, 0) : NULL;
    if (!work || work->done_at || work->operator_id != ctx->session->operator_id || *work->ask ||
        lease_wants_renewal(work->lease_until, minutes * MINUTE_MS, ctx->now))
        return pick_enter(ctx, view, ret_go, error);
    *ret_go = true;
    ctx->order_id = work->order_id;
    ctx->subject = g_strdup(number_of(NUMBER_WORK, id).text);
    return work_within_reach(ctx, work, error) &&
           pick_view_take(ctx->db, g_steal_pointer(&head), true, view, error);
}

bool pick_scan(struct op_ctx *ctx, GError **error)
{
    g_auto(op_pick_view) view = {0};
    bool go = false, taken = false;
    if (!work_take_by_scan(ctx, "pick", &taken, error))
        return false;
    if (taken)
        return true;
    if (!look(ctx, &view, &go, error) || (go && !take_scan(ctx, &view, error)))
        return false;
    return doc_is_mute(ctx->doc) || (pick_view_complete(ctx->db, &view, error) &&
                                     pick_view_doc(ctx->db, &view, ctx->doc, false, error));
}

// The work before its tasks: a task that is newer than the work is found out by step().
static void send(struct op_ctx *ctx)
{
    const char *const *values = ctx->call->values;
    int64_t work = values[0] ? number_id(NUMBER_WORK, values[0]) : 0;
    if (!work || !values[1])
        return;
    store_setting_send(ctx->db, SETTING_LEASE_MINUTES);
    store_work_bare_send(ctx->db, work);
    store_tasks_left_send(ctx->db, work);
    resolve_send(ctx->db, values[1], ctx->now);
}

const struct op op_pick_scan = {
    .name = "pick.scan",
    .summary = N_("Takes one scan at a pick work: a place, its check digits, or an item."),
    .roles = ROLES_FLOOR,
    .run = pick_scan,
    .scan = true,
    .send = send,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…")),
             ARG(work_args, code, TEXT, ARG_NEEDED, N_("what was scanned or typed"))},
};
