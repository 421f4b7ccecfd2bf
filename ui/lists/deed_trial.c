// SPDX-License-Identifier: Apache-2.0
// What a deed would come to, found by doing it and taking it back.
#include "deed_plan.h"
#include "i18n.h"

// Some rows of a plan that one call tries.
struct trial {
    const struct plan *plan;
    struct plan_row *const *rows;
    guint n;
};

static bool look_at(const struct plan *plan, struct plan_row *row, struct db *db, GError **error)
{
    g_autoptr(GError) failed = NULL;
    struct object now = {0};
    if (!plan->kind->read(db, row->object.id, &now, &failed)) {
        if (failed)
            g_propagate_error(error, g_steal_pointer(&failed));
        return !*error; // it is gone
    }
    const char *before = row->object.state;
    const struct transition *step = state_towards(plan->kind->states, before, now.state, "", NULL);
    if (step) {
        g_free(row->outcome);
        row->outcome = g_strdup(_(step->sentence));
    }
    row->otherwise = !object_came_to(plan->kind, plan->action->deed, now.state, before);
    object_clear(&now);
    return true;
}

static bool look(struct db *db, void *data, GError **error)
{
    const struct trial *trial = data;
    for (guint i = 0; i < trial->n; i++)
        if (!look_at(trial->plan, trial->rows[i], db, error))
            return false;
    return true;
}

static void refuse(struct plan *plan, struct plan_row *row, const char *why)
{
    g_free(row->outcome);
    row->outcome = g_strdup(why);
    row->refusal = row->outcome;
    plan->n_do--;
}

static int argument_at(const struct op *op, const char *name)
{
    int at = 0;
    while (g_strcmp0(op->args[at].name, name))
        at++;
    return at; // object_problem() has looked that it is there
}

// What refuses one is its outcome; what refuses several says nothing of each.
static void try(struct plan *plan, struct session *session, struct plan_row *const *rows, guint n)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) numbers = g_string_new(NULL);
    struct trial trial = {plan, rows, n};
    struct op_call call = {
        .op = op_find(plan->action->deed->op), .look = look, .look_data = &trial};
    struct reply reply = {0};
    for (guint i = 0; i < n; i++)
        g_string_append_printf(numbers, "%s%s", i ? "\n" : "", rows[i]->object.number.text);
    call.values[argument_at(call.op, plan->kind->argument)] = numbers->str;
    bool ran = op_run(session, &call, &reply, &error);
    if (n == 1 && !(ran && verdict_good(reply.verdict)))
        refuse(plan, rows[0], ran ? reply.message : error->message);
    reply_clear(&reply);
}

void plan_try(struct plan *plan, struct session *session)
{
    struct plan_row *rows[TRIED_MOST];
    guint n = 0;
    for (guint i = 0; i < plan->rows->len && n < TRIED_MOST; i++) {
        struct plan_row *row = &g_array_index(plan->rows, struct plan_row, i);
        if (!row->refusal)
            rows[n++] = row;
    }
    if (plan->action->deed->together && n)
        try(plan, session, rows, n);
    for (guint i = 0; !plan->action->deed->together && i < n; i++)
        try(plan, session, &rows[i], 1);
}
