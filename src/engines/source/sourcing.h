// SPDX-License-Identifier: Apache-2.0
// Which place ships what of an order: the exact plan of one order, a joint plan of all open
// orders, the greedy rules in common use beside them, and the terms behind every choice.
//
// One order: branch and bound over sets of places (fewest-parcel sourcing is a set cover: hard in
// general, tiny in practice). All orders together: ruin and recreate (Schrimpf et al. 2000,
// "Record breaking optimization results using the ruin and recreate principle"; Shaw 1998, "Using
// constraint programming and local search methods to solve vehicle routing problems"). That a plan
// should stay open until goods leave is from Xu, Allgor and Graves 2009, "Benefits of reevaluating
// real-time order fulfillment decisions"; that a scarce unit has a price beyond its parcel from
// Acimovic and Graves 2015, "Making better fulfillment decisions on the fly in an online retail
// environment", and Jasin and Sinha 2015, "An LP-based correlated rounding scheme for multi-item
// ecommerce order fulfillment".
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "effort.h"

enum {
    SOURCE_MAX_NODES = 1024,
    // The places one order looks at. With more that may ship it, the cheapest are looked at, some
    // for each line; the plan then is a good one, with a bound, instead of the best.
    SOURCE_MAX_EXACT = 64,
    SOURCE_MAX_ORDERS = 100000,
    SOURCE_MAX_LINES = 1000, // of one order
    SOURCE_MAX_ALL_LINES = 1000000,
    SOURCE_MAX_SKUS = 1000000,
    SOURCE_MAX_CELLS = 1 << 25, // nodes x skus, and nodes x orders
    SOURCE_MAX_QTY = 1000000,   // of a line; of a stock row a thousand times that
    SOURCE_MAX_PRIORITY = 3,
    SOURCE_MAX_CHOICES = 16,
    SOURCE_NO_LIMIT = INT32_MAX, // of max_parcels and max_units
};

// A cost may be at most this; all are in one currency, whatever it is.
#define SOURCE_MAX_COST 1e9

// A place that ships: a warehouse, a shop, a supplier who sends directly.
struct source_node {
    double fixed;    // of a parcel
    double per_km;   // of a parcel, for each unit of distance
    double handling; // of a unit that is picked there
    uint64_t offers; // what it can do, bits that the caller chooses: a region, cold chain, hazmat
    int max_parcels; // it takes so many more (today); 0 = closed, SOURCE_NO_LIMIT
    int max_units;
};

// What lies where. Rows of one node and sku add up.
struct source_stock {
    int node, sku;
    int64_t qty;  // on hand; less than nothing counts as nothing
    int64_t keep; // safety stock: so much of it is not for orders
};

struct source_line {
    int sku;
    int qty;
};

struct source_order {
    int first, n;    // its part of source_problem.lines; each sku once
    uint64_t needs;  // bits of source_node.offers that every place that ships it has to have
    int max_parcels; // SOURCE_NO_LIMIT; 1 = all from one place
    bool complete;   // ship all of it or nothing
    int priority;    // 0 to SOURCE_MAX_PRIORITY: a class above comes first where goods are short
    int preferred;   // node whose parcel is cheaper by BONUS (never less than nothing); -1 = none
    double bonus;
};

// Arrays are the caller's and stay as they are. Orders stand in the order of arrival.
struct source_problem {
    const struct source_node *nodes;
    const struct source_stock *stock;
    const struct source_order *orders;
    const struct source_line *lines;
    int n_nodes, n_stock, n_orders, n_lines, n_skus;
    const uint64_t *sku_needs; // [n_skus] as source_order.needs, for one sku; NULL = nothing
    const double *distance;    // [order * n_nodes + node]
    const uint8_t *barred;     // [order * n_nodes + node], not 0: never this one; NULL = none
    // [sku * n_nodes + node] what a unit there brings later if it stays: its shadow price, see
    // source_prices(). NULL = nothing.
    const double *price;
    double shortage; // of a unit that is not shipped
};

// What a plan costs and why. Without the opportunity it is what is paid: parcels, distance,
// handling, less the bonus, and shortage and rank for what stays behind.
struct source_terms {
    double parcels, distance, handling, bonus;
    double shortage;    // units not shipped at the price of source_problem.shortage
    double rank;        // what their priority adds to that: weights 1, 8, 64, 512
    double opportunity; // what the units are thought to bring later, where they are scarce
    double total;       // parcels + distance + handling - bonus + shortage + rank + opportunity
    int n_parcels;
    int64_t short_units;
};

struct source_piece {
    int line; // of source_problem.lines
    int node;
    int qty;
};

// A plan of every order. Pieces stand by order, node and line.
struct source_answer {
    struct source_piece *pieces;
    int *first;                 // [n_orders + 1]: where the pieces of an order begin
    struct source_terms *terms; // [n_orders]
    struct source_terms sum;    // over all orders
    int n_orders, n_pieces;
    uint64_t rounds; // that were done
};
void source_answer_clear(struct source_answer *answer);
typedef struct source_answer source_answer;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(source_answer, source_answer_clear)

// Order by order as they arrive, higher classes first, each at its least cost from what is left.
//
// All functions here that take a problem check it and fail with TOTE_ENGINE_LIMIT (the field names
// the member); plans never oversell, and what an order may not have is left short.
bool source_online(const struct source_problem *problem, struct source_answer *ret_answer,
                   GError **error);

// All orders together, sharing the stock: never dearer than source_online(). A round takes a few
// orders out and puts them back; rounds 0 = 400 for each order. The same seed and rounds give the
// same answer when time is not what ends it. From 200 orders on a second thread helps;
// effort->spent is called by the calling thread only. Where effort is spent at once the answer is
// that of source_online(), which takes some ten microseconds an order.
bool source_batch(const struct source_problem *problem, const struct effort *effort,
                  struct source_answer *ret_answer, GError **error);

// What one more unit of an item at a place would save the open orders, and a bound: no plan of all
// of them costs less than *ret_bound. KNOWN is the cost of some plan, to measure steps by. A round
// lets every order choose once; rounds 0 = 150. PRICES: [sku * n_nodes + node] as
// source_problem.price, may be NULL; they come on top of those. Where effort is spent before the
// first round is over there are no prices and the bound is 0.
bool source_prices(const struct source_problem *problem, double known, const struct effort *effort,
                   double *ret_prices, double *ret_bound, GError **error);

// The rules of thumb that shop systems use, for comparison.
enum source_rule {
    SOURCE_BY_PRIORITY,    // places in the order of the list, from each as much as it has
    SOURCE_NEAREST,        // likewise, by distance
    SOURCE_MOST_STOCK,     // likewise, by units of the order's items that lie there
    SOURCE_ONE_OR_NEAREST, // the nearest that has all of it, else by distance
    SOURCE_N_RULES,
};
bool source_by_rule(const struct source_problem *problem, enum source_rule rule,
                    struct source_answer *ret_answer, GError **error);
const char *source_rule_name(enum source_rule rule); // translated

// One way to ship an order.
struct source_choice {
    struct source_piece *pieces; // by node and line
    int n_pieces;
    struct source_terms terms;
};

// The cheapest ways for one order, best first, no two from the same set of places.
struct source_choices {
    struct source_choice best[SOURCE_MAX_CHOICES];
    int n;
    bool exact;   // proven; else `bound` says how cheap it could be at most
    double bound; // no plan of this order costs less
};
void source_choices_clear(struct source_choices *choices);
typedef struct source_choices source_choices;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(source_choices, source_choices_clear)

// The WANTED (1 to SOURCE_MAX_CHOICES) cheapest plans of ORDER from what the other orders of
// OTHERS leave (NULL: they leave everything).
bool source_choose(const struct source_problem *problem, int order, int wanted,
                   const struct source_answer *others, struct source_choices *ret_choices,
                   GError **error);

// Why CHOICE is what it is, as a sentence; beside BEST if that is another one. NAMES are of the
// nodes. Caller frees.
char *source_why(const struct source_choice *choice, const struct source_choice *best,
                 const char *const *names);
