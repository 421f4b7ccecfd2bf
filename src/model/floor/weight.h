// SPDX-License-Identifier: Apache-2.0
// What a packed box may weigh.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// The scale of a bench takes 1 to this many grams.
enum { WEIGHT_MAX_G = 100000 };

// Is GRAMS a weight that a box can have?
bool weight_possible(int64_t grams);

// The grams that TEXT is, of digits alone; 0 = no weight of a box.
int64_t weight_of_text(const char *text);

// The grams of a weight that TEXT gives in kilograms, with a point or a comma: "2.5", "2,500"; 0 =
// it is none.
int64_t weight_of_kilograms(const char *text);

// What the books say of a box. All in grams.
struct weight_known {
    int64_t goods;             // what its pieces weigh as far as that is known
    int64_t weightless;        // pieces of which nobody knows
    int64_t tare;              // of the carton, where it was chosen
    int64_t carton;            // what a carton of which nobody knows it weighs at most, else 0
    int64_t percent, at_least; // settings: tolerated difference, in per cent of what is expected
};

// What the box should weigh; 0 = nobody knows.
int64_t weight_expected(const struct weight_known *known);

// How far off is tolerated: as the settings say, and for GRAMS, which may have a carton in them
// that nobody told of.
int64_t weight_tolerance(const struct weight_known *known);
int64_t weight_tolerated(const struct weight_known *known, int64_t grams);

// What the scale may say without a question: from *RET_LEAST to *RET_MOST.
void weight_range(const struct weight_known *known, int64_t *ret_least, int64_t *ret_most);

enum weight_verdict { WEIGHT_UNKNOWN, WEIGHT_WITHIN, WEIGHT_LIGHT, WEIGHT_HEAVY };

// What the scale says against what is expected. *ret_off (may be NULL) is how many grams too light
// or too heavy. Where the weight of some piece is not known a box can only be too light.
enum weight_verdict weight_judge(const struct weight_known *known, int64_t grams, int64_t *ret_off);
