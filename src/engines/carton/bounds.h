// SPDX-License-Identifier: Apache-2.0
// Inside this folder: proofs that pieces do not fit, so that nobody looks for a way.
#pragma once

#include "load.h"

struct bound_box {
    int size[3];
    gint64 grams; // that may be put in
};

// At least so many boxes are needed for COUNT of each kind, whichever of the BOXES are taken; with
// one box given, more than 1 proves that it cannot hold everything. An answer above ENOUGH may be
// less than can be proven. G_MAXINT when a piece fits into none.
int bound_boxes(const struct kind *kinds, guint n_kinds, const int *count,
                const struct bound_box *boxes, guint n_boxes, int enough);
