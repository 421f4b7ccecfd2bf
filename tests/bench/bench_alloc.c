// SPDX-License-Identifier: Apache-2.0
// Allocation: all that waits in batches of 100, and one order of three lines at a time.
#include <stdlib.h>

#include "bare.h"
#include "bench.h"
#include "bench_station.h"
#include "numbers.h"
#include "release.h"

enum { PER = 100, SINGLE = 500 };

static double bare_batches(const struct bench *bench, int64_t n)
{
    struct bare *bare = bare_open(bench->bare_path, "FULL");
    double start = bench_now();
    for (int64_t i = 0; i < n; i++) {
        if (i % PER == 0)
            bare_begin(bare);
        bare_allocate(bare, 1 + (int64_t)(drand48() * (double)bench->orders));
        if (i == n - 1 || (i + 1) % PER == 0)
            bare_commit(bare);
    }
    double took = bench_now() - start;
    bare_close(bare);
    return took;
}

static double tote_batches(struct station *station, int64_t n)
{
    GError *error = NULL;
    struct release release;
    bool more = true;
    double start = bench_now();
    release_begin(&release);
    while (more && release.orders < n)
        bench_check(release_batch(station->session, &release, &more, &error), &error);
    double took = bench_now() - start;
    if (release.found.released != release.orders || release.orders < n)
        bench_die("%d of %d orders were released", (int)release.found.released, (int)n);
    release_end(&release);
    return took * (double)n / (double)release.orders;
}

static size_t single(const struct bench *bench)
{
    return MIN(SINGLE, (size_t)bench->some / 20);
}

static void bare_single(const struct bench *bench, float *ms)
{
    struct bare *bare = bare_open(bench->bare_path, "FULL");
    for (size_t i = 0; i < single(bench); i++) {
        double start = bench_now();
        bare_begin(bare);
        bare_allocate(bare, 1 + (int64_t)(drand48() * (double)bench->orders));
        bare_commit(bare);
        ms[i] = (float)((bench_now() - start) * 1000);
    }
    bare_close(bare);
}

// The orders that wait longest, one call each.
static void tote_single(const struct bench *bench, struct station *station, float *ms)
{
    GError *error = NULL;
    const struct release_row none = {0};
    g_autoptr(rowlist) waiting =
        store_orders_to_release(station->db, "ready", &none, (int64_t)single(bench), &error);
    bench_check(waiting && list_len(waiting) == single(bench), &error);
    for (unsigned i = 0; i < list_len(waiting); i++) {
        struct reply reply = {0};
        int64_t id = list_at(waiting, struct release_row, i)->id;
        double start = bench_now();
        bool ok = op_do(station->session, &reply, &error, "order.release",
                        number_of(NUMBER_ORDER, id).text);
        ms[i] = (float)((bench_now() - start) * 1000);
        bench_check(ok, &error);
        reply_clear(&reply);
    }
}

// Each run takes its own part of the orders that wait: some singly, then the others.
void bench_alloc(struct bench *bench)
{
    struct fill fill = fill_plan(bench->orders, bench->some * bench->runs);
    struct station *station = station_open(bench->path, &fill, 1);
    float theirs[SINGLE], ours[SINGLE];
    size_t n = single(bench);
    int64_t ready = fill.ready / bench->runs - (int64_t)n;
    bare_single(bench, theirs);
    tote_single(bench, station, ours);
    const char *name = "allocation of one order";
    bench_pair(bench, name, "p50", "ms", bench_quantile(theirs, n, 0.5),
               bench_quantile(ours, n, 0.5), AIM_RATIO_MAX, 2.5);
    bench_pair(bench, name, "p99", "ms", bench_quantile(theirs, n, 0.99),
               bench_quantile(ours, n, 0.99), AIM_RATIO_MAX, 4);
    g_autofree char *batches =
        g_strdup_printf("allocation of %" G_GINT64_FORMAT " orders", ready / PER * PER);
    double bare = bare_batches(bench, ready / PER * PER);
    bench_pair(bench, batches, "time", "s", bare, tote_batches(station, ready / PER * PER),
               AIM_RATIO_MAX, 2.5);
    station_close(station);
}
