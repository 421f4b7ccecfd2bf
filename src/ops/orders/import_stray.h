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
