// SPDX-License-Identifier: Apache-2.0
// A shop in which anything may happen: people, a script of random deeds, and what must hold.
#pragma once

#include "testshop.h"

enum { PEOPLE = 4 };

struct world {
    struct testshop *shop;
    struct db *more[PEOPLE];        // connections of their own, as other processes have
    struct session *people[PEOPLE]; // two pickers, a packer, a manager
    struct session *person;         // whose turn it is
    int orders;                     // sold so far
    int64_t pieces;                 // that must be in the house
    int64_t moves;                  // ledger rows so far
    GPtrArray *script;              // what was done, for the report of a failure
    int done, refused;
};

struct world *world_new(struct testdb *test);
void world_free(struct world *world);

// Calls an operation as the person whose turn it is. The verdict, or -1 where it was refused by
// a rule; any other failure fails the test with the script so far.
int world_call(struct world *world, const char *op, const char *const *values);
#define DO(world, op, ...) world_call(world, op, TESTSHOP_VALUES(__VA_ARGS__))

// How many ledger rows the last call wrote.
int64_t world_moved(struct world *world);

// One of the texts of a query (one column), chosen at random; NULL where there is none. Valid for
// the program's life.
const char *world_choose(struct world *world, const struct sql *sql);

// Fails the test with the script.
void world_fail(struct world *world, const char *format, ...) G_GNUC_PRINTF(2, 3);

// One random deed.
void deed(struct world *world);

// All that must hold after every deed.
void invariants(struct world *world);
