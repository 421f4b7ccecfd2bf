// SPDX-License-Identifier: Apache-2.0
// A pick work as its screen and its operations see it: where the picker stands and what is next.
#pragma once

#include "doc.h"
#include "store_task.h"
#include "store_work.h"
#include "work_rules.h"

enum pick_stage {
    PICK_PLACE, // go to the place of the task and prove it
    PICK_ITEM,  // scan the item, piece by piece
    PICK_DONE,  // nothing is left
};

struct pick_view {
    struct list *work_list, *tasks; // own the text below
    struct list *all;               // what pick_view_tasks() read
    bool partly;                    // `tasks` are some of them, and the counts below of these
    struct work_row *work;
    struct task_row *task; // the one in hand, NULL when done
    enum pick_stage stage;
    int64_t done, total;         // pieces taken, and all that are there to take
    int64_t missing;             // found short, and in no other place either
    int64_t lines_done, n_lines; // tasks
    int64_t seen;                // the newest event of the chain, as the database has it
    bool moved;                  // the chain of what can be undone has a new link, not noted yet
};
typedef struct pick_view op_pick_view;

// Reads the work; TOTE_NOT_FOUND for an unknown id. Clear with pick_view_clear().
bool pick_view_load(struct db *db, int64_t work, struct pick_view *ret_view, GError **error);
void pick_view_clear(struct pick_view *view);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(op_pick_view, pick_view_clear)

// The same for a work that is read already: HEAD, of one struct work_row, is the view's then. BARE:
// of its tasks only the one in hand, and what it takes to judge a scan.
bool pick_view_take(struct db *db, struct list *head, bool bare, struct pick_view *ret_view,
                    GError **error);

// The id in TEXT ("W-101"); TOTE_ARGUMENT where it is no number of a work.
bool work_id_of(const char *text, int64_t *ret_id, GError **error);

// The work that TEXT (W-number) names.
bool pick_view_find(struct db *db, const char *text, struct pick_view *ret_view, GError **error);

// Reads it anew in the place of *VIEW (zeroed at first), which stays as it is on failure.
bool pick_view_again(struct db *db, const char *text, struct pick_view *view, GError **error);

// After a change of the tasks or of the work: computes task, stage and counts again.
void pick_view_refresh(struct pick_view *view);

// Pieces still to take of a task.
int64_t task_left(const struct task_row *task);

// The members of the contract: work, what it wants next, done, left, lines. Reads which lots lie
// at the place where that decides what to ask for. False with *error.
bool pick_view_doc(struct db *db, const struct pick_view *view, struct doc *doc, bool lines,
                   GError **error);

// A line as the rules of work see it; texts are the row's.
struct work_task pick_view_task(const struct task_row *row);

// All lines so (struct work_task); reads them. NULL with *error.
GArray *pick_view_tasks(struct db *db, struct pick_view *view, GError **error);

// Where the view knows its tasks partly: reads those that are not finished, without their texts,
// or all of them.
bool pick_view_look_ahead(struct db *db, struct pick_view *view, GError **error);
bool pick_view_complete(struct db *db, struct pick_view *view, GError **error);

// Where the picker stands; TASK is the line in hand, of which the stand keeps the address.
struct work_stand pick_view_stand(const struct pick_view *view, const struct work_task *task);
