// SPDX-License-Identifier: Apache-2.0
// State machines as tables: from, event, to, guard, and the sentence that refuses all else.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

// The flags that every table may have. A state without ST_OPEN is final: only events that stay in
// it are allowed, unless what led there can be taken back (ST_REVIVES). Further flags belong to the
// tables; they begin at ST_FIRST.
enum { ST_OPEN = 1, ST_REVIVES = 2, ST_FIRST = 4 };

// No table has more states: what holds or binds some of them has room for all.
enum { STATES_MOST = 16 };

// A state as it is stored (short code) and shown (label). How far along it is says its place in its
// table: a row in the middle moves all behind it.
struct state {
    const char *code;  // "picking": what the database keeps
    const char *label; // N_("being picked"): follows "Order O-100401 is …"
    unsigned flags;    // what code and SQL ask instead of listing words
    // The state that it stands for in the whole that the thing is a part of; NULL = in none.
    const char *stands_for;
    const char *brief; // N_("picking"): for a column of a list; NULL = the label
};

// A rule that a row of transitions asks before it is taken.
struct guard {
    const char *id;   // "allocated"
    const char *text; // N_("every piece is allocated"): for the manual and for refusals
};

// A row: EVENT turns FROM into TO where GUARD holds. FROM "" is a thing that does not exist yet.
struct transition {
    const char *from, *event, *to;
    const char *guard;    // id of a guard of the table; NULL = always
    const char *sentence; // what happened, in words: N_("released to pick")
};

struct state_table {
    const char *name;    // "order"
    const char *noun;    // N_("Order"): begins the sentence of a refusal
    const char *initial; // code of the state that a new thing has; "" = rows from "" decide
    const struct state *states;
    size_t n_states;
    const struct transition *transitions;
    size_t n_transitions;
    const struct guard *guards; // every guard once
    size_t n_guards;
    unsigned flags; // all flags that its states may have
};

// The state with this code, or NULL.
const struct state *state_find(const struct state_table *table, const char *code);

// The label of a code, translated; the code itself where the table does not know it.
const char *state_label(const struct state_table *table, const char *code);

// The same in few letters, for a column of a list.
const char *state_brief(const struct state_table *table, const char *code);

// Has the state all of FLAGS? An unknown code has none.
bool state_has(const struct state_table *table, const char *code, unsigned flags);

// How far along the state is, its place in the table from 1 on; 0 for an unknown code.
int state_rank(const struct state_table *table, const char *code);

// The codes of all states with all of FLAGS, by rank; the rest of RET_CODES becomes NULL. Returns
// how many there are.
size_t state_codes(const struct state_table *table, unsigned flags,
                   const char *ret_codes[STATES_MOST]);

// The first state by rank with all of FLAGS, for what there is one of; NULL where none has them.
const char *state_first(const struct state_table *table, unsigned flags);

// Does the table allow EVENT in FROM? Its guard is not asked here.
bool state_may(const struct state_table *table, const char *from, const char *event);

// The row for (FROM, EVENT), or NULL with *error TOTE_STATE: "Order O-100401 is packed; 'release'
// needs: ready, short". SUBJECT is the number that the sentence names.
const struct transition *state_next(const struct state_table *table, const char *from,
                                    const char *event, const char *subject, GError **error);

// The row that leads FROM to TO, by whatever event: for what follows from the states of others.
// NULL with *error TOTE_STATE: "Order O-100401 is held; nothing leads from there to: packed".
const struct transition *state_towards(const struct state_table *table, const char *from,
                                       const char *to, const char *subject, GError **error);

// The way from FROM to a state that allows EVENT, by those in BY only (ends with NULL), as short as
// possible: its rows in their order in RET_ROWS. Returns how many; 0 = there is none, or none is
// needed.
size_t state_way(const struct state_table *table, const char *from, const char *event,
                 const char *const *by, const struct transition *ret_rows[STATES_MOST]);

// The same sentence without an error, translated; NULL where the event is allowed. Caller frees.
char *state_why_not(const struct state_table *table, const char *from, const char *event,
                    const char *subject);

// What the guard of a row asks, translated; NULL where it has none.
const char *state_guard(const struct state_table *table, const struct transition *row);

// Refuses because the guard of ROW does not hold: TOTE_STATE, "Order O-100401 is ready; 'release'
// asks: every piece is allocated". Always false.
bool state_guard_fails(const struct state_table *table, const struct transition *row,
                       const char *subject, GError **error);

// Checks the table itself: codes once each, flags known, every state reachable, an open
// state with a way out, final states without one, guards known and used, no (from, event) twice, no
// event called like a state, so that a state's word in code is a state. NULL when sound, else what
// is wrong (caller frees).
char *state_table_fault(const struct state_table *table);
