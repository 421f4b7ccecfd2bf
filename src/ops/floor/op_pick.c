// SPDX-License-Identifier: Apache-2.0
// Single-order picking: how it begins and ends, start or take over, and the scan.
#include <string.h>

#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op_pick.h"
#include "registry.h"
#include "scan_steps.h"
#include "store_fulfilment.h"
#include "tally.h"

// --- booking

// QTY pieces of the task are on the cart, claimed there.
static bool book(struct op_ctx *ctx, const struct walk_view *view, const struct task_row *task,
                 int64_t qty, GError **error)
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
        return work_again(ctx, list_at(found, struct work_row, 0), error);
    const struct new_work packing = {.kind = "pack",
                                     .site_id = work->site_id,
                                     .fulfilment_id = work->fulfilment_id,
                                     .due_at = work->due_at,
                                     .now = ctx->now};
    return store_work_add(ctx->db, &packing, error) != 0;
}

// An order of which nothing was found has nothing to pack: it waits for goods again.
bool pick_complete(struct op_ctx *ctx, struct walk_view *view, GError **error)
{
    bool any = false;
    struct work_row *work = view->work;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, work->fulfilment_id, error);
    const struct fulfilment_row *served =
        list_needed(found, "fulfilment", work->fulfilment_id, error);
    if (!served || !any_picked(ctx, work, &any, error) ||
        !(any ? work_end(ctx, work, error)
              : store_work_withdraw(ctx->db, work->id, ctx->now, error)))
        return false;
    const char *status = served->status;
    work->done_at = ctx->now;
    if (any)
        return ask_for_packing(ctx, work, error) &&
               fulfilment_event(ctx, work->fulfilment_id, status, "complete", error);
    return store_lines_unserve(ctx->db, work->order_id, work->fulfilment_id, error) &&
           fulfilment_event(ctx, work->fulfilment_id, status, "lack", error);
}

// --- the kind

// Its order is being picked from now on.
static bool begin(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (state_may(&fulfilment_states, work->status, "pick") &&
        !fulfilment_event(ctx, work->fulfilment_id, work->status, "pick", error))
        return false;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, work->fulfilment_id, error);
    const struct fulfilment_row *served =
        list_needed(found, "fulfilment", work->fulfilment_id, error);
    if (!served)
        return false;
    OP_SAY(ctx, VERDICT_DONE, PICK_STARTED, T_TEXT("work", ctx->subject),
           T_TEXT("order", number_of(NUMBER_ORDER, work->order_id).text),
           T_INT("lines", served->lines));
    return true;
}

static const struct walk walk = {.book = book,
                                 .leaves = true,
                                 .take_back = pick_take_back,
                                 .give_up = pick_give_up,
                                 .give_others = pick_give_losses_back,
                                 .complete = pick_complete};

const struct work_way work_way_pick = {
    WALK_WAY(walk),          .flow = &pick_flow,  .free = ST_FREE_TO_PICK, .begin = begin,
    .leave = pick_give_back, .reopens = "unpick", .revives = "find",       .reopen = pick_reopen,
};

// --- pick.start

// As many as work.next looks through for what its caller has in hand.
enum { MOST_AT_ONCE = 20 };

struct start_args {
    struct arg_ref order;
    int64_t next;
};

// The pick that an order had last; 0 where it had none, -1 with *error.
static int64_t last_pick(struct op_ctx *ctx, int64_t order, GError **error)
{
    g_autoptr(rowlist) parts = store_fulfilments(ctx->db, order, error);
    int64_t last = 0;
    for (unsigned i = 0; parts && i < list_len(parts); i++) {
        int64_t part = list_at(parts, struct fulfilment_row, i)->id;
        g_autoptr(rowlist) work = store_work_of_fulfilment(ctx->db, part, "pick", error);
        if (!work)
            return -1;
        if (list_len(work))
            last = MAX(last, list_at(work, struct work_row, 0)->id);
    }
    return parts ? last : -1;
}

// Not to be picked now. What the desk still has is no picker's to mend; what was picked is mended
// in the work that did it.
static bool not_now(struct op_ctx *ctx, const struct order_row *order, GError **error)
{
    const struct number number = number_of(NUMBER_ORDER, order->id);
    const char *status = state_label(&order_states, order->status);
    struct tote_fault fault = {.field = order_states.name};
    if (state_has(&order_states, order->status, ST_DEMAND)) {
        fault.hint = _("The desk has to release it first: pick another one, or tell the desk.");
        return tote_fail_full(error, TOTE_STATE, &fault, _("%s is %s: it is not released to pick"),
                              number.text, status);
    }
    int64_t work = last_pick(ctx, order->id, error);
    g_autofree char *hint = g_strdup_printf(_("To undo, or to report a piece short, open %s."),
                                            number_of(NUMBER_WORK, work).text);
    fault.hint = work > 0 ? hint : NULL;
    return work >= 0 &&
           tote_fail_full(error, TOTE_STATE, &fault,
                          _("%s is %s: nothing of it waits to be picked"), number.text, status);
}

static bool start_order(struct op_ctx *ctx, int64_t id, GError **error)
{
    g_autoptr(rowlist) works = store_works_of_order(ctx->db, id, "pick", error);
    if (!works)
        return false;
    const struct work_row *work = work_best(ctx, works);
    if (work)
        return work_take(ctx, work, error);
    g_autoptr(rowlist) found = store_order(ctx->db, id, error);
    const struct order_row *order = list_needed(found, "sales_order", id, error);
    struct number number = number_of(NUMBER_ORDER, id);
    if (!order)
        return false;
    if (!state_may(&order_states, order->status, "pick"))
        return not_now(ctx, order, error);
    return tote_fail(error, TOTE_NOTHING, "order", _("Nothing of %s waits to be picked"),
                     number.text);
}

// Begins a work that was chosen; the event of the call is about the first one, the orders of the
// others are told.
static bool begin_chosen(struct op_ctx *ctx, int64_t id, bool first, GError **error)
{
    g_autoptr(rowlist) found = store_work(ctx->db, id, error);
    const struct work_row *work = list_needed(found, "work", id, error);
    return work && work_within_reach(ctx, work, error) && work_begin(ctx, work, error) &&
           (first ||
            OP_NOTE(ctx, work->order_id, error, PICK_CLAIMED, T_TEXT("work", ctx->subject)));
}

// The works that the call takes, the most urgent first; a replay takes those that it took.
static GArray *begin_most_urgent(struct op_ctx *ctx, int64_t n, GError **error)
{
    g_auto(GStrv) then = g_strsplit(ctx->call->chosen ? ctx->call->chosen : "", " ", -1);
    g_autoptr(GArray) works = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GString) chosen = g_string_new(NULL);
    for (int64_t i = 0, id; i < n; i++) {
        if (!ctx->call->chosen && !work_free_take(ctx, "pick", &id, NULL, error))
            return NULL;
        if (ctx->call->chosen)
            id = then[i] ? g_ascii_strtoll(then[i], NULL, 10) : 0;
        if (!id || (ctx->call->chosen && !then[i]))
            break;
        if (!begin_chosen(ctx, id, !i, error))
            return NULL;
        g_array_append_val(works, id);
        g_string_append_printf(chosen, "%s%" G_GINT64_FORMAT, i ? " " : "", id);
    }
    ctx->chosen = g_strdup(chosen->str);
    return g_steal_pointer(&works);
}

static bool start_next(struct op_ctx *ctx, int64_t n, GError **error)
{
    g_autoptr(GArray) works = begin_most_urgent(ctx, n ? n : 1, error);
    if (!works)
        return false;
    if (!works->len)
        return tote_fail(error, TOTE_NOTHING, NULL, _("No order waits to be picked"));
    if (!work_answer_whole(ctx, g_array_index(works, int64_t, 0), error))
        return false;
    if (works->len > 1)
        OP_SAY(ctx, VERDICT_DONE, PICK_STARTED_MANY, T_INT("works", works->len),
               T_TEXT("work", ctx->subject));
    doc_open_list(ctx->doc, "works");
    for (unsigned i = 0; i < works->len; i++)
        doc_text(ctx->doc, NULL, number_of(NUMBER_WORK, g_array_index(works, int64_t, i)).text);
    doc_close(ctx->doc);
    return true;
}

// The work that the caller named by its number, if it can be picked: an order may have one in each
// warehouse. *ret_done is false where the order has to say which.
static bool start_named(struct op_ctx *ctx, bool *ret_done, GError **error)
{
    int64_t id = number_id(NUMBER_WORK, OP_VALUE(ctx->call, start_args, order));
    g_autoptr(rowlist) found = id ? store_work(ctx->db, id, error) : NULL;
    *ret_done = false;
    if (!id || !found)
        return !id;
    const struct work_row *work = list_len(found) ? list_at(found, struct work_row, 0) : NULL;
    if (!work || work->done_at || strcmp(work->kind, "pick") != 0)
        return true;
    *ret_done = true;
    return work_take(ctx, work, error);
}

static bool start(struct op_ctx *ctx, GError **error)
{
    const struct start_args *args = ctx->args;
    bool done = false;
    if (args->next && args->order.id)
        return tote_fail(error, TOTE_USAGE, "next", _("Either an order or --next, not both"));
    if (!args->order.id)
        return start_next(ctx, args->next, error);
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
             ARG_BETWEEN(
                 start_args, next, ARG_OPTION, 1, MOST_AT_ONCE,
                 N_("claim the next N orders, the most urgent first; picking begins with it"))},
};

// --- pick.scan

static bool scan(struct op_ctx *ctx, GError **error)
{
    return work_scan(ctx, "pick", error);
}

const struct op op_pick_scan = {
    .name = "pick.scan",
    .summary = N_("Takes one scan at a pick work: a place, its check digits, or an item."),
    .roles = ROLES_FLOOR,
    .run = scan,
    .scan = true,
    .send = walk_send,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("work", N_("the work, W-…")),
             ARG(work_args, code, TEXT, ARG_NEEDED, N_("what was scanned or typed"))},
};
