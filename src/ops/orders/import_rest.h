// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: what is taken over of one that the floor has begun.
#pragma once

#include "batch.h"
#include "store_order.h"

// Takes over what no hand on the floor goes by: payment, sums, the note, how people are reached,
// who pays, columns that tote does not know; and, where a person answered so, the address and how
// it is sent. The log says which of them changed.
bool import_rest(struct op_ctx *ctx, const char *channel, const struct import_texts *texts,
                 const struct order_row *known, const struct incoming_order *order, GError **error);

// A part of KNOWN left the house: does what the channel says now end the rest of it? So does a
// cancellation, and a refund that pays for all that has not left.
bool import_ends_rest(struct op_ctx *ctx, const struct order_row *known,
                      const struct incoming_order *order, bool *ret_ends, GError **error);
