// SPDX-License-Identifier: Apache-2.0
// Stock by hand: adjust with a reason, move from place to place.
#include "common.h"
#include "i18n.h"
#include "registry.h"
#include "resolve.h"
#include "answers.h"
#include "store_item.h"
#include "store_stock.h"
#include "text.h"

struct stock_args {
    struct arg_ref item, place, from, to;
    int64_t qty;
    bool out;
    const char *reason, *lot;
};

// Carts and packing benches hold goods of orders only; picking and packing move those.
static bool open_to_hands(struct op_ctx *ctx, const struct arg_ref *place, GError **error)
{
    g_autoptr(rowlist) found = store_place(ctx->db, place->id, error);
    if (!found)
        return false;
    const char *kind = list_at(found, struct place_row, 0)->kind;
    return (g_strcmp0(kind, "cart") && g_strcmp0(kind, "pack")) ||
           tote_fail(error, TOTE_STOCK_BLOCKED, "place",
                     _("%s holds goods of orders; picking and packing move them"), place->text);
}

// The loose balance of the item there; 0 = none yet.
static bool balance(struct op_ctx *ctx, int64_t item, int64_t place, const char *lot,
                    struct balance_row *ret_row, GError **error)
{
    *ret_row = (struct balance_row){0};
    return store_balance_at(ctx->db, item, place, lot ? lot : "", ret_row, error) >= 0;
}

static bool enough(const struct balance_row *from, int64_t qty, const char *sku, const char *place,
                   GError **error)
{
    int64_t free = from->on_hand - from->allocated;
    return free >= qty ||
           tote_fail(error, TOTE_STOCK_SHORT, "qty",
                     _("Only %" G_GINT64_FORMAT " of %s are free at %s, not %" G_GINT64_FORMAT),
                     free, sku, place, qty);
}

static bool adjust(struct op_ctx *ctx, GError **error)
{
    const struct stock_args *args = ctx->args;
    const struct arg_ref item = args->item, place = args->place;
    struct balance_row at;
    bool out = args->out;
    int64_t qty = args->qty;
    if (!open_to_hands(ctx, &place, error) ||
        !balance(ctx, item.id, place.id, args->lot, &at, error))
        return false;
    if (!qty)
        return tote_fail(error, TOTE_ARGUMENT, "qty", _("0 pieces change nothing"));
    if (out && !enough(&at, qty, item.text, place.text, error))
        return false;
    const struct move move = {.at = ctx->now,
                              .item_id = item.id,
                              .qty = qty,
                              .event_id = op_event(ctx, error),
                              .reason = "adjust",
                              .from_balance = out ? at.id : 0,
                              .to_place = out ? 0 : place.id,
                              .lot = args->lot};
    op_say(ctx, VERDICT_DONE, out ? SAY_STOCK_OUT : SAY_STOCK_IN,
           (const struct term[]){T_INT("qty", qty), T_TEXT("item", item.text),
                                 T_TEXT("place", place.text), T_TEXT("reason", args->reason)},
           4);
    return move.event_id && store_stock_move(ctx->db, &move, NULL, error) &&
           show_stock(ctx->db, item.id, ctx->doc, error);
}

const struct op op_stock_adjust = {
    .name = "stock.adjust",
    .summary = N_("Books pieces in or out of a place, with the reason."),
    .roles = ROLES_DESK,
    .run = adjust,
    .args_size = sizeof(struct stock_args),
    .args = {ARG(stock_args, item, ITEM, ARG_NEEDED, N_("SKU or code of the item")),
             ARG(stock_args, place, PLACE, ARG_NEEDED, N_("the place")),
             ARG(stock_args, qty, NUMBER, ARG_NEEDED, N_("pieces")),
             ARG(stock_args, out, FLAG, ARG_OPTION, N_("take out instead of putting in")),
             ARG(stock_args, reason, TEXT, ARG_NEEDED_OPTION, N_("why, in words")),
             ARG(stock_args, lot, TEXT, ARG_OPTION, N_("the lot"))},
};

static bool move_goods(struct op_ctx *ctx, GError **error)
{
    const struct stock_args *args = ctx->args;
    const struct arg_ref item = args->item, from = args->from, to = args->to;
    struct balance_row at;
    int64_t qty = args->qty;
    if (!open_to_hands(ctx, &from, error) || !open_to_hands(ctx, &to, error) ||
        !balance(ctx, item.id, from.id, args->lot, &at, error))
        return false;
    if (!qty || from.id == to.id)
        return tote_fail(error, TOTE_ARGUMENT, qty ? "to" : "qty", _("That moves nothing"));
    if (!enough(&at, qty, item.text, from.text, error))
        return false;
    const struct move move = {.at = ctx->now,
                              .item_id = item.id,
                              .qty = qty,
                              .event_id = op_event(ctx, error),
                              .reason = "move",
                              .from_balance = at.id,
                              .to_place = to.id};
    OP_SAY(ctx, VERDICT_DONE, STOCK_MOVED, T_INT("qty", qty), T_TEXT("item", item.text),
           T_TEXT("from", from.text), T_TEXT("to", to.text));
    return move.event_id && store_stock_move(ctx->db, &move, NULL, error) &&
           show_stock(ctx->db, item.id, ctx->doc, error);
}

const struct op op_stock_move = {
    .name = "stock.move",
    .summary = N_("Moves free pieces from one place to another."),
    .roles = ROLES_FLOOR,
    .run = move_goods,
    .args_size = sizeof(struct stock_args),
    .args = {ARG(stock_args, item, ITEM, ARG_NEEDED, N_("SKU or code of the item")),
             ARG(stock_args, from, PLACE, ARG_NEEDED, N_("the place where they lie")),
             ARG(stock_args, to, PLACE, ARG_NEEDED, N_("the place where they go")),
             ARG(stock_args, qty, NUMBER, ARG_NEEDED, N_("pieces")),
             ARG(stock_args, lot, TEXT, ARG_OPTION, N_("the lot"))},
};
