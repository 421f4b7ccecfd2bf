// SPDX-License-Identifier: Apache-2.0
// Stock by hand: adjust with a reason, move from place to place.
#include <string.h>

#include "common.h"
#include "i18n.h"
#include "registry.h"
#include "resolve.h"
#include "answers.h"
#include "location_kinds.h"
#include "store_goods.h"
#include "store_location.h"
#include "store_stock.h"
#include "text.h"

struct stock_args {
    struct arg_ref item, place, from, to;
    int64_t qty;
    bool out;
    const char *reason, *lot, *serial;
};

// Carts and packing benches hold goods of orders only; picking and packing move those.
static bool open_to_hands(struct op_ctx *ctx, const struct arg_ref *place, GError **error)
{
    g_autoptr(rowlist) found = store_location(ctx->db, place->id, error);
    if (!found)
        return false;
    const struct location_kind *kind =
        location_kind_find(list_at(found, struct location_row, 0)->kind);
    return !kind || !kind->orders ||
           tote_fail(error, TOTE_STOCK_BLOCKED, "place",
                     _("%s holds goods of orders; picking and packing move them"), place->text);
}

// The goods that hands move: the item's, our own and good, of the lot or the piece that is named.
static struct goods named(struct op_ctx *ctx)
{
    const struct stock_args *args = ctx->args;
    return (struct goods){.item_id = args->item.id, .lot = args->lot, .serial = args->serial};
}

// The piece of this serial number, of whatever lot, if it stands there: 1 found, 0 not, -1 *error.
static int numbered(struct op_ctx *ctx, const char *serial, int64_t place, int64_t *ret_goods,
                    struct balance *ret_balance, GError **error)
{
    const struct stock_args *args = ctx->args;
    g_autoptr(rowlist) found = store_balances_of_serial(ctx->db, args->item.id, serial, error);
    for (unsigned i = 0; found && i < list_len(found); i++) {
        const struct balance_row *row = list_at(found, struct balance_row, i);
        if (row->location_id != place || (row->owner && *row->owner) || strcmp(row->cond, "good"))
            continue;
        *ret_goods = row->goods_id;
        *ret_balance = (struct balance){row->on_hand, row->allocated};
        return 1;
    }
    return found ? 0 : -1;
}

// What there is of the loose goods in the place, and what is free of it. A scanned code may have a
// serial number that the book does not keep.
static bool balance(struct op_ctx *ctx, int64_t place, int64_t *ret_goods,
                    struct balance *ret_balance, GError **error)
{
    const struct stock_args *args = ctx->args;
    const struct goods goods = named(ctx);
    const char *serial = args->serial ? args->serial : args->item.serial;
    *ret_goods = 0;
    *ret_balance = (struct balance){0};
    int found = serial ? numbered(ctx, serial, place, ret_goods, ret_balance, error) : 0;
    if (found)
        return found > 0;
    found = store_goods_find(ctx->db, &goods, ret_goods, error);
    return found == 0 ||
           (found > 0 && store_balance(ctx->db, *ret_goods, place, ret_balance, error) >= 0);
}

// There is one piece of a serial number: it comes once, and not where it stands already.
static bool one_piece(struct op_ctx *ctx, GError **error)
{
    const struct stock_args *args = ctx->args;
    const char *serial = args->serial ? args->serial : args->item.serial;
    if (!serial || args->out)
        return true;
    g_autoptr(rowlist) found = store_balances_of_serial(ctx->db, args->item.id, serial, error);
    if (!found)
        return false;
    if (list_len(found))
        return tote_fail(error, TOTE_STOCK_SERIAL, "serial",
                         _("%s with the serial number %s stands at %s already, and there is one "
                           "piece of it"),
                         args->item.text, serial, list_at(found, struct balance_row, 0)->label);
    return !args->serial || args->qty == 1 ||
           tote_fail(error, TOTE_STOCK_SERIAL, "qty", _("A serial number is that of one piece"));
}

// Pieces with numbers lie there, and none was named.
static bool unnamed(const struct arg_ref *item, const struct arg_ref *place, GError **error)
{
    const struct tote_fault fault = {
        .field = "serial",
        .hint = _("Scan the code on the piece that has its serial number, or give the "
                  "number, too.")};
    return tote_fail_full(error, TOTE_STOCK_SHORT, &fault,
                          _("%s has serial numbers at %s: one of them has to be named"), item->text,
                          place->text);
}

// Nothing of these goods lies there: other lots of the item may.
static bool none_there(struct op_ctx *ctx, const struct arg_ref *item, const struct arg_ref *place,
                       const struct tote_fault *fault, GError **error)
{
    const char *serial = ((const struct stock_args *)ctx->args)->serial;
    if (serial)
        return tote_fail_full(error, TOTE_STOCK_SHORT, fault,
                              _("No %s with the serial number %s lies at %s"), item->text, serial,
                              place->text);
    g_autoptr(rowlist) lots = store_lots_in(ctx->db, item->id, place->id, error);
    if (!lots)
        return false;
    const struct tote_fault other = {.field = fault->field,
                                     .hint = _("--lot names the lot that is meant.")};
    for (unsigned i = 0; i < list_len(lots); i++)
        if (*list_at(lots, struct lot_row, i)->serial)
            return unnamed(item, place, error);
    return list_len(lots) ? tote_fail_full(error, TOTE_STOCK_SHORT, &other,
                                           _("%s lies at %s in another lot, which has to be named"),
                                           item->text, place->text)
                          : tote_fail_full(error, TOTE_STOCK_SHORT, fault, _("No %s lies at %s"),
                                           item->text, place->text);
}

static bool enough(struct op_ctx *ctx, const struct balance *from, const struct arg_ref *item,
                   const struct arg_ref *place, GError **error)
{
    int64_t qty = ((const struct stock_args *)ctx->args)->qty;
    int64_t free = from->on_hand - from->allocated;
    const struct tote_fault fault = {
        .field = "qty", .hint = _("'tote stock show' says where it lies, and what is claimed.")};
    if (free >= qty)
        return true;
    if (!from->on_hand)
        return none_there(ctx, item, place, &fault, error);
    if (!free)
        return tote_fail_full(error, TOTE_STOCK_SHORT, &fault,
                              _("No %s is free at %s: orders have claimed all that lies there"),
                              item->text, place->text);
    return tote_fail_full(error, TOTE_STOCK_SHORT, &fault,
                          ngettext("Only %d of %s is free at %s, not %d",
                                   "Only %d of %s are free at %s, not %d", (gulong)free),
                          (int)free, item->text, place->text, (int)qty);
}

// The audit row is about the item.
static void about_item(struct op_ctx *ctx, const struct arg_ref *item)
{
    ctx->about = "item";
    ctx->about_id = item->id;
}

static bool adjust(struct op_ctx *ctx, GError **error)
{
    const struct stock_args *args = ctx->args;
    const struct arg_ref item = args->item, place = args->place;
    struct balance at;
    int64_t goods = 0, qty = args->qty;
    bool out = args->out;
    if (!open_to_hands(ctx, &place, error) || !balance(ctx, place.id, &goods, &at, error))
        return false;
    if (!qty)
        return tote_fail(error, TOTE_ARGUMENT, "qty", _("0 pieces change nothing"));
    if (out ? !enough(ctx, &at, &item, &place, error) : !one_piece(ctx, error))
        return false;
    const struct goods made = named(ctx);
    if (!goods && !(goods = store_goods_make(ctx->db, &made, error)))
        return false;
    const struct move move = {.kind = "adjust",
                              .goods_id = goods,
                              .qty = qty,
                              .from_id = out ? place.id : 0,
                              .to_id = out ? 0 : place.id};
    about_item(ctx, &item);
    op_say(ctx, VERDICT_DONE, out ? SAY_STOCK_OUT : SAY_STOCK_IN,
           (const struct term[]){T_INT("qty", qty), T_TEXT("item", item.text),
                                 T_TEXT("place", place.text), T_TEXT("reason", args->reason)},
           4);
    return op_move(ctx, &move, error) && show_stock(ctx->db, item.id, ctx->now, ctx->doc, error);
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
             ARG(stock_args, reason, WORDS, ARG_NEEDED_OPTION, N_("why, in words")),
             ARG_CALLED(stock_args, lot, ARG_OPTION, LOT, N_("the lot")),
             ARG_CALLED(stock_args, serial, ARG_OPTION, SERIAL, N_("the serial number"))},
};

// Goods do not change warehouses in one step: on the way they are in neither, and somebody else
// counts them in.
static bool same_site(struct op_ctx *ctx, const struct arg_ref *from, const struct arg_ref *to,
                      GError **error)
{
    g_autoptr(rowlist) here = store_location(ctx->db, from->id, error);
    g_autoptr(rowlist) there = here ? store_location(ctx->db, to->id, error) : NULL;
    if (!there)
        return false;
    const struct location_row *a = list_at(here, struct location_row, 0);
    const struct location_row *b = list_at(there, struct location_row, 0);
    return a->site_id == b->site_id ||
           tote_fail_full(error, TOTE_STATE,
                          &(struct tote_fault){
                              .field = "to",
                              .hint = _("Book them out with 'tote stock adjust --out' where they "
                                        "leave, and in with 'tote stock adjust' where they come.")},
                          _("%s is in %s, %s in %s: goods on their way between warehouses lie in "
                            "neither"),
                          a->code, a->warehouse, b->code, b->warehouse);
}

static bool move_goods(struct op_ctx *ctx, GError **error)
{
    const struct stock_args *args = ctx->args;
    const struct arg_ref item = args->item, from = args->from, to = args->to;
    struct balance at;
    int64_t goods = 0, qty = args->qty;
    if (!open_to_hands(ctx, &from, error) || !open_to_hands(ctx, &to, error) ||
        !balance(ctx, from.id, &goods, &at, error))
        return false;
    if (!qty || from.id == to.id)
        return tote_fail(error, TOTE_ARGUMENT, qty ? "to" : "qty", _("That moves nothing"));
    if (!same_site(ctx, &from, &to, error) || !enough(ctx, &at, &item, &from, error))
        return false;
    const struct move move = {
        .kind = "move", .goods_id = goods, .qty = qty, .from_id = from.id, .to_id = to.id};
    about_item(ctx, &item);
    OP_SAY(ctx, VERDICT_DONE, STOCK_MOVED, T_INT("qty", qty), T_TEXT("item", item.text),
           T_TEXT("from", from.text), T_TEXT("to", to.text));
    return op_move(ctx, &move, error) && show_stock(ctx->db, item.id, ctx->now, ctx->doc, error);
}

const struct op op_stock_move = {
    .name = "stock.move",
    .summary = N_("Moves free pieces from one place to another of the same warehouse."),
    .roles = ROLES_FLOOR,
    .run = move_goods,
    .args_size = sizeof(struct stock_args),
    .args = {ARG(stock_args, item, ITEM, ARG_NEEDED, N_("SKU or code of the item")),
             ARG(stock_args, from, PLACE, ARG_NEEDED, N_("the place where they lie")),
             ARG(stock_args, to, PLACE, ARG_NEEDED, N_("the place where they go")),
             ARG(stock_args, qty, NUMBER, ARG_NEEDED, N_("pieces")),
             ARG_CALLED(stock_args, lot, ARG_OPTION, LOT, N_("the lot")),
             ARG_CALLED(stock_args, serial, ARG_OPTION, SERIAL, N_("the serial number"))},
};
