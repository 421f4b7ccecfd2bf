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

static bool reachable(const struct state_table *table, const char *code)
{
    if (!strcmp(code, table->initial))
        return true;
    for (size_t i = 0; i < table->n_transitions; i++)
        if (!strcmp(table->transitions[i].to, code) && strcmp(table->transitions[i].from, code))
            return true;
    return false;
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
    for (size_t i = 0; i < table->n_states; i++)
        if (!reachable(table, table->states[i].code))
            return g_strdup_printf("%s: nothing leads to %s", table->name, table->states[i].code);
    return NULL;
}
