// SPDX-License-Identifier: Apache-2.0
// Choosing work: one's own open picks first, then the orders that wait, the most urgent on top.
#include <string.h>

#include "choices.h"
#include "clock.h"
#include "i18n.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "screens.h"
#include "show.h"
#include "store_pick.h"
#include "table.h"

enum { CHOICES = 50 };

struct choice {
    int64_t order_id, lines, pieces, promise_at;
    char *note; // who has it, or what it is called in the shop
    bool mine;
};

struct pick {
    struct table table;
    GArray *rows;
    int waiting;
};

static void choice_clear(struct choice *choice)
{
    g_free(choice->note);
}

static bool add_open(struct view *view, GError **error)
{
    struct pick *self = view->state;
    g_autoptr(rowlist) works = store_works_open(ui_db(view), CHOICES, error);
    for (int mine = 1; works && mine >= 0; mine--)
        for (guint i = 0; i < list_len(works); i++) {
            const struct work_row *work = list_at(works, struct work_row, i);
            bool own = work->operator_id == ui_session(view)->operator_id;
            if (own != (mine == 1))
                continue;
            g_autofree char *name = g_utf8_strup(work->operator_name, -1);
            struct choice row = {.order_id = work->order_id, .mine = own};
            row.note = g_strdup_printf(own ? _("%s: go on, %d of %d") : _("%s picks it, %d of %d"),
                                       own ? number_of(NUMBER_WORK, work->id).text : name,
                                       (int)work->done, (int)work->total);
            g_array_append_val(self->rows, row);
            if (own)
                continue;
        }
    return works != NULL;
}

static bool add_waiting(struct view *view, GError **error)
{
    struct pick *self = view->state;
    g_autoptr(rowlist) orders = store_choices(ui_db(view), "released", CHOICES, error);
    self->waiting = orders ? (int)list_len(orders) : 0;
    for (int i = 0; i < self->waiting; i++) {
        const struct choice_row *order = list_at(orders, struct choice_row, i);
        struct choice row = {.order_id = order->order_id,
                             .lines = order->lines,
                             .pieces = order->pieces,
                             .promise_at = order->promise_at,
                             .note = g_strdup(order->external_name)};
        g_array_append_val(self->rows, row);
    }
    return orders != NULL;
}

static int64_t row_id(void *owner, int row)
{
    return g_array_index(((struct pick *)owner)->rows, struct choice, row).order_id;
}

static char *row_cell(void *owner, int row, int column)
{
    const struct choice *choice = &g_array_index(((struct pick *)owner)->rows, struct choice, row);
    switch (column) {
    case 0:
        return g_strdup(number_of(NUMBER_ORDER, choice->order_id).text);
    case 1:
        return choice->lines ? g_strdup_printf(_("%d ln"), (int)choice->lines)
                             : g_strdup(choice->mine ? _("yours") : _("taken"));
    case 2:
        return choice->promise_at ? show_day(choice->promise_at, clock_now()) : g_strdup("");
    case 3:
        return choice->pieces ? g_strdup_printf(_("%d pcs"), (int)choice->pieces) : g_strdup("");
    default:
        return g_strdup(choice->note);
    }
}

static enum tint row_tint(void *owner, int row, int column)
{
    const struct choice *choice = &g_array_index(((struct pick *)owner)->rows, struct choice, row);
    bool late = column == 2 && choice->promise_at && show_is_late(choice->promise_at, clock_now());
    return late ? TINT_WARN : column == 0 ? TINT_LINK : TINT_TEXT;
}

static const struct column columns[] = {
    {N_("Order"), 8, 12, 0, false, false},  {N_("Lines"), 6, 8, 1, false, true},
    {N_("Promise"), 8, 8, 2, false, false}, {N_("Pieces"), 7, 9, 3, false, true},
    {N_("What"), 10, 60, 4, true, false},
};

static const struct table_source source = {
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .id = row_id,
    .cell = row_cell,
    .tint = row_tint,
    .empty = N_("Nothing to pick. Orders come here when they are released: :orders"),
};

static bool pick_load(struct view *view, GError **error)
{
    struct pick *self = view->state;
    if (!self->rows) {
        self->rows = g_array_new(FALSE, TRUE, sizeof(struct choice));
        g_array_set_clear_func(self->rows, (GDestroyNotify)choice_clear);
        self->table.numbered = true;
        self->table.sorted = -1;
    }
    g_array_set_size(self->rows, 0);
    bool ok = add_open(view, error) && add_waiting(view, error);
    table_set(&self->table, &source, self, (int)self->rows->len);
    return ok;
}

static void pick_draw(struct view *view, const struct layout *layout)
{
    struct pick *self = view->state;
    if (!self->rows)
        return;
    if (layout->facts.h)
        paint_line(layout->facts, 0, 1, TINT_TEXT, _("%d orders wait"), self->waiting);
    struct region body = layout->body;
    if (layout->size >= SIZE_S && body.h > 8)
        body = region_below(body, 1);
    table_draw(&self->table, &source, self, body, layout->size);
}

static bool start(struct view *view, const char *order, GError **error)
{
    g_autofree char *work = NULL;
    if (!ui_do(view, &work, "pick.start", "order", order, NULL) || !work)
        return true;
    return ui_push(view, &work_screen, work, error);
}

static bool start_row(struct view *view, int row, GError **error)
{
    struct pick *self = view->state;
    if (!self->rows || row < 0 || row >= (int)self->rows->len)
        return false;
    return start(view, number_of(NUMBER_ORDER, row_id(self, row)).text, error);
}

static bool pick_choose(struct view *view, int number, GError **error)
{
    return number >= 1 && number <= 9 && start_row(view, number - 1, error);
}

static bool pick_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    if (number_id(NUMBER_WORK, text))
        return ui_push(view, &work_screen, text, error);
    if (number_id(NUMBER_ORDER, text) || *text == '#')
        return start(view, text, error);
    return false;
}

// "pick O-100401" as a deep link starts that order.
static bool pick_open(struct view *view, const char *arg, GError **error)
{
    return true;
}

static bool run_row(struct view *view, GError **error)
{
    struct pick *self = view->state;
    return start_row(view, self->table.focus, error) || !*error;
}

static bool run_best(struct view *view, GError **error)
{
    return start(view, NULL, error);
}

static const char *no_rows(struct view *view)
{
    struct pick *self = view->state;
    return self->table.n ? NULL : _("nothing waits here");
}

static bool pick_move(struct view *view, enum ui_key key)
{
    struct pick *self = view->state;
    return table_move(&self->table, &source, self, key);
}

static char *pick_prompt(struct view *view)
{
    return g_strdup(_("Scan order or number"));
}

static bool pick_focus(struct view *view, int *ret_y, int *ret_x)
{
    struct pick *self = view->state;
    *ret_y = self->table.cursor_y;
    *ret_x = self->table.cursor_x;
    return self->table.moved && self->table.n;
}

static void pick_close(struct view *view)
{
    struct pick *self = view->state;
    table_release(&self->table);
    if (self->rows)
        g_array_unref(self->rows);
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
    .size = sizeof(struct pick),
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
