// SPDX-License-Identifier: Apache-2.0
// Reads items, places and stock. A row that cannot be used says why and the file goes on.
#include "master.h"

#include <string.h>

#include "card.h"
#include "clock.h"
#include "gs1.h"
#include "i18n.h"
#include "qty.h"

enum { SHOWN_CELLS = 40, MAX_COLUMNS = 8, MAX_KEY = 255, GRAMS_EXPONENT = 3 };

enum { I_SKU, I_NAME, I_GTIN, I_PRICE, I_CURRENCY, I_WEIGHT, N_ITEM };
enum { P_CODE, P_ZONE, P_KIND, P_WALK, P_CHECK, N_PLACE };
enum { S_SKU, S_PLACE, S_QTY, S_LOT, S_RECEIVED, N_STOCK };

static const char sku_names[] = "article|article number|item|item number|item code|product code|"
                                "variant sku|seller sku";
static const char place_names[] = "location|bin|place code|location code|bin code|bin location";

static const struct column item_columns[] = {
    [I_SKU] = {"sku", true, sku_names, N_("The number under which the item is sold and stored.")},
    [I_NAME] = {"name", false, "title|description|item name|product name|product",
                N_("What people call it.")},
    [I_GTIN] = {"gtin", false, "ean|upc|barcode|ean13|gtin13|gtin14|variant barcode",
                N_("Its GTIN: 8, 12, 13 or 14 digits with a right check digit.")},
    [I_PRICE] = {"price", false, "unit price|sales price|retail price|variant price",
                 N_("Price of one piece.")},
    [I_CURRENCY] = {"currency", false, "currency code|price currency",
                    N_("Currency of the price, three letters.")},
    [I_WEIGHT] = {"weight_g", false, "weight|weight grams|grams|variant grams",
                  N_("Weight of one piece in grams; a unit may follow: 350 g, 0.35 kg.")},
};

static const struct column place_columns[] = {
    [P_CODE] = {"place", true, "code|location|bin|place code|location code|bin code|bin location",
                N_("The code on the place.")},
    [P_ZONE] = {"zone", false, "area|warehouse zone", N_("The part of the warehouse.")},
    [P_KIND] = {"kind", false, "type|place type|location type|usage",
                N_("What it is for: pick, bulk, receive, pack or ship.")},
    [P_WALK] = {"walk", false, "sequence|pick sequence|walk sequence|pick order|sort",
                N_("Where it comes in the walk of a picker, a whole number.")},
    [P_CHECK] = {"check", false, "check digits|check digit|check code",
                 N_("Digits that a picker reads back in place of a scan.")},
};

static const struct column stock_columns[] = {
    [S_SKU] = {"sku", true, sku_names, N_("The item.")},
    [S_PLACE] = {"place", true, place_names, N_("Where it lies.")},
    [S_QTY] = {"qty", true, "quantity|on hand|count|pieces|stock",
               N_("How many pieces lie there, a whole number from 0.")},
    [S_LOT] = {"lot", false, "batch|lot number|batch number|lot code",
               N_("The lot, if it has one.")},
    [S_RECEIVED] = {"received_at", false, "received|received on|receipt date|date received",
                    N_("When it came, like 2026-11-24; now where it is empty.")},
};

static const struct {
    const struct column *columns;
    int n;
} kinds[N_MASTER_KINDS] = {
    [MASTER_ITEMS] = {item_columns, N_ITEM},
    [MASTER_PLACES] = {place_columns, N_PLACE},
    [MASTER_STOCK] = {stock_columns, N_STOCK},
};

static const char *const place_kinds[] = {"pick", "bulk", "receive", "pack", "ship"};

struct master_reader {
    enum master_kind kind;
    struct csv_reader *csv;
    char *currency;
    int places[MAX_COLUMNS];
    const struct csv_row *row;
};

const struct column *master_columns(enum master_kind kind, int *ret_n)
{
    *ret_n = kinds[kind].n;
    return kinds[kind].columns;
}

static struct master_reader *open_bytes(enum master_kind kind, struct byte_source *bytes,
                                        const struct channel_options *options, GError **error)
{
    g_autoptr(csv_reader) csv = bytes ? csv_open(bytes, NULL, error) : NULL;
    int places[MAX_COLUMNS];
    if (!csv || !columns_map(csv, kinds[kind].columns, kinds[kind].n, places, error))
        return NULL;
    struct master_reader *reader = g_new0(struct master_reader, 1);
    reader->kind = kind;
    reader->csv = g_steal_pointer(&csv);
    reader->currency = g_strdup(options ? options->currency : NULL);
    memcpy(reader->places, places, sizeof places);
    return reader;
}

struct master_reader *master_open(enum master_kind kind, const char *path,
                                  const struct channel_options *options, GError **error)
{
    return open_bytes(kind, bytes_open(path, error), options, error);
}

struct master_reader *master_open_memory(enum master_kind kind, const void *data, size_t size,
                                         const struct channel_options *options, GError **error)
{
    return open_bytes(kind, bytes_open_memory(data, size), options, error);
}

struct master_reader *master_close(struct master_reader *reader)
{
    if (!reader)
        return NULL;
    csv_free(reader->csv);
    g_free(reader->currency);
    g_free(reader);
    return NULL;
}

int64_t master_rows_read(const struct master_reader *reader)
{
    return csv_rows(reader->csv);
}

int64_t master_bytes_read(const struct master_reader *reader)
{
    return bytes_done(csv_bytes(reader->csv));
}

int64_t master_bytes_total(const struct master_reader *reader)
{
    return bytes_total(csv_bytes(reader->csv));
}

// The cell without leading blanks, "" where it or its column is missing.
static const char *cell_of(const struct master_reader *reader, int column)
{
    int place = reader->places[column];
    const char *cell = place < 0 ? "" : reader->row->cells[place];
    while (g_ascii_isspace(*cell))
        cell++;
    return cell;
}

static const char *name_of(const struct master_reader *reader, int column)
{
    return kinds[reader->kind].columns[column].name;
}

// The cell without blanks around it, NULL when it is empty.
static char *text_of(const struct master_reader *reader, int column)
{
    const char *cell = cell_of(reader, column);
    return *cell ? g_strchomp(g_strdup(cell)) : NULL;
}

static char *free_text_of(const struct master_reader *reader, int column)
{
    char *text = text_of(reader, column);
    card_mask(text);
    return text;
}

// Refuses the cell of a column: FORMAT has one %s, for what it holds.
static bool refuse(const struct master_reader *reader, int column, enum tote_code code,
                   const char *format, GError **error)
{
    g_autofree char *shown = cell_quote(cell_of(reader, column), SHOWN_CELLS);
    return tote_fail(error, code, name_of(reader, column), format, shown);
}

static bool is_whole(const struct master_reader *reader, int column, GError **error)
{
    g_autofree char *text = text_of(reader, column);
    if (!text || !damage_number(text))
        return true;
    return refuse(reader, column, TOTE_IMPORT_SPREADSHEET,
                  _("A spreadsheet rewrote \"%s\"; import the file as it was exported, or format "
                    "the column as text"),
                  error);
}

// A cell that must hold something: the key of a row.
static bool read_key(const struct master_reader *reader, int column, char **ret_key, GError **error)
{
    g_autofree char *text = text_of(reader, column);
    if (!text)
        return tote_fail(error, TOTE_IMPORT_MISSING, name_of(reader, column),
                         _("The cell of column \"%s\" is empty; fill it in"),
                         name_of(reader, column));
    if (strlen(text) > MAX_KEY)
        return refuse(reader, column, TOTE_IMPORT_VALUE,
                      _("\"%s\" is too long; a code has 255 bytes at most"), error);
    if (!is_whole(reader, column, error))
        return false;
    *ret_key = g_steal_pointer(&text);
    return true;
}

static bool read_count(const struct master_reader *reader, int column, int64_t *ret_count,
                       GError **error)
{
    const char *cell = cell_of(reader, column);
    if (!*cell || qty_parse(cell, NULL, ret_count, NULL))
        return true;
    if (!is_whole(reader, column, error))
        return false;
    return refuse(reader, column, TOTE_IMPORT_VALUE,
                  _("\"%s\" is no whole number from 0; write it like 12"), error);
}

static bool read_gtin(const struct master_reader *reader, char **ret_gtin, GError **error)
{
    g_autofree char *text = text_of(reader, I_GTIN);
    if (text && text[0] == '\'') // keeps a spreadsheet from rewriting it
        memmove(text, text + 1, strlen(text));
    if (!text || gtin_valid(text)) {
        *ret_gtin = text ? g_steal_pointer(&text) : g_strdup("");
        return true;
    }
    if (!is_whole(reader, I_GTIN, error))
        return false;
    size_t n = strlen(text);
    bool digits = strspn(text, "0123456789") == n;
    if (digits && (n == 8 || (n >= 12 && n <= 14)))
        return refuse(reader, I_GTIN, TOTE_CHECK_DIGIT,
                      _("The check digit of GTIN \"%s\" is wrong; read it again from the goods"),
                      error);
    return refuse(reader, I_GTIN, TOTE_IMPORT_VALUE,
                  _("\"%s\" is no GTIN, which has 8, 12, 13 or 14 digits; a spreadsheet may have "
                    "cut zeros in front"),
                  error);
}

static bool read_price(const struct master_reader *reader, struct incoming_item *item,
                       GError **error)
{
    const char *cell = cell_of(reader, I_PRICE);
    g_autofree char *named = text_of(reader, I_CURRENCY);
    const char *currency = named ? named : reader->currency;
    struct money price;
    if (currency && !money_currency_valid(currency))
        return refuse(reader, I_CURRENCY, TOTE_IMPORT_VALUE,
                      _("\"%s\" is not a currency; write it like EUR"), error);
    g_strlcpy(item->currency, currency ? currency : "", sizeof item->currency);
    if (!*cell)
        return true;
    if (!currency)
        return refuse(reader, I_PRICE, TOTE_IMPORT_MISSING,
                      _("The price \"%s\" has no currency; add a column \"currency\""), error);
    if (!money_parse(cell, currency, NULL, &price, NULL) || price.minor < 0)
        return refuse(reader, I_PRICE, TOTE_IMPORT_VALUE,
                      _("\"%s\" is no price; write it like 1234.50"), error);
    item->price = price.minor;
    return true;
}

// Takes a unit off the end of TEXT: grams per unit, 0 for an unknown one.
static int64_t take_unit(char *text)
{
    size_t n = strlen(text);
    while (n > 0 && g_ascii_isalpha(text[n - 1]))
        n--;
    bool grams = g_ascii_strcasecmp(text + n, "g") == 0 || !text[n];
    bool kilos = g_ascii_strcasecmp(text + n, "kg") == 0;
    text[n] = 0;
    return kilos ? 1000 : grams ? 1 : 0;
}

// Digits with at most three behind the point, in thousandths.
static bool read_thousandths(const char *text, int64_t *value)
{
    g_autofree char *whole = g_strdup(text);
    char *point = whole + strcspn(whole, ".,");
    int64_t thousandths = 0;
    size_t n = *point ? strlen(point + 1) : 0;
    if (n > GRAMS_EXPONENT)
        return false;
    for (size_t i = 0, scale = 100; i < n; i++, scale /= 10) {
        if (!g_ascii_isdigit(point[1 + i]))
            return false;
        thousandths += (int64_t)scale * (point[1 + i] - '0');
    }
    *point = 0;
    if (!qty_parse(*whole ? whole : "0", NULL, value, NULL) || (!*whole && !n))
        return false;
    *value = *value * 1000 + thousandths;
    return true;
}

static bool read_weight(const struct master_reader *reader, int64_t *ret_grams, GError **error)
{
    g_autofree char *text = text_of(reader, I_WEIGHT);
    int64_t thousandths = 0;
    if (!text)
        return true;
    int64_t unit = take_unit(text);
    if (unit && read_thousandths(g_strchomp(text), &thousandths) &&
        thousandths <= INT64_MAX / unit && thousandths * unit % 1000 == 0) {
        *ret_grams = thousandths * unit / 1000;
        return true;
    }
    return refuse(reader, I_WEIGHT, TOTE_IMPORT_VALUE,
                  _("\"%s\" is no weight in whole grams; write it like 350 or 0.35 kg"), error);
}

static bool read_item(const struct master_reader *reader, struct incoming_item *item,
                      GError **error)
{
    item->price = item->weight_g = -1;
    item->name = free_text_of(reader, I_NAME);
    return read_key(reader, I_SKU, &item->sku, error) && read_gtin(reader, &item->gtin, error) &&
           read_price(reader, item, error) && read_weight(reader, &item->weight_g, error);
}

static bool read_kind(const struct master_reader *reader, char **ret_kind, GError **error)
{
    g_autofree char *text = text_of(reader, P_KIND);
    for (size_t i = 0; text && i < G_N_ELEMENTS(place_kinds); i++) {
        if (g_ascii_strcasecmp(text, place_kinds[i]) == 0) {
            *ret_kind = g_strdup(place_kinds[i]);
            return true;
        }
    }
    return !text || refuse(reader, P_KIND, TOTE_IMPORT_VALUE,
                           _("\"%s\" is no kind of place; choose pick, bulk, receive, pack or "
                             "ship"),
                           error);
}

static bool read_place(const struct master_reader *reader, struct incoming_place *place,
                       GError **error)
{
    place->walk = -1;
    place->zone = free_text_of(reader, P_ZONE);
    place->check = free_text_of(reader, P_CHECK);
    return read_key(reader, P_CODE, &place->code, error) &&
           read_kind(reader, &place->kind, error) &&
           read_count(reader, P_WALK, &place->walk, error);
}

static bool read_stock(const struct master_reader *reader, struct incoming_stock *stock,
                       GError **error)
{
    const char *received = cell_of(reader, S_RECEIVED);
    stock->lot = text_of(reader, S_LOT);
    if (!read_key(reader, S_SKU, &stock->sku, error) ||
        !read_key(reader, S_PLACE, &stock->place, error))
        return false;
    if (!*cell_of(reader, S_QTY))
        return tote_fail(error, TOTE_IMPORT_MISSING, "qty",
                         _("The row does not say how many pieces lie there; fill in \"qty\""));
    if (!read_count(reader, S_QTY, &stock->qty, error) || !is_whole(reader, S_LOT, error))
        return false;
    if (!*received || clock_parse(received, &stock->received_at, NULL))
        return true;
    return refuse(
        reader, S_RECEIVED, damage_date(received) ? TOTE_IMPORT_SPREADSHEET : TOTE_IMPORT_VALUE,
        _("\"%s\" can be read in several ways or is no date; write it like 2026-11-24"), error);
}

// A cell too many shifts all that follow, so such a row is never guessed at.
static bool is_straight(const struct master_reader *reader, GError **error)
{
    int n_headers = csv_n_headers(reader->csv);
    for (int i = n_headers; i < reader->row->n; i++)
        if (*reader->row->cells[i])
            return tote_fail(error, TOTE_IMPORT_RAGGED, NULL,
                             _("The row has %d cells, the header %d; put cells that hold a "
                               "separator in quotes"),
                             reader->row->n, n_headers);
    return true;
}

static enum master_step fetch(struct master_reader *reader, enum master_kind kind, GError **error)
{
    g_assert(reader->kind == kind);
    if (!csv_next(reader->csv, &reader->row, error))
        return MASTER_FAILED;
    return reader->row ? MASTER_ROW : MASTER_END;
}

static enum master_step rejected(const struct master_reader *reader, const GError *reason,
                                 struct incoming_problem **ret_problem)
{
    *ret_problem = incoming_problem_new(reader->row->number, NULL, (enum tote_code)reason->code,
                                        false, reason->message);
    return MASTER_REJECTED;
}

enum master_step master_next_item(struct master_reader *reader, struct incoming_item *ret_item,
                                  struct incoming_problem **ret_problem, GError **error)
{
    enum master_step step = fetch(reader, MASTER_ITEMS, error);
    g_autoptr(GError) reason = NULL;
    struct incoming_item item = {0};
    if (step != MASTER_ROW)
        return step;
    item.row = reader->row->number;
    if (is_straight(reader, &reason) && read_item(reader, &item, &reason)) {
        *ret_item = item;
        return MASTER_ROW;
    }
    incoming_item_clear(&item);
    return rejected(reader, reason, ret_problem);
}

enum master_step master_next_place(struct master_reader *reader, struct incoming_place *ret_place,
                                   struct incoming_problem **ret_problem, GError **error)
{
    enum master_step step = fetch(reader, MASTER_PLACES, error);
    g_autoptr(GError) reason = NULL;
    struct incoming_place place = {0};
    if (step != MASTER_ROW)
        return step;
    place.row = reader->row->number;
    if (is_straight(reader, &reason) && read_place(reader, &place, &reason)) {
        *ret_place = place;
        return MASTER_ROW;
    }
    incoming_place_clear(&place);
    return rejected(reader, reason, ret_problem);
}

enum master_step master_next_stock(struct master_reader *reader, struct incoming_stock *ret_stock,
                                   struct incoming_problem **ret_problem, GError **error)
{
    enum master_step step = fetch(reader, MASTER_STOCK, error);
    g_autoptr(GError) reason = NULL;
    struct incoming_stock stock = {0};
    if (step != MASTER_ROW)
        return step;
    stock.row = reader->row->number;
    if (is_straight(reader, &reason) && read_stock(reader, &stock, &reason)) {
        *ret_stock = stock;
        return MASTER_ROW;
    }
    incoming_stock_clear(&stock);
    return rejected(reader, reason, ret_problem);
}
