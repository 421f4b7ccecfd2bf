// SPDX-License-Identifier: Apache-2.0
// Lines of an order as people ordered them, of those that the floor works on.
#pragma once

#include "store_line.h"

// Fills kit_line and part_of of all lines (struct line_row) of an order.
void lines_name_kits(struct list *lines);

// Adds shares to their lines, takes them out, and counts kits by their parts, which come to stand
// behind them.
void lines_show(struct list *lines);
