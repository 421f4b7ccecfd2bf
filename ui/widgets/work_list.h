// SPDX-License-Identifier: Apache-2.0
// The numbered list of orders to work on, as picking and packing begin with it.
#pragma once

#include "table.h"

struct view;

// A row: an order that waits, or work that is open already (then lines is 0 and note says whose).
struct work_choice {
    int64_t order_id, lines, pieces, promise_at;
    char *note;
    bool mine;
};

struct work_list {
    struct table table;
    GArray *rows; // struct work_choice
    int waiting;
    const char *empty; // N_(): said where nothing waits
};

// Begins a new reading: no rows.
void work_list_begin(struct work_list *list, const char *empty);
// Adds a row; takes NOTE.
void work_list_add(struct work_list *list, const struct work_choice *choice);
// Adds the work of a kind that nobody has at the station's site: what was begun and given back
// first, then the most urgent; with the customer's name or the shop's number. FREE: ST_FREE_TO_PICK
// or ST_FREE_TO_PACK of model/lives.h.
bool work_list_add_waiting(struct work_list *list, struct view *view, const char *kind,
                           unsigned free, bool customers, GError **error);
// All rows are there: focus and numbers are set.
void work_list_end(struct work_list *list);
void work_list_release(struct work_list *list);

// The order of a row (0 based), 0 = there is none.
int64_t work_list_order(const struct work_list *list, int row);
bool work_list_move(struct work_list *list, enum ui_key key);
bool work_list_focus(const struct work_list *list, int *ret_y, int *ret_x);

// Facts row ("4 orders wait") and rows.
void work_list_draw(struct work_list *list, const struct layout *layout, const char *facts);
