// SPDX-License-Identifier: Apache-2.0
// The tables of codes in the database, filled from here so that no statement lists words.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "digest.h"
#include "states.h"

enum { CODE_COLUMNS = 7 };

struct code_table {
    const char *name;                  // "order_state"
    const char *columns[CODE_COLUMNS]; // whole numbers beside `code`, in the order of the values
    size_t n_columns;
    // For model_code() and model_code_rows():
    size_t n_rows;
    const void *source;
    const char *(*row)(const struct code_table *table, size_t n, int64_t *ret_values);
};

// The source of a table of states: each column is a flag; the last one, 0, is the rank.
struct code_states {
    const struct state_table *states;
    unsigned flags[CODE_COLUMNS];
};

// All tables. Their number in *ret_n.
const struct code_table *model_code_tables(size_t *ret_n);

// How many rows TABLE has.
size_t model_code_rows(const struct code_table *table);

// The code of the N-th row and, in RET_VALUES, its numbers: TABLE->n_columns of them.
const char *model_code(const struct code_table *table, size_t n, int64_t ret_values[CODE_COLUMNS]);

// The digest of the N tables of LIST: of all their codes and numbers, which another program may
// have otherwise.
void model_code_digest(const struct code_table *list, size_t n, char ret_text[DIGEST_TEXT]);
