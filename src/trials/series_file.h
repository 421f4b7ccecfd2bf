// SPDX-License-Identifier: Apache-2.0
// The files of `bench forecast` and `bench stock`: a CSV table with a series in each row.
//
//   series,frequency,horizon,train
//   85123A,12,18,103 139 9 0 NA 97 …
//
// Columns are found by name, others (test) are not looked at. frequency: periods until the season
// begins again, 1 = none. train: past demand by period, oldest first, apart by blanks; NA or NaN
// is a period of which nothing is known.
#pragma once

#include "csv.h"
#include "forecast.h"

struct series_file {
    const char *name; // for faults, borrowed
    char *text;
    struct csv_reader *csv;
    int columns[4];  // where the four are
    GArray *history; // double, of the series read last
};

// The series read last; valid until the next one is read.
struct series_row {
    const char *name;
    struct forecast_ask ask;
    guint line; // 1 = the header
};

// Fails with TOTE_FILE_READ, TOTE_TRIAL. FILE can be cleared also when it failed.
bool series_open(const char *path, struct series_file *ret_file, GError **error);

// As series_open() over LEN bytes at TEXT, which must stay alive.
bool series_open_memory(const char *name, const char *text, gsize len, struct series_file *ret_file,
                        GError **error);

// The next series; ret_row->name is NULL at the end. Fails with TOTE_TRIAL.
bool series_next(struct series_file *file, struct series_row *ret_row, GError **error);

// As forecast_run() with the row's history; the fault names file and line too.
bool series_forecast(const struct series_file *file, const struct series_row *row,
                     struct forecast_period *ret_periods, struct forecast *ret_found,
                     GError **error);

// How far reading has come, in steps of a thousand bytes.
guint series_at(const struct series_file *file);
guint series_of(const struct series_file *file);

void series_clear(struct series_file *file);
typedef struct series_file series_file;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(series_file, series_clear)

// NUMBER behind the character BEFORE.
void series_put_number(GString *to, char before, double number);
