// SPDX-License-Identifier: Apache-2.0
// Draws what the last thing came to, and rings for it.
#include "notice.h"

#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "paint.h"
#include "show.h"
#include "term.h"
#include "text.h"

static const struct {
    enum tint tint, fill;
    enum glyph sign;
    int bells;
} levels[] = {
    [NOTICE_NONE] = {TINT_TEXT, TINT_TEXT, GLYPH_ZERO, 0},
    [NOTICE_NOTE] = {TINT_TEXT, TINT_TEXT, GLYPH_ZERO, 0},
    [NOTICE_DONE] = {TINT_GOOD, TINT_GOOD, GLYPH_DONE, 0},
    [NOTICE_LOOK] = {TINT_WARN, TINT_WARN_FILL, GLYPH_LOOK, 1},
    [NOTICE_REFUSED] = {TINT_BAD_FILL, TINT_BAD_FILL, GLYPH_BAD, 3},
    [NOTICE_FAULT] = {TINT_BAD_FILL, TINT_BAD_FILL, GLYPH_BAD, 3},
};

void notice_clear(struct notice *notice)
{
    g_free(notice->text);
    g_free(notice->hint);
    g_free(notice->head);
    g_free(notice->code);
    g_free(notice->flushed);
    *notice = (struct notice){0};
}

void notice_set(struct notice *notice, enum notice_level level, const char *text, int64_t now_us)
{
    notice_clear(notice);
    notice->level = level;
    notice->text = g_strdup(text);
    notice->at = clock_now();
    term_bell(levels[level].bells, now_us);
}

void notice_hint(struct notice *notice, const char *hint)
{
    g_free(notice->hint);
    notice->hint = *hint ? g_strdup(hint) : NULL;
}

void notice_lock(struct notice *notice, const char *head, const char *code)
{
    notice->locked = true;
    g_free(notice->head);
    notice->head = g_strdup(head);
    g_free(notice->code);
    notice->code = g_strdup(code);
}

void notice_flushed(struct notice *notice, const char *code)
{
    char *list = notice->flushed ? g_strconcat(notice->flushed, ", ", code, NULL) : g_strdup(code);
    g_free(notice->flushed);
    notice->flushed = list;
}

bool notice_fills(const struct notice *notice, const struct layout *layout)
{
    return notice->locked && layout->size <= SIZE_S;
}

// "XXXX WRONG ITEM XXXX" over the width.
static void draw_headline(const struct notice *notice, const struct layout *layout)
{
    const char *head = notice->head ? notice->head : _("REFUSED");
    int w = layout->w, length = (int)g_utf8_strlen(head, -1);
    paint_fill(layout->title, TINT_BAD_FILL);
    if (length + 4 > w) {
        paint_cell(layout->title.y, 0, w, TINT_BAD_FILL, head);
        return;
    }
    int left = (w - length - 2) / 2;
    g_autofree char *before = g_strnfill((gsize)left, 'X');
    g_autofree char *after = g_strnfill((gsize)(w - length - 2 - left), 'X');
    g_autofree char *line = g_strdup_printf("%s %s %s", before, head, after);
    paint_cell(layout->title.y, 0, w, TINT_BAD_FILL, line);
}

static int rows_of(const char *text, int w)
{
    g_auto(GStrv) lines = paint_break(text, w);
    return (int)g_strv_length(lines);
}

// The sentence with its hint, or alone where not both have room.
static char *whole(const struct notice *notice, const char *text, int rows, int w)
{
    g_autofree char *both = notice->hint ? g_strdup_printf("%s. %s", text, notice->hint) : NULL;
    return both && rows_of(both, w) <= rows ? g_steal_pointer(&both) : g_strdup(text);
}

static void draw_filled(const struct notice *notice, const struct layout *layout)
{
    draw_headline(notice, layout);
    struct region body = layout->body;
    if (layout->prompt.h)
        body.h += layout->prompt.h; // the prompt's row belongs to the body here
    if (layout->facts.h)
        body = (struct region){layout->facts.y, 0, body.h + layout->facts.h, body.w};
    paint_fill(body, TINT_BAD_FILL);
    bool small = layout->size <= SIZE_XS; // then the way on stands where the keys were
    int wide = body.w > 24, roomy = body.h > 5;
    struct region inside = region_below(region_right(body, wide * 2), roomy);
    g_autofree char *text = whole(notice, notice->text, inside.h - !small, inside.w);
    int row = paint_wrap(inside, TINT_BAD_FILL, text);
    if (notice->flushed) {
        g_autofree char *list = g_strdup_printf(_("Not booked: %s"), notice->flushed);
        row += paint_wrap(region_below(inside, row), TINT_BAD_FILL, list);
    }
    paint_wrap(small ? layout->footer : region_below(inside, row + roomy), TINT_BAD_FILL,
               body.w > 30 ? _("Scan the right one or press Enter") : _("Right scan or Enter"));
}

static char *row_text(const struct notice *notice, int rows, int w)
{
    if (notice->level <= NOTICE_NOTE)
        return g_strdup(notice->text ? notice->text : "");
    const char *sign = glyph(levels[notice->level].sign);
    bool same = g_str_has_prefix(notice->text, sign); // "+ 1 Mug", not "+ +1 Mug"
    g_autofree char *text =
        g_strdup_printf("%s %s", sign, notice->text + (same ? strlen(sign) : 0));
    return whole(notice, text, rows, w);
}

// Codes that were scanned behind a refusal, above it.
static void draw_flushed(const struct notice *notice, struct region row)
{
    g_autofree char *text = g_strdup_printf(_("Not booked: %s"), notice->flushed);
    paint_cell(row.y - 1, 0, row.w, TINT_BAD_FILL, "");
    paint_text(row.y - 1, 3, row.w - 4, TINT_BAD_FILL, text);
}

// Does a sentence take a second row where it is too long for one?
static bool may_take_two(const struct notice *notice, const struct layout *layout)
{
    bool above = notice->level >= NOTICE_DONE && layout->size >= SIZE_S;
    return notice->level != NOTICE_NONE && !notice_fills(notice, layout) && !notice->flushed &&
           (above || layout->size == SIZE_XS);
}

// Cells for the sentence in its row.
static int room_of(const struct layout *layout)
{
    return layout->notice.w - (layout->size >= SIZE_S) - (layout->w >= 60 ? 8 : 0);
}

enum { ROWS_TO_SPARE = 12 };

void notice_make_room(const struct notice *notice, struct layout *layout, bool dialog)
{
    if (!may_take_two(notice, layout))
        return;
    g_autofree char *text = row_text(notice, 2, room_of(layout));
    if (text_width(text) <= room_of(layout))
        return;
    if (layout->size >= SIZE_S) {
        layout->body.h -= dialog; // it stands on the last row, where a dialog has its lower edge
        return;
    }
    layout->notice.h = 2;
    if (layout->h < ROWS_TO_SPARE) {
        layout->footer.h = 0; // the sentence stands where the keys were
        return;
    }
    layout->body.h--;
    layout->prompt.y--;
    layout->entry.y--;
    layout->notice.y--;
}

void notice_draw(const struct notice *notice, const struct layout *layout)
{
    struct region row = layout->notice;
    bool filled = notice_fills(notice, layout);
    if (filled && layout->size != SIZE_TINY)
        draw_filled(notice, layout);
    if (!row.h || notice->level == NOTICE_NONE)
        return;
    if (notice->flushed && !filled)
        draw_flushed(notice, row);
    enum tint tint = levels[notice->level].tint;
    int indent = layout->size >= SIZE_S, clock = layout->w >= 60 ? 8 : 0, room = room_of(layout);
    bool two = may_take_two(notice, layout);
    g_autofree char *text = row_text(notice, 1 + two, room);
    two = two && text_width(text) > room;
    if (two && layout->size >= SIZE_S) // it begins in the row above
        row = (struct region){row.y - 1, row.x, 2, row.w};
    if (notice->level >= NOTICE_REFUSED || two)
        paint_fill(row, notice->level >= NOTICE_REFUSED ? tint : TINT_TEXT);
    g_autofree char *echo =
        filled && notice->code ? g_strdup_printf("%s %s", glyph(GLYPH_BAD), notice->code) : NULL;
    if (two)
        paint_wrap((struct region){row.y, indent, 2, room}, tint, text);
    else
        paint_text(row.y, indent, room, tint, echo ? echo : text);
    if (!clock)
        return;
    g_autofree char *at = show_clock(notice->at);
    paint_right(layout->notice.y, row.w - 7, 6, notice->level >= NOTICE_REFUSED ? tint : TINT_DIM,
                at);
}
