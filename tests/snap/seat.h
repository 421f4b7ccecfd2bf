// SPDX-License-Identifier: Apache-2.0
// A shop with somebody at a terminal, and what may have happened there before.
#pragma once

#include "db.h"
#include "pty.h"

struct seat {
    char *path;
    struct db *db;
    struct pty *pty;
};

// The program that is looked at (snap_ui). All shops lie in one folder of the run, NAMEd so.
void seat_begin(const char *program, const char *name);
void seat_end(void);

// WHO sits at RF-07 before the screen OPEN, after BEFORE has happened. Free with seat_free().
struct seat *seat_new(void (*before)(struct db *db), const char *who, const char *open, int cols,
                      int rows);
void seat_free(struct seat *seat);

// Four orders are released.
void seat_released(struct db *db);
// anna scans CODES (NULL at the end) for ORDER; the work's number, caller frees.
char *seat_pick(struct db *db, const char *order, const char *const codes[]);
// PIECES (1 or 2) of an item of ORDER from PLACE are picked and lie in a closed box of ben's.
void seat_pack(struct db *db, const char *order, const char *place, const char *item, int pieces);
// Order 5 is packed.
void seat_packed(struct db *db);
