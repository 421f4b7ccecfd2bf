// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: the people of an order that comes in.
#pragma once

#include "batch.h"
#include "store_order.h"

// Seals and stores the people of an order; fate->billing_id and delivery_id name them.
bool import_people(struct op_ctx *ctx, const struct import_texts *texts, struct order_fate *fate,
                   GError **error);

// Do the goods of the person PERSON (0 = nobody) go where TO is?
bool import_same_delivery(struct op_ctx *ctx, int64_t person, const struct incoming_person *to,
                          bool *ret_same, GError **error);
