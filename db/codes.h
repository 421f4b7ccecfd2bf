// SPDX-License-Identifier: Apache-2.0
// The tables of codes in the database: states, kinds of locations, of work, of lines.
#pragma once

#include "db.h"

// Writes every row of model/code_tables.h, new ones and those whose flags changed; codes that the
// program no longer knows stay. Inside a write transaction.
bool codes_fill(struct db *db, GError **error);
