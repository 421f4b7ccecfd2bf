// SPDX-License-Identifier: Apache-2.0
// Kinds of work more than the program has: a file each, move_kind.c and stow_kind.c, and a row in
// move_list.c.
#pragma once

#include "db.h"

// Are there only the kinds of the program?
void kinds_hide(bool hide);

// First of all in a program of tests: empty databases, which programs of tests keep for each other,
// know only the kinds of the program.
void kinds_begin(void);

// As a program does that opens the database: that of a test was made without the kind.
void move_begin(struct db *db);

// A work that moves goods of the item SKU from one place to two others of the first warehouse, so
// many pieces each; as an operation of the kind would plan it.
void move_plan(struct db *db, const char *sku, const char *from, const char *const to[2],
               const int64_t pieces[2]);

// The same of the kind KIND; a place may be NULL: wherever the goods are put.
void kind_plan(struct db *db, const char *kind, const char *sku, const char *from,
               const char *const to[2], const int64_t pieces[2]);
