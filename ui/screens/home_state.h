// SPDX-License-Identifier: Apache-2.0
// What the start screen shows: its rows and their numbers.
#pragma once

#include "home_floor.h"
#include "order_views.h"
#include "store_tally.h"
#include "ui.h"
#include "work_kinds.h"

enum { HOURS = 14 };

// Rows with a number: what needs a person, then the stages. `to` is where the number leads.
enum home_row {
    NEED_SHORT,
    NEED_UNPAID,
    NEED_HELD,
    NEED_LATE,
    NEED_IMPORT,
    NEED_PRINT,
    N_NEEDS,
    STAGE_ROUTE = N_NEEDS,
    STAGE_PICK,
    STAGE_PACK,
    STAGE_SHIP,
    STAGE_WORK, // of kinds that count as no stage of an order; not shown where there are none
    N_ROWS
};

// Where a number leads: a saved view of the orders, which has as many, else another screen.
struct home_row_way {
    const char *label, *screen;
    enum order_view view;
    bool works; // what there is to begin of the work that counts so is counted instead
    enum work_counts counts;
};
extern const struct home_row_way home_rows[N_ROWS];

struct stage {
    int64_t waiting, working, done, oldest;
};

struct home {
    int64_t needs[N_NEEDS];
    char *printer; // the one that stopped, and why; NULL = none
    struct stage stages[N_ROWS - N_NEEDS];
    long hours[N_TALLIES][HOURS]; // of today; the last one is now
    int64_t done[N_TALLIES];
    struct home_floor floor;
    enum home_row shown[N_ROWS]; // those that lead where who looks may go
    int n_shown, n_needs;
    const struct screen *way; // where none does: the first screen of who looks
    int focus;                // in these
    int height;               // of them in sight
    bool none;                // no order ever came
    bool narrowed;            // to one warehouse: what is of all says so
    bool loaded;
};

// Reads all numbers of the rows and of today anew into SELF, whose numbers are 0.
bool home_numbers_read(struct home *self, struct view *view, GError **error);
