// SPDX-License-Identifier: Apache-2.0
// Which site serves which line of an order.
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

struct site_line {
    int64_t item_id;
    int64_t need; // pieces, > 0
    // Out:
    int64_t site_id; // 0 only where there is no site at all
    int64_t missing; // pieces that the site does not have
};

struct site_stock {
    int64_t site_id, item_id;
    int64_t free; // pieces; rows of the same site and item add up
};

// Gives every line a site. SITES: the sites that may serve it, the preferred first. One site that
// has everything serves all; else as few sites as possible serve, whole, every line that some site
// has whole; a line that no site has whole goes to the site with most of it and is short there.
// Among equals the preferred site wins. Lines of one item share its stock.
void site_choose(struct site_line *lines, size_t n_lines, const int64_t *sites, size_t n_sites,
                 const struct site_stock *stock, size_t n_stock);
