// SPDX-License-Identifier: Apache-2.0
// What a call brings besides its arguments is kept in the log, for as long as a setting says.
#pragma once

#include "op.h"

struct people;

// Keeps N elements at DATA of the list that the operation brings (op->brings), of which the call
// changed something. What changes nothing need not be kept: made again without it, the call does
// the same.
bool op_keep(struct op_ctx *ctx, const void *data, size_t n, GError **error);

// As op_keep() with the text of all that the call has to keep (payload.h), SEALED where it is about
// people. Many things packed and sealed as one cost little more than a single one.
bool op_keep_text(struct op_ctx *ctx, const GString *text, bool sealed, GError **error);

// Drops what was kept for longer than the setting says.
bool keep_drop_old(struct op_ctx *ctx, GError **error);

// Reads what the call EVENT of OP brought into LIST, which the caller clears in any case.
// *ret_found is false where nothing is kept. TOTE_LOG_UNREADABLE where one of its PIECES lacks.
bool keep_read(struct db *db, struct people *people, const struct op *op, int64_t event,
               int64_t pieces, struct payload_list *list, bool *ret_found, GError **error);
