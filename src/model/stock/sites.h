// SPDX-License-Identifier: Apache-2.0
// Which site serves which line of an order, and how much of it.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Pieces of an item that one set of a line is made of.
struct site_part {
    int64_t item_id, per; // per > 0
};

// What is to come from a site: pieces of an item, or whole kits. A set that is sent is complete.
struct site_line {
    const struct site_part *parts; // of different items
    size_t n_parts;                // > 0
    int64_t need;                  // sets, > 0
    int64_t missing;               // out: sets that nobody serves
};

struct site_stock {
    int64_t site_id, item_id;
    int64_t free; // pieces; rows of the same site and item add up
};

struct site_question {
    struct site_line *lines;
    size_t n_lines;
    const int64_t *sites; // that may serve, the preferred first
    size_t n_sites;
    const struct site_stock *stock;
    size_t n_stock;
    bool split; // may the sets of a line come from several sites?
};

// Sets of a line that a site serves.
struct site_share {
    size_t line; // number in the question
    int64_t site_id;
    int64_t qty; // > 0
};

enum {
    SITES_EXACT = 12,    // up to so many sites every set of them is tried
    SITES_TRIES = 20000, // steps of the search for the lines of a set that share items
};

// Appends to SHARES who serves what, line by line. Where the sites together can serve every line,
// they do: with as few lines split as can be, if that is allowed, and then from as few sites as can
// be. Up to SITES_EXACT sites and SITES_TRIES steps that is certain; beyond, sites are added one by
// one and lines placed the largest first. Where they cannot, a line that some site has whole is
// served whole, the largest first, and of the others what there is: in shares, or by the site with
// most of it. Among equals the preferred site wins. Lines of one item share its stock.
void site_choose(const struct site_question *question, GArray *shares);
