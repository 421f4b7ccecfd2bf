// SPDX-License-Identifier: Apache-2.0
// Orders by hand: hold, take the hold off, mark as paid, cancel.
#include "clock.h"
#include "common.h"
#include "i18n.h"
#include "intake.h"
#include "lives.h"
#include "numbers.h"
#include "order_refuse.h"
#include "query.h"
#include "registry.h"
#include "store_admin.h"
#include "tally.h"
#include "answers.h"

struct order_args {
    struct arg_ref order;
    const char *reason;
};

// Every order operation begins so: the order is locked, and the audit names it.
static const struct order_row *enter(struct op_ctx *ctx, struct list **ret_found, GError **error)
{
    const struct order_args *args = ctx->args;
    *ret_found = store_order_take(ctx->db, args->order.id, error);
    const struct order_row *row =
        list_needed(*ret_found, "sales_order", args->order.id, error); // never deleted
    if (!row)
        return NULL;
    ctx->order_id = row->id;
    ctx->subject = g_strdup(number_of(NUMBER_ORDER, row->id).text);
    return row;
}

// The order as it is now, without its addressee: the answer is kept beside the call's key.
static bool answer(struct op_ctx *ctx, int64_t order, GError **error)
{
    unsigned sees = role_sees(ctx->session->role) & SEES_MONEY;
    return show_order(ctx->session, order, sees, ctx->now, ctx->doc, NULL, error);
}

static bool hold(struct op_ctx *ctx, GError **error)
{
    const struct order_args *args = ctx->args;
    g_autoptr(rowlist) found = NULL;
    const struct order_row *order = enter(ctx, &found, error);
    const struct transition *row = order ? order_stop(ctx, order, "hold", error) : NULL;
    const struct term terms[] = {T_TEXT("text", args->reason),
                                 T_TEXT("who", ctx->session->operator_name)};
    g_autofree char *why = terms_json(terms, G_N_ELEMENTS(terms));
    if (!row || !order_free_goods(ctx, order->id, error))
        return false;
    op_tally_order(ctx, row->from, row->to);
    if (!store_order_hold(ctx->db, order->id, row, say_code(SAY_HOLD_PERSON), why, HELD_BY_PERSON,
                          error))
        return false;
    OP_SAY(ctx, VERDICT_DONE, ORDER_HELD, T_TEXT("order", ctx->subject),
           T_TEXT("reason", args->reason));
    return answer(ctx, order->id, error);
}

const struct op op_order_hold = {
    .name = "order.hold",
    .summary = N_("Holds an order and gives its goods back."),
    .roles = ROLES_DESK,
    .run = hold,
    .args_size = sizeof(struct order_args),
    .args = {ARG(order_args, order, ORDER, ARG_NEEDED, N_("the order")),
             ARG(order_args, reason, WORDS, ARG_NEEDED_OPTION, N_("why, in words"))},
};

// What nobody says where to send cannot leave, whoever looked at it.
static bool has_way(struct op_ctx *ctx, const struct order_row *order, GError **error)
{
    return !order->nowhere ||
           tote_fail(
               error, TOTE_STATE, "order",
               _("%s has no delivery address with name, street, city and country: correct it in "
                 "the channel and import it again, or cancel it"),
               ctx->subject);
}

// An order that is not paid goes back to waiting for payment, whoever held it.
static bool unhold(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = NULL;
    const struct order_row *order = enter(ctx, &found, error);
    if (!order || !state_next(&order_states, order->status, "unhold", ctx->subject, error) ||
        !has_way(ctx, order, error))
        return false;
    bool paid = intake_counts_as_paid(order->paid);
    if (!order_event(ctx, order->id, order->status, paid ? "unhold" : "await", error))
        return false;
    op_say(ctx, VERDICT_DONE, paid ? SAY_ORDER_READY : SAY_ORDER_UNPAID,
           &T_TEXT("order", ctx->subject), 1);
    return answer(ctx, order->id, error);
}

const struct op op_order_unhold = {
    .name = "order.unhold",
    .summary = N_("Takes the hold off an order after somebody looked at it."),
    .roles = ROLES_DESK,
    .run = unhold,
    .args_size = sizeof(struct order_args),
    .args = {ARG(order_args, order, ORDER, ARG_NEEDED, N_("the order"))},
};

// The hours of the promise count from the payment.
static bool pay(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = NULL;
    const struct order_row *order = enter(ctx, &found, error);
    int64_t hours = order ? store_setting_number(ctx->db, SETTING_PROMISE_HOURS, error) : -1;
    if (hours < 0 || !order_event(ctx, order->id, order->status, "pay", error) ||
        !store_order_paid(ctx->db, order->id, "yes", ctx->now + hours * HOUR_MS, error))
        return false;
    OP_SAY(ctx, VERDICT_DONE, ORDER_PAID, T_TEXT("order", ctx->subject));
    return answer(ctx, order->id, error);
}

const struct op op_order_pay = {
    .name = "order.pay",
    .summary = N_("Marks an order as paid (bank transfer, cash on delivery)."),
    .roles = ROLES_DESK,
    .run = pay,
    .args_size = sizeof(struct order_args),
    .args = {ARG(order_args, order, ORDER, ARG_NEEDED, N_("the order"))},
};

// Pieces of the order that left the house already, and those that did not and are still wanted.
static bool count_pieces(struct op_ctx *ctx, int64_t order, int64_t *ret_left, int64_t *ret_rest,
                         GError **error)
{
    g_autoptr(rowlist) lines = store_order_lines(ctx->db, order, error);
    *ret_left = *ret_rest = 0;
    for (unsigned i = 0; lines && i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        *ret_left += line->shipped;
        *ret_rest += line->demand ? line->qty - line->cancelled - line->shipped : 0;
    }
    return lines != NULL;
}

// What is not shipped yet is wanted no more; an order of which a part left ends as shipped.
static bool cancel(struct op_ctx *ctx, GError **error)
{
    g_autoptr(rowlist) found = NULL;
    int64_t left = 0, rest = 0;
    const struct order_row *order = enter(ctx, &found, error);
    if (!order || !order_stop(ctx, order, "cancel", error) ||
        !count_pieces(ctx, order->id, &left, &rest, error) ||
        !order_free_goods(ctx, order->id, error) ||
        !store_lines_cancel(ctx->db, order->id, error) ||
        !order_event(ctx, order->id, order->status, left ? "finish" : "cancel", error))
        return false;
    const struct term terms[] = {T_TEXT("order", ctx->subject), T_INT("qty", rest)};
    op_say(ctx, VERDICT_DONE, left ? SAY_ORDER_REST_CANCELLED : SAY_ORDER_CANCELLED, terms,
           left ? 2 : 1);
    return answer(ctx, order->id, error);
}

const struct op op_order_cancel = {
    .name = "order.cancel",
    .summary = N_("Cancels an order that is not being picked yet and gives its goods back."),
    .roles = ROLES_DESK,
    .run = cancel,
    .args_size = sizeof(struct order_args),
    .args = {ARG(order_args, order, ORDER, ARG_NEEDED, N_("the order"))},
};
