// SPDX-License-Identifier: Apache-2.0
// Draws numbered actions in columns.
#include "choices.h"

#include "actions.h"
#include "i18n.h"
#include "paint.h"

enum { CHOICE_WIDTH = 19 };

int choices_draw(struct view *view, struct region region)
{
    int columns = CLAMP(region.w / CHOICE_WIDTH, 1, 3), width = region.w / columns, n = 0;
    g_autoptr(GPtrArray) all = action_list(view->screen);
    for (guint i = 0; i < all->len; i++) {
        const struct action *row = g_ptr_array_index(all, i);
        char digit[2] = {action_digit(view->screen, row), '\0'};
        if (!(row->flags & ACTION_BODY) || !*digit || action_why_not(view, row))
            continue;
        int y = n / columns, x = n % columns * width;
        if (y >= region.h)
            break;
        ui_offer(view, *digit);
        paint_text(region.y + y, region.x + x, 1, TINT_KEY, digit);
        paint_text(region.y + y, region.x + x + 2, width - 3, TINT_TEXT, _(row->label));
        n++;
    }
    return (n + columns - 1) / columns;
}
