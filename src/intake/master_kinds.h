// SPDX-License-Identifier: Apache-2.0
// The kinds of master data that files bring: how each is read, what names a row, who takes it in.
#pragma once

#include "master.h"

// Between the parts of a key, which may be empty.
#define KEY_PART "\x1f"

struct master_file {
    const char *name, *op; // "items", "import.items"
    enum master_kind kind;
    size_t size; // of a row
    enum master_step (*next)(struct master_reader *reader, void *row,
                             struct incoming_problem **ret_problem, GError **error);
    GDestroyNotify clear; // frees what a row owns
    size_t row_at;        // offset of its number in the file, int64_t
    const char *named_by; // the columns that name it, the first ones of them
    // What names a row; the same name twice in a file is refused. Caller frees.
    char *(*key)(const void *row);
};

// The kind of this name, NULL if there is none.
const struct master_file *master_file_find(const char *name);

// The names of all that can be imported, "warehouses, items, … or orders". Caller frees.
char *import_kinds(void);
