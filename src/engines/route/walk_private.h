// SPDX-License-Identifier: Apache-2.0
// What the files of the walk engine share; callers use walk.h and walk_bins.h.
#pragma once

#include "junction.h"
#include "walk.h"

// The stops of a piece as its moves need them. A pair of return trips leaves out the largest gap.
struct walk_piece {
    int64_t low, high; // twice the way to the farthest stop from the lower, the upper end
    int64_t ends;      // both return trips together
    bool any;          // are there stops?
};

struct walk_entry {
    int32_t state;
    int64_t cost;
};

struct walk_list {
    struct walk_entry *entries;
    size_t n, room;
};

// One thing done in a column: a door or a piece. `slot`: of the door, or of the piece's move 0.
struct walk_stage {
    int slot, piece; // piece -1 = a door
    struct walk_list out;
};

// How a piece may be used, and what it costs; slot -1 = not at all.
struct walk_option {
    int slot;
    int64_t cost;
};

enum {
    WALK_MAX_STAGES = WALK_MAX_ROWS + 1,
    WALK_MAX_OPTIONS = 128,
    WALK_HEADS_MAX = 8 * 1024 * 1024, // of one walk: 128 MB, some seconds
};

struct walk {
    int aisles, rows, pieces;
    int64_t *x, *y;
    uint8_t *way;
    struct walk_end door[2];
    bool two_way; // no piece is one-way
    bool plain;   // and none is closed
    struct junctions states;
    // The walk being measured: its columns, and the stops of piece P of aisle A at A * pieces + P.
    int first, last;
    struct walk_piece *piece;
    // The states at the left side of each column, one list after the other.
    struct walk_list heads;
    size_t *head_at; // per column of first..last, and one more
    struct walk_stage stages[WALK_MAX_STAGES];
    int n_stages;
    bool too_large; // the walk has more states in sum than are kept
    uint32_t stamp;
    // Trying changes of a few pieces (walk_probe.c): heads are right up to column `heads_to`,
    // tails from column `tails_from` on. tails: per column and state the least cost from the
    // column's right side to the end; n_tails 0 = there are too many states for it.
    int heads_to, tails_from;
    int32_t n_tails;
    int64_t *tails, *tail_steps[2];
    struct walk_list probe[2];
    struct walk_stop *sorted; // stops of the walk being measured
    size_t sorted_room;
};

// May a walk end in STATE?
static inline bool walk_is_end(const struct walk *walk, int32_t state)
{
    return state == JUNCTION_ENDED || walk->states.done[state];
}

// --- walk_layers.c

// Runs the columns over the pieces. The least length without stubs, or -1. *ret_state: the state
// at the end.
int64_t walk_layers_run(struct walk *walk, int32_t *ret_state);

// Parts of it: the one head of the first column; the states right of AISLE, from N left of it;
// those left of the next column, added to OUT; the heads of the next column.
void walk_layers_begin(struct walk *walk);
const struct walk_list *walk_column_run(struct walk *walk, int aisle, const struct walk_entry *in,
                                        size_t n);
void walk_cross_run(struct walk *walk, int aisle, const struct walk_list *from,
                    struct walk_list *out);
void walk_heads_run(struct walk *walk, int aisle);
void walk_stages_list(struct walk *walk, int aisle);
int walk_stage_options(const struct walk *walk, int aisle, const struct walk_stage *stage,
                       struct walk_option *options);

// What each piece and each cross aisle is used for in the walk of the last run.
struct walk_plan {
    int8_t *move;   // per piece, enum junction_move; -1 = not at all
    int8_t *flow;   // per aisle and row: walks to the next aisle (parity or rightwards ones)
    uint8_t *edges; // the same: how many
};
void walk_layers_plan(struct walk *walk, int32_t state, int64_t cost, struct walk_plan *ret_plan);

// --- walk_probe.c

#define WALK_NEVER (INT64_MAX / 4)

// Prepares probing in columns FIRST to LAST, the pieces as they are.
void walk_probe_open(struct walk *walk, int first, int last);
// The length without stubs of a walk of which only pieces of columns FROM to TO were changed
// since the last keep; WALK_NEVER = there is none.
int64_t walk_probe_length(struct walk *walk, int from, int to);
// The changes in these columns stay.
void walk_probe_keep(struct walk *walk, int from, int to);

// --- walk.c

// The piece in which height Y lies; a junction belongs to the piece below it.
int walk_piece_at(const struct walk *walk, int64_t y);
// What piece P with stops from FIRST to LAST and a largest gap GAP between two of them costs.
struct walk_piece walk_piece_of(const struct walk *walk, int p, int64_t first, int64_t last,
                                int64_t gap);
// A walk of LENGTH through N stops with its stubs; without stops a round walk need not begin.
int64_t walk_total(const struct walk *walk, int64_t length, size_t n);
// The columns that a walk with stops in aisles LOW to HIGH may use: where ways are closed it may
// have to go around.
void walk_columns_of(const struct walk *walk, int low, int high, int *ret_first, int *ret_last);
// Fills the pieces from N > 0 stops sorted by aisle, then y, and sets the columns.
void walk_pieces_fill(struct walk *walk, const struct walk_stop *stops, size_t n);
int walk_compare(const struct walk_stop *a, const struct walk_stop *b);
// Always false: why there is no walk through these stops.
bool walk_refuse(const struct walk *walk, const struct walk_stop *stops, size_t n, GError **error);

// --- walk_reach.c

// Per junction (aisle * rows + row) the way from FROM, or (BACK) from there to FROM; -1 = none.
// Caller frees.
int64_t *walk_distances(const struct walk *walk, struct walk_stop from, bool back);
// The way between STOP and where the distances were taken from, by the junctions of its piece.
int64_t walk_reach(const struct walk *walk, const int64_t *distances, struct walk_stop stop,
                   bool back);

// --- walk_trace.c

// The walk of the last run, which ended in STATE at COST, as order and points of *tour. SORTED:
// the N stops in the order of the run; INDEX: what each is called.
void walk_trace(struct walk *walk, const struct walk_stop *sorted, const size_t *index, size_t n,
                struct walk_entry end, struct walk_tour *tour);

// --- walk_rules.c

bool walk_by_rule(const struct walk *walk, enum walk_rule rule, const struct walk_stop *stops,
                  size_t n, struct walk_tour *ret_tour, GError **error);
