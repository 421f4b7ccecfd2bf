// SPDX-License-Identifier: Apache-2.0
// `tote bench stock`: a table of time series in, out comes the stock that covers the demand of
// each one's whole horizon with the probabilities asked for.
#include <math.h>

#include "errors.h"
#include "i18n.h"
#include "reorder.h"
#include "series_file.h"
#include "text.h"
#include "trials.h"

enum { LEVELS_MAX = 100 };
#define SERVICE_LEAST 0.5
#define SERVICE_MOST 0.9999

struct stock_run {
    struct trial *trial;
    struct series_file file;
    GArray *services; // double
    struct forecast_period *periods;
    GString *line;
};

static void stock_run_clear(struct stock_run *run)
{
    series_clear(&run->file);
    g_array_unref(run->services);
    g_free(run->periods);
    g_string_free(run->line, TRUE);
}
typedef struct stock_run stock_run;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(stock_run, stock_run_clear)

static bool wrong_service(const char *word, GError **error)
{
    g_autofree char *shown = text_quote(word, -1, 40);
    return tote_fail(error, TOTE_ARGUMENT, "service",
                     _("--service needs 1 to %d numbers from %g to %g, not %s"), LEVELS_MAX,
                     SERVICE_LEAST, SERVICE_MOST, shown);
}

// "0.9,0.95,0.98" as numbers.
static bool read_services(const char *text, GArray *services, GError **error)
{
    g_auto(GStrv) words = g_strsplit(text ? text : "0.9,0.95,0.98", ",", LEVELS_MAX + 1);
    for (guint i = 0; words[i]; i++) {
        char *end = NULL;
        double share = g_ascii_strtod(words[i], &end);
        if (i >= LEVELS_MAX || end == words[i] || *end ||
            !(share >= SERVICE_LEAST && share <= SERVICE_MOST))
            return wrong_service(words[i], error);
        g_array_append_val(services, share);
    }
    return services->len || wrong_service(text, error);
}

static void explain(struct stock_run *run, const struct series_row *row,
                    const struct forecast *found, const struct demand *demand, double level)
{
    const struct forecast_ask *ask = &row->ask;
    int spans = 0;
    int covered = reorder_look_back(ask->history, ask->n, ask->horizon, level, &spans);
    g_autofree char *forecast = forecast_words(found, forecast_unit_of(ask->season));
    g_autofree char *words = g_strdup_printf(
        _("%s For the whole span %.4g are planned; %.4g more are for the unexpected. That would "
          "have been enough in %d of %d such spans in the past."),
        forecast, demand->mean, fmax(0, level - demand->mean), covered, spans);
    trial_put_words(run->line, words);
}

// Answers a row "series,p,level" for each service level and, if asked, rows of words.
static bool answer(struct stock_run *run, const struct series_row *row, GError **error)
{
    struct forecast found;
    int h = row->ask.horizon;
    if (!series_forecast(&run->file, row, run->periods, &found, error))
        return false;
    struct demand demand = reorder_demand(run->periods, h, h, 0, found.pieces);
    g_string_truncate(run->line, 0);
    for (guint i = 0; i < run->services->len; i++) {
        double share = g_array_index(run->services, double, i);
        double level = demand_level(&demand, share);
        if (found.pieces)
            level = ceil(level);
        trial_put_cell(run->line, row->name);
        series_put_number(run->line, ',', share);
        series_put_number(run->line, ',', level);
        g_string_append_c(run->line, '\n');
        if (run->trial->explain)
            explain(run, row, &found, &demand, level);
    }
    fputs(run->line->str, run->trial->out);
    return true;
}

bool trial_stock(struct trial *trial, GError **error)
{
    g_auto(stock_run) run = {
        .trial = trial,
        .services = g_array_new(FALSE, FALSE, sizeof(double)),
        .periods = g_new(struct forecast_period, FORECAST_MAX_HORIZON),
        .line = g_string_new(NULL),
    };
    if (!read_services(trial->service, run.services, error) ||
        !series_open(trial->path, &run.file, error))
        return false;
    fputs("series,p,level\n", trial->out);
    for (;;) {
        struct series_row row;
        trial_begin(trial, series_at(&run.file), series_of(&run.file), 0);
        if (!trial_goes_on(trial, error) || !series_next(&run.file, &row, error))
            return false;
        if (!row.name)
            return true;
        if (!answer(&run, &row, error))
            return false;
    }
}
