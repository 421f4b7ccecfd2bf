// SPDX-License-Identifier: Apache-2.0
// Placeholders: {name} has to have a value, {name?} may have none.
#pragma once

#include "label.h"

// Checks the placeholders of a design's text. Errors: TOTE_LABEL_DESIGN (field: the name).
bool label_bind_check(const char *text, GError **error);

// TEXT with the values of FIELDS. A line with {name?} where none of these is known is left out.
// ISOLATE: a value inside a line with other text keeps its own direction (Unicode TR9, FSI/PDI).
// RET_FIELD (may be NULL): the name with the longest value, for messages; NULL = none. Caller frees
// both.
// Errors: TOTE_LABEL_DATA (field: the name that has no value).
bool label_bind(const char *text, const label_fields *fields, bool isolate, char **ret_text,
                char **ret_field, GError **error);
