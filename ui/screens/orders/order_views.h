// SPDX-License-Identifier: Apache-2.0
// The saved views of the order queue; the start screen counts by the same.
#pragma once

#include "saved_view.h"
#include "screen.h"
#include "store_order_read.h"

enum order_view {
    VIEW_ALL,
    VIEW_ROUTE,
    VIEW_TO_PICK,
    VIEW_PICKING,
    VIEW_TO_PACK,
    VIEW_PACKED,
    VIEW_HELD,
    VIEW_UNPAID,
    VIEW_SHORT,
    VIEW_LATE,
    VIEW_SHIPPED,
    VIEW_CANCELLED,
    VIEW_ELSEWHERE,
    N_ORDER_VIEWS
};
extern const struct saved_view order_views[N_ORDER_VIEWS];

// Counts what each view shows to who looks: ADD is called for each state that has orders in a view.
typedef void (*order_view_add)(void *data, enum order_view view, const struct count_row *row,
                               int64_t n);
bool order_views_count(struct view *view, order_view_add add, void *data, GError **error);

// Whose work the views of the floor show: of the warehouse where the station stands, where it
// stands in none, of every one (EVERY_SITE); 0 where there is but one.
int64_t order_views_site(struct view *view);

// Did an order ever come?
bool order_views_any(struct db *db);

// The first view that shows one of ORDERS (ids), where all of them are looked for: what is open
// before what is over. Its argument; NULL with *error.
const char *order_view_of(struct db *db, const GArray *orders, GError **error);

// How many orders of a state a view shows by that alone. Where that is COUNT_MOST or more, it may
// be more still.
int64_t order_view_count(enum order_view view, const struct count_row *count);
