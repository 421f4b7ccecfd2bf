// SPDX-License-Identifier: Apache-2.0
// The parts of one order, each a table: lines, timeline, money, parcels; and what stands around.
#pragma once

#include "people.h"
#include "store_order.h"
#include "store_order_read.h"
#include "table.h"

enum order_part { PART_LINES, PART_TIMELINE, PART_MONEY, PART_PARCELS, N_PARTS };

// The state of the screen.
struct order_screen_state {
    struct list *head;  // one row or none
    struct list *asked; // struct question_row: what an import asks about it
    struct list *sites; // struct fulfilment_row: what each warehouse does for it
    struct person person;
    GError *sealed; // why nobody can say who it is
    struct list *parts[N_PARTS];
    struct table table;
    enum order_part part;
};

struct order_part_kind {
    const char *label; // N_()
    unsigned sees;     // SEES_… (roles.h) that it takes; 0 = everybody
    struct table_source source;
    struct list *(*read)(struct db *db, int64_t order, GError **error);
};
extern const struct order_part_kind order_parts[N_PARTS];

// Is this part one that who looks may see?
bool order_part_shown(const struct order_screen_state *self, int part);

const struct order_row *order_shown(const struct order_screen_state *self);

// Customer, channel, money, state, promise in one row.
void order_draw_facts(const struct order_screen_state *self, struct region row);
// Under the table: totals, how far it is, why it is held, where it goes.
enum { ORDER_SUMMARY_ROWS = 7 };
void order_draw_summary(const struct order_screen_state *self, struct region at);
