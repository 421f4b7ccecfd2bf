// SPDX-License-Identifier: Apache-2.0
// Commands of many calls that were broken off: what the calls before left for the answer of the
// whole. Each leaves it in op_ctx.part, lines of terms, and it goes with the command's end.
#pragma once

#include "op.h"
#include "terms.h"

// Adds a line to what the call leaves: PARTS_LINE(text, T_INT("created", n)).
void parts_line(GString *text, const struct term *terms, size_t n);
#define PARTS_LINE(text, ...)                                                                      \
    parts_line((text), (const struct term[]){__VA_ARGS__},                                         \
               sizeof((const struct term[]){__VA_ARGS__}) / sizeof(struct term))

// Gives LINE, with DATA, every line that calls of the command KEY left, in their order. KEY NULL:
// there are none. False with *error.
typedef void (*parts_take)(void *data, const struct term *terms, size_t n);
bool parts_read(struct db *db, const char *key, parts_take take, void *data, GError **error);

// The number or text of a term of such a line; 0 or "" where it is not in it.
int64_t parts_int(const struct term *terms, size_t n, const char *name);
const char *parts_text(const struct term *terms, size_t n, const char *name);
