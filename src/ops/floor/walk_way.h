// SPDX-License-Identifier: Apache-2.0
// Kinds of work that walk through tasks, one after the other: from place to place, and at each of
// them piece by piece.
#pragma once

#include "walk_view.h"
#include "work_way.h"

// What a kind does in its own way. NULL: goods that nobody claims go from the place of the task to
// where it brings them, and the work ends when all is done.
struct walk {
    // Writes that QTY pieces of the task are done; the view counts them already.
    bool (*book)(struct op_ctx *ctx, const struct walk_view *view, const struct task_row *task,
                 int64_t qty, GError **error);
    // Takes a movement back that was booked so.
    bool (*take_back)(struct op_ctx *ctx, const struct walk_view *view, const struct move_row *move,
                      GError **error);
    // Before the movements of a deed are taken back: what else it did. A deed of a kind that has
    // it may have booked none.
    bool (*give_up)(struct op_ctx *ctx, const struct walk_view *view, const struct work_undo *undo,
                    GError **error);
    // After them: what the deed took from others, who are told. *ret_others: so many of them have
    // something again.
    bool (*give_others)(struct op_ctx *ctx, const struct walk_view *view,
                        const struct work_undo *undo, int64_t *ret_others, GError **error);
    // What is taken leaves the house: nothing of a lot that may not (lots.h).
    bool leaves;
    // Nothing is left: ends the work, and what follows from it.
    bool (*complete)(struct op_ctx *ctx, struct walk_view *view, GError **error);
};

// Most of the `struct work_way` of such a kind: {WALK_WAY(walk), .flow = &flow, …}.
#define WALK_WAY(own)                                                                              \
    .walk = &(own), .size = sizeof(struct walk_view), .read = walk_read, .peek = walk_peek,        \
    .clear = walk_clear, .answer = walk_answer, .scan = walk_scan, .undo = walk_undo
bool walk_read(struct db *db, struct list *head, struct work_view *ret_view, GError **error);
bool walk_peek(struct db *db, struct list *head, struct work_view *ret_view, GError **error);
void walk_clear(struct work_view *view);
bool walk_answer(struct db *db, struct work_view *view, struct doc *doc, bool whole,
                 GError **error);
bool walk_scan(struct op_ctx *ctx, struct work_view *view, GError **error);
bool walk_undo(struct op_ctx *ctx, struct work_view *view, const struct work_undo *undo,
               GError **error);

// Announces the reads of a scan; the `send` of an operation that is one.
void walk_send(struct op_ctx *ctx);

// --- for what such a kind does besides

// The view of a deed of work_do().
struct walk_view *walk_of(struct work_view *view);

// Books QTY pieces of the task.
bool walk_book(struct op_ctx *ctx, struct walk_view *view, struct task_row *task, int64_t qty,
               GError **error);

// What this call booked can be undone: it is the newest link of the work's chain.
void walk_chain(struct op_ctx *ctx, struct walk_view *view);

// Notes where the person stands after the tasks changed; completes the work when nothing is left.
// AT: the place where the person stands, 0 = not known.
bool walk_advance(struct op_ctx *ctx, struct walk_view *view, int64_t at, GError **error);

// Reads the work anew.
bool walk_reload(struct op_ctx *ctx, struct walk_view *view, GError **error);

// TOTE_NOTHING: no task is left. TOTE_UNDO: the pieces are not where the deed put them.
bool walk_no_task(GError **error);
bool walk_moved_on(GError **error);
