// SPDX-License-Identifier: Apache-2.0
// Choosing work: one's own open picks first, then the orders that wait, the most urgent on top.
#include "claims.h"
#include "holder.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "query.h"
#include "screens.h"
#include "store_work.h"
#include "work_list.h"
#include "work_way.h"

enum { OPEN = 50 };

struct pick {
    struct work_list list; // first: lists are about it
    int64_t last;          // the work that one ended last, if that can be taken back; 0 = none
};

// One's own open picks, or those of the others.
static bool add_open(struct list *list, struct view *view, bool mine, GError **error)
{
    g_autoptr(rowlist) works =
        store_works_claimed(ui_db(view), "pick", ui_session(view)->site_id, OPEN, error);
    for (guint i = 0; works && i < list_len(works); i++) {
        const struct work_row *work = list_at(works, struct work_row, i);
        g_autofree char *name = holder_who(work);
        bool own = work->operator_id == ui_session(view)->operator_id;
        if (own != mine)
            continue;
        g_autofree char *note = g_strdup_printf(
            own ? _("%s: go on, %d of %d pcs") : _("%s picks it, %d of %d pcs"),
            own ? number_of(NUMBER_WORK, work->id).text : name, (int)work->done, (int)work->total);
        work_list_add(list, work->order_id, note)->mine = own;
        ((struct work_list *)view->state)->in_hand++;
    }
    return works != NULL;
}

// Where orders come from is told to those who may go there.
static const char *empty_for(struct view *view)
{
    return ui_may(view, &orders_screen) ? N_("Nothing to pick. Released orders come here: :orders")
                                        : NULL;
}

static bool read_last(struct view *view, int64_t *ret_last, GError **error)
{
    const struct session *session = ui_session(view);
    g_autoptr(rowlist) ended = store_work_ended(session->db, session->operator_id, "pick", error);
    const struct work_row *work =
        ended && list_len(ended) ? list_at(ended, struct work_row, 0) : NULL;
    bool can = work && work_has_deed(work) && work_reopens(work) &&
               claim_reaches(session->site_id, work->site_id);
    *ret_last = can ? work->id : 0;
    return ended != NULL;
}

static struct list *read_work(struct view *view, const struct list_page *page, GError **error)
{
    struct work_list *self = view->state;
    g_autoptr(rowlist) list = list_new(sizeof(struct work_choice));
    self->in_hand = 0;
    self->listing.table.empty = empty_for(view);
    bool ok =
        read_last(view, &((struct pick *)view->state)->last, error) &&
        add_open(list, view, true, error) &&
        work_list_add_waiting(list, view, "pick", ST_FREE_TO_PICK, false, &self->waiting, error) &&
        add_open(list, view, false, error);
    return ok ? g_steal_pointer(&list) : NULL;
}

static char *facts(struct view *view)
{
    return work_list_facts(view);
}

static bool start(struct view *view, const char *order, GError **error)
{
    g_autofree char *work = NULL;
    if (!ui_do(view, &work, "pick.start", "order", order, NULL) || !work)
        return true;
    return work_list_go(view, &work_screen, work, error);
}

// ":pick O-100401" and an order scanned elsewhere start it.
static bool pick_open(struct view *view, const char *arg, GError **error)
{
    return !arg || !number_id(NUMBER_ORDER, arg) || start(view, arg, error);
}

static bool open_row(struct view *view, const void *row, GError **error)
{
    const struct work_choice *choice = row;
    return start(view, number_of(NUMBER_ORDER, choice->order_id).text, error);
}

// What serves no order, and what is over, is shown as from anywhere.
static bool pick_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    int64_t work = number_id(NUMBER_WORK, text);
    g_autoptr(rowlist) found = work ? store_work(ui_db(view), work, error) : NULL;
    const struct work_row *row =
        found && list_len(found) ? list_at(found, struct work_row, 0) : NULL;
    if (row && (row->done_at || !row->order_id))
        return false;
    return (work || number_id(NUMBER_ORDER, text) || *text == '#') && start(view, text, error);
}

static bool run_row(struct view *view, GError **error)
{
    return open_row(view, listing_row(view->state), error);
}

static bool run_best(struct view *view, GError **error)
{
    return start(view, NULL, error);
}

static const char *no_rows(struct view *view)
{
    return listing_row(view->state) ? NULL : _("nothing waits here");
}

static const char *no_last(struct view *view)
{
    const struct pick *self = view->state;
    return self->last ? NULL : _("none can be taken back");
}

// It is shown first: who went on to something else sees what it was.
static bool run_last(struct view *view, GError **error)
{
    const struct pick *self = view->state;
    struct number work = number_of(NUMBER_WORK, self->last);
    if (!ui_push(view, &work_screen, work.text, error))
        return false;
    ui_say(view, NOTICE_NOTE, _("%s: F2 takes its last step back"), work.text);
    return true;
}

static char *pick_prompt(struct view *view)
{
    return g_strdup(_("Scan order or number"));
}

static const struct list_kind pick_list = {
    .source = WORK_SOURCE(N_("Nothing to pick. Released orders come here.")),
    .whole = true,
    .numbered = true,
    .read = read_work,
    .open = open_row,
    .facts = facts,
};

static const struct action pick_actions[] = {
    {.id = "pick.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Start"),
     .tip = N_("Starts the order of the row, or goes on with it"),
     .why_not = no_rows,
     .run = run_row},
    {.id = "pick.next",
     .label = N_("Take the most urgent order"),
     .brief = N_("Next"),
     .tip = N_("Starts the order that is promised first"),
     .why_not = no_rows,
     .run = run_best},
    {.id = "pick.last",
     .key = UK_F2,
     .flags = ACTION_FOOTER,
     .label = N_("Undo in the last work"),
     .brief = N_("Undo"),
     .tip = N_("Opens the work that you ended last; F2 there takes its last step back"),
     .why_not = no_last,
     .run = run_last},
    {0},
};

const struct screen pick_screen = {
    .name = "pick",
    .query = &query_work_list,
    .title = N_("Pick"),
    .help = N_("Choose what to pick: scan an order or type its number in the list and Enter."),
    .about = "order",
    .actions = pick_actions,
    LISTING_DRAWN(pick_list, work_list_draw),
    .size = sizeof(struct pick),
    .floor = true,
    .open = pick_open,
    .enter = pick_enter,
    .choose = listing_choose,
    .prompt = pick_prompt,
    .close = listing_close,
};
