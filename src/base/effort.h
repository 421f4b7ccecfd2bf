// SPDX-License-Identifier: Apache-2.0
// How long an engine may think. Engines know no clock: the caller says how much is spent.
#pragma once

#include <stdint.h>

struct effort {
    uint64_t seed;   // the same seed and the same rounds give the same answer
    uint64_t rounds; // at most so many rounds, each engine says what one is; 0 = its own default
    // Asked between rounds: BEST is the best cost or gain so far. Answers which share of the time
    // is spent; 1 or more ends the work, which then answers with the best it has. Also the place
    // for a progress bar and for Ctrl-C. NULL: only the rounds count.
    double (*spent)(double best, void *data);
    void *data;
};

// The share of the effort that is spent after ROUND of ROUNDS rounds (the larger of rounds and
// time); 1 or more: stop.
static inline double effort_spent(const struct effort *effort, uint64_t round, uint64_t rounds,
                                  double best)
{
    double by_rounds = rounds ? (double)round / (double)rounds : 0;
    double by_time = effort->spent ? effort->spent(best, effort->data) : 0;
    return by_rounds > by_time ? by_rounds : by_time;
}
