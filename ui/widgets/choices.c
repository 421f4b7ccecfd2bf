// SPDX-License-Identifier: Apache-2.0
// Draws numbered actions in columns.
#include "choices.h"

#include "actions.h"
#include "i18n.h"
#include "paint.h"
#include "text.h"

enum { CHOICE_WIDTH = 19, MOST_COLUMNS = 3, BESIDE = 3 }; // beside a label: digit and blanks

// The actions to draw; free with g_ptr_array_unref().
static GPtrArray *shown_of(struct view *view)
{
    g_autoptr(GPtrArray) all = action_list(view->screen);
    GPtrArray *shown = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++) {
        const struct action *row = g_ptr_array_index(all, i);
        if ((row->flags & ACTION_BODY) && action_digit(view->screen, row) &&
            !action_why_not(view, row))
            g_ptr_array_add(shown, (gpointer)row);
    }
    return shown;
}

// As many as there is room for; fewer, while the rows allow it, where a label would be cut.
static int columns_for(const GPtrArray *shown, struct region region)
{
    int columns = CLAMP(region.w / CHOICE_WIDTH, 1, MOST_COLUMNS), widest = 0;
    for (guint i = 0; i < shown->len; i++)
        widest =
            MAX(widest, text_width(_(((const struct action *)g_ptr_array_index(shown, i))->label)));
    while (columns > 1 && widest + BESIDE > region.w / columns &&
           ((int)shown->len + columns - 2) / (columns - 1) <= region.h)
        columns--;
    return columns;
}

int choices_draw(struct view *view, struct region region)
{
    g_autoptr(GPtrArray) shown = shown_of(view);
    int columns = columns_for(shown, region), width = region.w / columns, n = (int)shown->len;
    for (int i = 0; i < MIN(n, columns * region.h); i++) {
        const struct action *row = g_ptr_array_index(shown, (guint)i);
        char digit[2] = {action_digit(view->screen, row), '\0'};
        int y = region.y + i / columns, x = region.x + i % columns * width;
        bool whole = !row->brief || text_width(_(row->label)) + BESIDE <= width;
        ui_offer(view, *digit);
        paint_text(y, x, 1, TINT_KEY, digit);
        paint_text(y, x + 2, width - BESIDE, TINT_TEXT, whole ? _(row->label) : _(row->brief));
    }
    return (MIN(n, columns * region.h) + columns - 1) / columns;
}
