// SPDX-License-Identifier: Apache-2.0
// A list on the screen: saved views, rows, and what is known of the focused one.
#include "i18n.h"
#include "listing.h"
#include "paint.h"
#include "show.h"
#include "text.h"

// A list beside the focused row is as wide as on a usual terminal, where that leaves room.
enum { STRIP_FROM = 14, LIST_WIDTH = 80, DETAIL_WIDTH = 36 };

// What stands for a view; NULL = it has nothing, and is not the present one. Caller frees.
static char *tab_text(const struct listing *listing, int i)
{
    bool here = i == listing->view;
    if (!here && !listing->counts[i] && i)
        return NULL;
    g_autofree char *n = listing->counts[i] ? show_at_least(listing->counts[i]) : g_strdup("0");
    const char *label = _(listing->kind->views[i].label);
    g_autofree char *text =
        listing->counts[i] < 0 ? g_strdup(label) : g_strdup_printf("%s %s", label, n);
    return here ? g_strdup_printf("[%s]", text) : g_steal_pointer(&text);
}

static int tab_width(const struct listing *listing, int i)
{
    g_autofree char *tab = tab_text(listing, i);
    return tab ? text_width(tab) + 2 : 0;
}

// The first view that is shown: as many leave before the present one as it takes to see that.
static int first_view(const struct listing *listing, int room)
{
    int first = 0, used = 0;
    for (int i = 0; i <= listing->view; i++)
        used += tab_width(listing, i);
    for (; first < listing->view && used + 2 * (first > 0) > room; first++)
        used -= tab_width(listing, first);
    return first;
}

static void draw_views(const struct listing *listing, struct region row)
{
    int x = row.x + 1, first = first_view(listing, row.w - 2);
    if (first)
        x += paint_text(row.y, x, 1, TINT_DIM, glyph(GLYPH_ELLIPSIS)) + 1;
    for (int i = first; i < listing->kind->n_views; i++) {
        bool here = i == listing->view;
        g_autofree char *tab = tab_text(listing, i);
        if (!tab)
            continue;
        int w = text_width(tab);
        if (!here && x + w + 3 > row.x + row.w) {
            paint_text(row.y, x, 1, TINT_DIM, glyph(GLYPH_ELLIPSIS));
            return;
        }
        paint_text(row.y, x, MIN(w, row.x + row.w - x), here ? TINT_STRONG : TINT_DIM, tab);
        x += w + 2;
    }
}

static void draw_facts(struct view *view, const struct listing *listing, struct region row)
{
    if (!row.h)
        return;
    if (listing->kind->n_views > 1) {
        draw_views(listing, row);
        return;
    }
    g_autofree char *facts = listing->kind->facts ? listing->kind->facts(view) : NULL;
    if (facts)
        paint_text(row.y, 1, row.w - 2, TINT_TEXT, facts);
}

static char *marked_text(const struct listing *listing)
{
    int marked = table_marks(&listing->table);
    int64_t all = MAX(listing->counts[listing->view], listing->table.n);
    return marked ? g_strdup_printf(_("%d of %d marked"), marked, (int)all) : NULL;
}

// A few rows under the list.
static void draw_strip(struct view *view, const struct listing *listing, struct region strip)
{
    const void *row = listing_row(listing);
    g_autofree char *head = listing->kind->headline(view, row), *marked = marked_text(listing);
    paint_rule(strip.y, strip.x, strip.w, head, marked);
    listing->kind->strip(view, row, region_below(strip, 1));
}

// The list and, beside it, the focused row whole.
static void draw_large(struct view *view, struct listing *listing, struct region body,
                       enum size_class size)
{
    int list = MAX(body.w * 6 / 10, MIN(LIST_WIDTH, body.w - DETAIL_WIDTH));
    g_autofree char *marked = marked_text(listing);
    struct region rows = region_left(body, list);
    rows.h -= marked != NULL; // it has a row of its own
    table_draw(&listing->table, &listing->kind->source, view->state, rows, size);
    paint_wall(body.y, body.x + list + 1, body.h);
    listing->kind->detail(view, listing_row(listing), region_right(body, list + 3));
    if (marked)
        paint_line(body, body.h - 1, 3, TINT_TEXT, "%s", marked);
}

void listing_draw(struct view *view, const struct layout *layout)
{
    struct listing *listing = view->state;
    struct region body = layout->body, strip = body;
    if (!listing->rows)
        return;
    const struct list_kind *kind = listing->kind;
    draw_facts(view, listing, layout->facts);
    bool large = layout->size >= SIZE_L && listing->table.n && kind->detail;
    bool roomy =
        body.h >= STRIP_FROM && layout->size >= SIZE_M && listing->table.n && kind->headline;
    bool apart = large || roomy || (kind->facts && layout->size >= SIZE_S && body.h > 8);
    if (apart && (kind->facts || kind->n_views))
        body = region_below(body, 1); // a blank row under what stands above
    if (large) {
        draw_large(view, listing, body, layout->size);
        return;
    }
    if (roomy) {
        int h = layout->body.h >= 24 ? 6 : 3;
        body = region_top(body, body.h - h);
        strip = region_below(strip, strip.h - h);
    }
    table_draw(&listing->table, &kind->source, view->state, body, layout->size);
    if (roomy)
        draw_strip(view, listing, strip);
}
