// SPDX-License-Identifier: Apache-2.0
// What the benchmarks share: options, figures of pairs (bare engine, tote), clocks.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

// A run. Paths are absolute.
struct bench {
    char *tote, *bare_screen; // programs to start
    char *folder;             // where the databases are made; removed at the end
    char *path, *bare_path;   // the database of tote, the one of the bare engine
    int64_t orders;
    int64_t some;   // orders of an import or an allocation
    double seconds; // of a load
    int runs, run;  // repetitions, and the present one from 1
    bool prove;     // that the databases are whole before and after
    GPtrArray *pairs;
};

// What a figure should reach.
enum aim {
    AIM_NONE,
    AIM_RATIO_MIN, // tote / bare at least
    AIM_RATIO_MAX, // tote / bare at most
    AIM_VALUE_MAX, // tote itself at most
};

// A figure of both, in the same run. NAME of the case and of the metric, with its unit.
void bench_pair(struct bench *bench, const char *name, const char *metric, const char *unit,
                double bare, double tote, enum aim aim, double limit);

// Prints the medians of all runs with ratios and aims.
void bench_table(const struct bench *bench);

double bench_now(void); // seconds, monotonic

// Sorts MS and returns its quantile Q (0.5 = median).
double bench_quantile(float *ms, size_t n, double q);

// Ends the program with a sentence: a benchmark that cannot run has no figures.
void bench_die(const char *format, ...) G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN;

// Aborts with the sentence of *error unless OK.
void bench_check(bool ok, GError **error);

// Starts a program with its output thrown away and returns its id; waits for one to end well.
int bench_start_program(const char *const *argv);
void bench_wait_program(int pid);
void bench_stop_program(int pid); // ends it by force

// `stock check` of the database at URL has to be content: what was measured was true work.
void bench_prove(const struct bench *bench, const char *url);

// The cases.
void bench_scan(struct bench *bench);
void bench_import(struct bench *bench);
void bench_alloc(struct bench *bench);
void bench_read(struct bench *bench);
void bench_start(struct bench *bench);
void bench_idle(struct bench *bench);
void bench_pgsql(struct bench *bench);

// Writes a Shopify export of N orders of 3 lines whose numbers follow FIRST; caller frees the path.
char *bench_shopify_file(const struct bench *bench, int64_t first, int64_t n);
