// SPDX-License-Identifier: Apache-2.0
// GS1 element strings as designs write them: [AI]value[AI]value.
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { ELEMENTS_MAX = 48 }; // characters of one GS1-128 without brackets (GS1 Gen. Spec. 5.4.1)

// Checks TEXT before a symbol is made of it: known application identifiers, length, characters
// and check digit of each value, no repeats, at most ELEMENTS_MAX characters. FIELD names the
// field in errors: TOTE_LABEL_DATA, TOTE_CHECK_DIGIT.
bool elements_check(const char *text, const char *field, GError **error);

// What a reader gives back: AIs and values in a row, FNC1 as \x1d where a value of variable
// length is followed by another element. TEXT is checked. Caller frees.
char *elements_data(const char *text);

// What people read: "(00) 340123450000000000". Caller frees.
char *elements_readable(const char *text);
