// SPDX-License-Identifier: Apache-2.0
// The functions behind the table of checks. Private to the lint files.
#pragma once

#include "lint.h"

#define LINT(name, text, function)                                                                 \
    bool function(const struct lint_text *text_, struct lint_fault *ret_fault);
#include "lint.def"
#undef LINT

// Fills *ret_fault and returns false, so that a check can end with it.
bool lint_object(struct lint_fault *ret_fault, enum fault_code code, gsize position, gsize length);

// Are all characters digits? Objects to the first that is none.
bool lint_digits(const struct lint_text *text, struct lint_fault *ret_fault);

// The number in COUNT digits.
int lint_number(const char *digits, gsize count);
