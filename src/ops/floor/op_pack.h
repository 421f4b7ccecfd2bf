// SPDX-License-Identifier: Apache-2.0
// Steps that the operations of the bench share.
#pragma once

#include "common.h"
#include "numbers.h"
#include "pack_view.h"
#include "work_step.h"

// What an operation of the bench does with a packing that the caller holds.
typedef bool (*pack_step)(struct op_ctx *ctx, struct pack_view *view, GError **error);

// Reads the named packing, renews the claim, takes the step and fills the answer from the
// database. Where somebody else has the packing no step is taken: ctx says VERDICT_TAKEN.
bool pack_work(struct op_ctx *ctx, pack_step step, GError **error);

// Closes all boxes, unless something that was picked is not in one.
bool pack_close_all(struct op_ctx *ctx, struct pack_view *view, GError **error);

// Notes the weight of an open box; one that is odd is kept when it is given again.
bool pack_weigh_box(struct op_ctx *ctx, const struct box_row *box, int64_t grams, GError **error);

// A kit goes out whole, with what left before of its parts, unless the shop lets parts travel alone
// (setting order.split) or the packer says so: TOTE_STATE with the parts that lack.
bool pack_kits_whole(struct op_ctx *ctx, const struct pack_view *view, GError **error);

// Fills the answer from the database.
bool pack_finish(struct op_ctx *ctx, int64_t work, GError **error);

// What people call the N-th box of a packing: "W-102/1".
struct number pack_box_name(int64_t work, int64_t n);
