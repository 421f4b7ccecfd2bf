// SPDX-License-Identifier: Apache-2.0
// Home: what needs a person, how the work flows, who is on the floor.
#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "numbers.h"
#include "op.h"
#include "paint.h"
#include "screens.h"
#include "show.h"
#include "store_order_read.h"
#include "store_pack.h"
#include "store_pick.h"
#include "store_print.h"

enum { FLOOR_ROWS = 12, FLOW_X = 18 };

// Rows with a number: what needs a person, then the stages. `to` is where the number leads.
enum home_row {
    NEED_SHORT,
    NEED_UNPAID,
    NEED_HELD,
    NEED_LATE,
    NEED_PRINT,
    N_NEEDS,
    STAGE_ROUTE = N_NEEDS,
    STAGE_PICK,
    STAGE_PACK,
    STAGE_SHIP,
    N_ROWS
};

static const struct {
    const char *label, *screen, *arg;
} rows[N_ROWS] = {
    [NEED_SHORT] = {N_("Short of goods"), "orders", "short"},
    [NEED_UNPAID] = {N_("Not paid yet"), "orders", "unpaid"},
    [NEED_HELD] = {N_("Held, decide"), "orders", "held"},
    [NEED_LATE] = {N_("Late, not packed yet"), "orders", "late"},
    [NEED_PRINT] = {N_("Labels not printed"), "printers", NULL},
    [STAGE_ROUTE] = {N_("Route & hold"), "orders", "route"},
    [STAGE_PICK] = {N_("Pick"), "orders", "topick"},
    [STAGE_PACK] = {N_("Pack"), "orders", "topack"},
    [STAGE_SHIP] = {N_("Ship"), "orders", "packed"},
};

struct stage {
    int64_t waiting, working, done, oldest;
};

struct home {
    int64_t needs[N_NEEDS];
    struct stage stages[N_ROWS - N_NEEDS];
    struct done_row done;
    int64_t scans, refused;
    GPtrArray *floor; // lines of text
    int focus;
    bool loaded;
};

// Which number each status of an order adds to.
static const struct {
    const char *status;
    int need, stage; // -1 = none
    bool working;
} status_rows[] = {
    {"unpaid", NEED_UNPAID, -1, false},       {"held", NEED_HELD, -1, false},
    {"short", NEED_SHORT, STAGE_ROUTE, true}, {"ready", -1, STAGE_ROUTE, false},
    {"released", -1, STAGE_PICK, false},      {"picking", -1, STAGE_PICK, true},
    {"picked", -1, STAGE_PACK, false},        {"packing", -1, STAGE_PACK, true},
    {"packed", -1, STAGE_SHIP, false},
};

static void add_count(struct home *self, const struct count_row *count)
{
    for (size_t i = 0; i < G_N_ELEMENTS(status_rows); i++) {
        if (g_strcmp0(status_rows[i].status, count->status))
            continue;
        if (status_rows[i].need >= 0)
            self->needs[status_rows[i].need] = count->n;
        if (status_rows[i].stage < 0)
            continue;
        struct stage *stage = &self->stages[status_rows[i].stage - N_NEEDS];
        *(status_rows[i].working ? &stage->working : &stage->waiting) = count->n;
        if (!status_rows[i].working)
            stage->oldest = count->oldest_placed;
    }
}

static bool load_counts(struct home *self, struct db *db, GError **error)
{
    int64_t now = clock_now(), midnight = show_midnight(now);
    g_autoptr(rowlist) counts = store_order_counts(db, error);
    for (guint i = 0; counts && i < list_len(counts); i++)
        add_count(self, list_at(counts, struct count_row, i));
    self->needs[NEED_LATE] = store_order_late(db, now, error);
    self->needs[NEED_PRINT] = store_jobs_troubled(db, error);
    bool ok = counts && store_done_since(db, midnight, &self->done, error) &&
              store_scans_since(db, midnight, &self->scans, &self->refused, error);
    self->stages[STAGE_ROUTE - N_NEEDS].done = self->done.came;
    self->stages[STAGE_PICK - N_NEEDS].done = self->done.picked;
    self->stages[STAGE_PACK - N_NEEDS].done = self->done.packed;
    self->stages[STAGE_SHIP - N_NEEDS].done = self->done.shipped;
    return ok;
}

static void add_worker(struct home *self, const char *name, const char *what, int64_t done,
                       int64_t total)
{
    g_autofree char *who = g_utf8_strup(name, -1);
    g_ptr_array_add(self->floor,
                    g_strdup_printf("%-8s %s  %d/%d", who, what, (int)done, (int)total));
}

static bool load_floor(struct home *self, struct db *db, GError **error)
{
    g_autoptr(rowlist) works = store_works_open(db, FLOOR_ROWS, error);
    g_autoptr(rowlist) packs = works ? store_shipments_open(db, FLOOR_ROWS, error) : NULL;
    for (guint i = 0; works && i < list_len(works); i++) {
        const struct work_row *row = list_at(works, struct work_row, i);
        g_autofree char *what = g_strdup_printf(_("pick %s"), number_of(NUMBER_WORK, row->id).text);
        add_worker(self, row->operator_name, what, row->done, row->total);
    }
    for (guint i = 0; packs && i < list_len(packs); i++) {
        const struct shipment_row *row = list_at(packs, struct shipment_row, i);
        g_autofree char *what =
            g_strdup_printf(_("pack %s"), number_of(NUMBER_ORDER, row->order_id).text);
        add_worker(self, row->operator_name, what, row->packed, row->picked);
    }
    return packs != NULL;
}

static bool home_load(struct view *view, GError **error)
{
    struct home *self = view->state;
    int focus = self->focus;
    if (self->floor)
        g_ptr_array_unref(self->floor);
    *self = (struct home){.focus = focus, .loaded = true};
    self->floor = g_ptr_array_new_with_free_func(g_free);
    return load_counts(self, ui_db(view), error) && load_floor(self, ui_db(view), error);
}

// --- drawing

static void draw_number(struct home *self, struct region at, int row)
{
    bool focused = self->focus == row;
    if (focused)
        paint_fill(at, TINT_FOCUS);
    paint_line(at, 0, at.w > 24 ? 2 : 0, focused ? TINT_FOCUS : TINT_KEY, "%d", row + 1);
    int indent = at.w > 24 ? 5 : 2;
    paint_text(at.y, at.x + indent, at.w - indent - (at.w > 24 ? 7 : 4),
               focused ? TINT_FOCUS : TINT_TEXT, _(rows[row].label));
}

static void draw_need(struct home *self, struct region at, int row)
{
    draw_number(self, at, row);
    g_autofree char *n = show_count(self->needs[row]);
    enum tint tint = self->focus == row ? TINT_FOCUS : self->needs[row] ? TINT_WARN : TINT_DIM;
    paint_right(at.y, at.x, at.w - (at.w > 24), tint, n);
}

static void draw_stage(struct home *self, struct region at, int row)
{
    const struct stage *stage = &self->stages[row - N_NEEDS];
    const int64_t numbers[] = {stage->waiting, stage->working, stage->done};
    enum tint tint = self->focus == row ? TINT_FOCUS : TINT_TEXT;
    draw_number(self, at, row);
    if (at.w <= 45) {
        g_autofree char *n = show_count(stage->waiting);
        paint_right(at.y, at.x, at.w - (at.w > 24), tint, n);
        return;
    }
    for (int i = 0; i < 3; i++) {
        g_autofree char *n = show_count(numbers[i]);
        paint_right(at.y, at.x + FLOW_X + i * 9, 8, tint, n);
    }
    g_autofree char *oldest = show_age(stage->waiting ? stage->oldest : 0, clock_now());
    paint_right(at.y, at.x + FLOW_X + 28, 9, tint, oldest);
}

static struct region line_of(struct region body, int row)
{
    return region_top(region_below(body, row), 1);
}

static void draw_today(struct home *self, struct region at)
{
    const struct {
        const char *label;
        int64_t n;
    } today[] = {{N_("Orders in"), self->done.came},
                 {N_("Picked"), self->done.picked},
                 {N_("Packed"), self->done.packed},
                 {N_("Shipped"), self->done.shipped}};
    paint_line(at, 0, 0, TINT_HEAD, "%s", _("TODAY"));
    for (int i = 0; i < (int)G_N_ELEMENTS(today); i++) {
        g_autofree char *n = show_count(today[i].n);
        paint_line(at, i + 1, 0, TINT_TEXT, "%s", _(today[i].label));
        if (i + 1 < at.h)
            paint_right(at.y + i + 1, at.x + 12, 8, TINT_TEXT, n);
    }
}

static int draw_floor(struct home *self, struct region at)
{
    int row = 0, columns = at.w >= 76 ? 2 : 1, width = at.w / columns;
    paint_line(at, row, 2, TINT_HEAD, "%s", _("FLOOR"));
    if (!self->floor->len)
        paint_line(at, row++, 10, TINT_DIM, "%s", _("nobody picks or packs now"));
    for (guint i = 0; i < self->floor->len && row + (int)i / columns < at.h; i++)
        paint_text(at.y + row + (int)i / columns,
                   at.x + 10 + (int)(i % (guint)columns) * (width - 5), width - 8, TINT_TEXT,
                   g_ptr_array_index(self->floor, i));
    row += ((int)self->floor->len + columns - 1) / columns;
    if (row < at.h)
        paint_line(at, row, 10, TINT_DIM, _("scans %d   refused %d"), (int)self->scans,
                   (int)self->refused);
    return row + 1;
}

static void draw_small(struct home *self, struct region body)
{
    int first = CLAMP(self->focus - body.h + 1, 0, MAX(0, (int)N_ROWS - body.h));
    for (int i = 0; i < body.h && first + i < (int)N_ROWS; i++)
        (first + i < (int)N_NEEDS ? draw_need : draw_stage)(self, line_of(body, i), first + i);
}

static void draw_flow_head(struct region at)
{
    static const char *const heads[] = {N_("waiting"), N_("working"), N_("done")};
    paint_line(at, 0, 2, TINT_HEAD, "%s", _("FLOW NOW"));
    for (int i = 0; i < 3 && at.w > 45; i++)
        paint_right(at.y, at.x + FLOW_X + i * 9, 8, TINT_HEAD, _(heads[i]));
    if (at.w > 45)
        paint_right(at.y, at.x + FLOW_X + 28, 9, TINT_HEAD, _("oldest"));
}

static void home_draw(struct view *view, const struct layout *layout)
{
    struct home *self = view->state;
    struct region body = layout->body;
    if (!self->loaded)
        return;
    if (layout->size <= SIZE_XS || body.h < 13) {
        draw_small(self, body);
        return;
    }
    bool two = body.w >= 72;
    int row = body.h > 15;
    struct region left = two ? region_left(body, 36) : body;
    paint_line(body, row, 2, TINT_HEAD, "%s", _("NEEDS YOU"));
    if (two)
        draw_today(self, region_below(region_right(body, 40), row));
    for (int i = 0; i < (int)N_NEEDS; i++)
        draw_need(self, line_of(left, row + 1 + i), i);
    row += N_NEEDS + 1 + (body.h > 14);
    draw_flow_head(line_of(body, row));
    for (int i = N_NEEDS; i < (int)N_ROWS; i++)
        draw_stage(self, line_of(region_left(body, 60), row + 1 + i - (int)N_NEEDS), i);
    row += N_ROWS - N_NEEDS + 1 + (body.h > 14);
    if (row < body.h)
        draw_floor(self, region_below(body, row));
}

// --- doing

static bool go(struct view *view, int row, GError **error)
{
    if (row < 0 || row >= (int)N_ROWS)
        return false;
    return ui_push(view, ui_screen_find(rows[row].screen), rows[row].arg, error);
}

static bool home_choose(struct view *view, int number, GError **error)
{
    return go(view, number - 1, error);
}

static bool run_open(struct view *view, GError **error)
{
    return go(view, ((struct home *)view->state)->focus, error);
}

static bool home_move(struct view *view, enum ui_key key)
{
    struct home *self = view->state;
    const int steps[UK_N] = {[UK_UP] = -1,      [UK_DOWN] = 1,       [UK_HOME] = -N_ROWS,
                             [UK_END] = N_ROWS, [UK_PGUP] = -N_ROWS, [UK_PGDN] = N_ROWS};
    self->focus = CLAMP(self->focus + steps[key], 0, (int)N_ROWS - 1);
    return true;
}

static bool run_log_out(struct view *view, GError **error)
{
    ui_logout(view);
    return true;
}

static void home_close(struct view *view)
{
    struct home *self = view->state;
    if (self->floor)
        g_ptr_array_unref(self->floor);
}

static const struct action home_actions[] = {
    {.id = "home.open",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Open"),
     .tip = N_("Opens the list behind the number"),
     .run = run_open},
    {.id = "home.logout",
     .key = UK_F10,
     .flags = ACTION_FOOTER,
     .label = N_("Log out"),
     .tip = N_("Ends your work at this station"),
     .run = run_log_out},
    {0},
};

const struct screen home_screen = {
    .name = "home",
    .title = N_("Home"),
    .help = N_("What needs a decision and how the work flows. A number opens what it counts."),
    .actions = home_actions,
    .size = sizeof(struct home),
    .roles = ROLES_FLOOR,
    .load = home_load,
    .draw = home_draw,
    .choose = home_choose,
    .move = home_move,
    .close = home_close,
};
