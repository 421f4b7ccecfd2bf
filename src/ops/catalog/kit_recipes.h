// SPDX-License-Identifier: Apache-2.0
// The recipes of the shop for operations and answers.
#pragma once

#include "kits.h"
#include "store.h"

// Reads all recipes; *ret_book is NULL where the shop has no kits.
bool kit_recipes(struct db *db, struct kit_book **ret_book, GError **error);
