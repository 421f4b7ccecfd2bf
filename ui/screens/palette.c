// SPDX-License-Identifier: Apache-2.0
// The list of actions (F4) and of commands (":"): one list, narrowed by typing.
#include <string.h>

#include "actions.h"
#include "i18n.h"
#include "op.h"
#include "paint.h"
#include "screens.h"
#include "text.h"
#include "ui.h"

// A row is an action of the screen below or a screen to go to.
struct row {
    const struct action *action;
    const struct screen *screen;
    const char *why_not;
    int number; // 1 … 9, 0 = none
};

struct palette {
    GArray *rows;
    int focus, top;
    char *typed; // without the colon
};

static bool matches(const struct palette *self, const char *label, const char *word)
{
    g_autofree char *all = g_strconcat(label, " ", word, NULL), *folded = text_fold(all);
    g_autofree char *wanted = text_fold(self->typed ? self->typed : "");
    return strstr(folded, wanted) != NULL;
}

static bool taken(const struct palette *self, int number)
{
    for (guint i = 0; i < self->rows->len; i++)
        if (g_array_index(self->rows, struct row, i).number == number)
            return true;
    return false;
}

static void add_actions(struct palette *self, struct view *below)
{
    g_autoptr(GPtrArray) all = action_list(below->screen);
    for (guint i = 0; i < all->len; i++) {
        const struct action *action = g_ptr_array_index(all, i);
        if ((action->flags & ACTION_HIDDEN) || !strcmp(action->id, "actions") ||
            !matches(self, _(action->label), action_word(action)))
            continue;
        struct row row = {.action = action, .why_not = action_why_not(below, action)};
        row.number = action->digit ? action->digit - '0' : 0;
        g_array_append_val(self->rows, row);
    }
}

static void add_screens(struct palette *self, struct view *below)
{
    struct session *session = ui_session(below);
    for (const struct screen *const *screen = ui_screens(); *screen && session; screen++) {
        const struct screen *s = *screen;
        if (s->inner || s->outside || s->of_one || (s->roles && !(s->roles & session->role)) ||
            s == below->screen || !matches(self, _(s->title), s->name))
            continue;
        struct row row = {.screen = s};
        g_array_append_val(self->rows, row);
    }
}

// Rows without a digit of their own get those that are left.
static void number(struct palette *self)
{
    int next = 1;
    for (guint i = 0; i < self->rows->len; i++) {
        struct row *row = &g_array_index(self->rows, struct row, i);
        while (next <= 9 && taken(self, next))
            next++;
        if (!row->number && next <= 9 && !row->why_not)
            row->number = next;
    }
}

static bool palette_load(struct view *view, GError **error)
{
    struct palette *self = view->state;
    struct view *below = ui_below(view);
    if (!self->rows)
        self->rows = g_array_new(FALSE, TRUE, sizeof(struct row));
    g_array_set_size(self->rows, 0);
    if (!below)
        return true;
    add_actions(self, below);
    add_screens(self, below);
    number(self);
    self->focus = CLAMP(self->focus, 0, MAX(0, (int)self->rows->len - 1));
    return true;
}

static const char *label_of(const struct row *row)
{
    return row->action ? _(row->action->label) : _(row->screen->title);
}

static const char *brief_of(const struct row *row)
{
    return row->action && row->action->brief ? _(row->action->brief) : label_of(row);
}

static const char *word_of(const struct row *row)
{
    return row->action ? action_word(row->action) : row->screen->name;
}

// What stands at the right: why not, else the ways to call it.
static char *aside_of(const struct row *row)
{
    g_autofree char *barcode = g_ascii_strup(word_of(row), -1);
    const char *key = row->action ? ui_key_name(row->action->key) : "";
    if (row->why_not)
        return g_strdup_printf(_("not now: %s"), row->why_not);
    return g_strdup_printf("%-9s :%-10s %%%-10s", key, word_of(row), barcode);
}

static void draw_row(const struct row *row, struct region at, bool focused)
{
    enum tint tint = focused ? TINT_FOCUS : row->why_not ? TINT_DIM : TINT_TEXT;
    if (focused)
        paint_fill(at, TINT_FOCUS);
    bool small = at.w <= 24;
    int digit_x = small ? 0 : 2, label_x = small ? 2 : 5;
    if (focused && !small)
        paint_text(at.y, at.x, 1, tint, glyph(GLYPH_FOCUS));
    char digit[2] = {row->number ? (char)('0' + row->number) : ' ', '\0'};
    paint_text(at.y, at.x + digit_x, 1, focused ? tint : TINT_KEY, digit);
    int room = at.w - label_x, label = room >= 50 ? 26 : room + 1;
    paint_text(at.y, at.x + label_x, label - 1, tint, small ? brief_of(row) : label_of(row));
    if (room < 50)
        return;
    g_autofree char *aside = aside_of(row);
    paint_text(at.y, at.x + label_x + label, room - label, focused ? tint : TINT_DIM, aside);
}

static void draw_tip(const struct palette *self, struct region at)
{
    const struct row *row = &g_array_index(self->rows, struct row, self->focus);
    g_autofree char *text =
        row->why_not ? g_strdup_printf(_("Not now: %s"), row->why_not)
                     : g_strdup_printf("%s: %s", label_of(row),
                                       row->action ? _(row->action->tip) : _(row->screen->help));
    paint_text(at.y, at.x, at.w, row->why_not ? TINT_WARN : TINT_TEXT, text);
}

static struct region place(const struct palette *self, const struct layout *layout)
{
    struct region body = layout->body;
    int rows = MAX(8, (int)(self->rows ? self->rows->len : 0) + 4);
    if (body.h >= 14 && body.h > rows + 3)
        body = region_below(body, body.h - rows);
    return body;
}

static void palette_draw(struct view *view, const struct layout *layout)
{
    struct palette *self = view->state;
    struct region body = place(self, layout);
    bool framed = body.h >= 7 && body.w > 24;
    g_autofree char *title =
        self->typed && *self->typed ? g_strdup_printf(": %s", self->typed) : g_strdup(_("Actions"));
    struct region inside = framed ? paint_sheet(body, title) : body;
    if (!framed)
        paint_fill(body, TINT_TEXT);
    if (!self->rows || !self->rows->len) {
        paint_text(inside.y, inside.x, inside.w, TINT_TEXT, _("Nothing has such a name"));
        return;
    }
    if (framed) {
        draw_tip(self, region_below(inside, inside.h - 1));
        inside.h -= inside.h > 3 ? 2 : 1;
    }
    self->top = CLAMP(self->top, MAX(0, self->focus - inside.h + 1), self->focus);
    for (int i = 0; i < inside.h && self->top + i < (int)self->rows->len; i++)
        draw_row(&g_array_index(self->rows, struct row, self->top + i),
                 (struct region){inside.y + i, inside.x, 1, inside.w},
                 self->top + i == self->focus);
}

// Closes the list, then does the row.
static bool do_row(struct view *view, const struct row *chosen, GError **error)
{
    struct row row = *chosen;
    struct view *below = ui_below(view);
    ui_pop(view);
    if (row.screen)
        return ui_push(below, row.screen, NULL, error);
    ui_act(below, row.action);
    return true;
}

static bool palette_choose(struct view *view, int number, GError **error)
{
    struct palette *self = view->state;
    for (guint i = 0; self->rows && i < self->rows->len; i++) {
        const struct row *row = &g_array_index(self->rows, struct row, i);
        if (row->number == number)
            return do_row(view, row, error) || true;
    }
    return false;
}

static bool run_row(struct view *view, GError **error)
{
    struct palette *self = view->state;
    if (!self->rows || !self->rows->len)
        return true;
    return do_row(view, &g_array_index(self->rows, struct row, self->focus), error);
}

static void palette_narrow(struct view *view, const char *text)
{
    struct palette *self = view->state;
    bool left = self->typed && *self->typed == '\0' && !*text;
    g_free(self->typed);
    self->typed = g_strdup(*text == ':' ? text + 1 : text);
    self->focus = 0;
    palette_load(view, NULL);
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
        ui_pop(view);
        ui_act(below, action);
        return true;
    }
    palette_narrow(view, text);
    if (self->rows->len && !strchr(word, ' '))
        return run_row(view, error) || true;
    return ui_link(view, word, error) || true;
}

static bool palette_move(struct view *view, enum ui_key key)
{
    struct palette *self = view->state;
    int last = self->rows ? (int)self->rows->len - 1 : 0;
    const int steps[UK_N] = {[UK_UP] = -1,  [UK_DOWN] = 1,     [UK_PGUP] = -8,
                             [UK_PGDN] = 8, [UK_HOME] = -last, [UK_END] = last};
    self->focus = CLAMP(self->focus + steps[key], 0, MAX(0, last));
    return true;
}

static char *palette_prompt(struct view *view)
{
    return g_strdup(_("Number or name"));
}

static char *palette_hint(struct view *view, const char *text)
{
    struct palette *self = view->state;
    return g_strdup_printf(_("%u found"), self->rows ? self->rows->len : 0);
}

static void palette_close(struct view *view)
{
    struct palette *self = view->state;
    if (self->rows)
        g_array_unref(self->rows);
    g_free(self->typed);
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
    .inner = true,
    .outside = true,
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
