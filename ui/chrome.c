// SPDX-License-Identifier: Apache-2.0
// What surrounds every screen: title bar, prompt, entry line, notice, footer.
#include "ui_internal.h"

#include <string.h>

#include "actions.h"
#include "clock.h"
#include "i18n.h"
#include "paint.h"
#include "show.h"
#include "text.h"

enum { XS_KEYS = 4, STALE_MS = 5000, PLACE_LEAST = 3 };

static void heading_clear(struct heading *heading)
{
    g_free(heading->crumb);
    g_free(heading->progress);
}

static struct heading heading_of(struct view *view)
{
    struct heading heading = {0};
    if (view->screen->heading)
        view->screen->heading(view, &heading);
    if (!heading.title)
        heading.title = view->screen->title;
    return heading;
}

static const char *operator_name(struct ui *ui)
{
    return ui->session ? ui->session->operator_name : "";
}

static char *live(struct ui *ui, bool with_word)
{
    int64_t now = clock_now();
    if (!ui->session || (!ui->lost && now - ui->fresh_at <= STALE_MS))
        return g_strdup_printf("%s%s", glyph(GLYPH_LIVE), with_word ? _(" live") : "");
    g_autofree char *at = show_clock(ui->fresh_at);
    if (ui->lost && with_word)
        return g_strdup_printf(_("%s %s, database away"), glyph(GLYPH_STALE), at);
    return g_strdup_printf("%s %s", glyph(GLYPH_STALE), at);
}

// "Orders › O-100415": what lies under a thing opened from its list says already what it is.
static bool below_names_it(struct view *view)
{
    struct view *below = ui_below(view);
    return view->screen->of_one && !view->screen->floor && below && ui_below(below);
}

// "Pick › W-118": title and crumb of one view.
static char *own_path(struct view *view, const struct heading *heading)
{
    const char *title = _(heading->title);
    if (!heading->crumb)
        return g_strdup(title);
    if (below_names_it(view))
        return g_strdup(heading->crumb);
    return g_strdup_printf("%s %s %s", title, glyph(GLYPH_PATH), heading->crumb);
}

// Does the title of view I stand in the path already, before it or as that of the topmost?
static bool stands_below(struct ui *ui, guint i, const struct view *base)
{
    const struct view *view = g_ptr_array_index(ui->views, i);
    for (guint k = 0; k < i; k++) {
        const struct view *below = g_ptr_array_index(ui->views, k);
        if (!below->screen->overlay && !strcmp(below->screen->title, view->screen->title))
            return true;
    }
    return !strcmp(view->screen->title, base->screen->title);
}

// The path through the stack, cut at its beginning when it is long. Nothing stands in it twice.
static char *path(struct ui *ui, struct view *base, const struct heading *heading, int w)
{
    g_autofree char *own = own_path(base, heading);
    GString *whole = g_string_new(NULL);
    for (guint i = 0; i < ui->views->len && !base->screen->floor; i++) {
        struct view *view = g_ptr_array_index(ui->views, i);
        if (view == base)
            break;
        if (!view->screen->overlay && !stands_below(ui, i, base))
            g_string_append_printf(whole, "%s %s ", _(view->screen->title), glyph(GLYPH_PATH));
    }
    if (!whole->len && !base->screen->floor && ui->shop && ui->session)
        g_string_append_printf(whole, "%s %s ", ui->shop, glyph(GLYPH_PATH));
    g_string_append(whole, own);
    if (text_width(whole->str) <= w)
        return g_string_free(whole, FALSE);
    if (base == g_ptr_array_index(ui->views, 0) && text_width(own) <= w) {
        g_string_assign(whole, own);
        return g_string_free(whole, FALSE);
    }
    g_string_printf(whole, "%s %s %s", glyph(GLYPH_ELLIPSIS), glyph(GLYPH_PATH), own);
    if (text_width(whole->str) > w)
        g_string_assign(whole, heading->crumb ? heading->crumb : own);
    return g_string_free(whole, FALSE);
}

// On a handheld the warehouse says more than one's own name; it is cut before the thing in hand is.
static char *right_small(struct ui *ui, const struct heading *heading, int w)
{
    const char *progress = heading->progress, *beside = progress ? progress : "";
    if (ui->session && ui->lost)
        return live(ui, false);
    const char *thing = heading->crumb ? heading->crumb : "";
    if (!ui->place)
        return g_strdup(progress ? progress : operator_name(ui));
    int room = w - text_width(thing) - text_width(beside) - 2;
    g_autofree char *place =
        text_width(ui->place) > room
            ? text_fit(ui->place, MAX(room, PLACE_LEAST), glyph(GLYPH_ELLIPSIS))
            : g_strdup(ui->place);
    return g_strdup_printf("%s%s%s", place, progress ? " " : "", beside);
}

static char *right_part(struct ui *ui, const struct heading *heading)
{
    g_autofree char *time = show_clock(clock_now()), *sign = live(ui, ui->layout.size >= SIZE_M);
    g_autofree char *place = ui->place ? g_strconcat(ui->place, "  ", NULL) : g_strdup("");
    const char *progress = heading->progress;
    switch (ui->layout.size) {
    case SIZE_TINY:
    case SIZE_XS:
        return right_small(ui, heading, ui->layout.title.w);
    case SIZE_S:
        return g_strdup_printf("%s%s  %s %s", place, progress ? progress : time, operator_name(ui),
                               sign);
    case SIZE_M:
    case SIZE_L:
    case SIZE_XL:
        break;
    }
    return g_strdup_printf("%s%s  %s  %s  %s", place, ui->station, operator_name(ui), time, sign);
}

static void draw_title(struct ui *ui, struct view *base)
{
    struct region row = ui->layout.title;
    struct heading heading = heading_of(base);
    int indent = ui->layout.size >= SIZE_S;
    g_autofree char *right = right_part(ui, &heading), *left = NULL;
    int room = row.w - 2 * indent - text_width(right) - 1;
    if (ui->layout.size >= SIZE_S) {
        left = path(ui, base, &heading, room);
    } else {
        g_autofree char *title = g_utf8_strup(_(heading.title), -1);
        left = heading.crumb ? g_strdup_printf("%s %s", title, heading.crumb) : g_strdup(title);
        if (heading.progress && heading.crumb &&
            text_width(left) > room) { // the number says more than the title
            g_free(left);
            left = g_strdup(heading.crumb);
        }
    }
    paint_fill(row, TINT_BAR);
    paint_text(row.y, indent, room, TINT_BAR, left);
    paint_right(row.y, indent, row.w - 2 * indent, TINT_BAR, right);
    heading_clear(&heading);
}

static char *prompt_of(struct ui *ui, struct view *top)
{
    char *prompt = top->screen->prompt ? top->screen->prompt(top) : NULL;
    if (prompt)
        return prompt;
    return g_strdup(ui->layout.size <= SIZE_XS ? _("Scan or number")
                                               : _("Scan, type anything, or a number"));
}

// Text and cursor column of the entry line in at most W cells: the end of a long text is shown.
static char *window(struct ui *ui, int w, int *ret_cursor)
{
    g_autofree char *typed = dispatch_typed(ui);
    const char *waiting = framer_pending(ui->framer);
    glong at = g_utf8_strlen(ui->entry.text->str, (gssize)ui->entry.cursor) +
               (waiting ? g_utf8_strlen(waiting, -1) : 0);
    const char *from = typed,
               *to = g_utf8_offset_to_pointer(typed, MIN(at, g_utf8_strlen(typed, -1)));
    g_autofree char *head = g_strndup(from, (gsize)(to - from));
    while (from < to && text_width(head) > w - 1) {
        from = g_utf8_next_char(from);
        g_free(head);
        head = g_strndup(from, (gsize)(to - from));
    }
    *ret_cursor = text_width(head);
    if (from == typed)
        return g_strdup(from);
    return g_strconcat(glyph(GLYPH_ELLIPSIS), *from ? g_utf8_next_char(from) : from, NULL);
}

// What Enter would do, at the right end of the entry line.
static char *hint_of(struct ui *ui, struct view *top, const char *typed)
{
    if (ui->notice.locked)
        return g_strdup(_("Scan the right one, or Enter goes on"));
    return top->screen->hint ? top->screen->hint(top, typed) : NULL;
}

static void draw_entry(struct ui *ui, struct view *top, int *ret_y, int *ret_x)
{
    struct region row = ui->layout.entry;
    int indent = ui->layout.size >= SIZE_S ? 1 : 0, gap = ui->layout.size >= SIZE_S;
    int cursor = 0, start = indent + 1 + gap, room = row.w - start - indent;
    g_autofree char *typed = window(ui, room, &cursor), *prompt = prompt_of(ui, top);
    paint_text(row.y, indent, 1, TINT_KEY, glyph(GLYPH_PROMPT));
    g_autofree char *hint = hint_of(ui, top, typed);
    if (hint && room > 30 && text_width(hint) < room - 20) {
        paint_right(row.y, start, room, TINT_DIM, hint);
        room -= text_width(hint) + 2;
    }
    bool own_row = ui->layout.prompt.h > 0;
    if (*typed)
        paint_text(row.y, start, room, ui->entry.selected ? TINT_FOCUS : TINT_TEXT, typed);
    else if (!own_row)
        cursor = paint_text(row.y, start, room, TINT_DIM, prompt);
    if (own_row)
        paint_text(ui->layout.prompt.y, 0, row.w, TINT_STRONG, prompt);
    *ret_y = row.y;
    *ret_x = MIN(start + cursor, row.w - 1);
}

static int key_order(gconstpointer a, gconstpointer b)
{
    const struct action *x = *(struct action *const *)a, *y = *(struct action *const *)b;
    return (int)(x->key ? x->key : UK_N) - (int)(y->key ? y->key : UK_N);
}

static GPtrArray *footer_actions(struct view *top)
{
    GPtrArray *all = action_list(top->screen), *shown = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++) {
        const struct action *row = g_ptr_array_index(all, i);
        if ((row->flags & ACTION_FOOTER) && row->key && !action_why_not(top, row))
            g_ptr_array_add(shown, (gpointer)row);
    }
    g_ptr_array_unref(all);
    g_ptr_array_sort(shown, key_order);
    return shown;
}

static void draw_footer_wide(struct ui *ui, struct view *top)
{
    struct region row = ui->layout.footer;
    g_autoptr(GPtrArray) shown = footer_actions(top);
    int x = 1;
    paint_fill(row, TINT_FOOT);
    for (guint i = 0; i < shown->len; i++) {
        const struct action *action = g_ptr_array_index(shown, i);
        const char *key = ui_key_name(action->key);
        const char *label = action_label(top, action, ui->layout.size == SIZE_S);
        int w = text_width(key) + 1 + text_width(label);
        bool last = i + 1 == shown->len;
        if (x + w + (last ? 0 : 3) > row.w) {
            paint_text(row.y, MIN(x, row.w - 1), 1, TINT_FOOT, glyph(GLYPH_ELLIPSIS));
            return;
        }
        paint_text(row.y, x, w, TINT_FOOT_KEY, key);
        paint_text(row.y, x + text_width(key) + 1, w, TINT_FOOT, label);
        x += w + 2;
    }
}

// "1Short 4Qty 9Help": the numbers of the screen, else its first keys. They act as well while a
// sentence stands on them.
static void draw_footer_small(struct ui *ui, struct view *top)
{
    struct region row = ui->layout.footer;
    GString *keys = g_string_new(NULL);
    int n = 0, help = text_width(_("9Help"));
    g_autoptr(GPtrArray) all = action_list(top->screen);
    for (guint i = 0; i < all->len && n < XS_KEYS - 1; i++) {
        const struct action *a = g_ptr_array_index(all, i);
        char digit = action_digit(top->screen, a);
        if (!(a->flags & ACTION_BODY) || !digit || action_why_not(top, a))
            continue;
        g_autofree char *next = g_strdup_printf("%c%s ", digit, action_label(top, a, true));
        if (text_width(keys->str) + text_width(next) + help > row.w)
            break;
        g_string_append(keys, next);
        ui_offer(top, digit);
        n++;
    }
    if (n) {
        g_string_append(keys, _("9Help"));
        ui_offer(top, '9');
    } else {
        g_autoptr(GPtrArray) shown = footer_actions(top);
        for (guint i = 0; i < shown->len && n < XS_KEYS; i++) {
            const struct action *a = g_ptr_array_index(shown, i);
            g_autofree char *next =
                g_strdup_printf("%s%s ", ui_key_name(a->key), action_label(top, a, true));
            if (text_width(keys->str) + text_width(next) - 1 > row.w)
                break;
            g_string_append(keys, next);
            n++;
        }
    }
    if (row.h)
        paint_text(row.y, 0, row.w, TINT_TEXT, g_strchomp(keys->str));
    g_string_free(keys, TRUE);
}

void chrome_draw(struct ui *ui, int *ret_cursor_y, int *ret_cursor_x)
{
    struct view *base = views_base(ui), *top = views_top(ui);
    bool filled = notice_fills(&ui->notice, &ui->layout);
    if (ui->layout.title.h && !(filled && ui->notice.locked))
        draw_title(ui, base);
    draw_entry(ui, top, ret_cursor_y, ret_cursor_x);
    if (ui->layout.footer.h && ui->layout.size >= SIZE_S)
        draw_footer_wide(ui, top);
    else if (ui->layout.size == SIZE_XS && !filled)
        draw_footer_small(ui, top);
    notice_draw(&ui->notice, &ui->layout);
    int y, x;
    g_autofree char *typed = dispatch_typed(ui);
    if (!*typed && !filled && top->screen->focus_at && top->screen->focus_at(top, &y, &x)) {
        *ret_cursor_y = y;
        *ret_cursor_x = x;
    }
}
