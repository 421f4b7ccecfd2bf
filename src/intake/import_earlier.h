// SPDX-License-Identifier: Apache-2.0
// An import that was broken off and goes on under its key answers for all that it did.
#pragma once

#include "import_file.h"

struct import_earlier {
    struct import_counts counts;
    GPtrArray *problems; // struct incoming_problem *
};

// What the command KEY (NULL = there is none) did until now. Clear it in any case.
bool import_earlier_read(struct db *db, const char *key, struct import_earlier *ret_earlier,
                         GError **error);
void import_earlier_clear(struct import_earlier *earlier);

// Adds it to what came of the file now, when all of it was read once more.
void import_earlier_add(struct import_earlier *earlier, struct import_result *result);
