// SPDX-License-Identifier: Apache-2.0
// Draws rows in columns that fit, and keeps focus and marks.
#include "table.h"

#include <string.h>

#include "cell.h"
#include "i18n.h"
#include "paint.h"
#include "query.h"
#include "store.h"
#include "text.h"

enum { GAP = 1, SIGNS = 3, CODE = 4 /* " EUR" */ };

void table_release(struct table *table)
{
    g_clear_pointer(&table->marks, g_hash_table_unref);
}

static void keep_visible(struct table *table)
{
    int h = MAX(table->height, 1);
    table->top = CLAMP(table->top, MAX(0, table->focus - h + 1), MAX(0, table->focus));
    table->top = CLAMP(table->top, 0, MAX(0, table->n - h));
}

enum tint table_link(const void *owner, const void *row)
{
    return TINT_LINK;
}

const void *table_row(const struct table *table, const struct table_source *source, int row)
{
    return table->rows->rows->data + record_size(source->record) * (size_t)row;
}

int64_t table_id(const struct table *table, const struct table_source *source, int row)
{
    if (source->id == TABLE_BY_PLACE)
        return row + 1;
    return record_number(source->record, table_row(table, source, row), (size_t)source->id);
}

const void *table_focused(const struct table *table, const struct table_source *source)
{
    return table->n ? table_row(table, source, table->focus) : NULL;
}

// Shown as its type is: an amount in the currency of its row.
static bool is_money(const struct table_source *source, size_t column)
{
    const struct table_column *shown = &source->columns[column];
    return !shown->cell && source->record->fields[shown->field].type == FIELD_MONEY;
}

// Does the head of an amount say the currency of all rows? Else each cell says its own.
static bool in_head(const struct table *table)
{
    return table->currency && *table->currency && table->size > SIZE_S;
}

static const char *currency_of(const struct table_source *source, const void *row)
{
    int field = record_find(source->record, "currency", strlen("currency"));
    return field < 0 ? NULL : record_text(source->record, row, (size_t)field);
}

static const char *one_currency(const struct table *table, const struct table_source *source)
{
    const char *first = table->n ? currency_of(source, table_row(table, source, 0)) : NULL;
    for (int i = 1; first && i < table->n; i++)
        if (strcmp(currency_of(source, table_row(table, source, i)), first))
            return "";
    return first && *first ? first : NULL;
}

void table_go(struct table *table, const struct table_source *source, int row)
{
    table->focus = table->n ? CLAMP(row, 0, table->n - 1) : 0;
    table->id = table->n ? table_id(table, source, table->focus) : 0;
    keep_visible(table);
}

void table_set(struct table *table, const struct table_source *source, const struct list *rows)
{
    int line = table->focus - table->top, found = -1, before = table->focus;
    table->rows = rows;
    table->n = (int)list_len(rows);
    table->currency = one_currency(table, source);
    for (int i = 0; i < table->n && found < 0 && table->id; i++)
        if (table_id(table, source, i) == table->id)
            found = i;
    if (found >= 0)
        table->top = MAX(0, found - line);
    if (found > before)
        table->above += found - before;
    table_go(table, source, found >= 0 ? found : table->focus);
}

void table_home(struct table *table)
{
    table->focus = table->top = table->above = 0;
    table->id = 0;
}

bool table_move(struct table *table, const struct table_source *source, enum ui_key key)
{
    int page = MAX(1, table->height - 1), before = table->focus;
    const struct {
        enum ui_key key;
        int to;
    } steps[] = {{UK_UP, before - 1},      {UK_DOWN, before + 1}, {UK_PGUP, before - page},
                 {UK_PGDN, before + page}, {UK_HOME, 0},          {UK_END, table->n - 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        if (steps[i].key == key) {
            table_go(table, source, steps[i].to);
            table->moved = true;
            table->above = 0;
        }
    return table->focus != before;
}

bool table_marked(const struct table *table, int64_t id)
{
    return table->marks && g_hash_table_contains(table->marks, &id);
}

int table_marks(const struct table *table)
{
    return table->marks ? (int)g_hash_table_size(table->marks) : 0;
}

void table_unmark(struct table *table)
{
    if (table->marks)
        g_hash_table_remove_all(table->marks);
}

static GHashTable *marks_of(struct table *table)
{
    if (!table->marks)
        table->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    return table->marks;
}

void table_mark(struct table *table)
{
    if (table->n && !g_hash_table_remove(marks_of(table), &table->id))
        g_hash_table_add(table->marks, g_memdup2(&table->id, sizeof table->id));
}

void table_mark_all(struct table *table, const struct table_source *source)
{
    for (int i = 0; i < table->n; i++) {
        int64_t id = table_id(table, source, i);
        g_hash_table_add(marks_of(table), g_memdup2(&id, sizeof id));
    }
}

bool table_shows(const struct table *table, const struct table_source *source, size_t column)
{
    unsigned takes = source->columns[column].sees | (is_money(source, column) ? SEES_MONEY : 0);
    return !(takes & ~table->sees);
}

// --- drawing

char *table_cell(const struct table *table, const struct table_source *source, const void *owner,
                 const void *row, size_t column)
{
    const struct table_column *shown = &source->columns[column];
    if (shown->cell)
        return shown->cell(owner, row);
    g_autofree char *text = cell_text(source->record, row, shown->field);
    if (is_money(source, column) && table->currency && !in_head(table))
        return g_strdup_printf("%s %s", text, currency_of(source, row));
    return shown->words ? g_strdup(shown->words->word(text)) : g_steal_pointer(&text);
}

static void draw_signs(const struct table *table, const struct table_source *source, int row, int y,
                       int x, bool focused)
{
    bool marked = table_marked(table, table_id(table, source, row));
    enum tint tint = focused ? TINT_FOCUS : TINT_KEY;
    if (marked)
        paint_text(y, x, 1, tint, glyph(GLYPH_MARK));
    if (focused)
        paint_text(y, x + marked, 1, tint, glyph(GLYPH_FOCUS));
    if (table->numbered && row < 9) {
        char digit[2] = {(char)('1' + row), '\0'};
        paint_text(y, x + 1, 1, tint, digit);
    }
}

// The head of a column alone, translated. "column|Held": only what is behind the bar is shown.
static const char *head_text(const char *head)
{
    const char *text = _(head), *bar = strchr(text, '|');
    return bar ? bar + 1 : text;
}

char *table_head(const struct table *table, const struct table_source *source, size_t column)
{
    bool arrow = (int)column == table->sorted;
    const char *head =
        arrow && table->sorted_head ? table->sorted_head : source->columns[column].fit.head;
    bool currency = is_money(source, column) && in_head(table);
    return g_strdup_printf("%s%s%s%s", head_text(head), currency ? " " : "",
                           currency ? table->currency : "",
                           arrow ? glyph(table->down ? GLYPH_SORT_DOWN : GLYPH_SORT_UP) : "");
}

static void draw_head(struct table *table, const struct table_source *source, const short *widths,
                      int y, int x)
{
    for (size_t i = 0; i < source->n_columns; i++) {
        if (!widths[i])
            continue;
        g_autofree char *head = table_head(table, source, i);
        if (source->columns[i].fit.right)
            paint_right(y, x, widths[i], TINT_HEAD, head);
        else
            paint_text(y, x, widths[i], TINT_HEAD, head);
        x += widths[i] + GAP;
    }
}

static void draw_text(const struct table_column *column, int y, int x, int w, enum tint tint,
                      const char *text)
{
    if (column->named)
        paint_name(y, x, w, tint, text);
    else
        paint_text(y, x, w, tint, text);
}

static void draw_row(const struct table *table, const struct table_source *source,
                     const void *owner, const void *row, const short *widths, int y, int x,
                     bool focused)
{
    for (size_t i = 0; i < source->n_columns; i++) {
        if (!widths[i])
            continue;
        g_autofree char *text = table_cell(table, source, owner, row, i);
        enum tint tint = source->columns[i].tint ? source->columns[i].tint(owner, row) : TINT_TEXT;
        if (focused && i == 0)
            tint = TINT_FOCUS;
        if (source->columns[i].fit.right)
            paint_right(y, x, widths[i], tint, text);
        else
            draw_text(&source->columns[i], y, x, widths[i], tint, text);
        x += widths[i] + GAP;
    }
}

// What a column asks for: its words never stand cut, its head not where there is room.
static struct column asked(const struct table *table, const struct table_source *source, size_t i)
{
    struct column fit = source->columns[i].fit;
    g_autofree char *head = table_head(table, source, i);
    if (is_money(source, i) && table->currency) { // which money it is never stands cut
        fit.min = (short)(in_head(table) ? MAX(fit.min, text_width(head)) : fit.min + CODE);
        fit.max = (short)(fit.max + CODE);
    }
    if (source->columns[i].words)
        fit.min = (short)MAX(fit.min, words_width(source->columns[i].words));
    fit.max = (short)MAX(MAX(fit.max, fit.min), text_width(head));
    return fit;
}

void table_fit(const struct table *table, const struct table_source *source, int w,
               short *ret_widths)
{
    struct column fits[TABLE_COLUMNS];
    short widths[TABLE_COLUMNS];
    size_t n = 0;
    for (size_t i = 0; i < source->n_columns; i++)
        if (table_shows(table, source, i))
            fits[n++] = asked(table, source, i);
    columns_fit(fits, n, w - SIGNS - 1, GAP, widths);
    for (size_t i = 0, k = 0; i < source->n_columns; i++)
        ret_widths[i] = table_shows(table, source, i) ? widths[k++] : 0;
}

static void note_cursor(struct table *table, int row, int y, int x)
{
    if (row != table->focus)
        return;
    table->cursor_y = y;
    table->cursor_x = x;
}

static void draw_columns(struct table *table, const struct table_source *source, const void *owner,
                         struct region region)
{
    short widths[TABLE_COLUMNS];
    int x = region.x + SIGNS;
    table_fit(table, source, region.w, widths);
    if (region.h > 2) {
        draw_head(table, source, widths, region.y, x);
        region = region_below(region, 1);
    }
    table->height = region.h;
    keep_visible(table);
    for (int i = 0; i < region.h && table->top + i < table->n; i++) {
        int row = table->top + i, y = region.y + i;
        bool focused = row == table->focus;
        if (focused) // the naming field only: a moved focus costs a slow line little
            paint_fill((struct region){y, region.x, 1, SIGNS + widths[0]}, TINT_FOCUS);
        draw_row(table, source, owner, table_row(table, source, row), widths, y, x, focused);
        draw_signs(table, source, row, y, region.x, focused);
        note_cursor(table, row, y, region.x);
    }
}

// The columns but the first, joined: second line of a row on narrow screens.
static char *rest_of_row(const struct table *table, const struct table_source *source,
                         const void *owner, const void *row, int but)
{
    GString *rest = g_string_new(NULL);
    for (int prio = 1; prio < 100; prio++)
        for (size_t i = 0; i < source->n_columns; i++) {
            if (source->columns[i].fit.prio != prio || (int)i == but ||
                !table_shows(table, source, i))
                continue;
            g_autofree char *text = table_cell(table, source, owner, row, i);
            if (text && *g_strstrip(text))
                g_string_append_printf(rest, "%s%s", rest->len ? "  " : "", text);
        }
    return g_string_free(rest, FALSE);
}

static int column_of_prio(const struct table *table, const struct table_source *source, int prio)
{
    for (size_t i = 0; i < source->n_columns; i++)
        if (source->columns[i].fit.prio == prio && table_shows(table, source, i))
            return (int)i;
    return -1;
}

// Cells for the column at the right: numbers are never cut, words give way to the name.
static int aside_width(const struct table_source *source, int right, const char *name,
                       const char *text, int room)
{
    if (!text)
        return 0;
    if (source->columns[right].fit.right)
        return MIN(text_width(text), room / 2);
    int left = room - text_width(name) - 1;
    return left < 3 ? 0 : MIN(text_width(text), left);
}

// One row: the naming column, the most important other one at the right, the rest below.
static void draw_narrow(struct table *table, const struct table_source *source, const void *owner,
                        struct region region, bool two_lines)
{
    int name = column_of_prio(table, source, 0), right = column_of_prio(table, source, 1);
    int lines = 1 + two_lines;
    int x = two_lines ? 3 : 2;
    table->height = MAX(1, region.h / lines);
    keep_visible(table);
    for (int i = 0; i < table->height && table->top + i < table->n; i++) {
        int row = table->top + i, y = region.y + i * lines;
        bool focused = row == table->focus;
        const void *data = table_row(table, source, row);
        g_autofree char *a = table_cell(table, source, owner, data, (size_t)name);
        g_autofree char *b =
            right >= 0 ? table_cell(table, source, owner, data, (size_t)right) : NULL;
        int room = region.w - x - two_lines, aside = aside_width(source, right, a, b, room);
        enum tint tint = focused ? TINT_FOCUS : TINT_TEXT;
        if (focused)
            paint_fill((struct region){y, region.x, 1, region.w}, TINT_FOCUS);
        draw_text(&source->columns[name], y, region.x + x, room - aside - (aside > 0), tint, a);
        if (aside)
            paint_right(y, region.x + x + room - aside, aside, tint, b);
        if (two_lines || !table->numbered)
            draw_signs(table, source, row, y, region.x, focused);
        else if (row < 9)
            draw_signs(table, source, row, y, region.x - 1, false);
        note_cursor(table, row, y, region.x);
        if (two_lines && y + 1 < region.y + region.h) {
            g_autofree char *rest = rest_of_row(table, source, owner, data, right);
            paint_text(y + 1, region.x + x, room, TINT_DIM, rest);
        }
    }
}

void table_draw(struct table *table, const struct table_source *source, const void *owner,
                struct region region, enum size_class size)
{
    table->size = size;
    if (region.h < 1)
        return;
    if (!table->n) {
        paint_wrap(region_right(region, size >= SIZE_S ? 3 : 0), TINT_TEXT,
                   _(table->empty ? table->empty : source->empty));
        return;
    }
    if (size <= SIZE_S)
        draw_narrow(table, source, owner, region, size == SIZE_S);
    else
        draw_columns(table, source, owner, region);
}

char *table_position(const struct table *table, int64_t first, int64_t total)
{
    if (!table->n)
        return NULL;
    int64_t from = first + table->top + 1;
    int64_t to = MIN(first + table->top + MAX(table->height, 1), first + table->n);
    int hidden = MIN(table->above, table->top);
    g_autofree char *range =
        total < 0
            ? g_strdup_printf("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, from, to)
            : g_strdup_printf(_("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT),
                              from, to, MAX(total, to));
    if (hidden <= 0)
        return g_steal_pointer(&range);
    return g_strdup_printf(_("+%d new %s  %s"), hidden, glyph(GLYPH_SORT_UP), range);
}
