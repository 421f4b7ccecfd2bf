// SPDX-License-Identifier: Apache-2.0
// Numbers as people and spreadsheets write them: "1.234,50", "1 234", "12.0". What reads two ways,
// like "1,234", is decided by the other cells of its column, or not at all.
#pragma once

#include <glib.h>
#include <stdbool.h>

// What the numbers of a column count.
enum numeral_of {
    NUMERAL_ANY,     // nothing is known of it
    NUMERAL_PIECES,  // what has no fractions
    NUMERAL_MEASURE, // weights: written with three digits behind the point as often as not
};

// What the cells of a column gave away about its separators.
struct numeral_habits {
    bool decimal[2], groups[2]; // "." and ",": they were seen as decimal point, between groups
    bool whole[2];              // pieces with a fraction, were it one
    bool small, large;          // digits alone were seen, too few and enough to be grouped
    enum numeral_of of;
};

enum numeral {
    NUMERAL_PLAIN,    // *ret_plain holds it
    NUMERAL_TWO_WAYS, // thousands or a fraction, and nothing says which
    NUMERAL_NONE,     // no number
};

// Learns from a cell of the column. Besides what can be read in one way only, a column of pieces is
// grouped where a number below a thousand has no fraction (else all may have one, of three digits),
// and thousands of a column of weights are not grouped where one stands without a separator.
void numeral_learn(struct numeral_habits *habits, const char *cell, enum numeral_of of);

// Writes the number in TEXT with "." before its fraction and nothing else, without zeros at its
// end ("1.234,50 €" becomes "1234.5 €"); what stands before and behind stays. DECIMALS: so many
// digits behind a separator are its fraction in any case, 0 = none are. *ret_plain is set for
// NUMERAL_PLAIN only; free with g_free().
enum numeral numeral_read(const struct numeral_habits *habits, const char *text, size_t decimals,
                          char **ret_plain);

// Both readings of a number for which that is NUMERAL_TWO_WAYS. Free with g_free().
void numeral_readings(const char *text, char **ret_thousands, char **ret_fraction);
