// SPDX-License-Identifier: Apache-2.0
// A kind of work more than the program has: its file is move_kind.c, its row stands in move_list.c.
#pragma once

#include "db.h"

// As a program does that opens the database: that of a test was made without the kind.
void move_begin(struct db *db);

// A work that moves goods of the item SKU from one place to two others of the first warehouse, so
// many pieces each; as an operation of the kind would plan it.
void move_plan(struct db *db, const char *sku, const char *from, const char *const to[2],
               const int64_t pieces[2]);
