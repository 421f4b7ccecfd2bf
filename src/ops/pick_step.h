// SPDX-License-Identifier: Apache-2.0
// Steps that the pick operations share.
#pragma once

#include "common.h"
#include "pick_view.h"

// May the caller go on with this work? Open, and the claim is the caller's. Otherwise false with
// *error, or (held by somebody else) false without: ctx says VERDICT_TAKEN then.
bool pick_mine(struct op_ctx *ctx, const struct pick_view *view, GError **error);

// Books QTY pieces of the task from its place to the cart.
bool pick_book(struct op_ctx *ctx, struct pick_view *view, struct task_row *task, int64_t qty,
               GError **error);

// Notes where the picker stands after the tasks changed; completes the work when nothing is left.
// AT: the place where the picker stands, 0 = not known.
bool pick_advance(struct op_ctx *ctx, struct pick_view *view, int64_t at, GError **error);
