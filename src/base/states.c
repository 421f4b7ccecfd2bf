// SPDX-License-Identifier: Apache-2.0
// Looks up transitions and proves that a state table is sound.
#include "states.h"

#include <string.h>

#include "errors.h"
#include "i18n.h"

const struct state *state_find(const struct state_table *table, const char *code)
{
    for (size_t i = 0; i < table->n_states; i++)
        if (!g_strcmp0(table->states[i].code, code))
            return &table->states[i];
    return NULL;
}

const char *state_label(const struct state_table *table, const char *code)
{
    const struct state *state = state_find(table, code);
    return state ? _(state->label) : code;
}

static const struct transition *find(const struct state_table *table, const char *from,
                                     const char *event)
{
    for (size_t i = 0; i < table->n_transitions; i++) {
        const struct transition *row = &table->transitions[i];
        if (!g_strcmp0(row->from, from) && !g_strcmp0(row->event, event))
            return row;
    }
    return NULL;
}

// "ready, short": the states in which EVENT is allowed.
static char *allowed_in(const struct state_table *table, const char *event)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < table->n_transitions; i++) {
        if (g_strcmp0(table->transitions[i].event, event))
            continue;
        if (list->len)
            g_string_append(list, ", ");
        g_string_append(list, state_label(table, table->transitions[i].from));
    }
    return g_string_free(list, FALSE);
}

const struct transition *state_next(const struct state_table *table, const char *from,
                                    const char *event, const char *subject, GError **error)
{
    const struct transition *row = find(table, from, event);
    if (row)
        return row;
    g_autofree char *needed = allowed_in(table, event);
    tote_fail(error, TOTE_STATE, table->name, _("%s %s is %s; '%s' needs: %s"), _(table->noun),
              subject, state_label(table, from), event, *needed ? needed : _("no state allows it"));
    return NULL;
}

// The codes of all states that events lead to from the initial one.
static GHashTable *reached(const struct state_table *table)
{
    GHashTable *codes = g_hash_table_new(g_str_hash, g_str_equal);
    bool grown = g_hash_table_add(codes, (void *)table->initial);
    while (grown) {
        grown = false;
        for (size_t i = 0; i < table->n_transitions; i++)
            if (g_hash_table_contains(codes, table->transitions[i].from))
                grown |= g_hash_table_add(codes, (void *)table->transitions[i].to);
    }
    return codes;
}

static char *transition_fault(const struct state_table *table, size_t i)
{
    const struct transition *row = &table->transitions[i];
    const struct state *from = state_find(table, row->from);
    if (!from || !state_find(table, row->to))
        return g_strdup_printf("%s: row %zu names an unknown state", table->name, i);
    if (from->final)
        return g_strdup_printf("%s: final state %s has an exit", table->name, row->from);
    if (find(table, row->from, row->event) != row)
        return g_strdup_printf("%s: (%s, %s) stands twice", table->name, row->from, row->event);
    return NULL;
}

char *state_table_fault(const struct state_table *table)
{
    if (!state_find(table, table->initial))
        return g_strdup_printf("%s: the initial state is unknown", table->name);
    for (size_t i = 0; i < table->n_transitions; i++) {
        char *fault = transition_fault(table, i);
        if (fault)
            return fault;
    }
    g_autoptr(GHashTable) codes = reached(table);
    for (size_t i = 0; i < table->n_states; i++)
        if (!g_hash_table_contains(codes, table->states[i].code))
            return g_strdup_printf("%s: nothing leads to %s", table->name, table->states[i].code);
    return NULL;
}
