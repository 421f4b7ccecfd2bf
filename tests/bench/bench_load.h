// SPDX-License-Identifier: Apache-2.0
// A load: several processes that do the same step, closed loop or paced, and what came of it.
#pragma once

#include <stdbool.h>

#include "bench.h"

struct load {
    int processes;
    double seconds;
    int pause_ms; // mean pause of a station between two steps; 0 = none
    // Runs in the process of station WHO (from 1): its state, and one step. The step says whether
    // it succeeded.
    void *(*open)(const void *data, int who);
    bool (*step)(void *state);
    const void *data;
};

struct load_result {
    double rate, p50, p99, max; // steps a second, ms
    double fair;                // least steps of a process / most
    double failures;
};

void load_run(const struct load *load, struct load_result *ret_result);

// Lets TOTE and BARE run in turn and notes all of it under NAME.
struct load_aims {
    double rate, p50, p99, max_ms; // 0 = none
};
void load_compare(struct bench *bench, const char *name, const struct load *bare,
                  const struct load *tote, const struct load_aims *aims);
