// SPDX-License-Identifier: Apache-2.0
// What stands around the parts of an order: who and what, totals, how far it is, where it goes.
#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "order_parts.h"
#include "paint.h"
#include "show.h"

const struct order_row *order_shown(const struct order_screen_state *self)
{
    return list_at(self->head, struct order_row, 0);
}

void order_draw_facts(const struct order_screen_state *self, struct region row)
{
    const struct order_row *order = order_shown(self);
    const char *company = person_get(&self->person, PERSON_company);
    const char *dot = glyph(GLYPH_DOT), *name = company ? company : people_name(&self->person);
    g_autofree char *total = show_money(order->total, order->currency);
    g_autofree char *promise = show_day(order->promise_at, clock_now());
    g_autofree char *text =
        g_strdup_printf(_("%s %s %s %s %s %s %s %s %s %s promise %s"), name, dot, order->channel,
                        order->external_name, dot, total, order->currency, dot,
                        state_label(&order_states, order->status), dot, promise);
    paint_text(row.y, 1, row.w - 2, TINT_TEXT, text);
}

// The way of an order. A step is to come in states with one of BEFORE, and goes on in those with
// all of NOW.
static const struct {
    const char *label;
    unsigned before, now;
} steps[] = {
    {N_("ROUTED"), ST_DEMAND, 0},
    {N_("PICK"), ST_DEMAND | ST_FREE_TO_PICK, ST_FREE_TO_PICK | ST_WORKED_ON},
    {N_("PACK"), ST_DEMAND | ST_FREE_TO_PICK | ST_FREE_TO_PACK, ST_FREE_TO_PACK | ST_WORKED_ON},
    {N_("SHIP"), ST_OPEN, 0},
};

static void draw_steps(const struct order_screen_state *self, struct region row)
{
    const struct state *state = state_find(&order_states, order_shown(self)->status);
    int x = row.x + 2;
    for (size_t i = 0; state && i < G_N_ELEMENTS(steps); i++) {
        bool now = steps[i].now && (state->flags & steps[i].now) == steps[i].now;
        enum glyph sign = now                              ? GLYPH_HALF
                          : state->flags & steps[i].before ? GLYPH_OPEN
                                                           : GLYPH_FULL;
        g_autofree char *step = g_strdup_printf("%s %s%s", _(steps[i].label), glyph(sign),
                                                i + 1 < G_N_ELEMENTS(steps) ? " -- " : "");
        x += paint_text(row.y, x, row.x + row.w - x, now ? TINT_STRONG : TINT_TEXT, step);
    }
}

static void draw_totals(const struct order_screen_state *self, struct region row)
{
    const struct order_row *order = order_shown(self);
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
    g_autofree char *text =
        g_strdup_printf(_("Ship to  %s, %s, %s %s %s"), parts[PERSON_name], parts[PERSON_street1],
                        parts[PERSON_zip], parts[PERSON_city], parts[PERSON_country]);
    paint_text(row.y, row.x + 2, row.w - 3, TINT_TEXT, text);
    if (*parts[PERSON_note] && row.h > 1)
        paint_line(row, 1, 2, TINT_TEXT, _("Note     \"%s\""), parts[PERSON_note]);
}

void order_draw_summary(const struct order_screen_state *self, struct region at)
{
    const struct order_row *order = order_shown(self);
    draw_totals(self, region_top(at, 1));
    draw_steps(self, region_top(region_below(at, 2), 1));
    if (*order->hold_reason)
        paint_line(at, 3, 2, TINT_WARN, _("Held: %s"), order->hold_reason);
    draw_address(self, region_below(at, 5));
}
