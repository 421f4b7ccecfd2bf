// SPDX-License-Identifier: Apache-2.0
// Release: allocates what orders want and makes the complete ones visible to pickers.
#include "op_release.h"

#include "common.h"
#include "i18n.h"
#include "numbers.h"
#include "registry.h"
#include "release.h"
#include "store_stock.h"

static bool take(struct op_ctx *ctx, int64_t line, int64_t work, const struct alloc_source *source,
                 GError **error)
{
    return !source->take ||
           (store_balance_allocate(ctx->db, source->balance_id, source->take, error) &&
            store_allocation_add(ctx->db, line, source->balance_id, source->take, work, error));
}

static void leave_out(struct list *sources, int64_t balance)
{
    for (unsigned i = 0; i < list_len(sources); i++)
        if (list_at(sources, struct alloc_source, i)->balance_id == balance)
            g_array_remove_index(sources->rows, i--);
}

bool release_line(struct op_ctx *ctx, const struct want *want, int64_t *ret_missing, GError **error)
{
    *ret_missing = want->need;
    if (!want->item)
        return true;
    g_autoptr(rowlist) sources = store_sources(ctx->db, want->item, error);
    if (!sources)
        return false;
    leave_out(sources, want->not_there);
    *ret_missing = alloc_choose((struct alloc_source *)(void *)sources->rows->data,
                                list_len(sources), want->need);
    for (unsigned i = 0; i < list_len(sources); i++)
        if (!take(ctx, want->line, want->work, list_at(sources, struct alloc_source, i), error))
            return false;
    return true;
}

// What the release of an order found out.
struct findings {
    int64_t released, took, missing;
    GArray *shorts; // struct release_short
};

static void short_clear(void *data)
{
    g_free(((struct release_short *)data)->sku);
}

static bool release_lines(struct op_ctx *ctx, int64_t order, struct findings *findings,
                          GError **error)
{
    g_autoptr(rowlist) wanted = store_order_wanted(ctx->db, order, error);
    for (unsigned i = 0; wanted && i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        int64_t missing = 0;
        const struct want want = {.line = row->line_id, .item = row->item_id, .need = row->need};
        if (!release_line(ctx, &want, &missing, error))
            return false;
        findings->took += row->need - missing;
        findings->missing += missing;
        if (missing)
            g_array_append_val(
                findings->shorts,
                ((struct release_short){order, missing, g_strdup(row->sku), !row->item_id}));
    }
    return wanted != NULL;
}

static bool release_order(struct op_ctx *ctx, const struct order_row *order,
                          struct findings *findings, GError **error)
{
    findings->took = findings->missing = 0;
    if (!release_lines(ctx, order->id, findings, error) ||
        !order_event(ctx, order->id, order->status, findings->missing ? "lack" : "release", NULL,
                     error))
        return false;
    findings->released += !findings->missing;
    // A short order that is as short as before is no news.
    if (findings->missing && !findings->took && !g_strcmp0(order->status, "short"))
        return true;
    if (!findings->missing)
        return op_note(ctx, order->id, SAY_ORDER_RELEASED, NULL, 0, error);
    return OP_NOTE(ctx, order->id, error, ORDER_SHORT, T_INT("qty", findings->missing));
}

char *release_why(const struct release_short *row)
{
    struct number order = number_of(NUMBER_ORDER, row->order);
    if (row->unknown)
        return g_strdup_printf(_("%s: the item %s is not in the catalogue; import it"), order.text,
                               row->sku);
    return g_strdup_printf(_("%s: %" G_GINT64_FORMAT " of %s are not free in any place"),
                           order.text, row->missing, row->sku);
}

void release_doc(int64_t released, const GArray *shorts, struct doc *doc)
{
    doc_int(doc, "released", released);
    doc_open_list(doc, "short");
    for (unsigned i = 0; i < shorts->len; i++) {
        const struct release_short *row = &g_array_index(shorts, struct release_short, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "order", number_of(NUMBER_ORDER, row->order).text);
        doc_text(doc, "sku", row->sku);
        doc_int(doc, "missing", row->missing);
        doc_close(doc);
    }
    doc_close(doc);
    doc_open_list(doc, "why");
    for (unsigned i = 0; i < shorts->len; i++) {
        g_autofree char *why = release_why(&g_array_index(shorts, struct release_short, i));
        doc_text(doc, NULL, why);
    }
    doc_close(doc);
}

static bool release_one(struct op_ctx *ctx, const char *text, struct findings *findings,
                        GError **error)
{
    g_autoptr(rowlist) found = order_take(ctx->db, text, error);
    return found && release_order(ctx, list_at(found, struct order_row, 0), findings, error);
}

// --- all that wait

enum { BATCH = 100 };

void release_begin(struct release *release)
{
    *release = (struct release){.size = BATCH,
                                .shorts = g_array_new(FALSE, FALSE, sizeof(struct release_short))};
    g_array_set_clear_func(release->shorts, short_clear);
}

void release_end(struct release *release)
{
    g_array_unref(release->shorts);
}

// The payload of the operation: where the run stands, and what this batch found. The operation may
// run twice, so that `after` is only read.
struct batch {
    struct release_row after, reached;
    struct findings findings;
    int64_t size, orders;
};

// Somebody may have held or cancelled it since the queue was read: then it waits no longer.
static bool release_waiting(struct op_ctx *ctx, const struct order_row *order, struct batch *batch,
                            GError **error)
{
    bool waits = !g_strcmp0(order->status, "ready") || !g_strcmp0(order->status, "short");
    return !waits || release_order(ctx, order, &batch->findings, error);
}

static bool release_next(struct op_ctx *ctx, struct batch *batch, GError **error)
{
    g_array_set_size(batch->findings.shorts, 0);
    batch->findings.released = batch->orders = 0;
    g_autoptr(rowlist) rows = store_orders_to_release(ctx->db, &batch->after, batch->size, error);
    for (unsigned i = 0; rows && i < list_len(rows); i++) {
        int64_t id = list_at(rows, struct release_row, i)->id;
        g_autoptr(rowlist) order = store_order_take(ctx->db, id, error);
        if (!order || !release_waiting(ctx, list_at(order, struct order_row, 0), batch, error))
            return false;
    }
    if (!rows)
        return false;
    batch->orders = list_len(rows);
    batch->reached =
        batch->orders ? *list_at(rows, struct release_row, list_len(rows) - 1) : batch->after;
    return true;
}

bool release_batch(struct session *session, struct release *release, bool *ret_more, GError **error)
{
    g_autoptr(GArray) shorts = g_array_new(FALSE, FALSE, sizeof(struct release_short));
    struct batch batch = {
        .after = release->after, .size = release->size, .findings = {.shorts = shorts}};
    struct op_call call = {.op = &op_order_release, .values = {""}, .payload = &batch};
    struct reply reply = {0};
    g_array_set_clear_func(shorts, short_clear);
    if (!op_run(session, &call, &reply, error))
        return false;
    reply_clear(&reply);
    g_array_append_vals(release->shorts, shorts->data, shorts->len);
    g_array_set_clear_func(shorts, NULL); // their text belongs to the run now
    release->after = batch.reached;
    release->orders += batch.orders;
    release->released += batch.findings.released;
    *ret_more = batch.orders == batch.size;
    return true;
}

struct release_args {
    const char *order;
};

static bool release(struct op_ctx *ctx, GError **error)
{
    const struct release_args *args = ctx->args;
    ctx->silent = true; // each order has its own row
    if (ctx->call->payload)
        return release_next(ctx, (struct batch *)(uintptr_t)ctx->call->payload, error);
    g_autoptr(GArray) shorts = g_array_new(FALSE, FALSE, sizeof(struct release_short));
    g_array_set_clear_func(shorts, short_clear);
    struct findings findings = {.shorts = shorts};
    g_auto(GStrv) orders = g_strsplit(args->order, "\n", -1);
    for (char **order = orders; *order; order++)
        if (!release_one(ctx, *order, &findings, error))
            return false;
    ctx->order_id = 0;
    release_doc(findings.released, findings.shorts, ctx->doc);
    unsigned n = g_strv_length(orders);
    if (n == 1 && shorts->len)
        OP_SAY(ctx, VERDICT_DONE, ORDER_SHORT_WAITS, T_TEXT("order", orders[0]));
    else
        OP_SAY(ctx, VERDICT_DONE, ORDERS_RELEASED, T_INT("released", findings.released),
               T_INT("orders", n));
    return true;
}

const struct op op_order_release = {
    .name = "order.release",
    .summary = N_("Allocates goods to orders and releases the complete ones to the pickers."),
    .roles = ROLES_DESK,
    .run = release,
    .args_size = sizeof(struct release_args),
    .args = {ARG(release_args, order, REST, ARG_NEEDED,
                 N_("the orders; --all takes every one that waits"))},
};
