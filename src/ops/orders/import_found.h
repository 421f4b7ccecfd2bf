// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: what a batch finds in the database, asked for many at once.
#pragma once

#include "batch.h"
#include "store_order.h"

struct import_found;
typedef struct import_found import_found;

// Nothing is asked for yet.
struct import_found *import_found_new(const struct import_batch *batch);
void import_found_free(struct import_found *found);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(import_found, import_found_free)

// The ids of items by SKU, for order_fate.
GHashTable *import_found_items(const struct import_found *found);

// The id of the batch's channel, which is made where it is unknown; 0 with *error.
int64_t import_found_channel(struct import_found *found, struct op_ctx *ctx, GError **error);

// Goes to order I of the batch, one after the other: from time to time the orders that come next
// and the items of their lines are looked up. *ret_known: what is known of it, NULL if it is new.
bool import_found_turn(struct import_found *found, struct op_ctx *ctx, unsigned i,
                       const struct known_row **ret_known, GError **error);

// Has an earlier order of the channel the name and the time of that order under another id?
// KNOWN: its own id, 0 = it is new.
bool import_found_twin(struct import_found *found, struct op_ctx *ctx, int64_t known,
                       bool *ret_twin, GError **error);

// The texts of the order that was turned to.
const struct import_texts *import_found_texts(struct import_found *found);

// That order was written: what was found of it is no longer so, and the log has to keep it.
void import_found_written(struct import_found *found);
// The texts of all that were, one after the other; empty: none was.
const GString *import_found_kept(const struct import_found *found);
