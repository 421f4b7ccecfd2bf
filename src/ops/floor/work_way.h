// SPDX-License-Identifier: Apache-2.0
// What a kind of work does in its own way, and what every kind does alike with it. A kind is one
// file that ends with its `struct work_way`, and one row in work_kinds.def.
#pragma once

#include "common.h"
#include "doc.h"
#include "work_kinds.h"
#include "work_rules.h"
#include "work_view.h"

// What operations on a work take; each takes some of these.
struct work_args {
    struct arg_ref work, box;
    const char *code, *reason;
    int64_t found, grams, number;
    bool parts, ask;
};

// The row of the work itself, as the verb calls it.
#define WORK_ARG(name, text)                                                                       \
    {                                                                                              \
        name, ARG_WORK, ARG_NEEDED, text, offsetof(struct work_args, work), NULL                   \
    }

// What an operation does with a work that the caller holds.
typedef bool (*work_deed)(struct op_ctx *ctx, struct work_view *view, GError **error);

// The deed that is taken back.
struct work_undo {
    int64_t event;  // it
    int64_t before; // what can be taken back then, 0 = nothing
    // Where the person stood before it, as work_row has it; 0 where it was somebody else's deed.
    int64_t at, step, taken;
    const struct list *moves; // struct move_row that it booked, the last one first
    int64_t pieces;           // all of them
};

struct work_way {
    const struct work_flow *flow;
    unsigned free; // states of its fulfilment in which it may begin; 0 = it serves none
    const struct walk
        *walk; // of a kind that walks through tasks (walk_way.h), which gives the rest

    // Its view, of SIZE bytes: read for a work that is read already (HEAD is the view's then), also
    // where that fails; and its answer, WHOLE with what does not change from scan to scan.
    size_t size;
    bool (*read)(struct db *db, struct list *head, struct work_view *ret_view, GError **error);
    void (*clear)(struct work_view *view);
    bool (*answer)(struct db *db, struct work_view *view, struct doc *doc, bool whole,
                   GError **error);
    bool again; // its deeds do not keep the view: it is read anew for the answer
    // The same as `read` from what it takes for a scan alone: a scan of one's own work then writes
    // no lease and is guarded by what was seen. NULL = it has no such view.
    bool (*peek)(struct db *db, struct list *head, struct work_view *ret_view, GError **error);

    // Nobody has it: what begins beside the claim, and what is said. NULL = nothing more.
    bool (*begin)(struct op_ctx *ctx, const struct work_row *work, GError **error);
    work_deed scan;
    // Beside giving the claim back, and what is said. NULL = nothing more.
    work_deed leave;
    // Opens a work again that its person ended, so that its last deed can be taken back, and the
    // event of its fulfilment that this needs; the same where it ended without a result. NULL =
    // what is over stays so.
    const char *reopens, *revives;
    bool (*reopen)(struct op_ctx *ctx, const struct work_row *work, GError **error);
    bool opens; // that is all that this undo does, for whoever may take the work over
    bool (*undo)(struct op_ctx *ctx, struct work_view *view, const struct work_undo *undo,
                 GError **error);
};

// The ways of all kinds, in the order of work_kinds().
const struct work_way *const *work_ways(size_t *ret_n);

// May what its person did in a work be taken back now that it is over?
bool work_reopens(const struct work_row *work);

// Is there a deed in a work that can be taken back? The newest link of its chain.
bool work_has_deed(const struct work_row *work);

// The way of a kind; it must be one (programming error otherwise).
const struct work_way *work_way_of(const char *kind);

// --- the same for every kind, over struct work_args in ctx->args

// Takes a work in hand: begins what nobody has, goes on with one's own, asks or takes over.
bool work_take(struct op_ctx *ctx, const struct work_row *work, GError **error);

// Begins it for the caller without an answer.
bool work_begin(struct op_ctx *ctx, const struct work_row *work, GError **error);

// Renews the lease of the named work, so that every other change of it waits until this one is
// done; reads it, does the deed and fills the answer. No deed where somebody else holds the work:
// ctx says VERDICT_TAKEN then. TOTE_NOT_FOUND where it is of another kind.
bool work_do(struct op_ctx *ctx, const char *kind, work_deed deed, GError **error);

bool work_scan(struct op_ctx *ctx, const char *kind, GError **error);
bool work_leave(struct op_ctx *ctx, const char *kind, GError **error);
bool work_undo(struct op_ctx *ctx, const char *kind, GError **error);

// Fills the answer, whole, from the database.
bool work_answer_whole(struct op_ctx *ctx, int64_t work, GError **error);

// The most urgent work of a kind that nobody has, the one in the most
// advanced state first, because its goods stand on a cart. *ret_work is kept for the caller until
// the commit, 0 = there is none; *ret_begun (may be NULL): somebody began it and gave it back.
bool work_free_take(struct op_ctx *ctx, const char *kind, int64_t *ret_work, bool *ret_begun,
                    GError **error);

// What this call booked can be taken back: it is the newest link of the work's chain. AT: where the
// person stands, 0 = not known.
bool work_chain(struct op_ctx *ctx, const struct work_row *work, int64_t at, GError **error);
