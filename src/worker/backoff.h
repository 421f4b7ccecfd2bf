// SPDX-License-Identifier: Apache-2.0
// How long to wait before the next try of something that could not be reached.
#pragma once

#include <stdint.h>

// The wait doubles from the first to the longest, both in milliseconds, 1 or more.
struct backoff {
    int64_t first_ms, most_ms;
};

// The wait after the try number TRIES (1 = the first), in milliseconds.
int64_t backoff_ms(struct backoff rule, int64_t tries);
