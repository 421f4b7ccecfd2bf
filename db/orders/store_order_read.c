// SPDX-License-Identifier: Apache-2.0
// Orders as lists and screens show them.
#include "store_order_read.h"

#include <stdlib.h>
#include <string.h>

#include "lives.h"
#include "store_line.h"

RECORD_DEFINE(queue_row, QUEUE_ROW);
RECORD_DEFINE(payment_row, PAYMENT_ROW);
RECORD_DEFINE(parcel_row, PARCEL_ROW);
RECORD_DEFINE(count_row, COUNT_ROW);
RECORD_DEFINE(channel_row, CHANNEL_ROW);
RECORD_DEFINE(hour_row, HOUR_ROW);

enum {
    QUEUE_PROMISE,
    QUEUE_PLACED,
    QUEUE_VALUE,
    QUEUE_COUNT,
    PAYMENTS,
    PARCELS,
    COUNTS,
    CHANNELS,
    SCANS,
    HOURS,
};

#define QUEUE_WHERE                                                                                \
    "o.state IN " QUEUE_STATES " AND (:channel = '' OR o.channel_id = (SELECT c.id FROM channel "  \
    "c WHERE c.code = :channel)) AND o.promise_at < :before AND (:site = 0 OR EXISTS "             \
    "(SELECT 1 FROM fulfilment f WHERE f.id > o.id * " PARTS " AND f.id < (o.id + 1) * " PARTS     \
    " AND "                                                                                        \
    "f.site_id = :site AND (f.closed_at = 0 OR o.closed_at > 0))) "
#define QUEUE                                                                                      \
    RECORD_SELECT(QUEUE_ROW)                                                                       \
    "FROM sales_order o WHERE " QUEUE_WHERE

#define SELECT_PAYMENT RECORD_SELECT(PAYMENT_ROW)
#define SELECT_PARCEL RECORD_SELECT(PARCEL_ROW)
#define SELECT_COUNT RECORD_SELECT(COUNT_ROW)

// Behind which event a moment was: their time rises with their id, so it is found by halves, down
// to 64 ids; PostgreSQL gives ids in blocks, give or take some.
#define PROBE                                                                                      \
    "coalesce((SELECT x.at FROM event x WHERE x.id >= (s.low + s.high) / 2 ORDER BY x.id LIMIT "   \
    "1), $1) < $1"
#define LAST_BEFORE                                                                                \
    "(WITH RECURSIVE s(low, high) AS (SELECT CAST(0 AS BIGINT), coalesce(max(id), 0) + 1 FROM "    \
    "event UNION ALL SELECT CASE WHEN " PROBE " THEN (s.low + s.high) / 2 ELSE s.low END, CASE "   \
    "WHEN " PROBE " THEN s.high ELSE (s.low + s.high) / 2 END FROM s WHERE s.high - s.low > 64) "  \
    "SELECT max(low) FROM s) "

static const struct sql sql[] = {
    [QUEUE_PROMISE] = {"queue.promise", QUEUE
                       "ORDER BY o.promise_at, o.placed_at, o.id LIMIT :limit OFFSET :offset"},
    [QUEUE_PLACED] = {"queue.placed",
                      QUEUE "ORDER BY o.placed_at DESC, o.id LIMIT :limit OFFSET :offset"},
    [QUEUE_VALUE] = {"queue.value",
                     QUEUE "ORDER BY o.total DESC, o.id LIMIT :limit OFFSET :offset"},
    [QUEUE_COUNT] = {"queue.count", "SELECT count(*) FROM sales_order o WHERE " QUEUE_WHERE},
    [PAYMENTS] = {"payment.of_order",
                  SELECT_PAYMENT "FROM sales_order o JOIN payment_event p ON p.order_id = o.id "
                                 "WHERE o.id = $1 ORDER BY p.n"},
    [PARCELS] = {"parcel.of_order", SELECT_PARCEL
                 "FROM fulfilment f JOIN parcel p ON p.fulfilment_id = f.id JOIN location c ON "
                 "c.id = p.id JOIN site w ON w.id = f.site_id LEFT JOIN outbox j ON j.kind = "
                 "'label' AND j.subject_id = p.id AND j.copy = (SELECT max(k.copy) FROM outbox k "
                 "WHERE k.kind = 'label' AND k.subject_id = p.id) LEFT JOIN printer r ON r.id = "
                 "j.printer_id WHERE f.id > $1 AND f.id < $2 ORDER BY p.work_id, p.n"},
    [COUNTS] = {"order.counts", SELECT_COUNT
                "FROM order_state s WHERE s.open = 1 AND EXISTS "
                "(SELECT 1 FROM sales_order o WHERE o.state = s.code) ORDER BY s.code"},
    [CHANNELS] = {"channel.list", RECORD_SELECT(CHANNEL_ROW) "FROM channel ORDER BY code"},
    // Each name compared by itself: a pattern over all of them costs twenty times as much a row.
    // $2 and $5 are the least and the greatest, which leave most others out at once. Moments are
    // looked at where ids do not tell.
    [SCANS] = {"event.scans",
               "WITH f(low) AS (SELECT " LAST_BEFORE
               ") SELECT count(*), CAST(coalesce(sum(CASE e.verdict WHEN $6 THEN 0 WHEN $7 THEN 0 "
               "WHEN $8 THEN 0 WHEN $9 THEN 0 ELSE 1 END), 0) AS BIGINT) FROM f JOIN event e ON "
               "e.id > f.low - 1024 WHERE e.op >= $2 AND e.op <= $5 AND (e.op = $2 OR e.op = $3 OR "
               "e.op = $4 OR e.op = $5) AND (e.id > f.low + 1088 OR e.at >= $1)"},
    // <>: as the index has it, and no second beginning for its range. LIMIT: what stands inside is
    // made once a row.
    [HOURS] =
        {"order.hours",
         "WITH RECURSIVE b(hour) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT hour + 1 FROM b "
         "WHERE hour < 24) SELECT 1, 0, d.hour, d.n FROM (SELECT b.hour AS hour, (SELECT count(*) "
         "FROM sales_order o WHERE o.created_at >= $1 + b.hour * 3600000 AND o.created_at < $1 + "
         "(b.hour + 1) * 3600000) AS n FROM b LIMIT 25) d WHERE d.n > 0 "
         "UNION ALL SELECT 1, k.counts AS what, (w.done_at - "
         "$1) / 3600000 AS hour, count(*) FROM work w JOIN work_kind k ON "
         "k.code = w.kind WHERE w.done_at <> 0 AND w.done_at >= $1 AND "
         "w.done_at < $1 + 90000000 AND k.counts <> 0 AND w.withdrawn = 0 "
         "AND ($2 = 0 OR w.site_id = $2) GROUP BY what, hour "
         "UNION ALL SELECT 1, 3, (closed_at - $1) / 3600000 AS "
         "hour, CAST(sum(parcels) AS "
         "BIGINT) FROM load WHERE id > (SELECT "
         "coalesce(max(id), 0) - 20000 FROM load) AND "
         "closed_at >= $1 AND ($2 = 0 OR site_id = $2) GROUP BY hour"},
};

const struct sql_list order_read_sql = {"order_read", sql, G_N_ELEMENTS(sql)};

enum { CHANNEL = STATES_MOST, BEFORE, SITE, COUNT_VALUES, LIMIT = COUNT_VALUES, OFFSET, VALUES };

void queue_states(const struct queue_filter *filter, struct db_value values[STATES_MOST])
{
    const char *open[STATES_MOST];
    state_codes(&order_states, ST_OPEN, open);
    const char *const *statuses = filter->statuses[0] ? filter->statuses : open;
    for (int i = 0; i < STATES_MOST; i++)
        values[i] = tval(statuses[i]);
}

static void fill(const struct queue_filter *filter, struct db_value values[VALUES])
{
    queue_states(filter, values);
    values[CHANNEL] = tval(filter->channel ? filter->channel : "");
    values[BEFORE] = ival(filter->promise_before ? filter->promise_before : INT64_MAX);
    values[SITE] = ival(filter->site);
    values[LIMIT] = ival(filter->limit);
    values[OFFSET] = ival(filter->offset);
}

struct list *store_queue(struct db *db, const struct queue_filter *filter, GError **error)
{
    struct db_value values[VALUES];
    fill(filter, values);
    return list_records(db, &sql[QUEUE_PROMISE + filter->sort], (struct db_args){values, VALUES},
                        &queue_row_record, error);
}

int64_t store_queue_count(struct db *db, const struct queue_filter *filter, GError **error)
{
    struct db_value values[VALUES];
    int64_t n = -1;
    fill(filter, values);
    return db_get(db, &sql[QUEUE_COUNT], &n, (struct db_args){values, COUNT_VALUES}, error) == 1
               ? n
               : -1;
}

struct list *store_payments(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[PAYMENTS], DB_ARGS(ival(order)), &payment_row_record, error);
}

struct list *store_parcels_of_order(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[PARCELS],
                        DB_ARGS(ival(line_id(order, 0)), ival(line_id(order + 1, 0))),
                        &parcel_row_record, error);
}

struct list *store_order_counts(struct db *db, int64_t now, int64_t site, GError **error)
{
    return list_records(db, &sql[COUNTS], DB_ARGS(ival(now), ival(site)), &count_row_record, error);
}

struct list *store_channels(struct db *db, GError **error)
{
    return list_records(db, &sql[CHANNELS], DB_NO_ARGS, &channel_row_record, error);
}

enum { NAMES = 4 }; // that SCANS has room for, twice

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct db_value *)a)->text, ((const struct db_value *)b)->text);
}

// Names that stood between commas, in order; the last one once more in each slot that is left.
static void put_names(char *const *names, struct db_value values[NAMES])
{
    int n = 0;
    for (int i = 0; names[i]; i++) {
        g_assert(!*names[i] || n < NAMES);
        if (*names[i])
            values[n++] = tval(names[i]);
    }
    qsort(values, (size_t)n, sizeof *values, by_name);
    for (int i = n; n && i < NAMES; i++)
        values[i] = values[n - 1];
}

bool store_scans_since(struct db *db, int64_t since, const char *ops, const char *good,
                       int64_t *ret_scans, int64_t *ret_refused, GError **error)
{
    struct db_value values[1 + 2 * NAMES] = {ival(since)};
    g_auto(GStrv) op_names = g_strsplit(ops, ",", -1), good_names = g_strsplit(good, ",", -1);
    put_names(op_names, values + 1);
    put_names(good_names, values + 1 + NAMES);
    g_autoptr(db_rows) rows =
        db_query(db, &sql[SCANS], (struct db_args){values, G_N_ELEMENTS(values)}, error);
    if (!rows || !db_next(rows, error))
        return false;
    *ret_scans = db_int(rows, 0);
    *ret_refused = db_int(rows, 1);
    return true;
}

struct list *store_done_hours(struct db *db, int64_t since, int64_t site, GError **error)
{
    return list_records(db, &sql[HOURS], DB_ARGS(ival(since), ival(site)), &hour_row_record, error);
}
