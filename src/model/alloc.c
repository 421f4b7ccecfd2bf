// SPDX-License-Identifier: Apache-2.0
// Fewest places first, oldest stock second: an exact greedy choice over sources sorted by age.
#include "alloc.h"

#include <stdlib.h>

static int by_age(const void *a, const void *b)
{
    const struct alloc_source *x = a, *y = b;
    if (x->received_at != y->received_at)
        return x->received_at < y->received_at ? -1 : 1;
    return x->balance_id < y->balance_id ? -1 : x->balance_id > y->balance_id;
}

// The sum of the K largest free amounts among sources[from…].
static int64_t largest(const struct alloc_source *sources, size_t from, size_t n, size_t k)
{
    int64_t sum = 0, below = INT64_MAX;
    size_t at_below = SIZE_MAX;
    for (; k; k--) { // selection by repeated maximum: n is the number of places of one item
        int64_t best = -1;
        size_t best_at = 0;
        for (size_t i = from; i < n; i++) {
            bool after = sources[i].free < below || (sources[i].free == below && i > at_below);
            if (after && sources[i].free > best) {
                best = sources[i].free;
                best_at = i;
            }
        }
        if (best < 0)
            break;
        sum += best;
        below = best;
        at_below = best_at;
    }
    return sum;
}

static size_t fewest(const struct alloc_source *sources, size_t n, int64_t need)
{
    size_t k = 1;
    while (k < n && largest(sources, 0, n, k) < need)
        k++;
    return k;
}

int64_t alloc_choose(struct alloc_source *sources, size_t n, int64_t need)
{
    if (!n)
        return need;
    qsort(sources, n, sizeof *sources, by_age);
    size_t places = fewest(sources, n, need);
    bool all = largest(sources, 0, n, n) <= need;
    for (size_t i = 0; i < n; i++) {
        struct alloc_source *source = &sources[i];
        source->take = 0;
        // Take the older one whenever the best others can still cover the rest.
        bool fits = places && source->free + largest(sources, i + 1, n, places - 1) >= need;
        if (need <= 0 || !(all || fits))
            continue;
        source->take = source->free < need ? source->free : need;
        need -= source->take;
        places -= places > 0;
    }
    return need;
}
