// SPDX-License-Identifier: Apache-2.0
// What stations cost that merely stand at their screens: alone, and beside one that scans.
#include <string.h>
#include <unistd.h>

#include "bench_load.h"
#include "bench_screen.h"
#include "bench_station.h"

enum { STATIONS = 32, PAUSE_MS = 100, SECONDS = 10 };

// Where they stand: most of them at a work of their own.
static char *place_of(int who)
{
    static const char *const places[] = {":home\r", ":orders\r", ":pick\r"};
    if (who % 8 < 2)
        return g_strdup(places[who / 8 % G_N_ELEMENTS(places)]);
    return g_strdup_printf(":work W-%d\r", 101 + who);
}

static void start(const struct bench *bench, int who, struct screen_program *program)
{
    g_autofree char *name = g_strdup_printf("idle%d", who), *place = place_of(who);
    const char *const argv[] = {bench->tote, "--db",      bench->path, "--as",
                                "bench",     "--station", name,        NULL};
    screen_start(argv, program);
    screen_wait(program);
    if (write(program->terminal, place, strlen(place)) < 0)
        bench_die("the terminal is gone");
    screen_wait(program);
}

// The seconds of processor time that the stations took so far.
static double processor(const struct screen_program *programs, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        g_autofree char *path = g_strdup_printf("/proc/%d/schedstat", programs[i].pid);
        g_autofree char *text = NULL;
        if (!g_file_get_contents(path, &text, NULL, NULL))
            bench_die("%s cannot be read", path);
        sum += (double)g_ascii_strtoll(text, NULL, 10) / 1e9;
    }
    return sum;
}

struct scanner {
    const char *url;
    struct fill fill;
    bool rests;
};

static void *open_scanner(const void *data, int who)
{
    const struct scanner *scanner = data;
    return scanner->rests ? NULL : station_open(scanner->url, &scanner->fill, who);
}

static bool step(void *state)
{
    return !state || station_scan(state);
}

// Per cent of a core that N stations take for a while.
static double share(const struct bench *bench, const struct screen_program *programs, int n,
                    bool rests)
{
    const struct scanner scanner = {bench->path, fill_plan(bench->orders, 0), rests};
    const struct load load = {.processes = 1,
                              .seconds = bench->prove ? bench->seconds : SECONDS,
                              .pause_ms = PAUSE_MS,
                              .open = open_scanner,
                              .step = step,
                              .data = &scanner};
    struct load_result result;
    double before = processor(programs, n), begin = bench_now();
    load_run(&load, &result);
    if (result.failures > 0)
        bench_die("%.0f scans failed", result.failures);
    return 100 * (processor(programs, n) - before) / (bench_now() - begin);
}

void bench_idle(struct bench *bench)
{
    struct screen_program programs[STATIONS];
    int n = bench->prove ? 4 : STATIONS;
    for (int i = 0; i < n; i++)
        start(bench, i, &programs[i]);
    double alone = share(bench, programs, n, true);
    double beside = share(bench, programs, n, false);
    bench_pair(bench, "32 stations at rest", "CPU", "% of core", 0, alone, AIM_VALUE_MAX, 0.2);
    bench_pair(bench, "32 at rest beside one that scans", "CPU", "% of core", 0, beside,
               AIM_VALUE_MAX, 2);
    for (int i = 0; i < n; i++)
        screen_end(&programs[i]);
}
