// SPDX-License-Identifier: Apache-2.0
// Home: what needs a person, how the work flows, who is on the floor.
#include "home_state.h"

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "op.h"
#include "paint.h"
#include "query.h"
#include "screens.h"
#include "show.h"

enum { FLOW_X = 18, FORECAST_FROM = 76 };

static const struct screen *leads_to(enum home_row row)
{
    return home_rows[row].screen ? ui_screen_find(home_rows[row].screen) : &orders_screen;
}

// Are there kinds of work that count as no stage of an order?
static bool other_kinds(void)
{
    size_t n = 0;
    const struct work_kind *kinds = work_kinds(&n);
    for (size_t i = 0; i < n; i++)
        if (kinds[i].counts == WORK_COUNTS_NOT)
            return true;
    return false;
}

// What leads where somebody may not go is not shown.
static void choose_rows(struct home *self, struct view *view)
{
    for (int row = 0; row < (int)N_ROWS; row++) {
        bool other = row == (int)STAGE_WORK;
        if (!ui_may(view, leads_to((enum home_row)row)) ||
            (other && (!self->n_shown || !other_kinds())))
            continue;
        self->shown[self->n_shown++] = (enum home_row)row;
        self->n_needs += row < (int)N_NEEDS;
    }
    self->focus = CLAMP(self->focus, 0, MAX(0, self->n_shown - 1));
    if (!self->n_shown)
        self->way = ui_screen_find(role_row(ui_session(view)->role)->first);
}

static void home_clear(struct home *self)
{
    g_clear_pointer(&self->floor.people, g_ptr_array_unref);
    g_free(self->printer);
}

// What was read last stays until all of it could be read anew.
static bool home_load(struct view *view, GError **error)
{
    struct home *self = view->state;
    struct home fresh = {.focus = self->focus, .narrowed = ui_site(view) > 0, .loaded = true};
    fresh.floor.narrowed = fresh.narrowed;
    choose_rows(&fresh, view);
    fresh.none = !order_views_any(ui_db(view));
    bool read =
        home_numbers_read(&fresh, view, error) && home_floor_read(&fresh.floor, view, error);
    home_clear(read ? self : &fresh);
    if (read)
        *self = fresh;
    return read;
}

// --- drawing

static void draw_label(struct home *self, struct region at, int i, const char *label)
{
    bool focused = self->focus == i, small = at.w <= 24;
    int indent = small ? 2 : 5;
    if (focused)
        paint_fill(at, TINT_FOCUS);
    if (focused)
        paint_text(at.y, at.x + small, 1, TINT_FOCUS, glyph(GLYPH_FOCUS));
    if (i < 10)
        paint_line(at, 0, small ? 0 : 2, focused ? TINT_FOCUS : TINT_KEY, "%d", (i + 1) % 10);
    paint_text(at.y, at.x + indent, at.w - indent - (small ? 4 : 7),
               focused ? TINT_FOCUS : TINT_TEXT, label);
}

static void draw_number(struct home *self, struct region at, int i)
{
    enum home_row row = self->shown[i];
    const char *label = row == NEED_PRINT && self->printer     ? self->printer
                        : row == STAGE_ROUTE && self->narrowed ? _("Route, all")
                                                               : _(home_rows[row].label);
    draw_label(self, at, i, label);
}

static void draw_need(struct home *self, struct region at, int i)
{
    int64_t needs = self->needs[self->shown[i]];
    draw_number(self, at, i);
    g_autofree char *n = show_at_least(needs);
    enum tint tint = self->focus == i ? TINT_FOCUS : needs ? TINT_WARN : TINT_DIM;
    paint_right(at.y, at.x, at.w - (at.w > 24), tint, n);
}

// Pieces of work done in an hour, from this hour and the one before; 0 = none.
static double rate_of(const struct home *self, int row)
{
    enum tally what = row == STAGE_PICK ? TALLY_PICKED : TALLY_PACKED;
    double hours = 1 + (double)(clock_now() % HOUR_MS) / HOUR_MS;
    if (self->stages[row - N_NEEDS].done < 0)
        return 0;
    return (double)(self->hours[what][HOURS - 1] + self->hours[what][HOURS - 2]) / hours;
}

// How fast it goes, and when it would be through; only where it goes.
static void draw_forecast(struct home *self, struct region at, int row, enum tint tint)
{
    const struct stage *stage = &self->stages[row - N_NEEDS];
    double rate = rate_of(self, row);
    int64_t left = stage->waiting + stage->working;
    const char *none = glyph(GLYPH_NONE);
    g_autofree char *speed = rate > 0 ? g_strdup_printf("%.0f", MAX(rate, 1)) : g_strdup(none);
    double hours = rate > 0 ? (double)left / rate : 0;
    g_autofree char *at_text = left && rate > 0 && hours < 24
                                   ? show_clock(clock_now() + (int64_t)(hours * HOUR_MS))
                                   : g_strdup(none);
    paint_right(at.y, at.x + FLOW_X + 38, 9, tint, speed);
    paint_right(at.y, at.x + FLOW_X + 48, 8, tint, at_text);
}

static void draw_stage(struct home *self, struct region at, int i)
{
    int row = (int)self->shown[i];
    const struct stage *stage = &self->stages[row - N_NEEDS];
    const int64_t numbers[] = {stage->waiting, stage->working, stage->done};
    enum tint tint = self->focus == i ? TINT_FOCUS : TINT_TEXT;
    draw_number(self, at, i);
    if (at.w <= 45) {
        g_autofree char *n = show_at_least(stage->waiting);
        paint_right(at.y, at.x, at.w - (at.w > 24), tint, n);
        return;
    }
    for (int k = 0; k < 3; k++) {
        g_autofree char *n = numbers[k] < 0 ? g_strdup(glyph(GLYPH_NONE))
                             : k < 2        ? show_at_least(numbers[k])
                                            : show_count(numbers[k]);
        paint_right(at.y, at.x + FLOW_X + k * 9, 8, tint, n);
    }
    g_autofree char *oldest = show_age(stage->waiting ? stage->oldest : 0, clock_now());
    paint_right(at.y, at.x + FLOW_X + 28, 9, tint, oldest);
    if (at.w >= FORECAST_FROM)
        draw_forecast(self, at, row, tint);
}

static struct region line_of(struct region body, int row)
{
    return region_top(region_below(body, row), 1);
}

static void draw_today(struct home *self, struct region at)
{
    static const char *const labels[] = {[TALLY_CAME] = N_("Orders in"),
                                         [TALLY_PICKED] = N_("Picks done"),
                                         [TALLY_PACKED] = N_("Packs done"),
                                         [TALLY_SHIPPED] = N_("Parcels out")};
    int hour = show_hour(clock_now()), n = MIN(HOURS, hour + 1);
    paint_line(at, 0, 0, TINT_HEAD, "%s", _("TODAY"));
    paint_line(at, 0, 22, TINT_HEAD, _("by hour %02d %s %02d"), hour - n + 1, glyph(GLYPH_ELLIPSIS),
               hour);
    for (int i = 0; i < (int)G_N_ELEMENTS(labels) && i + 1 < at.h; i++) {
        g_autofree char *count = show_count(self->done[i]);
        bool all = i == (int)TALLY_CAME && self->narrowed; // no warehouse has them yet
        paint_line(at, i + 1, 0, TINT_TEXT, "%s", all ? _("In, all") : _(labels[i]));
        paint_right(at.y + i + 1, at.x + 12, 8, TINT_TEXT, count);
        paint_spark(at.y + i + 1, at.x + 22, HOURS, self->hours[i] + HOURS - n, n);
    }
}

static void draw_small(struct home *self, struct region body)
{
    if (self->way)
        draw_label(self, line_of(body, 0), 0, _(self->way->title));
    self->height = body.h;
    int first = CLAMP(self->focus - body.h + 1, 0, MAX(0, self->n_shown - body.h));
    bool above = first > 0, below = first + body.h < self->n_shown;
    if (above && body.h)
        paint_right(body.y, body.x, body.w, TINT_KEY, glyph(GLYPH_SORT_UP));
    if (below && body.h)
        paint_right(body.y + body.h - 1, body.x, body.w, TINT_KEY, glyph(GLYPH_SORT_DOWN));
    body.w -= above || below; // the mark says that more follows
    for (int i = 0; i < body.h && first + i < self->n_shown; i++)
        (first + i < self->n_needs ? draw_need : draw_stage)(self, line_of(body, i), first + i);
}

static void draw_flow_head(struct region at)
{
    static const struct {
        const char *label;
        int end;
    } heads[] = {{N_("waiting"), 8}, {N_("working"), 17},  {N_("done"), 26},
                 {N_("oldest"), 37}, {N_("per hour"), 47}, {N_("finish"), 56}};
    paint_line(at, 0, 2, TINT_HEAD, "%s", _("ORDERS NOW"));
    for (int i = 0; i < (at.w >= FORECAST_FROM ? 6 : at.w > 45 ? 4 : 0); i++)
        paint_right(at.y, at.x + FLOW_X + heads[i].end - 8, 8, TINT_HEAD, _(heads[i].label));
}

static void home_draw(struct view *view, const struct layout *layout)
{
    struct home *self = view->state;
    struct region body = layout->body;
    if (!self->loaded)
        return;
    if (layout->facts.h) {
        g_autofree char *date = show_date(clock_now());
        int x = 1 + paint_text(layout->facts.y, 1, layout->facts.w - 2, TINT_TEXT, date) + 3;
        if (self->none)
            paint_text(layout->facts.y, x, layout->facts.w - x - 1, TINT_LINK,
                       _("No orders yet: 'tote import' brings items, stock, orders"));
    }
    self->height = 0;
    if (layout->size <= SIZE_XS || body.h < 14) {
        draw_small(self, body);
        return;
    }
    bool two = body.w >= 72;
    int row = body.h > 15;
    struct region left = two ? region_left(body, 36) : body;
    paint_line(body, row, 2, TINT_HEAD, "%s",
               self->narrowed ? _("NEEDS YOU, ALL WAREHOUSES") : _("NEEDS YOU"));
    if (two)
        draw_today(self, region_below(region_right(body, 40), row));
    if (!self->n_needs)
        paint_line(left, row + 1, 2, TINT_DIM, "%s", _("nothing is yours to decide"));
    if (self->way)
        draw_label(self, line_of(left, row + 2), 0, _(self->way->title));
    for (int i = 0; i < self->n_needs; i++)
        draw_need(self, line_of(left, row + 1 + i), i);
    row += N_NEEDS + 1 + (body.h > 14);
    if (!self->way)
        draw_flow_head(line_of(body, row));
    for (int i = self->n_needs; i < self->n_shown; i++)
        draw_stage(self, line_of(region_left(body, 76), row + 1 + i - self->n_needs), i);
    row += MAX(STAGE_WORK - STAGE_ROUTE, self->n_shown - self->n_needs) + 1 + (body.h > 14);
    if (row < body.h)
        home_floor_draw(&self->floor, region_below(body, row));
}

// --- doing

static bool go(struct view *view, int i, GError **error)
{
    const struct home *self = view->state;
    if (self->way && !i)
        return ui_push(view, self->way, NULL, error);
    if (i < 0 || i >= self->n_shown)
        return false;
    enum home_row row = self->shown[i];
    return ui_push(view, leads_to(row),
                   home_rows[row].screen ? NULL : order_views[home_rows[row].view].arg, error);
}

// What no code is may be an order of a shop, or a customer.
static bool home_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    return ui_lookup(view, text, error) || (!*error && ui_find_orders(view, text, error));
}

static bool home_choose(struct view *view, int number, GError **error)
{
    return go(view, number ? number - 1 : 9, error);
}

static bool run_open(struct view *view, GError **error)
{
    return go(view, ((struct home *)view->state)->focus, error);
}

static bool home_move(struct view *view, enum ui_key key)
{
    struct home *self = view->state;
    int page = self->height > 0 ? self->height : (int)N_ROWS; // where all are in sight
    const int steps[UK_N] = {[UK_UP] = -1,      [UK_DOWN] = 1,     [UK_HOME] = -N_ROWS,
                             [UK_END] = N_ROWS, [UK_PGUP] = -page, [UK_PGDN] = page};
    self->focus = CLAMP(self->focus + steps[key], 0, MAX(0, self->n_shown - 1));
    return true;
}

static bool run_loads(struct view *view, GError **error)
{
    return ui_push(view, &loads_screen, NULL, error);
}

static bool run_works(struct view *view, GError **error)
{
    return ui_push(view, &works_screen, NULL, error);
}

static bool run_log_out(struct view *view, GError **error)
{
    ui_logout(view);
    return true;
}

// Parcels are counted under TODAY; whose they are is listed.
static bool run_left(struct view *view, GError **error)
{
    return ui_push(view, &orders_screen, order_views[VIEW_SHIPPED].arg, error);
}

static const char *no_queue(struct view *view)
{
    return ui_may(view, &orders_screen) ? NULL : _("it needs another right; ask a supervisor");
}

static const char *no_works(struct view *view)
{
    return ui_may(view, &works_screen) ? NULL : _("it needs another right; ask a supervisor");
}

static void home_close(struct view *view)
{
    home_clear(view->state);
}

static const struct action home_actions[] = {
    {.id = "home.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Open"),
     .tip = N_("Opens the list behind the number"),
     .run = run_open},
    {.id = "home.loads",
     .op = "ship.close",
     .label = N_("Hand parcels to carriers"),
     .brief = N_("Manifests"),
     .tip = N_("What waits for each carrier, and the manifests"),
     .run = run_loads},
    {.id = "home.left",
     .key = UK_F7,
     .flags = ACTION_FOOTER,
     .label = N_("What left"),
     .tip = N_("The orders that left the house, the latest first"),
     .why_not = no_queue,
     .run = run_left},
    {.id = "home.works",
     .label = N_("All work"),
     .tip = N_("Work of every kind: yours, what nobody has, what the others are at"),
     .why_not = no_works,
     .run = run_works},
    // Not the key that leads here: pressed once too often, that does nothing.
    {.id = "home.logout",
     .key = UK_F12,
     .flags = ACTION_FOOTER,
     .label = N_("Log out"),
     .tip = N_("Ends your work at this station"),
     .run = run_log_out},
    {0},
};

const struct screen home_screen = {
    .name = "home",
    .query = &query_work_list,
    .title = N_("Home"),
    .help = N_("What needs a decision and how the work flows. A number opens what it counts."),
    .about = "order",
    .actions = home_actions,
    .size = sizeof(struct home),
    .wants_text = true,
    .load = home_load,
    .draw = home_draw,
    .enter = home_enter,
    .choose = home_choose,
    .move = home_move,
    .close = home_close,
};
