// SPDX-License-Identifier: Apache-2.0
// Orders: what operations read and write of them.
#include "store_order.h"

#include "i18n.h"
#include "intake.h"

RECORD_DEFINE(order_row, ORDER_ROW);
RECORD_DEFINE(line_row, LINE_ROW);
RECORD_DEFINE(wanted_row, WANTED_ROW);
RECORD_DEFINE(allocation_row, ALLOCATION_ROW);
RECORD_DEFINE(release_row, RELEASE_ROW);
RECORD_DEFINE(person_row, PERSON_ROW);

enum {
    ORDER_BY_ID,
    ORDER_TAKE,
    ORDER_BY_EXTERNAL,
    ORDERS_BY_NAME,
    ORDER_ADD,
    ORDER_REWRITE,
    ORDER_MONEY,
    ORDER_REVIEW,
    ORDER_STATUS,
    ORDER_HOLD,
    ORDER_PAID,
    LINE_ADD,
    LINES_DROP,
    PAYMENT_ADD,
    PAYMENTS_DROP,
    TAX_ADD,
    TAXES_DROP,
    EXTRA_ADD,
    EXTRAS_DROP,
    PERSON_ADD,
    PERSON_DROP,
    PERSON_BY_ID,
    ORDER_LINES,
    WANTED,
    ITEM_OF_SKU,
    ALLOCATION_ADD,
    ALLOCATIONS,
    ALLOCATION_DROP,
    ALLOCATIONS_SWEEP,
    TO_RELEASE,
};

#define ORDERS_FROM RECORD_SELECT(ORDER_ROW) "FROM sales_order "

#define SELECT_PERSON RECORD_SELECT(PERSON_ROW)
#define SELECT_LINE RECORD_SELECT(LINE_ROW)
#define SELECT_WANTED RECORD_SELECT(WANTED_ROW)
#define SELECT_ALLOCATION RECORD_SELECT(ALLOCATION_ROW)
#define SELECT_RELEASE RECORD_SELECT(RELEASE_ROW)

static const struct sql sql[] = {
    [ORDER_BY_ID] = {"order.by_id", ORDERS_FROM "WHERE id = $1"},
    [ORDER_TAKE] = {"order.take",
                    "UPDATE sales_order SET review_hash = review_hash WHERE id = $1 " RECORD_RETURN(
                        ORDER_ROW)},
    [ORDER_BY_EXTERNAL] = {"order.by_external",
                           ORDERS_FROM "WHERE channel = $1 AND external_id = $2"},
    [ORDERS_BY_NAME] = {"order.by_name",
                        ORDERS_FROM "WHERE external_name = $1 ORDER BY id DESC LIMIT 20"},
    [ORDER_ADD] = {"order.add",
                   RECORD_INSERT("sales_order", "channel", ORDER_ADDED) "RETURNING id"},
    [ORDER_REWRITE] = {"order.rewrite", RECORD_UPDATE("sales_order", "channel",
                                                      ORDER_WRITTEN) "WHERE id = :id RETURNING id"},
    [ORDER_MONEY] = {"order.money",
                     "UPDATE sales_order SET paid = $2, refunded = $3, outstanding = $4, "
                     "source_status = $5, source_hash = $6, review_hash = '' WHERE id = $1"},
    [ORDER_REVIEW] = {"order.review", "UPDATE sales_order SET review_hash = $2 WHERE id = $1"},
    [ORDER_STATUS] = {"order.status",
                      "UPDATE sales_order SET status = $3, hold_reason = '', held_by = '' "
                      "WHERE id = $1 AND status = $2"},
    [ORDER_HOLD] = {"order.hold", "UPDATE sales_order SET status = 'held', hold_reason = $3, "
                                  "held_by = 'person' WHERE id = $1 AND status = $2"},
    [ORDER_PAID] = {"order.paid", "UPDATE sales_order SET paid = $2 WHERE id = $1"},
    [LINE_ADD] =
        {"order.line_add",
         "INSERT INTO order_line (order_id, line, kind, item_id, sku, name, qty, price, discount, "
         "fulfilment) VALUES (:order_id, :line, :kind, (SELECT i.id FROM item i WHERE i.sku = :sku "
         "AND :kind = 'goods'), :sku, :name, :qty, :price, :discount, :fulfilment)"},
    [LINES_DROP] = {"order.lines_drop", "DELETE FROM order_line WHERE order_id = $1"},
    [PAYMENT_ADD] = {"order.payment_add",
                     "INSERT INTO payment (order_id, n, method, reference, amount) "
                     "VALUES ($1, $2, $3, $4, $5)"},
    [PAYMENTS_DROP] = {"order.payments_drop", "DELETE FROM payment WHERE order_id = $1"},
    [TAX_ADD] = {"order.tax_add",
                 "INSERT INTO order_tax (order_id, n, name, amount) VALUES ($1, $2, $3, $4)"},
    [TAXES_DROP] = {"order.taxes_drop", "DELETE FROM order_tax WHERE order_id = $1"},
    [EXTRA_ADD] = {"order.extra_add",
                   "INSERT INTO order_extra (order_id, n, name, value) VALUES ($1, $2, $3, $4)"},
    [EXTRAS_DROP] = {"order.extras_drop", "DELETE FROM order_extra WHERE order_id = $1"},
    [PERSON_ADD] = {"person.add", RECORD_INSERT("person", "name", PERSON_REST) "RETURNING id"},
    [PERSON_DROP] = {"person.drop", "DELETE FROM person WHERE id = $1"},
    [PERSON_BY_ID] = {"person.by_id", SELECT_PERSON "FROM person WHERE id = $1"},
    [ORDER_LINES] = {"order.lines",
                     SELECT_LINE "FROM sales_order o JOIN order_line l ON l.order_id = o.id WHERE "
                                 "o.id = $1 ORDER BY l.line"},
    [WANTED] = {"order.wanted", SELECT_WANTED
                "FROM (SELECT l.id AS id, l.line AS line, l.item_id AS item_id, l.qty AS qty, "
                "l.sku AS sku, CAST(coalesce((SELECT sum(a.qty - a.short) FROM allocation a WHERE "
                "a.order_line_id = l.id), 0) AS BIGINT) AS held FROM order_line l WHERE l.order_id "
                "= $1 AND l.kind = 'goods') w WHERE w.qty > w.held ORDER BY w.line"},
    [ITEM_OF_SKU] = {"order.item_of_sku", "SELECT id FROM item WHERE sku = $1"},
    [ALLOCATION_ADD] = {"allocation.add",
                        "INSERT INTO allocation (order_line_id, balance_id, qty, work_id) "
                        "VALUES ($1, $2, $3, $4) RETURNING id"},
    [ALLOCATIONS] = {"allocation.of_order",
                     SELECT_ALLOCATION "FROM order_line l JOIN allocation a ON a.order_line_id = "
                                       "l.id WHERE l.order_id = $1 ORDER BY a.id"},
    [ALLOCATION_DROP] = {"allocation.drop",
                         "DELETE FROM allocation WHERE id = $1 AND picked = 0 AND short = 0"},
    [ALLOCATIONS_SWEEP] = {"allocation.sweep",
                           "DELETE FROM allocation WHERE short = qty AND order_line_id IN "
                           "(SELECT l.id FROM order_line l WHERE l.order_id = $1)"},
    // One range of the queue's index per status, so that a page costs the same at any length.
    [TO_RELEASE] = {"order.to_release", SELECT_RELEASE
                    "FROM (SELECT * FROM (SELECT id, promise_at, placed_at FROM sales_order WHERE "
                    "status = 'ready' AND (promise_at, placed_at, id) > ($1, $2, $3) ORDER BY "
                    "promise_at, placed_at, id LIMIT $4) r UNION ALL SELECT * FROM (SELECT id, "
                    "promise_at, placed_at FROM sales_order WHERE status = 'short' AND "
                    "(promise_at, placed_at, id) > ($1, $2, $3) ORDER BY promise_at, placed_at, id "
                    "LIMIT $4) s) q ORDER BY q.promise_at, q.placed_at, q.id LIMIT $4"},
};

const struct sql_list order_sql = {"order", sql, G_N_ELEMENTS(sql)};

struct list *store_order(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[ORDER_BY_ID], DB_ARGS(ival(id)), &order_row_record, error);
}

struct list *store_order_take(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[ORDER_TAKE], DB_ARGS(ival(id)), &order_row_record, error);
}

struct list *store_order_by_external(struct db *db, const char *channel, const char *external_id,
                                     GError **error)
{
    return list_records(db, &sql[ORDER_BY_EXTERNAL], DB_ARGS(tval(channel), tval(external_id)),
                        &order_row_record, error);
}

struct list *store_orders_by_name(struct db *db, const char *external_name, GError **error)
{
    return list_records(db, &sql[ORDERS_BY_NAME], DB_ARGS(tval(external_name)), &order_row_record,
                        error);
}

// --- people

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool person_empty(const struct person_row *row)
{
    for (size_t i = FIELD(person_row, name); i < person_row_record.n; i++)
        if (*or_empty(record_text(&person_row_record, row, i)))
            return false;
    return true;
}

// Writes a row; returns its id, 0 with *error.
static int64_t add(struct db *db, int statement, const struct record *record, const void *row,
                   GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[statement], &id, ROW_ARGS(&sql[statement], record, row), error) == 1 ? id
                                                                                                : 0;
}

// Returns the id; 0 without *error when there is nothing to store.
static int64_t add_person(struct db *db, const struct incoming_person *person, const char *note,
                          GError **error)
{
    const struct person_row row = {.name = person->name,
                                   .company = person->company,
                                   .address1 = person->address1,
                                   .address2 = person->address2,
                                   .city = person->city,
                                   .zip = person->zip,
                                   .province = person->province,
                                   .country = person->country,
                                   .phone = person->phone,
                                   .email = person->email,
                                   .note = note};
    return person_empty(&row) ? 0 : add(db, PERSON_ADD, &person_row_record, &row, error);
}

struct list *store_person(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[PERSON_BY_ID], DB_ARGS(ival(id)), &person_row_record, error);
}

// --- writing an order

static bool write_lines(struct db *db, int64_t id, const struct incoming_order *order,
                        GError **error)
{
    for (unsigned i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        const struct line_row row = {.order_id = id,
                                     .line = i + 1,
                                     .kind = intake_kind_code(line->kind),
                                     .sku = line->sku,
                                     .name = line->name,
                                     .qty = line->qty,
                                     .price = line->price,
                                     .discount = line->discount,
                                     .fulfilment = line->fulfilment};
        struct db_args args = ROW_ARGS(&sql[LINE_ADD], &line_row_record, &row);
        if (db_run(db, &sql[LINE_ADD], args, error) != 1)
            return false;
    }
    return true;
}

static bool write_payments(struct db *db, int64_t id, const struct incoming_order *order,
                           GError **error)
{
    for (unsigned i = 0; i < order->payments->len; i++) {
        const struct incoming_payment *payment =
            &g_array_index(order->payments, struct incoming_payment, i);
        struct db_value amount = payment->amount < 0 ? tval(NULL) : ival(payment->amount);
        struct db_args args =
            DB_ARGS(ival(id), ival(i + 1), tval(or_empty(payment->method)),
                    tval(or_empty(payment->reference ? payment->reference : payment->id)), amount);
        if (db_run(db, &sql[PAYMENT_ADD], args, error) != 1)
            return false;
    }
    return true;
}

static bool write_extra(struct db *db, int64_t id, const struct incoming_order *order,
                        GError **error)
{
    for (unsigned i = 0; i + 1 < order->extra->len; i += 2)
        if (db_run(db, &sql[EXTRA_ADD],
                   DB_ARGS(ival(id), ival(i / 2 + 1), tval(order->extra->pdata[i]),
                           tval(order->extra->pdata[i + 1])),
                   error) != 1)
            return false;
    return true;
}

// The taxes that make up the order's tax, by name.
static bool write_taxes(struct db *db, int64_t id, const struct incoming_order *order,
                        GError **error)
{
    for (unsigned i = 0; i < order->taxes->len; i++) {
        const struct incoming_tax *tax = &g_array_index(order->taxes, struct incoming_tax, i);
        if (db_run(db, &sql[TAX_ADD],
                   DB_ARGS(ival(id), ival(i + 1), tval(or_empty(tax->name)), ival(tax->amount)),
                   error) != 1)
            return false;
    }
    return true;
}

// The head of an order as it came in.
static struct order_row head(const struct incoming_order *order, const struct order_fate *fate)
{
    return (struct order_row){.external_id = order->external_id,
                              .external_name = order->external_name,
                              .status = fate->status,
                              .hold_reason = fate->hold_reason,
                              .held_by = fate->held_by,
                              .paid = intake_paid_code(order->paid),
                              .currency = order->currency,
                              .placed_at = order->placed_at,
                              .placed_offset = order->placed_offset,
                              .promise_at = fate->promise_at,
                              .subtotal = order->subtotal,
                              .discount = order->discount,
                              .shipping = order->shipping,
                              .tax = order->tax,
                              .tips = order->tips,
                              .duties = order->duties,
                              .total = order->total,
                              .refunded = order->refunded,
                              .outstanding = order->outstanding,
                              .tax_included = order->tax_included,
                              .discount_code = order->discount_code,
                              .shipping_method = order->shipping_method,
                              .source_status = order->source_status,
                              .source = order->source,
                              .tags = order->tags,
                              .source_hash = order->hash,
                              .lines = intake_goods_lines(order),
                              .pieces = intake_pieces(order),
                              .created_at = fate->now};
}

// Writes the head and its people: a new one (ID 0) or one that is there. Returns the id.
static int64_t write_head(struct db *db, int64_t id, const char *channel,
                          const struct incoming_order *order, const struct order_fate *fate,
                          GError **error)
{
    g_autoptr(GError) failed = NULL;
    struct order_row row = head(order, fate);
    row.id = id;
    row.channel = channel;
    row.billing_id = add_person(db, &order->billing, NULL, &failed);
    row.delivery_id = failed ? 0 : add_person(db, &order->delivery, order->note, &failed);
    if (!failed)
        return add(db, id ? ORDER_REWRITE : ORDER_ADD, &order_row_record, &row, error);
    g_propagate_error(error, g_steal_pointer(&failed));
    return 0;
}

static bool write_parts(struct db *db, int64_t id, const struct incoming_order *order,
                        GError **error)
{
    return write_lines(db, id, order, error) && write_payments(db, id, order, error) &&
           write_taxes(db, id, order, error) && write_extra(db, id, order, error);
}

int64_t store_order_add(struct db *db, const char *channel, const struct incoming_order *order,
                        const struct order_fate *fate, GError **error)
{
    int64_t id = write_head(db, 0, channel, order, fate, error);
    return id && write_parts(db, id, order, error) ? id : 0;
}

static bool drop(struct db *db, int statement, int64_t id, GError **error)
{
    return !id || db_run(db, &sql[statement], DB_ARGS(ival(id)), error) >= 0;
}

bool store_order_rewrite(struct db *db, int64_t id, const struct incoming_order *order,
                         const struct order_fate *fate, GError **error)
{
    g_autoptr(rowlist) old = store_order(db, id, error);
    if (!old)
        return false;
    if (!list_len(old))
        return tote_fail(error, TOTE_STALE, "order", _("The order is gone"));
    const struct order_row *row = list_at(old, struct order_row, 0);
    return drop(db, ALLOCATIONS_SWEEP, id, error) && drop(db, LINES_DROP, id, error) &&
           drop(db, PAYMENTS_DROP, id, error) && drop(db, EXTRAS_DROP, id, error) &&
           drop(db, TAXES_DROP, id, error) &&
           write_head(db, id, row->channel, order, fate, error) == id &&
           drop(db, PERSON_DROP, row->billing_id, error) &&
           drop(db, PERSON_DROP, row->delivery_id, error) && write_parts(db, id, order, error);
}

bool store_order_money(struct db *db, int64_t id, const struct incoming_order *order,
                       GError **error)
{
    return db_run(db, &sql[ORDER_MONEY],
                  DB_ARGS(ival(id), tval(intake_paid_code(order->paid)), ival(order->refunded),
                          ival(order->outstanding), tval(or_empty(order->source_status)),
                          tval(order->hash)),
                  error) == 1 &&
           drop(db, PAYMENTS_DROP, id, error) && write_payments(db, id, order, error);
}

bool store_order_review(struct db *db, int64_t id, const char *hash, GError **error)
{
    return db_run(db, &sql[ORDER_REVIEW], DB_ARGS(ival(id), tval(hash)), error) == 1;
}

bool store_order_status(struct db *db, int64_t id, const char *from, const char *to, GError **error)
{
    return db_run_one(db, &sql[ORDER_STATUS], _("The order"),
                      DB_ARGS(ival(id), tval(from), tval(to)), error);
}

bool store_order_hold(struct db *db, int64_t id, const char *from, const char *reason,
                      GError **error)
{
    return db_run_one(db, &sql[ORDER_HOLD], _("The order"),
                      DB_ARGS(ival(id), tval(from), tval(reason)), error);
}

bool store_order_paid(struct db *db, int64_t id, const char *paid, GError **error)
{
    return db_run(db, &sql[ORDER_PAID], DB_ARGS(ival(id), tval(paid)), error) == 1;
}

// --- lines and allocations

struct list *store_order_lines(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[ORDER_LINES], DB_ARGS(ival(order)), &line_row_record, error);
}

struct list *store_order_wanted(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[WANTED], DB_ARGS(ival(order)), &wanted_row_record, error);
}

int store_order_item(struct db *db, const char *sku, int64_t *ret_item, GError **error)
{
    return db_get(db, &sql[ITEM_OF_SKU], ret_item, DB_ARGS(tval(sku)), error);
}

int64_t store_allocation_add(struct db *db, int64_t line, int64_t balance, int64_t qty,
                             int64_t work, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[ALLOCATION_ADD], &id,
                  DB_ARGS(ival(line), ival(balance), ival(qty), idval(work)), error) == 1
               ? id
               : 0;
}

struct list *store_allocations(struct db *db, int64_t order, GError **error)
{
    return list_records(db, &sql[ALLOCATIONS], DB_ARGS(ival(order)), &allocation_row_record, error);
}

bool store_allocation_drop(struct db *db, int64_t id, GError **error)
{
    return db_run_one(db, &sql[ALLOCATION_DROP], _("The allocation"), DB_ARGS(ival(id)), error);
}

struct list *store_orders_to_release(struct db *db, const struct release_row *after, int64_t n,
                                     GError **error)
{
    return list_records(
        db, &sql[TO_RELEASE],
        DB_ARGS(ival(after->promise_at), ival(after->placed_at), ival(after->id), ival(n)),
        &release_row_record, error);
}
