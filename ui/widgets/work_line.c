// SPDX-License-Identifier: Apache-2.0
// Places who, what and how far in a row.
#include "work_line.h"

#include "paint.h"
#include "show.h"
#include "text.h"

enum { WHAT_X = 8, BAR_X = 22, BAR_FROM = 38 };

void work_line_draw(const struct work_line *line, struct region at)
{
    bool wide = at.w >= BAR_FROM;
    g_autofree char *count = show_pieces(line->done, line->total);
    int needed = WHAT_X + text_width(line->what) + 1 + text_width(line->work) + 1;
    if (!wide && needed + text_width(count) > at.w - 2) {
        g_free(count);
        count = g_strdup_printf("%d/%d", (int)line->done, (int)line->total);
    }
    int room = (wide ? BAR_X : at.w - 2 - text_width(count)) - WHAT_X - 1;
    int kind = MIN(text_width(line->what), room - text_width(line->work) - 1);
    paint_text(at.y, at.x, WHAT_X - 1, TINT_STRONG, line->who);
    paint_text(at.y, at.x + WHAT_X, kind, TINT_TEXT, line->what);
    paint_text(at.y, at.x + WHAT_X + kind + 1, room - kind - 1, TINT_TEXT, line->work);
    if (wide)
        paint_bar(at.y, at.x + BAR_X, at.w - BAR_X - 13, (long)line->done, (long)line->total);
    paint_right(at.y, at.x, at.w - 2, TINT_TEXT, count);
}
