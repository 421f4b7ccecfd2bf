// SPDX-License-Identifier: Apache-2.0
// A linear program over a pool: shares of sets, every bundle covered exactly once, least length.
// Revised simplex with a dense inverse, fit for a few hundred bundles (Dantzig 1963). Right sides
// are a hair off 1, or most steps would go nowhere.
#pragma once

#include "cart_pool.h"

struct simplex {
    uint32_t m; // bundles; sets 0 … m - 1 of the pool must be the bundles alone
    const struct pool *pool;
    double *inverse;    // column i of the inverse at i * m
    double *share;      // per row: of the set that is basic there
    uint32_t *basic;    // per row: index of a set
    double *worth;      // per bundle: what covering it may cost (the dual price)
    double *step;       // scratch: the entering set in terms of the basis
    uint32_t fixed;     // sets forced in
    uint32_t *is_fixed; // their indices
    double bonus;       // what a forced set is cheaper by
    double tiny;        // a length that does not matter
    uint64_t pivots;    // done
};

// The basis is the bundles alone. Free with simplex_free().
struct simplex *simplex_new(const struct pool *pool, uint32_t m, uint64_t seed);
void simplex_free(struct simplex *simplex);
void simplex_copy(struct simplex *to, const struct simplex *from);

// What the set is dearer than its bundles are worth; below 0: it should come in.
double simplex_excess(const struct simplex *simplex, uint32_t set);

// Pivots until none of the sets LIST[0 … n - 1] (NULL: the first N of the pool) should come in,
// or STOP says so (false is answered then).
bool simplex_solve(struct simplex *simplex, const uint32_t *list, uint32_t n,
                   bool (*stop)(void *data), void *data);

// Forces a set in: it becomes so cheap that nothing competes. Solve again afterwards.
void simplex_fix(struct simplex *simplex, uint32_t set);

// A lower bound of any choice of the sets solved for, once nothing should come in: the worth of
// all bundles, without forced sets.
double simplex_bound(const struct simplex *simplex);
