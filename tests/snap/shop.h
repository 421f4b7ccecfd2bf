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

// What only some may read of the I-th order: who gets it; NULL behind the last.
const char *shop_customer(size_t i);

// Opens the file again, as another station would.
struct db *shop_open(const char *path);

// Deletes the file with all that stands beside it, and frees PATH.
void shop_remove(char *path);
