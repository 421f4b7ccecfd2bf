// SPDX-License-Identifier: Apache-2.0
// The list of actions (F4) and of commands (":"): one list, narrowed by typing.

#include <string.h>

#include "actions.h"
#include "i18n.h"
#include "listing.h"
#include "menu.h"
#include "op.h"
#include "paint.h"
#include "screens.h"
#include "ui.h"

// What a row stands for: an action of the screen below or a screen to go to.
struct palette {
    struct menu menu;
    int64_t about; // row of the list below when it was opened
};

// How else it is called: key, command, barcode.
static char *ways(const char *key, const char *word)
{
    g_autofree char *barcode = g_ascii_strup(word, -1);
    return g_strdup_printf("%-9s :%-10s %%%-10s", key, word, barcode);
}

// By their digits, those without one as they stand in the tables behind them.
static gint by_digit(gconstpointer a, gconstpointer b, gpointer screen)
{
    int x = action_digit(screen, *(const struct action *const *)a);
    int y = action_digit(screen, *(const struct action *const *)b);
    return (x ? x : '9' + 1) - (y ? y : '9' + 1);
}

// Those that can be done now, or those that something hinders. What the role of who looks never
// may is not there.
static void add_actions(struct palette *self, struct view *below, bool hindered)
{
    g_autoptr(GPtrArray) all = action_list(below->screen);
    g_ptr_array_sort_with_data(all, by_digit, (gpointer)below->screen);
    for (guint i = 0; i < all->len; i++) {
        const struct action *action = g_ptr_array_index(all, i);
        if ((action->flags & ACTION_HIDDEN) || !strcmp(action->id, "actions") ||
            action_never(below, action))
            continue;
        const char *why_not = action_why_not(below, action);
        if (hindered != (why_not != NULL))
            continue;
        const struct menu_row row = {
            .label = action_label(below, action, false),
            .brief = action->brief ? action_label(below, action, true) : NULL,
            .word = action_word(action),
            .why_not = why_not,
            .aside = ways(ui_key_name(action->key), action_word(action)),
            .digit = action_digit(below->screen, action),
            .data = action,
        };
        menu_add(&self->menu, &row);
    }
}

// Screens have no reason why not and no key: that tells them from actions.
static void add_screens(struct palette *self, struct view *below)
{
    struct session *session = ui_session(below);
    for (const struct screen *const *screen = ui_screens(); *screen && session; screen++) {
        const struct screen *s = *screen;
        if (s->inner || s->outside || s->of_one || !ui_may(below, s) || s == below->screen)
            continue;
        const struct menu_row row = {
            .label = _(s->title), .word = s->name, .aside = ways("", s->name)};
        menu_add(&self->menu, &row);
    }
}

static bool palette_load(struct view *view, GError **error)
{
    struct palette *self = view->state;
    struct view *below = ui_below(view);
    menu_begin(&self->menu);
    if (below) {
        add_actions(self, below, false);
        add_actions(self, below, true);
        add_screens(self, below);
    }
    menu_end(&self->menu);
    return true;
}

// Typing may come before the first reading.
static bool palette_open(struct view *view, const char *arg, GError **error)
{
    struct view *below = ui_below(view);
    ((struct palette *)view->state)->about = below ? listing_focused(below) : 0;
    return palette_load(view, error);
}

static const char *tip_of(const struct menu_row *row)
{
    const struct action *action = row->data;
    return action ? _(action->tip) : _(ui_screen_find(row->word)->help);
}

static void draw_tip(const struct menu_row *row, struct region at)
{
    g_autofree char *text = row->why_not ? g_strdup_printf(_("Not now: %s"), row->why_not)
                                         : g_strdup_printf("%s: %s", row->label, tip_of(row));
    paint_text(at.y, at.x, at.w, row->why_not ? TINT_WARN : TINT_TEXT, text);
}

static struct region place(const struct palette *self, const struct layout *layout)
{
    struct region body = layout->body;
    int rows = MAX(8, (int)(self->menu.shown ? self->menu.shown->len : 0) + 4);
    if (body.h >= 14 && body.h > rows + 3)
        body = region_below(body, body.h - rows);
    return body;
}

static void palette_draw(struct view *view, const struct layout *layout)
{
    struct palette *self = view->state;
    const struct menu_row *focused = menu_focused(&self->menu);
    struct region body = place(self, layout);
    bool framed = body.h >= 7 && body.w > 24, typed = self->menu.typed && *self->menu.typed;
    g_autofree char *title =
        typed ? g_strdup_printf(": %s", self->menu.typed) : g_strdup(_("Actions"));
    struct region inside = framed ? paint_sheet(body, title) : body;
    if (!framed)
        paint_fill(body, TINT_TEXT);
    if (!focused) {
        paint_text(inside.y, inside.x, inside.w, TINT_TEXT, _("Nothing has such a name"));
        return;
    }
    if (framed) {
        draw_tip(focused, region_below(inside, inside.h - 1));
        inside.h -= inside.h > 3 ? 2 : 1;
    }
    menu_draw(&self->menu, inside);
}

static bool is_of(const struct screen *screen, const struct action *action)
{
    const struct action *row = screen->actions;
    while (row && row->id && row != action)
        row++;
    return action->deed || (row && row->id);
}

// Closes the list and does it: to the row that was in focus when the list was opened, no other that
// came to its place since.
static void do_action(struct view *view, const struct action *action)
{
    struct view *below = ui_below(view);
    int64_t about = ((struct palette *)view->state)->about;
    ui_pop(view);
    if (about && about != listing_focused(below) && is_of(below->screen, action))
        ui_say(below, NOTICE_LOOK, _("%s: not now, its row left the list meanwhile"),
               _(action->label));
    else
        ui_act(below, action);
}

// Closes the list, then does the row.
static bool do_row(struct view *view, const struct menu_row *row, GError **error)
{
    const struct action *action = row->data;
    const struct screen *screen = action ? NULL : ui_screen_find(row->word);
    struct view *below = ui_below(view);
    if (action) {
        do_action(view, action);
        return true;
    }
    ui_pop(view);
    return ui_push(below, screen, NULL, error);
}

static bool palette_choose(struct view *view, int number, GError **error)
{
    struct palette *self = view->state;
    const struct menu_row *row = menu_choose(&self->menu, number);
    if (row)
        do_row(view, row, error);
    return row || !number;
}

static bool run_row(struct view *view, GError **error)
{
    struct palette *self = view->state;
    const struct menu_row *row = menu_focused(&self->menu);
    return !row || do_row(view, row, error);
}

static void palette_narrow(struct view *view, const char *text)
{
    struct palette *self = view->state;
    bool left = self->menu.typed && !*self->menu.typed && !*text;
    if (*text == ':')
        menu_narrow(&self->menu, text + 1);
    else
        menu_typing(&self->menu, text);
    if (left)
        ui_pop(view);
}

// ":hold", ":orders late" exactly, else the row on which the focus stands.
static bool palette_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    struct palette *self = view->state;
    struct view *below = ui_below(view);
    const char *word = *text == ':' ? text + 1 : text;
    if (scanned)
        return false;
    const struct action *action = action_by_word(below, word);
    if (action) {
        do_action(view, action);
        return true;
    }
    menu_narrow(&self->menu, word);
    if (menu_focused(&self->menu))
        return run_row(view, error) || true;
    return ui_link(view, word, error) || true;
}

static bool palette_move(struct view *view, enum ui_key key)
{
    menu_move(&((struct palette *)view->state)->menu, key);
    return true;
}

static char *palette_prompt(struct view *view)
{
    struct palette *self = view->state;
    return g_strdup(self->menu.pages > 1 ? _("Number, name, 0 more") : _("Number or name"));
}

static char *palette_hint(struct view *view, const char *text)
{
    struct palette *self = view->state;
    return g_strdup_printf(_("%u found"), self->menu.shown ? self->menu.shown->len : 0);
}

static void palette_close(struct view *view)
{
    menu_release(&((struct palette *)view->state)->menu);
}

static const struct action palette_actions[] = {
    {.id = "palette.do",
     .key = UK_ENTER,
     .flags = ACTION_FOOTER | ACTION_HIDDEN,
     .label = N_("Do it"),
     .tip = N_("Does the action of the row"),
     .run = run_row},
    {0},
};

const struct screen palette_screen = {
    .name = "commands",
    .title = N_("Actions"),
    .help = N_("Everything that can be done here. Choose by number, by arrow or by name."),
    .actions = palette_actions,
    .size = sizeof(struct palette),
    .overlay = true,
    .wants_text = true,
    .inner = true,
    .outside = true,
    .open = palette_open,
    .load = palette_load,
    .draw = palette_draw,
    .move = palette_move,
    .narrow = palette_narrow,
    .enter = palette_enter,
    .choose = palette_choose,
    .prompt = palette_prompt,
    .hint = palette_hint,
    .close = palette_close,
};
