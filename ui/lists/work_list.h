// SPDX-License-Identifier: Apache-2.0
// The numbered list of orders to work on, as picking and packing begin with it.
#pragma once

#include "listing.h"

// A row: an order that waits, or work that is open already (then lines is 0 and note says whose).
// pieces: as it was released; missing: of these.
#define WORK_CHOICE(X)                                                                             \
    X(ORDER, order_id, "")                                                                         \
    X(INT, lines, "")                                                                              \
    X(QTY, pieces, "")                                                                             \
    X(QTY, missing, "")                                                                            \
    X(TIME, promise_at, "")                                                                        \
    X(TEXT, note, "")                                                                              \
    X(BOOL, mine, "")
RECORD(work_choice, WORK_CHOICE);

// The columns of such a list; EMPTY (N_()) is said where nothing waits.
extern const struct table_column work_columns[];
enum { N_WORK_COLUMNS = 5 };
#define WORK_SOURCE(sentence)                                                                      \
    {                                                                                              \
        .columns = work_columns, .n_columns = N_WORK_COLUMNS, .record = &work_choice_record,       \
        .id = FIELD(work_choice, order_id), .empty = (sentence)                                    \
    }

// The state of a screen that lists work.
struct work_list {
    struct listing listing;
    int64_t waiting; // in all, also those that are not listed
    int64_t in_hand; // of somebody
    bool away;       // its user went to a work
};

// Goes to a work of the list: who comes back begins at its top, wherever that work stands then.
bool work_list_go(struct view *view, const struct screen *screen, const char *work, GError **error);
void work_list_draw(struct view *view, const struct layout *layout);

// A new row of LIST; NOTE is copied.
struct work_choice *work_list_add(struct list *list, int64_t order, const char *note);
// Adds the work of a kind that nobody has at the station's site: what somebody began and gave back
// first, then the most urgent; with the customer's name or the shop's number. FREE_TO:
// ST_FREE_TO_PICK or ST_FREE_TO_PACK. *ret_waiting: how many there are in all. False with *error.
bool work_list_add_waiting(struct list *list, struct view *view, const char *kind, unsigned free_to,
                           bool customers, int64_t *ret_waiting, GError **error);
// "73 orders wait, 1 is in hand; 51 shown": what the rows are. Caller frees.
char *work_list_facts(struct view *view);
