// SPDX-License-Identifier: Apache-2.0
// Why an order cannot be stopped now, and what has to be done first.
#pragma once

#include "common.h"

// The row by which EVENT stops the order ("hold", "cancel"). Where the floor has its goods in hand:
// NULL with TOTE_STATE that says who, and the hint says by which calls the goods come back.
const struct transition *order_stop(struct op_ctx *ctx, const struct order_row *order,
                                    const char *event, GError **error);

// What its channel says of KNOWN cannot be taken over while the floor has its goods, or where some
// of them LEFT: TOTE_STATE, and what has to be done first.
void order_refuse_taking(struct op_ctx *ctx, const struct order_row *known, bool left,
                         GError **error);
