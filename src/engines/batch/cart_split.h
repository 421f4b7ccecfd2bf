// SPDX-License-Identifier: Apache-2.0
// A split of all bundles to carts that is changed move by move, and what each change costs.
#pragma once

#include "cart_model.h"

// Longer than any walk: the length of what cannot be walked.
#define CART_NO_WALK (INT64_C(1) << 56)

struct cart {
    uint64_t sign; // 0 = nothing is on it
    int64_t length;
    struct cargo cargo;
    uint32_t n, head; // bundles, chained by split.next
};

// Carts live[0] … live[n_live - 1] have something on them; live[n_live] is the next empty one.
struct split {
    const struct model *model;
    uint32_t *cart_of, *next; // per bundle
    struct cart *carts;
    uint32_t *live, *place; // place[live[i]] = i
    uint32_t n_live;
    int64_t length;
    double lateness;
};

// Bundles A go from cart a to cart b, bundles B the other way; nobody (model->n) fills up.
struct move {
    uint32_t cart_a, cart_b;
    uint32_t a[2], b[2];
    int64_t length_a, length_b; // of the carts afterwards
};

// Everything on no cart; give each bundle a cart with split_put().
struct split *split_new(const struct model *model);
void split_free(struct split *split);
void split_copy(struct split *to, const struct split *from);

// The first empty cart. There is always one.
uint32_t split_empty_cart(const struct split *split);

// Puts a bundle that is on no cart on CART; its length must be set by split_measure() afterwards.
void split_put(struct split *split, uint32_t bundle, uint32_t cart);

// Takes a bundle off its cart; the cart's length stays as it was.
void split_take(struct split *split, uint32_t bundle);

// Puts everything on cart FROM on cart TO; the length of TO becomes LENGTH.
void split_join(struct split *split, uint32_t from, uint32_t to, int64_t length);

void split_apply(struct split *split, const struct move *move);

// Would both carts be within their limits, and nothing on them be shunned?
bool split_allows(const struct split *split, const struct move *move);

// Lengths of sets, remembered. One thread at a time.
struct meter;
struct meter *meter_new(const struct model *model, struct ruler *ruler);
void meter_free(struct meter *meter);

// The length of the cart without OUT, with IN (two bundles each, nobody fills up).
int64_t meter_length(struct meter *meter, const struct split *split, const struct cart *cart,
                     const uint32_t out[2], const uint32_t in[2]);

// The length of a set whose stops are ROW.
int64_t meter_row(struct meter *meter, const uint64_t *row);

// Measures every cart; the lateness stays.
void split_measure(struct split *split, struct meter *meter);

// Is A better than B: less late, or as late and shorter?
bool split_better(const struct split *a, const struct split *b);
