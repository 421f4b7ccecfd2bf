// SPDX-License-Identifier: Apache-2.0
// The bench: open, scan every piece, boxes, weight, undo.
#include "op_pack.h"

#include "claims.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "registry.h"
#include "resolve.h"
#include "store_admin.h"
#include "store_item.h"
#include "store_stock.h"

enum { GRAMS_MAX = 100000 };

// --- steps shared with op_ship.c

static void say_taken(struct op_ctx *ctx, const struct shipment_row *shipment)
{
    g_autofree char *holder = g_utf8_strup(shipment->operator_name, -1);
    OP_SAY(ctx, VERDICT_TAKEN, WORK_HELD, T_TEXT("work", number_of(NUMBER_PACK, shipment->id).text),
           T_TEXT("holder", holder),
           T_INT("minutes", claim_minutes(shipment->opened_at, ctx->now)));
}

static bool pack_enter(struct op_ctx *ctx, struct pack_view *view, bool *ret_go, GError **error)
{
    struct claim claim;
    int64_t id = ((const struct pack_args *)ctx->args)->pack.id;
    if (!claim_make(ctx, &claim, error))
        return false;
    g_autoptr(rowlist) mine = store_shipment_renew(ctx->db, id, &claim, error);
    *ret_go = mine && list_len(mine);
    if (!mine || !(*ret_go ? pack_view_take(ctx->db, g_steal_pointer(&mine), view, error)
                           : pack_view_load(ctx->db, id, view, error)))
        return false;
    ctx->order_id = view->shipment->order_id;
    ctx->subject = g_strdup(number_of(NUMBER_PACK, id).text);
    if (g_strcmp0(view->shipment->status, "packing"))
        return tote_fail(error, TOTE_STATE, "pack", _("%s is %s already"), ctx->subject,
                         state_label(&shipment_states, view->shipment->status));
    if (!*ret_go)
        say_taken(ctx, view->shipment);
    return true;
}

bool pack_finish(struct op_ctx *ctx, int64_t shipment, GError **error)
{
    g_auto(op_pack_view) view = {0};
    if (!pack_view_load(ctx->db, shipment, &view, error))
        return false;
    pack_view_doc(&view, ctx->doc);
    return true;
}

bool pack_work(struct op_ctx *ctx, pack_step step, GError **error)
{
    g_auto(op_pack_view) view = {0};
    bool mine = false;
    return pack_enter(ctx, &view, &mine, error) && (!mine || step(ctx, &view, error)) &&
           pack_finish(ctx, view.shipment->id, error);
}

int64_t pack_place(struct op_ctx *ctx, const char *kind, GError **error)
{
    return store_place_of_kind(ctx->db, kind, error);
}

struct number pack_box_lpn(int64_t shipment, int64_t n)
{
    struct number lpn;
    g_snprintf(lpn.text, sizeof lpn.text, "%.20s/%d", number_of(NUMBER_PACK, shipment).text,
               (int)n);
    return lpn;
}

// --- pack.open

static bool answer(struct op_ctx *ctx, int64_t shipment, int64_t order, GError **error)
{
    g_free(ctx->subject);
    ctx->subject = g_strdup(number_of(NUMBER_PACK, shipment).text);
    ctx->order_id = order;
    return pack_finish(ctx, shipment, error);
}

static bool begin(struct op_ctx *ctx, const struct order_row *order, GError **error)
{
    struct claim claim;
    if (!order_event(ctx, order->id, order->status, "pack", NULL, error) ||
        !claim_make(ctx, &claim, error))
        return false;
    int64_t id = store_shipment_add(ctx->db, order->id, &claim, ctx->now, error);
    if (!id || !store_box_add(ctx->db, id, 1, "", error) || !answer(ctx, id, order->id, error))
        return false;
    OP_SAY(ctx, VERDICT_DONE, PACK_STARTED, T_TEXT("work", ctx->subject),
           T_TEXT("order", number_of(NUMBER_ORDER, order->id).text),
           T_INT("pieces", order->pieces));
    return true;
}

// Somebody packs it already: go on with one's own, take over what is free, else ask once.
static bool resume(struct op_ctx *ctx, const struct shipment_row *shipment, GError **error)
{
    struct claim claim;
    bool mine = shipment->operator_id == ctx->session->operator_id;
    g_autofree char *ask = g_strdup_printf("take %" G_GINT64_FORMAT, ctx->session->operator_id);
    if (!mine && g_strcmp0(shipment->ask, ask) && shipment->lease_until > ctx->now) {
        say_taken(ctx, shipment);
        return store_shipment_ask(ctx->db, shipment->id, ask, error) &&
               answer(ctx, shipment->id, shipment->order_id, error);
    }
    if (!claim_make(ctx, &claim, error) ||
        !store_shipment_claim(ctx->db, shipment->id, &claim, error) ||
        !answer(ctx, shipment->id, shipment->order_id, error))
        return false;
    if (mine)
        OP_SAY(ctx, VERDICT_DONE, WORK_GOES_ON, T_TEXT("work", ctx->subject));
    else
        OP_SAY(ctx, VERDICT_DONE, WORK_TAKEN_OVER, T_TEXT("work", ctx->subject),
               T_TEXT("holder", shipment->operator_name));
    return true;
}

static struct list *find_order(struct op_ctx *ctx, const char *text, GError **error)
{
    int64_t pack = number_id(NUMBER_PACK, text);
    if (!pack)
        return order_find(ctx->db, text, error);
    g_auto(op_pack_view) view = {0};
    return pack_view_load(ctx->db, pack, &view, error)
               ? store_order(ctx->db, view.shipment->order_id, error)
               : NULL;
}

struct open_args {
    const char *code;
};

static bool open_pack(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = find_order(ctx, ((const struct open_args *)ctx->args)->code, error);
    if (!found)
        return false;
    const struct order_row *order = list_at(found, struct order_row, 0);
    g_autoptr(rowlist) open = store_shipment_of_order(ctx->db, order->id, error);
    if (!open)
        return false;
    return list_len(open) ? resume(ctx, list_at(open, struct shipment_row, 0), error)
                          : begin(ctx, order, error);
}

const struct op op_pack_open = {
    .name = "pack.open",
    .summary = N_("Begins to pack a picked order, goes on with it, or takes it over."),
    .roles = ROLES_BENCH,
    .run = open_pack,
    .args_size = sizeof(struct open_args),
    .args = {ARG(open_args, code, TEXT, ARG_NEEDED, N_("order, pick work or packing"))},
};

// --- pack.scan

// Books QTY pieces from the cart into the box; more than one balance when lots are mixed.
static bool book(struct op_ctx *ctx, const struct pack_view *view, const struct line_row *line,
                 int64_t qty, GError **error)
{
    int64_t cart = pack_place(ctx, "cart", error);
    int64_t bench = cart ? pack_place(ctx, "pack", error) : 0;
    int64_t parcel_line = 0, order = view->shipment->order_id;
    struct number from = number_of(NUMBER_ORDER, order);
    struct number to = pack_box_lpn(view->shipment->id, view->box->n);
    g_autoptr(rowlist) goods =
        bench ? store_balances_lpn(ctx->db, line->item_id, cart, from.text, error) : NULL;
    if (!goods || !op_event(ctx, error) ||
        !store_box_put(ctx->db, view->box->id, line->id, qty, &parcel_line, error))
        return false;
    for (unsigned i = 0; i < list_len(goods) && qty; i++) {
        const struct balance_row *row = list_at(goods, struct balance_row, i);
        const struct move move = {.at = ctx->now,
                                  .item_id = line->item_id,
                                  .qty = MIN(qty, row->on_hand),
                                  .event_id = ctx->event_id,
                                  .reason = "pack",
                                  .from_balance = row->id,
                                  .to_place = bench,
                                  .to_lpn = to.text,
                                  .parcel_line_id = parcel_line,
                                  .from_allocated = true,
                                  .to_allocated = true};
        qty -= move.qty;
        if (!store_stock_move(ctx->db, &move, NULL, error))
            return false;
    }
    return !qty || tote_fail(error, TOTE_STALE, "pack", _("The goods are not on the cart"));
}

// The lines of which something was picked, as tasks: the bench takes them in any order.
static GArray *tasks_of(const struct pack_view *view)
{
    GArray *tasks = g_array_new(FALSE, FALSE, sizeof(struct work_task));
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        const struct work_task task = {.id = line->id,
                                       .item_id = line->item_id,
                                       .item = line->name,
                                       .sku = line->sku,
                                       .place = "",
                                       .check = "",
                                       .lot = "",
                                       .qty = line->picked,
                                       .done = line->packed};
        if (line->picked)
            g_array_append_val(tasks, task);
    }
    return tasks;
}

static void judge(const struct pack_view *view, const struct scan_seen *seen,
                  struct scan_answer *ret_answer)
{
    g_autoptr(GArray) tasks = tasks_of(view);
    const struct work_kind *kind = work_kind_find("pack");
    const struct work_stand stand = {.kind = kind,
                                     .step = work_step_named(kind, "item"),
                                     .tasks_known = true,
                                     .tasks = (const struct work_task *)(void *)tasks->data,
                                     .n_tasks = tasks->len,
                                     .box = view->box->n,
                                     .box_pieces = view->box->pieces,
                                     .box_type = view->box->box};
    work_judge(&stand, seen, ret_answer);
    g_assert(ret_answer->need == NEED_NOTHING);
}

static const struct line_row *line_of(const struct pack_view *view, int64_t id)
{
    for (unsigned i = 0; i < list_len(view->lines); i++)
        if (list_at(view->lines, struct line_row, i)->id == id)
            return list_at(view->lines, struct line_row, i);
    g_assert_not_reached();
}

static bool act(struct op_ctx *ctx, const struct pack_view *view, const struct scan_answer *answer,
                const char *type, GError **error)
{
    op_say(ctx, answer->verdict, answer->say, answer->terms, answer->n_terms);
    switch (answer->action) {
    case ACT_BOOK:
        return book(ctx, view, line_of(view, answer->task_id), answer->qty, error);
    case ACT_BOX_TYPE:
        return store_box_type(ctx->db, view->box->id, type, error);
    case ACT_BOX_NEXT:
        return store_box_add(ctx->db, view->shipment->id, view->box->n + 1, type, error) != 0;
    case ACT_NONE:
    case ACT_AT_PLACE:
        break;
    }
    return true;
}

// At the bench a box type comes before a place or an order of the same name.
static bool resolve_here(struct op_ctx *ctx, struct target *target, GError **error)
{
    const char *code = ((const struct pack_args *)ctx->args)->code;
    if (!resolve(ctx->db, code, TARGET_ITEM, ctx->now, target, error))
        return false;
    if (target->kind == TARGET_ITEM || target->kind == TARGET_NONE)
        return true;
    g_autoptr(rowlist) type = store_box_type_by_code(ctx->db, code, error);
    if (type && list_len(type)) {
        target->kind = TARGET_BOX_TYPE;
        g_free(target->name);
        target->name = g_strdup(list_at(type, struct box_type_row, 0)->code);
    }
    return type != NULL;
}

static bool take_scan(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    g_auto(op_target) target = {0};
    struct scan_answer answer;
    if (!resolve_here(ctx, &target, error))
        return false;
    const struct scan_seen seen = target_seen(&target, ((const struct pack_args *)ctx->args)->code);
    judge(view, &seen, &answer);
    return act(ctx, view, &answer, seen.name, error);
}

static bool scan(struct op_ctx *ctx, GError **error)
{
    return pack_work(ctx, take_scan, error);
}

const struct op op_pack_scan = {
    .name = "pack.scan",
    .summary = N_("Takes one scan at the bench: an item into the box, or a box type."),
    .roles = ROLES_BENCH,
    .run = scan,
    .args_size = sizeof(struct pack_args),
    .args = {ARG(pack_args, pack, PACK, ARG_NEEDED, N_("the packing, S-…")),
             ARG(pack_args, code, TEXT, ARG_NEEDED, N_("what was scanned or typed"))},
};

// --- pack.box, pack.weigh

static bool take_box(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    const char *type = ((const struct pack_args *)ctx->args)->box.text;
    const struct scan_seen seen = {.kind = SEEN_BOX_TYPE,
                                   .qty = 1,
                                   .code = type,
                                   .text = type,
                                   .name = type,
                                   .lot = "",
                                   .serial = ""};
    struct scan_answer answer;
    judge(view, &seen, &answer);
    return act(ctx, view, &answer, type, error);
}

static bool box(struct op_ctx *ctx, GError **error)
{
    return pack_work(ctx, take_box, error);
}

const struct op op_pack_box = {
    .name = "pack.box",
    .summary = N_("Chooses the box; with goods in the present one the next box begins."),
    .roles = ROLES_BENCH,
    .run = box,
    .args_size = sizeof(struct pack_args),
    .args = {ARG(pack_args, pack, PACK, ARG_NEEDED, N_("the packing, S-…")),
             {"code", ARG_BOX_TYPE, ARG_NEEDED, N_("code of the box type"),
              offsetof(struct pack_args, box), NULL}},
};

static bool note_weight(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    int64_t grams = ((const struct pack_args *)ctx->args)->grams;
    if (grams < 1 || grams > GRAMS_MAX)
        return tote_fail(error, TOTE_ARGUMENT, "grams",
                         _("%" G_GINT64_FORMAT " g: a box weighs 1 to %d g"), grams, GRAMS_MAX);
    OP_SAY(ctx, VERDICT_DONE, PACK_WEIGHS, T_INT("box", view->box->n), T_INT("grams", grams));
    return store_box_weigh(ctx->db, view->box->id, grams, error);
}

static bool weigh(struct op_ctx *ctx, GError **error)
{
    return pack_work(ctx, note_weight, error);
}

const struct op op_pack_weigh = {
    .name = "pack.weigh",
    .summary = N_("Notes the weight of the box in hand."),
    .roles = ROLES_BENCH,
    .run = weigh,
    .args_size = sizeof(struct pack_args),
    .args = {ARG(pack_args, pack, PACK, ARG_NEEDED, N_("the packing, S-…")),
             ARG(pack_args, grams, NUMBER, ARG_NEEDED, N_("weight in grams"))},
};

// --- pack.undo, pack.leave

// Where the goods of a movement lie now, with their lot.
static int64_t balance_now(struct op_ctx *ctx, const struct move_row *move, GError **error)
{
    g_autoptr(rowlist) goods =
        store_balances_lpn(ctx->db, move->item_id, move->to_place_id, move->to_lpn, error);
    for (unsigned i = 0; goods && i < list_len(goods); i++)
        if (!g_strcmp0(list_at(goods, struct balance_row, i)->lot, move->lot))
            return list_at(goods, struct balance_row, i)->id;
    if (goods)
        tote_fail(error, TOTE_UNDO, "pack", _("The pieces are no longer in the box"));
    return 0;
}

static bool take_out(struct op_ctx *ctx, const struct move_row *last, GError **error)
{
    int64_t same = 0, balance = balance_now(ctx, last, error);
    g_autoptr(rowlist) line =
        balance ? store_parcel_line(ctx->db, last->parcel_line_id, error) : NULL;
    if (!line || !op_event(ctx, error))
        return false;
    const struct parcel_line_row *from = list_at(line, struct parcel_line_row, 0);
    const struct move move = {.at = ctx->now,
                              .item_id = last->item_id,
                              .qty = last->qty,
                              .event_id = ctx->event_id,
                              .reason = "pack",
                              .from_balance = balance,
                              .to_place = last->from_place_id,
                              .to_lpn = last->from_lpn,
                              .parcel_line_id = last->parcel_line_id,
                              .undoes = last->id,
                              .from_allocated = true,
                              .to_allocated = true};
    return store_box_put(ctx->db, from->box_id, from->order_line_id, -last->qty, &same, error) &&
           store_stock_move(ctx->db, &move, NULL, error);
}

// Takes the last scan back: several movements where it took pieces of several lots.
static bool undo_scan(struct op_ctx *ctx, const struct list *moves, GError **error)
{
    int64_t pieces = 0;
    for (unsigned i = 0; i < list_len(moves); i++) {
        const struct move_row *row = list_at(moves, struct move_row, i);
        if (!take_out(ctx, row, error))
            return false;
        pieces += row->qty;
    }
    OP_SAY(ctx, VERDICT_DONE, PACK_UNDONE, T_INT("qty", pieces));
    return true;
}

static bool undo_last(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    g_autoptr(rowlist) moves = store_last_moves_of_shipment(ctx->db, view->shipment->id, error);
    if (!moves)
        return false;
    if (!list_len(moves))
        return tote_fail(error, TOTE_UNDO, "pack", _("Nothing was packed yet"));
    return undo_scan(ctx, moves, error);
}

static bool undo(struct op_ctx *ctx, GError **error)
{
    return pack_work(ctx, undo_last, error);
}

const struct op op_pack_undo = {
    .name = "pack.undo",
    .summary = N_("Takes the last piece out of its box again."),
    .roles = ROLES_BENCH,
    .run = undo,
    .args_size = sizeof(struct pack_args),
    .args = {ARG(pack_args, pack, PACK, ARG_NEEDED, N_("the packing, S-…"))},
};

static bool give_back(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    if (view->packed)
        return tote_fail(error, TOTE_STATE, "pack",
                         _("%" G_GINT64_FORMAT " pieces are in a box: take them out first (F2)"),
                         view->packed);
    OP_SAY(ctx, VERDICT_DONE, WORK_LEFT, T_TEXT("work", ctx->subject));
    return order_event(ctx, view->shipment->order_id, "packing", "unpack", NULL, error) &&
           store_shipment_status(ctx->db, view->shipment->id, "packing", "left", ctx->now, error);
}

static bool leave(struct op_ctx *ctx, GError **error)
{
    return pack_work(ctx, give_back, error);
}

const struct op op_pack_leave = {
    .name = "pack.leave",
    .summary = N_("Gives an order back to the shelf of picked orders."),
    .roles = ROLES_BENCH,
    .run = leave,
    .args_size = sizeof(struct pack_args),
    .args = {ARG(pack_args, pack, PACK, ARG_NEEDED, N_("the packing, S-…"))},
};
