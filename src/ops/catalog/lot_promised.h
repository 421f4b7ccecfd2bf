// SPDX-License-Identifier: Apache-2.0
// Inside the imports of stock and places: goods that orders have and that may not leave any more.
#pragma once

#include "import_rows.h"
#include "location_kinds.h"
#include "store_goods.h"
#include "store_location.h"

// Where goods of WHAT's lot may not leave from what->expires_day on, and that day has come: a
// problem of the row names the orders that have some. The row is taken all the same.
bool tell_promised(struct op_ctx *ctx, const struct import_batch *batch,
                   const struct incoming_stock *in, const struct goods *what, GError **error);

// The same where the place WAS turns into one of the kind NOW: what stands there was for sale, and
// may not leave any more.
bool tell_shut(struct op_ctx *ctx, const struct import_batch *batch,
               const struct incoming_place *in, const struct location_row *was,
               const struct location_kind *now, GError **error);
