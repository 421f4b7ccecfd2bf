// SPDX-License-Identifier: Apache-2.0
// Reorder points and quantities: textbook cases, limits, what must never happen, and promises kept
// in simulated shops.
#include <glib.h>
#include <math.h>
#include <string.h>

#include "dice.h"
#include "errors.h"
#include "reorder.h"

enum { PERIODS = 12 };

static struct forecast_period periods[PERIODS];

// The same forecast for every period.
static struct reorder_ask steady(double mean, double variance, double lead, double share)
{
    for (int k = 0; k < PERIODS; k++)
        periods[k] = (struct forecast_period){mean, mean, variance};
    return (struct reorder_ask){
        .periods = periods, .n_periods = PERIODS, .pieces = true, .lead = lead, .share = share};
}

static struct reorder_plan plan_for(const struct reorder_ask *ask)
{
    struct reorder_plan plan;
    g_autoptr(GError) error = NULL;
    bool done = reorder_plan(ask, &plan, &error);
    g_assert_no_error(error);
    g_assert_true(done);
    return plan;
}

// Mean 100 and deviation 30 a period, lead 4 give or take 1: sqrt(4 * 900 + 100^2) = 116.6;
// Silver, Pyke and Thomas, section 6.10.
static void test_textbook(void)
{
    struct reorder_ask ask = steady(100, 900, 4, 0.95);
    ask.lead_spread = 1;
    struct reorder_plan plan = plan_for(&ask);
    g_assert_cmpfloat_with_epsilon(plan.demand.mean, 400, 1e-9);
    g_assert_cmpfloat_with_epsilon(plan.demand.variance, 13600, 1e-6);
    // A negative binomial is skewed: a little above the normal 400 + 1.645 * 116.6 = 591.8.
    g_assert_cmpfloat(plan.point, >, 591);
    g_assert_cmpfloat(plan.point, <, 620);
    g_assert_cmpfloat_with_epsilon(plan.safety, plan.point - 400, 1e-9);
    g_assert_cmpfloat(plan.cycle, >=, 0.95);
    // EOQ = sqrt(2 * 100 * 50 / 0.5) = 141.4, to whole pieces.
    ask.order_cost = 50;
    ask.holding_cost = 0.5;
    plan = plan_for(&ask);
    g_assert_cmpfloat_with_epsilon(plan.economic, 141.42, 0.01);
    g_assert_cmpfloat(plan.quantity, ==, 142);
    g_assert_cmpint(plan.cause, ==, REORDER_BY_PACK);
}

static void test_shelf_life(void)
{
    struct reorder_ask ask = steady(10, 20, 1, 0.9);
    ask.review = 4;
    g_assert_cmpfloat(plan_for(&ask).quantity, ==, 40);
    ask.shelf_life = 2; // periods of 10
    struct reorder_plan plan = plan_for(&ask);
    g_assert_cmpfloat(plan.quantity, ==, 20);
    g_assert_cmpint(plan.cause, ==, REORDER_BY_SHELF);
}

static void test_span(void)
{
    steady(10, 20, 0, 0.9);
    periods[1].prudent = 30;
    struct demand demand = reorder_demand(periods, 3, 1.5, 0, true);
    g_assert_cmpfloat_with_epsilon(demand.mean, 10 + 15, 1e-9);
    g_assert_cmpfloat_with_epsilon(demand.variance, 30, 1e-9);
    demand = reorder_demand(periods, 2, 4, 0, true); // the last one goes on
    g_assert_cmpfloat_with_epsilon(demand.mean, 100, 1e-9);
    demand = reorder_demand(periods, 2, 0, 0.5, true); // at once, give or take half a period
    g_assert_cmpfloat_with_epsilon(demand.mean, 0, 1e-9);
}

static void test_look_back(void)
{
    const double history[] = {1, 2, 3, 4, NAN, 6, 0, 0};
    int spans = 0; // of two: 3, 5, 7, 6 and 0; two touch the unknown period
    g_assert_cmpint(reorder_look_back(history, 8, 2, 5, &spans), ==, 3);
    g_assert_cmpint(spans, ==, 5);
    g_assert_cmpint(reorder_look_back(history, 8, 9, 5, &spans), ==, 0);
    g_assert_cmpint(spans, ==, 0);
}

static void test_limits(void)
{
    const struct {
        const char *field;
        size_t member;
        double value;
    } rows[] = {
#define ROW(name, number) {#name, G_STRUCT_OFFSET(struct reorder_ask, name), number}
        ROW(lead, -1),       ROW(lead, 1001),     ROW(lead, NAN),         ROW(lead_spread, -1),
        ROW(review, -0.1),   ROW(review, 999),    ROW(share, 0.4),        ROW(share, 1),
        ROW(share, NAN),     ROW(pack, -1),       ROW(minimum, -1),       ROW(most, INFINITY),
        ROW(shelf_life, -1), ROW(order_cost, -1), ROW(holding_cost, NAN),
#undef ROW
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct reorder_ask ask = steady(10, 20, 2, 0.95);
        struct reorder_plan plan;
        g_autoptr(GError) error = NULL;
        *(double *)(gpointer)((char *)&ask + rows[i].member) = rows[i].value;
        g_assert_false(reorder_plan(&ask, &plan, &error));
        g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
        g_assert_cmpstr(tote_error_field(error), ==, rows[i].field);
    }
    struct reorder_ask ask = steady(10, NAN, 2, 0.95);
    struct reorder_plan plan;
    g_assert_false(reorder_plan(&ask, &plan, NULL));
    ask = steady(10, 10, 2, 0.95);
    ask.n_periods = 0;
    g_assert_false(reorder_plan(&ask, &plan, NULL));
}

// Both ends of every number: the end itself is taken, a step beyond is refused.
static void test_ends(void)
{
    const struct {
        size_t member;
        double least, most, step;
    } rows[] = {
#define ROW(name, ...) {G_STRUCT_OFFSET(struct reorder_ask, name), __VA_ARGS__}
        ROW(lead, 0, REORDER_MAX_PERIODS, 1),
        ROW(lead_spread, 0, REORDER_MAX_PERIODS, 1),
        ROW(review, 0, REORDER_MAX_PERIODS - 2, 1), // the lead of 2 comes on top
        ROW(share, 0.5, 0.9999, 0.0001),
        ROW(pack, 0, FORECAST_MAX_DEMAND, 1),
        ROW(minimum, 0, FORECAST_MAX_DEMAND, 1),
        ROW(most, 0, FORECAST_MAX_DEMAND, 1),
        ROW(shelf_life, 0, FORECAST_MAX_DEMAND, 1),
        ROW(order_cost, 0, FORECAST_MAX_DEMAND, 1),
        ROW(holding_cost, 0, FORECAST_MAX_DEMAND, 1),
#undef ROW
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        const double values[] = {rows[i].least - rows[i].step, rows[i].least, rows[i].most,
                                 rows[i].most + rows[i].step};
        for (int k = 0; k < 4; k++) {
            struct reorder_ask ask = steady(10, 20, 2, 0.95);
            struct reorder_plan plan;
            *(double *)(gpointer)((char *)&ask + rows[i].member) = values[k];
            bool taken = reorder_plan(&ask, &plan, NULL);
            if (taken != (k == 1 || k == 2))
                g_error("row %zu: %g is %s", i, values[k], taken ? "taken" : "refused");
        }
    }
}

static void test_nothing_sold(void)
{
    struct reorder_ask ask = steady(0, 0, 3, 0.99);
    struct reorder_plan plan = plan_for(&ask);
    g_assert_cmpfloat(plan.point + plan.safety, ==, 0);
    g_assert_cmpfloat(plan.fill, ==, 1);
    ask.service = REORDER_FILL;
    g_assert_cmpfloat(plan_for(&ask).point, ==, 0);
}

// --- any case

static bool is_multiple(double quantity, double pack)
{
    double packs = quantity / pack;
    return fabs(packs - round(packs)) < 1e-6;
}

static struct reorder_ask any(struct dice *dice)
{
    struct reorder_ask ask = steady(exp(8 * dice_share(dice) - 3), exp(10 * dice_share(dice) - 3),
                                    dice_below(dice, 9) * 0.5, 0.5 + 0.49 * dice_share(dice));
    ask.pieces = dice_below(dice, 3) > 0;
    ask.service = dice_below(dice, 2) ? REORDER_FILL : REORDER_CYCLE;
    ask.lead_spread = dice_below(dice, 2) ? dice_share(dice) : 0;
    ask.review = dice_below(dice, 3);
    ask.pack = dice_below(dice, 2) ? 1 + dice_below(dice, 24) : 0;
    ask.minimum = dice_below(dice, 2) ? dice_below(dice, 100) : 0;
    ask.shelf_life = dice_below(dice, 4) ? 0 : 1 + dice_below(dice, 6);
    ask.order_cost = dice_share(dice) * 100;
    ask.holding_cost = dice_below(dice, 2) ? dice_share(dice) : 0;
    return ask;
}

static void test_any(void)
{
    for (guint64 seed = 0; seed < 3000; seed++) {
        struct dice dice;
        dice_seed(&dice, seed);
        struct reorder_ask ask = any(&dice);
        struct reorder_plan plan = plan_for(&ask);
        g_assert_true(plan.point >= 0 && isfinite(plan.point));
        g_assert_cmpfloat(plan.quantity, >=, ask.minimum);
        g_assert_cmpfloat(plan.quantity, >, 0);
        if (ask.pack > 0)
            g_assert_true(is_multiple(plan.quantity, ask.pack));
        if (ask.pieces)
            g_assert_true(is_multiple(plan.point, 1) && is_multiple(plan.quantity, 1));
        double kept = ask.service == REORDER_FILL ? plan.fill : plan.cycle;
        g_assert_cmpfloat(kept, >=, ask.share - 1e-6);
        double now = reorder_now(&ask, &plan, plan.point);
        g_assert_cmpfloat_with_epsilon(now, plan.quantity, 1e-9 * plan.quantity);
        g_assert_cmpfloat(reorder_now(&ask, &plan, plan.point + 1), ==, 0);
        now = reorder_now(&ask, &plan, -2 * plan.quantity);
        g_assert_cmpfloat(plan.point + plan.quantity, >=, now - 2 * plan.quantity - 1e-6);
        g_assert_true(ask.pack <= 0 || is_multiple(now, ask.pack));
    }
}

// More probability, a longer or less certain delivery: never a lower point.
static void test_monotone(void)
{
    for (guint64 seed = 0; seed < 500; seed++) {
        struct dice dice;
        dice_seed(&dice, seed);
        struct reorder_ask ask = any(&dice);
        double point = plan_for(&ask).point, slack = 1e-6 * point;
        struct reorder_ask more = ask;
        more.share = ask.share + 0.5 * (0.9999 - ask.share);
        g_assert_cmpfloat(plan_for(&more).point, >=, point - slack);
        if (ask.service == REORDER_FILL)
            continue;
        more = ask;
        more.lead += 1;
        g_assert_cmpfloat(plan_for(&more).point, >=, point - slack);
    }
}

// No more than the shelf holds, as long as one smallest order fits.
static void test_most(void)
{
    for (guint64 seed = 0; seed < 1000; seed++) {
        struct dice dice;
        dice_seed(&dice, seed);
        struct reorder_ask ask = any(&dice);
        ask.most = 1 + dice_below(&dice, 500);
        struct reorder_plan plan = plan_for(&ask);
        double least = fmax(ask.minimum, 1) + ask.pack;
        if (least <= ask.most)
            g_assert_cmpfloat(plan.point + plan.quantity, <=, ask.most + 1e-6);
        double kept = ask.service == REORDER_FILL ? plan.fill : plan.cycle;
        g_assert_true(plan.cut || kept >= ask.share - 1e-6 || ask.service == REORDER_FILL);
    }
}

// --- simulated shops

// Single sales at random times, orders at the point: how much of the demand is served at once.
static double simulate_fill(double rate, double lead, double point, double quantity)
{
    struct dice dice;
    dice_seed(&dice, 11);
    double arrivals[64], now = 0, stock = point + quantity, position = stock, served = 0;
    int coming = 0, sales = 400000;
    for (int i = 0; i < sales; i++) {
        now -= log(1 - dice_share(&dice)) / rate;
        while (coming && arrivals[0] <= now) {
            stock += quantity;
            coming--;
            memmove(arrivals, arrivals + 1, (size_t)coming * sizeof *arrivals);
        }
        served += stock > 0;
        stock--;
        if (--position <= point) {
            g_assert_cmpint(coming, <, (int)G_N_ELEMENTS(arrivals));
            arrivals[coming++] = now + lead;
            position += quantity;
        }
    }
    return served / sales;
}

// For single sales the fill rate is exact.
static void test_fill_simulated(void)
{
    const struct {
        double rate, lead, pack, share;
    } rows[] = {{5, 2, 10, 0.95}, {0.5, 3, 1, 0.9}, {2, 1, 24, 0.98}, {20, 0.5, 5, 0.99}};
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        struct reorder_ask ask = steady(rows[i].rate, rows[i].rate, rows[i].lead, rows[i].share);
        ask.service = REORDER_FILL;
        ask.pack = rows[i].pack;
        struct reorder_plan plan = plan_for(&ask);
        double fill = simulate_fill(rows[i].rate, rows[i].lead, plan.point, plan.quantity);
        g_test_message("point %g quantity %g: promised %.4f, planned %.4f, simulated %.4f",
                       plan.point, plan.quantity, rows[i].share, plan.fill, fill);
        g_assert_cmpfloat_with_epsilon(fill, plan.fill, 0.004);
        g_assert_cmpfloat(fill, >=, rows[i].share - 0.004);
        if (plan.point >= 1) // one less would not have been enough
            g_assert_cmpfloat(
                simulate_fill(rows[i].rate, rows[i].lead, plan.point - 1, plan.quantity), <,
                rows[i].share + 0.004);
    }
}

// The sales of a period: one to five pieces each, about RATE sales.
static int sales_of(struct dice *dice, double rate)
{
    int pieces = 0;
    for (double product = dice_share(dice); product > exp(-rate); product *= dice_share(dice))
        pieces += 1 + (int)dice_below(dice, 5);
    return pieces;
}

// A shop that looks at its stock every second period: share of deliveries before which the shelf
// was not empty.
static double simulate_cycles(const struct reorder_ask *ask, const struct reorder_plan *plan,
                              double rate)
{
    struct dice dice;
    dice_seed(&dice, 12);
    int lead = (int)ask->lead, review = (int)ask->review, cycles = 0, good = 0;
    double due[16] = {0}, stock = plan->point + plan->quantity, coming = 0;
    for (int t = 0; t < 400000; t++) {
        int slot = t % 16;
        if (due[slot] > 0) {
            cycles++;
            good += stock >= 0;
            stock += due[slot];
            coming -= due[slot];
            due[slot] = 0;
        }
        if (t % review == 0) {
            double order = reorder_now(ask, plan, stock + coming);
            due[(t + lead) % 16] += order;
            coming += order;
        }
        stock -= sales_of(&dice, rate);
    }
    return (double)good / cycles;
}

static void test_cycles_simulated(void)
{
    double rate = 1.5; // pieces: mean 3 a sale, mean square 11
    struct reorder_ask ask = steady(rate * 3, rate * 11, 3, 0.95);
    ask.review = 2;
    ask.pack = 6;
    struct reorder_plan plan = plan_for(&ask);
    double good = simulate_cycles(&ask, &plan, rate);
    g_test_message("point %g quantity %g: cycles without a gap %.4f", plan.point, plan.quantity,
                   good);
    g_assert_cmpfloat(good, >=, 0.945);
    g_assert_cmpfloat(good, <, 0.99);
}

static void test_words(void)
{
    struct reorder_ask ask = steady(3.2, 9, 1.7, 0.95);
    ask.lead_spread = 0.4;
    ask.pack = 6;
    ask.most = 12;
    struct reorder_plan plan = plan_for(&ask);
    g_autofree char *words = reorder_words(&ask, &plan, FORECAST_WEEK);
    g_test_message("%s", words);
    g_assert_nonnull(strstr(words, "Delivery takes 1.7 weeks, give or take 0.4."));
    g_assert_nonnull(strstr(words, "The shelf has no room for what was promised"));
    ask.most = 0;
    plan = plan_for(&ask);
    g_autofree char *roomy = reorder_words(&ask, &plan, FORECAST_WEEK);
    g_assert_nonnull(strstr(roomy, "out of stock in at most 1 of 20 cycles"));
    ask.service = REORDER_FILL;
    plan = plan_for(&ask);
    g_autofree char *others = reorder_words(&ask, &plan, FORECAST_DAY);
    g_assert_nonnull(strstr(others, "To serve 95 % of the demand from the shelf keep"));
    g_assert_nonnull(strstr(others, "Order 6 at a time: whole packs."));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reorder/textbook", test_textbook);
    g_test_add_func("/reorder/shelf-life", test_shelf_life);
    g_test_add_func("/reorder/span", test_span);
    g_test_add_func("/reorder/look-back", test_look_back);
    g_test_add_func("/reorder/limits", test_limits);
    g_test_add_func("/reorder/ends", test_ends);
    g_test_add_func("/reorder/nothing-sold", test_nothing_sold);
    g_test_add_func("/reorder/any", test_any);
    g_test_add_func("/reorder/monotone", test_monotone);
    g_test_add_func("/reorder/most", test_most);
    g_test_add_func("/reorder/fill-simulated", test_fill_simulated);
    g_test_add_func("/reorder/cycles-simulated", test_cycles_simulated);
    g_test_add_func("/reorder/words", test_words);
    return g_test_run();
}
