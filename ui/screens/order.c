// SPDX-License-Identifier: Apache-2.0
// One order whole: lines, timeline, money, parcels.
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
#include "store_event.h"
#include "store_order.h"
#include "store_order_read.h"
#include "table.h"
#include "text.h"

enum { EVENTS = 100 };
enum order_tab { TAB_LINES, TAB_TIMELINE, TAB_MONEY, TAB_PARCELS, N_TABS };

struct order {
    struct list *head, *lines, *events, *payments, *parcels;
    struct person person;
    GError *sealed; // why nobody can say who it is
    struct table table;
    enum order_tab tab;
};

static const struct order_row *row_of(const struct order *self)
{
    return list_at(self->head, struct order_row, 0);
}

static void swap(struct list **kept, struct list *fresh)
{
    list_free(*kept);
    *kept = fresh;
}

// Everything else is shown where the person cannot be.
static void load_person(struct order *self, const struct session *session)
{
    const struct order_row *row = row_of(self);
    g_clear_error(&self->sealed);
    people_see(session, row->delivery_id ? row->delivery_id : row->billing_id, &self->person,
               &self->sealed);
}

static bool load_parts(struct order *self, struct db *db, int64_t id, GError **error)
{
    swap(&self->lines, store_order_lines(db, id, error));
    if (self->lines)
        swap(&self->events, store_events_about(db, "order", id, EVENTS, error));
    if (self->events)
        swap(&self->payments, store_payments(db, id, error));
    if (self->payments)
        swap(&self->parcels, store_parcels_of_order(db, id, error));
    return self->lines && self->events && self->payments && self->parcels;
}

static char *row_cell(void *owner, int row, int column);
static int rows_of(const struct order *self);

static int64_t row_id(void *owner, int row)
{
    return row + 1;
}

static const struct column line_columns[] = {
    {N_("#"), 2, 2, 8, false, true},      {N_("SKU"), 10, 14, 3, false, false},
    {N_("Item"), 12, 60, 0, true, false}, {N_("Qty"), 4, 4, 1, false, true},
    {N_("Held"), 4, 4, 4, false, true},   {N_("Pick"), 4, 4, 5, false, true},
    {N_("Pack"), 4, 4, 6, false, true},   {N_("Ship"), 4, 4, 7, false, true},
    {N_("Price"), 8, 8, 2, false, true},
};
static const struct column event_columns[] = {
    {N_("When"), 6, 6, 1, false, true},
    {N_("Who"), 8, 10, 2, false, false},
    {N_("What"), 12, 16, 3, false, false},
    {N_("Said"), 12, 120, 0, true, false},
};
static const struct column money_columns[] = {
    {N_("Method"), 12, 30, 0, true, false},
    {N_("Reference"), 10, 30, 2, false, false},
    {N_("Amount"), 10, 12, 1, false, true},
};
static const struct column parcel_columns[] = {
    {N_("#"), 2, 3, 4, false, true},       {N_("SSCC"), 18, 20, 0, false, false},
    {N_("Box"), 6, 10, 3, false, false},   {N_("Weight"), 9, 10, 2, false, true},
    {N_("State"), 8, 10, 5, false, false}, {N_("Label"), 10, 40, 1, true, false},
};

#define SOURCE(list, sentence)                                                                     \
    {                                                                                              \
        .columns = (list), .n_columns = G_N_ELEMENTS(list), .id = row_id, .cell = row_cell,        \
        .empty = (sentence)                                                                        \
    }
static const struct table_source sources[N_TABS] = {
    [TAB_LINES] = SOURCE(line_columns, N_("The order has no lines.")),
    [TAB_TIMELINE] = SOURCE(event_columns, N_("Nothing happened to the order yet.")),
    [TAB_MONEY] = SOURCE(money_columns, N_("No payment is known.")),
    [TAB_PARCELS] = SOURCE(parcel_columns, N_("Nothing is packed yet.")),
};
static const char *const tab_labels[N_TABS] = {N_("Lines"), N_("Timeline"), N_("Money"),
                                               N_("Parcels")};

static char *line_cell(const struct order *self, const struct line_row *line, int column)
{
    bool goods = !g_strcmp0(line->kind, "goods");
    const int64_t numbers[] = {line->qty, line->allocated + line->picked, line->picked,
                               line->packed, line->shipped};
    if (column == 0)
        return g_strdup_printf("%d", (int)line->line);
    if (column == 1)
        return g_strdup(line->sku);
    if (column == 2)
        return g_strdup(line->name);
    if (column == 8)
        return show_money(line->price, row_of(self)->currency);
    return column > 3 && !goods ? g_strdup(glyph(GLYPH_NONE)) : show_count(numbers[column - 3]);
}

static char *event_cell(const struct event_row *event, int column)
{
    switch (column) {
    case 0:
        return show_moment(event->at, clock_now());
    case 1:
        return g_utf8_strup(event->operator_name, -1);
    case 2:
        return g_strdup(event->op);
    default:
        return say_stored(event->say, event->terms);
    }
}

static char *money_cell(const struct order *self, const struct payment_row *pay, int column)
{
    if (column == 0)
        return g_strdup(pay->method);
    if (column == 1)
        return g_strdup(pay->reference);
    return pay->known ? show_money(pay->amount, row_of(self)->currency) : g_strdup("");
}

static char *parcel_cell(const struct parcel_row *parcel, int column)
{
    switch (column) {
    case 0:
        return g_strdup_printf("%d", (int)parcel->n);
    case 1:
        return g_strdup(*parcel->sscc ? parcel->sscc : glyph(GLYPH_NONE));
    case 2:
        return g_strdup(parcel->box);
    case 3:
        return show_weight(parcel->grams);
    case 4:
        return g_strdup(state_label(&parcel_states, parcel->status));
    default:
        return *parcel->job_reason
                   ? g_strdup_printf("%s: %s", state_label(&job_states, parcel->job_status),
                                     parcel->job_reason)
                   : g_strdup(*parcel->job_status ? state_label(&job_states, parcel->job_status)
                                                  : "");
    }
}

static char *row_cell(void *owner, int row, int column)
{
    const struct order *self = owner;
    switch (self->tab) {
    case TAB_LINES:
        return line_cell(self, list_at(self->lines, struct line_row, row), column);
    case TAB_TIMELINE:
        return event_cell(list_at(self->events, struct event_row, row), column);
    case TAB_MONEY:
        return money_cell(self, list_at(self->payments, struct payment_row, row), column);
    case TAB_PARCELS:
        return parcel_cell(list_at(self->parcels, struct parcel_row, row), column);
    case N_TABS:
        break;
    }
    return NULL;
}

static int rows_of(const struct order *self)
{
    const struct list *lists[N_TABS] = {self->lines, self->events, self->payments, self->parcels};
    return lists[self->tab] ? (int)list_len(lists[self->tab]) : 0;
}

static bool order_load(struct view *view, GError **error)
{
    struct order *self = view->state;
    int64_t id = number_id(NUMBER_ORDER, view->arg);
    g_autoptr(rowlist) head = NULL;
    if (!id) {
        g_autoptr(rowlist) named = store_orders_by_name(ui_db(view), view->arg, error);
        if (!named)
            return false;
        id = list_len(named) ? list_at(named, struct order_row, 0)->id : 0;
    }
    head = store_order(ui_db(view), id, error);
    if (!head)
        return false;
    if (!list_len(head))
        return tote_fail(error, TOTE_NOT_FOUND, "order", _("There is no order %s"), view->arg);
    swap(&self->head, g_steal_pointer(&head));
    if (!load_parts(self, ui_db(view), id, error))
        return false;
    load_person(self, ui_session(view));
    self->table.sorted = -1;
    table_set(&self->table, &sources[self->tab], self, rows_of(self));
    return true;
}

static bool order_open(struct view *view, const char *arg, GError **error)
{
    if (!arg)
        return tote_fail(error, TOTE_ARGUMENT, "order", _("Say which order: O-…"));
    return order_load(view, error);
}

// --- drawing

static const char *customer(const struct order *self)
{
    const char *company = person_get(&self->person, PERSON_company);
    return company ? company : people_name(&self->person);
}

static void draw_facts(struct order *self, struct region row)
{
    const struct order_row *order = row_of(self);
    const char *dot = glyph(GLYPH_DOT);
    g_autofree char *total = show_money(order->total, order->currency);
    g_autofree char *promise = show_day(order->promise_at, clock_now());
    g_autofree char *text =
        g_strdup_printf(_("%s %s %s %s %s %s %s %s %s %s promise %s"), customer(self), dot,
                        order->channel, order->external_name, dot, total, order->currency, dot,
                        state_label(&order_states, order->status), dot, promise);
    paint_text(row.y, 1, row.w - 2, TINT_TEXT, text);
}

static void draw_tabs(const struct order *self, struct region row)
{
    const struct list *lists[N_TABS] = {self->lines, self->events, self->payments, self->parcels};
    int x = row.x + (row.w > 24);
    for (int i = 0; i < (int)N_TABS; i++) {
        bool here = i == (int)self->tab;
        g_autofree char *tab = g_strdup_printf(here ? "[%d %s %d]" : "%d %s %d", i + 1,
                                               _(tab_labels[i]), (int)list_len(lists[i]));
        if (x + text_width(tab) + 2 > row.x + row.w) {
            paint_text(row.y, x, 1, TINT_DIM, glyph(GLYPH_ELLIPSIS));
            return;
        }
        paint_text(row.y, x, row.w, here ? TINT_STRONG : TINT_DIM, tab);
        x += text_width(tab) + 2;
    }
}

// The way of an order: which steps are behind it.
static void draw_steps(const struct order *self, struct region row)
{
    static const struct {
        const char *label, *before, *now;
    } steps[] = {
        {N_("ROUTED"), "unpaid held ready short", ""},
        {N_("PICK"), "unpaid held ready short released", "picking"},
        {N_("PACK"), "unpaid held ready short released picking picked", "packing"},
        {N_("SHIP"), "unpaid held ready short released picking picked packing packed", ""}};
    const char *status = row_of(self)->status;
    int x = row.x + 2;
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_auto(GStrv) before = g_strsplit(steps[i].before, " ", -1);
        bool now = !g_strcmp0(steps[i].now, status);
        enum glyph sign = g_strv_contains((const char *const *)before, status) ? GLYPH_OPEN
                          : now                                                ? GLYPH_HALF
                                                                               : GLYPH_FULL;
        g_autofree char *step = g_strdup_printf("%s %s%s", _(steps[i].label), glyph(sign),
                                                i + 1 < G_N_ELEMENTS(steps) ? " -- " : "");
        x += paint_text(row.y, x, row.x + row.w - x, now ? TINT_STRONG : TINT_TEXT, step);
    }
}

static void draw_totals(const struct order *self, struct region row)
{
    const struct order_row *order = row_of(self);
    g_autofree char *goods = show_money(order->subtotal, order->currency);
    g_autofree char *ship = show_money(order->shipping, order->currency);
    g_autofree char *tax = show_money(order->tax, order->currency);
    g_autofree char *total = show_money(order->total, order->currency);
    g_autofree char *text = g_strdup_printf(_("Goods %s  Ship %s  Tax %s  TOTAL %s %s"), goods,
                                            ship, tax, total, order->currency);
    paint_right(row.y, row.x, row.w - 1, TINT_TEXT, text);
}

static void draw_address(const struct order *self, struct region row)
{
    const char *parts[N_PERSON_FIELDS];
    for (int i = 0; i < N_PERSON_FIELDS; i++)
        parts[i] = person_get(&self->person, i) ? person_get(&self->person, i) : "";
    if (self->sealed)
        paint_text(row.y, row.x + 2, row.w - 3, TINT_WARN, self->sealed->message);
    if (person_is_empty(&self->person))
        return;
    g_autofree char *text =
        g_strdup_printf(_("Ship to  %s, %s, %s %s %s"), parts[PERSON_name], parts[PERSON_street1],
                        parts[PERSON_zip], parts[PERSON_city], parts[PERSON_country]);
    paint_text(row.y, row.x + 2, row.w - 3, TINT_TEXT, text);
    if (*parts[PERSON_note] && row.h > 1)
        paint_line(row, 1, 2, TINT_TEXT, _("Note     \"%s\""), parts[PERSON_note]);
}

static struct region row_in(struct region region, int row)
{
    return region_top(region_below(region, row), 1);
}

static void order_draw(struct view *view, const struct layout *layout)
{
    struct order *self = view->state;
    struct region body = layout->body;
    if (!self->head)
        return;
    if (layout->facts.h)
        draw_facts(self, layout->facts);
    if (body.h > 3) {
        draw_tabs(self, row_in(body, 0));
        body = region_below(body, layout->size > SIZE_S && body.h > 14 ? 2 : 1);
    }
    int under = layout->size > SIZE_S && body.h >= 14 ? 7 : 0;
    struct region list = region_top(body, body.h - under);
    struct region rest = region_below(body, body.h - under);
    table_draw(&self->table, &sources[self->tab], self, list, layout->size);
    if (!under)
        return;
    draw_totals(self, row_in(rest, 0));
    draw_steps(self, row_in(rest, 2));
    if (*row_of(self)->hold_reason)
        paint_line(rest, 3, 2, TINT_WARN, _("Held: %s"), row_of(self)->hold_reason);
    draw_address(self, region_below(rest, 5));
}

static void order_heading(struct view *view, struct heading *ret_heading)
{
    struct order *self = view->state;
    ret_heading->crumb =
        g_strdup(self->head ? number_of(NUMBER_ORDER, row_of(self)->id).text : view->arg);
}

// --- doing

static bool order_move(struct view *view, enum ui_key key)
{
    struct order *self = view->state;
    return self->head && table_move(&self->table, &sources[self->tab], self, key);
}

static bool show_tab(struct view *view, enum order_tab tab)
{
    struct order *self = view->state;
    self->tab = tab;
    self->table.focus = self->table.top = 0;
    self->table.id = 0;
    table_set(&self->table, &sources[tab], self, rows_of(self));
    return true;
}

static bool run_lines(struct view *view, GError **error)
{
    return show_tab(view, TAB_LINES);
}

static bool run_timeline(struct view *view, GError **error)
{
    return show_tab(view, TAB_TIMELINE);
}

static bool run_money(struct view *view, GError **error)
{
    return show_tab(view, TAB_MONEY);
}

static bool run_parcels(struct view *view, GError **error)
{
    return show_tab(view, TAB_PARCELS);
}

static bool run_next(struct view *view, GError **error)
{
    struct order *self = view->state;
    return show_tab(view, (self->tab + 1) % N_TABS);
}

static const char *cannot(struct view *view, const char *event, const char *sentence)
{
    struct order *self = view->state;
    bool can = self->head && state_next(&order_states, row_of(self)->status, event, "", NULL);
    return can ? NULL : sentence;
}

static const char *no_release(struct view *view)
{
    return cannot(view, "release", _("only ready or short ones are released"));
}

static const char *no_hold(struct view *view)
{
    return cannot(view, "hold", _("this order cannot be held any more"));
}

static const char *no_unhold(struct view *view)
{
    return cannot(view, "unhold", _("the order is not held"));
}

static const char *no_cancel(struct view *view)
{
    return cannot(view, "cancel", _("goods of it are on the way"));
}

static char *number(struct view *view)
{
    return g_strdup(number_of(NUMBER_ORDER, row_of(view->state)->id).text);
}

static bool act(struct view *view, const char *op)
{
    g_autofree char *order = number(view);
    ui_do(view, NULL, op, "order", order, NULL);
    return true;
}

static bool run_release(struct view *view, GError **error)
{
    return act(view, "order.release");
}

static bool run_unhold(struct view *view, GError **error)
{
    return act(view, "order.unhold");
}

static bool hold(struct view *view, const char *reason, GError **error)
{
    g_autofree char *order = number(view);
    ui_do(view, NULL, "order.hold", "order", order, "reason", reason, NULL);
    return true;
}

static bool run_hold(struct view *view, GError **error)
{
    return ask(view, _("Hold: why?"), _("The order stops until somebody takes the hold off."), hold,
               error);
}

static bool cancel(struct view *view, const char *answer, GError **error)
{
    g_autofree char *order = number(view);
    if (g_ascii_strcasecmp(answer, order)) {
        ui_say(view, NOTICE_NOTE, _("Not cancelled: the number was not %s"), order);
        return true;
    }
    return act(view, "order.cancel");
}

static bool run_cancel(struct view *view, GError **error)
{
    g_autofree char *order = number(view);
    g_autofree char *question = g_strdup_printf(_("Cancel %s: type its number"), order);
    return ask(view, question, _("Its goods are free again. This cannot be undone."), cancel,
               error);
}

static void order_close(struct view *view)
{
    struct order *self = view->state;
    struct list **lists[] = {&self->head, &self->lines, &self->events, &self->payments,
                             &self->parcels};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        swap(lists[i], NULL);
    person_clear(&self->person);
    g_clear_error(&self->sealed);
    table_release(&self->table);
}

static const struct action order_actions[] = {
    {.id = "order.lines",
     .digit = '1',
     .label = N_("Lines"),
     .tip = N_("What was ordered"),
     .run = run_lines},
    {.id = "order.timeline",
     .digit = '2',
     .label = N_("Timeline"),
     .tip = N_("What happened, newest first"),
     .run = run_timeline},
    {.id = "order.money",
     .digit = '3',
     .label = N_("Money"),
     .tip = N_("Payments"),
     .run = run_money},
    {.id = "order.parcels",
     .digit = '4',
     .label = N_("Parcels"),
     .tip = N_("Boxes, their numbers and labels"),
     .run = run_parcels},
    {.id = "order.release",
     .digit = '5',
     .roles = ROLES_DESK,
     .label = N_("Release to pick"),
     .tip = N_("Takes goods for the order and shows it to pickers"),
     .why_not = no_release,
     .run = run_release},
    {.id = "order.hold",
     .digit = '6',
     .roles = ROLES_DESK,
     .label = N_("Hold"),
     .tip = N_("Stops the order until somebody takes the hold off"),
     .why_not = no_hold,
     .run = run_hold},
    {.id = "order.unhold",
     .digit = '7',
     .roles = ROLES_DESK,
     .label = N_("Take the hold off"),
     .tip = N_("The order goes on"),
     .why_not = no_unhold,
     .run = run_unhold},
    {.id = "order.cancel",
     .digit = '8',
     .roles = ROLES_DESK,
     .label = N_("Cancel the order"),
     .tip = N_("Asks for the number first; cannot be undone"),
     .why_not = no_cancel,
     .run = run_cancel},
    {.id = "order.next_part",
     .key = UK_TAB,
     .flags = ACTION_FOOTER,
     .label = N_("Part"),
     .tip = N_("The next part: lines, timeline, money, parcels"),
     .run = run_next},
    {0},
};

const struct screen order_screen = {
    .name = "order",
    .of_one = true,
    .title = N_("Order"),
    .help = N_("One order whole. Numbers choose the part; F4 lists what can be done with it."),
    .actions = order_actions,
    .size = sizeof(struct order),
    .roles = ROLES_BENCH,
    .open = order_open,
    .load = order_load,
    .draw = order_draw,
    .heading = order_heading,
    .move = order_move,
    .close = order_close,
};
