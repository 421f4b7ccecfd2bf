// SPDX-License-Identifier: Apache-2.0
// Queries about orders.
#include <string.h>

#include "answers.h"
#include "i18n.h"
#include "lives.h"
#include "query.h"
#include "text.h"

struct order_list_args {
    const char *status, *channel;
    bool all;
    struct arg_ref warehouse;
    int64_t limit;
};

static bool known_status(const char *status, GError **error)
{
    if (state_find(&order_states, status))
        return true;
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < order_states.n_states; i++)
        g_string_append_printf(all, "%s%s", i ? ", " : "", order_states.states[i].code);
    return tote_fail(error, TOTE_ARGUMENT, "status", _("No order is ever '%s'; states are: %s"),
                     status, all->str);
}

// Before the first order came, any channel may be asked for.
static bool known_channel(struct db *db, const char *channel, GError **error)
{
    g_autoptr(rowlist) channels = store_channels(db, error);
    g_autoptr(GString) all = g_string_new(NULL);
    bool known = channels && !list_len(channels);
    for (unsigned i = 0; channels && i < list_len(channels); i++) {
        const char *code = list_at(channels, struct channel_row, i)->code;
        g_string_append_printf(all, "%s%s", i ? ", " : "", code);
        known = known || !strcmp(code, channel);
    }
    if (!channels || known)
        return known;
    g_autofree char *quoted = text_quote(channel, -1, 40);
    return tote_fail(error, TOTE_ARGUMENT, "channel",
                     _("No order came from a channel '%s'; channels are: %s"), quoted, all->str);
}

// The states that no event leaves, for `--all`.
static void final_states(const char *ret_codes[STATES_MOST])
{
    int n = 0;
    for (size_t i = 0; i < order_states.n_states; i++)
        if (!(order_states.states[i].flags & ST_OPEN))
            ret_codes[n++] = order_states.states[i].code;
}

// The most urgent first; behind all open orders, where asked for, those that are over.
static bool order_list(struct query_ctx *ctx, GError **error)
{
    const struct order_list_args *args = ctx->args;
    struct queue_filter filter = {.channel = args->channel,
                                  .statuses = {args->status},
                                  .site = args->warehouse.id,
                                  .limit = ctx->values[3] ? args->limit : INT32_MAX};
    if ((args->status && !known_status(args->status, error)) ||
        (args->channel && !known_channel(ctx->db, args->channel, error)))
        return false;
    doc_open_list(ctx->doc, "orders");
    bool ok = show_queue(ctx->db, &filter, ctx->sees, ctx->doc, error);
    if (ok && args->all && !args->status && filter.limit) {
        final_states(filter.statuses);
        ok = show_queue(ctx->db, &filter, ctx->sees, ctx->doc, error);
    }
    doc_close(ctx->doc);
    return ok;
}

const struct query query_order_list = {
    .name = "order.list",
    .summary = N_("Lists open orders, the most urgent first."),
    .roles = ROLES_BENCH,
    .sees = SEES_ALL,
    .run = order_list,
    .args_size = sizeof(struct order_list_args),
    .args = {ARG(order_list_args, status, TEXT, ARG_OPTION, N_("only orders in this state")),
             ARG(order_list_args, channel, TEXT, ARG_OPTION, N_("only orders of this channel")),
             ARG(order_list_args, all, FLAG, ARG_OPTION, N_("also finished orders")),
             ARG(order_list_args, limit, NUMBER, ARG_OPTION, N_("at most so many; default: all")),
             ARG(order_list_args, warehouse, SITE, ARG_OPTION,
                 N_("only orders that this warehouse serves"))},
};

struct order_show_args {
    struct arg_ref order;
};

static bool order_show(struct query_ctx *ctx, GError **error)
{
    const struct order_show_args *args = ctx->args;
    return show_order(ctx->session, args->order.id, ctx->sees, ctx->now, ctx->doc, &ctx->beside,
                      error);
}

const struct query query_order_show = {
    .name = "order.show",
    .summary = N_("Shows one order, whole."),
    .roles = ROLES_BENCH,
    .sees = SEES_ALL,
    .run = order_show,
    .args_size = sizeof(struct order_show_args),
    .args = {ARG(order_show_args, order, ORDER, ARG_NEEDED, N_("O-number or the channel's name"))},
};
