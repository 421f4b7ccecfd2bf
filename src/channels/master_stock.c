// SPDX-License-Identifier: Apache-2.0
// A row of stock: how much of what lies where, and since when.
#include "card.h"
#include "clock.h"
#include "i18n.h"
#include "master_row.h"

enum { S_SKU, S_PLACE, S_QTY, S_LOT, S_RECEIVED, N_STOCK };

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
};

static bool read_received(const struct master_reader *reader, int64_t *ret_ms, GError **error)
{
    const char *cell = master_cell(reader, S_RECEIVED);
    if (!*cell || clock_parse(cell, ret_ms, NULL))
        return true;
    return master_refuse(
        reader, S_RECEIVED, damage_date(cell) ? TOTE_IMPORT_SPREADSHEET : TOTE_IMPORT_VALUE,
        _("\"%s\" can be read in several ways or is no date; write it like 2026-11-24"), error);
}

static bool read_cells(const struct master_reader *reader, struct incoming_stock *stock,
                       GError **error)
{
    stock->lot = master_text(reader, S_LOT);
    if (!master_key(reader, S_SKU, &stock->sku, error) ||
        !master_key(reader, S_PLACE, &stock->place, error))
        return false;
    if (!*master_cell(reader, S_QTY))
        return tote_fail(error, TOTE_IMPORT_MISSING, "qty",
                         _("The row does not say how many pieces lie there; fill in \"qty\""));
    return master_count(reader, S_QTY, &stock->qty, error) && master_whole(reader, S_LOT, error) &&
           read_received(reader, &stock->received_at, error);
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
