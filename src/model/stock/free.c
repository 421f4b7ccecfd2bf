// SPDX-License-Identifier: Apache-2.0
// The formula of what is free to sell.
#include "free.h"

#include <glib.h>

#include "location_kinds.h"

bool free_sells(const char *kind, bool blocked)
{
    const struct location_kind *row = location_kind_find(kind);
    return row && row->sells && !blocked;
}

int64_t free_in(const char *kind, bool blocked, int64_t on_hand, int64_t allocated)
{
    g_assert(allocated >= 0 && allocated <= on_hand);
    return free_sells(kind, blocked) ? on_hand - allocated : 0;
}

void free_add(struct free_terms *terms, const char *kind, bool blocked, int64_t on_hand,
              int64_t allocated)
{
    terms->on_hand += on_hand;
    terms->allocated += allocated;
    terms->not_for_sale += on_hand - allocated - free_in(kind, blocked, on_hand, allocated);
    g_assert(terms->allocated + terms->not_for_sale <= terms->on_hand);
}

void free_list(const struct free_terms *terms, struct free_term ret_list[FREE_TERMS])
{
    const struct free_term list[FREE_TERMS] = {
        {"on_hand", terms->on_hand},
        {"allocated", -terms->allocated},
        {"held", -terms->held},
        {"not_for_sale", -terms->not_for_sale},
        {"unrouted_orders", -terms->demand},
        {"safety", -terms->safety},
        {"threshold", -terms->threshold},
    };
    for (size_t i = 0; i < FREE_TERMS; i++)
        ret_list[i] = list[i];
}

int64_t free_available(const struct free_terms *terms)
{
    struct free_term list[FREE_TERMS];
    int64_t sum = 0;
    free_list(terms, list);
    for (size_t i = 0; i < FREE_TERMS; i++)
        sum += list[i].qty;
    g_assert(sum <= terms->on_hand);
    return sum;
}

// What is left at the end of DAY.
static int64_t left_on(int64_t now, const struct free_day *days, size_t n, int64_t day)
{
    for (size_t i = 0; i < n; i++)
        if (days[i].day <= day)
            now += days[i].in - days[i].out;
    return now;
}

int64_t free_on(const struct free_terms *terms, const struct free_day *days, size_t n, int64_t day)
{
    int64_t now = free_available(terms);
    int64_t least = left_on(now, days, n, day);
    for (size_t i = 0; i < n; i++) {
        g_assert(days[i].in >= 0 && days[i].out >= 0);
        if (days[i].day > day)
            least = MIN(least, left_on(now, days, n, days[i].day));
    }
    return least;
}
