// SPDX-License-Identifier: Apache-2.0
// The text layout of the public picker-routing and order-batching collections: a header of
// KEY : VALUE lines, then ARTICLE_SECTION, SKU_SECTION and ORDER_SECTION.
#pragma once

#include <glib.h>
#include <stdbool.h>

enum {
    SPRP_MAX_AISLES = 10000,
    SPRP_MAX_CELLS = 100000, // per aisle
    SPRP_MAX_ROWS = 2000000, // articles, places and order lines, each
};

struct sprp_place { // a row of SKU_SECTION: where an article lies
    int article;
    int aisle, cell; // cell 0 is the one nearest the top cross aisle
    double quantity;
};

struct sprp_line {
    int article;
    double quantity;
};

struct sprp_order { // a range of sprp->lines
    guint first, n;
};

struct sprp {
    int aisles, cells, blocks; // blocks: 0 if the file does not say
    int depot_aisle;
    bool depot_at_top;
    double aisle_gap, cell_step; // metres, or whatever the file measures in
    double top_to_cell, bottom_to_cell, to_depot;
    double capacity; // PICKER_CAPACITY, 0 if the file has none
    GArray *weights; // double by article, 1 where the file gives none
    GArray *places;  // struct sprp_place in the order of the file; article < weights->len
    GArray *lines;   // struct sprp_line; article < weights->len
    GArray *orders;  // struct sprp_order; a routing problem has exactly one
};

// Reads the LEN bytes of TEXT; NAME stands in the faults. Ids of articles are 0 to n-1. Fails
// with TOTE_TRIAL. Clear with sprp_clear().
bool sprp_parse(const char *name, const char *text, gsize len, struct sprp *ret_sprp,
                GError **error);
void sprp_clear(struct sprp *file);
typedef struct sprp sprp;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(sprp, sprp_clear)
