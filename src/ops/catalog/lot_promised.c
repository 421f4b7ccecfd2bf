// SPDX-License-Identifier: Apache-2.0
// Inside the imports of stock and places: goods that orders have and that may not leave any more.
#include "lot_promised.h"

#include "i18n.h"
#include "lots.h"
#include "numbers.h"
#include "store_line.h"

enum { NAMED = 20 };

static char *orders_named(const struct list *promised, int64_t *ret_pieces)
{
    GString *text = g_string_new(NULL);
    *ret_pieces = 0;
    for (unsigned i = 0; i < list_len(promised); i++) {
        const struct promised_row *row = list_at(promised, struct promised_row, i);
        *ret_pieces += row->qty;
        if (i < NAMED)
            g_string_append_printf(text, "%s%s", i ? ", " : "",
                                   number_of(NUMBER_ORDER, row->order_id).text);
    }
    if (list_len(promised) > NAMED)
        g_string_append(text, " …");
    return g_string_free(text, FALSE);
}

bool tell_promised(struct op_ctx *ctx, const struct import_batch *batch,
                   const struct incoming_stock *in, const struct goods *what, GError **error)
{
    if (!lot_stopped(what->expires_day, ctx->now))
        return true;
    g_autoptr(rowlist) promised = store_lot_promised(ctx->db, what->item_id, what->lot, error);
    if (!promised || !list_len(promised))
        return promised != NULL;
    int64_t pieces = 0;
    g_autofree char *orders = orders_named(promised, &pieces);
    g_autofree char *message =
        g_strdup_printf(ngettext("Lot %s of %s is past its date now, and %" G_GINT64_FORMAT
                                 " piece of it is with an order: %s",
                                 "Lot %s of %s is past its date now, and %" G_GINT64_FORMAT
                                 " pieces of it are with orders: %s",
                                 (gulong)pieces),
                        what->lot, in->sku, pieces, orders);
    import_problem(batch, in->row, NULL, TOTE_STOCK_EXPIRED, message);
    return true;
}

bool tell_shut(struct op_ctx *ctx, const struct import_batch *batch,
               const struct incoming_place *in, const struct location_row *was,
               const struct location_kind *now, GError **error)
{
    const struct location_kind *old = location_kind_find(was->kind);
    if (!old || !old->sells || now->sells)
        return true;
    g_autoptr(rowlist) promised = store_place_promised(ctx->db, was->id, error);
    if (!promised || !list_len(promised))
        return promised != NULL;
    int64_t pieces = 0;
    g_autofree char *orders = orders_named(promised, &pieces);
    g_autofree char *message = g_strdup_printf(
        ngettext("%s is '%s' now, and %" G_GINT64_FORMAT " piece there is with an order: %s",
                 "%s is '%s' now, and %" G_GINT64_FORMAT " pieces there are with orders: %s",
                 (gulong)pieces),
        in->code, _(now->label), pieces, orders);
    import_problem(batch, in->row, NULL, TOTE_STOCK_BLOCKED, message);
    return true;
}
