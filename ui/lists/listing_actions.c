// SPDX-License-Identifier: Apache-2.0
// What can be done in every list: open, mark, sort, turn to another saved view, undo.
#include "i18n.h"
#include "listing.h"
#include "deed_plan.h"
#include "row.h"

static struct listing *listing_of(struct view *view)
{
    return view->state;
}

static const char *nothing(struct view *view)
{
    return listing_of(view)->table.n ? NULL : _("the list is empty");
}

static bool run_open(struct view *view, GError **error)
{
    return view->screen->list->open(view, listing_row(listing_of(view)), error);
}

bool listing_mark(struct view *view, GError **error)
{
    table_mark(&listing_of(view)->table);
    view->screen->move(view, UK_DOWN);
    return true;
}

static bool run_mark_all(struct view *view, GError **error)
{
    struct listing *listing = listing_of(view);
    table_mark_all(&listing->table, &listing->kind->source);
    ui_say(view, NOTICE_NOTE, _("%d marked"), table_marks(&listing->table));
    return true;
}

static bool run_unmark(struct view *view, GError **error)
{
    table_unmark(&listing_of(view)->table);
    return true;
}

static bool run_whole(struct view *view, GError **error)
{
    struct listing *listing = listing_of(view);
    return row_show(view, &listing->table, &listing->kind->source, view->state, error);
}

static const char *no_marks(struct view *view)
{
    return table_marks(&listing_of(view)->table) ? NULL : _("nothing is marked");
}

static const char *nothing_done(struct view *view)
{
    const struct list_done *done = &listing_of(view)->done;
    if (!done->action)
        return _("nothing was done here that can be undone");
    if (done->ids->len)
        return NULL;
    return done->why ? done->why : deed_no_undo(done->action);
}

// By a column that is not shown nobody sorts.
static bool sortable(const struct listing *listing)
{
    const struct list_kind *kind = listing->kind;
    return table_shows(&listing->table, &kind->source, (size_t)kind->sorts[listing->sort].column);
}

static const char *one_order(struct view *view)
{
    const struct listing *listing = listing_of(view);
    bool own = listing->kind->n_views && listing->kind->views[listing->view].order;
    return own ? _("this view has one order, the newest first") : NULL;
}

static bool run_sort(struct view *view, GError **error)
{
    struct listing *listing = listing_of(view);
    do
        listing->sort = (listing->sort + 1) % listing->kind->n_sorts;
    while (listing->sort && !sortable(listing));
    ui_say(view, NOTICE_NOTE, _("Sorted by %s"), _(listing->kind->sorts[listing->sort].label));
    return listing_reset(listing, view, error);
}

// What was said of the view before is over.
static bool turn(struct view *view, int step, GError **error)
{
    ui_say_nothing(view);
    return listing_turn(listing_of(view), view, step, error);
}

static bool run_next(struct view *view, GError **error)
{
    return turn(view, 1, error);
}

static bool run_before(struct view *view, GError **error)
{
    return turn(view, -1, error);
}

// --- which lists have them

static bool every(const struct screen *screen)
{
    return true;
}

static bool opens(const struct screen *screen)
{
    return screen->list->open != NULL;
}

static bool has_object(const struct screen *screen)
{
    return screen->object != NULL;
}

static bool has_undo(const struct screen *screen)
{
    for (const struct action *row = has_object(screen) ? screen->object->actions : NULL;
         row && row->id; row++)
        if (row->deed->undo)
            return true;
    return false;
}

static bool sorts(const struct screen *screen)
{
    return screen->list->n_sorts > 1;
}

static bool has_views(const struct screen *screen)
{
    return screen->list->n_views > 1;
}

static const struct action actions[] = {
    {.id = "list.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Open"),
     .tip = N_("Opens what the row stands for"),
     .why_not = nothing,
     .run = run_open},
    {.id = "list.mark",
     .key = UK_SPACE,
     .flags = ACTION_FOOTER,
     .label = N_("Mark"),
     .tip = N_("Marks the row; actions then work on all marked rows"),
     .why_not = nothing,
     .run = listing_mark},
    {.id = "list.mark_all",
     .label = N_("Mark all"),
     .tip = N_("Marks every row of this page of the list"),
     .why_not = nothing,
     .run = run_mark_all},
    {.id = "list.unmark",
     .label = N_("Take all marks off"),
     .brief = N_("Unmark"),
     .tip = N_("Actions work on the row in focus again"),
     .why_not = no_marks,
     .run = run_unmark},
    {.id = "list.undo",
     .key = UK_F2,
     .flags = ACTION_FOOTER,
     .label = N_("Undo"),
     .tip = N_("Takes back what was done last in this list"),
     .why_not = nothing_done,
     .run = deed_undo},
    {.id = "list.sort",
     .key = UK_F6,
     .flags = ACTION_FOOTER,
     .label = N_("Sort"),
     .tip = N_("Sorts the rows by something else"),
     .why_not = one_order,
     .run = run_sort},
    {.id = "list.views",
     .key = UK_F7,
     .flags = ACTION_FOOTER,
     .label = N_("Views"),
     .tip = N_("The next saved view of the list"),
     .run = run_next},
    {.id = "list.next_view",
     .key = UK_TAB,
     .label = N_("Next view"),
     .tip = N_("The next saved view"),
     .run = run_next},
    {.id = "list.previous_view",
     .key = UK_BACKTAB,
     .label = N_("View before"),
     .tip = N_("The saved view before"),
     .run = run_before},
    {.id = "list.whole",
     .key = UK_F8,
     .label = N_("The row whole"),
     .brief = N_("Row"),
     .tip = N_("Shows all that its columns say, none of it cut"),
     .why_not = nothing,
     .run = run_whole},
    {0},
};

static const struct {
    bool (*run)(struct view *view, GError **error);
    bool (*fits)(const struct screen *screen);
} wants[] = {
    {run_open, opens},        {listing_mark, has_object}, {run_mark_all, has_object},
    {run_unmark, has_object}, {deed_undo, has_undo},      {run_sort, sorts},
    {run_next, has_views},    {run_before, has_views},    {run_whole, every},
};

const struct action *listing_actions(void)
{
    return actions;
}

bool listing_offers(const struct screen *screen, const struct action *action)
{
    for (size_t i = 0; i < G_N_ELEMENTS(wants); i++)
        if (wants[i].run == action->run)
            return wants[i].fits(screen);
    return false;
}
