// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: where the channel and a known order differ so that a person decides.
#pragma once

#include "batch.h"
#include "says.h"
#include "store_order.h"

enum { CONFLICTS_MOST = 7 };

// What differs, the gravest first; n = 0: nothing does.
struct import_conflict {
    enum say_id what[CONFLICTS_MOST];
    unsigned n;
};

// What the floor has of an order.
struct import_floor {
    bool handled; // something is in somebody's hands, in a box or gone
    bool left;    // something left the house
};

bool import_floor(struct op_ctx *ctx, int64_t order, struct import_floor *ret_floor,
                  GError **error);

// Do the lines say the same, in whatever order?
bool import_same_lines(struct op_ctx *ctx, int64_t id, const struct incoming_order *order,
                       bool *ret_same, GError **error);

// What of the order as it comes in would change goods in somebody's hands.
bool import_differs(struct op_ctx *ctx, const struct order_row *known,
                    const struct incoming_order *order, const struct import_floor *floor,
                    struct import_conflict *ret_conflict, GError **error);

// Does the channel call the payment of the order otherwise than before?
bool import_other_payment_word(const struct order_row *known, const struct incoming_order *order);

// A problem for each difference. With ASK it is noted that a person has to look, and in the log.
bool import_ask(struct op_ctx *ctx, const struct import_batch *batch, const struct order_row *known,
                const struct incoming_order *order, const struct import_conflict *conflict,
                bool ask, GError **error);

// Nobody has to look at an order of which nothing is to be sent, whatever its sums say, nor at one
// whose taxes alone differ; its history tells of them and whether it is sent, so that the check
// knows that it came so. One that the import holds says it in its hold.
bool import_note_sums(struct op_ctx *ctx, const struct import_batch *batch, int64_t id,
                      const struct incoming_order *order, const struct order_fate *fate,
                      GError **error);
