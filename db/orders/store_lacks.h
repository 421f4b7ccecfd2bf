// SPDX-License-Identifier: Apache-2.0
// The mark of an order that holds goods and misses pieces (sales_order.lacks): what the view of
// such orders shows and the start screen counts, without looking at every order's lines.
#pragma once

#include "db.h"

// Marks the order by its state and its lines, as they are after all writes until now. Whatever
// changes one of them calls it: the stores of orders and lines do.
bool store_order_mark(struct db *db, int64_t order, GError **error);

// How many orders have the mark, MOST at most; -1 with *error.
int64_t store_orders_lacking(struct db *db, int64_t most, GError **error);
