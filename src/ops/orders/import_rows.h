// SPDX-License-Identifier: Apache-2.0
// What the imports of rows share: each row is tried, one that a rule refuses becomes a problem.
#pragma once

#include "batch.h"
#include "op.h"

// Writes one row of the batch; false with *error only where nothing can go on.
typedef bool (*import_row)(struct op_ctx *ctx, const struct import_batch *batch, const void *row,
                           GError **error);

// Runs WRITE for each row of the batch that the call brings.
bool import_each(struct op_ctx *ctx, import_row write, GError **error);
// The same for a copy of the batch to which the operation added what its rows need.
bool import_each_of(struct op_ctx *ctx, const struct import_batch *batch, import_row write,
                    GError **error);

// Notes that a row cannot be used, and why. Always true.
bool import_refuse(const struct import_batch *batch, int64_t row, enum tote_code code,
                   const char *format, ...) G_GNUC_PRINTF(4, 5);

// May a new thing of this KIND be called NAME? Else that is noted as a problem of the row.
bool import_name(const struct import_batch *batch, int64_t row, enum name_kind kind,
                 const char *name);
