// SPDX-License-Identifier: Apache-2.0
// Allocation of goods to order lines, for releases and for lines that turn out short.
#pragma once

#include "op.h"

// What an order line wants.
struct want {
    int64_t line, item, need;
    int64_t work;      // the pick work that the allocations belong to, 0 = none
    int64_t not_there; // balance that a picker found empty, 0 = none
};

// Allocates up to `need` pieces to an order line: fewest places, oldest stock first.
// *ret_missing is what was not to be had.
bool release_line(struct op_ctx *ctx, const struct want *want, int64_t *ret_missing,
                  GError **error);
