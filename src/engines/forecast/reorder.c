// SPDX-License-Identifier: Apache-2.0
// Reorder point and quantity: the demand until the next delivery, the level that keeps the promise,
// the quantity with its packs and limits.
#include "reorder.h"

#include <math.h>

#include "errors.h"
#include "i18n.h"

#define SHARE_LEAST 0.5
#define SHARE_MOST 0.9999

struct demand reorder_demand(const struct forecast_period *periods, int n, double span,
                             double span_spread, bool pieces)
{
    double mean = 0, variance = 0;
    for (int k = 0; k < span; k++) {
        const struct forecast_period *period = &periods[MIN(k, n - 1)];
        double part = fmin(1, span - k);
        mean += part * period->prudent;
        variance += part * period->variance;
    }
    double a_period = span > 0 ? mean / span : periods[0].prudent;
    variance += a_period * a_period * span_spread * span_spread;
    return demand_of(mean, variance, pieces);
}

int reorder_look_back(const double *history, int n, int span, double level, int *ret_spans)
{
    int covered = 0, spans = 0;
    for (int from = 0; from + span <= n; from++) {
        double sum = 0; // NAN as soon as one of them is
        for (int t = from; t < from + span; t++)
            sum += history[t];
        spans += !isnan(sum);
        covered += sum <= level;
    }
    *ret_spans = spans;
    return covered;
}

// --- what is refused

static bool in_range(double value, double least, double most, const char *field, GError **error)
{
    if (value >= least && value <= most)
        return true;
    return tote_fail(error, TOTE_ENGINE_LIMIT, field, _("%s has to be from %g to %g, not %g"),
                     field, least, most, value);
}

static bool check_periods(const struct reorder_ask *ask, GError **error)
{
    for (int k = 0; k < ask->n_periods; k++) {
        const struct forecast_period *period = &ask->periods[k];
        if (!in_range(period->prudent, 0, FORECAST_MAX_DEMAND * 1000, "periods", error) ||
            !in_range(period->variance, 0, 1e100, "periods", error))
            return false;
    }
    return true;
}

static bool check(const struct reorder_ask *ask, GError **error)
{
    const struct {
        const char *field;
        double value, least, most;
    } rows[] = {
        {"n_periods", ask->n_periods, 1, FORECAST_MAX_HORIZON},
        {"lead", ask->lead, 0, REORDER_MAX_PERIODS},
        {"lead_spread", ask->lead_spread, 0, REORDER_MAX_PERIODS},
        {"review", ask->review, 0, REORDER_MAX_PERIODS - ask->lead},
        {"service", ask->service, 0, REORDER_N_SERVICES - 1},
        {"share", ask->share, SHARE_LEAST, SHARE_MOST},
        {"pack", ask->pack, 0, FORECAST_MAX_DEMAND},
        {"minimum", ask->minimum, 0, FORECAST_MAX_DEMAND},
        {"most", ask->most, 0, FORECAST_MAX_DEMAND},
        {"shelf_life", ask->shelf_life, 0, FORECAST_MAX_DEMAND},
        {"order_cost", ask->order_cost, 0, FORECAST_MAX_DEMAND},
        {"holding_cost", ask->holding_cost, 0, FORECAST_MAX_DEMAND},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!in_range(rows[i].value, rows[i].least, rows[i].most, rows[i].field, error))
            return false;
    return check_periods(ask, error);
}

// --- the quantity

static double unit_of(const struct reorder_ask *ask)
{
    return ask->pack > 0 ? ask->pack : ask->pieces ? 1 : 0;
}

// QUANTITY as whole packs, upwards; a little more than a whole pack by rounding is that pack.
static double packs_up(const struct reorder_ask *ask, double quantity)
{
    double unit = unit_of(ask);
    return unit > 0 ? ceil(quantity / unit - 1e-9) * unit : quantity;
}

static double packs_down(const struct reorder_ask *ask, double quantity)
{
    double unit = unit_of(ask);
    return unit > 0 ? floor(quantity / unit + 1e-9) * unit : quantity;
}

static void set_quantity(struct reorder_plan *plan, double quantity, enum reorder_cause cause)
{
    if (quantity == plan->quantity)
        return;
    plan->quantity = quantity;
    plan->cause = cause;
}

// The least quantity that can be ordered at all.
static double least_order(const struct reorder_ask *ask)
{
    return packs_up(ask, fmax(ask->minimum, unit_of(ask)));
}

static void find_quantity(const struct reorder_ask *ask, double a_period, struct reorder_plan *plan)
{
    plan->quantity = a_period * fmax(ask->review, 1);
    plan->cause = REORDER_BY_REVIEW;
    if (ask->holding_cost > 0) {
        plan->economic = sqrt(2 * ask->order_cost * a_period / ask->holding_cost);
        set_quantity(plan, fmax(plan->quantity, plan->economic), REORDER_BY_COST);
    }
    if (ask->shelf_life > 0)
        set_quantity(plan, fmin(plan->quantity, a_period * ask->shelf_life), REORDER_BY_SHELF);
    set_quantity(plan, fmax(plan->quantity, ask->minimum), REORDER_BY_MINIMUM);
    set_quantity(plan, fmax(packs_up(ask, plan->quantity), least_order(ask)), REORDER_BY_PACK);
}

// --- the point

// The share of demand that orders of QUANTITY at POINT serve from the shelf. The stock position
// is anywhere between POINT and POINT + QUANTITY with the same probability, which is exact for
// single units and a good approximation otherwise.
static double fill_of(const struct demand *demand, double point, double quantity)
{
    if (quantity <= 0 || demand->mean <= 0)
        return 1;
    double missing = demand_shortage(demand, point) - demand_shortage(demand, point + quantity);
    return CLAMP(1 - missing / quantity, 0, 1);
}

// The lowest point with the fill rate SHARE, by halving; whole for pieces.
static double point_for_fill(const struct reorder_ask *ask, const struct reorder_plan *plan)
{
    double low = 0, high = demand_level(&plan->demand, SHARE_MOST), close = 1e-9 * high;
    if (fill_of(&plan->demand, 0, plan->quantity) >= ask->share)
        return 0;
    while (fill_of(&plan->demand, high, plan->quantity) < ask->share && high < 1e100)
        high = 2 * high + 1;
    while (high - low > (ask->pieces ? 0.5 : close)) {
        double middle = 0.5 * (low + high);
        if (fill_of(&plan->demand, middle, plan->quantity) < ask->share)
            low = middle;
        else
            high = middle;
    }
    if (!ask->pieces)
        return high;
    return fill_of(&plan->demand, floor(high), plan->quantity) >= ask->share ? floor(high)
                                                                             : ceil(high);
}

static double find_point(const struct reorder_ask *ask, const struct reorder_plan *plan)
{
    double point = ask->service == REORDER_FILL ? point_for_fill(ask, plan)
                                                : demand_level(&plan->demand, ask->share);
    return ask->pieces ? ceil(point - 1e-9) : point;
}

// Point and quantity together may not be more than the shelf holds: smaller orders first, then a
// lower point. One order of the least size always stays.
static void keep_below_most(const struct reorder_ask *ask, struct reorder_plan *plan)
{
    if (ask->most <= 0 || plan->point + plan->quantity <= ask->most)
        return;
    double room = packs_down(ask, ask->most - plan->point);
    set_quantity(plan, fmin(plan->quantity, fmax(room, least_order(ask))), REORDER_BY_MOST);
    double point = fmax(0, ask->most - plan->quantity);
    plan->cut = point < plan->point;
    plan->point = fmin(plan->point, ask->pieces ? floor(point) : point);
}

bool reorder_plan(const struct reorder_ask *ask, struct reorder_plan *ret_plan, GError **error)
{
    struct reorder_plan plan = {.quantity = 0};
    if (!check(ask, error))
        return false;
    double span = ask->lead + ask->review;
    plan.demand = reorder_demand(ask->periods, ask->n_periods, span, ask->lead_spread, ask->pieces);
    double whole = fmax(span, 1);
    struct demand usual = reorder_demand(ask->periods, ask->n_periods, whole, 0, ask->pieces);
    find_quantity(ask, usual.mean / whole, &plan);
    plan.point = find_point(ask, &plan);
    keep_below_most(ask, &plan);
    plan.safety = plan.point - plan.demand.mean;
    plan.cycle = demand_reach(&plan.demand, plan.point);
    plan.fill = fill_of(&plan.demand, plan.point, plan.quantity);
    *ret_plan = plan;
    return true;
}

double reorder_now(const struct reorder_ask *ask, const struct reorder_plan *plan, double position)
{
    if (position > plan->point || plan->quantity <= 0)
        return 0;
    double upto = packs_down(ask, plan->point + plan->quantity - position);
    return fmax(plan->quantity, upto);
}
