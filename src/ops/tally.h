// SPDX-License-Identifier: Apache-2.0
// What a call did, for the numbers of its day. All of a call is written at once behind its other
// writes, so that nobody waits long for a row that many count in.
#pragma once

#include "op.h"
#include "store_tally.h"
#include "store_work.h"

// Counts N on (of PART: a site, 0 = none), at a time in UTC ms.
void op_tally(struct op_ctx *ctx, enum tally what, int64_t at, int64_t part, int64_t n);

// Counts an order that came FROM a state (NULL = it is new) TO another.
void op_tally_order(struct op_ctx *ctx, const char *from, const char *to);

// Writes what was counted, and that the call was a scan, where it is one.
bool op_tally_write(struct op_ctx *ctx, GError **error);
void op_tally_clear(struct op_ctx *ctx);

// Ends a work with its result, which counts; takes a work up again that is over.
bool work_end(struct op_ctx *ctx, const struct work_row *work, GError **error);
bool work_again(struct op_ctx *ctx, const struct work_row *work, GError **error);
