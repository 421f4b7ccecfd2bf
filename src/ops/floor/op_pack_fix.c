// SPDX-License-Identifier: Apache-2.0
// When packing does not go straight: undo, give back.
#include "box_weight.h"
#include "i18n.h"
#include "lives.h"
#include "op_pack.h"
#include "registry.h"

// --- pack.undo, pack.leave

// The pieces go back to the cart that they came from, and are the line's claim there again.
static bool take_out(struct op_ctx *ctx, const struct move_row *last, GError **error)
{
    const struct line_change picked = {.claimed = last->qty, .packed = -last->qty};
    const struct move move = move_back(last);
    return store_box_put(ctx->db, last->to_id, last->line_id, last->goods_id, -last->qty, error) &&
           op_move(ctx, &move, error) &&
           store_claim_add(ctx->db, last->line_id, last->goods_id, last->from_id, last->qty,
                           error) &&
           store_line_count(ctx->db, last->line_id, &picked, error);
}

static bool lapse(struct op_ctx *ctx, const struct pack_view *view, int64_t box, GError **error)
{
    for (unsigned i = 0; i < list_len(view->boxes); i++)
        if (list_at(view->boxes, struct box_row, i)->id == box)
            return box_weight_lapse(ctx->db, list_at(view->boxes, struct box_row, i), error);
    return true;
}

// Out of which box, where that is a question.
static void say_undone(struct op_ctx *ctx, const struct pack_view *view,
                       const struct work_undo *undo)
{
    const struct move_row *first = list_at(undo->moves, struct move_row, 0);
    for (unsigned i = 0; i < list_len(view->boxes); i++) {
        const struct box_row *box = list_at(view->boxes, struct box_row, i);
        if (list_len(view->boxes) > 1 && box->id == first->to_id) {
            OP_SAY(ctx, VERDICT_DONE, PACK_UNDONE_OF, T_INT("qty", undo->pieces),
                   T_INT("box", box->n));
            return;
        }
    }
    OP_SAY(ctx, VERDICT_DONE, PACK_UNDONE, T_INT("qty", undo->pieces));
}

// Takes the last scan back: several movements where it took pieces of several lots.
bool pack_undo_last(struct op_ctx *ctx, struct work_view *work, const struct work_undo *undo,
                    GError **error)
{
    const struct pack_view *view = pack_of(work);
    for (unsigned i = 0; i < list_len(undo->moves); i++) {
        const struct move_row *row = list_at(undo->moves, struct move_row, i);
        if (!lapse(ctx, view, row->to_id, error) || !take_out(ctx, row, error))
            return false;
    }
    say_undone(ctx, view, undo);
    return store_work_step(ctx->db, view->work->id, view->work->at_id, undo->before, error);
}

static bool undo(struct op_ctx *ctx, GError **error)
{
    return work_undo(ctx, "pack", error);
}

const struct op op_pack_undo = {
    .name = "pack.undo",
    .summary = N_("Takes the last piece out of its box again; opens the boxes of a packing that is "
                  "closed, and their labels are void."),
    .roles = ROLES_BENCH,
    .run = undo,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("pack", N_("the packing, W-…"))},
};

bool pack_give_back(struct op_ctx *ctx, struct work_view *work, GError **error)
{
    const struct pack_view *view = pack_of(work);
    if (view->packed)
        return tote_fail(error, TOTE_STATE, "pack",
                         ngettext("%" G_GINT64_FORMAT " piece is in a box: take it out first (F2)",
                                  "%" G_GINT64_FORMAT
                                  " pieces are in a box: take them out first (F2)",
                                  (gulong)view->packed),
                         view->packed);
    return fulfilment_event(ctx, view->work->fulfilment_id, view->work->status, "unpack", error);
}

static bool leave(struct op_ctx *ctx, GError **error)
{
    return work_leave(ctx, "pack", error);
}

const struct op op_pack_leave = {
    .name = "pack.leave",
    .summary = N_("Gives an order back to the shelf of picked orders."),
    .roles = ROLES_BENCH,
    .run = leave,
    .alone = true,
    .args_size = sizeof(struct work_args),
    .args = {WORK_ARG("pack", N_("the packing, W-…"))},
};
