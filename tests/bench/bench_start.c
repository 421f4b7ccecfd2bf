// SPDX-License-Identifier: Apache-2.0
// Start to first screen in a terminal, and the private memory of a station that stands there.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "bench_fill.h"
#include "bench_screen.h"

enum { TIMES = 20, SCANS = 1000 };

// KiB that only this process has. What it merely reads of a mapped file is the system's cache and
// counts as private as long as nobody else maps it: left out, for both.
static double private_memory(pid_t pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/smaps_rollup", pid);
    g_autofree char *text = NULL;
    double sum = 0;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return 0;
    for (char *at = strstr(text, "Private_Dirty"); at; at = strstr(at + 1, "Private_Dirty"))
        sum += (double)g_ascii_strtoll(strchr(at, ':') + 1, NULL, 10);
    return sum;
}

// Codes of items at the first screen: each is looked up, so that the database's cache fills.
static double memory_after_scans(const struct screen_program *program, int64_t n)
{
    for (int64_t i = 1; i <= n; i++) {
        g_autofree char *code = fill_barcode(i * 7 % FILL_ITEMS + 1);
        g_autofree char *keys = g_strconcat(code, "\r", NULL);
        if (write(program->terminal, keys, strlen(keys)) < 0)
            bench_die("the terminal is gone");
        screen_wait(program);
    }
    return private_memory(program->pid) / 1024;
}

static void measure(const char *const *argv, float *ms, size_t n, int64_t scans, double *ret_memory)
{
    for (size_t i = 0; i < n; i++) {
        struct screen_program program;
        double begin = bench_now();
        screen_start(argv, &program);
        screen_wait(&program);
        ms[i] = (float)((bench_now() - begin) * 1000);
        if (i == n - 1)
            *ret_memory = memory_after_scans(&program, scans);
        screen_end(&program);
    }
}

void bench_start(struct bench *bench)
{
    const char *const bare[] = {bench->bare_screen, bench->bare_path, NULL};
    const char *const tote[] = {bench->tote, "--db",      bench->path, "--as",
                                "bench",     "--station", "screen",    NULL};
    float theirs[TIMES], ours[TIMES];
    size_t n = bench->orders < 1000 ? 2 : TIMES;
    int64_t scans = bench->orders < 1000 ? 5 : SCANS;
    double private_bare = 0, private_tote = 0;
    measure(bare, theirs, n, scans, &private_bare);
    measure(tote, ours, n, scans, &private_tote);
    bench_pair(bench, "start to first screen", "p50", "ms", bench_quantile(theirs, n, 0.5),
               bench_quantile(ours, n, 0.5), AIM_RATIO_MAX, 2.5);
    bench_pair(bench, "memory of a station", "private", "MiB", private_bare, private_tote,
               AIM_RATIO_MAX, 3);
}
