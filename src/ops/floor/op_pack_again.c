// SPDX-License-Identifier: Apache-2.0
// A packing that is closed is opened again, as long as all of it is here.
#include <string.h>

#include "i18n.h"
#include "lives.h"
#include "op_pack.h"
#include "relabel.h"
#include "ship_wait.h"
#include "store_load.h"
#include "store_location.h"
#include "tally.h"

// The manifest that was begun and takes the parcel with it, 0 = none does.
static int64_t taken_by(const struct list *loads, const struct waiting_row *parcel)
{
    for (unsigned i = 0; i < list_len(loads); i++) {
        const struct load_seen *load = list_at(loads, struct load_seen, i);
        bool its = !*parcel->carrier || !strcmp(load->carrier, parcel->carrier);
        if (its && parcel->closed_at <= load->begun_at &&
            ship_judge(parcel, load->begun_at) != HANDOVER_MISSING)
            return load->id;
    }
    return 0;
}

// None of its boxes left.
static bool none_left(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    g_autoptr(rowlist) boxes = store_boxes(ctx->db, work->id, error);
    for (unsigned i = 0; boxes && i < list_len(boxes); i++) {
        const struct box_row *box = list_at(boxes, struct box_row, i);
        if (!state_has(&parcel_states, box->status, ST_OPEN))
            return tote_fail(error, TOTE_STATE, "pack",
                             _("%s left the house: what was packed with it stays closed"),
                             pack_box_name(work->id, box->n).text);
    }
    return boxes != NULL;
}

bool pack_all_here(struct op_ctx *ctx, const struct work_row *work, struct list *parcels,
                   GError **error)
{
    g_autoptr(rowlist) loads =
        none_left(ctx, work, error) ? store_loads_open(ctx->db, work->site_id, error) : NULL;
    for (unsigned i = 0; loads && i < list_len(parcels); i++) {
        const struct waiting_row *parcel = list_at(parcels, struct waiting_row, i);
        int64_t load = parcel->work_id == work->id ? taken_by(loads, parcel) : 0;
        if (load)
            return tote_fail(error, TOTE_STATE, "pack",
                             _("%s goes with %s, which was begun: its box stays closed"),
                             pack_box_name(work->id, parcel->n).text,
                             number_of(NUMBER_MANIFEST, load).text);
    }
    return loads != NULL;
}

static bool open_box(struct op_ctx *ctx, const struct waiting_row *parcel, GError **error)
{
    struct number name = pack_box_name(parcel->work_id, parcel->n);
    const struct transition *row =
        state_next(&parcel_states, parcel->status, "reopen", name.text, error);
    return row && label_void(ctx, parcel, SAY_PRINT_VOID_OPENED, error) &&
           store_box_open(ctx->db, parcel->box_id, row->to, parcel->closed_at, error) &&
           store_location_rename(ctx->db, parcel->box_id, name.text, error);
}

static bool open_boxes(struct op_ctx *ctx, const struct work_row *work, const struct list *parcels,
                       GError **error)
{
    int64_t n = 0;
    g_autoptr(GString) labels = g_string_new(NULL);
    for (unsigned i = 0; i < list_len(parcels); i++) {
        const struct waiting_row *parcel = list_at(parcels, struct waiting_row, i);
        if (parcel->work_id != work->id)
            continue;
        if (!open_box(ctx, parcel, error))
            return false;
        g_string_append_printf(labels, "%s%s", n++ ? ", " : "", parcel->sscc);
    }
    OP_SAY(ctx, VERDICT_DONE, PACK_OPENED, T_INT("boxes", n), T_TEXT("labels", labels->str));
    return true;
}

// Whoever changes the order otherwise waits from the event on: the parcels are read behind it.
bool pack_reopen(struct op_ctx *ctx, const struct work_row *work, GError **error)
{
    if (!fulfilment_event(ctx, work->fulfilment_id, work->status, "reopen", error))
        return false;
    g_autoptr(rowlist) parcels = store_parcels_here(ctx->db, work->order_id, error);
    return parcels && pack_all_here(ctx, work, parcels, error) &&
           open_boxes(ctx, work, parcels, error) && work_again(ctx, work, error);
}
