// SPDX-License-Identifier: Apache-2.0
// Random sourcing problems by seed, and an inspector that checks plans against every rule.
#pragma once

#include "dice.h"
#include "sourcing.h"

struct source_case {
    struct source_problem problem;
    struct source_node *nodes;
    struct source_stock *stock;
    struct source_order *orders;
    struct source_line *lines;
    uint64_t *sku_needs;
    double *distance, *price;
    uint8_t *barred;
};

// How large and how strict; zero members are left out.
struct source_taste {
    int nodes, skus, orders, lines, qty; // at most so many, at least 1
    bool rules;                          // regions, closed places, complete orders, classes, bonus
    bool caps;                           // places take a limited number of units
    bool prices;
};

void source_case_make(struct source_case *c, uint64_t seed, const struct source_taste *taste);
void source_case_clear(struct source_case *c);

// Ends the test when ANSWER breaks a rule of PROBLEM or its terms do not add up.
void source_inspect(const struct source_problem *problem, const struct source_answer *answer);
// The terms of one order, counted anew from its pieces.
void source_count(const struct source_problem *problem, int order,
                  const struct source_piece *pieces, int n, struct source_terms *ret_terms);
void source_same_terms(const struct source_terms *a, const struct source_terms *b);
