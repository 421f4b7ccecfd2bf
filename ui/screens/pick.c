// SPDX-License-Identifier: Apache-2.0
// Choosing work: one's own open picks first, then the orders that wait, the most urgent on top.
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "screens.h"
#include "store_work.h"
#include "work_list.h"

enum { OPEN = 50 };

// One's own open picks, or those of the others.
static bool add_open(struct view *view, bool mine, GError **error)
{
    g_autoptr(rowlist) works =
        store_works_claimed(ui_db(view), "pick", ui_session(view)->site_id, OPEN, error);
    for (guint i = 0; works && i < list_len(works); i++) {
        const struct work_row *work = list_at(works, struct work_row, i);
        g_autofree char *name = g_utf8_strup(work->operator_name, -1);
        bool own = work->operator_id == ui_session(view)->operator_id;
        if (own != mine)
            continue;
        struct work_choice choice = {.order_id = work->order_id, .mine = own};
        choice.note = g_strdup_printf(own ? _("%s: go on, %d of %d") : _("%s picks it, %d of %d"),
                                      own ? number_of(NUMBER_WORK, work->id).text : name,
                                      (int)work->done, (int)work->total);
        work_list_add(view->state, &choice);
    }
    return works != NULL;
}

static bool pick_load(struct view *view, GError **error)
{
    struct work_list *self = view->state;
    work_list_begin(self, N_("Nothing to pick. Orders come here when they are released: :orders"));
    bool ok = add_open(view, true, error) &&
              work_list_add_waiting(self, view, "pick", ST_FREE_TO_PICK, false, error) &&
              add_open(view, false, error);
    work_list_end(self);
    return ok;
}

static void pick_draw(struct view *view, const struct layout *layout)
{
    struct work_list *self = view->state;
    g_autofree char *facts = g_strdup_printf(
        ngettext("%d order waits", "%d orders wait", (gulong)self->waiting), self->waiting);
    work_list_draw(self, layout, facts);
}

static bool start(struct view *view, const char *order, GError **error)
{
    g_autofree char *work = NULL;
    if (!ui_do(view, &work, "pick.start", "order", order, NULL) || !work)
        return true;
    return ui_push(view, &work_screen, work, error);
}

// ":pick O-100401" and an order scanned elsewhere start it.
static bool pick_open(struct view *view, const char *arg, GError **error)
{
    return !arg || !number_id(NUMBER_ORDER, arg) || start(view, arg, error);
}

static bool start_row(struct view *view, int row, GError **error)
{
    int64_t order = work_list_order(view->state, row);
    return order && start(view, number_of(NUMBER_ORDER, order).text, error);
}

static bool pick_choose(struct view *view, int number, GError **error)
{
    return start_row(view, number - 1, error);
}

static bool pick_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    if (number_id(NUMBER_WORK, text))
        return ui_push(view, &work_screen, text, error);
    return (number_id(NUMBER_ORDER, text) || *text == '#') && start(view, text, error);
}

static bool run_row(struct view *view, GError **error)
{
    struct work_list *self = view->state;
    start_row(view, self->table.focus, error);
    return !error || !*error;
}

static bool run_best(struct view *view, GError **error)
{
    return start(view, NULL, error);
}

static const char *no_rows(struct view *view)
{
    struct work_list *self = view->state;
    return self->table.n ? NULL : _("nothing waits here");
}

static bool pick_move(struct view *view, enum ui_key key)
{
    return work_list_move(view->state, key);
}

static bool pick_focus(struct view *view, int *ret_y, int *ret_x)
{
    return work_list_focus(view->state, ret_y, ret_x);
}

static char *pick_prompt(struct view *view)
{
    return g_strdup(_("Scan order or number"));
}

static void pick_close(struct view *view)
{
    work_list_release(view->state);
}

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
    {0},
};

const struct screen pick_screen = {
    .name = "pick",
    .title = N_("Pick"),
    .help = N_("Choose what to pick: scan an order or type its number in the list and Enter."),
    .actions = pick_actions,
    .size = sizeof(struct work_list),
    .floor = true,
    .open = pick_open,
    .load = pick_load,
    .draw = pick_draw,
    .enter = pick_enter,
    .choose = pick_choose,
    .move = pick_move,
    .focus_at = pick_focus,
    .prompt = pick_prompt,
    .close = pick_close,
};
