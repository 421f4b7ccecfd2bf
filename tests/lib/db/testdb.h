// SPDX-License-Identifier: Apache-2.0
// A fresh database for each test, on either engine: real ones, nothing is imitated.
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "db.h"

struct testdb {
    enum db_engine engine;
    char *url;  // to open it again, in this process or another
    char *name; // PostgreSQL: of the database
    char *path; // SQLite: of the file
    char *folder;
    char *keys;    // where its key file lies (src/ops/people/people.h), made by whoever needs one
    struct db *db; // an open connection
};

typedef struct testdb test_database;

// A migrated, empty database with an open connection. Aborts the test where it cannot be made.
struct testdb *testdb_new(enum db_engine engine);

// The same at an older schema VERSION; 0 = nothing in it.
struct testdb *testdb_new_at(enum db_engine engine, int version);

// Makes PATH a migrated, empty SQLite database, for fixtures that keep their files themselves.
void testdb_copy_newest(const char *path);

// A copy of TEST, whose connection nobody may hold: it is opened anew. People in it open with the
// keys of TEST.
struct testdb *testdb_copy(struct testdb *test);

// Closes and removes it. NULL is allowed.
void testdb_free(struct testdb *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(test_database, testdb_free)

// One more connection, as another station would have it.
struct db *testdb_open(const struct testdb *test);

// Registers FUNCTION twice: as /sqlite/PATH and as /pgsql/PATH, each with a database of its own.
// The second is skipped where PostgreSQL is not installed, and left out where the environment has
// TOTE_TEST_TWINS=no: what it proves beyond the first is how the texts of SQL behave there, which
// another build of the same run has shown. PATH begins with '/'.
typedef void (*testdb_function)(struct testdb *test);
void testdb_add(const char *path, testdb_function function);

// Registers FUNCTION for one engine, for what only that one can do.
void testdb_add_for(enum db_engine engine, const char *path, testdb_function function);

// Runs a script in a write transaction; aborts on an error.
void testdb_script(struct db *db, const char *script);

// The first column of the first row as a number, with an assertion that there is one.
int64_t testdb_number(struct db *db, const char *query);

// A write transaction, and the first column of the first row of a statement; abort on an error.
void testdb_begin(struct db *db);
void testdb_commit(struct db *db);
int64_t testdb_get(struct db *db, const struct sql *sql, struct db_args args);
