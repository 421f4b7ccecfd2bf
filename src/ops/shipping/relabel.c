// SPDX-License-Identifier: Apache-2.0
// Parcels that go elsewhere, or otherwise, than their labels say.
#include "relabel.h"

#include "carriers.h"
#include "i18n.h"
#include "lives.h"
#include "op_pack.h"
#include "store_location.h"
#include "store_print.h"

// A printer that was asked has made nothing of it yet, and it was the first to be asked: an older
// job may have left a label on the box, whatever became of it. A label that was scanned there came
// out otherwise, and where no printer is known one may have come out of a file.
static bool nothing_is_out(const struct waiting_row *parcel)
{
    const char *state = parcel->job_status;
    return !parcel->proof_at && parcel->job_copy == 1 && *parcel->printer &&
           state_may(&job_states, state, "void") && !state_has(&job_states, state, ST_MAY_BE_OUT);
}

// One that a printer has in hand ends as it does, and counts as out.
static bool void_job(struct op_ctx *ctx, const struct waiting_row *parcel, enum say_id why,
                     GError **error)
{
    const char *from = parcel->job_status;
    if (!parcel->job_id || !state_may(&job_states, from, "void"))
        return true;
    const struct transition *row =
        state_next(&job_states, from, "void", number_of(NUMBER_JOB, parcel->job_id).text, error);
    const struct job_step step = {.from = from,
                                  .to = row ? row->to : NULL,
                                  .reason = {say_code(why), ""},
                                  .now = ctx->now,
                                  .remote_job = REMOTE_KEPT,
                                  .tries = parcel->job_tries,
                                  .over = row && !state_has(&job_states, row->to, ST_OPEN)};
    return row && store_job_step(ctx->db, parcel->job_id, &step, error);
}

bool label_void(struct op_ctx *ctx, const struct waiting_row *parcel, enum say_id why,
                GError **error)
{
    return (nothing_is_out(parcel) || store_parcel_void(ctx->db, parcel->box_id, error)) &&
           void_job(ctx, parcel, why, error) &&
           store_label_void(ctx->db, parcel->box_id, parcel->sscc, ctx->now, error);
}

// Where the old one came out, or was to.
static bool new_job(struct op_ctx *ctx, const struct waiting_row *parcel, GError **error)
{
    struct outlet outlet = {.printer = parcel->printer_id};
    if (!outlet.printer && !pack_outlet_at(ctx, parcel->site_id, &outlet, error))
        return false;
    const struct new_job job = {.kind = "label",
                                .state = job_states.initial,
                                .subject_id = parcel->box_id,
                                .order_id = parcel->order_id,
                                .printer_id = outlet.printer,
                                .now = ctx->now};
    return store_job_add(ctx->db, &job, error) != 0;
}

static bool relabel(struct op_ctx *ctx, const struct waiting_row *parcel, GError **error)
{
    char sscc[SSCC_LENGTH + 1];
    return label_void(ctx, parcel, SAY_PRINT_VOID, error) && pack_make_sscc(ctx, sscc, error) &&
           store_location_rename(ctx->db, parcel->box_id, sscc, error) &&
           new_job(ctx, parcel, error) &&
           OP_NOTE(ctx, parcel->order_id, error, PARCEL_RELABELLED, T_TEXT("old", parcel->sscc),
                   T_TEXT("parcel", sscc));
}

bool relabel_order(struct op_ctx *ctx, int64_t order, const char *service, int64_t *ret_labels,
                   GError **error)
{
    *ret_labels = 0;
    // As they are before: redirected ones have no proof any more.
    g_autoptr(rowlist) parcels = store_parcels_here(ctx->db, order, error);
    if (!parcels || !store_parcels_redirect(ctx->db, order, service, carrier_of(service), error))
        return false;
    for (unsigned i = 0; i < list_len(parcels); i++, ++*ret_labels)
        if (!relabel(ctx, list_at(parcels, struct waiting_row, i), error))
            return false;
    return true;
}
