// SPDX-License-Identifier: Apache-2.0
// Closing boxes with their SSCC and label job, and handing parcels to the carrier.
#include "gs1.h"
#include "i18n.h"
#include "lives.h"
#include "op_pack.h"
#include "registry.h"
#include "store_admin.h"
#include "store_print.h"
#include "store_stock.h"

// --- pack.close

static bool make_sscc(struct op_ctx *ctx, char ret_sscc[SSCC_LENGTH + 1], GError **error)
{
    g_autofree char *prefix = store_setting(ctx->db, SETTING_GS1_PREFIX, error);
    int64_t extension = prefix ? store_setting_number(ctx->db, SETTING_GS1_EXTENSION, error) : -1;
    if (extension < 0)
        return false;
    if (!*prefix)
        return tote_fail(error, TOTE_GS1_PREFIX, "gs1.prefix",
                         _("The box needs an SSCC, but the shop has no GS1 prefix yet"));
    int64_t serial = store_counter_take(ctx->db, "sscc", 1, error);
    return serial && sscc_make(prefix, (int)extension, serial, ret_sscc, error);
}

// The station's printer, else the first one; 0 = the label waits until there is one.
static bool find_printer(struct op_ctx *ctx, int64_t *ret_printer, GError **error)
{
    *ret_printer = 0;
    if (ctx->session->station_name) {
        g_autoptr(rowlist) station = store_station(ctx->db, ctx->session->station_name, error);
        if (!station)
            return false;
        if (list_len(station))
            *ret_printer = list_at(station, struct station_row, 0)->printer_id;
    }
    if (*ret_printer)
        return true;
    g_autoptr(rowlist) printers = store_printers(ctx->db, ctx->now, error);
    if (printers && list_len(printers))
        *ret_printer = list_at(printers, struct printer_row, 0)->id;
    return printers != NULL;
}

static bool close_box(struct op_ctx *ctx, const struct pack_view *view, const struct box_row *box,
                      int64_t printer, GError **error)
{
    char sscc[SSCC_LENGTH + 1];
    if (!box->pieces) // an empty box, begun and not used
        return store_box_drop(ctx->db, box->id, error);
    return make_sscc(ctx, sscc, error) &&
           store_box_close(ctx->db, box->id, sscc, ctx->now, error) &&
           store_job_add(ctx->db, "label", sscc, view->shipment->order_id, printer, ctx->now,
                         error);
}

static bool close_boxes(struct op_ctx *ctx, const struct pack_view *view, GError **error)
{
    int64_t printer = 0;
    if (!find_printer(ctx, &printer, error))
        return false;
    for (unsigned i = 0; i < list_len(view->boxes); i++)
        if (!close_box(ctx, view, list_at(view->boxes, struct box_row, i), printer, error))
            return false;
    return store_shipment_status(ctx->db, view->shipment->id, "packing", "packed", ctx->now,
                                 error) &&
           order_event(ctx, view->shipment->order_id, "packing", "close", NULL, error);
}

// Which pieces are not in a box yet.
static char *missing(const struct pack_view *view)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        if (line->packed < line->picked)
            g_string_append_printf(text, "%s%" G_GINT64_FORMAT " %s", text->len ? ", " : "",
                                   line->picked - line->packed, line->name);
    }
    return g_string_free(text, FALSE);
}

static bool close_all(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    g_autofree char *rest = missing(view);
    if (!view->packed || *rest)
        return tote_fail(error, TOTE_STATE, "pack", _("Not all is in the box yet: %s"),
                         *rest ? rest : _("nothing was scanned"));
    if (!close_boxes(ctx, view, error))
        return false;
    OP_SAY(ctx, VERDICT_DONE, PACK_CLOSED, T_TEXT("work", ctx->subject));
    return true;
}

static bool close_pack(struct op_ctx *ctx, GError **error)
{
    return pack_work(ctx, close_all, error);
}

const struct op op_pack_close = {
    .name = "pack.close",
    .summary = N_("Closes the boxes: SSCC and label job in the same transaction."),
    .roles = ROLES_BENCH,
    .run = close_pack,
    .args_size = sizeof(struct pack_args),
    .args = {ARG(pack_args, pack, PACK, ARG_NEEDED, N_("the packing, S-…"))},
};

// --- ship.close

static bool ship_goods(struct op_ctx *ctx, const struct waiting_row *parcel, int64_t bench,
                       GError **error)
{
    struct number lpn = pack_box_lpn(parcel->shipment_id, parcel->n);
    g_autoptr(rowlist) goods = store_balances_of_lpn(ctx->db, bench, lpn.text, error);
    for (unsigned i = 0; goods && i < list_len(goods); i++) {
        const struct balance_row *row = list_at(goods, struct balance_row, i);
        const struct move move = {.at = ctx->now,
                                  .item_id = row->item_id,
                                  .qty = row->on_hand,
                                  .event_id = ctx->event_id,
                                  .reason = "ship",
                                  .from_balance = row->id,
                                  .from_allocated = true};
        if (!store_stock_move(ctx->db, &move, NULL, error))
            return false;
    }
    return goods != NULL;
}

static bool ship_parcel(struct op_ctx *ctx, const struct waiting_row *parcel, int64_t manifest,
                        int64_t bench, GError **error)
{
    if (!ship_goods(ctx, parcel, bench, error) ||
        !store_parcel_ship(ctx->db, parcel->box_id, manifest, error))
        return false;
    int64_t left = store_parcels_left(ctx->db, parcel->shipment_id, error);
    if (left)
        return left > 0;
    return store_shipment_status(ctx->db, parcel->shipment_id, "packed", "shipped", ctx->now,
                                 error) &&
           order_event(ctx, parcel->order_id, "packed", "ship", NULL, error) &&
           OP_NOTE(ctx, parcel->order_id, error, ORDER_SHIPPED,
                   T_TEXT("manifest", number_of(NUMBER_MANIFEST, manifest).text));
}

struct ship_args {
    const char *carrier;
};

static bool ship(struct op_ctx *ctx, GError **error)
{
    const struct ship_args *args = ctx->args;
    g_autoptr(rowlist) parcels = store_parcels_waiting(ctx->db, error);
    int64_t bench = parcels ? pack_place(ctx, "pack", error) : 0;
    if (!bench)
        return false;
    if (!list_len(parcels))
        return tote_fail(error, TOTE_NOTHING, NULL, _("No packed parcel waits for a carrier"));
    int64_t manifest = store_manifest_add(ctx->db, args->carrier, list_len(parcels),
                                          ctx->session->operator_id, ctx->now, error);
    if (!manifest || !op_event(ctx, error))
        return false;
    for (unsigned i = 0; i < list_len(parcels); i++)
        if (!ship_parcel(ctx, list_at(parcels, struct waiting_row, i), manifest, bench, error))
            return false;
    ctx->order_id = 0;
    ctx->subject = g_strdup(number_of(NUMBER_MANIFEST, manifest).text);
    doc_text(ctx->doc, "manifest", ctx->subject);
    doc_text(ctx->doc, "carrier", args->carrier);
    doc_int(ctx->doc, "parcels", list_len(parcels));
    OP_SAY(ctx, VERDICT_DONE, SHIP_CLOSED, T_TEXT("manifest", ctx->subject),
           T_INT("parcels", list_len(parcels)), T_TEXT("carrier", args->carrier));
    return true;
}

const struct op op_ship_close = {
    .name = "ship.close",
    .summary = N_("Closes the manifest: every packed parcel leaves with the carrier."),
    .roles = ROLES_BENCH,
    .run = ship,
    .args_size = sizeof(struct ship_args),
    .args = {ARG(ship_args, carrier, TEXT, ARG_NEEDED_OPTION, N_("the carrier"))},
};
