// SPDX-License-Identifier: Apache-2.0
// A work that walks through its tasks, as its screen and its operations see it: where the person
// stands and what is next.
#pragma once

#include "doc.h"
#include "store_task.h"
#include "work_rules.h"
#include "work_view.h"

enum walk_stage {
    WALK_PLACE,  // go to the place of the task and prove it
    WALK_ITEM,   // there: scan the item, piece by piece, or whatever the kind asks for
    WALK_TARGET, // bring what is in hand to where it goes
    WALK_DONE,   // nothing is left
};

struct walk_view {
    WORK_VIEW;
    const struct work_flow *flow;
    struct list *tasks;    // struct task_row; owns its text
    struct list *all;      // what walk_view_tasks() read
    bool partly;           // `tasks` are some of them, and the counts below of these
    struct task_row *task; // the one in hand, NULL when done
    enum walk_stage stage;
    size_t step;                 // of the flow, the one at hand
    int64_t taken;               // pieces of the task that are in hand, to be brought where they go
    int64_t done, total;         // pieces taken, and all that are there to take
    int64_t missing;             // found short, and in no other place either
    int64_t lines_done, n_lines; // tasks
    int64_t seen;                // the newest event of the chain, as the database has it
    bool moved;                  // the chain of what can be undone has a new link, not noted yet
};
typedef struct walk_view op_walk_view;

// Reads the work; TOTE_NOT_FOUND for an unknown id, and for a kind that does not walk. Clear with
// walk_view_clear().
bool walk_view_load(struct db *db, int64_t work, struct walk_view *ret_view, GError **error);
void walk_view_clear(struct walk_view *view);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(op_walk_view, walk_view_clear)

// The same for a work that is read already: HEAD, of one struct work_row, is the view's then. BARE:
// of its tasks only the one in hand, and what it takes to judge a scan.
bool walk_view_take(struct db *db, struct list *head, bool bare, struct walk_view *ret_view,
                    GError **error);

// The id in TEXT ("W-101"); TOTE_ARGUMENT where it is no number of a work.
bool work_id_of(const char *text, int64_t *ret_id, GError **error);

// The work that TEXT (W-number) names.
bool walk_view_find(struct db *db, const char *text, struct walk_view *ret_view, GError **error);

// Reads it anew in the place of *VIEW (zeroed at first), which stays as it is on failure.
bool walk_view_again(struct db *db, const char *text, struct walk_view *view, GError **error);

// After a change of the tasks or of the work: computes task, stage and counts again.
void walk_view_refresh(struct walk_view *view);

// Pieces still to take of a task.
int64_t task_left(const struct task_row *task);

// The members of the contract: work, what it wants next, done, left, lines. Reads which lots lie
// at the place where that decides what to ask for. False with *error.
bool walk_view_doc(struct db *db, const struct walk_view *view, struct doc *doc, bool lines,
                   GError **error);

// What CODE is where nothing is left to take: a piece too many of one of its items, or one that was
// said to be missing, as a sentence (caller frees). NULL without *error: nothing of this work.
char *walk_view_extra(struct db *db, const struct walk_view *view, const char *code, int64_t now,
                      GError **error);

// What is asked for now, as a sentence; there is a task. Caller frees.
char *walk_view_prompt(const struct walk_view *view);

// A line as the rules of work see it; texts are the row's. The one in hand, of which there is one.
struct work_task walk_view_task(const struct task_row *row);
struct work_task walk_view_hand(const struct walk_view *view);

// All lines so (struct work_task); reads them. NULL with *error.
GArray *walk_view_tasks(struct db *db, struct walk_view *view, GError **error);

// The lots of the item of the task in hand that lie loose at its place, and the serial numbers of
// these goods. A stand that knows them lives no longer.
struct walk_lots {
    struct list *rows;
    GPtrArray *lots, *serials; // texts of the rows
};
typedef struct walk_lots op_walk_lots;
struct walk_lots walk_lots_new(void);
void walk_lots_clear(struct walk_lots *lots);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(op_walk_lots, walk_lots_clear)
bool walk_view_lots(struct db *db, const struct walk_view *view, struct walk_lots *lots,
                    GError **error);
void walk_lots_known(const struct walk_lots *lots, struct work_stand *stand);

// Where the view knows its tasks partly: reads those that are not finished, without their texts,
// or all of them, and all of the work.
bool walk_view_look_ahead(struct db *db, struct walk_view *view, GError **error);
bool walk_view_complete(struct db *db, struct walk_view *view, GError **error);

// Where the person stands; TASK is the line in hand, of which the stand keeps the address.
struct work_stand walk_view_stand(const struct walk_view *view, const struct work_task *task);
