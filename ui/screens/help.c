// SPDX-License-Identifier: Apache-2.0
// Help: what the screen below is for, and each of its actions with key, number, word and barcode.
#include <string.h>

#include "actions.h"
#include "i18n.h"
#include "paint.h"
#include "screens.h"
#include "text.h"

enum { NARROW = 30, KEYS = 16 };

struct help_line {
    enum tint tint;
    char *key, *text;
};

struct help {
    GArray *lines;
    int top, height;
    int width; // for which the lines were broken
    char *search;
};

static void line_clear(struct help_line *line)
{
    g_free(line->key);
    g_free(line->text);
}

// How far the text stands from the left.
static int indent(const struct help *self, bool keyed)
{
    return !keyed ? 0 : self->width < NARROW ? 2 : KEYS;
}

// Adds a text, broken into lines, with a key in front of the first; on narrow screens above it.
static void add(struct help *self, enum tint tint, const char *key, const char *text)
{
    g_autofree char *both = g_strconcat(key ? key : "", " ", text, NULL);
    g_autofree char *folded = text_fold(both);
    g_autofree char *wanted = text_fold(self->search ? self->search : "");
    if (*wanted && (tint == TINT_HEAD || !strstr(folded, wanted)))
        return;
    g_auto(GStrv) parts = paint_break(text, self->width - indent(self, key != NULL));
    bool above = key && *key && self->width < NARROW;
    struct help_line head = {tint, g_strdup(key), g_strdup(above ? "" : *parts ? *parts : "")};
    g_array_append_val(self->lines, head);
    for (int i = above ? 0 : 1; *parts && parts[i]; i++) {
        struct help_line line = {tint, key ? g_strdup("") : NULL, g_strdup(parts[i])};
        g_array_append_val(self->lines, line);
    }
}

static void add_action(struct help *self, struct view *below, const struct action *action)
{
    g_autofree char *barcode = g_ascii_strup(action_word(action), -1);
    char digit = action_digit(below->screen, action);
    g_autofree char *key = digit ? g_strdup_printf("%s%sF4 %c", ui_key_name(action->key),
                                                   action->key ? ", " : "", digit)
                                 : g_strdup(ui_key_name(action->key));
    g_autofree char *text = g_strdup_printf("%s: %s", _(action->label), _(action->tip));
    g_autofree char *names = g_strdup_printf(":%s %%%s", action_word(action), barcode);
    const char *why_not = action_why_not(below, action);
    g_autofree char *reason = why_not ? g_strdup_printf(_("not now: %s"), why_not) : NULL;
    add(self, TINT_TEXT, *key ? key : names, text);
    if (*key && self->width >= NARROW)
        add(self, TINT_DIM, "", names);
    if (reason)
        add(self, TINT_WARN, "", reason);
}

static void add_rest(struct help *self)
{
    add(self, TINT_HEAD, NULL, _("FIND"));
    add(self, TINT_TEXT, _("just type"), _("searches or names a code; Enter says what it is"));
    add(self, TINT_TEXT, _("scan"), _("answers the question, or opens what was scanned"));
    add(self, TINT_TEXT, ":", _("any action or screen by its name; ':' alone lists this screen's"));
    add(self, TINT_TEXT, "%", _("the same as a barcode"));
    add(self, TINT_HEAD, NULL, _("MOVE"));
    add(self, TINT_TEXT, _("Up Down"), _("rows; PgUp and PgDn pages; Home and End first and last"));
    add(self, TINT_TEXT, _("Esc"), _("empties the line; again: back"));
    add(self, TINT_HEAD, NULL, _("SIGNS"));
    g_autofree char *signs =
        g_strdup_printf(_("%s done   %s look at it   %s refused   %s marked"), glyph(GLYPH_DONE),
                        glyph(GLYPH_LOOK), glyph(GLYPH_BAD), glyph(GLYPH_MARK));
    add(self, TINT_TEXT, NULL, signs);
    add(self, TINT_TEXT, NULL, _("Colours only repeat what a sign or a word says"));
}

static bool help_load(struct view *view, GError **error)
{
    struct help *self = view->state;
    struct view *below = ui_below(view);
    if (!self->lines) {
        self->lines = g_array_new(FALSE, TRUE, sizeof(struct help_line));
        g_array_set_clear_func(self->lines, (GDestroyNotify)line_clear);
    }
    g_array_set_size(self->lines, 0);
    if (!below)
        return true;
    add(self, TINT_STRONG, NULL, _(below->screen->help));
    add(self, TINT_HEAD, NULL, _("DO"));
    g_autoptr(GPtrArray) all = action_list(below->screen);
    for (guint i = 0; i < all->len; i++)
        add_action(self, below, g_ptr_array_index(all, i));
    add_rest(self);
    return true;
}

static void draw_line(const struct help *self, const struct help_line *line, struct region row)
{
    int x = indent(self, line->key != NULL);
    if (line->key)
        paint_text(row.y, row.x, *line->text ? x - 1 : row.w, TINT_KEY, line->key);
    paint_text(row.y, row.x + x, row.w - x, line->tint, line->text);
}

static void help_draw(struct view *view, const struct layout *layout)
{
    struct help *self = view->state;
    struct view *below = ui_below(view);
    struct region body = layout->body;
    if (layout->facts.h)
        body = (struct region){layout->facts.y, 0, body.h + 1, body.w};
    g_autofree char *title = g_strdup_printf(_("Help: %s"), below ? _(below->screen->title) : "");
    bool framed = body.h >= 8 && body.w > 24;
    struct region inside = framed ? paint_frame(body, title) : body;
    if (!framed)
        paint_fill(body, TINT_TEXT);
    if (!self->lines)
        return;
    if (self->width != inside.w) {
        self->width = inside.w;
        help_load(view, NULL);
    }
    self->height = inside.h;
    self->top = CLAMP(self->top, 0, MAX(0, (int)self->lines->len - inside.h));
    for (int i = 0; i < inside.h && self->top + i < (int)self->lines->len; i++)
        draw_line(self, &g_array_index(self->lines, struct help_line, self->top + i),
                  (struct region){inside.y + i, inside.x, 1, inside.w});
    if (framed && self->top + inside.h < (int)self->lines->len)
        paint_right(body.y + body.h - 1, body.x, body.w - 2, TINT_DIM, _(" more: PgDn "));
}

static bool help_move(struct view *view, enum ui_key key)
{
    struct help *self = view->state;
    int page = MAX(1, self->height - 1), n = self->lines ? (int)self->lines->len : 0;
    const int steps[UK_N] = {[UK_UP] = -1,     [UK_DOWN] = 1,  [UK_PGUP] = -page,
                             [UK_PGDN] = page, [UK_HOME] = -n, [UK_END] = n};
    self->top = CLAMP(self->top + steps[key], 0, MAX(0, n - self->height));
    return true;
}

static void help_narrow(struct view *view, const char *text)
{
    struct help *self = view->state;
    g_free(self->search);
    self->search = g_strdup(*text == '?' ? text + 1 : text);
    self->top = 0;
    help_load(view, NULL);
}

static bool help_enter(struct view *view, const char *text, bool scanned, GError **error)
{
    if (!scanned)
        help_narrow(view, text);
    return !scanned;
}

static char *help_prompt(struct view *view)
{
    return g_strdup(_("Type to search help"));
}

static void help_close(struct view *view)
{
    struct help *self = view->state;
    if (self->lines)
        g_array_unref(self->lines);
    g_free(self->search);
}

const struct screen help_screen = {
    .name = "help",
    .title = N_("Help"),
    .help = N_("Explains the screen you came from. Type to search."),
    .size = sizeof(struct help),
    .overlay = true,
    .inner = true,
    .outside = true,
    .load = help_load,
    .draw = help_draw,
    .move = help_move,
    .narrow = help_narrow,
    .enter = help_enter,
    .prompt = help_prompt,
    .close = help_close,
};
