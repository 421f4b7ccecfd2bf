// SPDX-License-Identifier: Apache-2.0
// Reads files of master data row by row. A row that cannot be used says why and the file goes on.
#include "master.h"

#include <string.h>

#include "card.h"
#include "i18n.h"
#include "master_row.h"

static const struct master_file *const files[N_MASTER_KINDS] = {
    [MASTER_ITEMS] = &master_items,           [MASTER_PLACES] = &master_places,
    [MASTER_STOCK] = &master_stock,           [MASTER_KITS] = &master_kits,
    [MASTER_WAREHOUSES] = &master_warehouses,
};

const struct column *master_columns(enum master_kind kind, int *ret_n)
{
    *ret_n = files[kind]->n;
    return files[kind]->columns;
}

// A file of which nothing is known but what names its rows holds something else: it would make
// as many empty things as it has rows.
static bool is_of_kind(const struct csv_reader *csv, enum master_kind kind, const int *places,
                       GError **error)
{
    const struct master_file *file = files[kind];
    g_auto(GStrv) unused = columns_unused(csv, places, file->n, NULL);
    int optional = 0, known = 0;
    for (int i = 0; i < file->n; i++) {
        optional += !file->columns[i].required;
        known += !file->columns[i].required && places[i] >= 0;
    }
    if (!optional || known || !unused[0])
        return true;
    g_autofree char *names = g_strjoinv(", ", unused);
    g_autofree char *shown = cell_quote(names, 300);
    return tote_fail(error, TOTE_IMPORT_HEADER, unused[0],
                     _("Only what names a row is known in this file, nothing else: %s; is it the "
                       "right file?"),
                     shown);
}

static struct master_reader *open_bytes(enum master_kind kind, struct byte_source *bytes,
                                        const struct channel_options *options, GError **error)
{
    g_autoptr(csv_reader) csv = bytes ? csv_open(bytes, NULL, error) : NULL;
    int places[MASTER_MAX_COLUMNS];
    g_assert(files[kind]->n <= MASTER_MAX_COLUMNS);
    if (!csv || !columns_map(csv, files[kind]->columns, files[kind]->n, places, error) ||
        !is_of_kind(csv, kind, places, error))
        return NULL;
    struct master_reader *reader = g_new0(struct master_reader, 1);
    reader->kind = kind;
    reader->unused = columns_unused(csv, places, files[kind]->n, NULL);
    reader->csv = g_steal_pointer(&csv);
    reader->habits = g_new0(struct numeral_habits, (gsize)files[kind]->n);
    reader->learned = g_new0(bool, (gsize)files[kind]->n);
    reader->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    reader->currency = g_strdup(options ? options->currency : NULL);
    memcpy(reader->places, places, sizeof places);
    return reader;
}

struct master_reader *master_open(enum master_kind kind, const char *path,
                                  const struct channel_options *options, GError **error)
{
    return open_bytes(kind, bytes_open(path, options ? options->watch : NULL, error), options,
                      error);
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
    g_hash_table_unref(reader->seen);
    g_free(reader->currency);
    g_strfreev(reader->unused);
    g_free(reader->habits);
    g_free(reader->learned);
    g_free(reader);
    return NULL;
}

struct incoming_problem *master_problem(const struct master_reader *reader)
{
    return encoding_problem(csv_bytes(reader->csv));
}

const char *const *master_unused(const struct master_reader *reader)
{
    return (const char *const *)reader->unused;
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

static enum master_step next(struct master_reader *reader, enum master_kind kind, void *ret_row,
                             struct incoming_problem **ret_problem, GError **error)
{
    g_autoptr(GError) reason = NULL;
    g_assert(reader->kind == kind);
    if (!csv_next(reader->csv, &reader->row, error))
        return MASTER_FAILED;
    if (!reader->row)
        return MASTER_END;
    if (is_straight(reader, &reason) && files[kind]->read(reader, ret_row, &reason))
        return MASTER_ROW;
    *ret_problem = incoming_problem_new(reader->row->number, NULL, (enum tote_code)reason->code,
                                        false, reason->message);
    (*ret_problem)->field = g_strdup(tote_error_field(reason));
    if (reason->code == TOTE_IMPORT_DUPLICATE)
        (*ret_problem)->first_row = tote_error_position(reason);
    return MASTER_REJECTED;
}

enum master_step master_next_item(struct master_reader *reader, struct incoming_item *ret_item,
                                  struct incoming_problem **ret_problem, GError **error)
{
    return next(reader, MASTER_ITEMS, ret_item, ret_problem, error);
}

enum master_step master_next_place(struct master_reader *reader, struct incoming_place *ret_place,
                                   struct incoming_problem **ret_problem, GError **error)
{
    return next(reader, MASTER_PLACES, ret_place, ret_problem, error);
}

enum master_step master_next_stock(struct master_reader *reader, struct incoming_stock *ret_stock,
                                   struct incoming_problem **ret_problem, GError **error)
{
    return next(reader, MASTER_STOCK, ret_stock, ret_problem, error);
}

enum master_step master_next_kit(struct master_reader *reader, struct incoming_kit *ret_kit,
                                 struct incoming_problem **ret_problem, GError **error)
{
    return next(reader, MASTER_KITS, ret_kit, ret_problem, error);
}

enum master_step master_next_warehouse(struct master_reader *reader,
                                       struct incoming_warehouse *ret_warehouse,
                                       struct incoming_problem **ret_problem, GError **error)
{
    return next(reader, MASTER_WAREHOUSES, ret_warehouse, ret_problem, error);
}
