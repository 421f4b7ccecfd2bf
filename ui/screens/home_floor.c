// SPDX-License-Identifier: Apache-2.0
// The people of the home screen: each with the work in hand.
#include "home_floor.h"

#include "i18n.h"
#include "numbers.h"
#include "paint.h"
#include "show.h"
#include "text.h"
#include "work_kinds.h"
#include "work_listed.h"

enum { ROWS = 12, WHAT_X = 8, BAR_X = 22, BAR_FROM = 38 };

// Who works at what, and how far.
struct floor_line {
    char *who, *kind;
    struct number work;
    int64_t done, total;
};

static void line_free(gpointer data)
{
    struct floor_line *line = data;
    g_free(line->who);
    g_free(line->kind);
    g_free(line);
}

bool home_floor_read(struct home_floor *floor, struct view *view, GError **error)
{
    const struct work_asked asked = {.limit = ROWS, .claimed = true};
    g_autoptr(rowlist) works = work_listed(ui_session(view), &asked, error);
    floor->people = g_ptr_array_new_with_free_func(line_free);
    for (guint i = 0; works && i < list_len(works); i++) {
        const struct work_row *row = list_at(works, struct work_row, i);
        const struct work_kind *kind = work_kind_find(row->kind);
        struct floor_line *line = g_new(struct floor_line, 1);
        *line = (struct floor_line){.who = g_utf8_strup(row->operator_name, -1),
                                    .kind = g_strdup(kind ? _(kind->label) : row->kind),
                                    .work = number_of(NUMBER_WORK, row->id),
                                    .done = row->done,
                                    .total = row->total};
        g_ptr_array_add(floor->people, line);
    }
    return works != NULL;
}

// The number says more than the kind, which stands before it where both have room.
static void draw_what(const struct floor_line *line, struct region at, int room)
{
    g_autofree char *what = g_strdup_printf("%s %s", line->kind, line->work.text);
    paint_text(at.y, at.x + WHAT_X, room, TINT_TEXT,
               text_width(what) <= room ? what : line->work.text);
}

static void draw_worker(const struct floor_line *line, struct region at)
{
    g_autofree char *count = show_pieces(line->done, line->total);
    bool bar = at.w >= BAR_FROM;
    paint_text(at.y, at.x, WHAT_X - 1, TINT_STRONG, line->who);
    draw_what(line, at, (bar ? BAR_X : at.w - 2 - text_width(count)) - WHAT_X - 1);
    if (bar)
        paint_bar(at.y, at.x + BAR_X, at.w - 35, (long)line->done, (long)line->total);
    paint_right(at.y, at.x, at.w - 2, TINT_TEXT, count);
}

void home_floor_draw(const struct home_floor *floor, struct region at)
{
    int n = floor->people ? (int)floor->people->len : 0; // what failed to read shows nobody
    int columns = at.w >= 76 ? 2 : 1, width = (at.w - 10) / columns;
    int room = MAX(1, at.h - 1) * columns, shown = n > room ? room - 1 : n;
    paint_line(at, 0, 2, TINT_HEAD, "%s", _("FLOOR"));
    if (!n)
        paint_line(at, 0, 10, TINT_DIM, "%s", _("nobody has work in hand"));
    for (int i = 0; i < shown; i++)
        draw_worker(g_ptr_array_index(floor->people, (guint)i),
                    (struct region){at.y + i / columns, at.x + 10 + i % columns * width, 1, width});
    if (shown < n)
        paint_line(at, shown / columns, 10 + shown % columns * width, TINT_DIM, _("%s %d more"),
                   glyph(GLYPH_ELLIPSIS), n - shown);
    int row = MAX(1, (MIN(n, room) + columns - 1) / columns);
    double share = floor->scans ? 100.0 * (double)floor->refused / (double)floor->scans : 0;
    int used = paint_line(at, row, 10, TINT_DIM, _("scans %d   refused %d (%.1f %%)"),
                          (int)floor->scans, (int)floor->refused, share);
    if (floor->narrowed)
        paint_line(at, row, 10 + used, TINT_DIM, "%s", _(", all warehouses"));
}
