// SPDX-License-Identifier: Apache-2.0
// The end of a packing: boxes are closed, with their SSCC and the job of their label.
#include <string.h>

#include "box_weight.h"
#include "called_back.h"
#include "i18n.h"
#include "lives.h"
#include "op_pack.h"
#include "registry.h"
#include "store_admin.h"
#include "store_location.h"
#include "store_print.h"
#include "tally.h"

// --- boxes

bool pack_make_sscc(struct op_ctx *ctx, char ret_sscc[SSCC_LENGTH + 1], GError **error)
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

// A printer belongs to the warehouse of the stations that print on it; where there is one
// warehouse, all do.
bool pack_outlet_at(struct op_ctx *ctx, int64_t site, struct outlet *outlet, GError **error)
{
    outlet->elsewhere = false;
    outlet->printer = store_printer_of_site(ctx->db, site, error);
    if (outlet->printer)
        return outlet->printer > 0;
    g_autoptr(rowlist) sites = store_sites(ctx->db, error);
    g_autoptr(rowlist) printers = sites ? store_printers(ctx->db, ctx->now, error) : NULL;
    if (!printers)
        return false;
    outlet->elsewhere = list_len(printers) && list_len(sites) > 1;
    if (list_len(printers) && !outlet->elsewhere)
        outlet->printer = list_at(printers, struct printer_row, 0)->id;
    return true;
}

// The station's own printer, else one of the warehouse.
static bool find_printer(struct op_ctx *ctx, int64_t site, struct outlet *outlet, GError **error)
{
    *outlet = (struct outlet){0};
    if (ctx->session->station_name) {
        g_autoptr(rowlist) station = store_station(ctx->db, ctx->session->station_name, error);
        if (!station)
            return false;
        if (list_len(station))
            outlet->printer = list_at(station, struct station_row, 0)->printer_id;
    }
    return outlet->printer || pack_outlet_at(ctx, site, outlet, error);
}

// An empty box, begun and not used. Its carton gives its name to the next one that is called so.
static bool drop_box(struct op_ctx *ctx, const struct box_row *box, GError **error)
{
    g_autofree char *name = g_strdup_printf("%s#%" G_GINT64_FORMAT, box->code, box->id);
    return store_box_drop(ctx->db, box->id, error) &&
           store_location_rename(ctx->db, box->id, name, error) &&
           store_balances_sweep(ctx->db, box->id, error);
}

// It is the N-th parcel.
static bool close_box(struct op_ctx *ctx, const struct pack_view *view, const struct box_row *box,
                      int64_t n, int64_t printer, GError **error)
{
    char sscc[SSCC_LENGTH + 1];
    const struct transition *closed =
        state_next(&parcel_states, box->status, "close", box->code, error);
    const struct new_job job = {.kind = "label",
                                .state = job_states.initial,
                                .subject_id = box->id,
                                .order_id = view->work->order_id,
                                .printer_id = printer,
                                .now = ctx->now};
    return closed && pack_make_sscc(ctx, sscc, error) &&
           store_box_close(ctx->db, box->id, n, closed->to, ctx->now, error) &&
           store_location_rename(ctx->db, box->id, sscc, error) &&
           store_job_add(ctx->db, &job, error);
}

// What stayed empty is no parcel: those that there are count from 1.
static bool close_boxes(struct op_ctx *ctx, const struct pack_view *view, struct outlet *outlet,
                        GError **error)
{
    int64_t n = 0;
    if (!find_printer(ctx, view->work->site_id, outlet, error))
        return false;
    for (unsigned i = 0; i < list_len(view->boxes); i++) {
        const struct box_row *box = list_at(view->boxes, struct box_row, i);
        n += box->pieces > 0;
        if (!(box->pieces ? close_box(ctx, view, box, n, outlet->printer, error)
                          : drop_box(ctx, box, error)))
            return false;
    }
    return work_end(ctx, view->work, error) &&
           fulfilment_event(ctx, view->work->fulfilment_id, view->work->status, "close", error);
}

// --- weights

// The boxes that were not weighed, and what stands for their weight.
struct unweighed {
    GString *boxes; // "1, 2"
    int n;          // of them
    int parcels;    // filled boxes so far, which is the number that the last one will have
    int64_t grams;
    bool known;
};

static bool refuse_odd(const struct box_row *box, enum weight_verdict verdict, int64_t off,
                       GError **error)
{
    int64_t grams = box->grams ? box->grams : box->odd_grams;
    const char *sentence = verdict == WEIGHT_LIGHT
                               ? _("Box %d: %" G_GINT64_FORMAT " g is %" G_GINT64_FORMAT
                                   " g too light; weigh it again")
                               : _("Box %d: %" G_GINT64_FORMAT " g is %" G_GINT64_FORMAT
                                   " g too heavy; weigh it again");
    return tote_fail(error, TOTE_STATE, "grams", sentence, (int)box->n, grams, off);
}

// Takes what follows from the books for a box that was not weighed, unless the settings ask for it.
static bool calculate(struct op_ctx *ctx, const struct box_row *box,
                      const struct weight_known *known, struct unweighed *unweighed, GError **error)
{
    g_autofree char *how = store_setting(ctx->db, SETTING_UNWEIGHED, error);
    if (!how)
        return false;
    if (!strcmp(how, "ask"))
        return tote_fail(error, TOTE_STATE, "grams", _("Box %d is not weighed yet"), (int)box->n);
    const struct box_weight weight = {.grams = weight_expected(known), .calculated = true};
    g_string_append_printf(unweighed->boxes, "%s%d", unweighed->boxes->len ? ", " : "",
                           unweighed->parcels);
    unweighed->n++;
    unweighed->grams += weight.grams;
    unweighed->known = unweighed->known && weight.grams;
    return !weight.grams || store_box_weigh(ctx->db, box->id, &weight, error);
}

static bool settle_weights(struct op_ctx *ctx, const struct pack_view *view,
                           struct unweighed *unweighed, GError **error)
{
    struct weight_rules rules;
    if (!weight_rules_read(ctx->db, &rules, error))
        return false;
    for (unsigned i = 0; i < list_len(view->boxes); i++) {
        const struct box_row *box = list_at(view->boxes, struct box_row, i);
        const struct weight_known known = box_known(box, &rules);
        int64_t off = 0;
        enum weight_verdict odd = box_odd(box, &rules, &off);
        if (!box->pieces)
            continue;
        unweighed->parcels++;
        if (odd != WEIGHT_WITHIN)
            return refuse_odd(box, odd, off, error);
        if (!box->grams && !calculate(ctx, box, &known, unweighed, error))
            return false;
    }
    return true;
}

static void say_closed(struct op_ctx *ctx, const struct unweighed *unweighed,
                       const struct outlet *outlet)
{
    const struct term terms[] = {T_TEXT("work", ctx->subject), T_INT("parcels", unweighed->parcels),
                                 T_INT("unweighed", unweighed->n),
                                 T_TEXT("boxes", unweighed->boxes->str),
                                 T_INT("grams", unweighed->grams)};
    bool all = !unweighed->n, waits = !outlet->printer;
    op_say(ctx, VERDICT_DONE,
           outlet->elsewhere  ? SAY_PACK_CLOSED_UNPRINTED
           : waits            ? SAY_PACK_CLOSED_NO_PRINTER
           : all              ? SAY_PACK_CLOSED
           : unweighed->known ? SAY_PACK_CLOSED_CALCULATED
                              : SAY_PACK_CLOSED_UNKNOWN,
           terms,
           waits || all       ? 2
           : unweighed->known ? 5
                              : 4);
}

// --- pack.close

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

// Short at the bench: the pieces are the pick's to miss, with its reasons and its other places.
static struct tote_fault piece_missing(void)
{
    return (struct tote_fault){
        .field = "pack",
        .hint = _("Missing or broken? Undo all, give it back (4), open it in Pick: undo, Short")};
}

bool pack_close_all(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    struct pack_view *view = pack_of(work);
    g_autofree char *rest = missing(view);
    const struct tote_fault short_here = piece_missing();
    if (!view->packed || *rest)
        return tote_fail_full(error, TOTE_STATE, &short_here, _("Not all is in the box yet: %s"),
                              *rest ? rest : _("nothing was scanned"));
    if (!pack_kits_whole(ctx, view, error))
        return false;
    struct unweighed unweighed = {.boxes = g_string_new(NULL), .known = true};
    struct outlet outlet;
    bool ok =
        settle_weights(ctx, view, &unweighed, error) && close_boxes(ctx, view, &outlet, error);
    if (ok)
        say_closed(ctx, &unweighed, &outlet);
    g_string_free(unweighed.boxes, TRUE);
    return ok;
}

// What nobody found of the lines that are packed here.
static char *not_found(const struct pack_view *view)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(view->lines); i++) {
        const struct line_row *line = list_at(view->lines, struct line_row, i);
        if (line->demand && line->open)
            g_string_append_printf(text, "%s%" G_GINT64_FORMAT " %s", text->len ? ", " : "",
                                   line->open, line->name);
    }
    return g_string_free(text, FALSE);
}

// Who asks for it is asked back where all that was picked is in, and the order is called back or
// that is not all.
static bool close_or_ask(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    const struct pack_view *view = pack_of(work);
    bool stopped = called_back(view->work->asked);
    bool asks = ((const struct work_args *)ctx->args)->ask && (view->missing || stopped) &&
                view->packed && view->packed == view->picked;
    if (!asks)
        return pack_close_all(ctx, work, error);
    if (stopped) {
        OP_SAY(ctx, VERDICT_CONFIRM, PACK_CLOSE_STOPPED);
        return true;
    }
    g_autofree char *items = not_found(view);
    OP_SAY(ctx, VERDICT_CONFIRM, PACK_CLOSE_SHORT, T_TEXT("items", items));
    return true;
}

static bool close_pack(struct op_ctx *ctx, GError **error)
{
    return work_do(ctx, "pack", close_or_ask, error);
}

const struct op op_pack_close = {
    .name = "pack.close",
    .summary = N_("Closes the boxes: SSCC and label job in the same transaction."),
    .roles = ROLES_BENCH,
    .run = close_pack,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("pack", N_("the packing, W-…")),
             ARG(work_args, parts, FLAG, ARG_OPTION, N_("also a kit of which parts are missing")),
             ARG(work_args, ask, FLAG, ARG_OPTION,
                 N_("where pieces were found short, or the order is called back, close nothing, "
                    "and ask"))},
};
