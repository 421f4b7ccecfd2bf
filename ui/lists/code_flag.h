// SPDX-License-Identifier: Apache-2.0
// What the model's tables of codes say about a code, so that no screen compares words.
#pragma once

#include <stdbool.h>

// The number that CODE has in a column of a table (model/code_tables.h) as yes or no; false for an
// unknown code: code_flag("line_kind", line->kind, "goods").
bool code_flag(const char *table, const char *code, const char *column);
