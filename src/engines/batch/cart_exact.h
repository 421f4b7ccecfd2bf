// SPDX-License-Identifier: Apache-2.0
// All plans of a very small wave, one by one.
#pragma once

#include "cart_anneal.h"

enum { EXACT_MAX_BUNDLES = 9 }; // 21,147 ways to put them on carts

// Makes chain->best the best of all plans. False: the wave is too large, or STOP said so first.
bool exact_run(struct chain *chain, bool (*stop)(void *data), void *data);
