// SPDX-License-Identifier: Apache-2.0
// Shopify's order export: finds the rows of one order and hands them on.
// The first row of an order says everything, the following ones only name it and carry a line;
// what is blank there means "as above".
#include "shopify.h"

#include <string.h>

#include "card.h"
#include "i18n.h"
#include "names.h"
#include "one_line.h"
#include "order_key.h"
#include "shopify_row.h"

enum { N_RECENT = 1 << 14, RECENT_SIZE = 32, SHOWN_CELLS = 40, MAX_KEY = 255, MAX_LINES = 10000 };

// The names of recent orders and their ids, at a place that the name decides: enough to tell
// which order a stray row continues, in memory that does not grow with the file.
struct recent {
    char name[RECENT_SIZE], id[RECENT_SIZE];
};

struct shopify_reader {
    struct channel_reader base;
    int places[N_SHOPIFY_COLUMNS];
    int *unknown;
    char *currency;
    const struct csv_row *row; // read, but not part of an order yet
    bool says_due;             // as in struct shopify_row
    struct recent *recent;
    GHashTable *astray; // names of orders whose rows stood above their first one
    int64_t n_orders;
};

static void shopify_close(struct channel_reader *base)
{
    struct shopify_reader *reader = (struct shopify_reader *)base;
    csv_free(base->csv);
    g_free(reader->unknown);
    g_free(reader->currency);
    g_free(reader->recent);
    g_hash_table_unref(reader->astray);
    g_free(reader);
}

// Columns of every export that say nothing for the work of a warehouse.
static const char *const beside[] = {
    "Accepts Marketing", "Employee",       "Location",           "Device ID",           "Tags",
    "Risk Level",        "Receipt Number", "Payment Terms Name", "Next Payment Due At", NULL};

static struct channel_reader *shopify_open(struct byte_source *bytes,
                                           const struct channel_options *options, GError **error)
{
    g_autoptr(csv_reader) csv = csv_open(bytes, NULL, error);
    int places[N_SHOPIFY_COLUMNS];
    if (!csv || !columns_map(csv, shopify_table, N_SHOPIFY_COLUMNS, places, error))
        return NULL;
    if (places[C_CURRENCY] < 0 && !options->currency) {
        tote_fail(error, TOTE_IMPORT_HEADER, "Currency",
                  _("The file has no column \"Currency\"; say which currency it is in"));
        return NULL;
    }
    struct shopify_reader *reader = g_new0(struct shopify_reader, 1);
    memcpy(reader->places, places, sizeof places);
    reader->unknown = columns_unknown(csv, places, N_SHOPIFY_COLUMNS);
    reader->currency = g_strdup(options->currency);
    reader->recent = g_new0(struct recent, N_RECENT);
    reader->astray = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    reader->base.unused = columns_unused(csv, places, N_SHOPIFY_COLUMNS, beside);
    channel_init(&reader->base, &shopify_channel, g_steal_pointer(&csv));
    if (places[C_LINE_SKU] < 0)
        channel_note(&reader->base, 0, TOTE_IMPORT_MISSING,
                     _("The file has no column \"Lineitem sku\": nobody knows the items of its "
                       "lines"));
    return &reader->base;
}

static struct shopify_row row_of(const struct shopify_reader *reader)
{
    return (struct shopify_row){
        .csv = reader->row,
        .reader = reader->base.csv,
        .places = reader->places,
        .unknown = reader->unknown,
        .currency = reader->currency,
        .says_due = reader->says_due,
    };
}

static struct recent *recent_place(struct shopify_reader *reader, const char *name)
{
    return &reader->recent[g_str_hash(name) % N_RECENT];
}

static void remember(struct shopify_reader *reader, const struct incoming_order *order)
{
    if (strlen(order->external_name) >= RECENT_SIZE || strlen(order->external_id) >= RECENT_SIZE)
        return;
    struct recent *recent = recent_place(reader, order->external_name);
    g_strlcpy(recent->name, order->external_name, RECENT_SIZE);
    g_strlcpy(recent->id, order->external_id, RECENT_SIZE);
}

static const char *recall(struct shopify_reader *reader, const char *name)
{
    const struct recent *recent = recent_place(reader, name);
    return strcmp(recent->name, name) == 0 ? recent->id : "";
}

// Is the cell, blanks around it aside, the same as TEXT?
static bool same(const char *cell, const char *text)
{
    size_t n = strlen(text);
    return strncmp(cell, text, n) == 0 && !cell[n + strspn(cell + n, " \t\r\n")];
}

// The same for two that may be written in different ways.
static bool same_id(const char *cell, const char *key)
{
    g_autofree char *other = same(cell, key) ? NULL : order_key(cell);
    return !other || !strcmp(other, key);
}

static bool same_name(const char *cell, const char *name)
{
    g_autofree char *other = same(cell, name) ? NULL : one_line(cell);
    return !other || !strcmp(other, name);
}

// Does the row go on with ORDER? A row with another id does not, though the name be the same.
static bool belongs(const struct shopify_row *row, const struct incoming_order *order)
{
    const char *id = shopify_cell(row, C_ID), *name = shopify_cell(row, C_NAME);
    if (*id && row->places[C_ID] >= 0)
        return same_id(id, order->external_id) && (!*name || same_name(name, order->external_name));
    return *name && same_name(name, order->external_name);
}

// The first row of an order has these; a row that goes on with one leaves them blank.
static bool says_nothing_of_the_order(const struct shopify_row *row)
{
    static const enum shopify_column head[] = {C_FINANCIAL, C_CURRENCY, C_SUBTOTAL, C_TOTAL};
    for (size_t i = 0; i < G_N_ELEMENTS(head); i++)
        if (*shopify_cell(row, head[i]))
            return false;
    return true;
}

// Is there nothing in it? Spreadsheets leave such rows where somebody emptied them.
static bool is_empty(const struct csv_row *row)
{
    for (int i = 0; i < row->n; i++)
        if (row->cells[i][strspn(row->cells[i], " \t\r\n")])
            return false;
    return true;
}

// Notes a row that names no order. It may be a line of ORDER (NULL = none), below whose rows it
// stands.
static void note_nameless(struct shopify_reader *reader, int64_t row, struct incoming_order *order)
{
    channel_note(&reader->base, row, TOTE_IMPORT_MISSING,
                 _("The row names no order; fill in the column \"Name\""));
    if (order)
        incoming_order_hold(order, row, TOTE_IMPORT_SPLIT, SAY_HOLD_NAMELESS_ROW, NULL, 0, NULL);
}

// Passes over rows that belong to no order, and notes them. True when this was one.
static bool take_alone(struct shopify_reader *reader, const struct shopify_row *row,
                       struct incoming_order *order)
{
    const char *name = shopify_cell(row, C_NAME);
    if (same(name, "Name") && same(shopify_cell(row, C_LINE_QUANTITY), "Lineitem quantity"))
        channel_note(&reader->base, row->csv->number, TOTE_IMPORT_VALUE,
                     _("The header row stands here once more; two exports were joined"));
    else if (*name || *shopify_cell(row, C_ID))
        return false;
    else if (is_empty(row->csv))
        reader->base.rows_alone++;
    else
        note_nameless(reader, row->csv->number, order);
    return true;
}

// Rejects a row that does not stand with the others of its order. Where that is still to come, it
// is held; where it was given already, whoever stores it has to see to that.
static void stray(struct shopify_reader *reader, struct incoming_order *order)
{
    const char *name = order->external_name;
    g_autofree char *shown = cell_quote(name, SHOWN_CELLS);
    order->continues = true;
    if (!*order->external_id) {
        g_free(order->external_id);
        order->external_id = g_strdup(reader->places[C_ID] < 0 ? name : recall(reader, name));
    }
    if (!*recall(reader, name))
        g_hash_table_add(reader->astray, g_strdup(name));
    incoming_order_reject(order, order->first_row, TOTE_IMPORT_SPLIT,
                          _("The row goes on with order \"%s\", but does not stand with its rows; "
                            "all of them must stand together, the first one on top"),
                          shown);
}

// Names the order by its first row; rejects it where that cannot be done.
static void identify(struct shopify_reader *reader, const struct shopify_row *row,
                     struct incoming_order *order)
{
    char *id = *shopify_cell(row, C_ID) ? order_key(shopify_cell(row, C_ID)) : NULL;
    char *name = shopify_line(row, C_NAME);
    g_autoptr(GError) wrong = NULL;
    order->external_name = name ? name : g_strdup(id);
    order->external_id = id ? id : g_strdup(reader->places[C_ID] < 0 ? name : "");
    if (says_nothing_of_the_order(row)) {
        stray(reader, order);
    } else if (!*order->external_id) {
        incoming_order_reject(order, order->first_row, TOTE_IMPORT_MISSING,
                              _("The order has no \"Id\"; export it again with this column"));
    } else if (damage_number(order->external_id)) {
        shopify_damaged(row, C_ID, order);
    } else if (!name_check(NAME_ORDER, order->external_name, NULL, &wrong)) {
        incoming_order_reject(order, order->first_row, TOTE_IMPORT_VALUE, _("\"Name\": %s"),
                              wrong->message);
    } else if (strlen(order->external_id) > MAX_KEY || strlen(order->external_name) > MAX_KEY) {
        incoming_order_reject(order, order->first_row, TOTE_IMPORT_VALUE,
                              _("\"Id\" or \"Name\" is longer than %d bytes; correct it"), MAX_KEY);
    }
}

static void add_row(const struct shopify_row *row, struct incoming_order *order)
{
    order->rows++;
    if (order->rows <= MAX_LINES)
        shopify_read_line(row, order);
    else if (order->rows == MAX_LINES + 1)
        incoming_order_reject(order, row->csv->number, TOTE_IMPORT_VALUE,
                              _("The order has more than %d rows; split it in the shop"),
                              MAX_LINES);
}

// A row that stood apart is not among its lines.
static void hold_for_stray(const struct shopify_reader *reader, struct incoming_order *order)
{
    if (g_hash_table_contains(reader->astray, order->external_name))
        incoming_order_hold(order, order->first_row, TOTE_IMPORT_SPLIT, SAY_HOLD_ROW_APART, NULL, 0,
                            NULL);
}

static struct incoming_order *begin(struct shopify_reader *reader, const struct shopify_row *row)
{
    struct incoming_order *order = incoming_order_new();
    order->first_row = row->csv->number;
    reader->says_due = *shopify_cell(row, C_OUTSTANDING);
    identify(reader, row, order);
    if (!order->continues) {
        shopify_read_order(row, order);
        hold_for_stray(reader, order);
    }
    add_row(row, order);
    return order;
}

// Ids that a spreadsheet rewrote make the whole file useless: nothing of it can be found again.
static bool ids_are_whole(struct shopify_reader *reader, const struct incoming_order *order,
                          GError **error)
{
    if (reader->n_orders > 0 || !damage_number(order->external_id))
        return true;
    g_autofree char *shown = cell_quote(order->external_id, SHOWN_CELLS);
    const struct tote_fault fault = {.field = "Id", .position = (int)order->first_row};
    return tote_fail_full(error, TOTE_IMPORT_SPREADSHEET, &fault,
                          _("The id \"%s\" was rewritten by a spreadsheet, the orders cannot be "
                            "told apart any more; import the file as Shopify exported it"),
                          shown);
}

// Reads the next row into reader->row unless one waits there; NULL at the end.
static bool fetch(struct shopify_reader *reader, GError **error)
{
    return reader->row || csv_next(reader->base.csv, &reader->row, error);
}

// Goes to the first row of an order; reader->row is NULL at the end.
static bool find_order(struct shopify_reader *reader, GError **error)
{
    for (;;) {
        if (!fetch(reader, error))
            return false;
        struct shopify_row row = row_of(reader);
        if (!reader->row || !take_alone(reader, &row, NULL))
            return true;
        reader->row = NULL;
    }
}

static bool shopify_next(struct channel_reader *base, struct incoming_order **ret_order,
                         GError **error)
{
    struct shopify_reader *reader = (struct shopify_reader *)base;
    if (!find_order(reader, error))
        return false;
    if (!reader->row) {
        *ret_order = NULL;
        return true;
    }
    struct shopify_row row = row_of(reader);
    g_autoptr(incoming_order) order = begin(reader, &row);
    if (!ids_are_whole(reader, order, error))
        return false;
    for (;;) {
        reader->row = NULL;
        if (!fetch(reader, error))
            return false;
        row = row_of(reader);
        if (!reader->row)
            break;
        if (take_alone(reader, &row, order))
            continue;
        if (!belongs(&row, order) || (order->continues && !says_nothing_of_the_order(&row)))
            break;
        add_row(&row, order);
    }
    shopify_finish(&row, order);
    reader->n_orders++;
    if (!order->continues)
        remember(reader, order);
    *ret_order = g_steal_pointer(&order);
    return true;
}

const struct channel shopify_channel = {
    .name = "shopify",
    .summary = N_("Shopify: orders exported from the admin as CSV"),
    .open = shopify_open,
    .next = shopify_next,
    .close = shopify_close,
};
