// SPDX-License-Identifier: Apache-2.0
// Orders as lists and screens show them.
#include "store_order_read.h"

#include "lives.h"
#include "store_line.h"

RECORD_DEFINE(queue_row, QUEUE_ROW);
RECORD_DEFINE(payment_row, PAYMENT_ROW);
RECORD_DEFINE(tax_row, TAX_ROW);
RECORD_DEFINE(parcel_row, PARCEL_ROW);
RECORD_DEFINE(count_row, COUNT_ROW);
RECORD_DEFINE(channel_row, CHANNEL_ROW);

enum {
    QUEUE_PROMISE,
    QUEUE_PLACED,
    QUEUE_VALUE,
    QUEUE_COUNT,
    PAYMENTS,
    TAXES,
    PARCELS,
    COUNTS,
    CHANNELS,
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
// Each state by itself: PostgreSQL's planner takes most orders for open ones and would join them
// all.
#define IN_STATE(value, of, rest)                                                                  \
    "(SELECT " value " FROM (SELECT " of " FROM sales_order o WHERE o.state = s.code " rest ") x)"
#define OLDEST                                                                                     \
    IN_STATE("min(x.at)", "o.placed_at AS at",                                                     \
             "ORDER BY o.promise_at, o.placed_at, o.id LIMIT 500")                                 \
    " AS oldest "
// Most orders are late or none is: where few are still to come, the rest is what there is.
#define TO_COME IN_STATE("count(*)", "1", "AND o.promise_at >= $1 LIMIT 1000") " AS come, "
#define PAST                                                                                       \
    "CASE WHEN late = 0 THEN 0 WHEN come < 1000 THEN n - come ELSE (SELECT count(*) FROM (SELECT " \
    "1 FROM sales_order o WHERE o.state = code AND o.promise_at < $1 LIMIT 10000) z) END AS past"
#define COUNTED "FROM order_count c JOIN order_state s ON s.code = c.state WHERE c.n > 0 "

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
    [TAXES] = {"tax.of_order",
               RECORD_SELECT(TAX_ROW) "FROM sales_order o JOIN order_tax x ON x.order_id = o.id "
                                      "WHERE o.id = $1 ORDER BY x.n"},
    [PARCELS] = {"parcel.of_order", SELECT_PARCEL
                 "FROM fulfilment f JOIN parcel p ON p.fulfilment_id = f.id JOIN location c ON "
                 "c.id = p.id JOIN site w ON w.id = f.site_id LEFT JOIN outbox j ON j.kind = "
                 "'label' AND j.subject_id = p.id AND j.copy = (SELECT max(k.copy) FROM outbox k "
                 "WHERE k.kind = 'label' AND k.subject_id = p.id) LEFT JOIN printer r ON r.id = "
                 "j.printer_id WHERE f.id > $1 AND f.id < $2 ORDER BY p.work_id, p.n"},
    [COUNTS] = {"order.counts", SELECT_COUNT
                "FROM (SELECT code, n, oldest, " PAST
                " FROM (SELECT s.code AS code, c.n AS n, s.late AS late, " TO_COME OLDEST COUNTED
                "AND s.open = 1) y) v ORDER BY code"},
    [CHANNELS] = {"channel.list", RECORD_SELECT(CHANNEL_ROW) "FROM channel ORDER BY code"},
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

struct list *store_taxes(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[TAXES], DB_ARGS(ival(order)), &tax_row_record, error);
}

struct list *store_parcels_of_order(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[PARCELS],
                        DB_ARGS(ival(line_id(order, 0)), ival(line_id(order + 1, 0))),
                        &parcel_row_record, error);
}

struct list *store_order_counts(struct db *db, int64_t now, GError **error)
{
    return list_records(db, &sql[COUNTS], DB_ARGS(ival(now)), &count_row_record, error);
}

struct list *store_channels(struct db *db, GError **error)
{
    return list_records(db, &sql[CHANNELS], DB_NO_ARGS, &channel_row_record, error);
}
