// SPDX-License-Identifier: Apache-2.0
// State machines as tables: from, event, to, and the sentence that refuses everything else.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

// A state as it is stored (short code) and shown (label).
struct state {
    const char *code;  // "picking": what the database keeps
    const char *label; // N_("being picked"): follows "Order O-100401 is …"
    bool final;        // no event leaves it
};

// A row: EVENT turns FROM into TO when GUARD holds.
struct transition {
    const char *from, *event, *to;
    const char *guard;    // the rule in words, for the manual and for refusals; NULL = always
    const char *sentence; // what happened, in words: N_("released to pick")
};

struct state_table {
    const char *name;    // "order"
    const char *noun;    // N_("Order"): begins the sentence of a refusal
    const char *initial; // code of the state that a new thing has
    const struct state *states;
    size_t n_states;
    const struct transition *transitions;
    size_t n_transitions;
};

// The state with this code, or NULL.
const struct state *state_find(const struct state_table *table, const char *code);

// The label of a code, translated; the code itself where the table does not know it.
const char *state_label(const struct state_table *table, const char *code);

// The row for (FROM, EVENT), or NULL with *error TOTE_STATE: "Order O-100401 is packed; 'release'
// needs: ready, short". SUBJECT is the number that the sentence names.
const struct transition *state_next(const struct state_table *table, const char *from,
                                    const char *event, const char *subject, GError **error);

// Checks the table itself: every code known, every state reachable from the initial one, final
// states without exit, no (from, event) twice. NULL when sound, else what is wrong (caller frees).
char *state_table_fault(const struct state_table *table);
