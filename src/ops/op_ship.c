// SPDX-License-Identifier: Apache-2.0
// Closing boxes with their SSCC and label job, and handing parcels to the carrier.
#include <string.h>

#include "gs1.h"
#include "i18n.h"
#include "lives.h"
#include "op_pack.h"
#include "registry.h"
#include "store_admin.h"
#include "store_event.h"
#include "store_fulfilment.h"
#include "store_location.h"
#include "store_print.h"

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
        return store_box_drop(ctx->db, box->id, error) &&
               store_balances_sweep(ctx->db, box->id, error);
    const struct transition *closed =
        state_next(&parcel_states, box->status, "close", box->code, error);
    const struct new_job job = {.kind = "label",
                                .state = job_states.initial,
                                .subject_id = box->id,
                                .order_id = view->work->order_id,
                                .printer_id = printer,
                                .now = ctx->now};
    return closed && make_sscc(ctx, sscc, error) &&
           store_box_close(ctx->db, box->id, closed->to, ctx->now, error) &&
           store_location_rename(ctx->db, box->id, sscc, error) &&
           store_job_add(ctx->db, &job, error);
}

static bool close_boxes(struct op_ctx *ctx, const struct pack_view *view, GError **error)
{
    int64_t printer = 0;
    if (!find_printer(ctx, &printer, error))
        return false;
    for (unsigned i = 0; i < list_len(view->boxes); i++)
        if (!close_box(ctx, view, list_at(view->boxes, struct box_row, i), printer, error))
            return false;
    return store_work_close(ctx->db, view->work->id, ctx->now, error) &&
           fulfilment_event(ctx, view->work->fulfilment_id, view->work->status, "close", error);
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

// How many kits the lines have begun, by the part that they have most of.
static int64_t sets_begun(const struct list *lines, int64_t kit)
{
    int64_t sets = 0;
    for (unsigned i = 0; i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        if (line->kit_line == kit)
            sets = MAX(sets, (line->packed + line->per - 1) / line->per);
    }
    return sets;
}

// Pieces of a part that the kits which the lines have begun lack.
static int64_t lack_of(const struct list *lines, const struct line_row *line)
{
    return line->kit_line ? sets_begun(lines, line->kit_line) * line->per - line->packed : 0;
}

// Does the order have whole sets of a kit in its boxes, with those that left before?
static bool whole_by_now(const struct list *all, int64_t kit)
{
    for (unsigned i = 0; i < list_len(all); i++) {
        const struct line_row *line = list_at(all, struct line_row, i);
        if (line->kit_line == kit && lack_of(all, line))
            return false;
    }
    return true;
}

// Which parts the kits in the boxes lack. ALL: the lines of the order.
static char *parts_missing(const struct pack_view *view, const struct list *all)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        int64_t lack = lack_of(view->lines, line);
        if (lack && !whole_by_now(all, line->kit_line))
            g_string_append_printf(text, _("%s%" G_GINT64_FORMAT " %s of %s"),
                                   text->len ? ", " : "", lack, line->name, line->part_of);
    }
    return g_string_free(text, FALSE);
}

static bool has_kits(const struct pack_view *view)
{
    for (unsigned i = 0; i < list_len(view->lines); i++)
        if (list_at(view->lines, struct line_row, i)->kit_line)
            return true;
    return false;
}

// A kit goes out whole, unless the shop lets its parts travel alone, or the packer says so.
static bool kits_whole(struct op_ctx *ctx, const struct pack_view *view, GError **error)
{
    if (!has_kits(view) || ((const struct work_args *)ctx->args)->parts)
        return true;
    g_autofree char *split = store_setting(ctx->db, SETTING_ORDER_SPLIT, error);
    g_autoptr(rowlist) all =
        split ? store_order_lines_shown(ctx->db, view->work->order_id, error) : NULL;
    if (!all)
        return false;
    g_autofree char *rest = parts_missing(view, all);
    return !*rest || !strcmp(split, "parts") ||
           tote_fail(error, TOTE_STATE, "parts",
                     _("A kit is not whole: missing are %s; --parts sends it so"), rest);
}

bool pack_close_all(struct op_ctx *ctx, struct pack_view *view, GError **error)
{
    g_autofree char *rest = missing(view);
    if (!view->packed || *rest)
        return tote_fail(error, TOTE_STATE, "pack", _("Not all is in the box yet: %s"),
                         *rest ? rest : _("nothing was scanned"));
    if (!kits_whole(ctx, view, error) || !close_boxes(ctx, view, error))
        return false;
    OP_SAY(ctx, VERDICT_DONE, PACK_CLOSED, T_TEXT("work", ctx->subject));
    return true;
}

static bool close_pack(struct op_ctx *ctx, GError **error)
{
    return pack_work(ctx, pack_close_all, error);
}

const struct op op_pack_close = {
    .name = "pack.close",
    .summary = N_("Closes the boxes: SSCC and label job in the same transaction."),
    .roles = ROLES_BENCH,
    .run = close_pack,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("pack", N_("the packing, W-…")),
             ARG(work_args, parts, FLAG, ARG_OPTION, N_("also a kit of which parts are missing"))},
};

// --- ship.close

static bool ship_goods(struct op_ctx *ctx, const struct waiting_row *parcel, GError **error)
{
    g_autoptr(rowlist) content = store_box_content(ctx->db, parcel->box_id, error);
    for (unsigned i = 0; content && i < list_len(content); i++) {
        const struct content_row *row = list_at(content, struct content_row, i);
        const struct line_change shipped = {.packed = -row->qty, .shipped = row->qty};
        const struct move move = {.kind = "ship",
                                  .goods_id = row->goods_id,
                                  .qty = row->qty,
                                  .from_id = parcel->box_id,
                                  .line_id = row->line_id,
                                  .from_allocated = true};
        if (!op_move(ctx, &move, error) ||
            !store_line_count(ctx->db, row->line_id, &shipped, error))
            return false;
    }
    return content && store_balances_sweep(ctx->db, parcel->box_id, error);
}

// The last parcel of a fulfilment ends it.
static bool end_fulfilment(struct op_ctx *ctx, const struct waiting_row *parcel, GError **error)
{
    int64_t left = store_parcels_left(ctx->db, parcel->fulfilment_id, error);
    if (left)
        return left > 0;
    g_autoptr(rowlist) found = store_fulfilment(ctx->db, parcel->fulfilment_id, error);
    return found &&
           fulfilment_event(ctx, parcel->fulfilment_id,
                            list_at(found, struct fulfilment_row, 0)->status, "ship", error);
}

// Each parcel is an event of its own, of its order: what it booked is found there, and a load may
// be as large as it likes.
static bool ship_parcel(struct op_ctx *ctx, const struct waiting_row *parcel, int64_t load,
                        GError **error)
{
    int64_t event = store_event_id(ctx->db, error);
    const struct transition *shipped =
        state_next(&parcel_states, parcel->status, "ship", parcel->sscc, error);
    struct op_ctx own = *ctx;
    own.event_id = event;
    own.moves = 0;
    return event && shipped && ship_goods(&own, parcel, error) &&
           store_parcel_ship(ctx->db, parcel->box_id, load, shipped->to, ctx->now, error) &&
           end_fulfilment(ctx, parcel, error) &&
           op_note(ctx, event, parcel->order_id, SAY_PARCEL_SHIPPED,
                   (const struct term[]){T_TEXT("parcel", parcel->sscc),
                                         T_TEXT("manifest", number_of(NUMBER_MANIFEST, load).text)},
                   2, error);
}

struct ship_args {
    const char *carrier;
    struct arg_ref warehouse;
};

static int64_t add_load(struct op_ctx *ctx, int64_t site, int64_t parcels, GError **error)
{
    const struct transition *closed =
        state_next(&load_states, load_states.initial, "close", "", error);
    const struct new_load load = {.site_id = site,
                                  .parcels = parcels,
                                  .operator_id = ctx->session->operator_id,
                                  .now = ctx->now,
                                  .carrier = ((const struct ship_args *)ctx->args)->carrier,
                                  .state = closed ? closed->to : ""};
    return closed ? store_load_add(ctx->db, &load, error) : 0;
}

static bool ship(struct op_ctx *ctx, GError **error)
{
    const struct ship_args *args = ctx->args;
    int64_t site = 0;
    if (!site_of_call(ctx, &args->warehouse, &site, error))
        return false;
    g_autoptr(rowlist) parcels = store_parcels_waiting(ctx->db, site, error);
    if (!parcels)
        return false;
    if (!list_len(parcels))
        return tote_fail(error, TOTE_NOTHING, NULL, _("No packed parcel waits for a carrier"));
    int64_t load = add_load(ctx, site, list_len(parcels), error);
    for (unsigned i = 0; load && i < list_len(parcels); i++)
        if (!ship_parcel(ctx, list_at(parcels, struct waiting_row, i), load, error))
            return false;
    if (!load)
        return false;
    ctx->order_id = 0;
    ctx->about = "load";
    ctx->about_id = load;
    ctx->subject = g_strdup(number_of(NUMBER_MANIFEST, load).text);
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
    .args = {ARG(ship_args, carrier, TEXT, ARG_NEEDED_OPTION, N_("the carrier")),
             ARG(ship_args, warehouse, SITE, ARG_OPTION,
                 N_("the warehouse that they leave; default: that of the station"))},
};
