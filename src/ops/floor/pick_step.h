// SPDX-License-Identifier: Apache-2.0
// Steps that the pick operations share.
#pragma once

#include "common.h"
#include "pick_view.h"
#include "work_step.h"

// Takes the named work in hand and reads it: renews the lease, so that every other change
// of this work waits until this one is done. *ret_go is false where somebody else holds it; ctx
// says VERDICT_TAKEN then.
bool pick_enter(struct op_ctx *ctx, struct pick_view *view, bool *ret_go, GError **error);

// Books QTY pieces of the task from its place to the cart.
bool pick_book(struct op_ctx *ctx, struct pick_view *view, struct task_row *task, int64_t qty,
               GError **error);

// What the work still holds of the goods of a task at its place: several tasks may ask for the
// same.
int64_t pick_claimed(const struct pick_view *view, const struct task_row *task);

// What this call booked can be undone: it is the newest link of the work's chain.
void pick_chain(struct op_ctx *ctx, struct pick_view *view);

// Notes where the picker stands after the tasks changed; completes the work when nothing is left.
// AT: the place where the picker stands, 0 = not known.
bool pick_advance(struct op_ctx *ctx, struct pick_view *view, int64_t at, GError **error);

// Reads the work anew.
bool pick_reload(struct op_ctx *ctx, struct pick_view *view, GError **error);
