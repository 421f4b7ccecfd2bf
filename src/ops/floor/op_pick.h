// SPDX-License-Identifier: Apache-2.0
// What picking does in its own way: the part of it that stands in op_pick_fix.c.
#pragma once

#include "walk_way.h"

// What the work still holds of the goods of a task at its place: several tasks may ask for the
// same.
int64_t pick_claimed(const struct walk_view *view, const struct task_row *task);

// Members of its `struct walk` and `struct work_way`.
bool pick_take_back(struct op_ctx *ctx, const struct walk_view *view, const struct move_row *move,
                    GError **error);
bool pick_give_up(struct op_ctx *ctx, const struct walk_view *view, int64_t event, GError **error);
bool pick_give_back(struct op_ctx *ctx, struct work_view *view, GError **error);
bool pick_reopen(struct op_ctx *ctx, const struct work_row *work, GError **error);
