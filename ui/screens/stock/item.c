// SPDX-License-Identifier: Apache-2.0
// One item: at a glance and list by list, and what can be booked.
#include <string.h>

#include "answers.h"
#include "clock.h"
#include "ask.h"
#include "i18n.h"
#include "item_state.h"
#include "numbers.h"
#include "op.h"
#include "query.h"
#include "row.h"
#include "screens.h"
#include "store_kit.h"

enum { ROWS = 200 }; // of a list

static void swap(struct list **kept, struct list *fresh)
{
    list_free(*kept);
    *kept = fresh;
}

// --- reading

static bool add_up(struct item *self, struct db *db, int64_t id, GError **error)
{
    return stock_terms(db, id, self->parts[ITEM_PLACES], clock_now(), &self->terms, error);
}

static void show_part(struct item *self, enum item_part part)
{
    if (part != self->part)
        table_home(&self->table);
    self->part = part;
    self->table.sorted = -1;
    if (part != ITEM_OVERVIEW)
        table_set(&self->table, &item_lists[part].source, self->parts[part]);
}

// "kit of 2 TEA, 1 MUG; in SET-A, SET-B": what recipes say of it; NULL: nothing.
static bool load_kits(struct item *self, struct db *db, GError **error)
{
    const char *sku = item_shown(self)->sku;
    g_autoptr(rowlist) recipes = store_kits(db, error);
    g_autoptr(GString) of = g_string_new(NULL);
    g_autoptr(GString) in = g_string_new(NULL);
    for (unsigned i = 0; recipes && i < list_len(recipes); i++) {
        const struct kit_recipe_row *row = list_at(recipes, struct kit_recipe_row, i);
        if (!strcmp(row->kit, sku))
            g_string_append_printf(of, "%s%d %s", of->len ? ", " : _("kit of "), (int)row->per,
                                   row->part);
        if (!strcmp(row->part, sku))
            g_string_append_printf(in, "%s%s", in->len ? ", " : _("in kits "), row->kit);
    }
    g_free(self->kits);
    self->kits = of->len || in->len
                     ? g_strdup_printf("%s%s%s", of->str, of->len && in->len ? "; " : "", in->str)
                     : NULL;
    return recipes != NULL;
}

static bool load_parts(struct item *self, struct db *db, int64_t id, GError **error)
{
    struct list *places = store_balances_of_item(db, id, error);
    struct list *holders = places ? store_holders(db, id, ROWS, error) : NULL;
    struct list *moves = holders ? store_moves_of_item(db, id, ROWS, error) : NULL;
    if (!moves) {
        list_free(places);
        list_free(holders);
        return false;
    }
    swap(&self->parts[ITEM_PLACES], places);
    swap(&self->parts[ITEM_HOLDERS], holders);
    swap(&self->parts[ITEM_MOVES], moves);
    show_part(self, self->part);
    return add_up(self, db, id, error);
}

static bool item_load(struct view *view, GError **error)
{
    struct item *self = view->state;
    g_autoptr(rowlist) head = store_item_by_sku(ui_db(view), view->arg, error);
    if (!head)
        return false;
    if (!list_len(head))
        return tote_fail(error, TOTE_NOT_FOUND, "item", _("There is no item %s"), view->arg);
    swap(&self->head, g_steal_pointer(&head));
    self->table.sees = ui_sees(view);
    return load_kits(self, ui_db(view), error) &&
           load_parts(self, ui_db(view), item_shown(self)->id, error);
}

static bool item_open(struct view *view, const char *arg, GError **error)
{
    if (!arg)
        return tote_fail(error, TOTE_ARGUMENT, "item", _("Say which item"));
    return item_load(view, error);
}

static void item_draw(struct view *view, const struct layout *layout)
{
    struct item *self = view->state;
    if (self->part == ITEM_OVERVIEW)
        item_draw_overview(view, layout);
    else
        item_draw_list(self, layout);
}

static bool item_move(struct view *view, enum ui_key key)
{
    struct item *self = view->state;
    bool down = key == UK_DOWN || key == UK_PGDN;
    if (self->part == ITEM_OVERVIEW && down && ui_small(view)) { // what it has no room for
        show_part(self, ITEM_PLACES);
        return true;
    }
    return self->part != ITEM_OVERVIEW &&
           table_move(&self->table, &item_lists[self->part].source, key);
}

static bool item_focus(struct view *view, int *ret_y, int *ret_x)
{
    struct item *self = view->state;
    *ret_y = self->table.cursor_y;
    *ret_x = self->table.cursor_x;
    return self->part != ITEM_OVERVIEW && self->table.moved && self->table.n;
}

static char *item_hint(struct view *view, const char *text)
{
    struct item *self = view->state;
    return self->part == ITEM_OVERVIEW ? NULL : table_position(&self->table, 0, self->table.n);
}

static bool run_next(struct view *view, GError **error)
{
    struct item *self = view->state;
    show_part(self, (self->part + 1) % N_ITEM_PARTS);
    return true;
}

static const struct demand_row *holder(const struct item *self)
{
    bool there = self->part == ITEM_HOLDERS;
    return there ? table_focused(&self->table, &item_lists[ITEM_HOLDERS].source) : NULL;
}

static const char *no_row(struct view *view)
{
    const struct item *self = view->state;
    return self->part != ITEM_OVERVIEW && self->table.n ? NULL
                                                        : _("Tab goes to the orders that hold it");
}

static bool run_whole(struct view *view, GError **error)
{
    struct item *self = view->state;
    return row_show(view, &self->table, &item_lists[self->part].source, self, error);
}

// Who holds it is an order; of a place or a move there is no more than its row.
static bool run_row(struct view *view, GError **error)
{
    struct item *self = view->state;
    if (!holder(self))
        return run_whole(view, error);
    int64_t order = holder(self)->order_id;
    return ui_push(view, &order_screen, number_of(NUMBER_ORDER, order).text, error);
}

static void item_heading(struct view *view, struct heading *ret_heading)
{
    ret_heading->crumb = g_strdup(view->arg);
}

static char *item_prompt(struct view *view)
{
    return g_strdup(_("Scan another item"));
}

// "A-01 B-02 12 damaged": the words of an answer. NULL with *error when there are too few.
static char **words_of(const char *text, int n, const char *usage, GError **error)
{
    g_auto(GStrv) words = g_strsplit(text, " ", n);
    if ((int)g_strv_length(words) == n)
        return g_steal_pointer(&words);
    tote_fail(error, TOTE_ARGUMENT, NULL, _("Type: %s"), usage);
    return NULL;
}

static bool move(struct view *view, const char *about, const char *text, GError **error)
{
    g_auto(GStrv) words = words_of(text, 3, _("FROM TO PIECES"), error);
    if (!words)
        return false;
    g_auto(GStrv) piece = g_strsplit(words[2], " ", 2); // "1 SN5"
    return ui_answer(view, "stock.move", "item", about, "from", words[0], "to", words[1], "qty",
                     piece[0], piece[1] ? "serial" : NULL, piece[1], NULL);
}

static bool run_move(struct view *view, GError **error)
{
    const struct asking asking = {
        .question = _("Move: from which place, to which, how many?"),
        .consequence = _("As: A-01-2 B-03-1 12; or a serial number: A-01-2 B-03-1 1 SN5"),
        .about = view->arg,
        .answer = move};
    return ask(view, &asking, error);
}

static bool adjust(struct view *view, const char *about, const char *text, GError **error)
{
    g_auto(GStrv) words = words_of(text, 3, _("PLACE PIECES REASON"), error);
    if (!words)
        return false;
    bool out = *words[1] == '-';
    const char *pieces = words[1] + (*words[1] == '-' || *words[1] == '+');
    return ui_answer(view, "stock.adjust", "item", about, "place", words[0], "qty", pieces,
                     "reason", words[2], out ? "out" : NULL, "1", NULL);
}

static bool run_adjust(struct view *view, GError **error)
{
    const struct asking asking = {.question =
                                      _("Adjust: at which place, how many (-2 takes out), why?"),
                                  .consequence = _("As: A-01-2 -2 chipped"),
                                  .about = view->arg,
                                  .answer = adjust};
    return ask(view, &asking, error);
}

static void item_close(struct view *view)
{
    struct item *self = view->state;
    swap(&self->head, NULL);
    g_free(self->kits);
    for (int i = 0; i < (int)N_ITEM_PARTS; i++)
        swap(&self->parts[i], NULL);
    table_release(&self->table);
}

static const struct action item_actions[] = {
    {.id = "stock.move",
     .digit = '1',
     .flags = ACTION_BODY,
     .op = "stock.move",
     .label = N_("Move"),
     .tip = N_("Moves pieces to another place"),
     .run = run_move},
    {.id = "stock.adjust",
     .digit = '2',
     .flags = ACTION_BODY,
     .op = "stock.adjust",
     .label = N_("Adjust"),
     .tip = N_("Books pieces in or out, with a reason"),
     .run = run_adjust},
    {.id = "item.next_part",
     .key = UK_TAB,
     .flags = ACTION_FOOTER,
     .label = N_("Part"),
     .tip = N_("The next part: overview, where it lies, who holds it, what moved"),
     .run = run_next},
    {.id = "item.row",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Open the row"),
     .brief = N_("Open"),
     .tip = N_("Shows the order of the row, or the row whole"),
     .why_not = no_row,
     .run = run_row},
    {.id = "item.whole",
     .key = UK_F8,
     .label = N_("The row whole"),
     .brief = N_("Row"),
     .tip = N_("Shows all that its columns say, none of it cut"),
     .why_not = no_row,
     .run = run_whole},
    {0},
};

const struct screen item_screen = {
    .name = "item",
    .of_one = true,
    .query = &query_stock_show,
    .title = N_("Stock"),
    .help = N_("How many pieces there are, where, for whom, and what moved last."),
    .actions = item_actions,
    .size = sizeof(struct item),
    .open = item_open,
    .load = item_load,
    .draw = item_draw,
    .heading = item_heading,
    .move = item_move,
    .focus_at = item_focus,
    .hint = item_hint,
    .prompt = item_prompt,
    .close = item_close,
};
