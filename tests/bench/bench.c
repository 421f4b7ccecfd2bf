// SPDX-License-Identifier: Apache-2.0
// Figures: one TSV line each as they come, and the table of pairs at the end.
#include "bench.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct pair {
    char *name, *metric, *unit;
    enum aim aim;
    double limit;
    GArray *bare, *tote; // float, one a run
};

double bench_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void bench_die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("bench: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

void bench_check(bool ok, GError **error)
{
    if (!ok)
        bench_die("%s", *error ? (*error)->message : "failed without an error");
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

double bench_quantile(float *ms, size_t n, double q)
{
    if (!n)
        return 0;
    qsort(ms, n, sizeof *ms, by_size);
    return (double)ms[MIN(n - 1, (size_t)((double)n * q))];
}

// --- pairs

static struct pair *find_pair(struct bench *bench, const char *name, const char *metric)
{
    for (unsigned i = 0; i < bench->pairs->len; i++) {
        struct pair *pair = bench->pairs->pdata[i];
        if (!strcmp(pair->name, name) && !strcmp(pair->metric, metric))
            return pair;
    }
    struct pair *pair = g_new0(struct pair, 1);
    pair->name = g_strdup(name);
    pair->metric = g_strdup(metric);
    pair->bare = g_array_new(FALSE, FALSE, sizeof(float));
    pair->tote = g_array_new(FALSE, FALSE, sizeof(float));
    g_ptr_array_add(bench->pairs, pair);
    return pair;
}

static void tsv(const struct bench *bench, const char *suite, const char *name, const char *metric,
                double value, const char *unit)
{
    printf("%s\t%s of %" G_GINT64_FORMAT "\t%s\t%.6g\t%s\t%d\n", suite, name, bench->orders, metric,
           value, unit, bench->run);
    fflush(stdout);
}

void bench_pair(struct bench *bench, const char *name, const char *metric, const char *unit,
                double bare, double tote, enum aim aim, double limit)
{
    float values[] = {(float)bare, (float)tote};
    struct pair *pair = find_pair(bench, name, metric);
    g_free(pair->unit);
    pair->unit = g_strdup(unit);
    pair->aim = aim;
    pair->limit = limit;
    g_array_append_val(pair->bare, values[0]);
    g_array_append_val(pair->tote, values[1]);
    tsv(bench, "bare", name, metric, bare, unit);
    tsv(bench, "tote", name, metric, tote, unit);
}

static double median(const GArray *values)
{
    g_autofree float *copy = g_memdup2(values->data, values->len * sizeof(float));
    return bench_quantile(copy, values->len, 0.5);
}

// The ratios of the runs: their median, the smallest and the largest.
static void ratios(const struct pair *pair, double *ret_low, double *ret_median, double *ret_high)
{
    g_autofree float *all = g_new(float, pair->bare->len);
    for (unsigned i = 0; i < pair->bare->len; i++) {
        float bare = g_array_index(pair->bare, float, i);
        all[i] = bare > 0 ? g_array_index(pair->tote, float, i) / bare : 0;
    }
    *ret_median = bench_quantile(all, pair->bare->len, 0.5);
    *ret_low = (double)all[0];
    *ret_high = (double)all[pair->bare->len - 1];
}

static const char *word(const struct pair *pair, double ratio, double value)
{
    bool good = pair->aim == AIM_RATIO_MIN   ? ratio >= pair->limit
                : pair->aim == AIM_RATIO_MAX ? ratio <= pair->limit
                                             : value <= pair->limit;
    return pair->aim == AIM_NONE ? "" : good ? "reached" : "WEAKER";
}

static char *aim_text(const struct pair *pair)
{
    switch (pair->aim) {
    case AIM_RATIO_MIN:
        return g_strdup_printf(">= %.3gx", pair->limit);
    case AIM_RATIO_MAX:
        return g_strdup_printf("<= %.3gx", pair->limit);
    case AIM_VALUE_MAX:
        return g_strdup_printf("<= %.3g", pair->limit);
    case AIM_NONE:
        break;
    }
    return g_strdup("");
}

void bench_table(const struct bench *bench)
{
    printf("\n%" G_GINT64_FORMAT " orders, medians of %d runs; ratio = tote / bare engine\n",
           bench->orders, bench->runs);
    printf("%-34s %-9s %-9s %10s %10s %7s %13s  %-9s\n", "case", "metric", "unit", "bare", "tote",
           "ratio", "(of the runs)", "aim");
    for (unsigned i = 0; i < bench->pairs->len; i++) {
        const struct pair *pair = bench->pairs->pdata[i];
        double low, middle, high, tote = median(pair->tote);
        ratios(pair, &low, &middle, &high);
        g_autofree char *aim = aim_text(pair);
        printf("%-34s %-9s %-9s %10.4g %10.4g %7.3g  %5.3g - %-5.3g  %-9s %s\n", pair->name,
               pair->metric, pair->unit, median(pair->bare), tote, middle, low, high, aim,
               word(pair, middle, tote));
    }
}

// --- programs

int bench_start_program(const char *const *argv)
{
    GError *error = NULL;
    GPid pid = 0;
    bool ok = g_spawn_async(NULL, (char **)(uintptr_t)argv, NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL,
                            &pid, &error);
    bench_check(ok, &error);
    return pid;
}

void bench_wait_program(int pid)
{
    int status = 0;
    if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) || WEXITSTATUS(status))
        bench_die("a program that was started failed (%d)", status);
}

void bench_stop_program(int pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

void bench_prove(const struct bench *bench, const char *url)
{
    const char *const argv[] = {bench->tote, "--db", url, "--as", "bench", "stock", "check", NULL};
    if (bench->prove)
        bench_wait_program(bench_start_program(argv));
}
