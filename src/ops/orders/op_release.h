// SPDX-License-Identifier: Apache-2.0
// Allocation of goods to order lines, for releases and for lines that turn out short.
#pragma once

#include "op.h"
#include "walk_view.h"

// Tasks of a work stand so far apart in their order that others can come between.
enum { TASK_SEQ_STEP = 1024 };

// What an order line wants that a picker did not find.
struct want {
    int64_t line, item, need;
    const struct walk_view *view; // the work that what is found is added to
    int64_t goods, not_there;     // where they are not to be had: goods (0 = of any lot), location
    int64_t instead_of, to;       // the task that they were for, and where it brings them
};

// Allocates up to `need` pieces at other places of the work's site: fewest places, oldest stock
// first. *ret_missing is what was not to be had.
bool release_elsewhere(struct op_ctx *ctx, const struct want *want, int64_t *ret_missing,
                       GError **error);
