// SPDX-License-Identifier: Apache-2.0
// Allocation of goods to order lines, for releases and for lines that turn out short.
#pragma once

#include "op.h"

// Allocates up to NEED pieces of ITEM to an order line: fewest places, oldest stock first. The
// allocations belong to WORK (0 = none). *ret_missing is what was not to be had.
bool release_line(struct op_ctx *ctx, int64_t line, int64_t item, int64_t need, int64_t work,
                  int64_t *ret_missing, GError **error);
