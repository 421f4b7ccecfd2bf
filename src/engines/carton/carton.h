// SPDX-License-Identifier: Apache-2.0
// Boxes: which cartons of a catalogue an order goes into and where each piece lies, and how one
// container is loaded as full as possible. Pure: no clock, no files; the same input, seed and
// rounds give the same answer.
//
// Lengths are millimetres, weights grams, prices minor units. A place is the corner of a piece
// nearest to the origin of the inside of the box: x and y on the floor, z upwards.
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "effort.h"

enum {
    CARTON_MAX_BOXES = 200,   // kinds of boxes in a catalogue
    CARTON_MAX_ITEMS = 1000,  // lines of an order
    CARTON_MAX_PIECES = 5000, // pieces of an order
    CARTON_MAX_SIDE = 100000, // 100 m
    CARTON_MAX_THREADS = 16,
};
#define CARTON_MAX_GRAMS G_GINT64_CONSTANT(1000000000)    // 1,000 t, also of all pieces together
#define CARTON_MAX_PRICE G_GINT64_CONSTANT(1000000000000) // of a box

// A kind of box.
struct carton_box {
    int inner[3]; // x, y, z of the inside
    int outer[3]; // not used for packing; 0 = as inside
    gint64 tare;  // the empty box
    gint64 gross; // most weight of the packed box, itself included
    gint64 price;
    int stock; // boxes that are there; negative = as many as needed
};

// Which of the three sizes may stand upright: bit k for size[k]. Pieces always turn on the floor.
enum { CARTON_UPRIGHT = 4, CARTON_ANY_WAY = 7 }; // "this side up" is the third size

enum carton_flag {
    CARTON_NO_STACK = 1, // nothing on top
    CARTON_FRAGILE = 2,  // carries no more than it weighs itself
    CARTON_ALONE = 4,    // every piece in a box of its own
    CARTON_AS_IS = 8,    // every piece ships in its own carton: takes no box
};

// A line of an order.
struct carton_item {
    int size[3];
    gint64 grams; // of one piece
    int quantity;
    unsigned upright; // bits as above; 0 counts as CARTON_ANY_WAY
    unsigned flags;   // enum carton_flag
    gint64 bears;     // grams that may rest on a piece; 0 = any weight
};

enum carton_goal {
    CARTON_FEWEST_THEN_VOLUME, // fewest boxes, of those the least inner volume
    CARTON_FEWEST_THEN_PRICE,  // fewest boxes, of those the least price
    CARTON_LEAST_PRICE,        // least price of all boxes, of those the fewest boxes
};

struct carton_rules {
    double support; // 0 to 1: share of its base that a piece above the floor must lie on
    enum carton_goal goal;
    bool flat;   // every piece keeps its third size upright
    int threads; // carton_load() only: 1 or more; 0 = 1
};

// One placed piece. In an answer the pieces of a box stand in the order to put them in: each can
// be lowered from above onto what is there already.
struct carton_piece {
    guint item; // index into the items
    int at[3];
    int size[3]; // as turned
};

// One packed box.
struct carton_packed {
    int box;        // index into the boxes; -1 = the piece is its own carton
    guint first, n; // its pieces in carton_answer.pieces
    gint64 grams;   // packed weight, box included
};

// Why pieces of an item are in no box.
enum carton_reason {
    CARTON_TOO_LONG,  // a side is longer than every box takes
    CARTON_TOO_HEAVY, // heavier than every box it fits into may hold
    CARTON_NONE_LEFT, // the boxes in stock are used up
    CARTON_N_REASONS,
};

struct carton_misfit {
    guint item;
    int pieces;
    enum carton_reason reason;
    int side;           // CARTON_TOO_LONG: index of the size that is too long, else -1
    gint64 given, most; // that length or weight, and what the most generous box takes
};

struct carton_answer {
    GArray *boxes;   // struct carton_packed
    GArray *pieces;  // struct carton_piece
    GArray *misfits; // struct carton_misfit
    guint least;     // no packing has fewer boxes (of pieces that fit)
    gint64 volume;   // inner volume of the boxes, mm3
    gint64 price;    // of the boxes
};

typedef struct carton_answer carton_answer;
void carton_answer_free(carton_answer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(carton_answer, carton_answer_free)

// Packs ITEMS into boxes of the catalogue BOXES. What fits into no box is listed in misfits with
// its reason; everything else is packed. A round is one block put into a box on trial;
// effort->rounds 0 means 40000 an order, and five times the rounds are spent where bounds do not
// exclude fewer boxes. Fails with TOTE_ENGINE_LIMIT (the field names the member) when a count, a
// size or a weight is out of bounds. Caller frees.
struct carton_answer *carton_pack(const struct carton_box *boxes, guint n_boxes,
                                  const struct carton_item *items, guint n_items,
                                  const struct carton_rules *rules, const struct effort *effort,
                                  GError **error);

// Loads one box as full as possible: the most volume of ITEMS inside BOX. The answer has at most
// one box; pieces that stay behind are not misfits. A round is one block put in on
// trial; 0 = 1000000. Fails as carton_pack(). Caller frees.
struct carton_answer *carton_load(const struct carton_box *box, const struct carton_item *items,
                                  guint n_items, const struct carton_rules *rules,
                                  const struct effort *effort, GError **error);
