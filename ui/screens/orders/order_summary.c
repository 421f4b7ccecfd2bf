// SPDX-License-Identifier: Apache-2.0
// What stands around the parts of an order: who and what, totals, how far it is, where it goes.
#include "clock.h"
#include "i18n.h"
#include "import_question.h"
#include "lives.h"
#include "order_pieces.h"
#include "order_parts.h"
#include "store_fulfilment.h"
#include "paint.h"
#include "query.h"
#include "show.h"
#include "text.h"

const struct order_row *order_shown(const struct order_screen_state *self)
{
    return list_at(self->head, struct order_row, 0);
}

enum { BOTH_FROM = 60 };

// Where they do not fit together, WHO is cut: what becomes of the order is what is looked for. In
// few columns the other rows say that.
static void draw_both(struct region row, const char *who, const char *how)
{
    int w = row.w - 2, rest = w < BOTH_FROM ? w : MAX(w - text_width(how), w / 3);
    int x = 1 + paint_text(row.y, 1, rest, TINT_TEXT, who);
    paint_text(row.y, x, 1 + w - x, TINT_TEXT, how);
}

void order_draw_facts(const struct order_screen_state *self, struct region row)
{
    const struct order_row *order = order_shown(self);
    const char *company = person_get(&self->person, PERSON_company);
    const char *dot = glyph(GLYPH_DOT), *name = company ? company : people_name(&self->person);
    g_autofree char *total = show_price(self->table.sees, order->total, order->currency);
    g_autofree char *value = *total ? g_strdup_printf(" %s %s", dot, total) : g_strdup("");
    g_autofree char *day = show_due(order->promise_at, clock_now());
    g_autofree char *state = order_words(order->status, self->sites);
    g_autofree char *promise = g_strdup_printf(_("promise %s"), day);
    bool promised = order_has_way(order->status);
    g_autofree char *who =
        g_strdup_printf("%s %s %s %s%s", name, dot, order->channel, order->external_name, value);
    g_autofree char *how =
        g_strdup_printf(" %s %s %s %s", dot, state, promised ? dot : "", promised ? promise : "");
    draw_both(row, who, how);
}

// The way of an order. A step goes on in states with all of NOW; how far it is say the pieces.
static const struct {
    const char *label;
    unsigned now;
} steps[N_PROGRESS_STEPS] = {
    [STEP_ROUTED] = {N_("ROUTED"), 0},
    [STEP_PICKED] = {N_("PICK"), ST_FREE_TO_PICK | ST_WORKED_ON},
    [STEP_PACKED] = {N_("PACK"), ST_FREE_TO_PACK | ST_WORKED_ON},
    [STEP_SHIPPED] = {N_("SHIP"), 0},
};

static const enum glyph marks[] = {
    [PROGRESS_NONE] = GLYPH_OPEN, [PROGRESS_PART] = GLYPH_HALF, [PROGRESS_ALL] = GLYPH_FULL};

static void draw_steps(const struct order_screen_state *self, const struct progress *progress,
                       struct region row)
{
    const char *status = order_shown(self)->status;
    int x = row.x + 2;
    for (int i = 0; i < (int)N_PROGRESS_STEPS && order_has_way(status); i++) {
        bool now = steps[i].now && state_has(&order_states, status, steps[i].now);
        enum progress_mark mark = progress_mark(progress, (enum progress_step)i);
        g_autofree char *part =
            mark == PROGRESS_PART
                ? g_strdup_printf(" %d/%d", (int)progress->done[i], (int)progress->wanted)
                : g_strdup("");
        g_autofree char *step =
            g_strdup_printf("%s %s%s%s", _(steps[i].label), glyph(now ? GLYPH_HALF : marks[mark]),
                            part, i + 1 < (int)N_PROGRESS_STEPS ? " -- " : "");
        x += paint_text(row.y, x, row.x + row.w - x, now ? TINT_STRONG : TINT_TEXT, step);
    }
}

// Which pieces are missing: "2 of 5 pieces missing: 1 Pot, 1 Tea".
static void draw_missing(const struct order_screen_state *self, const struct progress *progress,
                         struct region row)
{
    const struct list *lines = self->parts[PART_LINES];
    g_autoptr(GString) text = g_string_new(NULL);
    if (!progress->missing)
        return;
    g_string_append_printf(text,
                           ngettext("%s %d of %d piece missing:", "%s %d of %d pieces missing:",
                                    (gulong)progress->wanted),
                           glyph(GLYPH_LOOK), (int)progress->missing, (int)progress->wanted);
    for (guint i = 0; i < list_len(lines); i++) {
        const struct line_row *line = list_at(lines, struct line_row, i);
        int64_t lacks = line_missing(order_shown(self)->status, line);
        if (lacks && line->demand)
            g_string_append_printf(text, " %d %s,", (int)lacks, line->name);
    }
    g_string_truncate(text, text->len - 1);
    paint_text(row.y, row.x + 2, row.w - 3, TINT_WARN, text->str);
}

static void draw_totals(const struct order_screen_state *self, struct region row)
{
    const struct order_row *order = order_shown(self);
    if (!(self->table.sees & SEES_MONEY))
        return;
    g_autofree char *goods = show_money(order->subtotal, order->currency);
    g_autofree char *ship = show_money(order->shipping, order->currency);
    g_autofree char *tax = show_money(order->tax, order->currency);
    g_autofree char *total = show_money(order->total, order->currency);
    g_autofree char *text = g_strdup_printf(_("Goods %s  Ship %s  Tax %s  TOTAL %s %s"), goods,
                                            ship, tax, total, order->currency);
    paint_right(row.y, row.x, row.w - 1, TINT_TEXT, text);
}

static void draw_address(const struct order_screen_state *self, struct region row)
{
    const char *parts[N_PERSON_FIELDS];
    for (int i = 0; i < N_PERSON_FIELDS; i++)
        parts[i] = person_get(&self->person, i) ? person_get(&self->person, i) : "";
    if (self->sealed)
        paint_text(row.y, row.x + 2, row.w - 3, TINT_WARN, self->sealed->message);
    if (person_is_empty(&self->person))
        return;
    // A name that is written from the right stays a fact of its own (paint.c).
    g_autofree char *text =
        g_strdup_printf(_("Ship to  %s  %s, %s %s %s"), parts[PERSON_name], parts[PERSON_street1],
                        parts[PERSON_zip], parts[PERSON_city], parts[PERSON_country]);
    paint_text(row.y, row.x + 2, row.w - 3, TINT_TEXT, text);
    if (*parts[PERSON_note] && row.h > 1)
        paint_line(row, 1, 2, TINT_TEXT, _("Note     \"%s\""), parts[PERSON_note]);
}

// Where several warehouses serve it: how far each is.
static void draw_sites(const struct order_screen_state *self, struct region row)
{
    g_autoptr(GString) text = g_string_new(NULL);
    int n = 0;
    for (guint i = 0; i < list_len(self->sites); i++) {
        const struct fulfilment_row *site = list_at(self->sites, struct fulfilment_row, i);
        if (state_has(&fulfilment_states, site->status, ST_CANCELLED))
            continue;
        int64_t has = fulfilment_has(site);
        g_autofree char *pieces = site->missing ? show_pieces(has, has + site->missing)
                                                : g_strdup_printf(_("%d pcs"), (int)has);
        g_string_append_printf(text, "%s%s %s, %s", n++ ? "   " : "", site->warehouse,
                               state_label(&fulfilment_states, site->status), pieces);
    }
    if (n > 1)
        paint_text(row.y, row.x + 2, row.w - 3, TINT_TEXT, text->str);
}

static void draw_asked(const struct order_screen_state *self, struct region row)
{
    if (!list_len(self->asked))
        return;
    g_autofree char *text = import_question_text(list_at(self->asked, struct question_row, 0));
    paint_text(row.y, row.x + 2, row.w - 3, TINT_WARN, text);
}

void order_draw_summary(const struct order_screen_state *self, struct region at)
{
    const struct order_row *order = order_shown(self);
    struct progress progress;
    order_progress(order->status, self->parts[PART_LINES], &progress);
    draw_totals(self, region_top(at, 1));
    draw_missing(self, &progress, region_top(region_below(at, 1), 1));
    draw_steps(self, &progress, region_top(region_below(at, 2), 1));
    g_autofree char *hold = say_stored(order->hold_say, order->hold_terms);
    if (*order->hold_say)
        paint_line(at, 3, 2, TINT_WARN, _("Held: %s"), hold);
    else
        draw_asked(self, region_top(region_below(at, 3), 1));
    draw_sites(self, region_top(region_below(at, 4), 1));
    draw_address(self, region_below(at, 5));
}
