// SPDX-License-Identifier: Apache-2.0
// The best choice among all carts met: every bundle once, least length together. A linear program
// says what each bundle is worth; diving into it makes whole carts of its shares.
#pragma once

#include "cart_anneal.h"

enum { COVER_MAX_BUNDLES = 256 }; // more are left to annealing

// A cover belongs to a chain and goes on where it left off when the pool has grown. NULL where it
// cannot help: too many bundles, one alone, or cut-offs, which no sum of lengths can tell. Free
// with cover_free() (NULL does nothing).
struct cover *cover_new(struct chain *chain);
void cover_free(struct cover *cover);

// Improves chain->best by the sets of its pool and by new ones close to the good ones, until
// nothing more comes of it or STOP says so, which is asked before every pivot.
void cover_improve(struct cover *cover, bool (*stop)(void *data), void *data);
