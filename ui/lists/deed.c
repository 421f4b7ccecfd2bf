// SPDX-License-Identifier: Apache-2.0
// From an action to its plan: what it is about, what is asked, and the way back.
#include "i18n.h"
#include "listing.h"
#include "deed_plan.h"
#include "plan.h"

const char *deed_why_not(struct view *view, const struct action *action)
{
    const struct screen *screen = view->screen;
    const struct listing *listing = screen->list ? view->state : NULL;
    const char *state = NULL;
    const char *useless = action->deed->useless ? action->deed->useless(view) : NULL;
    if (useless || (listing && table_marks(&listing->table)))
        return useless;
    if (!screen->object_now || !screen->object_now(view, &state))
        return _("nothing is chosen");
    return object_refusal(screen->object, action, state);
}

static bool start(struct view *view, const struct object_kind *kind, const struct action *action,
                  GArray *ids, bool many, GError **error)
{
    g_autoptr(deed_plan) plan = plan_make(ui_db(view), kind, action, ids, error);
    if (!plan)
        return false;
    if (!plan->rows->len) {
        ui_say(view, NOTICE_LOOK, _("It is not there any more"));
        return true;
    }
    plan->many = many;
    if (many && action->deed->tried)
        plan_try(plan, ui_session(view));
    if (!many && plan_refusal(plan)) {
        ui_say(view, NOTICE_LOOK, _("%s: not now, %s"), _(action->label), plan_refusal(plan));
        return true;
    }
    return plan_show(view, g_steal_pointer(&plan), error);
}

bool deed_start(struct view *view, const struct action *action, GError **error)
{
    const struct listing *listing = view->screen->list ? view->state : NULL;
    bool many = listing && table_marks(&listing->table);
    g_autoptr(GArray) ids =
        many ? listing_marked(listing) : g_array_new(FALSE, FALSE, sizeof(int64_t));
    const char *state;
    int64_t id = many ? 0 : view->screen->object_now(view, &state);
    if (id)
        g_array_append_val(ids, id);
    return start(view, view->screen->object, action, ids, many, error);
}

bool deed_start_on(struct view *view, const struct object_kind *kind, const struct action *action,
                   int64_t id, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_array_append_val(ids, id);
    return start(view, kind, action, ids, false, error);
}

const char *deed_no_undo(const struct action *action)
{
    g_autofree char *text = g_strdup_printf(_("nothing takes back '%s'"), _(action->label));
    return g_intern_string(text); // as many as there are actions
}

// Those that did not come back stay in LEFT, and the reason of the first is returned.
static char *undo_all(struct view *view, const struct list_done *done, GArray *left)
{
    const struct object_kind *kind = view->screen->object;
    char *why = NULL;
    for (guint i = 0; i < done->ids->len; i++) {
        g_autofree char *message = NULL;
        int64_t id = g_array_index(done->ids, int64_t, i);
        struct number number = number_of(kind->number, id);
        if (ui_try(view, &message, done->action->deed->undo, kind->argument, number.text, NULL))
            continue;
        g_array_append_val(left, id);
        if (!why)
            why = g_steal_pointer(&message);
    }
    return why;
}

bool deed_undo(struct view *view, GError **error)
{
    struct listing *listing = view->state;
    const struct list_done *done = &listing->done;
    const char *label = _(done->action->label);
    GArray *left = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autofree char *refused = undo_all(view, done, left);
    const char *why = refused ? refused : done->why;
    int n = (int)(done->ids->len - left->len), stay = done->stay, rest = (int)left->len + stay;
    if (rest)
        ui_say(view, n ? NOTICE_LOOK : NOTICE_REFUSED, _("%s: %d undone, %d not: %s"), label, n,
               rest, why);
    else
        ui_say(view, NOTICE_DONE, _("%s: %d undone"), label, n);
    if (rest)
        listing_remember(listing, (struct list_done){done->action, left, stay,
                                                     g_steal_pointer(&listing->done.why)});
    else
        listing_remember(listing, (struct list_done){0});
    if (!rest)
        g_array_unref(left);
    return true;
}
