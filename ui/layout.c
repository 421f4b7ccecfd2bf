// SPDX-License-Identifier: Apache-2.0
// Regions, size classes and the widths of columns.
#include "layout.h"

enum {
    XS_COLUMNS = 24,
    S_COLUMNS = 45,
    L_COLUMNS = 110,
    L_ROWS = 32,
    XL_COLUMNS = 170,
    XL_ROWS = 50
};
enum { FACTS_ROWS = 16, TINY_COLUMNS = 16, TINY_ROWS = 6 };

static enum size_class class_of(int h, int w)
{
    if (h < TINY_ROWS || w < TINY_COLUMNS)
        return SIZE_TINY;
    if (w <= XS_COLUMNS)
        return SIZE_XS;
    if (w <= S_COLUMNS)
        return SIZE_S;
    if (w >= XL_COLUMNS && h >= XL_ROWS)
        return SIZE_XL;
    return w >= L_COLUMNS && h >= L_ROWS ? SIZE_L : SIZE_M;
}

// Prompt (or entry) and echo, whatever fits.
static void lay_tiny(struct layout *layout)
{
    int h = layout->h, w = layout->w;
    layout->entry = (struct region){h > 1 ? h - 2 : 0, 0, 1, w};
    layout->notice = (struct region){h - 1, 0, h > 1, w};
    layout->prompt = (struct region){0, 0, h > 2, w};
    layout->body = (struct region){1, 0, h > 3 ? h - 3 : 0, w};
}

// Title, body, prompt, entry, echo, keys.
static void lay_small(struct layout *layout)
{
    int h = layout->h, w = layout->w;
    layout->title = (struct region){0, 0, 1, w};
    layout->body = (struct region){1, 0, h - 5, w};
    layout->prompt = (struct region){h - 4, 0, 1, w};
    layout->entry = (struct region){h - 3, 0, 1, w};
    layout->notice = (struct region){h - 2, 0, 1, w};
    layout->footer = (struct region){h - 1, 0, 1, w};
}

// Title, facts where there is room, body, notice, entry, footer.
static void lay_wide(struct layout *layout)
{
    int h = layout->h, w = layout->w, facts = h >= FACTS_ROWS;
    layout->title = (struct region){0, 0, 1, w};
    layout->facts = (struct region){1, 0, facts, w};
    layout->body = (struct region){1 + facts, 0, h - 4 - facts, w};
    layout->notice = (struct region){h - 3, 0, 1, w};
    layout->entry = (struct region){h - 2, 0, 1, w};
    layout->footer = (struct region){h - 1, 0, 1, w};
}

struct layout layout_of(int h, int w)
{
    struct layout layout = {.size = class_of(h, w), .h = h, .w = w};
    if (layout.size == SIZE_TINY)
        lay_tiny(&layout);
    else if (layout.size == SIZE_XS)
        lay_small(&layout);
    else
        lay_wide(&layout);
    return layout;
}

static int at_most(int n, int max)
{
    return n < 0 ? 0 : n > max ? max : n;
}

struct region region_below(struct region region, int n)
{
    n = at_most(n, region.h);
    return (struct region){region.y + n, region.x, region.h - n, region.w};
}

struct region region_right(struct region region, int n)
{
    n = at_most(n, region.w);
    return (struct region){region.y, region.x + n, region.h, region.w - n};
}

struct region region_top(struct region region, int n)
{
    region.h = at_most(n, region.h);
    return region;
}

struct region region_left(struct region region, int n)
{
    region.w = at_most(n, region.w);
    return region;
}

static int used_by(const short *widths, size_t n, int gap)
{
    int used = 0;
    for (size_t i = 0; i < n; i++)
        if (widths[i])
            used += widths[i] + (used ? gap : 0);
    return used;
}

// The column that leaves next: the highest prio of those that stand; n if only names are left.
static size_t leaves_next(const struct column *columns, const short *widths, size_t n)
{
    size_t found = n;
    for (size_t i = 0; i < n; i++)
        if (widths[i] && columns[i].prio > 0 &&
            (found == n || columns[i].prio >= columns[found].prio))
            found = i;
    return found;
}

// Gives ROOM cells away: to each column up to its max, the important ones first, then to the one
// that grows.
static void share(const struct column *columns, size_t n, int room, short *widths)
{
    for (int prio = 0; prio < 100 && room > 0; prio++)
        for (size_t i = 0; i < n; i++) {
            if (!widths[i] || columns[i].prio != prio || columns[i].grow)
                continue;
            int more = at_most(columns[i].max - widths[i], room);
            widths[i] += more;
            room -= more;
        }
    for (size_t i = 0; i < n && room > 0; i++)
        if (widths[i] && columns[i].grow) {
            widths[i] += room;
            room = 0;
        }
}

int columns_fit(const struct column *columns, size_t n, int w, int gap, short *ret_widths)
{
    for (size_t i = 0; i < n; i++)
        ret_widths[i] = columns[i].min;
    while (used_by(ret_widths, n, gap) > w) {
        size_t out = leaves_next(columns, ret_widths, n);
        if (out == n)
            break;
        ret_widths[out] = 0;
    }
    int room = w - used_by(ret_widths, n, gap);
    if (room > 0)
        share(columns, n, room, ret_widths);
    for (size_t i = 0; i < n && room < 0; i++)
        if (ret_widths[i]) {
            int less = at_most(-room, ret_widths[i] - 1);
            ret_widths[i] -= less;
            room += less;
        }
    return used_by(ret_widths, n, gap);
}
