// SPDX-License-Identifier: Apache-2.0
// Any bytes as a table of time series: nothing crashes, every series is refused or gets forecasts
// and a stock that grows with its probability. Half of the inputs get a right header row.
#include <math.h>
#include <string.h>

#include "reorder.h"
#include "series_file.h"
#include "trials.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char header[] = "series,frequency,horizon,train\n";

static void check_row(const struct series_file *file, const struct series_row *row,
                      struct forecast_period *periods)
{
    g_autoptr(GError) error = NULL;
    struct forecast found;
    int h = row->ask.horizon;
    bool done = series_forecast(file, row, periods, &found, &error);
    g_assert(done == !error);
    if (!done)
        return;
    for (int k = 0; k < h; k++) {
        g_assert(isfinite(periods[k].mean) && periods[k].mean >= 0);
        g_assert(isfinite(periods[k].variance) && periods[k].prudent >= periods[k].mean);
    }
    struct demand demand = reorder_demand(periods, h, h, 0, found.pieces);
    double low = demand_level(&demand, 0.6), high = demand_level(&demand, 0.9);
    g_assert(isfinite(high) && low >= 0 && high >= low);
    g_autofree char *words = forecast_words(&found, forecast_unit_of(row->ask.season));
    g_autoptr(GString) line = g_string_new(NULL);
    trial_put_cell(line, row->name);
    trial_put_words(line, words);
    g_assert(g_utf8_validate(line->str, (gssize)line->len, NULL));
}

static void read_all(const char *text, size_t len)
{
    g_auto(series_file) file = {0};
    g_autoptr(GError) error = NULL;
    g_autofree struct forecast_period *periods =
        g_new(struct forecast_period, FORECAST_MAX_HORIZON);
    struct series_row row;
    if (!series_open_memory("fuzz", text, len, &file, &error))
        return;
    while (series_next(&file, &row, &error) && row.name)
        check_row(&file, &row, periods);
    g_assert(!error || !row.name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t with = size && (data[0] & 1) ? strlen(header) : 0;
    size_t from = with ? 1 : 0;
    g_autofree char *text = g_malloc(with + size + 1);
    memcpy(text, header, with);
    memcpy(text + with, data + from, size - from);
    read_all(text, with + size - from);
    return 0;
}
