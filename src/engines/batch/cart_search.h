// SPDX-License-Identifier: Apache-2.0
// The search: two chains of annealing on two threads, and between them the best choice among all
// carts that either has met.
#pragma once

#include "cart_anneal.h"
#include "effort.h"

// Improves chain->best until the effort is spent. The effort's function is called from this
// thread only. HELPER is the second chain.
void search_run(struct chain *chain, struct chain *helper, const struct effort *effort);
