// SPDX-License-Identifier: Apache-2.0
// One order whole: its parts as tabs, and what can be done with it.
#include "common.h"
#include "i18n.h"
#include "numbers.h"
#include "object.h"
#include "op.h"
#include "order_parts.h"
#include "paint.h"
#include "query.h"
#include "row.h"
#include "screens.h"
#include "store_fulfilment.h"
#include "store_question.h"
#include "text.h"

enum { SUMMARY_FROM = 14, ROOMY_FROM = 15 };

static void swap(struct list **kept, struct list *fresh)
{
    list_free(*kept);
    *kept = fresh;
}

static const struct table_source *source_of(const struct order_screen_state *self)
{
    return &order_parts[self->part].source;
}

// --- reading

// Everything else is shown where the person cannot be.
static void load_person(struct order_screen_state *self, const struct session *session)
{
    const struct order_row *order = order_shown(self);
    g_clear_error(&self->sealed);
    people_see(session, order->delivery_id ? order->delivery_id : order->billing_id, &self->person,
               &self->sealed);
}

static bool load_parts(struct order_screen_state *self, struct db *db, GError **error)
{
    const struct order_row *order = order_shown(self);
    for (int i = 0; i < (int)N_PARTS; i++) {
        struct list *rows = order_parts[i].read(db, order->id, error);
        if (!rows)
            return false;
        if (i == (int)self->part)
            table_set(&self->table, source_of(self), rows);
        swap(&self->parts[i], rows);
    }
    swap(&self->sites, store_fulfilments(db, order->id, error));
    swap(&self->asked, self->sites ? store_question(db, order->id, error) : NULL);
    return self->asked != NULL;
}

static bool order_load(struct view *view, GError **error)
{
    struct order_screen_state *self = view->state;
    g_autoptr(rowlist) head = order_find(ui_db(view), view->arg, error);
    if (!head)
        return false;
    swap(&self->head, g_steal_pointer(&head));
    self->table.sorted = -1;
    self->table.sees = ui_sees(view);
    load_person(self, ui_session(view));
    return load_parts(self, ui_db(view), error);
}

static bool order_open(struct view *view, const char *arg, GError **error)
{
    if (!arg)
        return tote_fail(error, TOTE_ARGUMENT, "order", _("Say which order: O-…"));
    return order_load(view, error);
}

// --- drawing

static char *tab_text(const struct order_screen_state *self, int i, bool brief)
{
    bool here = i == (int)self->part;
    if (brief && !here)
        return g_strdup_printf("%d", i + 1);
    return g_strdup_printf(here ? "[%d %s %d]" : "%d %s %d", i + 1, _(order_parts[i].label),
                           (int)list_len(self->parts[i]));
}

// Where they do not fit, the others are their numbers alone: what is not shown cannot be chosen.
static void draw_tabs(struct view *view, struct region row)
{
    const struct order_screen_state *self = view->state;
    int x = row.x + (row.w > 24), width = x - row.x;
    for (int i = 0; i < (int)N_PARTS; i++) {
        g_autofree char *tab = tab_text(self, i, false);
        if (!order_part_shown(self, i))
            continue;
        width += text_width(tab) + 2;
    }
    bool brief = width - 2 > row.w;
    for (int i = 0; i < (int)N_PARTS; i++) {
        bool here = i == (int)self->part;
        g_autofree char *tab = tab_text(self, i, brief);
        if (!order_part_shown(self, i))
            continue;
        if (x + text_width(tab) > row.x + row.w)
            return;
        paint_text(row.y, x, row.w, here ? TINT_STRONG : TINT_DIM, tab);
        ui_offer(view, (char)('1' + i));
        x += text_width(tab) + 2 - brief;
    }
}

static void order_draw(struct view *view, const struct layout *layout)
{
    struct order_screen_state *self = view->state;
    struct region body = layout->body;
    if (!self->head)
        return;
    if (layout->facts.h)
        order_draw_facts(self, layout->facts);
    bool wide = layout->size > SIZE_S;
    if (body.h > 3) {
        draw_tabs(view, region_top(body, 1));
        body = region_below(body, wide && body.h >= ROOMY_FROM ? 2 : 1);
    }
    int under = wide && body.h >= SUMMARY_FROM ? ORDER_SUMMARY_ROWS : 0;
    table_draw(&self->table, source_of(self), self, region_top(body, body.h - under), layout->size);
    if (under)
        order_draw_summary(self, region_below(body, body.h - under));
}

static int64_t order_id(struct view *view)
{
    const struct order_screen_state *self = view->state;
    return self->head ? order_shown(self)->id : 0;
}

static void order_heading(struct view *view, struct heading *ret_heading)
{
    struct order_screen_state *self = view->state;
    ret_heading->crumb =
        g_strdup(self->head ? number_of(NUMBER_ORDER, order_shown(self)->id).text : view->arg);
}

// --- doing

static bool order_move(struct view *view, enum ui_key key)
{
    struct order_screen_state *self = view->state;
    return self->head && table_move(&self->table, source_of(self), key);
}

static int64_t order_now(struct view *view, const char **ret_state)
{
    struct order_screen_state *self = view->state;
    if (!self->head)
        return 0;
    *ret_state = order_shown(self)->status;
    return order_shown(self)->id;
}

static bool show_part(struct view *view, enum order_part part)
{
    struct order_screen_state *self = view->state;
    self->part = part;
    table_home(&self->table);
    table_set(&self->table, source_of(self), self->parts[part]);
    return true;
}

static bool run_lines(struct view *view, GError **error)
{
    return show_part(view, PART_LINES);
}

static bool run_timeline(struct view *view, GError **error)
{
    return show_part(view, PART_TIMELINE);
}

static bool run_money(struct view *view, GError **error)
{
    return show_part(view, PART_MONEY);
}

static bool run_parcels(struct view *view, GError **error)
{
    return show_part(view, PART_PARCELS);
}

static bool run_next(struct view *view, GError **error)
{
    struct order_screen_state *self = view->state;
    enum order_part next = self->part;
    do
        next = (next + 1) % N_PARTS;
    while (!order_part_shown(self, (int)next));
    return show_part(view, next);
}

static const char *no_row(struct view *view)
{
    const struct order_screen_state *self = view->state;
    return self->table.n ? NULL : _("the list is empty");
}

static bool run_whole(struct view *view, GError **error)
{
    struct order_screen_state *self = view->state;
    return row_show(view, &self->table, source_of(self), self, error);
}

static char *order_prompt(struct view *view)
{
    return g_strdup(no_row(view) ? _("Scan or type") : _("Scan, or Enter: the row whole"));
}

static void order_close(struct view *view)
{
    struct order_screen_state *self = view->state;
    swap(&self->head, NULL);
    swap(&self->asked, NULL);
    swap(&self->sites, NULL);
    person_clear(&self->person);
    g_clear_error(&self->sealed);
    for (int i = 0; i < (int)N_PARTS; i++)
        swap(&self->parts[i], NULL);
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
     .sees = SEES_MONEY,
     .label = N_("Money"),
     .tip = N_("Payments"),
     .run = run_money},
    {.id = "order.parcels",
     .digit = '4',
     .label = N_("Parcels"),
     .tip = N_("Boxes, their numbers and labels"),
     .run = run_parcels},
    {.id = "order.next_part",
     .key = UK_TAB,
     .flags = ACTION_FOOTER,
     .label = N_("Part"),
     .tip = N_("The next part: lines, timeline, money, parcels"),
     .run = run_next},
    {.id = "order.row",
     .key = UK_ENTER,
     .flags = ACTION_HIDDEN,
     .label = N_("Open the row"),
     .brief = N_("Row"),
     .tip = N_("Shows all that its columns say, none of it cut"),
     .why_not = no_row,
     .run = run_whole},
    {.id = "order.whole",
     .key = UK_F8,
     .label = N_("The row whole"),
     .brief = N_("Row"),
     .tip = N_("Shows all that its columns say, none of it cut"),
     .why_not = no_row,
     .run = run_whole},
    {0},
};

const struct screen order_screen = {
    .name = "order",
    .of_one = true,
    .query = &query_order_show,
    .title = N_("Order"),
    .help = N_("One order whole. Numbers choose the part; F4 lists what can be done with it."),
    .about = "order",
    .about_id = order_id,
    .actions = order_actions,
    .object = &order_object,
    .object_now = order_now,
    .size = sizeof(struct order_screen_state),
    .open = order_open,
    .load = order_load,
    .draw = order_draw,
    .heading = order_heading,
    .move = order_move,
    .prompt = order_prompt,
    .close = order_close,
};
