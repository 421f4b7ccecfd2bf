// SPDX-License-Identifier: Apache-2.0
// A shop in which anything may happen: two warehouses, their people, a script of random deeds, and
// what must hold.
#pragma once

#include "testshop.h"

// Two pickers and a packer of the first warehouse, a picker and a packer of the other one, a
// manager, who may do all of it, and the administrator.
enum { ANNA, BEN, PIA, EVE, ED, SAM, ROOT, PEOPLE };

#define OTHER_SITE "EAST"

struct world {
    struct testshop *shop;
    struct db *more[PEOPLE]; // connections of their own, as other processes have
    struct session *people[PEOPLE];
    struct session *person;  // whose turn it is
    const struct deed *deed; // what is being done
    int orders;              // sold so far
    int64_t pieces;          // that must be in the house
    int64_t moves;           // ledger rows so far
    GPtrArray *script;       // what was done, for the report of a failure
    GHashTable *called;      // names of the operations that were called
    int done, refused;
};

struct world *world_new(struct testdb *test);
void world_free(struct world *world);

// Calls an operation as the person whose turn it is. The verdict, or -1 where it was refused by
// a rule; any other failure fails the test with the script so far.
int world_call(struct world *world, const char *op, const char *const *values);
#define DO(world, op, ...) world_call(world, op, TESTSHOP_VALUES(__VA_ARGS__))

// Imports rows or orders (BATCH: all but counts and problems) as the person whose turn it is.
void world_import(struct world *world, const char *op, const char *words,
                  struct import_batch *batch);

// How many ledger rows the last call wrote.
int64_t world_moved(struct world *world);

// What the last call answered.
const char *world_answer(const struct world *world);

// One of the texts of a query (one column), chosen at random; NULL where there is none. Valid for
// the program's life.
const char *world_choose(struct world *world, const struct sql *sql);

// A number by a query that is asked of ID; 0 where it has no row.
int64_t world_number(struct world *world, const struct sql *sql, int64_t id);

// Somebody between FIRST and LAST has the turn.
void world_turn(struct world *world, int first, int last);

// Fails the test with the script.
void world_fail(struct world *world, const char *format, ...) G_GNUC_PRINTF(2, 3);

// --- deeds

// WEIGHT: how often among all. OPS: the operations that it calls, divided by blanks.
struct deed {
    int weight;
    void (*run)(struct world *world);
    const char *ops;
};

struct deed_list {
    const struct deed *deeds;
    size_t n;
};

// Of orders, of pickers, of benches, of stock, of the office.
extern const struct deed_list order_deeds, pick_deeds, pack_deeds, stock_deeds, office_deeds;
const struct deed_list *const *all_deeds(void);

// One random deed.
void deed(struct world *world);

#define ANY(list) (list)[g_test_rand_int_range(0, G_N_ELEMENTS(list))]

// 1 … N.
int upto(int n);

// A number as a text that lasts.
const char *number(int64_t n);

extern const char *const world_skus[4];

// All that must hold after every deed.
void invariants(struct world *world);
