// SPDX-License-Identifier: Apache-2.0
// When to order an item again and how much: reorder point, safety stock, order quantity.
//
// Silver, Pyke and Thomas 2017, "Inventory and Production Management in Supply Chains", chapters 4
// (order quantity), 6 (service levels, uncertain lead times) and 9 (slow movers).
#pragma once

#include "forecast.h"
#include "quantiles.h"

// The demand of the first SPAN periods (0 and above, also parts of one) as a distribution, from
// the N >= 1 prudent forecasts at PERIODS; the last one goes on for ever. SPAN_SPREAD is the
// standard deviation of the span itself: what is sold in the time by which a delivery may be
// early or late adds to the variance. PIECES: whole numbers only.
struct demand reorder_demand(const struct forecast_period *periods, int n, double span,
                             double span_spread, bool pieces);

// The check by what really happened, without any distribution: of the overlapping spans of SPAN
// periods in HISTORY that are known from end to end (counted in ret_spans), answers how many had
// a demand of LEVEL or less.
int reorder_look_back(const double *history, int n, int span, double level, int *ret_spans);

enum {
    REORDER_MAX_PERIODS = 1000, // lead time and review together
};

// What "service" is promised for.
enum reorder_service {
    REORDER_CYCLE, // share of the replenishment cycles that end without being out of stock
    REORDER_FILL,  // share of the demand that is served from the shelf
    REORDER_N_SERVICES,
};

struct reorder_ask {
    const struct forecast_period *periods;
    int n_periods; // 1 to FORECAST_MAX_HORIZON
    bool pieces;
    double lead, lead_spread; // mean and standard deviation of the delivery time, in periods
    double review;            // periods from one look at the stock to the next, 0 = at every sale
    enum reorder_service service;
    double share;        // 0.5 to 0.9999
    double pack;         // orders are whole multiples of this; 0 = any quantity
    double minimum;      // least order, 0 = none
    double most;         // never more than this on the shelf, 0 = no limit
    double shelf_life;   // periods until goods are worthless, 0 = for ever
    double order_cost;   // of one order, whatever its size
    double holding_cost; // of one unit on the shelf, a period; 0 = not known: no EOQ
};

// Why the order quantity is what it is: the last of these that changed it.
enum reorder_cause {
    REORDER_BY_REVIEW,  // the demand from one look to the next, one period at least
    REORDER_BY_COST,    // the economic order quantity
    REORDER_BY_SHELF,   // not more than is sold within the shelf life
    REORDER_BY_MINIMUM, // the least order
    REORDER_BY_PACK,    // whole packs
    REORDER_BY_MOST,    // the room on the shelf
    REORDER_N_CAUSES,
};

struct reorder_plan {
    struct demand demand; // until an order given at the next look is in: lead time and review
    double point;         // order when stock and open orders together are at this or below
    double safety;        // what of it is there for the unexpected: point less mean demand
    double quantity;      // how much to order; a multiple of the pack
    double economic;      // the economic order quantity before packs and limits, 0 = not known
    double cycle;         // the share of cycles without being out of stock that results
    double fill;          // the share of demand served from the shelf that results
    enum reorder_cause cause;
    bool cut; // most is too small for the promise; cycle and fill say what is left of it
};

// Fails with TOTE_ENGINE_LIMIT; the field is the name of the member of ASK.
bool reorder_plan(const struct reorder_ask *ask, struct reorder_plan *ret_plan, GError **error);

// What to order now when POSITION is in stock and on order, not yet promised: 0 above the point,
// else whole packs, at least the quantity, up to point + quantity.
double reorder_now(const struct reorder_ask *ask, const struct reorder_plan *plan, double position);

// The plan in sentences for people. Caller frees.
char *reorder_words(const struct reorder_ask *ask, const struct reorder_plan *plan,
                    enum forecast_unit unit);
