// SPDX-License-Identifier: Apache-2.0
// Scans: closed loop and paced, one to thirty-two stations, and while an import runs.
#include <stdlib.h>

#include "bare.h"
#include "bench_load.h"
#include "bench_station.h"

struct place {
    const char *url, *sync;
    struct fill fill;
};

struct bare_station {
    struct bare *bare;
    double lines;
};

static void *open_bare(const void *data, int who)
{
    const struct place *place = data;
    struct bare_station *station = g_new0(struct bare_station, 1);
    (void)who;
    station->bare = bare_open(place->url, place->sync);
    station->lines = 3.0 * (double)place->fill.orders;
    return station;
}

static bool step_bare(void *state)
{
    struct bare_station *station = state;
    return bare_scan(station->bare, 1 + (int64_t)(drand48() * station->lines));
}

static void *open_tote(const void *data, int who)
{
    const struct place *place = data;
    g_setenv("TOTE_DB_SYNC", g_ascii_strcasecmp(place->sync, "NORMAL") ? "full" : "normal", TRUE);
    return station_open(place->url, &place->fill, who);
}

static bool step_tote(void *state)
{
    return station_scan(state);
}

static const struct scan_case {
    const char *name, *sync;
    int processes, pause_ms;
    struct load_aims aims;
} cases[] = {
    {"scan, 1 station, FULL", "FULL", 1, 0, {0.6, 2, 4, 0}},
    {"scan, 1 station, NORMAL", "NORMAL", 1, 0, {0.35, 0, 0, 0}},
    {"scan, 8 stations, FULL", "FULL", 8, 0, {0.6, 0, 2.5, 0}},
    {"scan, 32 stations, FULL", "FULL", 32, 0, {0.6, 0, 2.5, 0}},
    {"scan, 32 stations paced, FULL", "FULL", 32, 100, {0, 2.5, 3, 50}},
};

// The bare engine's import: batches as large as those of tote.
static int start_bare_import(const char *path)
{
    int pid = fork();
    if (pid)
        return pid;
    struct bare *bare = bare_open(path, "FULL");
    for (;;)
        bare_bulk(bare, 100, 100);
}

static int start_import(struct bench *bench, int64_t n, char **ret_file)
{
    *ret_file = bench_shopify_file(bench, 3000000 + bench->run * n, n);
    const char *const argv[] = {bench->tote, "--db",    bench->path, "--as",    "bench", "import",
                                "orders",    *ret_file, "--channel", "shopify", NULL};
    return bench_start_program(argv);
}

// Stations at work while an import runs beside them on the same file.
static void beside_import(struct bench *bench, const struct load *bare, const struct load *tote)
{
    struct load_result theirs, ours;
    g_autofree char *file = NULL;
    int pid = start_bare_import(bench->bare_path);
    load_run(bare, &theirs);
    bench_stop_program(pid);
    pid = start_import(bench, (int64_t)(bench->seconds * 40000), &file);
    load_run(tote, &ours);
    bench_stop_program(pid);
    unlink(file);
    const char *name = "32 paced beside an import";
    bench_pair(bench, name, "p50", "ms", theirs.p50, ours.p50, AIM_NONE, 0);
    bench_pair(bench, name, "p99", "ms", theirs.p99, ours.p99, AIM_RATIO_MAX, 3);
    bench_pair(bench, name, "max", "ms", theirs.max, ours.max, AIM_VALUE_MAX, 50);
    bench_pair(bench, name, "failures", "scans", theirs.failures, ours.failures, AIM_VALUE_MAX, 0);
}

void bench_scan(struct bench *bench)
{
    struct place bare_place = {.url = bench->bare_path, .fill = fill_plan(bench->orders, 0)};
    struct place tote_place = {.url = bench->path, .fill = fill_plan(bench->orders, 0)};
    struct load bare = {
        .seconds = bench->seconds, .open = open_bare, .step = step_bare, .data = &bare_place};
    struct load tote = {
        .seconds = bench->seconds, .open = open_tote, .step = step_tote, .data = &tote_place};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        bare_place.sync = tote_place.sync = cases[i].sync;
        bare.processes = tote.processes = cases[i].processes;
        bare.pause_ms = tote.pause_ms = cases[i].pause_ms;
        load_compare(bench, cases[i].name, &bare, &tote, &cases[i].aims);
    }
    beside_import(bench, &bare, &tote);
}
