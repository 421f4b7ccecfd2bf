// SPDX-License-Identifier: Apache-2.0
// The table of GS1 application identifiers: lengths, components, checks and associations.
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "lint.h"

enum { AI_PARTS_MAX = 7, AI_CHECKS_MAX = 3, AI_LENGTH_MIN = 2, AI_LENGTH_MAX = 4 };

// A component of a value: MIN to MAX characters of one set, with further checks.
struct ai_part {
    enum lint set; // LINT_NUMERIC, LINT_CSET82, LINT_CSET39 or LINT_CSET64
    guint8 min, max;
    bool optional; // may be missing, with all that follow
    enum lint checks[AI_CHECKS_MAX];
};

// An identifier or a range of them; see ai.def for the meaning of the strings.
struct ai_row {
    const char *first, *last, *title;
    bool fixed;     // needs no separator behind it
    bool attribute; // may stand in the query of a Digital Link
    const char *requires, *excludes, *key;
    struct ai_part parts[AI_PARTS_MAX]; // ends with max 0
};

// The rows in ascending order; *ret_count of them.
const struct ai_row *ai_rows(gsize *ret_count);

// The row of exactly the LEN characters of AI, or NULL.
const struct ai_row *ai_of(const char *ai, gsize len);

// Digits of an identifier that starts like DATA (GS1 General Specifications 7.8.4): 2, 3, 4;
// 0 if nothing starts so.
gsize ai_length(const char *data, gsize len);

// Length of the value of an identifier that starts with these two digits and needs no separator,
// also of those not assigned yet; 0 = runs to the separator.
gsize ai_fixed_length(const char *ai);

// Least and greatest length of a value of ROW.
gsize ai_min(const struct ai_row *row);
gsize ai_max(const struct ai_row *row);

// Are all components of ROW digits?
bool ai_numeric(const struct ai_row *row);

// Is TEXT nothing but LEN digits, at least one?
bool ai_digits(const char *text, gsize len);

// Length of the item at AT of a list that ends at END, its items SEPARATOR apart.
gsize ai_item(const char *at, const char *end, char separator);

// Does AI match PATTERN of PATTERN_LEN characters, as "01" or "35nn"?
bool ai_matches(const char *ai, const char *pattern, gsize pattern_len);
