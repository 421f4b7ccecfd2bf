// SPDX-License-Identifier: Apache-2.0
// Orders as lists and screens show them.
#include "store_order_read.h"

#include <string.h>

#include "text.h"

enum {
    QUEUE_PROMISE,
    QUEUE_PLACED,
    QUEUE_VALUE,
    QUEUE_COUNT,
    PAYMENTS,
    PARCELS,
    COUNTS,
    LATE,
    SCANS,
    HOURS,
};

#define QUEUE_WHERE                                                                                \
    "o.status IN ($1, $2, $3, $4, $5, $6, $7, $8, $9) AND ($10 = '' OR o.channel = $10) "          \
    "AND o.promise_at < $11 "
#define QUEUE                                                                                      \
    "SELECT o.id, o.placed_at, o.promise_at, o.lines, o.pieces, o.total, o.channel, "              \
    "o.external_name, o.status, o.hold_reason, o.paid, o.currency, "                               \
    "coalesce(CASE WHEN p.name <> '' THEN p.name WHEN p.company <> '' THEN p.company END, "        \
    "b.name, b.email, ''), o.shipping_method FROM sales_order o "                                  \
    "LEFT JOIN person p ON p.id = o.delivery_id LEFT JOIN person b ON b.id = o.billing_id "        \
    "WHERE " QUEUE_WHERE

static const struct sql sql[] = {
    [QUEUE_PROMISE] = {"queue.promise",
                       QUEUE "ORDER BY o.promise_at, o.placed_at, o.id LIMIT $12 OFFSET $13"},
    [QUEUE_PLACED] = {"queue.placed", QUEUE "ORDER BY o.placed_at DESC, o.id LIMIT $12 OFFSET $13"},
    [QUEUE_VALUE] = {"queue.value", QUEUE "ORDER BY o.total DESC, o.id LIMIT $12 OFFSET $13"},
    [QUEUE_COUNT] = {"queue.count", "SELECT count(*) FROM sales_order o WHERE " QUEUE_WHERE},
    [PAYMENTS] = {"payment.of_order",
                  "SELECT amount, method, reference FROM payment WHERE order_id = $1 ORDER BY n"},
    [PARCELS] = {"parcel.of_order",
                 "SELECT p.id, p.shipment_id, p.n, p.grams, p.closed_at, p.proof_at, j.id, "
                 "p.status, p.sscc, p.box_code, j.status, j.reason, r.name "
                 "FROM shipment s JOIN parcel p ON p.shipment_id = s.id "
                 "LEFT JOIN outbox j ON j.kind = 'label' AND j.ref = p.sscc AND j.copy = "
                 "(SELECT max(k.copy) FROM outbox k WHERE k.kind = 'label' AND k.ref = p.sscc) "
                 "LEFT JOIN printer r ON r.id = j.printer_id "
                 "WHERE s.order_id = $1 AND s.status <> 'left' ORDER BY s.id, p.n"},
    [COUNTS] = {"order.counts",
                "SELECT status, count(*), min(placed_at), min(promise_at) FROM sales_order "
                "WHERE status IN ('unpaid', 'held', 'ready', 'short', 'released', 'picking', "
                "'picked', 'packing', 'packed') GROUP BY status ORDER BY status"},
    [LATE] = {"order.late",
              "SELECT count(*) FROM sales_order WHERE status IN ('ready', 'short', 'released', "
              "'picking', 'picked', 'packing') AND promise_at < $1"},
    [SCANS] = {"event.scans",
               "SELECT count(*), CAST(coalesce(sum(CASE WHEN result = 'match' THEN 0 ELSE 1 END), "
               "0) AS BIGINT) FROM event WHERE id > "
               "(SELECT coalesce(max(id), 0) - 20000 FROM event) AND at >= $1 "
               "AND op IN ('pick.scan', 'pack.scan')"},
    [HOURS] = {"order.hours",
               "SELECT 0, (created_at - $1) / 3600000 AS hour, count(*) FROM sales_order "
               "WHERE id > (SELECT coalesce(max(id), 0) - 20000 FROM sales_order) "
               "AND created_at >= $1 GROUP BY hour UNION ALL "
               "SELECT 1, (done_at - $1) / 3600000 AS hour, count(*) FROM pick_work "
               "WHERE id > (SELECT coalesce(max(id), 0) - 20000 FROM pick_work) "
               "AND status = 'done' AND done_at >= $1 GROUP BY hour UNION ALL "
               "SELECT 2, (closed_at - $1) / 3600000 AS hour, count(*) FROM shipment "
               "WHERE id > (SELECT coalesce(max(id), 0) - 20000 FROM shipment) "
               "AND closed_at >= $1 GROUP BY hour UNION ALL "
               "SELECT 3, (closed_at - $1) / 3600000 AS hour, CAST(sum(parcels) AS BIGINT) "
               "FROM manifest WHERE id > (SELECT coalesce(max(id), 0) - 20000 FROM manifest) "
               "AND closed_at >= $1 GROUP BY hour"},
};

const struct sql_list order_read_sql = {"order_read", sql, G_N_ELEMENTS(sql)};

static void read_queue(struct list *list, struct db_rows *rows, void *data)
{
    struct queue_row *row = data;
    *row = (struct queue_row){
        .id = db_int(rows, 0),
        .placed_at = db_int(rows, 1),
        .promise_at = db_int(rows, 2),
        .lines = db_int(rows, 3),
        .pieces = db_int(rows, 4),
        .total = db_int(rows, 5),
        .channel = list_text(list, rows, 6),
        .external_name = list_text(list, rows, 7),
        .status = list_text(list, rows, 8),
        .hold_reason = list_text(list, rows, 9),
        .paid = list_text(list, rows, 10),
        .currency = list_text(list, rows, 11),
        .customer = list_text(list, rows, 12),
        .shipping_method = list_text(list, rows, 13),
    };
}

// Is the search in the number, the channel's name or the customer?
static bool found(struct db_rows *rows, const char *fold)
{
    g_autofree char *number = g_strdup_printf("o-%" G_GINT64_FORMAT, 100000 + db_int(rows, 0));
    g_autofree char *name = text_fold(db_text(rows, 7) ? db_text(rows, 7) : "");
    g_autofree char *customer = text_fold(db_text(rows, 12) ? db_text(rows, 12) : "");
    return strstr(number, fold) || strstr(name, fold) || strstr(customer, fold);
}

// Names cannot be searched by an index (they are personal data): rows stream by in order and the
// page is filled with those that match.
static struct list *search(struct db_rows *rows, const struct queue_filter *filter, GError **error)
{
    g_autoptr(rowlist) list = list_new(sizeof(struct queue_row));
    g_autofree char *fold = text_fold(filter->search);
    g_autoptr(GError) failed = NULL;
    int64_t skip = filter->offset;
    while (list_len(list) < filter->limit && db_next(rows, &failed))
        if (found(rows, fold) && skip-- <= 0)
            read_queue(list, rows, list_add(list));
    if (!failed)
        return g_steal_pointer(&list);
    g_propagate_error(error, g_steal_pointer(&failed));
    return NULL;
}

enum { CHANNEL = QUEUE_STATUSES, BEFORE, COUNT_VALUES, LIMIT = COUNT_VALUES, OFFSET, VALUES };

static void fill(const struct queue_filter *filter, struct db_value values[VALUES])
{
    static const char *const open[QUEUE_STATUSES] = {
        "unpaid", "held", "ready", "short", "released", "picking", "picked", "packing", "packed"};
    const char *const *statuses = filter->statuses[0] ? filter->statuses : open;
    bool searching = filter->search && *filter->search;
    for (int i = 0; i < QUEUE_STATUSES; i++)
        values[i] = tval(statuses[i]);
    values[CHANNEL] = tval(filter->channel ? filter->channel : "");
    values[BEFORE] = ival(filter->promise_before ? filter->promise_before : INT64_MAX);
    values[LIMIT] = ival(searching ? INT32_MAX : filter->limit);
    values[OFFSET] = ival(searching ? 0 : filter->offset);
}

struct list *store_queue(struct db *db, const struct queue_filter *filter, GError **error)
{
    struct db_value values[VALUES];
    fill(filter, values);
    const struct sql *statement = &sql[QUEUE_PROMISE + filter->sort];
    if (!filter->search || !*filter->search)
        return list_query(db, statement, (struct db_args){values, VALUES}, sizeof(struct queue_row),
                          read_queue, error);
    g_autoptr(db_rows) rows = db_query(db, statement, (struct db_args){values, VALUES}, error);
    return rows ? search(rows, filter, error) : NULL;
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

static void read_payment(struct list *list, struct db_rows *rows, void *data)
{
    struct payment_row *row = data;
    *row = (struct payment_row){.amount = db_int(rows, 0),
                                .known = !db_is_null(rows, 0),
                                .method = list_text(list, rows, 1),
                                .reference = list_text(list, rows, 2)};
}

struct list *store_payments(struct db *db, int64_t order, GError **error)
{
    return list_query(db, &sql[PAYMENTS], DB_ARGS(ival(order)), sizeof(struct payment_row),
                      read_payment, error);
}

static void read_parcel(struct list *list, struct db_rows *rows, void *data)
{
    struct parcel_row *row = data;
    *row = (struct parcel_row){
        .id = db_int(rows, 0),
        .shipment_id = db_int(rows, 1),
        .n = db_int(rows, 2),
        .grams = db_int(rows, 3),
        .closed_at = db_int(rows, 4),
        .proof_at = db_int(rows, 5),
        .job_id = db_int(rows, 6),
        .status = list_text(list, rows, 7),
        .sscc = list_text(list, rows, 8),
        .box = list_text(list, rows, 9),
        .job_status = list_text(list, rows, 10),
        .job_reason = list_text(list, rows, 11),
        .printer = list_text(list, rows, 12),
    };
}

struct list *store_parcels_of_order(struct db *db, int64_t order, GError **error)
{
    return list_query(db, &sql[PARCELS], DB_ARGS(ival(order)), sizeof(struct parcel_row),
                      read_parcel, error);
}

static void read_count(struct list *list, struct db_rows *rows, void *data)
{
    struct count_row *row = data;
    *row = (struct count_row){.status = list_text(list, rows, 0),
                              .n = db_int(rows, 1),
                              .oldest_placed = db_int(rows, 2),
                              .oldest_promise = db_int(rows, 3)};
}

struct list *store_order_counts(struct db *db, GError **error)
{
    return list_query(db, &sql[COUNTS], DB_NO_ARGS, sizeof(struct count_row), read_count, error);
}

int64_t store_order_late(struct db *db, int64_t now, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[LATE], &n, DB_ARGS(ival(now)), error) == 1 ? n : -1;
}

bool store_scans_since(struct db *db, int64_t since, int64_t *ret_scans, int64_t *ret_refused,
                       GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, &sql[SCANS], DB_ARGS(ival(since)), error);
    if (!rows || !db_next(rows, error))
        return false;
    *ret_scans = db_int(rows, 0);
    *ret_refused = db_int(rows, 1);
    return true;
}

static void read_hour(struct list *list, struct db_rows *rows, void *data)
{
    struct hour_row *row = data;
    *row = (struct hour_row){
        .kind = (enum done_kind)db_int(rows, 0), .hour = db_int(rows, 1), .n = db_int(rows, 2)};
}

struct list *store_done_hours(struct db *db, int64_t since, GError **error)
{
    return list_query(db, &sql[HOURS], DB_ARGS(ival(since)), sizeof(struct hour_row), read_hour,
                      error);
}
