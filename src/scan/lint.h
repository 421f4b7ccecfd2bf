// SPDX-License-Identifier: Apache-2.0
// The checks of single values that the GS1 syntax dictionary names ("linters").
#pragma once

#include "fault.h"

// What is checked. TEXT need not end in a NUL; THIS_YEAR decides the century of dates.
struct lint_text {
    const char *text;
    gsize len;
    int this_year;
};

// What a check objects to: LENGTH bytes at POSITION of the text. `detail` is N_() or NULL.
struct lint_fault {
    enum fault_code code;
    gsize position, length;
    const char *detail;
};

enum lint {
    LINT_NONE,
#define LINT(name, text, function) LINT_##name,
#include "lint.def"
#undef LINT
    N_LINTS
};

// Does TEXT pass the check? If not, *ret_fault says why. LINT_NONE passes all.
bool lint_run(enum lint lint, const struct lint_text *text, struct lint_fault *ret_fault);

// The name of a check in the dictionary ("csum"), "" for LINT_NONE; and the check of a name,
// LINT_NONE if there is none.
const char *lint_name(enum lint lint);
enum lint lint_of_name(const char *name);

// The year that YY means in THIS_YEAR: 51 or more ahead is the last century, 50 or more back the
// next one (GS1 General Specifications 7.12).
int lint_full_year(int yy, int this_year);

// Days of a month 1 to 12 of a year; 0 for any other month.
int lint_days_of_month(int year, int month);

// The two check characters that belong behind LEN characters of set 82 (GS1 General
// Specifications 7.9.5, modulo 1021 over primes); false if a character is not of the set or LEN
// is above 97.
bool lint_check_pair(const char *text, gsize len, char ret_pair[3]);

// The three capitals of ISO 4217 for a currency of three digits, NULL if there is none. Points to
// static text that does not end behind them.
const char *lint_currency_of(const char *digits);
