// SPDX-License-Identifier: Apache-2.0
// A release taken back: orders that nobody works on yet wait again, and their goods are free.
#include "common.h"
#include "i18n.h"
#include "numbers.h"
#include "order_refuse.h"
#include "registry.h"

struct unrelease_args {
    const char *order;
};

static bool take_back(struct op_ctx *ctx, const char *text, GError **error)
{
    g_autoptr(rowlist) found = order_take(ctx->db, text, error);
    const struct order_row *order =
        list_needed(found, "sales_order", number_id(NUMBER_ORDER, text), error);
    return order && order_stop(ctx, order, "unrelease", error) &&
           order_free_goods(ctx, order->id, error) &&
           order_event(ctx, order->id, order->status, "unrelease", error) &&
           op_note(ctx, 0, order->id, SAY_ORDER_UNRELEASED, NULL, 0, error);
}

static bool unrelease(struct op_ctx *ctx, GError **error)
{
    const struct unrelease_args *args = ctx->args;
    g_auto(GStrv) orders = g_strsplit(args->order, "\n", -1);
    int64_t n = g_strv_length(orders);
    for (char **order = orders; *order; order++)
        if (!take_back(ctx, *order, error))
            return false;
    ctx->order_id = 0;
    doc_int(ctx->doc, "taken_back", n);
    if (n == 1)
        OP_SAY(ctx, VERDICT_DONE, ORDER_TAKEN_BACK, T_TEXT("order", orders[0]));
    else
        OP_SAY(ctx, VERDICT_DONE, ORDERS_TAKEN_BACK, T_INT("orders", n));
    return true;
}

const struct op op_order_unrelease = {
    .name = "order.unrelease",
    .summary = N_("Takes a release back while nobody works on the order: it waits again, and its "
                  "goods are free."),
    .roles = ROLES_DESK,
    .run = unrelease,
    .args_size = sizeof(struct unrelease_args),
    .args = {ARG(unrelease_args, order, REST, ARG_NEEDED, N_("the orders"))},
};
