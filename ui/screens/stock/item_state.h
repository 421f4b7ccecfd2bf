// SPDX-License-Identifier: Apache-2.0
// The state of the screen of one item: all at a glance, and each of its lists whole.
#pragma once

#include "free.h"
#include "screen.h"
#include "store_item.h"
#include "store_stock.h"
#include "table.h"

enum item_part { ITEM_OVERVIEW, ITEM_PLACES, ITEM_HOLDERS, ITEM_MOVES, N_ITEM_PARTS };

struct item {
    struct list *head;                // one row
    char *kits;                       // what it is made of, what it is a part of; or NULL
    struct list *parts[N_ITEM_PARTS]; // none of the overview
    struct free_terms terms;
    enum item_part part;
    struct table table; // of a list that is shown whole
};

const struct item_row *item_shown(const struct item *self);
void item_draw_overview(struct view *view, const struct layout *layout);

// The lists, by enum item_part; the overview has none.
struct item_list {
    const char *label; // N_()
    struct table_source source;
};
extern const struct item_list item_lists[N_ITEM_PARTS];
// Its rows under a row of tabs.
void item_draw_list(struct item *self, const struct layout *layout);
