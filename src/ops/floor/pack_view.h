// SPDX-License-Identifier: Apache-2.0
// A packing bench's work as its screen and its operations see it.
#pragma once

#include "doc.h"
#include "store_line.h"
#include "store_parcel.h"
#include "work_rules.h"
#include "work_view.h"

struct pack_view {
    WORK_VIEW;
    struct list *lines, *boxes; // struct line_row, box_row; own the text
    GArray *elsewhere;      // int64_t, items that the order wants and that do not come from here
    struct box_row *box;    // the open one that scans go into: the newest, or the one that the
                            // packer chose (the work's at_id); NULL when closed
    struct box_row *weigh;  // when all is in: the first one whose weight is asked for, else NULL
    int64_t packed, picked; // pieces
    int64_t missing;        // that were found short: they do not come with it
};
typedef struct pack_view op_pack_view;

// Reads a packing; TOTE_NOT_FOUND for an unknown one. Its lines are those of its fulfilment, picked
// and packed without what left the house before. Clear with pack_view_clear().
bool pack_view_load(struct db *db, int64_t work, struct pack_view *ret_view, GError **error);
bool pack_view_find(struct db *db, const char *text, struct pack_view *ret_view, GError **error);

// The same for a packing that is read already: HEAD, of one struct work_row, is the view's then.
bool pack_view_take(struct db *db, struct list *head, struct pack_view *ret_view, GError **error);

void pack_view_clear(struct pack_view *view);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(op_pack_view, pack_view_clear)

// What the bench takes, in any order, as tasks (struct work_task): the lines, with what was found
// short of them as missing, and so all of what does not come from here. Their texts are the view's.
GArray *pack_view_tasks(const struct pack_view *view);

// Where the packer stands; TASKS is kept by address, and so is BOXES: the numbers of the open boxes
// (pack_view_open_boxes(), int64_t).
struct work_stand pack_view_stand(const struct pack_view *view, const GArray *tasks,
                                  const GArray *boxes);
GArray *pack_view_open_boxes(const struct pack_view *view);

// The box of this number, NULL = there is none.
struct box_row *pack_view_box(const struct pack_view *view, int64_t n);

// Is it still being packed?
bool pack_view_open(const struct pack_view *view);

// The members of the contract: pack, prompt, lines, boxes, left.
void pack_view_doc(const struct pack_view *view, struct doc *doc);
