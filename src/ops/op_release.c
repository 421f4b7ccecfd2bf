// SPDX-License-Identifier: Apache-2.0
// Release: allocates what orders want and makes the complete ones visible to pickers.
#include "op_release.h"

#include "common.h"
#include "i18n.h"
#include "numbers.h"
#include "registry.h"
#include "store_stock.h"

static bool take(struct op_ctx *ctx, int64_t line, int64_t work, const struct alloc_source *source,
                 GError **error)
{
    return !source->take ||
           (store_balance_allocate(ctx->db, source->balance_id, source->take, error) &&
            store_allocation_add(ctx->db, line, source->balance_id, source->take, work, error));
}

bool release_line(struct op_ctx *ctx, int64_t line, int64_t item, int64_t need, int64_t work,
                  int64_t *ret_missing, GError **error)
{
    *ret_missing = need;
    if (!item)
        return true;
    g_autoptr(rowlist) sources = store_sources(ctx->db, item, error);
    if (!sources)
        return false;
    *ret_missing =
        alloc_choose((struct alloc_source *)(void *)sources->rows->data, list_len(sources), need);
    for (unsigned i = 0; i < list_len(sources); i++)
        if (!take(ctx, line, work, list_at(sources, struct alloc_source, i), error))
            return false;
    return true;
}

// What a release found out, for the answer: short rows and their sentences.
struct findings {
    int64_t released, took, missing;
    GArray *shorts; // struct short_row
};

struct short_row {
    int64_t order, missing;
    char *sku;
    bool unknown;
};

static void short_clear(void *data)
{
    g_free(((struct short_row *)data)->sku);
}

static bool release_lines(struct op_ctx *ctx, int64_t order, struct findings *findings,
                          GError **error)
{
    g_autoptr(rowlist) wanted = store_order_wanted(ctx->db, order, error);
    for (unsigned i = 0; wanted && i < list_len(wanted); i++) {
        const struct wanted_row *row = list_at(wanted, struct wanted_row, i);
        int64_t missing = 0;
        if (!release_line(ctx, row->line_id, row->item_id, row->need, 0, &missing, error))
            return false;
        findings->took += row->need - missing;
        findings->missing += missing;
        if (missing)
            g_array_append_val(
                findings->shorts,
                ((struct short_row){order, missing, g_strdup(row->sku), !row->item_id}));
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
    g_autofree char *message =
        findings->missing
            ? g_strdup_printf(_("Short of %" G_GINT64_FORMAT " pieces"), findings->missing)
            : g_strdup(_("Released to pick"));
    return op_note(ctx, order->id, message, error);
}

static void why_doc(const struct short_row *row, struct doc *doc)
{
    g_autofree char *why =
        row->unknown
            ? g_strdup_printf(_("%s: the item %s is not in the catalogue; import it"),
                              number_of(NUMBER_ORDER, row->order).text, row->sku)
            : g_strdup_printf(_("%s: %" G_GINT64_FORMAT " of %s are not free in any place"),
                              number_of(NUMBER_ORDER, row->order).text, row->missing, row->sku);
    doc_text(doc, NULL, why);
}

static void findings_doc(const struct findings *findings, struct doc *doc)
{
    doc_int(doc, "released", findings->released);
    doc_open_list(doc, "short");
    for (unsigned i = 0; i < findings->shorts->len; i++) {
        const struct short_row *row = &g_array_index(findings->shorts, struct short_row, i);
        doc_open_object(doc, NULL);
        doc_text(doc, "order", number_of(NUMBER_ORDER, row->order).text);
        doc_text(doc, "sku", row->sku);
        doc_int(doc, "missing", row->missing);
        doc_close(doc);
    }
    doc_close(doc);
    doc_open_list(doc, "why");
    for (unsigned i = 0; i < findings->shorts->len; i++)
        why_doc(&g_array_index(findings->shorts, struct short_row, i), doc);
    doc_close(doc);
}

static bool release_one(struct op_ctx *ctx, const char *text, struct findings *findings,
                        GError **error)
{
    g_autoptr(rowlist) found = order_find(ctx->db, text, error);
    return found && release_order(ctx, list_at(found, struct order_row, 0), findings, error);
}

static bool release(struct op_ctx *ctx, GError **error)
{
    g_autoptr(GArray) shorts = g_array_new(FALSE, FALSE, sizeof(struct short_row));
    g_array_set_clear_func(shorts, short_clear);
    struct findings findings = {.shorts = shorts};
    g_auto(GStrv) orders = g_strsplit(op_text(ctx, 0), "\n", -1);
    for (char **order = orders; *order; order++)
        if (!release_one(ctx, *order, &findings, error))
            return false;
    ctx->silent = true; // each order has its own row
    ctx->order_id = 0;
    findings_doc(&findings, ctx->doc);
    unsigned n = g_strv_length(orders);
    if (n == 1 && shorts->len)
        op_say(ctx, VERDICT_DONE, _("%s is short: it waits for goods"), orders[0]);
    else
        op_say(ctx, VERDICT_DONE, _("%" G_GINT64_FORMAT " of %u orders released to pick"),
               findings.released, n);
    return true;
}

const struct op op_order_release = {
    .name = "order.release",
    .summary = N_("Allocates goods to orders and releases the complete ones to the pickers."),
    .roles = ROLES_DESK,
    .run = release,
    .args = {{"order", ARG_REST, true, false, N_("the orders; --all takes every one that waits")}},
};
