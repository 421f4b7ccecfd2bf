// SPDX-License-Identifier: Apache-2.0
// Are two databases the same, table by table and row by row, on whichever engines they are?
#pragma once

#include "store.h"

// A table, and what of it is not compared and why (columns; NULL = all of it is).
struct compared {
    const char *table;
    const char *left_out;
    const struct sql *sql;
    int bytes; // the column of bytes in the query, -1 = none
};
const struct compared *compare_tables(size_t *ret_n);

// Compares one table; *ret_rows is how many rows A has. *ret_difference (caller frees) says the
// first difference, NULL: none. False with *error where one could not be read.
bool compare_table(struct db *a, struct db *b, const struct compared *table, int64_t *ret_rows,
                   char **ret_difference, GError **error);
