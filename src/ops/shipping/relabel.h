// SPDX-License-Identifier: Apache-2.0
// Parcels that go elsewhere, or otherwise, than their labels say.
#pragma once

#include "op.h"
#include "says.h"
#include "store_parcel.h"

// What has not left of an order goes with its shipping method SERVICE, and to where the order goes,
// from now on: closed parcels get another number and a new label. One whose old label is out, or
// may be, leaves only when the new one was scanned on its box. *RET_LABELS of them.
bool relabel_order(struct op_ctx *ctx, int64_t order, const char *service, int64_t *ret_labels,
                   GError **error);

// The labels of a closed PARCEL are void from now on, WHY: its number is kept, a job that waits is
// taken out.
bool label_void(struct op_ctx *ctx, const struct waiting_row *parcel, enum say_id why,
                GError **error);
