// SPDX-License-Identifier: Apache-2.0
// A station's scans, through the same operation that the screen calls.
#include "bench_station.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "clock.h"
#include "numbers.h"

struct station *station_open(const char *url, const struct fill *fill, int who)
{
    GError *error = NULL;
    struct station *station = g_new0(struct station, 1);
    char name[16];
    g_snprintf(name, sizeof name, "bench%d", who);
    station->fill = fill;
    station->db = db_open(url, NULL, &error);
    bench_check(station->db, &error);
    station->session = session_open(station->db, "bench", name, true, &error);
    bench_check(station->session, &error);
    station->session->mute = true; // as the screens have it
    return station;
}

void station_close(struct station *station)
{
    session_free(station->session);
    db_close(station->db);
    g_free(station);
}

bool station_scan(struct station *station)
{
    GError *error = NULL;
    struct reply reply = {0};
    int64_t rank = (int64_t)(drand48() * (double)station->fill->works);
    struct number work = number_of(NUMBER_WORK, rank + 1);
    g_autofree char *code = fill_barcode(fill_first_item(fill_order(station->fill, rank)));
    bool ok = op_do(station->session, &reply, &error, "pick.scan", work.text, code);
    if (!ok || reply.verdict != VERDICT_MATCH)
        fprintf(stderr, "scan of %s at %s: %s\n", code, work.text,
                ok ? reply.message : error->message);
    ok = ok && reply.verdict == VERDICT_MATCH;
    g_clear_error(&error);
    reply_clear(&reply);
    return ok;
}
