// SPDX-License-Identifier: Apache-2.0
// Inside the import of orders: taking over what a person decided for.
#pragma once

#include "op.h"
#include "store_order.h"
#include "store_question.h"

// The order becomes what the channel says of it. TOTE_STATE where the floor is too far: the
// sentence says what has to be done first.
bool import_take(struct op_ctx *ctx, const struct order_row *known,
                 const struct question_row *question, struct incoming_order *order, GError **error);
