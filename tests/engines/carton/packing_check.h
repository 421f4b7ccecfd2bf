// SPDX-License-Identifier: Apache-2.0
// Checks an answer of the carton engine against its rules, without any code of the engine.
#pragma once

#include "carton.h"

// An order for the engine, as the tests make it.
struct case_order {
    struct carton_box boxes[8];
    guint n_boxes;
    struct carton_item items[40];
    guint n_items;
    struct carton_rules rules;
};

// Aborts with the broken rule when the answer overlaps, sticks out, is too heavy, turns a piece a
// forbidden way, lacks support, loads something beyond what it bears, mixes what ships alone,
// takes more boxes than are in stock, loses or doubles a piece, or cannot be put in step by step.
void check_answer(const struct case_order *order, const struct carton_answer *answer);

// Effort of so many rounds and no clock.
struct effort rounds_only(guint64 seed, guint64 rounds);
