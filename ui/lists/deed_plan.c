// SPDX-License-Identifier: Apache-2.0
// Looks what a deed would do to each of its objects, and does it.
#include "deed_plan.h"

#include <string.h>

#include "ask.h"
#include "i18n.h"
#include "listing.h"

enum { TOGETHER = 100 }; // objects a call, where the operation takes several

static void row_clear(struct plan_row *row)
{
    object_clear(&row->object);
    g_free(row->outcome);
}

// An object that is gone has no row.
static bool add(struct plan *plan, struct db *db, int64_t id, GError **error)
{
    struct plan_row row = {0};
    g_autoptr(GError) failed = NULL;
    if (!plan->kind->read(db, id, &row.object, &failed)) {
        if (failed)
            g_propagate_error(error, g_steal_pointer(&failed));
        return !*error;
    }
    row.refusal = object_refusal(plan->kind, plan->action, row.object.state);
    if (!row.refusal)
        row.outcome = object_outcome(plan->kind, plan->action, row.object.state);
    plan->n_do += !row.refusal;
    g_array_append_val(plan->rows, row);
    return true;
}

struct plan *plan_make(struct db *db, const struct object_kind *kind, const struct action *action,
                       const GArray *ids, GError **error)
{
    g_autoptr(deed_plan) plan = g_new0(struct plan, 1);
    g_autoptr(GError) failed = NULL;
    plan->kind = kind;
    plan->action = action;
    plan->rows = g_array_new(FALSE, TRUE, sizeof(struct plan_row));
    g_array_set_clear_func(plan->rows, (GDestroyNotify)row_clear);
    for (guint i = 0; i < ids->len; i++)
        if (!add(plan, db, g_array_index(ids, int64_t, i), &failed)) {
            g_propagate_error(error, g_steal_pointer(&failed));
            return NULL;
        }
    return g_steal_pointer(&plan);
}

void plan_free(struct plan *plan)
{
    if (!plan)
        return;
    g_array_unref(plan->rows);
    g_free(plan->answer);
    g_free(plan);
}

// --- what has to be typed

static const struct plan_row *row_at(const struct plan *plan, guint i)
{
    return &g_array_index(plan->rows, struct plan_row, i);
}

static enum deed_sure sure_of(const struct plan *plan)
{
    const struct deed *deed = plan->action->deed;
    bool one = plan->rows->len == 1;
    return one && deed->sure_in && deed->sure_in(row_at(plan, 0)->object.state) ? SURE_ALREADY
                                                                                : deed->sure;
}

bool plan_wants_words(const struct plan *plan)
{
    return plan->action->deed->answer && !plan->answer;
}

const char *plan_refusal(const struct plan *plan)
{
    return plan->rows->len == 1 ? row_at(plan, 0)->refusal : NULL;
}

bool plan_asks(const struct plan *plan)
{
    return plan_wants_words(plan) || sure_of(plan) != SURE_ALREADY;
}

// The question of the deed, with the number of the one thing that it is about.
static char *question_of(const struct plan *plan)
{
    const char *question = _(plan->action->deed->question);
    return plan->many ? g_strdup(question)
                      : g_strdup_printf("%s: %s", row_at(plan, 0)->object.number.text, question);
}

char *plan_question(const struct plan *plan)
{
    const char *label = _(plan->action->label);
    if (plan_wants_words(plan))
        return question_of(plan);
    if (sure_of(plan) == SURE_ALREADY)
        return g_strdup(_("Enter does it"));
    if (plan->many)
        return g_strdup_printf(_("%s: type %d, how many"), label, plan->n_do);
    if (sure_of(plan) == SURE_YES)
        return question_of(plan);
    return g_strdup_printf(_("%s: type its number, %s"), label,
                           row_at(plan, 0)->object.number.text);
}

// What has to be typed to be sure.
static bool is_sure(const struct plan *plan, const char *text)
{
    g_autofree char *count = g_strdup_printf("%d", plan->n_do);
    enum deed_sure sure = sure_of(plan);
    if (sure == SURE_ALREADY)
        return said_yes(text); // Enter alone does it, too
    if (plan->many)
        return !strcmp(text, count);
    return sure == SURE_YES ? said_yes(text)
                            : !g_ascii_strcasecmp(text, row_at(plan, 0)->object.number.text);
}

bool plan_answer(struct plan *plan, const char *text, bool *ret_last)
{
    *ret_last = true;
    if (!plan_wants_words(plan))
        return is_sure(plan, text);
    plan->answer = g_strdup(text);
    *ret_last = sure_of(plan) == SURE_ALREADY;
    return true;
}

// --- doing it

// What became of the objects so far.
struct outcome {
    GArray *done; // struct plan_row, borrowed
    int refused;
    int came;                      // of the done ones: those that are what the deed wanted of them
    const struct saved_view *view; // where the first of them is seen, if not here; NULL = here
    bool scattered;                // the others are seen elsewhere
    char *why;                     // the first refusal
    char *message;                 // of the last one that was done
};

static void note(struct outcome *outcome, bool good, char *message, guint n)
{
    if (good) {
        g_free(outcome->message);
        outcome->message = message;
        return;
    }
    outcome->refused += (int)n;
    if (outcome->why)
        g_free(message);
    else
        outcome->why = message;
}

// One call with the objects FROM to before TO of those that will be done.
static void call(struct view *view, const struct plan *plan, const GPtrArray *rows, guint from,
                 guint to, struct outcome *outcome)
{
    const struct deed *deed = plan->action->deed;
    GString *numbers = g_string_new(NULL);
    for (guint i = from; i < to; i++) {
        const struct plan_row *row = g_ptr_array_index(rows, i);
        g_string_append_printf(numbers, "%s%s", i > from ? "\n" : "", row->object.number.text);
    }
    g_autofree char *objects = g_string_free(numbers, FALSE);
    char *message = NULL;
    bool good = ui_try(view, &message, deed->op, plan->kind->argument, objects, deed->answer,
                       plan->answer, NULL);
    for (guint i = from; good && i < to; i++)
        g_array_append_vals(outcome->done, g_ptr_array_index(rows, i), 1);
    note(outcome, good, message, to - from);
}

// What an object is now that no undo leads back, and where it is seen. Caller frees.
static char *why_it_stays(const struct view *view, const struct plan_row *row, const char *now)
{
    const struct state_table *states = view->screen->object->states;
    const struct saved_view *other = listing_other_view(view->state, states, now);
    g_autofree char *way = object_way(view->screen->object, now, row->object.state);
    g_autofree char *text =
        g_strdup_printf(way ? _("%s is %s; back: %s") : _("%s is %s; no way back to %s here"),
                        row->object.number.text, state_label(states, now),
                        way ? way : state_label(states, row->object.state));
    return other ? g_strdup_printf(_("%s. It is in %s"), text, _(other->label))
                 : g_steal_pointer(&text);
}

// Where those that were done are seen now.
static void note_view(const struct view *view, const struct plan_row *row, const char *now,
                      struct outcome *outcome)
{
    const struct saved_view *seen =
        listing_other_view(view->state, view->screen->object->states, now);
    const struct plan_row *first = &g_array_index(outcome->done, struct plan_row, 0);
    if (row == first)
        outcome->view = seen;
    outcome->scattered = outcome->scattered || seen != outcome->view;
}

// What became of one that was done.
static void look_at(struct view *view, const struct plan *plan, const struct plan_row *row,
                    struct outcome *outcome, struct list_done *done)
{
    const struct deed *deed = plan->action->deed;
    struct object now = {0};
    if (plan->kind->read(ui_db(view), row->object.id, &now, NULL)) {
        outcome->came += object_came_to(plan->kind, deed, now.state, row->object.state);
        if (view->screen->list)
            note_view(view, row, now.state, outcome);
        if (object_leads_back(plan->kind, deed, now.state, row->object.state)) {
            g_array_append_val(done->ids, row->object.id);
        } else if (view->screen->list && deed->undo && strcmp(now.state, row->object.state) != 0) {
            done->why = done->why ? done->why : why_it_stays(view, row, now.state);
            done->stay++;
        }
    }
    object_clear(&now);
}

// What became of those that were done, and what the undo of the deed can take back: only what it
// brings to where it was.
static struct list_done look_at_all(struct view *view, const struct plan *plan,
                                    struct outcome *outcome)
{
    const struct deed *deed = plan->action->deed;
    struct list_done done = {.action = outcome->done->len ? plan->action : NULL,
                             .ids = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    for (guint i = 0; (deed->undo || deed->either || view->screen->list) && i < outcome->done->len;
         i++)
        look_at(view, plan, &g_array_index(outcome->done, struct plan_row, i), outcome, &done);
    if (done.stay > 1) {
        g_autofree char *first = done.why;
        done.why = g_strdup_printf(_("%s (and %d more)"), first, done.stay - 1);
    }
    return done;
}

// What somebody may do now, and where the rows are: added to what was said. Caller frees.
static char *way_on(const struct outcome *outcome, bool can_undo)
{
    const char *undo = can_undo ? _(". F2 undoes it") : "";
    g_autofree char *now = outcome->view && !outcome->scattered
                               ? g_strdup_printf(_(". Now in %s"), _(outcome->view->label))
                               : NULL;
    return g_strconcat(undo, now, NULL);
}

static void tell(struct view *view, const struct plan *plan, const struct outcome *outcome,
                 bool can_undo)
{
    const struct deed *deed = plan->action->deed;
    const char *label = _(plan->action->label);
    g_autofree char *undo = way_on(outcome, can_undo);
    int done = deed->either ? outcome->came : (int)outcome->done->len;
    if (outcome->refused)
        ui_say(view, done ? NOTICE_LOOK : NOTICE_REFUSED, _("%s: %d done, %d not: %s%s"), label,
               done, outcome->refused, outcome->why, undo);
    else if (done < (int)outcome->done->len)
        ui_say(view, NOTICE_DONE, _("%s: %d of %d%s"), label, done, (int)outcome->done->len, undo);
    else
        ui_say(view, NOTICE_DONE, _("%s: %d done%s"), label, done, undo);
}

static GPtrArray *rows_to_do(const struct plan *plan)
{
    GPtrArray *rows = g_ptr_array_new();
    for (guint i = 0; i < plan->rows->len; i++)
        if (!row_at(plan, i)->refusal)
            g_ptr_array_add(rows, (gpointer)row_at(plan, i));
    return rows;
}

// One object: what its operation says is said.
static bool do_one(struct view *view, const struct plan *plan, const struct object *object)
{
    const struct deed *deed = plan->action->deed;
    return ui_do(view, NULL, deed->op, plan->kind->argument, object->number.text, deed->answer,
                 plan->answer, NULL);
}

// The list says what can be taken back, and why the rest cannot.
static void remember(struct view *view, struct list_done done)
{
    if (view->screen->list) {
        listing_remember(view->state, done);
        table_unmark(&((struct listing *)view->state)->table);
        return;
    }
    g_array_unref(done.ids);
    g_free(done.why);
}

static void carry_out(struct view *view, const struct plan *plan, const GPtrArray *rows,
                      guint batch, struct outcome *outcome)
{
    if (rows->len == 1 && !plan->many) {
        const struct plan_row *row = g_ptr_array_index(rows, 0);
        if (do_one(view, plan, &row->object))
            g_array_append_vals(outcome->done, row, 1);
        return;
    }
    for (guint i = 0; i < rows->len; i += batch)
        call(view, plan, rows, i, MIN(i + batch, rows->len), outcome);
}

bool plan_carry_out(struct view *view, const struct plan *plan)
{
    g_autoptr(GPtrArray) rows = rows_to_do(plan);
    struct outcome outcome = {.done = g_array_new(FALSE, FALSE, sizeof(struct plan_row))};
    guint batch = plan->action->deed->together ? TOGETHER : 1;
    carry_out(view, plan, rows, batch, &outcome);
    struct list_done last = look_at_all(view, plan, &outcome);
    bool can_undo = last.ids->len && view->screen->list;
    g_autofree char *way = way_on(&outcome, can_undo);
    bool one_call = rows->len <= batch && !outcome.refused && outcome.message;
    if (plan->many && !(batch > 1 && one_call))
        tell(view, plan, &outcome, can_undo);
    else if (plan->many)
        ui_say(view, NOTICE_DONE, "%s%s", outcome.message, way);
    if (plan->action->deed->either && !outcome.came)
        ui_no_success(view);
    remember(view, last);
    bool done = outcome.done->len > 0;
    g_array_unref(outcome.done);
    g_free(outcome.why);
    g_free(outcome.message);
    return done || !plan->answer;
}
