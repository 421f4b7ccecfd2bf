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

const char *state_brief(const struct state_table *table, const char *code)
{
    const struct state *state = state_find(table, code);
    return state && state->brief ? _(state->brief) : state_label(table, code);
}

bool state_has(const struct state_table *table, const char *code, unsigned flags)
{
    const struct state *state = state_find(table, code);
    g_assert((flags & ~table->flags) == 0); // a flag of another table
    return state && (state->flags & flags) == flags;
}

int state_rank(const struct state_table *table, const char *code)
{
    const struct state *state = state_find(table, code);
    return state ? (int)(state - table->states) + 1 : 0;
}

size_t state_codes(const struct state_table *table, unsigned flags,
                   const char *ret_codes[STATES_MOST])
{
    size_t n = 0;
    g_assert(table->n_states <= STATES_MOST);
    for (size_t i = 0; i < table->n_states; i++)
        if (state_has(table, table->states[i].code, flags))
            ret_codes[n++] = table->states[i].code;
    for (size_t i = n; i < STATES_MOST; i++)
        ret_codes[i] = NULL;
    return n;
}

const char *state_first(const struct state_table *table, unsigned flags)
{
    const char *codes[STATES_MOST];
    state_codes(table, flags, codes);
    return codes[0];
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

bool state_may(const struct state_table *table, const char *from, const char *event)
{
    return find(table, from, event) != NULL;
}

// "ready, short": the states in which EVENT is allowed.
static char *allowed_in(const struct state_table *table, const char *event)
{
    GString *list = g_string_new(NULL);
    for (size_t i = 0; i < table->n_transitions; i++) {
        const struct transition *row = &table->transitions[i];
        if (g_strcmp0(row->event, event) || !*row->from)
            continue;
        if (list->len)
            g_string_append(list, ", ");
        g_string_append(list, state_label(table, row->from));
    }
    return g_string_free(list, FALSE);
}

char *state_why_not(const struct state_table *table, const char *from, const char *event,
                    const char *subject)
{
    if (find(table, from, event))
        return NULL;
    g_autofree char *needed = allowed_in(table, event);
    return g_strdup_printf(_("%s %s is %s; '%s' needs: %s"), _(table->noun), subject,
                           state_label(table, from), _(event),
                           *needed ? needed : _("no state allows it"));
}

const struct transition *state_next(const struct state_table *table, const char *from,
                                    const char *event, const char *subject, GError **error)
{
    const struct transition *row = find(table, from, event);
    if (row)
        return row;
    g_autofree char *why = state_why_not(table, from, event, subject);
    tote_fail(error, TOTE_STATE, table->name, "%s", why);
    return NULL;
}

const struct transition *state_towards(const struct state_table *table, const char *from,
                                       const char *to, const char *subject, GError **error)
{
    for (size_t i = 0; i < table->n_transitions; i++) {
        const struct transition *row = &table->transitions[i];
        if (!g_strcmp0(row->from, from) && !g_strcmp0(row->to, to))
            return row;
    }
    tote_fail(error, TOTE_STATE, table->name, _("%s %s is %s; nothing leads from there to: %s"),
              _(table->noun), subject, state_label(table, from), state_label(table, to));
    return NULL;
}

static bool is_among(const char *const *events, const char *event)
{
    for (; *events; events++)
        if (!strcmp(*events, event))
            return true;
    return false;
}

// The states that are reached, each with the row that led there, in the order of their distance.
struct reach {
    const char *state;
    const struct transition *by; // NULL of the first one
};

static const struct reach *reach_of(const struct reach *reached, size_t n, const char *state)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(reached[i].state, state))
            return &reached[i];
    return NULL;
}

size_t state_way(const struct state_table *table, const char *from, const char *event,
                 const char *const *by, const struct transition *ret_rows[STATES_MOST])
{
    struct reach reached[STATES_MOST + 1] = {{from, NULL}};
    size_t n = 1, at = 0, steps = 0;
    for (; at < n && !find(table, reached[at].state, event); at++)
        for (size_t i = 0; i < table->n_transitions; i++) {
            const struct transition *row = &table->transitions[i];
            if (!strcmp(row->from, reached[at].state) && is_among(by, row->event) &&
                !reach_of(reached, n, row->to))
                reached[n++] = (struct reach){row->to, row};
        }
    if (at == n)
        return 0;
    for (const struct reach *end = &reached[at]; end->by; end = reach_of(reached, n, end->by->from))
        steps++;
    size_t left = steps;
    for (const struct reach *end = &reached[at]; end->by; end = reach_of(reached, n, end->by->from))
        ret_rows[--left] = end->by;
    return steps;
}

// --- guards

static const struct guard *find_guard(const struct state_table *table, const char *id)
{
    for (size_t i = 0; id && i < table->n_guards; i++)
        if (!g_strcmp0(table->guards[i].id, id))
            return &table->guards[i];
    return NULL;
}

const char *state_guard(const struct state_table *table, const struct transition *row)
{
    const struct guard *guard = find_guard(table, row->guard);
    g_assert(guard || !row->guard);
    return guard ? _(guard->text) : NULL;
}

bool state_guard_fails(const struct state_table *table, const struct transition *row,
                       const char *subject, GError **error)
{
    g_assert(row->guard); // a row without one is never refused here
    return tote_fail(error, TOTE_STATE, table->name, _("%s %s is %s; '%s' asks: %s"),
                     _(table->noun), subject, state_label(table, row->from), _(row->event),
                     state_guard(table, row));
}

// --- is the table sound?

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
    bool born = !*row->from && !*table->initial; // from nothing, where the table allows it
    if ((!from && !born) || !state_find(table, row->to))
        return g_strdup_printf("%s: row %zu names an unknown state", table->name, i);
    if (from && !(from->flags & (ST_OPEN | ST_REVIVES)) && strcmp(row->from, row->to) != 0)
        return g_strdup_printf("%s: final state %s has an exit", table->name, row->from);
    if (find(table, row->from, row->event) != row)
        return g_strdup_printf("%s: (%s, %s) stands twice", table->name, row->from, row->event);
    if (state_find(table, row->event))
        return g_strdup_printf("%s: event %s is called like a state", table->name, row->event);
    if (row->guard && !find_guard(table, row->guard))
        return g_strdup_printf("%s: row %zu asks the unknown guard %s", table->name, i, row->guard);
    return NULL;
}

static bool has_exit(const struct state_table *table, const char *code)
{
    for (size_t i = 0; i < table->n_transitions; i++)
        if (!g_strcmp0(table->transitions[i].from, code) &&
            g_strcmp0(table->transitions[i].to, code))
            return true;
    return false;
}

static char *state_fault(const struct state_table *table, size_t n, GHashTable *reached_codes)
{
    const struct state *state = &table->states[n];
    for (size_t i = 0; i < n; i++)
        if (!strcmp(table->states[i].code, state->code))
            return g_strdup_printf("%s: %s stands twice", table->name, state->code);
    if (state->flags & ~table->flags)
        return g_strdup_printf("%s: %s has a flag that the table does not know", table->name,
                               state->code);
    if (!g_hash_table_contains(reached_codes, state->code))
        return g_strdup_printf("%s: nothing leads to %s", table->name, state->code);
    if ((state->flags & ST_OPEN) && !has_exit(table, state->code))
        return g_strdup_printf("%s: open state %s has no way out", table->name, state->code);
    return NULL;
}

static char *guard_fault(const struct state_table *table, size_t n)
{
    const struct guard *guard = &table->guards[n];
    if (find_guard(table, guard->id) != guard)
        return g_strdup_printf("%s: guard %s stands twice", table->name, guard->id);
    for (size_t i = 0; i < table->n_transitions; i++)
        if (!g_strcmp0(table->transitions[i].guard, guard->id))
            return NULL;
    return g_strdup_printf("%s: no row asks guard %s", table->name, guard->id);
}

char *state_table_fault(const struct state_table *table)
{
    char *fault = NULL;
    if (*table->initial && !state_find(table, table->initial))
        return g_strdup_printf("%s: the initial state is unknown", table->name);
    g_autoptr(GHashTable) codes = reached(table);
    for (size_t i = 0; i < table->n_transitions && !fault; i++)
        fault = transition_fault(table, i);
    for (size_t i = 0; i < table->n_states && !fault; i++)
        fault = state_fault(table, i, codes);
    for (size_t i = 0; i < table->n_guards && !fault; i++)
        fault = guard_fault(table, i);
    return fault;
}
