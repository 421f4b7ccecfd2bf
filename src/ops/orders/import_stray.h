// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: rows that stand apart from the others of their order.
#pragma once

#include "import_found.h"

// ORDER is rows that were not taken in (order->continues), and the one that was turned to; KNOWN
// is the order they belong to, NULL: only its name can tell. That order is held, unless a person
// saw these rows already and took the hold off.
bool import_stray(struct op_ctx *ctx, const struct import_batch *batch, struct import_found *found,
                  const struct known_row *known, const struct incoming_order *order,
                  GError **error);

// Was ORDER in the file before, saying other things than now? It is as the file says first; which
// is the later word nobody knows, and taking both would change it with each import of the file.
bool import_says_two(const struct import_batch *batch, const struct known_row *known,
                     const struct incoming_order *order);

// Such an order, KNOWN as the file says first. Where the other word is that it is cancelled or
// refunded, it is held, unless a person took that hold off already.
bool import_twice(struct op_ctx *ctx, const struct import_batch *batch, struct import_found *found,
                  const struct known_row *known, const struct incoming_order *order,
                  GError **error);
