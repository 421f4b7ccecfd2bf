// SPDX-License-Identifier: Apache-2.0
// Inside this folder: the blocks that a search puts into a box.
#pragma once

#include "load.h"

// All grids of one kind that fit the box, then pairs of blocks with hardly any gap between them,
// up to task->max_blocks, best merit first. GRIDS_ONLY leaves the pairs out. Array of struct block.
GArray *blocks_make(const struct load_task *task, double few, bool grids_only);

// Appends the pieces of block INDEX standing at AT (struct carton_piece, kind as item), those of
// a grid from the bottom up.
void blocks_pieces(const GArray *blocks, const struct kind *kinds, guint index, const int at[3],
                   GArray *pieces);
