// SPDX-License-Identifier: Apache-2.0
// Orders planned one by one by the rules of the shop: in their turn, as a release does, or of what
// is left, or it is said what they lack.
#pragma once

#include "order_plan.h"
#include "sites.h"

// What lies where and nothing that is proposed takes.
struct leftover {
    const struct list *sites; // struct site_row
    GHashTable *known;        // of items: int64_t * -> number + 1
    int64_t *pieces;          // by number and site
};

// The pieces of an item at a site, in `pieces`.
int64_t *leftover_at(const struct leftover *leftover, int64_t site, int64_t item);

// So many pieces of an item are taken from a site.
void leftover_take(const struct leftover *leftover, int64_t site, int64_t item, int64_t qty);

// Takes pieces of what is free of an item at a site, and what that lacks of what orders have there
// that wait for more.
void leftover_serve(const struct leftover *free, const struct leftover *waits,
                    const struct site_stock *take);

// All that an order wants when its goods are free again and what was split is one line again:
// struct wanted_row. NULL with *error.
struct list *propose_wanted(struct db *db, int64_t order, GError **error);

// Plans an order of what is left, and takes that. The rest of its line in the answer: " PARCELS"
// and the shares as propose_deal() writes them, or " 0 CODE NEED MISSING SKU". Caller frees.
char *propose_rest(const struct leftover *leftover, const struct plan_rules *rules,
                   const struct list *wanted, const GArray *portions);

// Serves an order as STANDS, a line's rest as above, while the goods are there: of FREE, then of
// WAITS. Takes it and appends it to TAKES as propose_turn() does. Does it still fit?
bool propose_stands(const struct leftover *free, const struct leftover *waits, const char *stands,
                    const struct list *wanted, const GArray *portions, GArray *takes);

// Serves an order as a release in its turn would: of FREE, and only where it is complete no other
// way also of WAITS, what orders that wait for more have claimed. Takes it from both, and appends
// it to TAKES (struct site_stock). The rest of its line in the answer, caller frees; NULL where it
// stays short: what it gets of FREE is in WAITS then.
char *propose_turn(const struct leftover *free, const struct leftover *waits,
                   const struct plan_rules *rules, const struct list *wanted,
                   const GArray *portions, GArray *takes);
