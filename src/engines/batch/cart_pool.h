// SPDX-License-Identifier: Apache-2.0
// Loaded carts worth remembering, each once: what the cover chooses from.
#pragma once

#include "cart_split.h"

struct pool_set {
    uint64_t sign;
    int64_t length;
    uint32_t first, n; // its range of pool.bundles
};

struct pool {
    struct pool_set *sets;
    uint32_t *bundles;
    uint32_t n_sets, max_sets, n_bundles, max_bundles;
    uint32_t *slots; // hash table: 1 + index of the set, 0 = free
    uint32_t mask;
};

// A pool never holds more sets than this; what comes later is not kept.
enum { POOL_MAX_SETS = 1 << 18 };

struct pool *pool_new(void);
void pool_free(struct pool *pool);

// Adds a set unless it is there. Answers its index, POOL_MAX_SETS if the pool is full.
uint32_t pool_add(struct pool *pool, uint64_t sign, int64_t length, const uint32_t *bundles,
                  uint32_t n);
void pool_add_cart(struct pool *pool, const struct split *split, uint32_t cart);

// Adds the sets of FROM from index FIRST on.
void pool_merge(struct pool *pool, const struct pool *from, uint32_t first);
