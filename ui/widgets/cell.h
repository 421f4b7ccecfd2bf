// SPDX-License-Identifier: Apache-2.0
// A field of a row as the cell of a list shows it.
#pragma once

#include "record.h"

// The field with index FIELD of ROW as text: numbers with a dot for zero, money without its
// currency, times in short, ids as people know them, a state by its code. Caller frees.
char *cell_text(const struct record *record, const void *row, int field);
