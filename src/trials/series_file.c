// SPDX-License-Identifier: Apache-2.0
// Reads tables of time series, and writes cells of the answers.
#include "series_file.h"

#include <math.h>
#include <string.h>

#include "errors.h"
#include "i18n.h"
#include "text.h"
#include "trials.h"

enum { NAME, SEASON, HORIZON, TRAIN };
static const char *const columns[] = {"series", "frequency", "horizon", "train"};
G_STATIC_ASSERT(G_N_ELEMENTS(columns) == G_N_ELEMENTS(((struct series_file *)0)->columns));

// What the reader of tables found, with the file's name.
static bool fail_as_trial(const struct series_file *file, GError *cause, GError **error)
{
    trial_fail(error, file->name, 0, "%s", cause->message);
    g_error_free(cause);
    return false;
}

static bool find_columns(struct series_file *file, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        file->columns[i] = -1;
        for (int c = 0; c < csv_n_headers(file->csv); c++)
            if (!g_ascii_strcasecmp(csv_header(file->csv, c), columns[i]))
                file->columns[i] = c;
        if (file->columns[i] < 0)
            return trial_fail(error, file->name, 1, _("The header has no column “%s”"), columns[i]);
    }
    return true;
}

bool series_open_memory(const char *name, const char *text, gsize len, struct series_file *ret_file,
                        GError **error)
{
    struct csv_options options = {.delimiter = ','};
    GError *cause = NULL;
    *ret_file = (struct series_file){.name = name};
    ret_file->history = g_array_new(FALSE, FALSE, sizeof(double));
    ret_file->csv = csv_open(bytes_open_memory(text, len), &options, &cause);
    if (!ret_file->csv)
        return fail_as_trial(ret_file, cause, error);
    return find_columns(ret_file, error);
}

bool series_open(const char *path, struct series_file *ret_file, GError **error)
{
    gsize len = 0;
    *ret_file = (struct series_file){0};
    char *text = trial_read(NULL, path, &len, error);
    if (!text)
        return false;
    bool done = series_open_memory(path, text, len, ret_file, error);
    ret_file->text = text;
    return done;
}

void series_clear(struct series_file *file)
{
    csv_free(file->csv);
    if (file->history)
        g_array_unref(file->history);
    g_free(file->text);
    *file = (struct series_file){0};
}

static bool fail_cell(const struct series_file *file, const struct series_row *row, int column,
                      const char *got, GError **error)
{
    g_autofree char *shown = text_quote(got, -1, 40);
    return trial_fail(error, file->name, row->line, _("%s: %s is no number that fits here"),
                      columns[column], shown);
}

static bool read_whole(const struct series_file *file, const struct series_row *row, int column,
                       const char *cell, int *ret_value, GError **error)
{
    gint64 value = 0;
    if (!g_ascii_string_to_signed(cell, 10, 0, G_MAXINT, &value, NULL))
        return fail_cell(file, row, column, cell, error);
    *ret_value = (int)value;
    return true;
}

// One number of the train column, or NA; *at moves behind it.
static bool read_value(const char **at, double *ret_value)
{
    char *end = NULL;
    if (!g_ascii_strncasecmp(*at, "NA", 2) && g_ascii_tolower((*at)[2]) != 'n') {
        *ret_value = NAN;
        end = (char *)*at + 2;
    } else {
        *ret_value = g_ascii_strtod(*at, &end);
    }
    bool done = end != *at && (!*end || g_ascii_isspace(*end));
    *at = end;
    return done;
}

static bool read_history(struct series_file *file, const struct series_row *row, const char *cell,
                         GError **error)
{
    g_array_set_size(file->history, 0);
    for (const char *at = cell;;) {
        double value = 0;
        while (g_ascii_isspace(*at))
            at++;
        const char *start = at;
        if (!*at)
            return true;
        if (!read_value(&at, &value))
            return fail_cell(file, row, TRAIN, start, error);
        g_array_append_val(file->history, value);
    }
}

bool series_next(struct series_file *file, struct series_row *ret_row, GError **error)
{
    const struct csv_row *row = NULL;
    GError *cause = NULL;
    *ret_row = (struct series_row){0};
    if (!csv_next(file->csv, &row, &cause))
        return fail_as_trial(file, cause, error);
    if (!row)
        return true;
    ret_row->line = (guint)row->number;
    const char *const *cells = row->cells;
    if (!read_whole(file, ret_row, SEASON, cells[file->columns[SEASON]], &ret_row->ask.season,
                    error) ||
        !read_whole(file, ret_row, HORIZON, cells[file->columns[HORIZON]], &ret_row->ask.horizon,
                    error) ||
        !read_history(file, ret_row, cells[file->columns[TRAIN]], error))
        return false;
    ret_row->name = cells[file->columns[NAME]];
    ret_row->ask.history = (const double *)(gpointer)file->history->data;
    ret_row->ask.n = (int)MIN(file->history->len, (guint)FORECAST_MAX_HISTORY + 1);
    ret_row->ask.class_mean = NAN;
    return true;
}

bool series_forecast(const struct series_file *file, const struct series_row *row,
                     struct forecast_period *ret_periods, struct forecast *ret_found,
                     GError **error)
{
    if (forecast_run(&row->ask, ret_periods, ret_found, error))
        return true;
    g_prefix_error(error, "%s:%u: ", file->name, row->line);
    return false;
}

guint series_at(const struct series_file *file)
{
    return (guint)(bytes_done(csv_bytes(file->csv)) / 1000);
}

guint series_of(const struct series_file *file)
{
    return (guint)(bytes_total(csv_bytes(file->csv)) / 1000);
}

// --- writing

void series_put_number(GString *to, char before, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_c(to, before);
    g_string_append(to, g_ascii_formatd(digits, sizeof digits, "%.9g", number));
}
