// SPDX-License-Identifier: Apache-2.0
// Shortest walks of a picker through parallel aisles joined by cross aisles, exactly; and the
// walking rules that people are trained on, beside them.
//
// One block: Ratliff and Rosenthal 1983, "Order-picking in a rectangular warehouse". Two blocks:
// Roodbergen and de Koster 2001, "Routing order pickers in a warehouse with a middle aisle". Any
// number: Cambazard and Catusse 2018, "Fixed-parameter algorithms for rectilinear Steiner tree and
// rectilinear traveling salesman problem"; Pansart, Catusse and Cambazard 2018, "Exact algorithms
// for the order picking problem". A walk goes column by column; a state says of each junction of
// the column whether it was met, whether an odd or an even number of paths ends there, and which
// junctions are joined. One-way aisles: the states count what went in less what came out instead.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WALK_MAX_AISLES = 10000,
    WALK_MAX_ROWS = 8, // cross aisles; 6 where an aisle is one-way
    WALK_MAX_ROWS_ONE_WAY = 6,
    WALK_MAX_STOPS = 100000, // of one walk
};
#define WALK_MAX_SPAN INT64_C(1000000000000) // largest x, y and stub

// How a piece of an aisle between two cross aisles may be walked. Up: towards the higher row.
// A closed piece is not walked at all: a column of closed pieces is a door between two aisles.
enum walk_way { WALK_BOTH, WALK_UP, WALK_DOWN, WALK_CLOSED };

// A floor: aisles are columns, cross aisles are rows. Positions are whole units of any length
// (millimetres are a good one). Arrays are borrowed while walk_new() runs.
struct walk_floor {
    int aisles;         // 1 to WALK_MAX_AISLES
    int rows;           // 2 to WALK_MAX_ROWS
    const int64_t *x;   // per aisle, where it meets the cross aisles; never falling, from 0
    const int64_t *y;   // per row, rising, from 0
    const uint8_t *way; // enum walk_way of piece R of aisle A at A * (rows - 1) + R, piece 0
                        // between rows 0 and 1; NULL = every piece both ways
};

// Where a walk begins or ends: a junction, and how far the door is from it.
struct walk_end {
    int aisle, row;
    int64_t stub;
};

// A place to visit; both sides of an aisle are one place. y: from y[0] to y[rows - 1].
struct walk_stop {
    int aisle;
    int64_t y;
};

enum walk_rule {
    WALK_SHORTEST,
    WALK_S_SHAPE,        // through every aisle with stops, alternating
    WALK_RETURN,         // every aisle is left where it was entered
    WALK_MIDPOINT,       // the far half of an aisle is reached from the far cross aisle
    WALK_LARGEST_GAP,    // as midpoint, divided at the largest gap instead
    WALK_AISLE_BY_AISLE, // each aisle once, the best cross aisle between them ("combined")
    WALK_N_RULES,
};

// The name of a rule as people type it ("s-shape"), and back; false if there is none.
const char *walk_rule_name(enum walk_rule rule);
bool walk_rule_find(const char *name, enum walk_rule *ret_rule);

// A floor with its doors, ready to measure any number of walks: it keeps the states it has met
// and its memory, so that measuring allocates nothing once it is warm. One thread at a time.
struct walk;

// END NULL: the walk comes back to START. Fails with TOTE_ENGINE_LIMIT; the field names what is
// out of bounds. Free with walk_free() (NULL does nothing).
struct walk *walk_new(const struct walk_floor *floor, const struct walk_end *start,
                      const struct walk_end *end, GError **error);
void walk_free(struct walk *walk);

// Length of the shortest walk through all N stops, both stubs included; 0 without stops where the
// walk ends at its start. The fast call: nothing is checked, STOPS must be on the floor and are
// best sorted by aisle, then y (any order is right). -1: there is no walk, walk_tour() says why.
int64_t walk_length(struct walk *walk, const struct walk_stop *stops, size_t n);

// The same by a rule; -1 also where the rule is not defined.
int64_t walk_length_by(struct walk *walk, enum walk_rule rule, const struct walk_stop *stops,
                       size_t n);

// A point of the line walked, for drawing: corners and stops in the order met.
struct walk_point {
    int aisle;
    int64_t y;
    int stop; // index of the stop that is visited here, -1 = a corner
};

// A walk to follow. Clear with walk_tour_clear().
struct walk_tour {
    int64_t length; // with both stubs
    bool proven;    // no walk is shorter; false: a rule, or too many one-way pieces to be sure
    size_t *order;  // indices of the N stops in the order visited
    size_t n;
    struct walk_point *points; // from the start's junction to the end's
    size_t n_points;
};

// Finds the walk and its order. A shortest round walk on two-way aisles begins on the side of its
// nearer end. Fails with TOTE_ENGINE_LIMIT: too many stops, a stop off the floor, a stop that one-
// way aisles cut off, a rule that is not defined here (see tote-walks(7)), too many states.
bool walk_tour(struct walk *walk, enum walk_rule rule, const struct walk_stop *stops, size_t n,
               struct walk_tour *ret_tour, GError **error);
void walk_tour_clear(struct walk_tour *tour);

// The shortest way from one stop to another on the floor alone, -1 if there is none.
int64_t walk_between(const struct walk *walk, struct walk_stop from, struct walk_stop to);

typedef struct walk walk_auto;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(walk_auto, walk_free)
typedef struct walk_tour walk_tour_auto;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(walk_tour_auto, walk_tour_clear)
