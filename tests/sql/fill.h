// SPDX-License-Identifier: Apache-2.0
// A shop with some thousand rows in every table that grows, for looking at query plans.
#pragma once

#include "db.h"

// The tables that grow with the shop's trade: reading one from end to end needs a reason.
// Ends with NULL.
extern const char *const large_tables[];

// Indexes that hold open things only, few of many: going along one is cheap. Ends with NULL.
extern const char *const open_indexes[];

// Fills a migrated, empty database; PostgreSQL counts what is there.
void fill_tables(struct db *db);
