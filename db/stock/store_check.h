// SPDX-License-Identifier: Apache-2.0
// The conservation rules of stock and of the orders that want it: each is a query that must find
// nothing.
#pragma once

#include "rows.h"

// A rule: what it says, and what it compares.
struct check_rule {
    const char *name; // "ledger": stable, for reports
    const char *says; // N_(), one sentence
};
const struct check_rule *store_check_rules(size_t *ret_n);

// A place where a rule does not hold.
#define DIFFERENCE_ROW(X)                                                                          \
    X(TEXT, what, "what")                                                                          \
    X(TEXT, where, "where")                                                                        \
    X(INT, expected, "expected")                                                                   \
    X(INT, found, "found")
RECORD(difference_row, DIFFERENCE_ROW);
// The differences of one rule (index), at most N of them.
struct list *store_check(struct db *db, size_t rule, int64_t n, GError **error);

// Rows looked at: balances and movements. -1 with *error.
int64_t store_check_size(struct db *db, GError **error);
