// SPDX-License-Identifier: Apache-2.0
// Cells of the terminal through curses; the only place where text meets it.
#include "paint.h"

#include <curses.h>
#include <fribidi.h>
#include <glib.h>
#include <string.h>

#include "text.h"

void paint_clear(void)
{
    erase();
}

void paint_show(int cursor_y, int cursor_x)
{
    curs_set(cursor_y >= 0);
    if (cursor_y >= 0)
        move(cursor_y, cursor_x);
    wnoutrefresh(stdscr);
    doupdate();
}

static void use(enum tint tint)
{
    unsigned attributes;
    short pair;
    theme_attributes(tint, &attributes, &pair);
    attr_set((attr_t)attributes, pair, NULL);
}

static bool has_right_to_left(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c >= 0x590 && FRIBIDI_IS_RTL(fribidi_get_bidi_type(c)))
            return true;
    }
    return false;
}

// The letters of one fact in the order in which they stand on the screen. Caller frees.
static char *reordered(const char *text)
{
    glong n;
    g_autofree gunichar *logical = g_utf8_to_ucs4_fast(text, -1, &n);
    g_autofree FriBidiChar *shown = g_new0(FriBidiChar, (gsize)n + 1);
    FriBidiParType base = FRIBIDI_PAR_LTR;
    if (!fribidi_log2vis((FriBidiChar *)logical, (FriBidiStrIndex)n, &base, shown, NULL, NULL,
                         NULL))
        return g_strdup(text);
    char *result = g_ucs4_to_utf8((gunichar *)shown, n, NULL, NULL, NULL);
    return result ? result : g_strdup(text);
}

// Facts stand apart by two blanks or a dot: a name must not pull the number behind it along.
static const char *end_of_fact(const char *text)
{
    const char *blanks = strstr(text, "  "), *dot = strstr(text, " · ");
    const char *end = blanks && (!dot || blanks < dot) ? blanks : dot;
    return end ? end : text + strlen(text);
}

// TEXT as it stands on the screen; takes it.
static char *visual(char *text)
{
    if (!has_right_to_left(text))
        return text;
    GString *line = g_string_new(NULL);
    for (const char *rest = text; *rest;) {
        const char *end = end_of_fact(rest);
        g_autofree char *fact = g_strndup(rest, (gsize)(end - rest));
        g_autofree char *shown = reordered(fact);
        g_string_append(line, shown);
        rest = end;
        gunichar c = *rest ? g_utf8_get_char(rest) : 0;
        for (; c && (c == ' ' || c == 0xB7); c = g_utf8_get_char(rest)) {
            g_string_append_unichar(line, c);
            rest = g_utf8_next_char(rest);
        }
    }
    g_free(text);
    return g_string_free(line, FALSE);
}

// TEXT as it may stand in one line: where it breaks its lines stands " / ".
static char *in_one_line(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "\n", -1);
    for (char **part = parts; *part; part++)
        g_strchomp(*part); // the other half of a line's end
    g_autofree char *joined = g_strjoinv(" / ", parts);
    return text_clean(strchr(text, '\n') ? joined : text);
}

typedef char *(*cutter)(const char *text, int w, const char *ellipsis);

// TEXT in at most W cells, as this terminal can show it. Caller frees.
static char *shown_as(const char *text, int w, cutter cut)
{
    g_autofree char *clean = in_one_line(text ? text : "");
    if (!theme_utf8()) {
        char *ascii = g_str_to_ascii(clean, "C");
        g_free(clean);
        clean = ascii;
    }
    int width = text_width(clean);
    return visual(cut(clean, MIN(width, w), theme_utf8() ? NULL : "~"));
}

static char *fitted(const char *text, int w)
{
    return shown_as(text, w, text_fit);
}

static bool visible(int y, int x, int *w)
{
    if (y < 0 || y >= LINES || x < 0 || x >= COLS)
        return false;
    *w = MIN(*w, COLS - x);
    return *w > 0;
}

int paint_text(int y, int x, int w, enum tint tint, const char *text)
{
    if (!visible(y, x, &w))
        return 0;
    g_autofree char *cells = fitted(text, w);
    use(tint);
    mvaddstr(y, x, cells);
    return text_width(cells);
}

int paint_name(int y, int x, int w, enum tint tint, const char *text)
{
    if (!visible(y, x, &w))
        return 0;
    g_autofree char *cells = shown_as(text, w, text_squeeze);
    use(tint);
    mvaddstr(y, x, cells);
    return text_width(cells);
}

static void blanks(int y, int x, int w, enum tint tint)
{
    use(tint);
    if (w > 0)
        mvhline(y, x, ' ', w);
}

void paint_cell(int y, int x, int w, enum tint tint, const char *text)
{
    if (!visible(y, x, &w))
        return;
    int used = paint_text(y, x, w, tint, text);
    if (used < w)
        blanks(y, x + used, w - used, tint);
}

void paint_right(int y, int x, int w, enum tint tint, const char *text)
{
    if (!visible(y, x, &w))
        return;
    g_autofree char *cells = fitted(text, w);
    use(tint);
    mvaddstr(y, x + w - text_width(cells), cells);
}

int paint_line(struct region region, int row, int indent, enum tint tint, const char *format, ...)
{
    if (row < 0 || row >= region.h || indent >= region.w)
        return 0;
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    return paint_text(region.y + row, region.x + indent, region.w - indent, tint, text);
}

// Bytes of TEXT that fit W cells without cutting a word (at least one character).
static size_t words_that_fit(const char *text, int w)
{
    size_t last = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        g_autofree char *head = g_strndup(text, (gsize)(g_utf8_next_char(p) - text));
        if (text_width(head) > w)
            return last ? last : MAX((size_t)(p - text), (size_t)(g_utf8_next_char(text) - text));
        if (*p == ' ')
            last = (size_t)(p - text);
    }
    return strlen(text);
}

int paint_wrap(struct region region, enum tint tint, const char *text)
{
    g_autofree char *clean = in_one_line(text);
    const char *rest = clean;
    int row = 0;
    for (; *rest && row < region.h; row++) {
        bool last = row == region.h - 1;
        size_t n = last ? strlen(rest) : words_that_fit(rest, region.w);
        g_autofree char *line = g_strndup(rest, n);
        paint_text(region.y + row, region.x, region.w, tint, line);
        rest += n;
        while (*rest == ' ')
            rest++;
    }
    return row;
}

static void break_line(GPtrArray *lines, const char *line, int w)
{
    g_autofree char *clean = text_clean(line);
    if (!*clean)
        g_ptr_array_add(lines, g_strdup(""));
    for (const char *rest = clean; *rest;) {
        size_t n = words_that_fit(rest, MAX(w, 1));
        g_ptr_array_add(lines, g_strndup(rest, n));
        rest += n;
        while (*rest == ' ')
            rest++;
    }
}

char **paint_break(const char *text, int w)
{
    GPtrArray *lines = g_ptr_array_new();
    g_autofree char *own = g_strchomp(g_strdup(text));
    g_auto(GStrv) parts = g_strsplit(own, "\n", -1);
    for (char **part = parts; *part; part++)
        break_line(lines, strchr(own, '\n') ? g_strchomp(*part) : *part, w);
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_free(lines, FALSE);
}

void paint_fill(struct region region, enum tint tint)
{
    for (int row = 0; row < region.h; row++)
        blanks(region.y + row, region.x, region.w, tint);
}

static void line_across(int y, int x, int w)
{
    if (w <= 0)
        return;
    if (theme_tier() == GLYPHS_ASCII)
        mvhline(y, x, '-', w);
    else
        mvhline_set(y, x, WACS_HLINE, w);
}

void paint_rule(int y, int x, int w, const char *left, const char *right)
{
    if (!visible(y, x, &w))
        return;
    use(TINT_DIM);
    line_across(y, x, w);
    int room = w - 6;
    if (right && text_width(right) < room / 2) {
        g_autofree char *word = g_strdup_printf(" %s ", right);
        paint_right(y, x, w - 2, TINT_TEXT, word);
        room -= text_width(word);
    }
    if (left && room > 4) {
        g_autofree char *word = g_strdup_printf(" %s ", left);
        paint_text(y, x + 2, room, TINT_TEXT, word);
    }
}

void paint_wall(int y, int x, int h)
{
    use(TINT_DIM);
    if (theme_tier() == GLYPHS_ASCII)
        mvvline(y, x, '|', h);
    else
        mvvline_set(y, x, WACS_VLINE, h);
}

static void corner(int y, int x, const cchar_t *line)
{
    if (theme_tier() == GLYPHS_ASCII)
        mvaddch(y, x, '+');
    else
        mvadd_wch(y, x, line);
}

struct region paint_frame(struct region region, const char *title)
{
    int bottom = region.y + region.h - 1, right = region.x + region.w - 1;
    if (region.h < 3 || region.w < 4)
        return region;
    paint_fill(region, TINT_TEXT);
    use(TINT_DIM);
    line_across(region.y, region.x, region.w);
    line_across(bottom, region.x, region.w);
    paint_wall(region.y, region.x, region.h);
    paint_wall(region.y, right, region.h);
    corner(region.y, region.x, WACS_ULCORNER);
    corner(region.y, right, WACS_URCORNER);
    corner(bottom, region.x, WACS_LLCORNER);
    corner(bottom, right, WACS_LRCORNER);
    g_autofree char *word = title ? g_strdup_printf(" %s ", title) : NULL;
    if (word)
        paint_text(region.y, region.x + 2, region.w - 4, TINT_HEAD, word);
    return (struct region){region.y + 1, region.x + 2, region.h - 2, region.w - 4};
}

struct region paint_sheet(struct region region, const char *title)
{
    paint_fill(region, TINT_TEXT);
    paint_fill(region_top(region, 1), TINT_BAR);
    paint_text(region.y, region.x + 1, region.w - 2, TINT_BAR, title);
    return (struct region){region.y + 1, region.x + 1, region.h - 1, region.w - 2};
}

void paint_bar(int y, int x, int w, long done, long total)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (!visible(y, x, &w) || total <= 0)
        return;
    bool fine = theme_tier() == GLYPHS_UTF8;
    long filled = CLAMP(done, 0, total) * w * 8 / total;
    GString *bar = g_string_new(NULL);
    for (int i = 0; i < filled / 8; i++)
        g_string_append(bar, fine ? "█" : "#");
    if (fine)
        g_string_append(bar, eighths[filled % 8]);
    g_autofree char *text = g_string_free(bar, FALSE);
    paint_text(y, x, w, TINT_CHART, text);
}

// A column's part in one cell, EIGHTHS of it filled.
static const char *eighth(long eighths)
{
    static const char *const fine[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const plain[] = {" ", ".", ".", "-", "-", "=", "=", "#", "#"};
    return (theme_tier() == GLYPHS_UTF8 ? fine : plain)[CLAMP(eighths, 0, 8)];
}

void paint_spark(int y, int x, int w, const long *values, int n)
{
    long top = 1;
    for (int i = 0; i < n; i++)
        top = MAX(top, values[i]);
    GString *row = g_string_new(NULL);
    for (int i = MAX(0, n - w); i < n; i++)
        g_string_append(row, eighth(values[i] <= 0 ? 0 : MAX(1, values[i] * 8 / top)));
    g_autofree char *text = g_string_free(row, FALSE);
    paint_text(y, x, w, TINT_CHART, text);
}

void paint_columns(struct region region, const long *values, int n, long top)
{
    for (int row = 0; row < region.h && top > 0; row++) {
        GString *line = g_string_new(NULL);
        long below = (long)(region.h - 1 - row) * 8;
        for (int i = 0; i < n; i++) {
            long filled = values[i] <= 0 ? 0 : MAX(1, values[i] * region.h * 8 / top);
            const char *cell = eighth(filled - below);
            g_string_append_printf(line, "%s%s ", cell, cell);
        }
        g_autofree char *text = g_string_free(line, FALSE);
        paint_text(region.y + row, region.x, region.w, TINT_CHART, g_strchomp(text));
    }
}
