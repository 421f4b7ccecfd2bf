// SPDX-License-Identifier: Apache-2.0
// Numbers as people and spreadsheets write them: "1.234,50", "1 234", "12.0". What reads two ways,
// like "1,234", is decided by the other cells of its column, or not at all.
#pragma once

#include <glib.h>
#include <stdbool.h>

// What the cells of a column gave away about its separators.
struct numeral_habits {
    bool decimal[2], groups[2]; // "." and ",": they were seen as decimal point, between groups
    bool whole[2];              // as groups, because the thing has no fractions
};

enum numeral {
    NUMERAL_PLAIN,    // *ret_plain holds it
    NUMERAL_TWO_WAYS, // thousands or a fraction, and nothing says which
    NUMERAL_NONE,     // no number
};

// Learns from a cell of the column. WHOLE: what it counts has no fractions.
void numeral_learn(struct numeral_habits *habits, const char *cell, bool whole);

// Writes the number in TEXT with "." before its fraction and nothing else, without zeros at its
// end ("1.234,50 €" becomes "1234.5 €"); what stands before and behind stays. DECIMALS: so many
// digits behind a separator are its fraction in any case, 0 = none are. *ret_plain is set for
// NUMERAL_PLAIN only; free with g_free().
enum numeral numeral_read(const struct numeral_habits *habits, const char *text, size_t decimals,
                          char **ret_plain);
