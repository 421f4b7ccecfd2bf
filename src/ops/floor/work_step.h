// SPDX-License-Identifier: Apache-2.0
// What the kinds of work are to the operations that serve them all.
#pragma once

#include "common.h"

// What operations on a work take; each takes some of these.
struct work_args {
    struct arg_ref work, box;
    const char *code, *reason;
    int64_t found, grams, number;
    bool parts;
};

// The row of the work itself, as the verb calls it.
#define WORK_ARG(name, text)                                                                       \
    {                                                                                              \
        name, ARG_WORK, ARG_NEEDED, text, offsetof(struct work_args, work), NULL                   \
    }

// Takes a work in hand: begins what nobody has, goes on with one's own, asks or takes over.
bool pick_take(struct op_ctx *ctx, const struct work_row *work, GError **error);
bool pack_take(struct op_ctx *ctx, const struct work_row *work, GError **error);

// The same for a work of any kind.
bool work_take(struct op_ctx *ctx, const struct work_row *work, GError **error);

// The steps of the kinds, over struct work_args in ctx->args.
bool pick_scan(struct op_ctx *ctx, GError **error);
bool pick_undo(struct op_ctx *ctx, GError **error);
bool pick_leave(struct op_ctx *ctx, GError **error);
bool pack_scan(struct op_ctx *ctx, GError **error);
bool pack_undo(struct op_ctx *ctx, GError **error);
bool pack_leave(struct op_ctx *ctx, GError **error);
