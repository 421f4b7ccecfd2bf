// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: the people of an order that comes in.
#pragma once

#include "batch.h"
#include "store_order.h"

// Seals and stores the people of an order; fate->billing_id and delivery_id name them.
bool import_people(struct op_ctx *ctx, const struct import_texts *texts, struct order_fate *fate,
                   GError **error);

// What differs in the people of KNOWN as they come in now: flags.
enum {
    IMPORT_NOTE = 1 << 0,    // the customer's note
    IMPORT_REACH = 1 << 1,   // phone or mail of somebody
    IMPORT_PAYER = 1 << 2,   // who is billed
    IMPORT_EXTRA = 1 << 3,   // columns that tote does not know
    IMPORT_ADDRESS = 1 << 4, // where the goods go
};
bool import_people_changes(struct op_ctx *ctx, const struct order_row *known,
                           const struct import_texts *texts, unsigned *ret_changes, GError **error);

// Do the goods of the person PERSON (0 = nobody) go where TO is?
bool import_same_delivery(struct op_ctx *ctx, int64_t person, const struct incoming_person *to,
                          bool *ret_same, GError **error);
