// SPDX-License-Identifier: Apache-2.0
// The state of the packing bench, and how it is drawn.
#pragma once

#include "box_weight.h"
#include "pack_view.h"
#include "people.h"
#include "screen.h"
#include "store_order.h"
#include "store_order_read.h"

struct bench {
    struct pack_view pack;
    struct list *parcels, *types, *order;
    struct person person;
    struct weight_rules rules;
    int64_t asked; // what was asked before the box was closed all the same: missing pieces, a stop
    bool loaded;
    bool held;    // by the one who sits here, when it was read last
    char *label;  // how far the label was then, and
    int64_t said; // what had been said (ui_said())
};

// Reads all of it again; the parcels are those of this packing.
bool bench_load(struct view *view, GError **error);
void bench_release(struct bench *self);

// Has every closed box the scan of its label?
bool bench_proven(const struct bench *self);

// Have all of them left?
bool bench_gone(const struct bench *self);

// Is the box open, so that pieces go in?
bool bench_open_now(const struct bench *self);
// Is it open and not in the hands of the one who sits here?
bool bench_elsewhere(const struct bench *self);
// The box in hand and what became of the last closed one; NULL = none.
const struct box_row *bench_box(const struct bench *self);
const struct parcel_row *bench_parcel(const struct bench *self);

// What the scale may say without another question, in words; NULL where nobody knows. Caller frees.
char *bench_weight_words(const struct weight_known *known, bool small);

// What the customer asks of who packs; NULL = nothing.
const char *bench_note(const struct bench *self);

// The number of the packing; caller frees.
char *bench_number(const struct bench *self);

// Is CODE that of a carton?
bool bench_is_type(const struct bench *self, const char *code);

// Actions that ask about the boxes (bench_boxes.c), and the answer to the question for a weight:
// BOX is the number of the box.
bool bench_ask_weigh(struct view *view, GError **error);
bool bench_ask_box(struct view *view, GError **error);
bool bench_ask_carton(struct view *view, GError **error);
bool bench_ask_hand(struct view *view, GError **error);
bool bench_weigh(struct view *view, const char *box, const char *grams, GError **error);

void bench_draw(struct view *view, const struct layout *layout);
