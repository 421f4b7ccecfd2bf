// SPDX-License-Identifier: Apache-2.0
// The lists of one item whole: places, orders that hold it, movements.
#include "answers.h"
#include "clock.h"
#include "i18n.h"
#include "item_state.h"
#include "lives.h"
#include "paint.h"
#include "show.h"
#include "text.h"

static char *free_pieces(const void *owner, const void *row)
{
    const struct balance_row *place = row;
    return show_count(balance_free(place, clock_now()));
}

static enum tint place_tint(const void *owner, const void *row)
{
    return ((const struct balance_row *)row)->blocked ? TINT_WARN : TINT_TEXT;
}

static char *kind(const void *owner, const void *row)
{
    const struct balance_row *place = row;
    return g_strdup(place->blocked ? _("blocked") : words_of_places.word(place->kind));
}

static const struct table_column place_columns[] = {
    {{N_("Where"), 10, 16, 0, false, false}, FIELD(balance_row, label), .tint = place_tint},
    {{N_("What"), 6, 10, 4, false, false}, .cell = kind, .words = &words_of_places},
    {{N_("Lot"), 6, 16, 5, true, false}, FIELD(balance_row, lot)},
    {{N_("On hand"), 7, 8, 2, false, true}, FIELD(balance_row, on_hand)},
    {{N_("column|Alloc"), 6, 8, 3, false, true}, FIELD(balance_row, allocated)},
    {{N_("Free"), 6, 8, 1, false, true}, .cell = free_pieces},
};

static char *order_state(const void *owner, const void *row)
{
    return g_strdup(state_label(&order_states, ((const struct demand_row *)row)->status));
}

static const struct table_column holder_columns[] = {
    {{N_("Order"), 8, 12, 0, false, false}, FIELD(demand_row, order_id), .tint = table_link},
    {{N_("Qty"), 4, 6, 1, false, true}, FIELD(demand_row, qty)},
    {{N_("State"), 8, 30, 2, true, false}, .cell = order_state},
};

static char *way(const void *owner, const void *row)
{
    const struct move_row *move = row;
    const char *none = glyph(GLYPH_NONE);
    return g_strdup_printf("%s %s %s", *move->from ? move->from_label : none, glyph(GLYPH_TO),
                           *move->to ? move->to_label : none);
}

static char *who(const void *owner, const void *row)
{
    return g_utf8_strup(((const struct move_row *)row)->operator_name, -1);
}

static char *why(const void *owner, const void *row)
{
    char *text = stock_move_why(row);
    return text ? text : g_strdup("");
}

static const struct table_column move_columns[] = {
    {{N_("When"), 6, 6, 2, false, true}, FIELD(move_row, at)},
    {{N_("Qty"), 4, 6, 1, false, true}, FIELD(move_row, qty)},
    {{N_("What"), 6, 10, 3, false, false}, FIELD(move_row, reason), .words = &words_of_moves},
    {{N_("Way"), 12, 40, 0, true, false}, .cell = way},
    {{N_("Who"), 6, 12, 4, false, false}, .cell = who},
    {{N_("Why"), 8, 40, 5, true, false}, .cell = why},
};

#define LIST(columns_, row, key, sentence)                                                         \
    {                                                                                              \
        .columns = (columns_), .n_columns = G_N_ELEMENTS(columns_), .record = &row##_record,       \
        .id = FIELD(row, key), .empty = (sentence)                                                 \
    }

const struct item_list item_lists[N_ITEM_PARTS] = {
    [ITEM_OVERVIEW] = {N_("Overview")},
    [ITEM_PLACES] = {N_("Where"),
                     LIST(place_columns, balance_row, id, N_("Nothing lies anywhere."))},
    [ITEM_HOLDERS] = {N_("Who holds it"),
                      LIST(holder_columns, demand_row, order_id, N_("Nobody holds any."))},
    [ITEM_MOVES] = {N_("Moves"), LIST(move_columns, move_row, id, N_("Nothing moved yet."))},
};

static void draw_tabs(const struct item *self, struct region row)
{
    int x = row.x + (row.w > 24);
    for (int i = ITEM_PLACES; i < (int)N_ITEM_PARTS; i++) {
        bool here = i == (int)self->part;
        g_autofree char *tab = g_strdup_printf(here ? "[%s %d]" : "%s %d", _(item_lists[i].label),
                                               (int)list_len(self->parts[i]));
        if (x + text_width(tab) + 2 > row.x + row.w && !here)
            continue;
        x += paint_text(row.y, x, row.x + row.w - x, here ? TINT_STRONG : TINT_DIM, tab) + 2;
    }
}

void item_draw_list(struct item *self, const struct layout *layout)
{
    struct region body = layout->body, tabs = layout->facts.h ? layout->facts : region_top(body, 1);
    if (!layout->facts.h)
        body = region_below(body, 1);
    else if (body.h > 8)
        body = region_below(body, 1);
    draw_tabs(self, tabs);
    table_draw(&self->table, &item_lists[self->part].source, self, body, layout->size);
}
