// SPDX-License-Identifier: Apache-2.0
// Inside the source engine: two crews compare notes.
#pragma once

#include "source_crew.h"

// Afterwards both crews have the same plans; first->changed are the orders that may have others
// than at the last meeting. STALE is empty before and after. Answers how much dearer the plans of
// the first have become by it.
double crews_meet(struct crew *first, struct crew *second, struct marks *stale);
