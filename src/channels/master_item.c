// SPDX-License-Identifier: Apache-2.0
// A row of items: GTIN with its check digit, price with its currency, weight with its unit.
#include <string.h>

#include "card.h"
#include "gs1.h"
#include "i18n.h"
#include "master_row.h"
#include "qty.h"

enum { GRAMS_EXPONENT = 3 };

enum {
    I_SKU,
    I_NAME,
    I_GTIN,
    I_BARCODE,
    I_PRICE,
    I_CURRENCY,
    I_WEIGHT,
    I_KILOS,
    I_POUNDS,
    I_OUNCES,
    I_ANY_WEIGHT,
    N_ITEM
};

static const struct column columns[] = {
    [I_SKU] = {"sku", true, master_sku_names,
               N_("The number under which the item is sold and stored.")},
    [I_NAME] = {"name", false, "title|description|item name|product name|product",
                N_("What people call it.")},
    [I_GTIN] = {"gtin", false, "ean|upc|ean13|gtin13|gtin14|isbn|gtin, upc, ean, or isbn",
                N_("Its GTIN: 8, 12, 13 or 14 digits with a right check digit.")},
    [I_BARCODE] = {"barcode", false, "variant barcode|bar code|own barcode",
                   N_("The code on it where that may be one of your own: a GTIN, or any other "
                      "as it is.")},
    [I_PRICE] = {"price", false, "unit price|sales price|retail price|variant price|regular price",
                 N_("Price of one piece.")},
    [I_CURRENCY] = {"currency", false, "currency code|price currency",
                    N_("Currency of the price, three letters.")},
    [I_WEIGHT] = {"weight_g", false, "weight grams|weight (g)|grams|variant grams",
                  N_("Weight of one piece in grams; a unit may follow: 350 g, 0.35 kg, 2 lb.")},
    [I_KILOS] = {"weight_kg", false, "weight kilograms|weight (kg)|kilograms|kg",
                 N_("The same in kilograms.")},
    [I_POUNDS] = {"weight_lb", false, "weight (lb)|weight_lbs|weight (lbs)|pounds|lb|lbs",
                  N_("The same in pounds, rounded to grams.")},
    [I_OUNCES] = {"weight_oz", false, "weight (oz)|ounces|oz",
                  N_("The same in ounces, rounded to grams.")},
    [I_ANY_WEIGHT] = {"weight", false, "item weight|weight of item",
                      N_("The same with a unit in each cell.")},
};

// Takes away what only writing adds to a code: the apostrophe that keeps a spreadsheet from
// rewriting it, the ".0" of a column of floats, blanks and hyphens between the digits of an ISBN.
static void strip_code(char *text)
{
    if (text[0] == '\'')
        memmove(text, text + 1, strlen(text));
    if (strspn(text, "0123456789") + 2 == strlen(text) && g_str_has_suffix(text, ".0"))
        text[strlen(text) - 2] = 0;
    if (strspn(text, "0123456789- ") != strlen(text))
        return;
    char *to = text;
    for (const char *from = text; *from; from++)
        if (g_ascii_isdigit(*from))
            *to++ = *from;
    *to = 0;
}

// The code in a cell, NULL where it is empty. OWN: one that is no GTIN is taken as it is.
static bool read_code(const struct master_reader *reader, int column, bool own, char **ret_code,
                      GError **error)
{
    g_autofree char *text = master_text(reader, column);
    if (text && !master_whole(reader, column, error))
        return false;
    g_autofree char *stripped = g_strdup(text);
    if (text)
        strip_code(stripped);
    if (!text || gtin_valid(stripped)) {
        *ret_code = g_steal_pointer(&stripped);
        return true;
    }
    size_t n = strlen(stripped);
    bool digits = strspn(stripped, "0123456789") == n;
    if (digits && (n == 8 || (n >= 12 && n <= 14)))
        return master_refuse(
            reader, column, TOTE_CHECK_DIGIT,
            _("The check digit of GTIN \"%s\" is wrong; read it again from the goods"), error);
    if (own)
        return master_code(reader, column, NAME_SKU, ret_code, error);
    return master_refuse(
        reader, column, TOTE_IMPORT_VALUE,
        _("\"%s\" is no GTIN, which has 8, 12, 13 or 14 digits; a spreadsheet may have "
          "cut zeros in front"),
        error);
}

// One code: the GTIN, or what the column of codes says.
static bool read_gtin(const struct master_reader *reader, char **ret_gtin, GError **error)
{
    g_autofree char *gtin = NULL, *code = NULL;
    if (!read_code(reader, I_GTIN, false, &gtin, error) ||
        !read_code(reader, I_BARCODE, true, &code, error))
        return false;
    if (gtin && code && strcmp(gtin, code) != 0)
        return master_refuse(reader, I_BARCODE, TOTE_IMPORT_VALUE,
                             _("Barcode \"%s\" is another than the GTIN of the row; keep one"),
                             error);
    *ret_gtin = gtin ? g_steal_pointer(&gtin) : code ? g_steal_pointer(&code) : g_strdup("");
    return true;
}

static size_t fraction_digits(const char *plain)
{
    const char *point = strchr(plain, '.');
    return point ? strspn(point + 1, "0123456789") : 0;
}

static bool refuse_fraction(const struct master_reader *reader, const char *currency,
                            GError **error)
{
    g_autofree char *shown = master_shown(reader, I_PRICE);
    return tote_fail(error, TOTE_IMPORT_VALUE, master_column(reader, I_PRICE),
                     _("The price \"%s\" has more digits behind the point than %s has; round it"),
                     shown, currency);
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
    if (damage_number(cell) && !master_whole(reader, I_PRICE, error))
        return false;
    size_t decimals = (size_t)money_exponent(currency);
    g_autofree char *plain = NULL;
    if (!master_plain(reader, I_PRICE, decimals, NUMERAL_ANY, &plain, error))
        return false;
    if (fraction_digits(plain) > decimals)
        return refuse_fraction(reader, currency, error);
    if (money_parse_foreign(plain, currency, &price.minor))
        return master_refuse(reader, I_PRICE, TOTE_IMPORT_VALUE,
                             _("\"%s\" has the sign of another currency than the row; correct the "
                               "price or its column \"currency\""),
                             error);
    if (!money_parse(plain, currency, NULL, &price, NULL) || price.minor < 0)
        return master_refuse(reader, I_PRICE, TOTE_IMPORT_VALUE,
                             _("\"%s\" is no price; write it like 1234.50"), error);
    if (!money_possible(price.minor))
        return master_refuse(reader, I_PRICE, TOTE_IMPORT_VALUE,
                             _("\"%s\" is more than a price may be; correct it"), error);
    item->price = price.minor;
    return true;
}

// Units of weight, in hundred-thousandths of a gram.
static const struct {
    const char *names[4];
    int64_t size;
} units[] = {
    {{"g", "gr", "gram", "grams"}, 100000},
    {{"kg", "kgs", "kilo", "kilos"}, 100000000},
    {{"lb", "lbs", "pound", "pounds"}, 45359237},
    {{"oz", "ounce", "ounces"}, 2834952},
};

static const char digits_and_marks[] = "0123456789.,";

// The unit at the end of TEXT; *ret_bare where there is none, -1 for an unknown one.
static int unit_of(const char *text, bool *ret_bare)
{
    const char *at = text + strlen(text);
    while (at > text && g_ascii_isspace(at[-1]))
        at--;
    const char *end = at;
    while (at > text && (g_ascii_isalpha(at[-1]) || at[-1] == '.'))
        at--;
    at += strspn(at, digits_and_marks);
    size_t n = (size_t)(end - at);
    n -= n > 1 && end[-1] == '.'; // "lb."
    *ret_bare = n == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(units[i].names); k++)
            if (units[i].names[k] && strlen(units[i].names[k]) == n &&
                !g_ascii_strncasecmp(at, units[i].names[k], n))
                return (int)i;
    return -1;
}

// Digits with at most three behind the point, in thousandths.
static bool read_thousandths(const char *text, int64_t *value)
{
    size_t whole = strspn(text, "0123456789"), n = 0;
    g_autofree char *digits = g_strndup(text, whole);
    int64_t thousandths = 0;
    if (text[whole] == '.')
        n = strspn(text + whole + 1, "0123456789");
    const char *rest = text + whole + (text[whole] == '.' ? n + 1 : 0);
    while (g_ascii_isspace(*rest) || g_ascii_isalpha(*rest))
        rest++; // the unit
    if (strcmp(rest, *rest ? "." : "") != 0 || n > GRAMS_EXPONENT ||
        !qty_parse(digits, NULL, value, NULL))
        return false;
    for (size_t i = 0, scale = 100; i < n; i++, scale /= 10)
        thousandths += (int64_t)scale * (text[whole + 1 + i] - '0');
    return !__builtin_mul_overflow(*value, 1000, value) &&
           !__builtin_add_overflow(*value, thousandths, value);
}

// Whole grams; what other units come to is rounded, a fraction of a gram is not.
static bool to_grams(const char *plain, int unit, int64_t *ret_grams)
{
    const int64_t per_gram = INT64_C(100000) * 1000;
    int64_t thousandths = 0, size = 0;
    if (!read_thousandths(plain, &thousandths) ||
        __builtin_mul_overflow(thousandths, units[unit].size, &size))
        return false;
    bool metric = units[unit].size % 100000 == 0;
    if (metric && size % per_gram != 0)
        return false;
    *ret_grams = size / per_gram + (size % per_gram >= per_gram / 2);
    return true;
}

// The cell of the column that the file has: one says its unit, or the cell does.
static bool read_weight_as(const struct master_reader *reader, int column, int unit,
                           int64_t *ret_grams, GError **error)
{
    g_autofree char *text = master_text(reader, column);
    g_autofree char *plain = NULL;
    bool bare = false;
    if (!text)
        return true;
    int named = unit_of(text, &bare);
    if (bare && unit < 0)
        return master_refuse(reader, column, TOTE_IMPORT_VALUE,
                             _("Weight \"%s\" has no unit: name the column weight_g, weight_kg or "
                               "weight_lb, or write the unit behind it, like 350 g"),
                             error);
    unit = bare ? unit : named;
    if (!master_plain(reader, column, 0, NUMERAL_MEASURE, &plain, error))
        return false;
    if (unit >= 0 && to_grams(plain, unit, ret_grams))
        return true;
    return master_refuse(reader, column, TOTE_IMPORT_VALUE,
                         _("\"%s\" is no weight in whole grams; write it like 350 or 0.35 kg"),
                         error);
}

// Are they one weight, rounded in two ways?
static bool same_weight(int64_t a, int64_t b)
{
    int64_t off = a > b ? a - b : b - a;
    return off <= 1 || off <= MAX(a, b) / 100;
}

// The weight of a row may stand in several columns; the first one counts, and none may contradict.
static bool refuse_weights(const struct master_reader *reader, int first, int other, GError **error)
{
    g_autofree char *a = master_shown(reader, first), *b = master_shown(reader, other);
    return tote_fail(error, TOTE_IMPORT_VALUE, master_column(reader, other),
                     _("Column \"%s\" says \"%s\", column \"%s\" says \"%s\": an item has one "
                       "weight; keep one of them"),
                     master_column(reader, first), a, master_column(reader, other), b);
}

static bool read_weight(const struct master_reader *reader, int64_t *ret_grams, GError **error)
{
    static const struct {
        int column, unit; // -1: the cells say it
    } weights[] = {{I_WEIGHT, 0}, {I_KILOS, 1}, {I_POUNDS, 2}, {I_OUNCES, 3}, {I_ANY_WEIGHT, -1}};
    int first = -1;
    for (size_t i = 0; i < G_N_ELEMENTS(weights); i++) {
        int64_t grams = -1;
        if (!read_weight_as(reader, weights[i].column, weights[i].unit, &grams, error))
            return false;
        if (grams >= 0 && first >= 0 && !same_weight(*ret_grams, grams))
            return refuse_weights(reader, first, weights[i].column, error);
        if (grams < 0 || first >= 0)
            continue;
        first = weights[i].column;
        *ret_grams = grams;
    }
    return true;
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
