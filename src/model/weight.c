// SPDX-License-Identifier: Apache-2.0
// The rules of the scale at the bench.
#include "weight.h"

#include <glib.h>

// What a carton and its padding weigh at most.
enum { PACKING_G = 400 };

bool weight_possible(int64_t grams)
{
    return grams >= 1 && grams <= WEIGHT_MAX_G;
}

bool weight_is_off(int64_t grams, int64_t expected)
{
    g_assert(grams >= 0 && expected >= 0);
    if (!grams || !expected)
        return false;
    int64_t off = ABS(grams - expected);
    return off > PACKING_G && off > expected / 4;
}
