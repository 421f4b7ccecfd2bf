// SPDX-License-Identifier: Apache-2.0
// `tote bench forecast`: a table of time series in, their forecasts out.
#include "errors.h"
#include "i18n.h"
#include "series_file.h"
#include "trials.h"

// Answers "series,f1 f2 … fh" and, if asked, a row of words.
static bool answer(struct trial *trial, const struct series_file *file,
                   const struct series_row *row, struct forecast_period *periods, GString *line,
                   GError **error)
{
    struct forecast found;
    if (!series_forecast(file, row, periods, &found, error))
        return false;
    g_string_truncate(line, 0);
    trial_put_cell(line, row->name);
    for (int k = 0; k < row->ask.horizon; k++)
        series_put_number(line, k ? ' ' : ',', periods[k].mean);
    g_string_append_c(line, '\n');
    if (trial->explain) {
        g_autofree char *words = forecast_words(&found, forecast_unit_of(row->ask.season));
        trial_put_words(line, words);
    }
    fputs(line->str, trial->out);
    return true;
}

bool trial_forecast(struct trial *trial, GError **error)
{
    g_auto(series_file) file = {0};
    if (!series_open(trial->path, &file, error))
        return false;
    g_autofree struct forecast_period *periods =
        g_new(struct forecast_period, FORECAST_MAX_HORIZON);
    g_autoptr(GString) line = g_string_new(NULL);
    fputs("series,forecast\n", trial->out);
    for (;;) {
        struct series_row row;
        trial_begin(trial, series_at(&file), series_of(&file), 0);
        if (!trial_goes_on(trial, error) || !series_next(&file, &row, error))
            return false;
        if (!row.name)
            return true;
        if (!answer(trial, &file, &row, periods, line, error))
            return false;
    }
}
