// SPDX-License-Identifier: Apache-2.0
// The conservation rules of stock and of the orders that want it: each is a query that must find
// nothing.
#pragma once

#include "rows.h"

// The rules in their order; NULL behind the last one. Each has a name, stable, for reports
// ("ledger"), and says in one sentence (N_()) what must hold.
struct check_rule;
const struct check_rule *store_check_rule(size_t i);
const char *store_check_name(const struct check_rule *rule);
const char *store_check_says(const struct check_rule *rule);

// A place where a rule does not hold.
#define DIFFERENCE_ROW(X)                                                                          \
    X(TEXT, what, "what")                                                                          \
    X(TEXT, where, "where")                                                                        \
    X(INT, expected, "expected")                                                                   \
    X(INT, found, "found")
RECORD(difference_row, DIFFERENCE_ROW);
// The differences of one rule, at most N of them.
struct list *store_check(struct db *db, const struct check_rule *rule, int64_t n, GError **error);

// Rows looked at: balances and movements. -1 with *error.
int64_t store_check_size(struct db *db, GError **error);
