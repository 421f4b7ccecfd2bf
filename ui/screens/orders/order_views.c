// SPDX-License-Identifier: Apache-2.0
// The saved views of the order queue, by what the states of orders mean.
#include "order_views.h"

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "store_lacks.h"
#include "store_pages.h"
#include "store_person.h"

#define TO_DO_ON_FLOOR (ST_FREE_TO_PICK | ST_FREE_TO_PACK)

const struct saved_view order_views[N_ORDER_VIEWS] = {
    [VIEW_ALL] = {"all", N_("All"), .has = ST_OPEN},
    [VIEW_ROUTE] = {"route", N_("To route"), .has = ST_RELEASABLE},
    [VIEW_TO_PICK] = {"topick", N_("To pick"), .has = ST_FREE_TO_PICK, .lacks = ST_WORKED_ON,
                      .here = true},
    [VIEW_PICKING] = {"picking", N_("Picking"), .has = ST_FREE_TO_PICK | ST_WORKED_ON,
                      .here = true},
    [VIEW_TO_PACK] = {"topack", N_("To pack"), .has = ST_FREE_TO_PACK, .here = true},
    [VIEW_PACKED] = {"packed", N_("Packed"), .has = ST_OPEN | ST_HOLDS_GOODS,
                     .lacks = TO_DO_ON_FLOOR | ST_DEMAND, .here = true},
    [VIEW_HELD] = {"held", N_("Held"), .has = ST_HELD_NOW},
    [VIEW_UNPAID] = {"unpaid", N_("Unpaid"), .has = ST_WAITS_MONEY},
    [VIEW_SHORT] = {"short", N_("Short"), .has = ST_STOPPED | ST_RELEASABLE,
                    .lacking = ST_HOLDS_GOODS},
    [VIEW_LATE] = {"late", N_("Late"), .has = ST_LATE, .any = ST_RELEASABLE | TO_DO_ON_FLOOR,
                   .late = true},
    // What is over. Nobody counts these: there are more of them every day.
    [VIEW_SHIPPED] = {"shipped", N_("Shipped"), .has = ST_LEFT, .order = SORT_ENDED},
    [VIEW_CANCELLED] = {"cancelled", N_("Cancelled"), .has = ST_CANCELLED, .order = SORT_ENDED},
    [VIEW_ELSEWHERE] = {"elsewhere", N_("Not from here"), .has = ST_EDITABLE,
                        .lacks = ST_OPEN | ST_CANCELLED, .order = SORT_ENDED},
};

static void add(const struct list *counts, bool here, order_view_add add_count, void *data)
{
    for (guint i = 0; i < list_len(counts); i++)
        for (int view = 0; view < (int)N_ORDER_VIEWS; view++) {
            const struct count_row *row = list_at(counts, struct count_row, i);
            int64_t n = order_view_count((enum order_view)view, row);
            if (n && order_views[view].here == here)
                add_count(data, (enum order_view)view, row, n);
        }
}

int64_t order_views_site(struct view *view)
{
    int64_t site = ui_site(view);
    return !site && ui_sites(view) ? EVERY_SITE : site;
}

// What warehouses have to do is said by the states of their own parts of each order: another one
// may be less far, or further. An order counts once in every view that shows a part of it.
static bool add_of_sites(struct db *db, int64_t site, order_view_add add_count, void *data,
                         GError **error)
{
    for (int view = 0; view < (int)N_ORDER_VIEWS; view++) {
        struct queue_filter filter = {.site = site};
        struct pages_count count;
        if (!order_views[view].here)
            continue;
        saved_view_states(&order_views[view], &fulfilment_states, filter.statuses);
        if (!store_queue_pages_count(db, &filter, &count, error))
            return false;
        const struct count_row row = {
            .status = filter.statuses[0], .all = count.n, .oldest_placed = count.oldest_placed};
        if (count.n)
            add_count(data, (enum order_view)view, &row, count.n);
    }
    return true;
}

// What misses pieces is in whatever state it got to: its mark is counted.
static bool add_lacking(struct db *db, order_view_add add_count, void *data, GError **error)
{
    int64_t n = store_orders_lacking(db, COUNT_MOST, error);
    const struct count_row row = {.status = state_first(&order_states, ST_LACKS_GOODS), .all = n};
    for (int view = 0; n > 0 && view < (int)N_ORDER_VIEWS; view++)
        if (order_views[view].lacking)
            add_count(data, (enum order_view)view, &row, n);
    return n >= 0;
}

bool order_views_count(struct view *view, order_view_add add_count, void *data, GError **error)
{
    struct db *db = ui_db(view);
    int64_t site = order_views_site(view);
    g_autoptr(rowlist) all = store_order_counts(db, clock_now(), error);
    if (!all)
        return false;
    add(all, false, add_count, data);
    if (!site)
        add(all, true, add_count, data);
    return (!site || add_of_sites(db, site, add_count, data, error)) &&
           add_lacking(db, add_count, data, error);
}

bool order_views_any(struct db *db)
{
    g_autoptr(GArray) first = g_array_new(FALSE, FALSE, sizeof(int64_t));
    return !store_orders_between(db, 1, INT64_MAX, 1, first, NULL) || first->len;
}

const char *order_view_of(struct db *db, const GArray *orders, GError **error)
{
    static const enum order_view views[] = {VIEW_SHIPPED, VIEW_CANCELLED, VIEW_ELSEWHERE};
    const struct page_key page = {NULL, false, 1};
    const struct saved_view *view = &order_views[VIEW_ALL];
    for (size_t i = 0; i <= G_N_ELEMENTS(views); i++) {
        struct queue_filter filter = {.orders = orders};
        saved_view_states(view, &order_states, filter.statuses);
        g_autoptr(rowlist) found = store_queue_page(db, &filter, &page, error);
        if (!found)
            return NULL;
        if (list_len(found))
            return view->arg;
        if (i < G_N_ELEMENTS(views))
            view = &order_views[views[i]];
    }
    return order_views[VIEW_ALL].arg;
}

int64_t order_view_count(enum order_view view, const struct count_row *count)
{
    if (order_views[view].lacking ||
        !saved_view_takes(&order_views[view], &order_states, count->status))
        return 0;
    return order_views[view].late ? count->past : count->all;
}
