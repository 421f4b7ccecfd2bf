// SPDX-License-Identifier: Apache-2.0
// Inside the choice of sites: what both ways of serving an order from a set of sites work on.
#pragma once

#include "sites.h"

// How well a set of sites serves.
struct served {
    size_t whole;    // lines
    int64_t missing; // sets
};

// Lines that share items, some of them by way of others: one takes what another one lacks.
struct group {
    size_t first, n;      // of choice.order
    int splits;           // fewest lines that have to be split; -1 = it cannot be served whole
    struct served wanted; // where it cannot: what all sites together do
};

struct choice {
    const struct site_question *asked;
    size_t n_items, n_groups;
    GHashTable *numbers;  // of items: int64_t * in the question -> number
    int64_t *free, *left; // pieces by site and item: all, and of the try at hand
    int64_t *given;       // sets by line and site, of the try at hand
    size_t *order;        // of the lines by group: what needs most first, so that small ones fill
                          // the gaps
    struct group *groups;
    size_t *chosen; // numbers of the sites of the try at hand
    size_t n_chosen;
};

static inline const struct site_line *choice_line(const struct choice *choice,
                                                  const struct group *group, size_t i)
{
    return &choice->asked->lines[choice->order[group->first + i]];
}

// Pieces of an item that a site has left.
int64_t *choice_left(const struct choice *choice, size_t site, int64_t item);
// Sets of a line that a site still has.
int64_t choice_sets(const struct choice *choice, size_t line, size_t site);
// Gives so many; fewer than nothing takes them back.
void choice_give(struct choice *choice, size_t line, size_t site, int64_t sets);
// A line in shares, from the sites with most of it, which are the fewest; what nobody has stays
// missing.
void choice_share(struct choice *choice, size_t line);

// Serves all of a group, with at most so many of its lines split. False: that cannot be, and
// nothing is given. It is certain up to SITES_TRIES steps of the search; what is not found by then
// counts as not there.
bool group_search(struct choice *choice, const struct group *group, int splits);
