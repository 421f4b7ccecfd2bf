// SPDX-License-Identifier: Apache-2.0
// Orders: what operations read and write of them.
#include "store_order.h"

#include "i18n.h"
#include "intake.h"

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

#define ORDER_ROW                                                                                  \
    "id, placed_at, placed_offset, promise_at, created_at, subtotal, discount, shipping, "         \
    "tax, tips, duties, total, refunded, outstanding, billing_id, delivery_id, lines, pieces, "    \
    "channel, external_id, external_name, status, hold_reason, held_by, paid, currency, "          \
    "discount_code, shipping_method, source_status, source, tags, source_hash, review_hash, "      \
    "tax_included "
#define ORDER_COLUMNS "SELECT " ORDER_ROW "FROM sales_order "

static const struct sql sql[] = {
    [ORDER_BY_ID] = {"order.by_id", ORDER_COLUMNS "WHERE id = $1"},
    [ORDER_TAKE] = {"order.take", "UPDATE sales_order SET review_hash = review_hash WHERE id = $1 "
                                  "RETURNING " ORDER_ROW},
    [ORDER_BY_EXTERNAL] = {"order.by_external",
                           ORDER_COLUMNS "WHERE channel = $1 AND external_id = $2"},
    [ORDERS_BY_NAME] = {"order.by_name",
                        ORDER_COLUMNS "WHERE external_name = $1 ORDER BY id DESC LIMIT 20"},
    [ORDER_ADD] = {"order.add",
                   "INSERT INTO sales_order (channel, external_id, external_name, status, "
                   "hold_reason, held_by, paid, currency, placed_at, placed_offset, promise_at, "
                   "subtotal, discount, shipping, tax, tips, duties, total, refunded, outstanding, "
                   "tax_included, discount_code, shipping_method, source_status, source, tags, "
                   "billing_id, delivery_id, source_hash, lines, pieces, created_at) VALUES ($1, "
                   "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, "
                   "$19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32) "
                   "RETURNING id"},
    [ORDER_REWRITE] = {"order.rewrite",
                       "UPDATE sales_order SET channel = $1, external_id = $2, external_name = $3, "
                       "status = $4, hold_reason = $5, held_by = $6, paid = $7, currency = $8, "
                       "placed_at = $9, placed_offset = $10, promise_at = $11, subtotal = $12, "
                       "discount = $13, shipping = $14, tax = $15, tips = $16, duties = $17, "
                       "total = $18, refunded = $19, outstanding = $20, tax_included = $21, "
                       "discount_code = $22, shipping_method = $23, source_status = $24, "
                       "source = $25, tags = $26, billing_id = $27, delivery_id = $28, "
                       "source_hash = $29, lines = $30, pieces = $31 WHERE id = $32 RETURNING id"},
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
         "INSERT INTO order_line (order_id, line, kind, item_id, sku, name, qty, price, "
         "discount, fulfilment) "
         "VALUES ($1, $2, $3, (SELECT i.id FROM item i WHERE i.sku = $4 AND $3 = 'goods'), "
         "$4, $5, $6, $7, $8, $9)"},
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
    [PERSON_ADD] = {"person.add",
                    "INSERT INTO person (name, company, address1, address2, city, zip, province, "
                    "country, phone, email, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
                    "$11) RETURNING id"},
    [PERSON_DROP] = {"person.drop", "DELETE FROM person WHERE id = $1"},
    [PERSON_BY_ID] = {"person.by_id",
                      "SELECT id, name, company, address1, address2, city, zip, province, country, "
                      "phone, email, note FROM person WHERE id = $1"},
    [ORDER_LINES] =
        {"order.lines",
         "SELECT l.id, l.order_id, l.line, l.item_id, l.qty, l.price, l.discount, "
         "CAST((SELECT coalesce(sum(a.qty - a.short), 0) FROM allocation a "
         "WHERE a.order_line_id = l.id) AS BIGINT), "
         "CAST((SELECT coalesce(sum(a.picked), 0) FROM allocation a "
         "WHERE a.order_line_id = l.id) AS BIGINT), "
         "CAST((SELECT coalesce(sum(p.qty), 0) FROM parcel_line p "
         "WHERE p.order_line_id = l.id) AS BIGINT), "
         "CAST((SELECT coalesce(sum(p.qty), 0) FROM parcel_line p JOIN parcel q "
         "ON q.id = p.parcel_id WHERE p.order_line_id = l.id AND q.status = 'shipped') AS BIGINT), "
         "CAST((SELECT coalesce(sum(a.short), 0) FROM allocation a "
         "WHERE a.order_line_id = l.id) AS BIGINT), "
         "l.kind, l.sku, l.name, l.fulfilment FROM order_line l WHERE l.order_id = $1 "
         "ORDER BY l.line"},
    [WANTED] = {"order.wanted",
                "SELECT w.id, w.item_id, w.qty - w.held, w.sku FROM "
                "(SELECT l.id AS id, l.line AS line, l.item_id AS item_id, l.qty AS qty, "
                "l.sku AS sku, CAST(coalesce((SELECT sum(a.qty - a.short) FROM allocation a "
                "WHERE a.order_line_id = l.id), 0) AS BIGINT) AS held FROM order_line l "
                "WHERE l.order_id = $1 AND l.kind = 'goods') w WHERE w.qty > w.held "
                "ORDER BY w.line"},
    [ITEM_OF_SKU] = {"order.item_of_sku", "SELECT id FROM item WHERE sku = $1"},
    [ALLOCATION_ADD] = {"allocation.add",
                        "INSERT INTO allocation (order_line_id, balance_id, qty, work_id) "
                        "VALUES ($1, $2, $3, $4) RETURNING id"},
    [ALLOCATIONS] = {"allocation.of_order",
                     "SELECT a.id, a.order_line_id, a.balance_id, a.qty, a.picked, a.short, "
                     "a.work_id FROM order_line l JOIN allocation a ON a.order_line_id = l.id "
                     "WHERE l.order_id = $1 ORDER BY a.id"},
    [ALLOCATION_DROP] = {"allocation.drop",
                         "DELETE FROM allocation WHERE id = $1 AND picked = 0 AND short = 0"},
    [ALLOCATIONS_SWEEP] = {"allocation.sweep",
                           "DELETE FROM allocation WHERE short = qty AND order_line_id IN "
                           "(SELECT l.id FROM order_line l WHERE l.order_id = $1)"},
    // One range of the queue's index per status, so that a page costs the same at any length.
    [TO_RELEASE] = {"order.to_release",
                    "SELECT q.id, q.promise_at, q.placed_at FROM "
                    "(SELECT * FROM (SELECT id, promise_at, placed_at FROM sales_order "
                    "WHERE status = 'ready' AND (promise_at, placed_at, id) > ($1, $2, $3) "
                    "ORDER BY promise_at, placed_at, id LIMIT $4) r UNION ALL "
                    "SELECT * FROM (SELECT id, promise_at, placed_at FROM sales_order "
                    "WHERE status = 'short' AND (promise_at, placed_at, id) > ($1, $2, $3) "
                    "ORDER BY promise_at, placed_at, id LIMIT $4) s) q "
                    "ORDER BY q.promise_at, q.placed_at, q.id LIMIT $4"},
};

const struct sql_list order_sql = {"order", sql, G_N_ELEMENTS(sql)};

static void read_order(struct list *list, struct db_rows *rows, void *data)
{
    struct order_row *row = data;
    int64_t *const numbers[] = {&row->id,          &row->placed_at,   &row->placed_offset,
                                &row->promise_at,  &row->created_at,  &row->subtotal,
                                &row->discount,    &row->shipping,    &row->tax,
                                &row->tips,        &row->duties,      &row->total,
                                &row->refunded,    &row->outstanding, &row->billing_id,
                                &row->delivery_id, &row->lines,       &row->pieces};
    const char **const texts[] = {
        &row->channel,       &row->external_id,     &row->external_name, &row->status,
        &row->hold_reason,   &row->held_by,         &row->paid,          &row->currency,
        &row->discount_code, &row->shipping_method, &row->source_status, &row->source,
        &row->tags,          &row->source_hash,     &row->review_hash};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        *numbers[i] = db_int(rows, (int)i);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = list_text(list, rows, (int)(G_N_ELEMENTS(numbers) + i));
    row->tax_included = db_int(rows, G_N_ELEMENTS(numbers) + G_N_ELEMENTS(texts)) == 1;
}

struct list *store_order(struct db *db, int64_t id, GError **error)
{
    return list_query(db, &sql[ORDER_BY_ID], DB_ARGS(ival(id)), sizeof(struct order_row),
                      read_order, error);
}

struct list *store_order_take(struct db *db, int64_t id, GError **error)
{
    return list_query(db, &sql[ORDER_TAKE], DB_ARGS(ival(id)), sizeof(struct order_row), read_order,
                      error);
}

struct list *store_order_by_external(struct db *db, const char *channel, const char *external_id,
                                     GError **error)
{
    return list_query(db, &sql[ORDER_BY_EXTERNAL], DB_ARGS(tval(channel), tval(external_id)),
                      sizeof(struct order_row), read_order, error);
}

struct list *store_orders_by_name(struct db *db, const char *external_name, GError **error)
{
    return list_query(db, &sql[ORDERS_BY_NAME], DB_ARGS(tval(external_name)),
                      sizeof(struct order_row), read_order, error);
}

// --- people

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static bool person_empty(const struct incoming_person *person, const char *note)
{
    const char *const parts[] = {
        person->name, person->company,  person->address1, person->address2, person->city,
        person->zip,  person->province, person->country,  person->phone,    person->email,
        note};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i] && *parts[i])
            return false;
    return true;
}

// Returns the id; 0 without *error when there is nothing to store.
static int64_t add_person(struct db *db, const struct incoming_person *person, const char *note,
                          GError **error)
{
    int64_t id = 0;
    if (person_empty(person, note))
        return 0;
    db_get(db, &sql[PERSON_ADD], &id,
           DB_ARGS(tval(or_empty(person->name)), tval(or_empty(person->company)),
                   tval(or_empty(person->address1)), tval(or_empty(person->address2)),
                   tval(or_empty(person->city)), tval(or_empty(person->zip)),
                   tval(or_empty(person->province)), tval(or_empty(person->country)),
                   tval(or_empty(person->phone)), tval(or_empty(person->email)),
                   tval(or_empty(note))),
           error);
    return id;
}

static void read_person(struct list *list, struct db_rows *rows, void *data)
{
    struct person_row *row = data;
    const char **const texts[] = {&row->name,  &row->company, &row->address1, &row->address2,
                                  &row->city,  &row->zip,     &row->province, &row->country,
                                  &row->phone, &row->email,   &row->note};
    row->id = db_int(rows, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = list_text(list, rows, (int)i + 1);
}

struct list *store_person(struct db *db, int64_t id, GError **error)
{
    return list_query(db, &sql[PERSON_BY_ID], DB_ARGS(ival(id)), sizeof(struct person_row),
                      read_person, error);
}

// --- writing an order

static bool write_lines(struct db *db, int64_t id, const struct incoming_order *order,
                        GError **error)
{
    for (unsigned i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        struct db_args args =
            DB_ARGS(ival(id), ival(i + 1), tval(intake_kind_code(line->kind)),
                    tval(or_empty(line->sku)), tval(or_empty(line->name)), ival(line->qty),
                    ival(line->price), ival(line->discount), tval(or_empty(line->fulfilment)));
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

// The head of an order; LAST is created_at for a new one, the id for one that is there.
static int64_t write_head(struct db *db, int statement, const char *channel,
                          const struct incoming_order *order, const struct order_fate *fate,
                          int64_t last, GError **error)
{
    g_autoptr(GError) failed = NULL;
    int64_t billing = add_person(db, &order->billing, NULL, &failed);
    int64_t delivery = failed ? 0 : add_person(db, &order->delivery, order->note, &failed);
    int64_t id = 0;
    if (!failed)
        db_get(db, &sql[statement], &id,
               DB_ARGS(tval(channel), tval(order->external_id), tval(order->external_name),
                       tval(fate->status), tval(fate->hold_reason), tval(fate->held_by),
                       tval(intake_paid_code(order->paid)), tval(order->currency),
                       ival(order->placed_at), ival(order->placed_offset), ival(fate->promise_at),
                       ival(order->subtotal), ival(order->discount), ival(order->shipping),
                       ival(order->tax), ival(order->tips), ival(order->duties), ival(order->total),
                       ival(order->refunded), ival(order->outstanding), ival(order->tax_included),
                       tval(or_empty(order->discount_code)), tval(or_empty(order->shipping_method)),
                       tval(or_empty(order->source_status)), tval(or_empty(order->source)),
                       tval(or_empty(order->tags)), idval(billing), idval(delivery),
                       tval(order->hash), ival(intake_goods_lines(order)),
                       ival(intake_pieces(order)), ival(last)),
               &failed);
    if (failed)
        g_propagate_error(error, g_steal_pointer(&failed));
    return id;
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
    int64_t id = write_head(db, ORDER_ADD, channel, order, fate, fate->now, error);
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
           write_head(db, ORDER_REWRITE, row->channel, order, fate, id, error) == id &&
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

static void read_line(struct list *list, struct db_rows *rows, void *data)
{
    struct line_row *row = data;
    int64_t *const numbers[] = {&row->id,     &row->order_id, &row->line,     &row->item_id,
                                &row->qty,    &row->price,    &row->discount, &row->allocated,
                                &row->picked, &row->packed,   &row->shipped,  &row->shorted};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        *numbers[i] = db_int(rows, (int)i);
    row->kind = list_text(list, rows, 12);
    row->sku = list_text(list, rows, 13);
    row->name = list_text(list, rows, 14);
    row->fulfilment = list_text(list, rows, 15);
}

struct list *store_order_lines(struct db *db, int64_t order, GError **error)
{
    return list_query(db, &sql[ORDER_LINES], DB_ARGS(ival(order)), sizeof(struct line_row),
                      read_line, error);
}

static void read_wanted(struct list *list, struct db_rows *rows, void *data)
{
    struct wanted_row *row = data;
    *row = (struct wanted_row){.line_id = db_int(rows, 0),
                               .item_id = db_int(rows, 1),
                               .need = db_int(rows, 2),
                               .sku = list_text(list, rows, 3)};
}

struct list *store_order_wanted(struct db *db, int64_t order, GError **error)
{
    return list_query(db, &sql[WANTED], DB_ARGS(ival(order)), sizeof(struct wanted_row),
                      read_wanted, error);
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

static void read_allocation(struct list *list, struct db_rows *rows, void *data)
{
    struct allocation_row *row = data;
    (void)list;
    *row = (struct allocation_row){
        .id = db_int(rows, 0),
        .order_line_id = db_int(rows, 1),
        .balance_id = db_int(rows, 2),
        .qty = db_int(rows, 3),
        .picked = db_int(rows, 4),
        .shorted = db_int(rows, 5),
        .work_id = db_int(rows, 6),
    };
}

struct list *store_allocations(struct db *db, int64_t order, GError **error)
{
    return list_query(db, &sql[ALLOCATIONS], DB_ARGS(ival(order)), sizeof(struct allocation_row),
                      read_allocation, error);
}

bool store_allocation_drop(struct db *db, int64_t id, GError **error)
{
    return db_run_one(db, &sql[ALLOCATION_DROP], _("The allocation"), DB_ARGS(ival(id)), error);
}

static void read_release(struct list *list, struct db_rows *rows, void *data)
{
    struct release_row *row = data;
    (void)list;
    *row = (struct release_row){
        .id = db_int(rows, 0), .promise_at = db_int(rows, 1), .placed_at = db_int(rows, 2)};
}

struct list *store_orders_to_release(struct db *db, const struct release_row *after, int64_t n,
                                     GError **error)
{
    return list_query(
        db, &sql[TO_RELEASE],
        DB_ARGS(ival(after->promise_at), ival(after->placed_at), ival(after->id), ival(n)),
        sizeof(struct release_row), read_release, error);
}
