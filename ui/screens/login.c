// SPDX-License-Identifier: Apache-2.0
// Login: a badge or a name; going on with what was open on this device.
#include "clock.h"
#include "i18n.h"
#include "numbers.h"
#include "paint.h"
#include "screens.h"
#include "show.h"
#include "store_admin.h"
#include "store_work.h"
#include "work_kinds.h"

struct login {
    char *last; // who worked here last
    int64_t seen_at;
    int64_t work;     // of that person, open; 0 = none
    const char *kind; // its title
    int64_t done, total;
};

// Of the open works of who worked here last, the one in which the station stood: there the login
// goes on, and into no other.
static bool read_work(struct login *self, struct db *db, const struct station_row *station,
                      GError **error)
{
    g_autoptr(rowlist) works = store_works_of_operator(db, station->operator_id, error);
    int64_t stood = number_id(NUMBER_WORK, station->draft);
    self->work = 0;
    if (!works)
        return false;
    for (guint i = 0; i < list_len(works) && !self->work; i++) {
        const struct work_row *row = list_at(works, struct work_row, i);
        if (row->id != stood)
            continue;
        self->work = row->id;
        self->kind = work_kind_find(row->kind)->title;
        self->done = row->done;
        self->total = row->total;
    }
    return true;
}

static bool login_load(struct view *view, GError **error)
{
    struct login *self = view->state;
    g_autoptr(rowlist) found = store_station(ui_db(view), ui_station_name(view), error);
    if (!found)
        return false;
    g_clear_pointer(&self->last, g_free);
    if (!list_len(found))
        return true;
    const struct station_row *row = list_at(found, struct station_row, 0);
    if (!row->operator_id)
        return true;
    self->last = g_utf8_strup(row->operator_name, -1);
    self->seen_at = row->seen_at;
    return read_work(self, ui_db(view), row, error);
}

static int draw_resume(struct view *view, struct region body, int row, int indent)
{
    struct login *self = view->state;
    if (!self->last)
        return row;
    g_autofree char *age = show_age(self->seen_at, clock_now());
    paint_line(body, row++, indent, TINT_TEXT, _("On this device: %s, %s ago"), self->last, age);
    struct number number = number_of(NUMBER_WORK, self->work);
    ui_offer(view, '1');
    paint_line(body, row, indent, TINT_KEY, "1");
    if (self->work)
        paint_line(body, row++, indent + 3, TINT_TEXT,
                   _("Go on: %s %s (%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT ")"), _(self->kind),
                   number.text, self->done, self->total);
    else
        paint_line(body, row++, indent + 3, TINT_TEXT, _("Log in as %s again"), self->last);
    return row;
}

static void login_draw(struct view *view, const struct layout *layout)
{
    struct region body = layout->body;
    int indent = layout->size <= SIZE_XS ? 0 : 6, gap = body.h >= 14;
    int row = body.h >= 14 ? body.h / 6 : 0;
    if (gap)
        row += 1 + (paint_line(body, row, indent, TINT_TEXT, "%s", _("Welcome.")), gap);
    paint_line(body, row, indent, TINT_HEAD, "%s", _("SCAN YOUR BADGE"));
    row += 1 + gap;
    paint_line(body, row, indent, TINT_TEXT, "%s", _("or type your name"));
    row += 1 + (gap ? 2 : body.h > 5);
    draw_resume(view, body, row, indent);
}

static bool login_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    return ui_db(view) && ui_login(view, text, error);
}

static const char *nobody_before(struct view *view)
{
    struct login *self = view->state;
    return self->last ? NULL : _("nobody worked here yet");
}

static bool run_resume(struct view *view, GError **error)
{
    struct login *self = view->state;
    g_autofree char *name = g_strdup(self->last);
    return ui_login(view, name, error);
}

static char *login_prompt(struct view *view)
{
    return g_strdup(_("Badge or name"));
}

static void login_close(struct view *view)
{
    g_free(((struct login *)view->state)->last);
}

static const struct action login_actions[] = {
    {.id = "login.go_on",
     .digit = '1',
     .label = N_("Go on where this device stood"),
     .brief = N_("Go on"),
     .tip = N_("Logs in who worked here last, at the same step"),
     .why_not = nobody_before,
     .run = run_resume},
    {0},
};

const struct screen login_screen = {
    .name = "login",
    .title = N_("Login"),
    .help = N_("Say who you are: scan your badge or type your name and press Enter."),
    .actions = login_actions,
    .size = sizeof(struct login),
    .inner = true,
    .outside = true,
    .load = login_load,
    .draw = login_draw,
    .enter = login_enter,
    .prompt = login_prompt,
    .close = login_close,
};
