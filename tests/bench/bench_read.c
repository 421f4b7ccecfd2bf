// SPDX-License-Identifier: Apache-2.0
// Point reads: a barcode through resolve(), an order by its number with its lines.
#include <stdlib.h>

#include "bare.h"
#include "bench.h"
#include "bench_station.h"
#include "clock.h"
#include "common.h"
#include "numbers.h"
#include "resolve.h"

enum { MOST = 1 << 20 };

static int64_t any(int64_t n)
{
    return 1 + (int64_t)(drand48() * (double)n);
}

struct reader {
    struct bare *bare;
    struct db *db;
    int64_t orders;
};

static bool bare_item(const struct reader *reader)
{
    return bare_barcode(reader->bare, any(BARE_PRODUCTS)) == 2;
}

static bool tote_item(const struct reader *reader)
{
    g_auto(op_target) target = {0};
    g_autofree char *code = fill_barcode(any(FILL_ITEMS));
    return resolve(reader->db, 1, code, TARGET_ITEM, clock_now(), &target, NULL) &&
           target.kind == TARGET_ITEM;
}

static bool bare_number(const struct reader *reader)
{
    return bare_order(reader->bare, any(reader->orders)) == 3;
}

static bool tote_number(const struct reader *reader)
{
    struct number number = number_of(NUMBER_ORDER, any(reader->orders));
    g_autoptr(rowlist) order = order_find(reader->db, number.text, NULL);
    g_autoptr(rowlist) lines =
        order ? store_order_lines(reader->db, list_at(order, struct order_row, 0)->id, NULL) : NULL;
    return lines && list_len(lines) == 3;
}

static double rate(const struct bench *bench, const struct reader *reader,
                   bool (*read)(const struct reader *reader))
{
    double start = bench_now(), stop = start + bench->seconds / 2, now = start;
    int64_t n = 0;
    for (; now < stop && n < MOST; n++) {
        if (!read(reader))
            bench_die("a point read found nothing");
        now = bench_now();
    }
    return (double)n / (now - start);
}

void bench_read(struct bench *bench)
{
    struct fill fill = fill_plan(bench->orders, 0);
    struct station *station = station_open(bench->path, &fill, 1);
    const struct reader reader = {
        .bare = bare_open(bench->bare_path, "FULL"), .db = station->db, .orders = bench->orders};
    double bare = rate(bench, &reader, bare_item), tote = rate(bench, &reader, tote_item);
    bench_pair(bench, "barcode to item", "rate", "reads/s", bare, tote, AIM_RATIO_MIN, 0.3);
    bare = rate(bench, &reader, bare_number);
    tote = rate(bench, &reader, tote_number);
    bench_pair(bench, "order by number, 3 lines", "rate", "reads/s", bare, tote, AIM_RATIO_MIN,
               0.3);
    bare_close(reader.bare);
    station_close(station);
}
