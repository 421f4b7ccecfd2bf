// SPDX-License-Identifier: Apache-2.0
// One item at a glance: totals, what will be free, where it lies, who holds it, what moved last.
#include <string.h>

#include "answers.h"
#include "choices.h"
#include "clock.h"
#include "i18n.h"
#include "item_state.h"
#include "lives.h"
#include "numbers.h"
#include "paint.h"
#include "show.h"
#include "text.h"

enum { RIGHT_FROM = 48, RIGHT_WIDTH = 44 };
enum { PLACE_WIDTH = 9, KIND_FROM = 6, NUMBERS = 19, NUMBERS_BEHIND = 13 };
enum { KITS_FROM = 6, UPPER = 12, DAYS = 14, CHART_X = 5, MERGE_MS = 5 * MINUTE_MS };

const struct item_row *item_shown(const struct item *self)
{
    return list_at(self->head, struct item_row, 0);
}

static void draw_facts(const struct item *self, unsigned sees, struct region row)
{
    const struct item_row *item = item_shown(self);
    const char *dot = glyph(GLYPH_DOT);
    g_autofree char *price = show_price(sees, item->price, item->currency);
    g_autofree char *text =
        g_strdup_printf("%s %s %s %s %s", item->name, dot, *item->gtin ? item->gtin : _("no code"),
                        *price ? dot : "", price);
    paint_text(row.y, 1, row.w - 2, TINT_TEXT, text);
}

// What else is taken off what is on hand, "Not for sale 11", each with GAP before it; of most items
// nothing is. Caller frees.
static char *others_off(const struct item *self, const char *gap)
{
    const struct {
        const char *label;
        int64_t qty;
    } terms[] = {{N_("Not for sale"), self->terms.not_for_sale},
                 {N_("In baskets"), self->terms.held},
                 {N_("Kept back"), self->terms.safety + self->terms.threshold}};
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(terms); i++)
        if (terms[i].qty)
            g_string_append_printf(text, "%s%s %d", text->len ? gap : "", _(terms[i].label),
                                   (int)terms[i].qty);
    return g_string_free(text, FALSE);
}

// One row, and what else is taken off in another.
static int draw_few_totals(const struct item *self, struct region body, int indent)
{
    g_autofree char *others = others_off(self, ", ");
    paint_line(body, 0, indent, TINT_STRONG, _("FREE %d of %d"), (int)free_available(&self->terms),
               (int)self->terms.on_hand);
    if (!*others || body.h < 3)
        return 1;
    paint_text(body.y + 1, body.x + indent, body.w - indent, TINT_TEXT, others);
    return 2;
}

// The terms add up to what is free.
static int draw_totals(const struct item *self, struct region body, int indent)
{
    const struct free_terms *terms = &self->terms;
    if (body.w < 60)
        return draw_few_totals(self, body, indent);
    int row = body.h > 10;
    g_autofree char *others = others_off(self, "   ");
    g_autofree char *first =
        g_strdup_printf(_("On hand  %d   Allocated %d   Wanted %d   "), (int)terms->on_hand,
                        (int)terms->allocated, (int)terms->demand);
    g_autofree char *free = g_strdup_printf(_("FREE %d"), (int)free_available(terms));
    g_autofree char *all = g_strconcat(first, others, *others ? "   " : "", NULL);
    if (indent + text_width(all) + text_width(free) > body.w)
        return draw_few_totals(self, body, indent);
    int x = paint_line(body, row, indent, TINT_TEXT, "%s", all);
    paint_line(body, row, indent + x, TINT_STRONG, "%s", free);
    return row ? 3 : 1;
}

// Under the totals, in the blank row that stands there where there is room for one.
static int draw_kits(const struct item *self, struct region body, int indent, int row)
{
    int above = row > 1; // the totals leave a blank row
    if (body.h < KITS_FROM)
        return 0;
    struct region at = region_right(region_below(body, row - above), indent);
    return MAX(1, paint_wrap(region_top(at, 2), TINT_TEXT, self->kits));
}

static void draw_number(struct region at, int row, int right, int64_t n)
{
    g_autofree char *text = show_count(n);
    if (row < at.h && right <= at.w)
        paint_right(at.y + row, at.x + right - 5, 5, TINT_TEXT, text);
}

// How wide the places are: as their names need it, with the room that the numbers leave of W cells.
static int places_width(const struct list *places, int w, bool wide)
{
    int width = PLACE_WIDTH, digits = 1;
    for (unsigned i = 0; i < list_len(places); i++) {
        const struct balance_row *place = list_at(places, struct balance_row, i);
        g_autofree char *first =
            show_count(wide ? place->on_hand : balance_free(place, clock_now()));
        width = MAX(width, text_width(place->label));
        digits = MAX(digits, text_width(first));
    }
    int left = w - (wide ? NUMBERS_BEHIND : 1) - digits - 1;
    return MIN(width, MAX(left, PLACE_WIDTH));
}

// The name of a place in WIDTH cells. Places side by side differ at their ends: the warehouse is
// shortened first ("MA…:A-01-2"), then the beginning goes. Caller frees.
static char *label_in(const char *label, int width)
{
    int over = text_width(label) - width;
    const char *colon = strchr(label, ':');
    long site = colon ? g_utf8_strlen(label, colon - label) : 0;
    if (over <= 0)
        return g_strdup(label);
    if (site < over + 2)
        return g_strconcat(glyph(GLYPH_ELLIPSIS), g_utf8_offset_to_pointer(label, over + 1), NULL);
    g_autofree char *head = g_utf8_substring(label, 0, site - over - 1);
    return g_strconcat(head, glyph(GLYPH_ELLIPSIS), colon, NULL);
}

static void draw_label(struct region at, int row, int width, const struct balance_row *place)
{
    g_autofree char *text = label_in(place->label, width);
    paint_text(at.y + row, at.x, width, place->blocked ? TINT_WARN : TINT_TEXT, text);
}

// Whether it sells, its lot, else what the place is: that only whole.
static void draw_kind(struct region at, int row, int width, const struct balance_row *place)
{
    const char *kind = words_of_places.word(place->kind);
    const char *text = place->blocked ? _("blocked") : *place->lot ? place->lot : kind;
    if (width >= KIND_FROM && (text != kind || text_width(kind) <= width))
        paint_text(at.y + row, at.x, width, TINT_DIM, text);
}

static int draw_places(const struct item *self, struct region at)
{
    bool wide = at.w >= 30;
    int label = places_width(self->parts[ITEM_PLACES], at.w, wide);
    int kind = at.w - NUMBERS - label - 1;
    int n = (int)list_len(self->parts[ITEM_PLACES]), row = 0;
    if (at.h > 3) {
        paint_line(at, row, 0, TINT_HEAD, "%s", _("WHERE"));
        paint_right(at.y, at.x, at.w - 1, TINT_HEAD, wide ? _("on  held  free") : _("free"));
        row++;
    }
    for (int i = 0; i < n && row < at.h; i++, row++) {
        const struct balance_row *p = list_at(self->parts[ITEM_PLACES], struct balance_row, i);
        if (row == at.h - 1 && i < n - 1) {
            paint_line(at, row++, 0, TINT_DIM, wide ? _("%s %d more") : _("%s %d more: Tab"),
                       glyph(GLYPH_ELLIPSIS), n - i);
            break;
        }
        draw_label(at, row, label, p);
        if (wide) {
            draw_kind(region_right(at, label + 1), row, kind, p);
            draw_number(at, row, at.w - 13, p->on_hand);
            draw_number(at, row, at.w - 7, p->allocated);
        }
        draw_number(at, row, at.w - 1, balance_free(p, clock_now()));
    }
    if (!n)
        paint_line(at, row++, 0, TINT_TEXT, "%s", _("Nothing lies anywhere"));
    return row;
}

static void draw_holders(const struct item *self, struct region at)
{
    int n = (int)list_len(self->parts[ITEM_HOLDERS]), room = at.h - 1,
        shown = n > room ? room - 1 : n;
    paint_line(at, 0, 0, TINT_HEAD, "%s", _("WHO HOLDS IT"));
    for (int i = 0; i < shown; i++) {
        const struct demand_row *row = list_at(self->parts[ITEM_HOLDERS], struct demand_row, i);
        const char *state = state_label(&order_states, row->status);
        int x = paint_line(at, i + 1, 0, TINT_TEXT, "%-10s %4d  ",
                           number_of(NUMBER_ORDER, row->order_id).text, (int)row->qty);
        paint_line(at, i + 1, x, TINT_TEXT, "%s",
                   text_width(state) <= at.w - x ? state : state_brief(&order_states, row->status));
    }
    if (shown < n)
        paint_line(at, room, 0, TINT_DIM, _("%s %d more"), glyph(GLYPH_ELLIPSIS), n - shown);
    if (!n)
        paint_line(at, 1, 0, TINT_DIM, "%s", _("nobody"));
}

// Scans of one kind in a row are one move to the reader.
static bool goes_on(const struct move_row *move, const struct move_row *before)
{
    return before && !strcmp(move->reason, before->reason) &&
           !strcmp(move->from_label, before->from_label) &&
           !strcmp(move->to_label, before->to_label) &&
           !strcmp(move->operator_name, before->operator_name) && before->at - move->at < MERGE_MS;
}

static void draw_move(const struct move_row *move, int64_t qty, struct region at, int row)
{
    g_autofree char *when = show_moment(move->at, clock_now()),
                    *who = g_utf8_strup(move->operator_name, -1), *why = stock_move_why(move);
    const char *none = glyph(GLYPH_NONE);
    int x = paint_line(at, row, 0, TINT_TEXT, "%6s %5d  ", when, (int)qty);
    paint_line(at, row, x, TINT_TEXT, "%s", words_of_moves.word(move->reason));
    paint_line(at, row, x + words_width(&words_of_moves) + 1, TINT_TEXT, "%s %s %s  %s  %s",
               *move->from ? move->from_label : none, glyph(GLYPH_TO),
               *move->to ? move->to_label : none, who, why ? why : "");
}

static void draw_moves(const struct item *self, struct region at)
{
    const struct move_row *first = NULL;
    int64_t qty = 0;
    int row = 1, n = (int)list_len(self->parts[ITEM_MOVES]);
    paint_line(at, 0, 0, TINT_HEAD, "%s", _("LAST MOVES"));
    for (int i = 0; i < n && row < at.h; i++) {
        const struct move_row *m = list_at(self->parts[ITEM_MOVES], struct move_row, i);
        if (first && !goes_on(m, first)) {
            draw_move(first, qty, at, row++);
            qty = 0;
        }
        first = qty ? first : m;
        qty += m->qty;
    }
    if (first)
        draw_move(first, qty, at, row);
    else
        paint_line(at, 1, 0, TINT_DIM, "%s", _("nothing moved yet"));
}

static void draw_days(struct region at, int row)
{
    for (int i = 0; i < DAYS; i++) {
        g_autofree char *day = show_day_number(clock_now() + i * (int64_t)DAY_MS);
        paint_line(at, row, CHART_X + i * 3, TINT_DIM, "%s", day);
    }
}

// What is free in the next days. Orders that hold nothing yet are in it; what comes in and what
// will be ordered nobody knows here, and that is said.
static void draw_projection(const struct item *self, struct region at)
{
    int64_t free = free_available(&self->terms);
    long values[DAYS], top = (long)MAX(free, 1);
    struct region chart = region_right(region_top(region_below(at, 1), at.h - 3), CHART_X);
    for (int i = 0; i < DAYS; i++)
        values[i] = (long)MAX(free, 0);
    paint_line(at, 0, 0, TINT_HEAD, "%s", _("FREE, NEXT 14 DAYS"));
    g_autofree char *most = g_strdup_printf("%ld", top);
    paint_right(at.y + 1, at.x, 4, TINT_DIM, most);
    if (chart.h > 1)
        paint_right(at.y + chart.h, at.x, 4, TINT_DIM, "0");
    paint_columns(chart, values, DAYS, top);
    draw_days(at, at.h - 2);
    if (free < 0)
        paint_line(at, at.h - 1, 0, TINT_WARN, _("%s short by %d for orders that wait"),
                   glyph(GLYPH_LOOK), (int)-free);
    else
        paint_line(at, at.h - 1, 0, TINT_DIM, "%s",
                   _("orders that wait are in it, deliveries are not"));
}

// Chart beside places and holders, moves below.
static void draw_wide(struct view *view, struct region rest)
{
    struct item *self = view->state;
    int upper = MIN(UPPER, rest.h - MAX(3, rest.h / 4) - 2), moves = rest.h - upper - 2;
    int where = MIN((int)list_len(self->parts[ITEM_PLACES]) + 1, upper * 3 / 5);
    struct region right = region_right(region_top(rest, upper), RIGHT_FROM);
    right.w = MIN(right.w, RIGHT_WIDTH);
    draw_projection(self, region_left(region_top(rest, upper), RIGHT_FROM - 1));
    where = draw_places(self, region_top(right, MAX(where, 4)));
    draw_holders(self, region_below(right, where + 1));
    draw_moves(self, region_top(region_below(rest, upper + 1), moves));
    choices_draw(view, region_below(rest, rest.h - 1));
}

void item_draw_overview(struct view *view, const struct layout *layout)
{
    struct item *self = view->state;
    struct region body = layout->body;
    if (!self->head)
        return;
    int indent = layout->size > SIZE_XS ? 2 : 0;
    if (layout->facts.h)
        draw_facts(self, ui_sees(view), layout->facts);
    else {
        paint_line(body, 0, indent, TINT_STRONG, "%s", item_shown(self)->name);
        body = region_below(body, 1);
    }
    int row = draw_totals(self, body, indent);
    if (self->kits)
        row += draw_kits(self, body, indent, row);
    struct region rest = region_right(region_below(body, row), indent);
    if (layout->size > SIZE_S && rest.h >= 12) {
        draw_wide(view, rest);
        return;
    }
    row = draw_places(self, rest);
    if (row + 2 < rest.h)
        draw_holders(self, region_below(rest, row + 1));
}
