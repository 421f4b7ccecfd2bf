// SPDX-License-Identifier: Apache-2.0
// Annealing of a split: bundles change carts; what makes it longer is accepted ever less often.
#pragma once

#include "cart_late.h"
#include "cart_pool.h"
#include "dice.h"

// The length of a set, known by its sign.
struct rest {
    uint64_t sign;
    int64_t length;
};

// One chain. Everything is its own; one thread at a time.
struct chain {
    const struct model *model;
    struct ruler *ruler;
    struct meter *meter;
    struct late *late;
    struct split *split, *best;
    struct pool *pool; // carts met on the way
    struct dice dice;
    uint64_t rounds;   // done
    struct rest *rest; // per bundle: of its cart without it
    double *patience;  // quantiles of the exponential distribution
};

// Tries of one round; fewer in large waves with cut-offs, where a try looks at every cart.
enum { CHAIN_TRIES = 1024, CHAIN_TIMED_LOOKS = 65536 };

struct chain *chain_new(const struct model *model, uint64_t seed, GError **error);
void chain_free(struct chain *chain);

// Goes on from SPLIT.
void chain_set(struct chain *chain, const struct split *split);

// How a round judges: all in units of length.
struct climate {
    double heat;   // a worsening by so much is accepted with probability 1/e
    double second; // price of a second of lateness
};

void chain_round(struct chain *chain, const struct climate *climate);
