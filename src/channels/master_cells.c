// SPDX-License-Identifier: Apache-2.0
// The cells of master data: trimmed, bounded, and refused where a spreadsheet rewrote them.
#include <string.h>

#include "card.h"
#include "guard.h"
#include "i18n.h"
#include "master_row.h"
#include "qty.h"

enum { SHOWN_CELLS = 40, MAX_WORDS = 255 };

const char master_sku_names[] = "article|article number|item|item number|item code|product code|"
                                "variant sku|seller sku";

const char master_warehouse_names[] = "warehouse code|site|site code|depot";

const char *master_cell(const struct master_reader *reader, int column)
{
    int place = reader->places[column];
    const char *cell = place < 0 ? "" : reader->row->cells[place];
    while (g_ascii_isspace(*cell))
        cell++;
    return cell;
}

const char *master_column(const struct master_reader *reader, int column)
{
    int n;
    return master_columns(reader->kind, &n)[column].name;
}

char *master_text(const struct master_reader *reader, int column)
{
    const char *cell = master_cell(reader, column);
    g_autofree char *text = *cell ? cell_unguard(g_strdup(cell)) : NULL;
    return text && *text ? g_steal_pointer(&text) : NULL;
}

char *master_free_text(const struct master_reader *reader, int column)
{
    char *text = master_text(reader, column);
    card_mask(text);
    return text;
}

char *master_shown(const struct master_reader *reader, int column)
{
    return cell_quote(master_cell(reader, column), SHOWN_CELLS);
}

bool master_refuse(const struct master_reader *reader, int column, enum tote_code code,
                   const char *format, GError **error)
{
    g_autofree char *shown = master_shown(reader, column);
    tote_fail(error, code, master_column(reader, column), format, shown);
    g_prefix_error(error, _("Column \"%s\": "), master_column(reader, column));
    return false;
}

bool master_refuse_count(const struct master_reader *reader, int column, enum tote_code code,
                         const char *format, GError **error)
{
    g_autofree char *shown = master_shown(reader, column);
    tote_fail(error, code, master_column(reader, column), format, shown, QTY_MAX);
    g_prefix_error(error, _("Column \"%s\": "), master_column(reader, column));
    return false;
}

bool master_whole(const struct master_reader *reader, int column, GError **error)
{
    g_autofree char *text = master_text(reader, column);
    if (!text || !damage_number(text))
        return true;
    return master_refuse(
        reader, column, TOTE_IMPORT_SPREADSHEET,
        _("A spreadsheet rewrote \"%s\"; import the file as it was exported, or format "
          "the column as text"),
        error);
}

bool master_words(const struct master_reader *reader, int column, char **ret_words, GError **error)
{
    g_autofree char *text = master_free_text(reader, column);
    if (text && strlen(text) > MAX_WORDS)
        return master_refuse(reader, column, TOTE_IMPORT_VALUE,
                             _("\"%s\" is too long; it has 255 bytes at most"), error);
    if (!master_whole(reader, column, error))
        return false;
    *ret_words = g_steal_pointer(&text);
    return true;
}

bool master_code(const struct master_reader *reader, int column, enum name_kind kind,
                 char **ret_code, GError **error)
{
    g_autofree char *text = master_text(reader, column);
    g_autoptr(GError) wrong = NULL;
    if (!text)
        return true;
    if (!master_whole(reader, column, error))
        return false;
    if (!name_check(kind, text, NULL, &wrong))
        return tote_fail(error, TOTE_IMPORT_VALUE, master_column(reader, column),
                         _("Column \"%s\": %s"), master_column(reader, column), wrong->message);
    *ret_code = name_normal(kind, text);
    return true;
}

bool master_key(const struct master_reader *reader, int column, enum name_kind kind, char **ret_key,
                GError **error)
{
    g_autofree char *text = master_text(reader, column);
    if (text)
        return master_code(reader, column, kind, ret_key, error);
    return tote_fail(error, TOTE_IMPORT_MISSING, master_column(reader, column),
                     _("The cell of column \"%s\" is empty; fill it in"),
                     master_column(reader, column));
}

// Reads the column from the first row on, past what is read already.
static bool learn(const struct master_reader *reader, int column, enum numeral_of of,
                  GError **error)
{
    struct byte_source *bytes = bytes_again(csv_bytes(reader->csv), error);
    g_autoptr(csv_reader) csv = bytes ? csv_open(bytes, NULL, error) : NULL;
    const struct csv_row *row = NULL;
    if (!csv)
        return false;
    while (csv_next(csv, &row, NULL) && row) // what cannot be read is told in its turn
        numeral_learn(&reader->habits[column], row->cells[reader->places[column]], of);
    reader->learned[column] = true;
    return true;
}

static bool refuse_two_ways(const struct master_reader *reader, int column, const char *text,
                            GError **error)
{
    g_autofree char *shown = master_shown(reader, column);
    g_autofree char *thousands = NULL, *fraction = NULL;
    numeral_readings(text, &thousands, &fraction);
    g_autofree char *a = cell_quote(thousands, SHOWN_CELLS);
    g_autofree char *b = cell_quote(fraction, SHOWN_CELLS);
    return tote_fail(error, TOTE_IMPORT_VALUE, master_column(reader, column),
                     _("Column \"%s\": \"%s\" reads two ways, as %s or as %s, and no other cell of "
                       "the column says which; write it without a separator between thousands, "
                       "like 1000 or 1.5"),
                     master_column(reader, column), shown, a, b);
}

bool master_plain(const struct master_reader *reader, int column, size_t decimals,
                  enum numeral_of of, char **ret_plain, GError **error)
{
    g_autofree char *text = master_text(reader, column);
    g_autofree char *plain = NULL;
    if (!text)
        return true;
    const struct numeral_habits *habits = &reader->habits[column];
    enum numeral found = numeral_read(habits, text, decimals, &plain);
    if (found == NUMERAL_TWO_WAYS && !reader->learned[column]) {
        if (!learn(reader, column, of, error))
            return false;
        found = numeral_read(habits, text, decimals, &plain);
    }
    if (found == NUMERAL_TWO_WAYS)
        return refuse_two_ways(reader, column, text, error);
    *ret_plain = plain ? g_steal_pointer(&plain) : g_steal_pointer(&text);
    return true;
}

bool master_count(const struct master_reader *reader, int column, int64_t *ret_count,
                  GError **error)
{
    const char *cell = master_cell(reader, column);
    g_autofree char *plain = NULL;
    if (!*cell || qty_parse(cell, NULL, ret_count, NULL))
        return true;
    if (!master_whole(reader, column, error) ||
        !master_plain(reader, column, 0, NUMERAL_PIECES, &plain, error))
        return false;
    if (qty_parse(plain, NULL, ret_count, NULL))
        return true;
    return master_refuse_count(
        reader, column, TOTE_IMPORT_VALUE,
        _("\"%s\" is no whole number from 0 to %" G_GINT64_FORMAT "; write it like 12"), error);
}
