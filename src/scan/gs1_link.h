// SPDX-License-Identifier: Apache-2.0
// What reading and writing of GS1 Digital Links share. Private to src/scan.
#pragma once

#include "ai_table.h"

enum { LINK_PATH_MAX = 8 }; // identifiers in a path: a key and at most three qualifiers

// Do the COUNT identifiers of PATH stand in this order in a Digital Link: a key, then qualifiers
// out of one of its alternatives?
bool link_path_valid(const char *const *path, gsize count);

// Calls EACH with every alternative of qualifiers of KEY ("22,10,21", …) until it returns true.
// The result says whether it did.
bool link_alternatives(const char *key, bool (*each)(const char *list, gsize len, void *data),
                       void *data);
