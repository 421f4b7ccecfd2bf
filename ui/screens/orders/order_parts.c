// SPDX-License-Identifier: Apache-2.0
// Columns of the parts of an order, and how each part is read.
#include "order_parts.h"

#include <string.h>

#include "carriers.h"
#include "code_flag.h"
#include "i18n.h"
#include "lives.h"
#include "op_pack.h"
#include "order_pieces.h"
#include "query.h"
#include "says.h"
#include "show.h"
#include "store_event.h"

enum { EVENTS = 100 };

// --- lines

// How many pieces, or kits; of what is no goods there is nothing to tell.
static char *pieces(const struct line_row *line, int64_t n)
{
    bool goods = code_flag("line_kind", line->kind, "goods") || !strcmp(line->kind, "kit");
    return goods ? show_count(n) : g_strdup(glyph(GLYPH_NONE));
}

// "2/3" where a piece is missing.
static char *wanted(const void *owner, const void *row)
{
    const struct line_row *line = row;
    int64_t lacks = line_missing(order_shown(owner)->status, line);
    return lacks ? g_strdup_printf("%d/%d", (int)(line->qty - lacks), (int)line->qty)
                 : show_count(line->qty);
}

static enum tint wanted_tint(const void *owner, const void *row)
{
    return line_missing(order_shown(owner)->status, row) ? TINT_WARN : TINT_TEXT;
}

// What is claimed for it now; what is in a box is not held any more.
static char *held(const void *owner, const void *row)
{
    const struct line_row *line = row;
    return pieces(line, line->allocated - line->packed);
}

static char *picked(const void *owner, const void *row)
{
    const struct line_row *line = row;
    return pieces(line, line->picked);
}

static char *packed(const void *owner, const void *row)
{
    const struct line_row *line = row;
    return pieces(line, line->packed);
}

static char *shipped(const void *owner, const void *row)
{
    const struct line_row *line = row;
    return pieces(line, line->shipped);
}

static char *item(const void *owner, const void *row)
{
    const struct line_row *line = row;
    g_autoptr(GString) text = g_string_new(line->name);
    if (*line->part_of) {
        g_string_append_printf(text, " %s ", glyph(GLYPH_DOT));
        g_string_append_printf(text, _("part of %s"), line->part_of);
    }
    if (line->cancelled) {
        g_string_append_printf(text, " %s ", glyph(GLYPH_DOT));
        g_string_append_printf(text, _("%d cancelled"), (int)line->cancelled);
    }
    return g_strdup(text->str);
}

static const struct table_column line_columns[] = {
    {{N_("#"), 2, 2, 8, false, true}, FIELD(line_row, line)},
    {{N_("SKU"), 10, 14, 3, false, false}, FIELD(line_row, sku)},
    {{N_("Item"), 12, 60, 0, true, false}, .cell = item, .named = true},
    {{N_("Qty"), 5, 5, 1, false, true}, .cell = wanted, .tint = wanted_tint},
    {{N_("column|Alloc"), 5, 5, 4, false, true}, .cell = held},
    {{N_("column|Pick"), 4, 4, 5, false, true}, .cell = picked},
    {{N_("column|Pack"), 4, 4, 6, false, true}, .cell = packed},
    {{N_("column|Ship"), 4, 4, 7, false, true}, .cell = shipped},
    {{N_("Price"), 8, 8, 2, false, true}, FIELD(line_row, price)},
};

// --- timeline

static char *who(const void *owner, const void *row)
{
    return g_utf8_strup(((const struct event_row *)row)->operator_name, -1);
}

static char *said(const void *owner, const void *row)
{
    const struct event_row *event = row;
    return say_stored(event->say, event->terms);
}

static const struct table_column event_columns[] = {
    {{N_("When"), 6, 6, 1, false, true}, FIELD(event_row, at)},
    {{N_("Who"), 8, 10, 2, false, false}, .cell = who},
    {{N_("Said"), 12, 120, 0, true, false}, .cell = said},
};

static struct list *read_events(struct db *db, int64_t order, GError **error)
{
    return store_events_about(db, "order", order, EVENTS, error);
}

// --- money

static char *amount(const void *owner, const void *row)
{
    const struct payment_row *pay = row;
    return pay->known ? show_price(SEES_MONEY, pay->amount, pay->currency) : g_strdup("");
}

static const struct table_column money_columns[] = {
    {{N_("Method"), 12, 30, 0, true, false}, FIELD(payment_row, method)},
    {{N_("Reference"), 10, 30, 2, false, false}, FIELD(payment_row, reference)},
    {{N_("Amount"), 14, 16, 1, false, true}, .cell = amount, .sees = SEES_MONEY},
};

// --- parcels

// What people call it before it has its own number: each packing counts its boxes from 1.
static char *box_name(const void *owner, const void *row)
{
    const struct parcel_row *parcel = row;
    return g_strdup(pack_box_name(parcel->work_id, parcel->n).text);
}

static char *sscc(const void *owner, const void *row)
{
    const struct parcel_row *parcel = row;
    return g_strdup(*parcel->sscc ? parcel->sscc : glyph(GLYPH_NONE));
}

// A method that names nobody goes with whoever is asked for.
static char *carrier(const void *owner, const void *row)
{
    const struct parcel_row *parcel = row;
    return g_strdup(*parcel->carrier ? carrier_shown(parcel->carrier) : _("any"));
}

static char *state(const void *owner, const void *row)
{
    return g_strdup(state_label(&parcel_states, ((const struct parcel_row *)row)->status));
}

static char *label(const void *owner, const void *row)
{
    const struct parcel_row *parcel = row;
    if (!*parcel->job_status)
        return g_strdup("");
    const char *job = state_label(&job_states, parcel->job_status);
    g_autofree char *why = say_stored(parcel->job_reason, parcel->job_terms);
    return *why ? g_strdup_printf("%s: %s", job, why) : g_strdup(job);
}

static const struct table_column parcel_columns[] = {
    {{N_("Parcel"), 7, 10, 4, false, false}, .cell = box_name},
    {{N_("From"), 5, 8, 5, false, false}, FIELD(parcel_row, warehouse)},
    {{N_("SSCC"), 18, 20, 0, false, false}, .cell = sscc},
    {{N_("Box"), 6, 10, 3, false, false}, FIELD(parcel_row, box)},
    {{N_("Weight"), 9, 10, 2, false, true}, FIELD(parcel_row, grams)},
    {{N_("Carrier"), 7, 12, 6, false, false}, .cell = carrier},
    {{N_("Service"), 8, 20, 7, false, false}, FIELD(parcel_row, service)},
    {{N_("State"), 8, 10, 5, false, false}, .cell = state},
    {{N_("Label"), 10, 40, 1, true, false}, .cell = label},
};

#define SOURCE(list, row, key, sentence)                                                           \
    {                                                                                              \
        .columns = (list), .n_columns = G_N_ELEMENTS(list), .record = &row##_record, .id = (key),  \
        .empty = (sentence)                                                                        \
    }

const struct order_part_kind order_parts[N_PARTS] = {
    [PART_LINES] = {N_("Lines"), 0,
                    SOURCE(line_columns, line_row, FIELD(line_row, id),
                           N_("The order has no lines.")),
                    store_order_lines_shown},
    [PART_TIMELINE] = {N_("Timeline"), 0,
                       SOURCE(event_columns, event_row, FIELD(event_row, id),
                              N_("Nothing happened to the order yet.")),
                       read_events},
    [PART_MONEY] = {N_("Money"), SEES_MONEY,
                    SOURCE(money_columns, payment_row, TABLE_BY_PLACE, N_("No payment is known.")),
                    store_payments},
    [PART_PARCELS] = {N_("Parcels"), 0,
                      SOURCE(parcel_columns, parcel_row, FIELD(parcel_row, id),
                             N_("Nothing is packed yet.")),
                      store_parcels_of_order},
};

bool order_part_shown(const struct order_screen_state *self, int part)
{
    return !(order_parts[part].sees & ~self->table.sees);
}
