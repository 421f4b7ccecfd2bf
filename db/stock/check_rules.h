// SPDX-License-Identifier: Apache-2.0
// The rules of the check by subject; store_check.c asks them.
#pragma once

#include "store_check.h"

struct check_rule {
    struct sql query; // "check.NAME": finds differences ($1: so many at most), or what judge reads
    const char *says; // N_(), one sentence
    // Where the program judges the rows of the query, or gives it more arguments; NULL: they are
    // the differences.
    struct list *(*judge)(struct db *db, const struct check_rule *rule, int64_t n, GError **error);
};
