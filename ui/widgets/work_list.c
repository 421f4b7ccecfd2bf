// SPDX-License-Identifier: Apache-2.0
// Rows, columns and numbers of the list of work.
#include "work_list.h"

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "people.h"
#include "screen.h"
#include "show.h"
#include "store_work.h"

enum { CHOICES = 50, STATES = 8 };

static const struct work_choice *row_at(const struct work_list *list, int row)
{
    return &g_array_index(list->rows, struct work_choice, row);
}

static int64_t row_id(void *owner, int row)
{
    return row_at(owner, row)->order_id;
}

static char *row_cell(void *owner, int row, int column)
{
    const struct work_choice *choice = row_at(owner, row);
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
    const struct work_choice *choice = row_at(owner, row);
    bool late = column == 2 && choice->promise_at && show_is_late(choice->promise_at, clock_now());
    return late ? TINT_WARN : column == 0 ? TINT_LINK : TINT_TEXT;
}

static const struct column columns[] = {
    {N_("Order"), 8, 12, 0, false, false},  {N_("Lines"), 6, 8, 1, false, true},
    {N_("Promise"), 8, 8, 2, false, false}, {N_("Pieces"), 7, 9, 3, false, true},
    {N_("What"), 10, 60, 4, true, false},
};

static struct table_source source_of(const struct work_list *list)
{
    return (struct table_source){.columns = columns,
                                 .n_columns = G_N_ELEMENTS(columns),
                                 .id = row_id,
                                 .cell = row_cell,
                                 .tint = row_tint,
                                 .empty = list->empty};
}

static void choice_clear(struct work_choice *choice)
{
    g_free(choice->note);
}

void work_list_begin(struct work_list *list, const char *empty)
{
    if (!list->rows) {
        list->rows = g_array_new(FALSE, TRUE, sizeof(struct work_choice));
        g_array_set_clear_func(list->rows, (GDestroyNotify)choice_clear);
        list->table.numbered = true;
        list->table.sorted = -1;
    }
    g_array_set_size(list->rows, 0);
    list->waiting = 0;
    list->empty = empty;
}

void work_list_add(struct work_list *list, const struct work_choice *choice)
{
    g_array_append_vals(list->rows, choice, 1);
}

static void add_waiting(struct work_list *list, const struct choice_row *order, bool customers)
{
    const struct work_choice choice = {
        .order_id = order->order_id,
        .lines = order->lines,
        .pieces = order->pieces,
        .promise_at = order->promise_at,
        .note = g_strdup(customers ? order->customer : order->external_name)};
    work_list_add(list, &choice);
    list->waiting++;
}

bool work_list_add_waiting(struct work_list *list, struct view *view, const char *kind,
                           unsigned free, bool customers, GError **error)
{
    const char *states[STATES];
    size_t n = MIN(state_codes(&fulfilment_states, free, states, STATES), (size_t)STATES);
    for (size_t i = n; i > 0; i--) {
        g_autoptr(rowlist) orders = store_choices(ui_db(view), kind, states[i - 1],
                                                  ui_session(view)->site_id, CHOICES, error);
        if (!orders ||
            (customers && !people_fill_names(ui_session(view), orders, &choice_row_record, error)))
            return false;
        for (guint k = 0; k < list_len(orders); k++)
            add_waiting(list, list_at(orders, struct choice_row, k), customers);
    }
    return true;
}

void work_list_end(struct work_list *list)
{
    const struct table_source source = source_of(list);
    table_set(&list->table, &source, list, (int)list->rows->len);
}

void work_list_release(struct work_list *list)
{
    table_release(&list->table);
    if (list->rows)
        g_array_unref(list->rows);
}

int64_t work_list_order(const struct work_list *list, int row)
{
    bool there = list->rows && row >= 0 && row < (int)list->rows->len;
    return there ? row_at(list, row)->order_id : 0;
}

bool work_list_move(struct work_list *list, enum ui_key key)
{
    const struct table_source source = source_of(list);
    return list->rows && table_move(&list->table, &source, list, key);
}

bool work_list_focus(const struct work_list *list, int *ret_y, int *ret_x)
{
    *ret_y = list->table.cursor_y;
    *ret_x = list->table.cursor_x;
    return list->table.moved && list->table.n;
}

void work_list_draw(struct work_list *list, const struct layout *layout, const char *facts)
{
    const struct table_source source = source_of(list);
    struct region body = layout->body;
    if (!list->rows)
        return;
    if (layout->facts.h)
        paint_text(layout->facts.y, 1, layout->facts.w - 2, TINT_TEXT, facts);
    if (layout->size >= SIZE_S && body.h > 8)
        body = region_below(body, 1);
    table_draw(&list->table, &source, list, body, layout->size);
}
