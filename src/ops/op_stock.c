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

// Carts and packing benches hold goods of orders only; picking and packing move those.
static bool open_to_hands(struct op_ctx *ctx, const struct target *place, GError **error)
{
    g_autoptr(rowlist) found = store_place(ctx->db, place->id, error);
    if (!found)
        return false;
    const char *kind = list_at(found, struct place_row, 0)->kind;
    return (g_strcmp0(kind, "cart") && g_strcmp0(kind, "pack")) ||
           tote_fail(error, TOTE_STOCK_BLOCKED, "place",
                     _("%s holds goods of orders; picking and packing move them"), place->name);
}

static bool find(struct op_ctx *ctx, int argument, enum target_kind kind, struct target *ret_target,
                 GError **error)
{
    const char *text = op_text(ctx, argument);
    if (!resolve(ctx->db, text, kind, ctx->now, ret_target, error))
        return false;
    if (ret_target->kind == kind)
        return kind != TARGET_PLACE || open_to_hands(ctx, ret_target, error);
    return tote_fail(error, TOTE_NOT_FOUND, ctx->call->op->args[argument].name,
                     kind == TARGET_ITEM ? _("There is no item %s") : _("There is no place %s"),
                     ret_target->text);
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
    g_auto(op_target) item = {0};
    g_auto(op_target) place = {0};
    struct balance_row at;
    bool out = op_flag(ctx, 3);
    int64_t qty = op_number(ctx, 2);
    if (!find(ctx, 0, TARGET_ITEM, &item, error) || !find(ctx, 1, TARGET_PLACE, &place, error) ||
        !balance(ctx, item.id, place.id, op_text(ctx, 5), &at, error))
        return false;
    if (!qty)
        return tote_fail(error, TOTE_ARGUMENT, "qty", _("0 pieces change nothing"));
    if (out && !enough(&at, qty, item.name, place.name, error))
        return false;
    const struct move move = {.at = ctx->now,
                              .item_id = item.id,
                              .qty = qty,
                              .event_id = op_event(ctx, error),
                              .reason = "adjust",
                              .from_balance = out ? at.id : 0,
                              .to_place = out ? 0 : place.id,
                              .lot = op_text(ctx, 5)};
    op_say(ctx, VERDICT_DONE, _("%s%" G_GINT64_FORMAT " %s at %s: %s"), out ? "−" : "+", qty,
           item.name, place.name, op_text(ctx, 4));
    return move.event_id && store_stock_move(ctx->db, &move, NULL, error) &&
           show_stock(ctx->db, item.id, ctx->doc, error);
}

const struct op op_stock_adjust = {
    .name = "stock.adjust",
    .summary = N_("Books pieces in or out of a place, with the reason."),
    .roles = ROLES_DESK,
    .run = adjust,
    .args = {{"item", ARG_TEXT, true, false, N_("SKU or code of the item")},
             {"place", ARG_TEXT, true, false, N_("the place")},
             {"qty", ARG_NUMBER, true, false, N_("pieces")},
             {"out", ARG_FLAG, false, true, N_("take out instead of putting in")},
             {"reason", ARG_TEXT, true, true, N_("why, in words")},
             {"lot", ARG_TEXT, false, true, N_("the lot")}},
};

static bool move_goods(struct op_ctx *ctx, GError **error)
{
    g_auto(op_target) item = {0};
    g_auto(op_target) from = {0};
    g_auto(op_target) to = {0};
    struct balance_row at;
    int64_t qty = op_number(ctx, 3);
    if (!find(ctx, 0, TARGET_ITEM, &item, error) || !find(ctx, 1, TARGET_PLACE, &from, error) ||
        !find(ctx, 2, TARGET_PLACE, &to, error) ||
        !balance(ctx, item.id, from.id, op_text(ctx, 4), &at, error))
        return false;
    if (!qty || from.id == to.id)
        return tote_fail(error, TOTE_ARGUMENT, qty ? "to" : "qty", _("That moves nothing"));
    if (!enough(&at, qty, item.name, from.name, error))
        return false;
    const struct move move = {.at = ctx->now,
                              .item_id = item.id,
                              .qty = qty,
                              .event_id = op_event(ctx, error),
                              .reason = "move",
                              .from_balance = at.id,
                              .to_place = to.id};
    op_say(ctx, VERDICT_DONE, _("%" G_GINT64_FORMAT " %s from %s to %s"), qty, item.name, from.name,
           to.name);
    return move.event_id && store_stock_move(ctx->db, &move, NULL, error) &&
           show_stock(ctx->db, item.id, ctx->doc, error);
}

const struct op op_stock_move = {
    .name = "stock.move",
    .summary = N_("Moves free pieces from one place to another."),
    .roles = ROLES_FLOOR,
    .run = move_goods,
    .args = {{"item", ARG_TEXT, true, false, N_("SKU or code of the item")},
             {"from", ARG_TEXT, true, false, N_("the place where they lie")},
             {"to", ARG_TEXT, true, false, N_("the place where they go")},
             {"qty", ARG_NUMBER, true, false, N_("pieces")},
             {"lot", ARG_TEXT, false, true, N_("the lot")}},
};
