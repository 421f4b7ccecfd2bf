// SPDX-License-Identifier: Apache-2.0
// The rules of the check by subject; store_check.c asks them.
#pragma once

#include "store_check.h"

// What an id in the answer of a rule stands for: it is told as people know it.
enum check_names {
    NAMES_TEXT, // a text, shown as it is
    NAMES_ORDER,
    NAMES_PART, // of an order: a fulfilment or a line, whose ids are made of its id (parts.h)
    NAMES_WORK,
    NAMES_MANIFEST,
};

struct check_rule {
    struct sql query; // "check.NAME": finds differences ($1: so many at most), or what judge reads
    const char *says; // N_(), one sentence
    // Where the program judges the rows of the query, or gives it more arguments; NULL: they are
    // the differences.
    struct list *(*judge)(struct db *db, const struct check_rule *rule, int64_t n, GError **error);
    enum check_names what, where; // of the columns of these names
};
