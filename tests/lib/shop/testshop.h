// SPDX-License-Identifier: Apache-2.0
// A small shop for tests: people at stations, places, items; made and driven by operations only.
#pragma once

#include "batch.h"
#include "clock.h"
#include "op.h"
#include "session.h"
#include "testdb.h"

// The moment at which the clock of the tests stands: 2026-11-22 03:20 UTC.
#define TESTSHOP_NOW INT64_C(1795317600000)

// Anna and Ben pick, Pia packs, Sam runs the desk; each at a station of the same name.
struct testshop {
    struct testdb *test;
    struct db *db;
    struct session *anna, *ben, *pia, *sam, *admin;
};
typedef struct testshop test_shop;

// Fills the database of TEST: people, the places A1 (check digits 11) to A6 in walking order, the
// bulk place B1, no stock; items TEA, MUG, POT, SPOON named "Tea" …, GTINs 40000000000xx. All
// sessions share the connection of TEST.
struct testshop *testshop_new(struct testdb *test);

// Checks every conservation rule, then frees; the database stays the caller's.
void testshop_free(struct testshop *shop);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(test_shop, testshop_free)

// One more session on a connection of its own, as another process would have it.
struct session *testshop_login(struct db *db, const char *name, const char *station);

// Fails the test, with the differences, unless every conservation rule holds.
void testshop_check(struct db *db);

// A second warehouse NORTH with the places A1 to A3, which the first one has too. Gives a session
// of the admin at the station N1 there; the caller frees it.
struct session *testshop_north(struct testshop *shop);

// The warehouse NORTH, where nobody of the test works.
void testshop_two_houses(struct testshop *shop);

// --- calls. Values are the texts of the operation's args in order; the rest is NULL.

#define TESTSHOP_VALUES(...) ((const char *const[OP_MAX_ARGS]){__VA_ARGS__})

// Calls and requires the verdict ("match", "done" …) and, unless NULL, the sentence. The answer is
// testshop_last() until the next call.
#define SAYS(session, verdict, sentence, op, ...)                                                  \
    testshop_says(G_STRLOC, session, verdict, sentence, op, TESTSHOP_VALUES(__VA_ARGS__))
void testshop_says(const char *where, struct session *session, const char *verdict,
                   const char *sentence, const char *op, const char *const *values);

// Calls and requires a refusal with the code and, unless NULL, the sentence, and that nothing at
// all changed in the database.
#define REFUSED(session, code, sentence, op, ...)                                                  \
    testshop_refused(G_STRLOC, session, code, sentence, op, TESTSHOP_VALUES(__VA_ARGS__))
void testshop_refused(const char *where, struct session *session, enum tote_code code,
                      const char *sentence, const char *op, const char *const *values);

// Calls as a screen does; false with *error. For tests that look at the answer themselves.
bool testshop_call(struct session *session, const char *op, const char *const *values,
                   const char *key, struct reply *ret_reply, GError **error);

const struct reply *testshop_last(void);

// The text after `"KEY":` in the last answer, up to the next comma or bracket, without quotes.
const char *testshop_answer(const char *key);

// --- input. Each text is a list, parts divided by commas, words by blanks.

// Counts stock in: "TEA A1 10, TEA B1 5 lot=L7, MUG NORTH:A2 3 age=2" (age: days before now; as
// lot= there are cond=, owner= and serial=).
void testshop_stock(struct testshop *shop, const char *text);

// A paid order of 7.00 EUR, sealed: "2 TEA, 1 MUG". To change it, change it and seal it again.
struct incoming_order *testshop_order(const char *name, const char *lines);
struct incoming_order *testshop_sealed(struct incoming_order *order); // returns it
// The same that goes to another city, and dearer though its lines are the same.
struct incoming_order *testshop_moved(const char *name, const char *lines);
struct incoming_order *testshop_dearer(const char *name, const char *lines);

// Imports orders (they are freed); ret_counts and ret_problems (a sentence a line, caller frees)
// may be NULL.
void testshop_import(struct session *session, struct import_counts *ret_counts, char **ret_problems,
                     struct incoming_order *order, ...) G_GNUC_NULL_TERMINATED;
// The same with one order, whose problems are PROBLEM (NULL = whatever).
struct import_counts testshop_take(struct testshop *shop, struct incoming_order *order,
                                   const char *problem);

// Imports a paid order and gives its number ("O-100001"), valid for the program's life.
const char *testshop_sell(struct testshop *shop, const char *name, const char *lines);

// --- short ways through the house; each returns a number valid for the program's life

const char *testshop_release(struct testshop *shop, const char *name, const char *lines);
const char *testshop_start(struct session *session, const char *order);
// Picks everything that is left of the work, scan by scan.
void testshop_pick(struct session *session, const char *work);
const char *testshop_picked(struct testshop *shop, const char *name, const char *lines);
const char *testshop_open(struct session *session, const char *order);
// Packs everything into the box in hand.
void testshop_pack(struct session *session, const char *pack);
// Puts an order of 1 TEA that goes by METHOD into a box that stays open; its pack work. _packed_by:
// into one that is closed; its SSCC.
const char *testshop_open_by(struct testshop *shop, const char *name, const char *method);
const char *testshop_packed_by(struct testshop *shop, const char *name, const char *method);
void testshop_printed(struct testshop *shop, const char *job); // the label of the job came out
void testshop_prefix(struct testshop *shop); // sets gs1.prefix so that boxes can be closed

// --- looking

// The status of an order, "released"; valid for the program's life.
const char *testshop_status(struct db *db, const char *order);

// All balances that hold something, sorted, a line each: "TEA A1 - 10/4" (lot or -, on hand and
// allocated), with " [LPN]" behind; caller frees.
char *testshop_balances(struct db *db);

// The same with the age of the goods, for tests that want identity; caller frees.
char *testshop_balances_whole(struct db *db);

// Who gets the orders, as SESSION sees them in a list, a comma behind each; caller frees.
char *testshop_names(struct session *session);

// Every row of every table that operations write, as text; caller frees.
char *testshop_dump(struct db *db);

// testshop_balances() must be TEXT, a list divided by commas.
#define LIES(shop, text) testshop_lies(G_STRLOC, (shop)->db, text)
void testshop_lies(const char *where, struct db *db, const char *text);

// Fails where a text stands nowhere in an answer; SHOWS: in what is told of the first order.
#define HAS(json, text)                                                                            \
    do {                                                                                           \
        if (!strstr(json, text))                                                                   \
            g_error("%s: no %s in %.3000s", G_STRLOC, text, json);                                 \
    } while (0)
#define SHOWS(shop, text)                                                                          \
    do {                                                                                           \
        g_autofree char *json = testshop_order_json(shop);                                         \
        HAS(json, text);                                                                           \
    } while (0)

// The first order as it is told to who sees neither money nor people. Free with g_free().
char *testshop_order_json(struct testshop *shop);

// The number of the open work of a kind at a site.
const char *testshop_work_at(struct testshop *shop, const char *kind, const char *site);

// Packs what waits at a site and hands it to DHL; _send_off() picks it before.
void testshop_ship(struct session *session, struct testshop *shop, const char *site);
void testshop_send_off(struct session *session, struct testshop *shop, const char *site);
