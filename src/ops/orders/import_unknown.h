// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: goods that are not in the catalogue.
#pragma once

#include "batch.h"
#include "store_order.h"

// A problem that holds nothing for the goods of ORDER that are neither an item nor a kit: they
// could be told before somebody releases it. One an order.
void import_tell_unknown(const struct import_batch *batch, const struct incoming_order *order,
                         const struct order_fate *fate);
