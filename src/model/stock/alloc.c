// SPDX-License-Identifier: Apache-2.0
// Fewest places first, oldest stock second: the choice starts from the largest places, which are
// the fewest, and an older place takes the seat of the smallest one wherever what is left over
// pays for it.
#include "alloc.h"

#include <glib.h>
#include <stdlib.h>

// What never expires comes after all that does.
static int by_age(const void *a, const void *b)
{
    const struct alloc_source *x = a, *y = b;
    if (x->expires_day != y->expires_day)
        return (uint64_t)x->expires_day - 1 < (uint64_t)y->expires_day - 1 ? -1 : 1;
    if (x->received_at != y->received_at)
        return x->received_at < y->received_at ? -1 : 1;
    return x->balance_id < y->balance_id ? -1 : x->balance_id > y->balance_id;
}

// The largest first, the older first of two alike: pointers into one array that is sorted by age.
static int by_size(const void *a, const void *b)
{
    const struct alloc_source *x = *(struct alloc_source *const *)a,
                              *y = *(struct alloc_source *const *)b;
    if (x->free != y->free)
        return x->free > y->free ? -1 : 1;
    return x < y ? -1 : x > y;
}

// Marks the fewest places that hold NEED, or all, by a `take` that is not zero. Says how many they
// are and in *ret_spare what they hold beyond NEED.
static size_t mark_largest(struct alloc_source *const *largest, size_t n, int64_t need,
                           int64_t *ret_spare)
{
    size_t places = 0;
    int64_t sum = 0;
    for (; places < n && sum < need; places++) {
        sum += largest[places]->free;
        largest[places]->take = 1;
    }
    *ret_spare = sum - need;
    return places;
}

// Makes the marked choice as old as can be without another place. Whoever comes by age is in it
// already or takes the seat of its smallest place that is still to come: that costs the least. So
// the seats that are still to come are always the largest of all places still to come, and a place
// that cannot pay for the smallest of them is in no choice of this size with those before it.
static void mark_older(struct alloc_source *sources, size_t n, struct alloc_source *const *largest,
                       size_t places, int64_t spare)
{
    for (size_t i = 0; i < n; i++) {
        while (places && largest[places - 1] < &sources[i])
            places--; // its turn has come: it stays
        if (!places)
            return;
        struct alloc_source *smallest = largest[places - 1];
        int64_t cost = smallest->free - sources[i].free;
        if (sources[i].take || cost > spare)
            continue;
        sources[i].take = 1;
        smallest->take = 0;
        spare -= cost;
        places--;
    }
}

int64_t alloc_choose(struct alloc_source *sources, size_t n, int64_t need)
{
    if (!n)
        return need;
    qsort(sources, n, sizeof *sources, by_age);
    g_autofree struct alloc_source **largest = g_new(struct alloc_source *, n);
    for (size_t i = 0; i < n; i++) {
        sources[i].take = 0;
        largest[i] = &sources[i];
    }
    qsort(largest, n, sizeof(struct alloc_source *), by_size);
    int64_t spare;
    size_t places = mark_largest(largest, n, need, &spare);
    mark_older(sources, n, largest, places, spare);
    for (size_t i = 0; i < n; i++) {
        sources[i].take = sources[i].take ? MIN(sources[i].free, need) : 0;
        need -= sources[i].take;
    }
    return need;
}
