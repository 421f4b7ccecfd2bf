// SPDX-License-Identifier: Apache-2.0
// Scans on PostgreSQL beside the six round trips of a bare client.
#include <stdlib.h>

#include "bare.h"
#include "bench_load.h"
#include "bench_station.h"
#include "pgserver.h"

struct place {
    const char *url;
    struct fill fill;
};

struct bare_station {
    struct bare_pgsql *bare;
    double lines;
    int who;
};

static void *open_bare(const void *data, int who)
{
    const struct place *place = data;
    struct bare_station *station = g_new0(struct bare_station, 1);
    *station = (struct bare_station){
        .bare = bare_pgsql_open(place->url), .lines = 3.0 * (double)place->fill.orders, .who = who};
    return station;
}

static bool step_bare(void *state)
{
    struct bare_station *station = state;
    return bare_pgsql_scan(station->bare, 1 + (int64_t)(drand48() * station->lines), station->who);
}

static void *open_tote(const void *data, int who)
{
    const struct place *place = data;
    return station_open(place->url, &place->fill, who);
}

static bool step_tote(void *state)
{
    return station_scan(state);
}

static void compare(struct bench *bench, const char *bare_url, const char *url)
{
    static const int processes[] = {1, 8, 32};
    const struct place bare_place = {.url = bare_url, .fill = fill_plan(bench->orders, 0)};
    const struct place tote_place = {.url = url, .fill = bare_place.fill};
    struct load bare = {
        .seconds = bench->seconds, .open = open_bare, .step = step_bare, .data = &bare_place};
    struct load tote = {
        .seconds = bench->seconds, .open = open_tote, .step = step_tote, .data = &tote_place};
    for (size_t i = 0; i < G_N_ELEMENTS(processes); i++) {
        bare.processes = tote.processes = processes[i];
        g_autofree char *name = g_strdup_printf("PostgreSQL scan, %d stations", processes[i]);
        const struct load_aims aims = {.rate = processes[i] > 1 ? 0.6 : 0};
        load_compare(bench, name, &bare, &tote, &aims);
    }
}

void bench_pgsql(struct bench *bench)
{
    static bool made;
    if (!pgserver_available())
        return;
    pgserver_own();
    g_autofree char *bare_url = pgserver_url("bare");
    g_autofree char *url = pgserver_url("bench");
    if (!made) {
        struct fill fill = fill_plan(bench->orders, 0);
        pgserver_create("bare", NULL);
        pgserver_create("bench", NULL);
        bare_pgsql_fill(bare_url, bench->orders);
        fill_database(url, &fill);
        bench_prove(bench, url);
        made = true;
    }
    compare(bench, bare_url, url);
    bench_prove(bench, url);
}
