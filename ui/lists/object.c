// SPDX-License-Identifier: Apache-2.0
// Asks operations and tables of states what can be done with a thing.
#include "object.h"

#include <string.h>

#include "i18n.h"

void object_clear(struct object *object)
{
    g_free(object->state);
    g_free(object->what);
    *object = (struct object){0};
}

const struct action *object_action(const struct object_kind *kind, const char *id)
{
    const struct action *row = kind->actions;
    while (row->id && strcmp(row->id, id))
        row++;
    g_assert(row->id);
    return row;
}

// "waiting for payment, ready or short of goods": where EVENT is allowed. Caller frees.
static char *states_with(const struct state_table *states, const char *event)
{
    const char *last = NULL;
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < states->n_states; i++) {
        if (!state_may(states, states->states[i].code, event))
            continue;
        if (last)
            g_string_append_printf(text, "%s%s", text->len ? ", " : "", last);
        last = _(states->states[i].label);
    }
    if (last)
        g_string_append_printf(text, "%s%s", text->len ? _(" or ") : "", last);
    return g_string_free(text, FALSE);
}

// Is STATE one that comes before every state where EVENT is allowed?
static bool is_before(const struct state_table *states, const char *state, const char *event)
{
    int rank = state_rank(states, state);
    for (int i = 0; i < rank; i++)
        if (state_may(states, states->states[i].code, event))
            return false;
    return rank > 0;
}

const char *object_refusal(const struct object_kind *kind, const struct action *action,
                           const char *state)
{
    const char *event = action->deed->event;
    if (state_may(kind->states, state, event))
        return NULL;
    const char *label = state_label(kind->states, state);
    g_autofree char *needed = states_with(kind->states, event);
    g_autofree char *why = action->deed->early && is_before(kind->states, state, event)
                               ? g_strdup_printf(_("it is %s: %s"), label, _(action->deed->early))
                               : g_strdup_printf(_("it is %s; only when %s"), label, needed);
    return g_intern_string(why); // as many as the table has states and events
}

char *object_outcome(const struct object_kind *kind, const struct action *action, const char *state)
{
    const char *told = action->deed->comes ? action->deed->comes : action->deed->either;
    if (told)
        return g_strdup(_(told));
    const struct transition *row = state_next(kind->states, state, action->deed->event, "", NULL);
    const char *guard = row ? state_guard(kind->states, row) : NULL;
    if (!row)
        return g_strdup("");
    return guard ? g_strdup_printf(_("%s, where %s"), _(row->sentence), guard)
                 : g_strdup(_(row->sentence));
}

static bool leads(const struct object_kind *kind, const char *from, const char *event,
                  const char *to)
{
    for (size_t i = 0; event && i < kind->states->n_transitions; i++) {
        const struct transition *row = &kind->states->transitions[i];
        if (!strcmp(row->from, from) && !strcmp(row->event, event) && !strcmp(row->to, to))
            return true;
    }
    return false;
}

bool object_leads_back(const struct object_kind *kind, const struct deed *deed, const char *now,
                       const char *before)
{
    bool back = false;
    for (size_t i = 0; i < G_N_ELEMENTS(deed->back); i++)
        back = back || leads(kind, now, deed->back[i], before);
    return back && strcmp(now, before) != 0;
}

// A state on the way: by which action from which of the states before it, -1 = it is the first.
struct step {
    const char *state;
    const struct action *by;
    int from;
};

static bool is_on(const struct step *steps, int n, const char *state)
{
    for (int i = 0; i < n; i++)
        if (!strcmp(steps[i].state, state))
            return true;
    return false;
}

// Adds the states that the actions lead to from the one at AT; how many there are then.
static int spread(const struct object_kind *kind, struct step steps[STATES_MOST], int at, int n)
{
    for (const struct action *row = kind->actions; row->id; row++)
        for (size_t i = 0; i < kind->states->n_transitions; i++) {
            const struct transition *to = &kind->states->transitions[i];
            if (!strcmp(to->from, steps[at].state) && !strcmp(to->event, row->deed->event) &&
                !is_on(steps, n, to->to))
                steps[n++] = (struct step){to->to, row, at};
        }
    return n;
}

char *object_way(const struct object_kind *kind, const char *now, const char *before)
{
    struct step steps[STATES_MOST] = {{now, NULL, -1}};
    int at = 0, n = 1;
    while (at < n && strcmp(steps[at].state, before) != 0)
        n = spread(kind, steps, at++, n);
    if (at == 0 || at >= n)
        return NULL;
    char *way = NULL;
    for (; steps[at].by; at = steps[at].from) {
        const struct action *by = steps[at].by;
        g_autofree char *rest = way;
        way = g_strconcat(by->brief ? _(by->brief) : _(by->label), rest ? _(", then ") : NULL, rest,
                          NULL);
    }
    return way;
}

bool object_came_to(const struct object_kind *kind, const struct deed *deed, const char *now,
                    const char *before)
{
    return !deed->either || leads(kind, before, deed->event, now);
}

// --- the tables themselves

static bool takes(const struct op *op, const char *argument)
{
    for (int i = 0; i < OP_MAX_ARGS && op->args[i].name; i++)
        if (!strcmp(op->args[i].name, argument))
            return true;
    return false;
}

static bool has_event(const struct object_kind *kind, const char *event)
{
    for (size_t i = 0; i < kind->states->n_states; i++)
        if (state_may(kind->states, kind->states->states[i].code, event))
            return true;
    return false;
}

static bool comes_back(const struct object_kind *kind, const struct deed *deed)
{
    bool all = true;
    for (size_t i = 0; i < G_N_ELEMENTS(deed->back); i++)
        all = all && (!deed->back[i] || has_event(kind, deed->back[i]));
    return all;
}

char *object_fault(const struct object_kind *kind)
{
    for (const struct action *row = kind->actions; row->id; row++) {
        const struct op *op = row->deed ? op_find(row->deed->op) : NULL;
        const struct deed *deed = row->deed;
        if (!op || !takes(op, kind->argument) || (deed->answer && !takes(op, deed->answer)))
            return g_strdup_printf("%s: no operation takes this", row->id);
        if (deed->undo && (!op_find(deed->undo) || !takes(op_find(deed->undo), kind->argument)))
            return g_strdup_printf("%s: nothing takes it back", row->id);
        if (deed->undo && !(deed->back[0] && comes_back(kind, deed)))
            return g_strdup_printf("%s: no state has the events that lead back", row->id);
        if (!has_event(kind, deed->event))
            return g_strdup_printf("%s: no state has the event %s", row->id, deed->event);
        if ((deed->answer || deed->sure == SURE_YES) && !deed->question)
            return g_strdup_printf("%s: the question is missing", row->id);
        if (row->op || row->why_not || row->run)
            return g_strdup_printf("%s: it says what its operation says", row->id);
    }
    return NULL;
}
