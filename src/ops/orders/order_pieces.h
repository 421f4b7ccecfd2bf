// SPDX-License-Identifier: Apache-2.0
// The pieces of an order by its lines: how far they are, and which are missing.
#pragma once

#include "pieces.h"
#include "store_line.h"

// Pieces of a line that are missing in an order of this state, of a kit whole sets; 0 of what is no
// goods.
int64_t line_missing(const char *order_state, const struct line_row *line);

// The pieces of all lines (struct line_row) together; kits count by their parts.
void order_progress(const char *order_state, const struct list *lines,
                    struct progress *ret_progress);
