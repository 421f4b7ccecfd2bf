// SPDX-License-Identifier: Apache-2.0
// Inside the source engine: a checked problem made ready for search, and the books of a search.
#pragma once

#include "sourcing.h"

// Nodes are numbered by handling cost in here, the cheapest first, so that the lowest bit of a set
// is the place to pick from. An order knows its places by their number among its own: `seat`.
struct desk {
    const struct source_problem *problem;
    int n_nodes, seats;
    int *outer;          // node -> the caller's number
    double *handling;    // by node
    int32_t *stock;      // [sku * n_nodes + node], what orders may have
    int64_t *parcels;    // by node, how many it takes
    int64_t *units;      // by node
    bool capped;         // some node takes a limited number of units
    uint16_t *node_at;   // [order * seats + seat]; NULL: seat = node
    uint64_t *allowed;   // [order] seats that may ship it
    bool *cut;           // [order] there were more places than seats
    double *fee;         // [order * seats + seat] a parcel, less the bonus
    double *short_price; // [order] a unit not shipped, with its priority
    double *price;       // [sku * n_nodes + node] of the problem, or NULL
};

bool source_check(const struct source_problem *problem, GError **error);

bool desk_open(struct desk *desk, const struct source_problem *problem, GError **error);
void desk_close(struct desk *desk);
typedef struct desk source_desk;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(source_desk, desk_close)

static inline int desk_node(const struct desk *desk, int order, int seat)
{
    return desk->node_at ? desk->node_at[(size_t)order * (size_t)desk->seats + (size_t)seat] : seat;
}

struct piece {
    int32_t line, node, qty; // line of the problem, node of the desk
};

struct plan {
    double cost;
    uint64_t set; // seats that ship
    struct piece *pieces;
    int n, room;
};

// What is left, and who has what. Several books may share the plans, each with its own orders.
struct book {
    const struct desk *desk;
    int32_t *stock;
    int64_t *parcels, *units;
    struct plan *plans; // [order]
};

void book_open(struct book *book, const struct desk *desk, struct plan *plans);
void book_close(struct book *book);
void book_take(struct book *book, int order); // the goods of its plan are taken
void book_give(struct book *book, int order); // and given back
struct plan *plans_new(int n);
void plans_free(struct plan *plans, int n);
void plan_add(struct plan *plan, struct piece piece);
void plan_copy(struct plan *to, const struct plan *from);

// What picking from a set of seats comes to.
struct filling {
    double cost;     // of the units, and of those that are short
    uint64_t used;   // seats
    int64_t missing; // units
    double more;     // at least so much dearer, until no line misses any
    int line;        // the one for which that is so, -1 = none misses any
};

// The least cost of one order: scratch of one search at a time, used again and again.
struct ask {
    // The question; ask_open() sets what finds the best plan
    double limit;        // only plans below this are wanted
    double enough;       // stop at a plan of at most this
    int wanted;          // plans of different sets of places, best first
    uint64_t try_first;  // a set of seats that may be the best; 0 = none
    uint64_t most_work;  // fillings of lines, then the best so far is good enough
    const double *price; // [sku * n_nodes + node] what a unit brings later; NULL = nothing
    // The answer
    struct {
        double cost;
        uint64_t set; // of seats
    } best[SOURCE_MAX_CHOICES];
    int n;
    bool exact;   // nothing was left out
    double bound; // no plan costs less
    // Inside
    const struct desk *desk;
    int order, n_lines, max_parcels;
    uint64_t all; // seats that have something
    const double *fee;
    double short_price;
    bool complete;
    uint64_t work;
    int32_t *want, *have;           // [line], [line * seats + seat]
    double *unit;                   // [line * seats + seat] where there are some
    uint64_t *any;                  // [line] seats that have some
    double *dear;                   // [line] its dearest unit
    uint8_t *by_have;               // [line * seats + i] seats that have some, the most first
    uint8_t *by_fee;                // seats, the cheapest parcel first
    int32_t *pick;                  // [line * seats + seat] of the last spread
    int32_t *behind;                // [line] units that it leaves short
    const int64_t *units;           // what nodes may still pick
    int64_t room[SOURCE_MAX_EXACT]; // the same by seat, less the spread
};

void ask_open(struct ask *ask, const struct desk *desk);
void ask_close(struct ask *ask);
// Asks for ORDER, which must have no goods in the book. False: no plan is below the limit.
bool ask_plan(struct ask *ask, const struct book *book, int order);
// The seat of SET where a unit of LINE costs least. Without prices that is the lowest.
static inline int ask_next_seat(const struct ask *ask, int line, uint64_t set)
{
    int best = __builtin_ctzll(set);
    const double *unit = ask->unit + line * ask->desk->seats;
    for (set = ask->price ? set & (set - 1) : 0; set; set &= set - 1)
        if (unit[__builtin_ctzll(set)] < unit[best])
            best = __builtin_ctzll(set);
    return best;
}
// What it costs to leave one unit short and ship others: an order that is complete or nothing does
// not do that.
static inline double ask_short(const struct ask *ask)
{
    return ask->complete ? 1e15 : ask->short_price;
}
// Writes down who picks what when SET ships: ask->pick, ask->behind. No node picks more units than
// it may. Answers cost, seats used and units missing.
struct filling ask_spread(struct ask *ask, uint64_t set);
// Makes the plan of the I-th best set.
void ask_plan_of(struct ask *ask, int i, struct plan *ret_plan);

void desk_terms(const struct desk *desk, int order, const struct plan *plan,
                struct source_terms *ret_terms);
void desk_answer(const struct desk *desk, const struct plan *plans,
                 struct source_answer *ret_answer);
// Numbers of the orders by class, then as they arrive. Caller frees.
int *desk_turns(const struct desk *desk);
void desk_pieces(const struct desk *desk, const struct plan *plan, struct source_piece *to);
// Plans every order in turn; the book's goods are taken.
void book_fill(struct book *book, struct ask *ask);
