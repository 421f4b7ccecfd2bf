// SPDX-License-Identifier: Apache-2.0
// A small shop in a database file: what the pictures of the screens show.
#pragma once

#include "db.h"

// The fixed moment of all pictures: Tue 24 Nov 2026 14:32 UTC.
#define SHOP_CLOCK 1795530720000

// Makes the database at PATH and fills it. Aborts the test where that fails.
void shop_make(const char *path);

// Runs an operation as OPERATOR from the command line's side: pairs of argument name and text,
// NULL at the end. Returns its subject (caller frees). Aborts where it is refused.
char *shop_do(struct db *db, const char *operator, const char * op, ...) G_GNUC_NULL_TERMINATED;

// The channel brings the order of this NAME with other LINES ("3 MUG-BLU-330,1 SPN-BAM-1").
void shop_sell_again(struct db *db, const char *name, const char *lines);

// The channel cancels it.
void shop_call_back(struct db *db, const char *name);

// There is one more place to pick from, of another warehouse as SITE:CODE.
void shop_place(struct db *db, const char *code);

// QTY pieces of an item are part of a kit.
void shop_kit(struct db *db, const char *kit, const char *part, int64_t qty);

// What only some may read of the I-th order: who gets it; NULL behind the last.
const char *shop_customer(size_t i);

// Opens the file again, as another station would.
struct db *shop_open(const char *path);

// Deletes the file with all that stands beside it, and frees PATH.
void shop_remove(char *path);
