// SPDX-License-Identifier: Apache-2.0
// Encodes with libzint 2.11, whose habit of padding, warning and drawing anyway is fenced in here.
#include "symbol.h"

#include "elements.h"
#include "errors.h"
#include "gs1.h"
#include "i18n.h"

#include <string.h>
#include <zint.h>

enum data_kind { GS1, ASCII, GTIN13 };

// libzint 2.11 can be made to overrun its stack with very long input; these are far below.
enum { LINEAR_MAX = 60, MATRIX_MAX = 500 };

static const struct symbology symbologies[] = {
#define SYMBOLOGY(name, zint, data, least, most, usual, quiet, height, matrix)                     \
    {name, zint, data, least, most, usual, quiet, height, matrix},
#include "symbologies.def"
#undef SYMBOLOGY
};

const struct symbology *symbology_find(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(symbologies); i++)
        if (strcmp(symbologies[i].name, name) == 0)
            return &symbologies[i];
    return NULL;
}

void symbol_free(label_symbol *symbol)
{
    if (!symbol)
        return;
    g_free(symbol->modules);
    g_free(symbol->data);
    g_free(symbol->readable);
    g_free(symbol);
}

static bool ascii_check(const struct symbology *symbology, const char *text, const char *field,
                        GError **error)
{
    size_t most = symbology->matrix ? MATRIX_MAX : LINEAR_MAX;
    size_t len = strlen(text);
    if (len < 1 || len > most)
        return tote_fail(error, TOTE_LABEL_DATA, field,
                         _("The code %s has %zu characters; it holds 1 to %zu"), symbology->name,
                         len, most);
    for (const char *at = text; *at; at++)
        if (!g_ascii_isprint(*at))
            return tote_fail(error, TOTE_LABEL_DATA, field,
                             _("The code %s holds \"%s\", which has other characters than plain "
                               "ASCII; readers would spoil it"),
                             symbology->name, text);
    return true;
}

static bool gtin13_check(const char *text, const char *field, GError **error)
{
    if (strlen(text) == 13 && gtin_valid(text))
        return true;
    return tote_fail(error, TOTE_CHECK_DIGIT, field,
                     _("\"%s\" is no GTIN-13; it needs 13 digits with a right check digit"), text);
}

static bool data_check(const struct symbology *symbology, const char *text, const char *field,
                       GError **error)
{
    switch ((enum data_kind)symbology->data) {
    case GS1:
        return elements_check(text, field, error);
    case ASCII:
        return ascii_check(symbology, text, field, error);
    case GTIN13:
        return gtin13_check(text, field, error);
    }
    g_assert_not_reached();
}

static label_symbol *copy_modules(const struct zint_symbol *zint, const struct symbology *symbology)
{
    label_symbol *made = g_new0(label_symbol, 1);
    made->symbology = symbology;
    made->width = zint->width;
    made->rows = zint->rows;
    made->modules = g_malloc0_n((gsize)zint->rows, (gsize)zint->width);
    for (int row = 0; row < zint->rows; row++)
        for (int x = 0; x < zint->width; x++)
            made->modules[row * zint->width + x] = zint->encoded_data[row][x >> 3] >> (x & 7) & 1;
    return made;
}

static bool encode(struct zint_symbol *zint, const struct symbology *symbology, const char *text,
                   const char *field, GError **error)
{
    bool gs1 = symbology->data == GS1;
    zint->symbology = symbology->zint;
    zint->input_mode = gs1 ? GS1_MODE : UNICODE_MODE;
    zint->warn_level = WARN_FAIL_ALL;
    zint->show_hrt = 0;
    if (symbology->zint == BARCODE_DATAMATRIX)
        zint->option_3 = DM_SQUARE;
    int result = ZBarcode_Encode(zint, (const unsigned char *)text, (int)strlen(text));
    bool one_row = zint->rows == 1;
    if (result == 0 && zint->symbology == symbology->zint && one_row != symbology->matrix)
        return true;
    struct tote_fault fault = {.field = field, .detail = zint->errtxt};
    return tote_fail_full(error, TOTE_LABEL_DATA, &fault, _("The code %s cannot hold \"%s\""),
                          symbology->name, text);
}

label_symbol *symbol_make(const struct symbology *symbology, const char *text, const char *field,
                          GError **error)
{
    if (!data_check(symbology, text, field, error))
        return NULL;
    struct zint_symbol *zint = ZBarcode_Create(); // one for each: it keeps traces of its last code
    if (!zint)
        g_error("out of memory for a barcode");
    label_symbol *made = NULL;
    if (encode(zint, symbology, text, field, error)) {
        bool gs1 = symbology->data == GS1;
        made = copy_modules(zint, symbology);
        made->data = gs1 ? elements_data(text) : g_strdup(text);
        made->readable = gs1 ? elements_readable(text) : g_strdup(text);
    }
    ZBarcode_Delete(zint);
    return made;
}
