// SPDX-License-Identifier: Apache-2.0
// Steps that the operations of the bench share.
#pragma once

#include "common.h"
#include "gs1.h"
#include "numbers.h"
#include "pack_view.h"
#include "work_way.h"

// The view of a deed of work_do().
struct pack_view *pack_of(struct work_view *view);

// The numbers of a new box are those of its packing; it is in hand from then on.
bool pack_add_box(struct op_ctx *ctx, const struct work_row *work, int64_t n, const char *type,
                  const char *service, GError **error);

// Its order is being packed from now on; the member of its `struct work_way`.
bool pack_begin(struct op_ctx *ctx, const struct work_row *work, GError **error);

// Closes all boxes, unless something that was picked is not in one.
bool pack_close_all(struct op_ctx *ctx, struct work_view *view, GError **error);

// Notes the weight of an open box; one that is odd is kept when it is given again.
bool pack_weigh_box(struct op_ctx *ctx, const struct box_row *box, int64_t grams, GError **error);

// The box of this number, the view's; TOTE_NOT_FOUND with the numbers that there are.
const struct box_row *pack_named_box(struct op_ctx *ctx, const struct pack_view *view, int64_t n,
                                     GError **error);

// A kit goes out whole, with what left before of its parts, unless the shop lets parts travel alone
// (setting order.split) or the packer says so: TOTE_STATE with the parts that lack.
bool pack_kits_whole(struct op_ctx *ctx, const struct pack_view *view, GError **error);

// Members of its `struct work_way` that stand in op_pack_fix.c.
bool pack_undo_last(struct op_ctx *ctx, struct work_view *view, const struct work_undo *undo,
                    GError **error);
bool pack_give_back(struct op_ctx *ctx, struct work_view *view, GError **error);

// A member that stands in op_pack_again.c, and what it asks: no box of the packing left, and none
// of PARCELS (struct waiting_row) that is the packing's goes with a manifest that was begun. Else
// TOTE_STATE.
bool pack_reopen(struct op_ctx *ctx, const struct work_row *work, GError **error);
bool pack_all_here(struct op_ctx *ctx, const struct work_row *work, struct list *parcels,
                   GError **error);

// Where the labels come out, 0 = they wait until a printer is known. elsewhere: there are printers,
// but none of this warehouse.
struct outlet {
    int64_t printer;
    bool elsewhere;
};
bool pack_outlet_at(struct op_ctx *ctx, int64_t site, struct outlet *ret_outlet, GError **error);

// A number that no parcel has yet, and no old label.
bool pack_make_sscc(struct op_ctx *ctx, char ret_sscc[SSCC_LENGTH + 1], GError **error);

// What people call the N-th box of a packing: "W-102/1".
struct number pack_box_name(int64_t work, int64_t n);
