// SPDX-License-Identifier: Apache-2.0
// Orders: what operations read and write of them.
#include "store_order.h"
#include "store_lacks.h"

#include "i18n.h"
#include "intake.h"
#include "kits.h"
#include "store_person.h"

RECORD_DEFINE(order_row, ORDER_ROW);
RECORD_DEFINE(known_row, KNOWN_ROW);
RECORD_DEFINE(twin_row, TWIN_ROW);
RECORD_DEFINE(release_row, RELEASE_ROW);

enum {
    ORDER_BY_ID,
    ORDER_TAKE,
    ORDERS_KNOWN,
    ORDERS_ALIKE,
    ORDERS_BY_NAME,
    ORDER_ADD,
    ORDER_REWRITE,
    ORDER_MONEY,
    ORDER_PEOPLE,
    ORDER_SUMS,
    ORDER_REVIEW,
    ORDER_STATUS,
    ORDER_HOLD,
    ORDER_PAID,
    PAYMENT_ADD,
    PAYMENTS_DROP,
    TAX_ADD,
    TAXES_DROP,
    TO_RELEASE,
    CHANNEL_BY_CODE,
    CHANNEL_ADD,
};

#define ORDERS_FROM RECORD_SELECT(ORDER_ROW) "FROM sales_order "

static const struct sql sql[] = {
    [ORDER_BY_ID] = {"order.by_id", ORDERS_FROM "WHERE id = $1"},
    [ORDER_TAKE] = {"order.take",
                    "UPDATE sales_order SET review_hash = review_hash WHERE id = $1 " RECORD_RETURN(
                        ORDER_ROW)},
    [ORDERS_KNOWN] = {"order.known",
                      RECORD_SELECT(
                          KNOWN_ROW) "FROM sales_order WHERE external_id "
                                     "IN " THESE_TEXTS
                                     "AND channel_id = (SELECT c.id FROM channel c WHERE c.code = "
                                     "$33)"},
    [ORDERS_ALIKE] = {"order.alike",
                      RECORD_SELECT(
                          TWIN_ROW) "FROM sales_order WHERE external_name "
                                    "IN " THESE_TEXTS
                                    "AND +channel_id = (SELECT c.id FROM channel c WHERE c.code = "
                                    "$33)"},
    [ORDERS_BY_NAME] = {"order.by_name",
                        ORDERS_FROM "WHERE external_name = $1 ORDER BY id DESC LIMIT 20"},
    [ORDER_ADD] = {"order.add", RECORD_INSERT("sales_order", "id", ORDER_NEW)},
    [ORDER_REWRITE] = {"order.rewrite",
                       RECORD_UPDATE("sales_order", "channel_id", ORDER_WRITTEN) "WHERE id = :id"},
    [ORDER_MONEY] = {"order.money",
                     RECORD_UPDATE("sales_order", "review_hash", ORDER_LATER) "WHERE id = :id"},
    [ORDER_PEOPLE] = {"order.people",
                      "UPDATE sales_order SET billing_id = $2, delivery_id = $3 WHERE id = $1"},
    [ORDER_SUMS] = {"order.sums",
                    RECORD_UPDATE("sales_order", "review_hash", ORDER_AMOUNTS) "WHERE id = :id"},
    [ORDER_REVIEW] = {"order.review", "UPDATE sales_order SET review_hash = $2 WHERE id = $1"},
    [ORDER_STATUS] = {"order.status",
                      "UPDATE sales_order SET state = $3, hold_say = '', hold_terms = '', "
                      "held_by = '', closed_at = $4 WHERE id = $1 AND state = $2"},
    [ORDER_HOLD] = {"order.hold", "UPDATE sales_order SET state = $3, hold_say = $4, hold_terms = "
                                  "$5, held_by = $6 WHERE id = $1 AND state = $2"},
    [ORDER_PAID] =
        {"order.paid",
         "UPDATE sales_order SET paid = $2, outstanding = 0, promise_at = $3 WHERE id = $1"},
    [PAYMENT_ADD] = {"order.payment_add",
                     "INSERT INTO payment_event (order_id, n, kind, method, reference, amount) "
                     "VALUES ($1, $2, 'capture', $3, $4, $5)"},
    [PAYMENTS_DROP] = {"order.payments_drop", "DELETE FROM payment_event WHERE order_id = $1"},
    [TAX_ADD] = {"order.tax_add",
                 "INSERT INTO order_tax (order_id, n, name, amount) VALUES ($1, $2, $3, $4)"},
    [TAXES_DROP] = {"order.taxes_drop", "DELETE FROM order_tax WHERE order_id = $1"},
    [TO_RELEASE] = {"order.to_release",
                    RECORD_SELECT(RELEASE_ROW) "FROM sales_order WHERE state = $1 AND (promise_at, "
                                               "placed_at, id) > ($2, $3, "
                                               "$4) ORDER BY promise_at, placed_at, id LIMIT $5"},
    [CHANNEL_BY_CODE] = {"channel.by_code", "SELECT id FROM channel WHERE code = $1"},
    [CHANNEL_ADD] = {"channel.add", "INSERT INTO channel (id, code, kind) VALUES ($1, $2, $2)"},
};

const struct sql_list order_sql = {"order", sql, G_N_ELEMENTS(sql)};

struct list *store_order(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[ORDER_BY_ID], DB_ARGS(ival(id)), &order_row_record, error);
}

struct list *store_order_take(struct db *db, int64_t id, GError **error)
{
    if (db_engine(db) == DB_SQLITE) // nobody else writes in this transaction
        return store_order(db, id, error);
    return list_records(db, &sql[ORDER_TAKE], DB_ARGS(ival(id)), &order_row_record, error);
}

struct list *store_orders_known(struct db *db, const char *channel, const char *const *external_ids,
                                size_t n, GError **error)
{
    return list_by_texts(db, &sql[ORDERS_KNOWN], external_ids, n, channel, &known_row_record,
                         error);
}

struct list *store_orders_alike(struct db *db, const char *channel, const char *const *names,
                                size_t n, GError **error)
{
    return list_by_texts(db, &sql[ORDERS_ALIKE], names, n, channel, &twin_row_record, error);
}

struct list *store_orders_by_name(struct db *db, const char *external_name, GError **error)
{
    return list_records(db, &sql[ORDERS_BY_NAME], DB_ARGS(tval(external_name)), &order_row_record,
                        error);
}

// --- writing an order

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

// The parts of a line that sells a kit, else NULL.
static const GArray *kit_of(const struct order_fate *fate, const struct incoming_line *line)
{
    bool goods = fate->kits && line->kind == LINE_GOODS && line->sku;
    return goods ? kit_book_find(fate->kits, line->sku) : NULL;
}

// Pieces of goods, which somebody has to find: a kit counts by its parts.
static int64_t pieces_of(const struct incoming_order *order, const struct order_fate *fate)
{
    int64_t pieces = intake_pieces(order);
    for (unsigned i = 0; fate->kits && i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        const GArray *parts = kit_of(fate, line);
        pieces -= parts ? line->qty : 0;
        for (unsigned k = 0; parts && k < parts->len; k++)
            pieces += line->qty * g_array_index(parts, struct kit_part, k).per;
    }
    return pieces;
}

static int64_t item_of(const struct incoming_line *line, const struct order_fate *fate)
{
    const int64_t *id = line->kind == LINE_GOODS && !kit_of(fate, line)
                            ? g_hash_table_lookup(fate->items, line->sku)
                            : NULL;
    return id ? *id : 0;
}

static bool write_lines(struct db *db, int64_t id, const struct incoming_order *order,
                        const struct order_fate *fate, GError **error)
{
    for (unsigned i = 0; i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        const struct line_row row = {.id = line_id(id, i + 1),
                                     .order_id = id,
                                     .kind =
                                         kit_of(fate, line) ? "kit" : intake_kind_code(line->kind),
                                     .item_id = item_of(line, fate),
                                     .per = 1,
                                     .sku = line->sku,
                                     .name = line->name,
                                     .qty = line->qty,
                                     .open = fate->ships ? line->qty : 0,
                                     .cancelled = fate->ships ? 0 : line->qty,
                                     .price = line->price,
                                     .discount = line->discount,
                                     .fulfilment = line->fulfilment};
        if (!store_line_add(db, &row, error))
            return false;
    }
    return true;
}

// The parts of the kits come after all lines, kit by kit.
static bool write_kits(struct db *db, int64_t id, const struct incoming_order *order,
                       const struct order_fate *fate, GError **error)
{
    int64_t n = order->lines->len;
    for (unsigned i = 0; fate->kits && i < order->lines->len; i++) {
        const struct incoming_line *line = &g_array_index(order->lines, struct incoming_line, i);
        const GArray *parts = kit_of(fate, line);
        for (unsigned k = 0; parts && k < parts->len; k++) {
            const struct kit_part *part = &g_array_index(parts, struct kit_part, k);
            int64_t qty = line->qty * part->per;
            const struct line_row row = {.id = line_id(id, ++n),
                                         .order_id = id,
                                         .parent_id = line_id(id, i + 1),
                                         .kind = "part",
                                         .item_id = part->item,
                                         .per = part->per,
                                         .sku = part->sku,
                                         .name = part->name,
                                         .qty = qty,
                                         .open = fate->ships ? qty : 0,
                                         .cancelled = fate->ships ? 0 : qty};
            if (!store_line_add(db, &row, error))
                return false;
        }
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

struct order_row store_order_said(const struct incoming_order *order)
{
    return (struct order_row){.external_id = order->external_id,
                              .external_name = order->external_name,
                              .paid = intake_paid_code(order->paid),
                              .currency = order->currency,
                              .placed_at = order->placed_at,
                              .placed_offset = order->placed_offset,
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
                              .nowhere = !intake_has_way(order),
                              .discount_code = order->discount_code,
                              .shipping_method = order->shipping_method,
                              .source_status = order->source_status,
                              .source = order->source,
                              .source_hash = order->hash,
                              .lines = intake_goods_lines(order)};
}

// The head of an order as it came in.
static struct order_row head(const struct incoming_order *order, const struct order_fate *fate)
{
    struct order_row row = store_order_said(order);
    row.status = fate->status;
    row.hold_say = fate->hold_say;
    row.hold_terms = fate->hold_terms;
    row.held_by = fate->held_by;
    row.promise_at = fate->promise_at;
    row.billing_id = fate->billing_id;
    row.delivery_id = fate->delivery_id;
    row.pieces = pieces_of(order, fate);
    row.created_at = fate->now;
    row.closed_at = fate->open ? 0 : fate->now;
    return row;
}

// Writes the head: a new one (ID 0) or one that is there. Returns the id, 0 with *error.
static int64_t write_head(struct db *db, int64_t id, int64_t channel,
                          const struct incoming_order *order, const struct order_fate *fate,
                          GError **error)
{
    const struct sql *statement = &sql[id ? ORDER_REWRITE : ORDER_ADD];
    struct order_row row = head(order, fate);
    row.id = id ? id : db_new_id(db, "sales_order", error);
    row.channel_id = channel;
    return row.id && db_queue(db, statement, ROW_ARGS(statement, &order_row_record, &row), 1,
                              _("The order"), error)
               ? row.id
               : 0;
}

static bool write_parts(struct db *db, int64_t id, const struct incoming_order *order,
                        const struct order_fate *fate, GError **error)
{
    return write_lines(db, id, order, fate, error) && write_kits(db, id, order, fate, error) &&
           write_payments(db, id, order, error) && write_taxes(db, id, order, error);
}

bool store_channel(struct db *db, const char *code, int64_t *ret_id, GError **error)
{
    *ret_id = 0;
    return db_get(db, &sql[CHANNEL_BY_CODE], ret_id, DB_ARGS(tval(code)), error) >= 0;
}

int64_t store_channel_add(struct db *db, const char *code, GError **error)
{
    int64_t id = db_new_id(db, "channel", error);
    bool ok = id && db_queue(db, &sql[CHANNEL_ADD], DB_ARGS(ival(id), tval(code)), 1, NULL, error);
    return ok ? id : 0;
}

int64_t store_order_add(struct db *db, int64_t channel, const struct incoming_order *order,
                        const struct order_fate *fate, GError **error)
{
    int64_t id = write_head(db, 0, channel, order, fate, error);
    return id && write_parts(db, id, order, fate, error) ? id : 0;
}

static bool drop(struct db *db, int statement, int64_t id, GError **error)
{
    return !id || db_run(db, &sql[statement], DB_ARGS(ival(id)), error) >= 0;
}

// The people of the order as it was; both may be the same.
static bool drop_people(struct db *db, const struct order_row *old, GError **error)
{
    int64_t other = old->billing_id == old->delivery_id ? 0 : old->billing_id;
    return (!old->delivery_id || store_person_drop(db, old->delivery_id, error)) &&
           (!other || store_person_drop(db, other, error));
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
    return store_lines_drop(db, id, error) && drop(db, PAYMENTS_DROP, id, error) &&
           drop(db, TAXES_DROP, id, error) &&
           write_head(db, id, row->channel_id, order, fate, error) == id &&
           drop_people(db, row, error) && write_parts(db, id, order, fate, error) &&
           store_order_mark(db, id, error);
}

// Writes those columns of what the channel says that the statement names; what was to be looked at
// is looked at by then.
static bool take_said(struct db *db, int statement, int64_t id, const struct incoming_order *order,
                      GError **error)
{
    struct order_row row = store_order_said(order);
    row.id = id;
    return db_run(db, &sql[statement], ROW_ARGS(&sql[statement], &order_row_record, &row), error) ==
           1;
}

bool store_order_money(struct db *db, int64_t id, const struct incoming_order *order,
                       GError **error)
{
    return take_said(db, ORDER_MONEY, id, order, error) && drop(db, PAYMENTS_DROP, id, error) &&
           write_payments(db, id, order, error);
}

static struct db_value person_or_null(int64_t id)
{
    return id ? ival(id) : tval(NULL);
}

bool store_order_people(struct db *db, const struct order_row *old, int64_t billing,
                        int64_t delivery, GError **error)
{
    return db_run(db, &sql[ORDER_PEOPLE],
                  DB_ARGS(ival(old->id), person_or_null(billing), person_or_null(delivery)),
                  error) == 1 &&
           drop_people(db, old, error);
}

bool store_order_sums(struct db *db, int64_t id, const struct incoming_order *order, GError **error)
{
    return take_said(db, ORDER_SUMS, id, order, error) && drop(db, TAXES_DROP, id, error) &&
           write_taxes(db, id, order, error);
}

bool store_order_review(struct db *db, int64_t id, const char *hash, GError **error)
{
    return db_run(db, &sql[ORDER_REVIEW], DB_ARGS(ival(id), tval(hash)), error) == 1;
}

bool store_order_status(struct db *db, int64_t id, const char *from, const char *to,
                        int64_t closed_at, GError **error)
{
    return db_run_one(db, &sql[ORDER_STATUS], _("The order"),
                      DB_ARGS(ival(id), tval(from), tval(to), ival(closed_at)), error) &&
           store_order_mark(db, id, error);
}

bool store_order_hold(struct db *db, int64_t id, const struct transition *row, const char *say,
                      const char *terms, const char *held_by, GError **error)
{
    return db_run_one(db, &sql[ORDER_HOLD], _("The order"),
                      DB_ARGS(ival(id), tval(row->from), tval(row->to), tval(say), tval(terms),
                              tval(held_by)),
                      error) &&
           store_order_mark(db, id, error);
}

bool store_order_paid(struct db *db, int64_t id, const char *paid, int64_t promise_at,
                      GError **error)
{
    return db_run(db, &sql[ORDER_PAID], DB_ARGS(ival(id), tval(paid), ival(promise_at)), error) ==
           1;
}

struct list *store_orders_to_release(struct db *db, const char *state,
                                     const struct release_row *after, int64_t n, GError **error)
{
    return list_records(db, &sql[TO_RELEASE],
                        DB_ARGS(tval(state), ival(after->promise_at), ival(after->placed_at),
                                ival(after->id), ival(n)),
                        &release_row_record, error);
}
