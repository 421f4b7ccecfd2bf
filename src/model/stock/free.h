// SPDX-License-Identifier: Apache-2.0
// What is free to sell: one formula with its terms, for every screen, answer and channel.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Is what stands in a location of this kind for sale? KIND: that of the outermost location.
// BLOCKED: the place or the goods themselves are held back.
bool free_sells(const char *kind, bool blocked);

// Pieces of a balance that may be sold: what is not allocated, none where it is not for sale.
int64_t free_in(const char *kind, bool blocked, int64_t on_hand, int64_t allocated);

// The terms, all in pieces and none below 0; what lowers the result is given as a positive number.
struct free_terms {
    int64_t on_hand;      // all of it, wherever it stands
    int64_t allocated;    // promised to orders' lines, with goods
    int64_t not_for_sale; // on hand and not allocated, where nobody may take it
    int64_t held;         // baskets and quotes
    int64_t demand;       // orders without goods yet: unpaid, held, unrouted, short
    int64_t safety;       // kept at the place
    int64_t threshold;    // kept back from the channel
};

// Adds a balance of a location of KIND to on_hand, allocated and not_for_sale.
void free_add(struct free_terms *terms, const char *kind, bool blocked, int64_t on_hand,
              int64_t allocated);

// What is left; below 0 where more is promised than there is.
int64_t free_available(const struct free_terms *terms);

// The terms one by one, as a list that adds up to free_available(): name and signed pieces.
enum { FREE_TERMS = 7 };
struct free_term {
    const char *name; // "on_hand", "allocated", "held", "not_for_sale", "unrouted_orders", …
    int64_t qty;
};
void free_list(const struct free_terms *terms, struct free_term ret_list[FREE_TERMS]);

// What comes and goes on a later day: days since 1970, at the site.
struct free_day {
    int64_t day;
    int64_t in;  // confirmed receipts
    int64_t out; // promises dated to that day beyond the terms
};

// What may be promised for DAY without breaking a later promise: the least that is left on DAY
// and on any day after it. DAYS in any order.
int64_t free_on(const struct free_terms *terms, const struct free_day *days, size_t n, int64_t day);
