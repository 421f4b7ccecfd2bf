// SPDX-License-Identifier: Apache-2.0
// Two small tables for tests of a connection, their statements, and what is asserted at each call.
#pragma once

#include "testdb.h"

// t (id, name UNIQUE, n >= 0, mark NULL) and its child c (t_id).
void table_make(struct testdb *test);

// id, name, n, mark
extern const struct sql sql_insert, sql_all;
// id -> n, id -> name, -> how many rows
extern const struct sql sql_n, sql_name, sql_count;
// id, more: raises n from this id on
extern const struct sql sql_raise;

// Runs SQL inside the transaction and returns how many rows changed; aborts on an error.
int64_t table_run(struct db *db, const struct sql *sql, struct db_args args);

// A row (id, "name<id>", n) in a transaction of its own.
void table_add(struct db *db, int64_t id, int64_t n);

// ERROR is there and has this code. Frees it.
void table_refused(GError *error, enum tote_code code);
