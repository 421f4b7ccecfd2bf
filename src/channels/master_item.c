// SPDX-License-Identifier: Apache-2.0
// A row of items: GTIN with its check digit, price with its currency, weight with its unit.
#include <string.h>

#include "gs1.h"
#include "i18n.h"
#include "master_row.h"
#include "qty.h"

enum { GRAMS_EXPONENT = 3 };

enum { I_SKU, I_NAME, I_GTIN, I_PRICE, I_CURRENCY, I_WEIGHT, N_ITEM };

static const struct column columns[] = {
    [I_SKU] = {"sku", true, master_sku_names,
               N_("The number under which the item is sold and stored.")},
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

static bool read_gtin(const struct master_reader *reader, char **ret_gtin, GError **error)
{
    g_autofree char *text = master_text(reader, I_GTIN);
    if (text && text[0] == '\'') // keeps a spreadsheet from rewriting it
        memmove(text, text + 1, strlen(text));
    if (!text || gtin_valid(text)) {
        *ret_gtin = text ? g_steal_pointer(&text) : g_strdup("");
        return true;
    }
    if (!master_whole(reader, I_GTIN, error))
        return false;
    size_t n = strlen(text);
    bool digits = strspn(text, "0123456789") == n;
    if (digits && (n == 8 || (n >= 12 && n <= 14)))
        return master_refuse(
            reader, I_GTIN, TOTE_CHECK_DIGIT,
            _("The check digit of GTIN \"%s\" is wrong; read it again from the goods"), error);
    return master_refuse(
        reader, I_GTIN, TOTE_IMPORT_VALUE,
        _("\"%s\" is no GTIN, which has 8, 12, 13 or 14 digits; a spreadsheet may have "
          "cut zeros in front"),
        error);
}

static bool read_price(const struct master_reader *reader, struct incoming_item *item,
                       GError **error)
{
    const char *cell = master_cell(reader, I_PRICE);
    g_autofree char *named = master_text(reader, I_CURRENCY);
    const char *currency = named ? named : reader->currency;
    struct money price;
    if (currency && !money_currency_known(currency))
        return master_refuse(reader, I_CURRENCY, TOTE_IMPORT_VALUE,
                             _("\"%s\" is not a currency; write it like EUR"), error);
    g_strlcpy(item->currency, currency ? currency : "", sizeof item->currency);
    if (!*cell)
        return true;
    if (!currency)
        return master_refuse(reader, I_PRICE, TOTE_IMPORT_MISSING,
                             _("The price \"%s\" has no currency; add a column \"currency\""),
                             error);
    if (!money_parse(cell, currency, NULL, &price, NULL) || price.minor < 0)
        return master_refuse(reader, I_PRICE, TOTE_IMPORT_VALUE,
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
    g_autofree char *text = master_text(reader, I_WEIGHT);
    int64_t thousandths = 0;
    if (!text)
        return true;
    int64_t unit = take_unit(text);
    if (unit && read_thousandths(g_strchomp(text), &thousandths) &&
        thousandths <= INT64_MAX / unit && thousandths * unit % 1000 == 0) {
        *ret_grams = thousandths * unit / 1000;
        return true;
    }
    return master_refuse(reader, I_WEIGHT, TOTE_IMPORT_VALUE,
                         _("\"%s\" is no weight in whole grams; write it like 350 or 0.35 kg"),
                         error);
}

static bool read_cells(const struct master_reader *reader, struct incoming_item *item,
                       GError **error)
{
    item->name = master_free_text(reader, I_NAME);
    return master_key(reader, I_SKU, NAME_SKU, &item->sku, error) &&
           read_gtin(reader, &item->gtin, error) && read_price(reader, item, error) &&
           read_weight(reader, &item->weight_g, error);
}

static bool read_item(const struct master_reader *reader, void *ret_row, GError **error)
{
    struct incoming_item item = {.price = -1, .weight_g = -1, .row = reader->row->number};
    bool good = read_cells(reader, &item, error);
    if (good)
        *(struct incoming_item *)ret_row = item;
    else
        incoming_item_clear(&item);
    return good;
}

const struct master_file master_items = {columns, N_ITEM, read_item};
