// SPDX-License-Identifier: Apache-2.0
// Orders to carts: which orders are picked together on one walk, so that all walks together are
// short, no cart is overloaded and cut-offs are met.
//
// The start is the better of first come, first served and of savings with recomputation (Clarke
// and Wright 1964; for orders Elsayed and Unal 1989; C&W(ii) of de Koster, van der Poort and
// Wolters 1999, "Efficient orderbatching methods in warehouses"). It is improved by annealing
// over moves of one order and exchanges of two (the neighbourhoods of Henn and Waescher 2012,
// "Tabu search heuristics for the order batching problem in manual order picking systems", and
// of Zulj, Kramer and Schneider 2018, "A hybrid of adaptive large neighborhood search and tabu
// search for the order-batching problem"). All good carts met on the way are kept, and the best
// choice among them is made by a linear program over sets of orders and by diving into it, the
// idea behind the exact methods of Briant et al. 2020 and Wahlen and Gschwind 2023
// ("Branch-price-and-cut-based solution of order batching problems"). Every walk is exact
// (walk.h; for one block Ratliff and Rosenthal 1983).
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "effort.h"
#include "walk.h"

enum {
    CARTS_MAX_ORDERS = 5000,
    CARTS_MAX_STOPS = 100000, // of all orders together
    CARTS_MAX_PICKERS = 1000,
};
#define CARTS_MAX_AMOUNT INT64_C(1000000000000000) // largest load, limit or time

// What a cart can run out of. Loads are whole units of anything: pieces, grams, cubic centimetres.
enum carts_resource { CARTS_PIECES, CARTS_WEIGHT, CARTS_VOLUME, CARTS_TOTES, CARTS_N_RESOURCES };

// The name of a resource as a sentence says it ("weight"), translated.
const char *carts_resource_name(enum carts_resource resource);

// One order. `kinds` and `shuns` are bits of any meaning (food 1, poison 2): two orders where one
// shuns a kind of the other never share a cart, unless they belong together.
struct carts_order {
    uint32_t first, n; // its range of carts_problem.stops; n = 0: nothing to walk for
    int64_t load[CARTS_N_RESOURCES];
    int64_t due;       // cut-off in seconds after the carts start; below 0 = none
    int32_t urgency;   // 0 = ordinary; carts with a more urgent order (larger) leave earlier
    uint32_t together; // orders with the same number above 0 share a cart; 0 = alone
    uint64_t kinds, shuns;
};

// Who pushes the carts. Only needed when an order has a cut-off.
struct carts_crew {
    uint32_t pickers;
    double per_second; // units of length walked in a second
    double per_piece;  // seconds to pick one piece (load[CARTS_PIECES])
    double per_cart;   // seconds to fetch and to empty a cart
};

// A problem; everything is borrowed.
//
// Cut-offs: carts leave in the order of their most urgent order, then of their earliest cut-off,
// each with the picker who is free first. So an order never waits for a cart whose orders are all
// less pressing. An order is late by the seconds that its cart comes back after its cut-off. The
// sum of lateness is made small first, the sum of lengths second.
struct carts_problem {
    struct walk_floor floor;
    struct walk_end start;
    const struct walk_end *end; // NULL: carts come back to the start
    enum walk_rule rule;        // WALK_SHORTEST: exact walks
    const struct walk_stop *stops;
    size_t n_stops;
    const struct carts_order *orders;
    uint32_t n_orders;
    int64_t limit[CARTS_N_RESOURCES]; // of one cart; 0 = no limit
    uint32_t most_orders;             // on one cart; 0 = no limit
    struct carts_crew crew;           // pickers = 0: nobody counts the time
};

struct carts_cart {
    uint32_t first, n; // its range of carts_plan.orders
    int64_t length;
    double leaves, back; // seconds after the start; 0 without a crew
};

// Why an order is on no cart.
struct carts_refusal {
    uint32_t order;
    enum carts_resource
        resource; // CARTS_N_RESOURCES: more orders belong together than a cart takes
    int64_t needs, limit;
};

// The answer. Clear with carts_plan_clear().
struct carts_plan {
    struct carts_cart *carts; // in the order in which they leave
    uint32_t n_carts;
    uint32_t *orders; // cart by cart, rising
    struct carts_refusal *refusals;
    uint32_t n_refusals;
    int64_t length;  // of all carts
    double lateness; // seconds, of all orders
    uint32_t late_orders;
    uint64_t rounds; // done by the first thread
    bool proven;     // no plan is shorter
};

// Puts every order that fits on a cart. An order (or the orders that belong together with it)
// that fits on no cart is refused in the plan and the others are planned. One round is 1,024
// tries of each thread to change the plan, fewer in large waves with cut-offs; 0 rounds without a
// time stand for 64 rounds an order. The effort's function is called from the calling thread only;
// the work itself uses a second thread.
// Fails with TOTE_ENGINE_LIMIT, the field says what is out of bounds, also where a rule of
// walking is not defined or an order cannot be reached.
bool carts_plan_make(const struct carts_problem *problem, const struct effort *effort,
                     struct carts_plan *ret_plan, GError **error);

// The simple rules alone, to compare with and to explain: orders as they come, a cart is closed
// when the next one does not fit; and savings (only the rounds of the effort do not count).
bool carts_plan_first_come(const struct carts_problem *problem, struct carts_plan *ret_plan,
                           GError **error);
bool carts_plan_savings(const struct carts_problem *problem, struct carts_plan *ret_plan,
                        GError **error);

void carts_plan_clear(struct carts_plan *plan);
typedef struct carts_plan carts_plan;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(carts_plan, carts_plan_clear)
