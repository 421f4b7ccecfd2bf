// SPDX-License-Identifier: Apache-2.0
// The order queue: saved views as tabs, a page of rows from the database, marks, mass actions.
#include <string.h>

#include "ask.h"
#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "people.h"
#include "screens.h"
#include "show.h"
#include "store_order.h"
#include "store_order_read.h"
#include "table.h"
#include "text.h"

enum { PAGE = 200, OVERLAP = 100, STRIP_FROM = 14 };

// The saved views. `arg` names them in deep links: ":orders late".
static const struct {
    const char *arg, *label;
    const char *statuses[QUEUE_STATUSES];
    bool late;
} tabs[] = {
    {"all", N_("All"), {NULL}, false},
    {"route", N_("To route"), {"ready", "short"}, false},
    {"topick", N_("To pick"), {"released"}, false},
    {"picking", N_("Picking"), {"picking"}, false},
    {"topack", N_("To pack"), {"picked", "packing"}, false},
    {"packed", N_("Packed"), {"packed"}, false},
    {"held", N_("Held"), {"held"}, false},
    {"unpaid", N_("Unpaid"), {"unpaid"}, false},
    {"short", N_("Short"), {"short"}, false},
    {"late", N_("Late"), {"ready", "short", "released", "picking", "picked", "packing"}, true},
};
enum { N_TABS = G_N_ELEMENTS(tabs) };

static const char *const sort_names[N_SORTS] = {N_("promise"), N_("age"), N_("value")};
static const int sort_columns[N_SORTS] = {2, 1, 6};

struct orders {
    struct list *rows;
    struct list *lines; // of the focused order, for the strip
    int64_t lines_of;
    struct table table;
    int64_t total, counts[N_TABS], offset;
    int tab;
    enum queue_sort sort;
    char *search;
    bool live; // being read again, nobody moved
};

static const struct queue_row *row_at(const struct orders *self, int row)
{
    return list_at(self->rows, struct queue_row, row);
}

static int64_t row_id(void *owner, int row)
{
    return row_at(owner, row)->id;
}

static char *promise_cell(const struct queue_row *order)
{
    int64_t now = clock_now();
    g_autofree char *day = show_day(order->promise_at, now);
    const char *sign = !g_strcmp0(order->paid, "no")          ? "$"
                       : show_is_late(order->promise_at, now) ? "!"
                                                              : " ";
    return g_strdup_printf("%s %s", sign, day);
}

static char *row_cell(void *owner, int row, int column)
{
    const struct queue_row *order = row_at(owner, row);
    switch (column) {
    case 0:
        return g_strdup(number_of(NUMBER_ORDER, order->id).text);
    case 1:
        return show_age(order->placed_at, clock_now());
    case 2:
        return promise_cell(order);
    case 3:
        return g_strdup(order->customer);
    case 4:
        return show_count(order->lines);
    case 5:
        return show_count(order->pieces);
    case 6:
        return show_money(order->total, order->currency);
    case 7:
        return g_strdup(order->external_name);
    default:
        return g_strdup(order->status);
    }
}

static enum tint row_tint(void *owner, int row, int column)
{
    const struct queue_row *order = row_at(owner, row);
    bool stopped = !g_strcmp0(order->status, "held") || !g_strcmp0(order->status, "short") ||
                   !g_strcmp0(order->status, "unpaid");
    if (column == 0)
        return TINT_LINK;
    if (column == 2 && show_is_late(order->promise_at, clock_now()))
        return TINT_WARN;
    return column == 8 && stopped ? TINT_WARN : TINT_TEXT;
}

static const struct column columns[] = {
    {N_("Order"), 8, 10, 0, false, false},  {N_("Age"), 7, 7, 4, false, true},
    {N_("Promise"), 8, 8, 2, false, false}, {N_("Customer"), 12, 40, 3, true, false},
    {N_("Ln"), 3, 3, 7, false, true},       {N_("Qty"), 4, 5, 6, false, true},
    {N_("Value"), 9, 11, 5, false, true},   {N_("Shop no."), 8, 12, 8, false, false},
    {N_("State"), 8, 9, 1, false, false},
};

static const struct table_source source = {
    .columns = columns,
    .n_columns = G_N_ELEMENTS(columns),
    .id = row_id,
    .cell = row_cell,
    .tint = row_tint,
    .empty = N_("No order is in this view. F7 shows another one."),
};

// --- reading

static struct queue_filter filter_of(const struct orders *self, int tab)
{
    struct queue_filter filter = {.sort = self->sort, .limit = PAGE, .offset = self->offset};
    memcpy(filter.statuses, tabs[tab].statuses, sizeof filter.statuses);
    filter.promise_before = tabs[tab].late ? clock_now() : 0;
    return filter;
}

static bool load_counts(struct orders *self, struct db *db, GError **error)
{
    for (int i = 0; i < (int)N_TABS; i++) {
        struct queue_filter filter = filter_of(self, i);
        self->counts[i] = store_queue_count(db, &filter, error);
        if (self->counts[i] < 0)
            return false;
    }
    self->total = self->counts[self->tab];
    return true;
}

static bool load_page(struct view *view, GError **error)
{
    struct orders *self = view->state;
    struct queue_filter filter = filter_of(self, self->tab);
    g_autoptr(GArray) found = NULL;
    if (self->search && *self->search) {
        found = people_find_orders(ui_session(view), self->search, error);
        if (!found)
            return false;
        filter.orders = found;
    }
    g_autoptr(rowlist) rows = store_queue(ui_db(view), &filter, error);
    if (!rows || !people_fill_names(ui_session(view), rows, &queue_row_record, error))
        return false;
    list_free(self->rows);
    self->rows = g_steal_pointer(&rows);
    self->lines_of = 0;
    table_set(&self->table, &source, self, (int)list_len(self->rows));
    self->table.sorted = sort_columns[self->sort];
    self->table.down = self->sort == SORT_VALUE;
    if (!self->live)
        self->table.above = 0;
    return true;
}

static bool orders_load(struct view *view, GError **error)
{
    struct orders *self = view->state;
    self->live = true; // the same page once more, as others changed it
    bool ok = load_counts(self, ui_db(view), error) && load_page(view, error);
    self->live = false;
    return ok;
}

static bool orders_open(struct view *view, const char *arg, GError **error)
{
    struct orders *self = view->state;
    for (int i = 0; arg && i < (int)N_TABS; i++)
        if (!g_ascii_strcasecmp(tabs[i].arg, arg))
            self->tab = i;
    return true;
}

// The strip needs the lines of one order: read when the focus came to it.
static void load_lines(struct view *view)
{
    struct orders *self = view->state;
    if (!self->table.n || self->lines_of == self->table.id)
        return;
    list_free(self->lines);
    self->lines = store_order_lines(ui_db(view), self->table.id, NULL);
    self->lines_of = self->table.id;
}

// --- drawing

static void draw_tabs(const struct orders *self, struct region row)
{
    int x = row.x + 1;
    for (int i = 0; i < (int)N_TABS; i++) {
        bool here = i == self->tab;
        if (!here && !self->counts[i] && i)
            continue;
        g_autofree char *tab =
            g_strdup_printf(here ? "[%s %d]" : "%s %d", _(tabs[i].label), (int)self->counts[i]);
        int w = text_width(tab);
        if (x + w + 3 > row.x + row.w) {
            paint_text(row.y, x, 1, TINT_DIM, glyph(GLYPH_ELLIPSIS));
            return;
        }
        paint_text(row.y, x, w, here ? TINT_STRONG : TINT_DIM, tab);
        x += w + 2;
    }
}

static char *marked_text(const struct orders *self)
{
    int marked = table_marks(&self->table);
    return marked ? g_strdup_printf(_("%d of %d marked"), marked, (int)self->total) : NULL;
}

static char *strip_head(const struct queue_row *order)
{
    const char *dot = glyph(GLYPH_DOT);
    if (*order->hold_reason)
        return g_strdup_printf("%s %s %s: %s", order->customer, dot,
                               state_label(&order_states, order->status), order->hold_reason);
    g_autofree char *lines =
        g_strdup_printf(ngettext("%d line", "%d lines", (gulong)order->lines), (int)order->lines);
    return g_strdup_printf("%s %s %s %s %s", order->customer, dot,
                           state_label(&order_states, order->status), dot, lines);
}

// Two rows under the list: what the focused order is made of.
static void draw_strip(struct view *view, struct region strip)
{
    struct orders *self = view->state;
    const struct queue_row *order = row_at(self, self->table.focus);
    g_autofree char *head = strip_head(order), *marked = marked_text(self);
    load_lines(view);
    paint_rule(strip.y, strip.x, strip.w, head, marked);
    int across = strip.w >= 70 ? 2 : 1, width = (strip.w - 3) / across;
    int n = self->lines ? (int)list_len(self->lines) : 0;
    for (int i = 0; i < MIN(n, across * (strip.h - 1)); i++) {
        const struct line_row *line = list_at(self->lines, struct line_row, i);
        g_autofree char *text = g_strdup_printf("%d %s %s  %s", (int)line->qty, glyph(GLYPH_TIMES),
                                                line->sku, line->name);
        paint_text(strip.y + 1 + i / across, strip.x + 3 + i % across * width, width - 2, TINT_TEXT,
                   text);
    }
}

// Beside the list on large terminals: the focused order whole.
static void draw_detail(struct view *view, struct region side)
{
    struct orders *self = view->state;
    const struct queue_row *order = row_at(self, self->table.focus);
    g_autofree char *total = show_money(order->total, order->currency);
    load_lines(view);
    paint_line(side, 0, 0, TINT_HEAD, "%s", number_of(NUMBER_ORDER, order->id).text);
    paint_line(side, 1, 0, TINT_STRONG, "%s", order->customer);
    paint_line(side, 2, 0, TINT_TEXT, "%s %s", order->channel, order->external_name);
    paint_line(side, 3, 0, TINT_TEXT, "%s", order->shipping_method);
    paint_line(side, 4, 0, TINT_TEXT, "%s %s", total, order->currency);
    paint_line(side, 5, 0, TINT_TEXT, "%s", state_label(&order_states, order->status));
    int row = 7 + paint_wrap(region_top(region_below(side, 6), 3), TINT_WARN, order->hold_reason);
    for (guint i = 0; self->lines && i < list_len(self->lines); i++) {
        const struct line_row *line = list_at(self->lines, struct line_row, i);
        paint_line(side, row++, 0, TINT_TEXT, "%3d %s %-12s  %s", (int)line->qty,
                   glyph(GLYPH_TIMES), line->sku, line->name);
        if (line->allocated < line->qty - line->picked && !g_strcmp0(line->kind, "goods"))
            paint_line(side, row++, 6, TINT_WARN, _("%d of %d held"),
                       (int)(line->allocated + line->picked), (int)line->qty);
    }
}

static void draw_large(struct view *view, struct region body, enum size_class size)
{
    struct orders *self = view->state;
    int list = body.w * 6 / 10;
    table_draw(&self->table, &source, self, region_left(body, list), size);
    paint_wall(body.y, body.x + list + 1, body.h);
    draw_detail(view, region_right(body, list + 3));
    g_autofree char *marked = marked_text(self);
    if (marked)
        paint_line(body, body.h - 1, 3, TINT_TEXT, "%s", marked);
}

static void orders_draw(struct view *view, const struct layout *layout)
{
    struct orders *self = view->state;
    if (!self->rows)
        return;
    struct region body = layout->body, strip = body;
    if (layout->facts.h)
        draw_tabs(self, layout->facts);
    if (layout->size >= SIZE_L && self->table.n) {
        draw_large(view, region_below(body, 1), layout->size);
        return;
    }
    bool roomy = body.h >= STRIP_FROM && layout->size >= SIZE_M && self->table.n;
    if (roomy) {
        int h = body.h >= 24 ? 6 : 3;
        body = region_top(region_below(body, 1), body.h - 1 - h);
        strip = region_below(strip, strip.h - h);
    }
    table_draw(&self->table, &source, self, body, layout->size);
    if (roomy)
        draw_strip(view, strip);
}

static void orders_heading(struct view *view, struct heading *ret_heading)
{
    struct orders *self = view->state;
    ret_heading->crumb = g_strdup(_(tabs[self->tab].label));
}

static char *orders_prompt(struct view *view)
{
    struct orders *self = view->state;
    if (self->search && *self->search)
        return g_strdup_printf(_("Narrowed to '%s'; Esc shows all"), self->search);
    return g_strdup(_("Scan or type"));
}

static char *orders_hint(struct view *view, const char *text)
{
    struct orders *self = view->state;
    return table_position(&self->table, self->offset, self->total);
}

// --- moving

static void page_to(struct view *view, int64_t offset)
{
    struct orders *self = view->state;
    self->offset = CLAMP(offset, 0, MAX(0, self->total - OVERLAP));
    load_page(view, NULL);
}

static bool orders_move(struct view *view, enum ui_key key)
{
    struct orders *self = view->state;
    if (!self->rows)
        return false;
    bool down = key == UK_DOWN || key == UK_PGDN, up = key == UK_UP || key == UK_PGUP;
    if (key == UK_HOME && self->offset)
        page_to(view, 0);
    if (key == UK_END && self->offset + self->table.n < self->total)
        page_to(view, self->total - PAGE);
    bool moved = table_move(&self->table, &source, self, key);
    if (down && self->table.focus >= self->table.n - 1 &&
        self->offset + self->table.n < self->total)
        page_to(view, self->offset + OVERLAP);
    if (up && self->table.focus == 0 && self->offset)
        page_to(view, self->offset - OVERLAP);
    return moved;
}

static void orders_narrow(struct view *view, const char *text)
{
    struct orders *self = view->state;
    g_free(self->search);
    self->search = g_strdup(*text == ':' || *text == '?' || *text == '%' ? "" : text);
    self->offset = 0;
    load_page(view, NULL);
}

static bool orders_focus(struct view *view, int *ret_y, int *ret_x)
{
    struct orders *self = view->state;
    *ret_y = self->table.cursor_y;
    *ret_x = self->table.cursor_x;
    return self->table.moved && self->table.n;
}

// --- doing

static bool run_open(struct view *view, GError **error)
{
    struct orders *self = view->state;
    return ui_push(view, &order_screen, number_of(NUMBER_ORDER, self->table.id).text, error);
}

// Typed text that found rows: Enter opens the first. Otherwise it is looked up.
static bool orders_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct orders *self = view->state;
    if (number_id(NUMBER_ORDER, text))
        return false;
    if (scanned && (ui_lookup(view, text, error) || (error && *error)))
        return true;
    orders_narrow(view, text);
    bool found = self->table.n == 1 || (self->table.n && !scanned);
    g_autofree char *number = found ? g_strdup(number_of(NUMBER_ORDER, self->table.id).text) : NULL;
    orders_narrow(view, "");
    return found && ui_push(view, &order_screen, number, error);
}

// The marked orders, else the focused one: numbers, a line each. Free with g_ptr_array_unref().
static GPtrArray *chosen(struct orders *self)
{
    GPtrArray *numbers = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < self->table.n && table_marks(&self->table); i++)
        if (table_marked(&self->table, row_id(self, i)))
            g_ptr_array_add(numbers, g_strdup(number_of(NUMBER_ORDER, row_id(self, i)).text));
    if (!numbers->len && self->table.n)
        g_ptr_array_add(numbers, g_strdup(number_of(NUMBER_ORDER, self->table.id).text));
    return numbers;
}

static bool each(struct view *view, const char *op, const char *reason)
{
    struct orders *self = view->state;
    g_autoptr(GPtrArray) numbers = chosen(self);
    guint done = 0;
    for (guint i = 0; i < numbers->len; i++) {
        const char *number = g_ptr_array_index(numbers, i);
        if (!ui_do(view, NULL, op, "order", number, reason ? "reason" : NULL, reason, NULL))
            return true;
        done++;
    }
    table_unmark(&self->table);
    if (done > 1)
        ui_say(view, NOTICE_DONE, _("%u orders done"), done);
    return true;
}

static bool run_release(struct view *view, GError **error)
{
    struct orders *self = view->state;
    g_autoptr(GPtrArray) numbers = chosen(self);
    g_ptr_array_add(numbers, NULL);
    g_autofree char *all = g_strjoinv("\n", (char **)numbers->pdata);
    if (ui_do(view, NULL, "order.release", "order", all, NULL))
        table_unmark(&self->table);
    return true;
}

static bool hold(struct view *view, const char *reason, GError **error)
{
    return each(view, "order.hold", reason);
}

static bool run_hold(struct view *view, GError **error)
{
    return ask(view, _("Hold: why?"), _("The orders stop until somebody takes the hold off."), hold,
               error);
}

static bool run_unhold(struct view *view, GError **error)
{
    return each(view, "order.unhold", NULL);
}

static const char *nothing(struct view *view)
{
    struct orders *self = view->state;
    return self->table.n ? NULL : _("the list is empty");
}

// Is the focused order (or something marked) in one of these states?
static const char *needs_state(struct view *view, const char *event, const char *sentence)
{
    struct orders *self = view->state;
    if (!self->table.n || table_marks(&self->table))
        return nothing(view);
    const struct queue_row *order = row_at(self, self->table.focus);
    return state_next(&order_states, order->status, event, "", NULL) ? NULL : sentence;
}

static const char *not_releasable(struct view *view)
{
    return needs_state(view, "release", _("only ready or short ones are released"));
}

static const char *not_holdable(struct view *view)
{
    return needs_state(view, "hold", _("this order cannot be held any more"));
}

static const char *not_held(struct view *view)
{
    return needs_state(view, "unhold", _("the order is not held"));
}

static bool run_mark(struct view *view, GError **error)
{
    struct orders *self = view->state;
    table_mark(&self->table);
    orders_move(view, UK_DOWN);
    return true;
}

static bool run_sort(struct view *view, GError **error)
{
    struct orders *self = view->state;
    self->sort = (self->sort + 1) % N_SORTS;
    self->offset = 0;
    ui_say(view, NOTICE_NOTE, _("Sorted by %s"), _(sort_names[self->sort]));
    return load_page(view, error);
}

static bool show_tab(struct view *view, int step, GError **error)
{
    struct orders *self = view->state;
    self->tab = (self->tab + step + (int)N_TABS) % (int)N_TABS;
    self->offset = self->table.id = self->table.focus = self->table.top = 0;
    table_unmark(&self->table);
    return orders_load(view, error);
}

static bool run_views(struct view *view, GError **error)
{
    return show_tab(view, 1, error);
}

static bool run_view_back(struct view *view, GError **error)
{
    return show_tab(view, -1, error);
}

static void orders_close(struct view *view)
{
    struct orders *self = view->state;
    table_release(&self->table);
    list_free(self->rows);
    list_free(self->lines);
    g_free(self->search);
}

static const struct action orders_actions[] = {
    {.id = "order.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Open"),
     .tip = N_("Shows the whole order"),
     .why_not = nothing,
     .run = run_open},
    {.id = "order.release",
     .digit = '1',
     .roles = ROLES_DESK,
     .label = N_("Release to pick"),
     .brief = N_("Release"),
     .tip = N_("Takes goods for the orders and shows them to pickers"),
     .why_not = not_releasable,
     .run = run_release},
    {.id = "order.hold",
     .digit = '2',
     .roles = ROLES_DESK,
     .label = N_("Hold"),
     .tip = N_("Stops the orders until somebody takes the hold off"),
     .why_not = not_holdable,
     .run = run_hold},
    {.id = "order.unhold",
     .digit = '3',
     .roles = ROLES_DESK,
     .label = N_("Take the hold off"),
     .brief = N_("Unhold"),
     .tip = N_("The orders go on"),
     .why_not = not_held,
     .run = run_unhold},
    {.id = "orders.mark",
     .key = UK_SPACE,
     .flags = ACTION_FOOTER,
     .label = N_("Mark"),
     .tip = N_("Marks the row; actions then work on all marked orders"),
     .why_not = nothing,
     .run = run_mark},
    {.id = "orders.sort",
     .key = UK_F6,
     .flags = ACTION_FOOTER,
     .label = N_("Sort"),
     .tip = N_("By promise, by age, by value"),
     .run = run_sort},
    {.id = "orders.views",
     .key = UK_F7,
     .flags = ACTION_FOOTER,
     .label = N_("Views"),
     .tip = N_("The next saved view: to route, to pick, held, late …"),
     .run = run_views},
    {.id = "orders.next_view",
     .key = UK_TAB,
     .label = N_("Next view"),
     .tip = N_("The next saved view"),
     .run = run_views},
    {.id = "orders.previous_view",
     .key = UK_BACKTAB,
     .label = N_("View before"),
     .tip = N_("The saved view before"),
     .run = run_view_back},
    {0},
};

const struct screen orders_screen = {
    .name = "orders",
    .title = N_("Orders"),
    .help = N_("Orders by view, the most urgent first. Type to narrow, Space marks, F4 acts."),
    .actions = orders_actions,
    .size = sizeof(struct orders),
    .roles = ROLES_BENCH,
    .open = orders_open,
    .load = orders_load,
    .draw = orders_draw,
    .heading = orders_heading,
    .prompt = orders_prompt,
    .hint = orders_hint,
    .narrow = orders_narrow,
    .enter = orders_enter,
    .move = orders_move,
    .focus_at = orders_focus,
    .close = orders_close,
};
