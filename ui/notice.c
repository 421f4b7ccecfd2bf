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

static void draw_filled(const struct notice *notice, const struct layout *layout)
{
    draw_headline(notice, layout);
    struct region body = layout->body;
    if (layout->prompt.h)
        body.h += layout->prompt.h; // the prompt's row belongs to the body here
    if (layout->facts.h)
        body = (struct region){layout->facts.y, 0, body.h + layout->facts.h, body.w};
    paint_fill(body, TINT_BAD_FILL);
    int wide = body.w > 24, roomy = body.h > 5;
    struct region inside = region_below(region_right(body, wide * 2), roomy);
    int row = paint_wrap(inside, TINT_BAD_FILL, notice->text);
    if (notice->flushed) {
        g_autofree char *list = g_strdup_printf(_("Not booked: %s"), notice->flushed);
        row += paint_wrap(region_below(inside, row), TINT_BAD_FILL, list);
    }
    paint_wrap(region_below(inside, row + roomy), TINT_BAD_FILL,
               body.w > 30 ? _("Scan the right one or press Enter") : _("Right scan or Enter"));
}

static char *row_text(const struct notice *notice)
{
    if (notice->level <= NOTICE_NOTE)
        return g_strdup(notice->text ? notice->text : "");
    const char *sign = glyph(levels[notice->level].sign);
    bool same = g_str_has_prefix(notice->text, sign); // "+ 1 Mug", not "+ +1 Mug"
    return g_strdup_printf("%s %s", sign, notice->text + (same ? strlen(sign) : 0));
}

// Codes that were scanned behind a refusal, above it.
static void draw_flushed(const struct notice *notice, struct region row)
{
    g_autofree char *text = g_strdup_printf(_("Not booked: %s"), notice->flushed);
    paint_cell(row.y - 1, 0, row.w, TINT_BAD_FILL, "");
    paint_text(row.y - 1, 3, row.w - 4, TINT_BAD_FILL, text);
}

// A sentence too long for its row begins in the one above.
static void draw_two_rows(const char *text, struct region row, enum tint tint, int indent, int room)
{
    paint_cell(row.y - 1, 0, row.w, tint, "");
    paint_wrap((struct region){row.y - 1, indent, 2, room}, tint, text);
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
    int indent = layout->size >= SIZE_S, clock = layout->w >= 60 ? 8 : 0;
    if (notice->level >= NOTICE_REFUSED)
        paint_fill(row, tint);
    g_autofree char *text = row_text(notice);
    g_autofree char *echo =
        filled && notice->code ? g_strdup_printf("%s %s", glyph(GLYPH_BAD), notice->code) : NULL;
    int room = row.w - indent - clock;
    if (!echo && !notice->flushed && notice->level >= NOTICE_LOOK && layout->size >= SIZE_S &&
        text_width(text) > room)
        draw_two_rows(text, row, tint, indent, room);
    else
        paint_text(row.y, indent, room, tint, echo ? echo : text);
    if (!clock)
        return;
    g_autofree char *at = show_clock(notice->at);
    paint_right(row.y, row.w - 7, 6, notice->level >= NOTICE_REFUSED ? tint : TINT_DIM, at);
}
