// SPDX-License-Identifier: Apache-2.0
// A row of stock: how much of what lies where, whose it is, and for how long it is good.
#include <string.h>

#include "card.h"
#include "clock.h"
#include "dates.h"
#include "i18n.h"
#include "master_row.h"

enum {
    S_SKU,
    S_PLACE,
    S_QTY,
    S_LOT,
    S_RECEIVED,
    S_WAREHOUSE,
    S_EXPIRY,
    S_OWNER,
    S_CONDITION,
    S_SERIAL,
    N_STOCK
};

enum { DATE_LENGTH = 10 };

static const char place_names[] = "location|bin|place code|location code|bin code|bin location";

static const struct column columns[] = {
    [S_SKU] = {"sku", true, master_sku_names, N_("The item.")},
    [S_PLACE] = {"place", true, place_names, N_("Where it lies.")},
    [S_QTY] = {"qty", true, "quantity|on hand|count|pieces|stock",
               N_("How many pieces lie there, a whole number from 0.")},
    [S_LOT] = {"lot", false, "batch|lot number|batch number|lot code",
               N_("The lot, if it has one.")},
    [S_RECEIVED] = {"received_at", false, "received|received on|receipt date|date received",
                    N_("When it came, like 2026-11-24; now where it is empty.")},
    [S_WAREHOUSE] = {"warehouse", false, master_warehouse_names,
                     N_("The warehouse of the place, where there are several.")},
    [S_EXPIRY] = {"expiry", false, "expires|expiry date|expiration date|best before|use by",
                  N_("The day on which it expires, like 2027-06-30.")},
    [S_OWNER] = {"owner", false, "owner code|consignor",
                 N_("Whose goods they are, where they are not the house's own.")},
    [S_CONDITION] = {"condition", false, "item condition|stock condition",
                     N_("Its condition: good, damaged or blocked; good where it is empty.")},
    [S_SERIAL] = {"serial", false, "serial number|serial no|sn",
                  N_("The serial number of the piece, a row for each.")},
};

static bool refuse_date(const struct master_reader *reader, int column, GError **error)
{
    bool damaged = damage_date(master_cell(reader, column));
    return master_refuse(
        reader, column, damaged ? TOTE_IMPORT_SPREADSHEET : TOTE_IMPORT_VALUE,
        _("\"%s\" can be read in several ways or is no date; write it like 2026-11-24"), error);
}

// NEEDED: from when to when it can be.
static bool refuse_span(const struct master_reader *reader, int column, const char *needed,
                        GError **error)
{
    g_autofree char *shown = master_shown(reader, column);
    return tote_fail(error, TOTE_IMPORT_VALUE, master_column(reader, column),
                     _("Column \"%s\": \"%s\" cannot be its date; needed is one from %s"),
                     master_column(reader, column), shown, needed);
}

static bool read_received(const struct master_reader *reader, int64_t *ret_ms, GError **error)
{
    const char *cell = master_cell(reader, S_RECEIVED);
    g_autofree char *needed = NULL;
    if (!*cell)
        return true;
    if (!clock_parse(cell, ret_ms, NULL))
        return refuse_date(reader, S_RECEIVED, error);
    return date_of_past(*ret_ms, &needed) || refuse_span(reader, S_RECEIVED, needed, error);
}

// A day without a time, which would be another day elsewhere.
static bool read_expiry(const struct master_reader *reader, int64_t *ret_day, GError **error)
{
    g_autofree char *text = master_text(reader, S_EXPIRY);
    g_autofree char *needed = NULL;
    int64_t ms;
    if (!text)
        return true;
    if (strlen(text) != DATE_LENGTH || !clock_parse(text, &ms, NULL))
        return refuse_date(reader, S_EXPIRY, error);
    if (!date_of_expiry(ms, &needed))
        return refuse_span(reader, S_EXPIRY, needed, error);
    *ret_day = ms / DAY_MS;
    return true;
}

static bool read_condition(const struct master_reader *reader, char **ret_cond, GError **error)
{
    static const char *const words[] = {"good", "damaged", "blocked"};
    g_autofree char *text = master_text(reader, S_CONDITION);
    for (size_t i = 0; text && i < G_N_ELEMENTS(words); i++) {
        if (g_ascii_strcasecmp(text, words[i]) == 0) {
            *ret_cond = i ? g_strdup(words[i]) : NULL;
            return true;
        }
    }
    return !text ||
           master_refuse(reader, S_CONDITION, TOTE_IMPORT_VALUE,
                         _("\"%s\" is no condition; choose good, damaged or blocked"), error);
}

static bool read_qty(const struct master_reader *reader, int64_t *ret_qty, GError **error)
{
    if (!*master_cell(reader, S_QTY))
        return tote_fail(error, TOTE_IMPORT_MISSING, "qty",
                         _("The row does not say how many pieces lie there; fill in \"qty\""));
    return master_count(reader, S_QTY, ret_qty, error);
}

// The quantity is read before.
static bool read_serial(const struct master_reader *reader, struct incoming_stock *stock,
                        GError **error)
{
    if (!master_code(reader, S_SERIAL, NAME_SERIAL, &stock->serial, error))
        return false;
    return !stock->serial || stock->qty <= 1 ||
           master_refuse(reader, S_SERIAL, TOTE_IMPORT_VALUE,
                         _("Serial number \"%s\" stands for several pieces; give each piece a row "
                           "with its own"),
                         error);
}

// When a lot expires, and the row that said so first.
struct lot_day {
    int64_t day, row;
};

// The day is that of the lot.
static bool check_expiry(const struct master_reader *reader, const struct incoming_stock *stock,
                         GError **error)
{
    if (!stock->expires_day)
        return true;
    if (!stock->lot)
        return master_refuse(reader, S_EXPIRY, TOTE_IMPORT_MISSING,
                             _("Expiry \"%s\" stands without a lot, and goods expire lot by lot; "
                               "fill in \"lot\""),
                             error);
    g_autofree char *key = g_strdup_printf("%s\n%s", stock->sku, stock->lot);
    const struct lot_day *first = g_hash_table_lookup(reader->seen, key);
    const struct lot_day day = {stock->expires_day, reader->row->number};
    g_autofree char *shown = master_shown(reader, S_EXPIRY);
    if (first && first->day != day.day)
        return tote_fail_full(error, TOTE_IMPORT_DUPLICATE,
                              &(struct tote_fault){.field = master_column(reader, S_EXPIRY),
                                                   .position = (int)first->row},
                              _("Column \"%s\": \"%s\", but row %" G_GINT64_FORMAT
                                " gives this lot another day; a lot expires on one day"),
                              master_column(reader, S_EXPIRY), shown, first->row);
    if (!first)
        g_hash_table_insert(reader->seen, g_steal_pointer(&key), g_memdup2(&day, sizeof day));
    return true;
}

static bool read_cells(const struct master_reader *reader, struct incoming_stock *stock,
                       GError **error)
{
    return master_key(reader, S_SKU, NAME_SKU, &stock->sku, error) &&
           master_key(reader, S_PLACE, NAME_PLACE, &stock->place, error) &&
           read_qty(reader, &stock->qty, error) &&
           master_code(reader, S_LOT, NAME_LOT, &stock->lot, error) &&
           read_received(reader, &stock->received_at, error) &&
           master_code(reader, S_WAREHOUSE, NAME_WAREHOUSE, &stock->warehouse, error) &&
           read_expiry(reader, &stock->expires_day, error) &&
           master_code(reader, S_OWNER, NAME_OWNER, &stock->owner, error) &&
           read_condition(reader, &stock->cond, error) && read_serial(reader, stock, error) &&
           check_expiry(reader, stock, error);
}

static bool read_stock(const struct master_reader *reader, void *ret_row, GError **error)
{
    struct incoming_stock stock = {.row = reader->row->number};
    bool good = read_cells(reader, &stock, error);
    if (good)
        *(struct incoming_stock *)ret_row = stock;
    else
        incoming_stock_clear(&stock);
    return good;
}

const struct master_file master_stock = {columns, N_STOCK, read_stock};
