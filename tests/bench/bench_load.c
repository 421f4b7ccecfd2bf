// SPDX-License-Identifier: Apache-2.0
// Forks stations that start at the same moment and note each step's time in shared memory.
#include "bench_load.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1 << 18 };

struct tally {
    volatile int ready, done;
    long ok, failed, n;
    float ms[MOST];
};

static void pause_until(double when)
{
    struct timespec at = {(time_t)when, (long)((when - (double)(time_t)when) * 1e9)};
    clock_nanosleep(CLOCK_MONOTONIC, // allowed: the pause of a station is the load itself
                    TIMER_ABSTIME, &at, NULL);
}

static double jitter(double mean)
{
    return mean * (0.5 + drand48());
}

static void station(const struct load *load, struct tally *tally, int who, const double *start)
{
    void *state = load->open(load->data, who);
    srand48(getpid());
    tally->ready = 1;
    while (*(volatile const double *)start == 0.0)
        pause_until(bench_now() + 0.001);
    double begin = *start, stop = begin + load->seconds;
    pause_until(begin + (load->pause_ms ? drand48() * load->pause_ms / 1000 : 0));
    for (double t = bench_now(); t < stop && tally->n < MOST; t = bench_now()) {
        bool ok = load->step(state);
        tally->ms[tally->n++] = (float)((bench_now() - t) * 1000);
        tally->ok += ok;
        tally->failed += !ok;
        if (load->pause_ms)
            pause_until(bench_now() + jitter(load->pause_ms / 1000.0));
    }
    tally->done = 1;
    _exit(0); // no close: a last close would write a checkpoint within the time
}

static void sum_up(const struct load *load, const struct tally *tallies, double took,
                   struct load_result *result)
{
    long ok = 0, n = 0, least = tallies[0].ok, most = 0;
    for (int i = 0; i < load->processes; i++) {
        ok += tallies[i].ok;
        n += tallies[i].n;
        result->failures += (double)tallies[i].failed + !tallies[i].done;
        least = MIN(least, tallies[i].ok);
        most = MAX(most, tallies[i].ok);
    }
    g_autofree float *all = g_new(float, n + 1);
    float *at = all;
    for (int i = 0; i < load->processes; i++)
        for (long k = 0; k < tallies[i].n; k++)
            *at++ = tallies[i].ms[k];
    result->rate = (double)ok / took;
    result->p50 = bench_quantile(all, (size_t)n, 0.5);
    result->p99 = bench_quantile(all, (size_t)n, 0.99);
    result->max = bench_quantile(all, (size_t)n, 1);
    result->fair = most ? (double)least / (double)most : 0;
}

void load_run(const struct load *load, struct load_result *ret_result)
{
    size_t size = sizeof(struct tally) * (size_t)load->processes + sizeof(double);
    char *shared =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (shared == MAP_FAILED)
        bench_die("no memory for a load");
    double *start = (double *)(void *)shared;
    struct tally *tallies = (struct tally *)(void *)(shared + sizeof(double));
    g_autofree pid_t *pids = g_new0(pid_t, load->processes);
    for (int i = 0; i < load->processes; i++)
        if (!(pids[i] = fork()))
            station(load, &tallies[i], i + 1, start);
    for (int i = 0; i < load->processes; i++)
        for (int k = 0; !tallies[i].ready && k < 20000; k++)
            pause_until(bench_now() + 0.001);
    *start = bench_now() + 0.05;
    for (int i = 0; i < load->processes; i++)
        waitpid(pids[i], NULL, 0); // by name: an import or a server may be a child too
    *ret_result = (struct load_result){0};
    sum_up(load, tallies, bench_now() - *start, ret_result);
    munmap(shared, size);
}

void load_compare(struct bench *bench, const char *name, const struct load *bare,
                  const struct load *tote, const struct load_aims *aims)
{
    struct load_result theirs, ours;
    load_run(bare, &theirs);
    load_run(tote, &ours);
    const struct {
        const char *metric, *unit;
        double bare, tote;
        enum aim aim;
        double limit;
    } figures[] = {
        {"rate", "scans/s", theirs.rate, ours.rate, AIM_RATIO_MIN, aims->rate},
        {"p50", "ms", theirs.p50, ours.p50, AIM_RATIO_MAX, aims->p50},
        {"p99", "ms", theirs.p99, ours.p99, AIM_RATIO_MAX, aims->p99},
        {"max", "ms", theirs.max, ours.max, AIM_VALUE_MAX, aims->max_ms},
        {"fairness", "min/max", theirs.fair, ours.fair, AIM_NONE, 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++)
        bench_pair(bench, name, figures[i].metric, figures[i].unit, figures[i].bare,
                   figures[i].tote, figures[i].limit > 0 ? figures[i].aim : AIM_NONE,
                   figures[i].limit);
    if (theirs.failures > 0 || ours.failures > 0)
        bench_die("%s: %g steps of the bare engine and %g of tote failed", name, theirs.failures,
                  ours.failures);
}
