// SPDX-License-Identifier: Apache-2.0
// Choosing what to pack: scan a cart or an order, or take one of those that were picked.
#include "i18n.h"
#include "clock.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "screens.h"
#include "show.h"
#include "store_pack.h"
#include "table.h"

enum { CHOICES = 50 };

struct choice {
    int64_t order_id, lines, pieces, promise_at;
    char *note;
};

struct pack {
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
    struct pack *self = view->state;
    g_autoptr(rowlist) packs = store_shipments_open(ui_db(view), CHOICES, error);
    for (guint i = 0; packs && i < list_len(packs); i++) {
        const struct shipment_row *row = list_at(packs, struct shipment_row, i);
        bool own = row->operator_id == ui_session(view)->operator_id;
        g_autofree char *who = g_utf8_strup(row->operator_name, -1);
        struct choice choice = {.order_id = row->order_id};
        choice.note = g_strdup_printf(own ? _("go on, %d of %d") : _("%3$s packs it, %1$d of %2$d"),
                                      (int)row->packed, (int)row->picked, who);
        g_array_append_val(self->rows, choice);
    }
    return packs != NULL;
}

static bool add_picked(struct view *view, GError **error)
{
    struct pack *self = view->state;
    g_autoptr(rowlist) orders = store_choices(ui_db(view), "picked", CHOICES, error);
    self->waiting = orders ? (int)list_len(orders) : 0;
    for (int i = 0; i < self->waiting; i++) {
        const struct choice_row *order = list_at(orders, struct choice_row, i);
        struct choice choice = {.order_id = order->order_id,
                                .lines = order->lines,
                                .pieces = order->pieces,
                                .promise_at = order->promise_at,
                                .note = g_strdup(order->customer)};
        g_array_append_val(self->rows, choice);
    }
    return orders != NULL;
}

static const struct choice *row_at(const struct pack *self, int row)
{
    return &g_array_index(self->rows, struct choice, row);
}

static int64_t row_id(void *owner, int row)
{
    return row_at(owner, row)->order_id;
}

static char *row_cell(void *owner, int row, int column)
{
    const struct choice *choice = row_at(owner, row);
    switch (column) {
    case 0:
        return g_strdup(number_of(NUMBER_ORDER, choice->order_id).text);
    case 1:
        return choice->lines ? g_strdup_printf(_("%d ln"), (int)choice->lines)
                             : g_strdup(_("open"));
    case 2:
        return choice->promise_at ? show_day(choice->promise_at, clock_now()) : g_strdup("");
    case 3:
        return choice->pieces ? g_strdup_printf(_("%d pcs"), (int)choice->pieces) : g_strdup("");
    default:
        return g_strdup(choice->note);
    }
}

static const struct column columns[] = {
    {N_("Order"), 8, 12, 0, false, false},  {N_("Lines"), 6, 8, 1, false, true},
    {N_("Promise"), 8, 8, 2, false, false}, {N_("Pieces"), 7, 9, 3, false, true},
    {N_("For"), 10, 60, 4, true, false},
};

static const struct table_source source = {
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .id = row_id,
    .cell = row_cell,
    .empty = N_("Nothing to pack. Orders come here when all of their lines are picked."),
};

static bool pack_load(struct view *view, GError **error)
{
    struct pack *self = view->state;
    if (!self->rows) {
        self->rows = g_array_new(FALSE, TRUE, sizeof(struct choice));
        g_array_set_clear_func(self->rows, (GDestroyNotify)choice_clear);
        self->table.numbered = true;
        self->table.sorted = -1;
    }
    g_array_set_size(self->rows, 0);
    bool ok = add_open(view, error) && add_picked(view, error);
    table_set(&self->table, &source, self, (int)self->rows->len);
    return ok;
}

static void pack_draw(struct view *view, const struct layout *layout)
{
    struct pack *self = view->state;
    struct region body = layout->body;
    if (!self->rows)
        return;
    if (layout->facts.h)
        paint_line(layout->facts, 0, 1, TINT_TEXT, _("%d orders wait to be packed"), self->waiting);
    if (layout->size >= SIZE_S && body.h > 8)
        body = region_below(body, 1);
    table_draw(&self->table, &source, self, body, layout->size);
}

static bool open_code(struct view *view, const char *code, GError **error)
{
    g_autofree char *pack = NULL;
    if (!ui_do(view, &pack, "pack.open", "code", code, NULL) || !pack)
        return true;
    return ui_push(view, &bench_screen, pack, error);
}

static bool pack_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    if (number_id(NUMBER_PACK, text))
        return ui_push(view, &bench_screen, text, error);
    return open_code(view, text, error);
}

static bool open_row(struct view *view, int row, GError **error)
{
    struct pack *self = view->state;
    if (!self->rows || row < 0 || row >= (int)self->rows->len)
        return false;
    return open_code(view, number_of(NUMBER_ORDER, row_id(self, row)).text, error);
}

static bool pack_choose(struct view *view, int number, GError **error)
{
    return open_row(view, number - 1, error);
}

static bool run_open(struct view *view, GError **error)
{
    struct pack *self = view->state;
    open_row(view, self->table.focus, error);
    return !error || !*error;
}

static const char *no_rows(struct view *view)
{
    struct pack *self = view->state;
    return self->table.n ? NULL : _("nothing waits here");
}

static bool pack_move(struct view *view, enum ui_key key)
{
    struct pack *self = view->state;
    return table_move(&self->table, &source, self, key);
}

static bool pack_focus(struct view *view, int *ret_y, int *ret_x)
{
    struct pack *self = view->state;
    *ret_y = self->table.cursor_y;
    *ret_x = self->table.cursor_x;
    return self->table.moved && self->table.n;
}

static char *pack_prompt(struct view *view)
{
    return g_strdup(_("Scan order or number"));
}

static void pack_close(struct view *view)
{
    struct pack *self = view->state;
    table_release(&self->table);
    if (self->rows)
        g_array_unref(self->rows);
}

static const struct action pack_actions[] = {
    {.id = "pack.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Open"),
     .tip = N_("Begins to pack the order of the row"),
     .why_not = no_rows,
     .run = run_open},
    {0},
};

const struct screen pack_screen = {
    .name = "pack",
    .title = N_("Pack"),
    .help = N_("Scan an order, its cart or its slip to pack it, or choose it by its number."),
    .actions = pack_actions,
    .size = sizeof(struct pack),
    .roles = ROLES_BENCH,
    .floor = true,
    .load = pack_load,
    .draw = pack_draw,
    .enter = pack_enter,
    .choose = pack_choose,
    .move = pack_move,
    .focus_at = pack_focus,
    .prompt = pack_prompt,
    .close = pack_close,
};
