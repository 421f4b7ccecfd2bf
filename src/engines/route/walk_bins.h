// SPDX-License-Identifier: Apache-2.0
// Scattered storage: articles that lie in several bins. Which bins to take from, so that the
// demand is covered and the shortest walk through them is short.
//
// Problem: Weidinger 2018, "Picker routing in rectangular mixed shelves warehouses"; Goeke and
// Schneider 2021, "Modeling single-picker routing problems in classical and modern warehouses";
// Hessler and Irnich 2022, "Exact solution of the single picker routing problem with scattered
// storage". Method here: cheapest insertion, then annealing (one bin for others; a stretch of an
// aisle for bins elsewhere) with the exact length of each trial walk, then exchanges until none
// helps.
#pragma once

#include "effort.h"
#include "walk.h"

enum {
    WALK_MAX_BINS = 100000,
    WALK_MAX_WANTS = 10000,
};
#define WALK_MAX_QUANTITY INT64_C(1000000000000)

// A bin: where it is, what lies in it and how much; an article may have several bins at one
// place, and bins of several articles may share one.
struct walk_bin {
    struct walk_stop stop;
    int article;      // 0 to n_wants - 1
    int64_t quantity; // in it, from 0
    int64_t extra;    // what a visit costs besides walking (a high level), in units of length
};

struct walk_want { // of the article of this index
    int64_t quantity;
    int most_bins; // it may be taken from, 0 = any number
};

// What to take where. Clear with walk_choice_clear().
struct walk_choice {
    int64_t *take;   // per bin, 0 = not visited
    int64_t length;  // of the shortest walk through the bins taken from, with its stubs
    int64_t extra;   // what the visits cost besides
    uint64_t rounds; // of annealing done; one round is one walk measured
};

// Chooses bins and quantities; walk_tour() then gives the walk. A bin that no way leads to counts
// as empty. Rounds by default: 250 a bin, 50,000 at most, fewer with many cross aisles. A spent
// effort still gives a choice that covers everything. Fails with TOTE_ENGINE_LIMIT: too many bins
// or wants, numbers out of bounds, more wanted than there is or than most_bins can hold.
bool walk_choose(struct walk *walk, const struct walk_bin *bins, size_t n_bins,
                 const struct walk_want *wants, size_t n_wants, const struct effort *effort,
                 struct walk_choice *ret_choice, GError **error);
void walk_choice_clear(struct walk_choice *choice);
