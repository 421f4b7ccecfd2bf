// SPDX-License-Identifier: Apache-2.0
// What is left when the engine has planned: orders that it cannot plan, or not as the shop's rules
// want it, are planned one by one by the rules, or it is said what they lack.
#pragma once

#include "order_plan.h"

// What lies where and nothing that is proposed takes.
struct leftover {
    const struct list *sites; // struct site_row
    GHashTable *known;        // of items: int64_t * -> number + 1
    int64_t *pieces;          // by number and site
};

// So many pieces of an item are taken from a site.
void leftover_take(const struct leftover *leftover, int64_t site, int64_t item, int64_t qty);

// All that an order wants when its goods are free again and what was split is one line again:
// struct wanted_row. NULL with *error.
struct list *propose_wanted(struct db *db, int64_t order, GError **error);

// Plans an order of what is left, and takes that. The rest of its line in the answer: " PARCELS"
// and the shares as propose_deal() writes them, or " 0 CODE NEED MISSING SKU". Caller frees.
char *propose_rest(const struct leftover *leftover, const struct plan_rules *rules,
                   const struct list *wanted, const GArray *portions);
