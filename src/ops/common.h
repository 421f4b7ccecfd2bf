// SPDX-License-Identifier: Apache-2.0
// What several operations need: finding orders, sites, leases, movements, states, audit notes.
#pragma once

#include "op.h"
#include "store_order.h"
#include "store_stock.h"
#include "store_work.h"

// The order that TEXT names. A number of tote as it is written (O-100001, W-101) is that order,
// whatever channels call theirs. Else it is the channel's name (#1001) or a number typed short
// (o100001): where it is both, or several are called so, TOTE_AMBIGUOUS names them. A list of
// exactly one row, or NULL with *error, also TOTE_NOT_FOUND.
struct list *order_find(struct db *db, const char *text, GError **error);

// The same for an operation that changes the order: others that do wait until this one is done, so
// that what it reads stays true.
struct list *order_take(struct db *db, const char *text, GError **error);

// The site that a call is about: the one that was NAMED, else that of the station, else the only
// one there is. TOTE_USAGE where none of these says it.
bool site_of_call(struct op_ctx *ctx, const struct arg_ref *named, int64_t *ret_site,
                  GError **error);

// May the caller act on work of SITE? Whose station stands in another warehouse may not:
// TOTE_OTHER_SITE, with WHAT as the subject of the sentence. The one place that asks.
bool site_within_reach(const struct op_ctx *ctx, int64_t site, const char *what, GError **error);

// The same for a work.
bool work_within_reach(const struct op_ctx *ctx, const struct work_row *work, GError **error);

// site_of_call() for what is work at that site.
bool site_of_work(struct op_ctx *ctx, const struct arg_ref *named, const char *what,
                  int64_t *ret_site, GError **error);

// site_of_call() for who only reads.
bool site_of_session(const struct session *session, const struct arg_ref *named, int64_t *ret_site,
                     GError **error);

// The claim of the caller, with the lease that the settings say, from ctx->now.
bool claim_make(struct op_ctx *ctx, struct claim *ret_claim, GError **error);

// Of several works (struct work_row) those at the caller's site first, and of these one's own, else
// what is free; NULL of none.
const struct work_row *work_best(const struct op_ctx *ctx, const struct list *works);

// The movement that takes LAST back: the pieces are claimed at both ends, as they are while
// somebody works with them.
struct move move_back(const struct move_row *last);

// Books a movement of this call: the moment and the id in the ledger are filled in.
bool op_move(struct op_ctx *ctx, const struct move *move, GError **error);

// Changes an order's state by an event of its table: refused with its sentence, guarded, and
// noted in ctx->order_id.
bool order_event(struct op_ctx *ctx, int64_t order, const char *status, const char *event,
                 GError **error);

// Changes the state of a fulfilment by an event of its table, and with it that of its order.
bool fulfilment_event(struct op_ctx *ctx, int64_t fulfilment, const char *state, const char *event,
                      GError **error);

// Gives all goods of an order back that were allocated and not picked; what its sites had to do for
// it is cancelled. Somebody works on it: TOTE_STATE.
bool order_free_goods(struct op_ctx *ctx, int64_t order, GError **error);

// An audit row of its own for one of several orders in a call. EVENT: its id, where something was
// booked under it already (op_note_id()), else 0.
bool op_note(struct op_ctx *ctx, int64_t event, int64_t order, enum say_id say,
             const struct term *terms, size_t n, GError **error);
#define OP_NOTE(ctx, order, error, say, ...)                                                       \
    op_note(ctx, 0, order, SAY_##say, (const struct term[]){__VA_ARGS__},                          \
            sizeof((const struct term[]){__VA_ARGS__}) / sizeof(struct term), error)
