// SPDX-License-Identifier: Apache-2.0
// Looking an item up by code, name or SKU.
#include "i18n.h"
#include "op.h"
#include "paint.h"
#include "screens.h"
#include "show.h"
#include "store_item.h"
#include "table.h"
#include "text.h"

enum { FOUND = 100 };

struct stock {
    struct list *rows;
    struct table table;
    char *search;
};

static const struct item_row *row_at(const struct stock *self, int row)
{
    return list_at(self->rows, struct item_row, row);
}

static int64_t row_id(void *owner, int row)
{
    return row_at(owner, row)->id;
}

static char *row_cell(void *owner, int row, int column)
{
    const struct item_row *item = row_at(owner, row);
    switch (column) {
    case 0:
        return g_strdup(item->sku);
    case 1:
        return g_strdup(item->name);
    case 2:
        return g_strdup(item->gtin);
    default:
        return show_money(item->price, item->currency);
    }
}

static const struct column columns[] = {
    {N_("SKU"), 8, 20, 0, false, false},
    {N_("Item"), 10, 60, 1, true, false},
    {N_("Code"), 8, 14, 2, false, false},
    {N_("Price"), 8, 10, 3, false, true},
};

static const struct table_source source = {
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .id = row_id,
    .cell = row_cell,
    .empty = N_("No item begins like this. Scan it, or type its name or SKU."),
};

static bool stock_load(struct view *view, GError **error)
{
    struct stock *self = view->state;
    g_autofree char *fold = text_fold(self->search ? self->search : "");
    struct list *rows =
        store_items_like(ui_db(view), self->search ? self->search : "", fold, FOUND, error);
    if (!rows)
        return false;
    list_free(self->rows);
    self->rows = rows;
    self->table.sorted = -1;
    table_set(&self->table, &source, self, (int)list_len(rows));
    return true;
}

static bool stock_open(struct view *view, const char *arg, GError **error)
{
    struct stock *self = view->state;
    self->search = g_strdup(arg);
    return true;
}

static void stock_draw(struct view *view, const struct layout *layout)
{
    struct stock *self = view->state;
    if (self->rows)
        table_draw(&self->table, &source, self, layout->body, layout->size);
}

static void stock_narrow(struct view *view, const char *text)
{
    struct stock *self = view->state;
    g_free(self->search);
    self->search = g_strdup(*text == ':' || *text == '%' || *text == '?' ? "" : text);
    stock_load(view, NULL);
}

static bool run_open(struct view *view, GError **error)
{
    struct stock *self = view->state;
    g_autofree char *sku = g_strdup(row_at(self, self->table.focus)->sku);
    return ui_push(view, &item_screen, sku, error);
}

// A code goes to the general look-up; words that found one row open it.
static bool stock_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct stock *self = view->state;
    if (ui_lookup(view, text, error) || (error && *error))
        return true;
    stock_narrow(view, text);
    if (self->table.n == 0)
        return false;
    if (self->table.n == 1)
        return run_open(view, error);
    ui_say(view, NOTICE_NOTE, _("%d items begin with '%s'"), self->table.n, text);
    return true;
}

static const char *nothing(struct view *view)
{
    struct stock *self = view->state;
    return self->table.n ? NULL : _("no item is shown");
}

static bool stock_move(struct view *view, enum ui_key key)
{
    struct stock *self = view->state;
    return self->rows && table_move(&self->table, &source, self, key);
}

static bool stock_focus(struct view *view, int *ret_y, int *ret_x)
{
    struct stock *self = view->state;
    *ret_y = self->table.cursor_y;
    *ret_x = self->table.cursor_x;
    return self->table.moved && self->table.n;
}

static char *stock_prompt(struct view *view)
{
    return g_strdup(_("Scan or type an item"));
}

static void stock_close(struct view *view)
{
    struct stock *self = view->state;
    table_release(&self->table);
    list_free(self->rows);
    g_free(self->search);
}

static const struct action stock_actions[] = {
    {.id = "stock.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Open"),
     .tip = N_("Shows where the item lies"),
     .why_not = nothing,
     .run = run_open},
    {0},
};

const struct screen stock_screen = {
    .name = "stock",
    .title = N_("Stock"),
    .help = N_("Finds an item by its code, its SKU or the beginning of its name."),
    .actions = stock_actions,
    .size = sizeof(struct stock),
    .open = stock_open,
    .load = stock_load,
    .draw = stock_draw,
    .narrow = stock_narrow,
    .enter = stock_enter,
    .move = stock_move,
    .focus_at = stock_focus,
    .prompt = stock_prompt,
    .close = stock_close,
};
