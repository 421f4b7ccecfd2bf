// SPDX-License-Identifier: Apache-2.0
// What several operations need: finding orders, leases, audit notes.
#pragma once

#include "op.h"
#include "store_order.h"
#include "store_pick.h"

// The order that TEXT names: O-number, channel name (#1001) or pick work. A list of exactly one
// row, or NULL with *error TOTE_NOT_FOUND or TOTE_AMBIGUOUS.
struct list *order_find(struct db *db, const char *text, GError **error);

// The same for an operation that changes the order: others that do wait until this one is done, so
// that what it reads stays true.
struct list *order_take(struct db *db, const char *text, GError **error);

// The claim of the caller, with the lease that the settings say, from ctx->now.
bool claim_make(struct op_ctx *ctx, struct claim *ret_claim, GError **error);

// Changes an order's state by an event of its table: refused with its sentence, guarded, and
// noted in ctx->order_id. *ret_to (may be NULL) is the new state.
bool order_event(struct op_ctx *ctx, int64_t order, const char *status, const char *event,
                 const char **ret_to, GError **error);

// Gives all goods of an order back that were allocated and not picked.
bool order_free_goods(struct op_ctx *ctx, int64_t order, GError **error);

// An audit row of its own for one of several orders in a call.
bool op_note(struct op_ctx *ctx, int64_t order, enum say_id say, const struct term *terms, size_t n,
             GError **error);
#define OP_NOTE(ctx, order, error, say, ...)                                                       \
    op_note(ctx, order, SAY_##say, (const struct term[]){__VA_ARGS__},                             \
            sizeof((const struct term[]){__VA_ARGS__}) / sizeof(struct term), error)
