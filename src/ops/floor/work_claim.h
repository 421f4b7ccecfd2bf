// SPDX-License-Identifier: Apache-2.0
// Who has a work, and how somebody else comes by it: the same for every kind.
#pragma once

#include "work_way.h"

// The caller has the work from now on.
bool work_claim(struct op_ctx *ctx, const struct work_row *work, GError **error);

// The work is over: TOTE_WORK_OVER, and where it is for an order how far that is.
bool work_over(const struct work_row *work, GError **error);

// Why the caller may not go on with a work that is not the caller's. Where somebody else has it ctx
// says VERDICT_TAKEN and how to take it over, and the question is noted: the next call that takes
// the work in hand says yes. An error where it is over or nobody has it.
bool work_explain(struct op_ctx *ctx, const struct work_row *work, GError **error);

// A work that is in somebody's hands: goes on with one's own, takes over what is free or was asked
// for before, else asks.
bool work_resume(struct op_ctx *ctx, const struct work_row *work, GError **error);

// May the caller open a work that is over, as if taking it over? Else ctx says VERDICT_TAKEN, and
// the question is noted.
bool work_may_open(struct op_ctx *ctx, const struct work_row *work, bool *ret_may, GError **error);

// The code of a scan is the number of the work itself or of its order, and somebody else or nobody
// has it: the scan takes it in hand. *ret_taken is false where it is another scan.
bool work_take_by_scan(struct op_ctx *ctx, const char *kind, bool *ret_taken, GError **error);
