// SPDX-License-Identifier: Apache-2.0
// What a packed box may weigh.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// The scale of a bench takes 1 to this many grams.
enum { WEIGHT_MAX_G = 100000 };

// Is GRAMS a weight that a box can have?
bool weight_possible(int64_t grams);

// Is a box so far from the EXPECTED weight of its goods that somebody should count again? More
// than a quarter of it, and more than a carton with its padding weighs. Never where either is not
// known (0). Grams.
bool weight_is_off(int64_t grams, int64_t expected);
