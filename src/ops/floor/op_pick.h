// SPDX-License-Identifier: Apache-2.0
// What picking does in its own way: what its files need of each other.
#pragma once

#include "op_release.h"
#include "walk_way.h"

// What the work still holds of the goods of a task at its place: several tasks may ask for the
// same.
int64_t pick_claimed(const struct walk_view *view, const struct task_row *task);

// QTY pieces of a task are claimed at its place no more, or again: they are open of its line.
bool pick_unclaim(struct op_ctx *ctx, const struct walk_view *view, const struct task_row *task,
                  int64_t qty, GError **error);
bool pick_claim(struct op_ctx *ctx, const struct task_row *task, int64_t qty, GError **error);

// Looks in other places for QTY open pieces of a task; *ret_found of them are now tasks of the same
// work. NOWHERE_THERE: other lots of the item at its place are not to be had either.
bool pick_seek(struct op_ctx *ctx, const struct walk_view *view, const struct task_row *task,
               int64_t qty, bool nowhere_there, int64_t *ret_found, GError **error);

// A place at which nothing of an item is left, as the person who stands there says.
struct emptied {
    int64_t item, place, lost; // lost: where the goods go that the books say are there
    int64_t work;              // of that person
    const char *name, *code;   // of the item, of the place
    const char *reason;        // kept with the tasks, NULL = none was given
    int64_t more;              // pieces that pick_clear_place() found in the books and lost, too
};

// Once the work of that person claims nothing there: nobody else does either, and all that the
// books say of the item there is lost. OTHERS (pick_others_new()) are the works that were to fetch
// it there, the most urgent first; pick_replan() sends them elsewhere, or they are short.
GPtrArray *pick_others_new(void);
bool pick_clear_place(struct op_ctx *ctx, struct emptied *place, GPtrArray *others, GError **error);
bool pick_replan(struct op_ctx *ctx, const struct emptied *place, GPtrArray *others,
                 GError **error);

// Of a work that ended without a result: are its lines as it left them, wanted and served by
// nobody?
bool pick_unplanned(struct op_ctx *ctx, const struct work_row *work, bool *ret_yes, GError **error);

// Members of its `struct walk` and `struct work_way`.
bool pick_complete(struct op_ctx *ctx, struct walk_view *view, GError **error);
bool pick_take_back(struct op_ctx *ctx, const struct walk_view *view, const struct move_row *move,
                    GError **error);
bool pick_give_up(struct op_ctx *ctx, const struct walk_view *view, const struct work_undo *undo,
                  GError **error);
bool pick_give_losses_back(struct op_ctx *ctx, const struct walk_view *view,
                           const struct work_undo *undo, int64_t *ret_others, GError **error);
// Pieces that the deed left where they lie, of the tasks of this work.
bool pick_fetch_again(struct op_ctx *ctx, const struct walk_view *view,
                      const struct work_undo *undo, GError **error);
bool pick_give_back(struct op_ctx *ctx, struct work_view *view, GError **error);
bool pick_reopen(struct op_ctx *ctx, const struct work_row *work, GError **error);
