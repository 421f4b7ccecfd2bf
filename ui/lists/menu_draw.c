// SPDX-License-Identifier: Apache-2.0
// The rows of a menu: digit, label, and at the right how else they are called or why not now.
#include "i18n.h"
#include "menu.h"
#include "paint.h"

enum { SMALL = 24, ASIDE_FROM = 50, LABEL = 26 };

static void draw_row(const struct menu *menu, const struct menu_row *row, struct region at,
                     bool focused)
{
    enum tint tint = focused ? TINT_FOCUS : row->why_not ? TINT_DIM : TINT_TEXT;
    if (focused)
        paint_fill(at, TINT_FOCUS);
    bool small = at.w <= SMALL, numbered = row->number && row->page == menu->page;
    int digit_x = small ? 0 : 2, label_x = small ? 2 : 5;
    if (focused && !small)
        paint_text(at.y, at.x, 1, tint, glyph(GLYPH_FOCUS));
    char digit[2] = {numbered ? (char)('0' + row->number) : ' ', '\0'};
    paint_text(at.y, at.x + digit_x, 1, focused ? tint : TINT_KEY, digit);
    g_autofree char *why_not =
        row->why_not ? g_strdup_printf(_("not now: %s"), row->why_not) : NULL;
    const char *aside = why_not ? why_not : row->aside ? row->aside : "";
    int room = at.w - label_x, label = room >= ASIDE_FROM && *aside ? LABEL : room + 1;
    paint_text(at.y, at.x + label_x, label - 1, tint,
               small && row->brief ? row->brief : row->label);
    if (label > room)
        return;
    paint_text(at.y, at.x + label_x + label, room - label, focused ? tint : TINT_DIM, aside);
}

static void draw_more(const struct menu *menu, struct region at, int row, bool up)
{
    bool focused = menu->top + row == menu->focus;
    paint_right(at.y + row, at.x, at.w, focused ? TINT_FOCUS : TINT_KEY,
                glyph(up ? GLYPH_SORT_UP : GLYPH_SORT_DOWN));
}

void menu_draw(struct menu *menu, struct region region)
{
    int n = (int)menu->shown->len;
    menu->height = region.h;
    menu->top = CLAMP(menu->top, MAX(0, menu->focus - region.h + 1), menu->focus);
    menu->top = CLAMP(menu->top, 0, MAX(0, n - region.h));
    for (int i = 0; i < region.h && menu->top + i < n; i++)
        draw_row(menu, g_ptr_array_index(menu->shown, (guint)(menu->top + i)),
                 (struct region){region.y + i, region.x, 1, region.w},
                 menu->top + i == menu->focus);
    if (menu->top && region.h)
        draw_more(menu, region, 0, true);
    if (menu->top + region.h < n && region.h)
        draw_more(menu, region, region.h - 1, false);
}
