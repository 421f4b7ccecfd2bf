// SPDX-License-Identifier: Apache-2.0
// Inside this folder: filling one box by a beam search over blocks of pieces (Araya and Riff 2014).
#pragma once

#include "bay.h"
#include "dice.h"
#include "effort.h"

enum { MAX_PARTS = 5 }; // kinds in one block

// Pieces that are alike in everything that matters for packing.
struct kind {
    int size[3];
    unsigned upright; // never 0
    gint64 grams, volume;
    double value; // of a piece inside the box; its volume, or what the caller wants most
    double bears; // grams that may rest on it; INFINITY = any, negative = nothing may touch
    int n_turns;
    int turns[6][3];
};

// Pieces put together to a box without (or with hardly any) gaps: a grid of one kind in one turn,
// or two blocks side by side. Singles are grids of 1 x 1 x 1.
struct block {
    int size[3];
    guint n; // pieces
    gint64 volume, grams;
    double value;
    float merit;
    int n_parts;
    struct part {
        guint kind;
        int n;
    } parts[MAX_PARTS];
    int joint; // axis along which A and B stand side by side; -1 = a grid
    guint a, b;
    int turn, grid[3];
};

// How a search looks at things; several tastes find different packings.
struct taste {
    double touch;   // power of the share of a block's surface that touches walls or other blocks
    double few;     // power by which a block of many pieces loses
    double near_by; // gaps up to this share of a block's size count as touching
    int pull[3];    // weights of the distances to a corner when the next room is chosen
    double noise;
    bool hangs; // blocks may also stand under the top of their room, unless support is asked for
};

// What to load, given by the caller.
struct load_task {
    int size[3];
    gint64 grams; // the pieces may weigh
    double support;
    guint n_kinds;
    const struct kind *kinds;
    const int *count; // pieces of each kind
    guint max_blocks;
    const struct taste *tastes; // pass P of the beam takes taste P % n_tastes
    guint n_tastes;
    guint64 lines; // tries of piece by piece before the beam begins; at most 3/4 of the budget
    int threads;
};

// What came of it. Pieces are struct carton_piece with the kind as their item.
struct load_result {
    GArray *pieces;
    int *placed; // of each kind
    double value;
    gint64 volume;
    bool all; // nothing stayed outside
};

struct load_result load_result_new(guint n_kinds);
void load_result_clear(struct load_result *result);

// Fills *ret_result (made by load_result_new()) with the best loading that BUDGET greedy
// completions find; adds those it took to *rounds. Ends early when everything is inside, when
// effort says so, or when the beam is as wide as WIDEST.
void load_box(const struct load_task *task, guint64 budget, guint widest,
              const struct effort *effort, guint64 *rounds, struct load_result *ret_result);
