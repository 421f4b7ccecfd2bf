// SPDX-License-Identifier: Apache-2.0
// One file into the database: what `tote import` does, for other verbs to call.
#pragma once

#include "batch.h"
#include "cli.h"

struct import_file {
    const char *what;    // items, places, stock or orders
    const char *path;    // - for standard input
    const char *channel; // of orders
    bool dry_run;
};

struct import_result {
    int64_t rows, orders;
    struct import_counts counts;
    GPtrArray *problems; // struct incoming_problem *
};

// Imports as the session of CLI. Problems of single rows are no error.
bool import_file(struct cli *cli, const struct import_file *file, struct import_result *ret_result,
                 GError **error);
void import_result_clear(struct import_result *result);
