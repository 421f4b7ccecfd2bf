// SPDX-License-Identifier: Apache-2.0
// Measures the walk of a cart whose stops are a row of bits: the stops of two orders together are
// the OR of their rows.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "carts.h"

struct ruler;

// Fails with TOTE_ENGINE_LIMIT where the floor or the rule is refused by walk.h. The floor is
// borrowed. Free with ruler_free() (NULL does nothing).
struct ruler *ruler_new(const struct carts_problem *problem, GError **error);
void ruler_free(struct ruler *ruler);

// 64-bit words of a row.
size_t ruler_words(const struct ruler *ruler);

// Sets in ROW the bit of a stop of the problem the ruler was made for.
void ruler_mark(const struct ruler *ruler, struct walk_stop stop, uint64_t *row);

// Length of the walk through all stops of ROW, in units of the floor; 0 for no stops; -1 where
// there is no walk. The fast call: one block, both ways, at most 64 evenly spaced places along an
// aisle: about 0.1 microseconds for ten aisles; walk_length_by() else.
int64_t ruler_length(struct ruler *ruler, const uint64_t *row);
