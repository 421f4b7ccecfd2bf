// SPDX-License-Identifier: Apache-2.0
// The packing bench on the screen: what goes in, the box, its weight, its label.
#include <string.h>

#include "bench_state.h"
#include "choices.h"
#include "holder.h"
#include "i18n.h"
#include "lives.h"
#include "says.h"
#include "paint.h"
#include "show.h"
#include "text.h"

enum { SIDE = 24, SIDE_FROM = 70 };

// --- the list of what goes in

static bool goods(const struct line_row *line)
{
    return line->picked > 0;
}

static void draw_line(const struct line_row *line, struct region at, bool next)
{
    bool all = line->packed == line->picked, some = line->packed > 0;
    bool small = at.w <= 24;
    int indent = small ? 0 : at.w < 46 ? 3 : 5, right = small ? 0 : 1;
    g_autofree char *count = g_strdup_printf("%d/%d", (int)line->packed, (int)line->picked);
    enum tint tint = all ? TINT_DIM : next ? TINT_STRONG : TINT_TEXT;
    if (!small)
        paint_text(at.y, at.x + 1, 1, all ? TINT_GOOD : TINT_KEY,
                   glyph(all    ? GLYPH_DONE
                         : next ? GLYPH_FOCUS
                         : some ? GLYPH_HALF
                                : GLYPH_OPEN));
    int room = at.w - indent - right - 6, name = room >= 38 ? room - 16 : room;
    int used = paint_name(at.y, at.x + indent, name - 1, tint, line->name);
    g_autofree char *part = g_strdup_printf(_("part of %s"), line->part_of);
    if (*line->part_of && used + 2 < name)
        paint_text(at.y, at.x + indent + used + 1, name - used - 2, TINT_DIM, part);
    if (name < room)
        paint_text(at.y, at.x + indent + name, 15, TINT_DIM, line->sku);
    paint_right(at.y, at.x, at.w - right, tint, count);
}

// What was found short does not come with the others.
static void draw_missing(const struct line_row *line, struct region at)
{
    int indent = at.w <= 24 ? 0 : at.w < 46 ? 3 : 5;
    g_autofree char *count = g_strdup_printf(_("%d missing"), (int)line->open);
    paint_name(at.y, at.x + indent, at.w - indent - 1 - (int)g_utf8_strlen(count, -1) - 1,
               TINT_WARN, line->name);
    paint_right(at.y, at.x, at.w - (at.w > 24), TINT_WARN, count);
}

enum { TO_GO, ALL_IN, MISSING, N_PASSES };

static bool shown_in(const struct line_row *line, int pass)
{
    bool all = line->packed == line->picked;
    if (pass == MISSING)
        return line->demand && line->open > 0;
    return goods(line) && all == (pass == ALL_IN);
}

// Unfinished lines come first, so that what is to do is always visible; what is missing last.
static int draw_lines(const struct bench *self, struct region at)
{
    int row = 0, hidden = 0;
    for (int pass = TO_GO; pass < N_PASSES; pass++)
        for (guint i = 0; i < list_len(self->pack.lines); i++) {
            const struct line_row *line = list_at(self->pack.lines, struct line_row, i);
            if (!shown_in(line, pass))
                continue;
            struct region line_at = region_top(region_below(at, row), 1);
            if (row >= at.h)
                hidden++;
            else if (pass == MISSING)
                draw_missing(line, line_at);
            else
                draw_line(line, line_at, !row && pass == TO_GO);
            row += row < at.h;
        }
    if (hidden)
        paint_cell(at.y + at.h - 1, at.x, at.w, TINT_DIM, _("… more below"));
    return row;
}

// --- box, weight, label

char *bench_weight_words(const struct weight_known *known, bool small)
{
    int64_t expected = weight_expected(known), least = 0, most = 0;
    weight_range(known, &least, &most);
    if (!expected)
        return NULL;
    if (known->carton && small)
        return g_strdup_printf(_("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT " g"), least, most);
    if (known->carton)
        return g_strdup_printf(_("The goods weigh %" G_GINT64_FORMAT
                                 " g, what the box weighs is not known: %" G_GINT64_FORMAT
                                 " to %" G_GINT64_FORMAT " g are in order."),
                               expected, least, most);
    if (small)
        return g_strdup_printf(_("%" G_GINT64_FORMAT " g expected"), expected);
    return g_strdup_printf(
        _("%" G_GINT64_FORMAT " g expected, %" G_GINT64_FORMAT " g more or less are in order."),
        expected, weight_tolerance(known));
}

const struct box_row *bench_box(const struct bench *self)
{
    guint n = self->pack.boxes ? list_len(self->pack.boxes) : 0;
    if (self->pack.box) // in hand
        return self->pack.box;
    return n ? list_at(self->pack.boxes, struct box_row, n - 1) : NULL;
}

const struct parcel_row *bench_parcel(const struct bench *self)
{
    guint n = self->parcels ? list_len(self->parcels) : 0;
    return n ? list_at(self->parcels, struct parcel_row, n - 1) : NULL;
}

// What the label is doing, in words; the proof is the scan of the printed label.
static char *label_state(const struct bench *self, enum tint *ret_tint)
{
    const struct parcel_row *parcel = bench_parcel(self);
    *ret_tint = TINT_TEXT;
    if (!parcel || !parcel->job_id || !parcel->closed_at)
        return g_strdup(_("comes when the box is closed"));
    if (bench_gone(self))
        return g_strdup_printf(_("%s handed over"), glyph(GLYPH_DONE));
    if (parcel->proof_at) {
        *ret_tint = TINT_GOOD;
        return g_strdup_printf(_("%s proven on its box"), glyph(GLYPH_DONE));
    }
    bool bad = state_has(&job_states, parcel->job_status, ST_WANTS_PERSON);
    *ret_tint = bad || *parcel->job_reason ? TINT_WARN : TINT_TEXT;
    g_autofree char *why = say_stored(parcel->job_reason, parcel->job_terms);
    if (*why)
        return g_strdup_printf("%s %s: %s", glyph(GLYPH_LOOK),
                               state_label(&job_states, parcel->job_status), why);
    return g_strdup(state_label(&job_states, parcel->job_status));
}

static void draw_types(const struct bench *self, struct region at)
{
    const struct box_row *box = bench_box(self);
    paint_line(at, 0, 0, TINT_HEAD, "%s", _("BOX"));
    for (guint i = 0; self->types && i < list_len(self->types); i++) {
        const struct box_type_row *type = list_at(self->types, struct box_type_row, i);
        bool here = box && !strcmp(box->box, type->code);
        paint_line(at, (int)i + 1, 0, here ? TINT_STRONG : TINT_TEXT, "%s %-4s %s",
                   here ? glyph(GLYPH_FOCUS) : " ", type->code, type->name);
    }
}

static void draw_side(const struct bench *self, struct region side)
{
    int types = self->types ? (int)list_len(self->types) : 0, row;
    const struct box_row *box = bench_box(self);
    enum tint tint;
    draw_types(self, side);
    row = MIN(types, 5) + 2;
    paint_line(side, row++, 0, TINT_HEAD, "%s", _("WEIGHT"));
    struct weight_known known = box ? box_known(box, &self->rules) : (struct weight_known){0};
    g_autofree char *is = show_weight(!box ? 0 : box->grams ? box->grams : box->odd_grams);
    g_autofree char *expect = show_weight(weight_expected(&known));
    bool weighed = box && (box->grams || box->odd_grams);
    int64_t off = 0;
    enum weight_verdict odd = box ? box_odd(box, &self->rules, &off) : WEIGHT_WITHIN;
    bool ask = odd != WEIGHT_WITHIN, kept = box && box->grams && box->grams == box->odd_grams;
    paint_line(side, row++, 0, ask ? TINT_WARN : TINT_TEXT, _("is      %s %s"),
               weighed ? is : glyph(GLYPH_NONE),
               ask || kept              ? glyph(GLYPH_LOOK)
               : box && box->calculated ? _("by items")
               : weighed && known.goods ? glyph(GLYPH_DONE)
                                        : "");
    paint_line(side, row++, 0, TINT_TEXT, _("expect  %s"),
               weight_expected(&known) ? expect : glyph(GLYPH_NONE));
    g_autofree char *far = show_weight(off);
    if (ask)
        paint_line(side, row, 0, TINT_WARN,
                   odd == WEIGHT_LIGHT ? _("%s too light") : _("%s too heavy"), far);
    row++;
    paint_line(side, row++, 0, TINT_HEAD, "%s", _("LABEL"));
    g_autofree char *label = label_state(self, &tint);
    const struct parcel_row *parcel = bench_parcel(self);
    if (parcel && parcel->closed_at && *parcel->printer)
        paint_line(side, row++, 0, TINT_TEXT, "%s", parcel->printer);
    row += paint_wrap(region_below(side, row), tint, label);
    int boxes = (int)list_len(self->pack.boxes);
    if (boxes > 1)
        paint_line(side, row + 1, 0, TINT_TEXT, _("box %d of %d"), (int)box->n, boxes);
}

// Which box takes what comes, where there is no side to say it. Returns the rows used.
static int draw_hand(const struct bench *self, struct region at, int indent)
{
    const struct box_row *box = self->pack.box;
    bool says_more = box && (*box->box || list_len(self->pack.boxes) > 1);
    if (!says_more || !bench_open_now(self))
        return 0;
    paint_line(at, 0, indent, TINT_STRONG, _("Into box %d %s"), (int)box->n, box->box);
    return 1;
}

// Who gets it and how, and behind that the note, if all of it has room there: then true.
static bool draw_facts(const struct bench *self, struct region row)
{
    const struct order_row *order = list_at(self->order, struct order_row, 0);
    const char *said = bench_note(self);
    const char *name = person_get(&self->person, PERSON_name);
    const char *dot = glyph(GLYPH_DOT);
    g_autofree char *text =
        g_strdup_printf("%s %s %s", name ? name : "", dot, order->shipping_method);
    g_autofree char *both = g_strdup_printf("%s %s \"%s\"", text, dot, said ? said : "");
    bool room = said && text_width(both) <= row.w - 2;
    paint_text(row.y, 1, row.w - 2, TINT_TEXT, room ? both : text);
    return room;
}

// The note above the list, in as many rows as the list can spare; on the smallest screens one,
// until the first piece is in. Returns what is left of BODY.
static struct region draw_note(const struct bench *self, struct region body)
{
    const char *said = bench_note(self);
    bool small = body.w <= 24;
    int rows = body.h >= 8 ? body.h / 4 : body.h >= 2 && !self->pack.packed;
    if (!said || !rows)
        return body;
    struct region at = region_top(region_right(body, small ? 0 : 1), rows);
    g_autofree char *text = g_strdup_printf("%s \"%s\"", glyph(GLYPH_LOOK), said);
    return region_below(body, paint_wrap(at, TINT_STRONG, text));
}

static void draw_small(const struct bench *self, struct region body)
{
    enum tint tint;
    if (bench_elsewhere(self)) {
        holder_draw(self->pack.work, body, 0);
        return;
    }
    if (bench_open_now(self)) {
        int used = body.h > 2 ? draw_hand(self, region_below(body, body.h - 1), 0) : 0;
        draw_lines(self, region_top(body, body.h - used));
        return;
    }
    g_autofree char *label = label_state(self, &tint);
    paint_line(body, 0, 0, TINT_GOOD, _("%s Packed"), glyph(GLYPH_DONE));
    paint_line(body, 1, 0, TINT_TEXT, "%s", _("Label:"));
    paint_wrap(region_below(body, 2), tint, label);
}

void bench_draw(struct view *view, const struct layout *layout)
{
    struct bench *self = view->state;
    if (!self->loaded || !self->order)
        return;
    struct region body = holder_draw_stop(self->pack.work, layout->body);
    if (layout->size <= SIZE_XS) {
        draw_small(self, draw_note(self, body));
        return;
    }
    if (!layout->facts.h || !draw_facts(self, layout->facts))
        body = draw_note(self, body);
    if (bench_elsewhere(self)) {
        holder_draw(self->pack.work, body, 2);
        choices_draw(view, region_below(region_right(body, 2), MAX(4, body.h - 3)));
        return;
    }
    bool wide = body.w >= SIDE_FROM;
    struct region left = wide ? region_left(body, body.w - SIDE - 2) : body;
    int choices = body.h >= 8 ? 2 : 0, row = body.h > 10;
    struct region list = region_below(left, row);
    list.h = MAX(1, list.h - choices - 4);
    paint_line(left, row, 5, TINT_HEAD, "%s", _("Item"));
    paint_right(left.y + row, left.x, left.w - 1, TINT_HEAD, _("Scanned"));
    row += 2 + draw_lines(self, region_below(list, 1));
    if (row + choices + 1 < body.h) {
        int used = paint_line(left, row, 5, TINT_TEXT, _("%d of %d pieces scanned"),
                              (int)self->pack.packed, (int)self->pack.picked);
        if (self->pack.missing)
            paint_line(left, row, 5 + used, TINT_WARN, _(", %d missing"), (int)self->pack.missing);
        paint_bar(left.y + row + 1, left.x + 5, MIN(40, left.w - 6), (long)self->pack.packed,
                  (long)self->pack.picked);
    }
    choices_draw(view, region_below(region_right(left, 2), body.h - choices));
    if (wide)
        draw_side(self, region_below(region_right(body, body.w - SIDE - 1), body.h > 10));
    else if (bench_open_now(self))
        draw_hand(self, region_below(left, body.h - choices - 1), 2);
    else {
        enum tint tint;
        g_autofree char *label = label_state(self, &tint);
        paint_line(left, body.h - choices - 1, 2, tint, _("Label: %s"), label);
    }
}
