// SPDX-License-Identifier: Apache-2.0
// The saved views of the order queue, by what the states of orders mean.
#include "order_views.h"

#include "i18n.h"
#include "lives.h"

#define TO_DO_ON_FLOOR (ST_FREE_TO_PICK | ST_FREE_TO_PACK)

const struct saved_view order_views[N_ORDER_VIEWS] = {
    [VIEW_ALL] = {"all", N_("All"), .has = ST_OPEN},
    [VIEW_ROUTE] = {"route", N_("To route"), .has = ST_RELEASABLE},
    [VIEW_TO_PICK] = {"topick", N_("To pick"), .has = ST_FREE_TO_PICK, .lacks = ST_WORKED_ON},
    [VIEW_PICKING] = {"picking", N_("Picking"), .has = ST_FREE_TO_PICK | ST_WORKED_ON},
    [VIEW_TO_PACK] = {"topack", N_("To pack"), .has = ST_FREE_TO_PACK},
    [VIEW_PACKED] = {"packed", N_("Packed"), .has = ST_OPEN | ST_FLOOR, .lacks = TO_DO_ON_FLOOR},
    [VIEW_HELD] = {"held", N_("Held"), .has = ST_HELD_NOW},
    [VIEW_UNPAID] = {"unpaid", N_("Unpaid"), .has = ST_STOPPED,
                     .lacks = ST_RELEASABLE | ST_HELD_NOW},
    [VIEW_SHORT] = {"short", N_("Short"), .has = ST_STOPPED | ST_RELEASABLE},
    [VIEW_LATE] = {"late", N_("Late"), .has = ST_LATE, .any = ST_RELEASABLE | TO_DO_ON_FLOOR,
                   .late = true},
};

int64_t order_view_count(enum order_view view, const struct count_row *count)
{
    if (!saved_view_takes(&order_views[view], &order_states, count->status))
        return 0;
    return order_views[view].late ? count->past : count->past + count->to_come;
}
