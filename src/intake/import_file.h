// SPDX-License-Identifier: Apache-2.0
// One file of items, places, stock or orders into the database.
#pragma once

#include "batch.h"
#include "op.h"
#include "watch.h"

struct import_file {
    const char *what;          // a name of import_kinds()
    const char *path;          // - for standard input
    const char *channel;       // of orders
    const char *key;           // of the command; goes on where it was broken off, NULL = none
    bool dry_run;              // everything but keeping it
    const struct watch *watch; // NULL: nobody looks on
};

struct import_result {
    int64_t rows, orders;
    struct import_counts counts;
    char **unused;       // columns that nothing is read from; an order keeps what they say
    GPtrArray *problems; // struct incoming_problem *
};

// Imports as SESSION. Problems of single rows are no error. False with *error: the batches before
// it stay, and the same file imported again goes on behind them; under one key the result is then
// of both together. TOTE_CANCELLED: the watch did.
bool import_file(struct session *session, const struct import_file *file,
                 struct import_result *ret_result, GError **error);
void import_result_clear(struct import_result *result);
