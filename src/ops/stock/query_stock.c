// SPDX-License-Identifier: Apache-2.0
// Queries about stock.
#include "answers.h"
#include "clock.h"
#include "i18n.h"
#include "query.h"

struct stock_show_args {
    struct arg_ref sku;
    int64_t at;
};

static bool stock_show(struct query_ctx *ctx, GError **error)
{
    const struct stock_show_args *args = ctx->args;
    if (args->at > ctx->now) {
        g_autofree char *at = clock_rfc3339(args->at), *now = clock_rfc3339(ctx->now);
        return tote_fail(error, TOTE_ARGUMENT, "at",
                         _("%s has not come yet, it is %s; --at takes a moment of the past, and "
                           "`projection` of an answer without it says what is expected"),
                         at, now);
    }
    return args->at ? show_stock_past(ctx->db, args->sku.id, args->at, ctx->doc, error)
                    : show_stock(ctx->db, args->sku.id, ctx->now, ctx->doc, error) &&
                          show_stock_moves(ctx->db, args->sku.id, ctx->doc, error);
}

const struct query query_stock_show = {
    .name = "stock.show",
    .summary = N_("Shows one item everywhere."),
    .roles = ROLES_FLOOR,
    .sees = SEES_MONEY,
    .run = stock_show,
    .args_size = sizeof(struct stock_show_args),
    .args = {ARG(stock_show_args, sku, ITEM, ARG_NEEDED, N_("SKU or code of the item")),
             ARG(stock_show_args, at, TIME, ARG_OPTION,
                 N_("at a moment of the past: 2026-11-24T14:30:00Z"))},
};

static bool stock_check(struct query_ctx *ctx, GError **error)
{
    bool whole = false;
    if (!show_stock_check(ctx->db, ctx->doc, &whole, error))
        return false;
    if (!whole)
        tote_fail(&ctx->beside, TOTE_BOOKS_DIFFER, NULL, _("The books do not add up"));
    return true;
}

const struct query query_stock_check = {
    .name = "stock.check",
    .summary = N_("Re-sums the ledger and every rule of conservation."),
    .roles = ROLES_FLOOR,
    .run = stock_check,
};
