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

bool deed_undo(struct view *view, GError **error)
{
    struct listing *listing = view->state;
    const struct object_kind *kind = view->screen->object;
    const struct deed *deed = listing->done->deed;
    int done = 0;
    g_autofree char *why = NULL;
    for (guint i = 0; i < listing->done_ids->len; i++) {
        g_autofree char *message = NULL;
        struct number number =
            number_of(kind->number, g_array_index(listing->done_ids, int64_t, i));
        if (ui_try(view, &message, deed->undo, kind->argument, number.text, NULL))
            done++;
        else if (!why)
            why = g_steal_pointer(&message);
    }
    if (why)
        ui_say(view, done ? NOTICE_LOOK : NOTICE_REFUSED, _("%s: %d undone; %s"),
               _(listing->done->label), done, why);
    else
        ui_say(view, NOTICE_DONE, _("%s: %d undone"), _(listing->done->label), done);
    listing_remember(listing, NULL, NULL);
    return true;
}
