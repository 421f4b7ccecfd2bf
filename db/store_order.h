// SPDX-License-Identifier: Apache-2.0
// Orders: what operations read and write of them.
#pragma once

#include "incoming.h"
#include "rows.h"

// What an import writes, what it adds to a new one, and what is read.
#define ORDER_WRITTEN(X)                                                                           \
    X(TEXT, external_id, "external_id")                                                            \
    X(TEXT, external_name, "external_name")                                                        \
    X(STATE, status, "status")                                                                     \
    X(TEXT, hold_reason, "hold_reason")                                                            \
    X(TEXT, held_by, "held_by")                                                                    \
    X(TEXT, paid, "paid")                                                                          \
    X(TEXT, currency, "currency")                                                                  \
    X(TIME, placed_at, "placed_at")                                                                \
    X(INT, placed_offset, "placed_offset")                                                         \
    X(TIME, promise_at, "promise_at")                                                              \
    X(MONEY, subtotal, "subtotal")                                                                 \
    X(MONEY, discount, "discount")                                                                 \
    X(MONEY, shipping, "shipping")                                                                 \
    X(MONEY, tax, "tax")                                                                           \
    X(MONEY, tips, "tips")                                                                         \
    X(MONEY, duties, "duties")                                                                     \
    X(MONEY, total, "total")                                                                       \
    X(MONEY, refunded, "refunded")                                                                 \
    X(MONEY, outstanding, "outstanding")                                                           \
    X(BOOL, tax_included, "tax_included")                                                          \
    X(TEXT, discount_code, "discount_code")                                                        \
    X(TEXT, shipping_method, "shipping_method")                                                    \
    X(TEXT, source_status, "source_status")                                                        \
    X(TEXT, source, "source")                                                                      \
    X(TEXT, tags, "tags")                                                                          \
    X(KEY, billing_id, "billing_id")                                                               \
    X(KEY, delivery_id, "delivery_id")                                                             \
    X(TEXT, source_hash, "source_hash")                                                            \
    X(INT, lines, "lines")                                                                         \
    X(QTY, pieces, "pieces")
#define ORDER_ADDED(X) X(TIME, created_at, "created_at") ORDER_WRITTEN(X)
#define ORDER_ROW(X)                                                                               \
    X(ORDER, id, "id")                                                                             \
    X(TEXT, channel, "channel")                                                                    \
    X(TEXT, review_hash, "review_hash")                                                            \
    ORDER_ADDED(X)
RECORD(order_row, ORDER_ROW);

// By id, by the channel's key, by what people call it (may be several): lists.
struct list *store_order(struct db *db, int64_t id, GError **error);
// As store_order(), and other changes of the order wait until this transaction ends.
struct list *store_order_take(struct db *db, int64_t id, GError **error);
struct list *store_order_by_external(struct db *db, const char *channel, const char *external_id,
                                     GError **error);
struct list *store_orders_by_name(struct db *db, const char *external_name, GError **error);

// Writes an order of a channel with its people, lines, payments and extra columns; returns its
// id, 0 with *error. STATUS etc. come from the rules; pieces and lines are counted here.
struct order_fate {
    const char *status, *hold_reason, *held_by;
    int64_t promise_at, now;
};
int64_t store_order_add(struct db *db, const char *channel, const struct incoming_order *order,
                        const struct order_fate *fate, GError **error);

// The same for one that is there: head, people, lines, payments, extra columns are written anew.
// Its lines must hold no goods; allocations that found nothing go with them.
bool store_order_rewrite(struct db *db, int64_t id, const struct incoming_order *order,
                         const struct order_fate *fate, GError **error);

// Takes over what cannot hurt after release: payment state, refunds, payments.
bool store_order_money(struct db *db, int64_t id, const struct incoming_order *order,
                       GError **error);

// Notes that a person has to look at a difference (once per content hash).
bool store_order_review(struct db *db, int64_t id, const char *hash, GError **error);

// Guarded change of state: TOTE_STALE when the order is no longer in FROM.
bool store_order_status(struct db *db, int64_t id, const char *from, const char *to,
                        GError **error);
bool store_order_hold(struct db *db, int64_t id, const char *from, const char *reason,
                      GError **error);
bool store_order_paid(struct db *db, int64_t id, const char *paid, GError **error);

#define LINE_ROW(X)                                                                                \
    X(KEY, id, "l.id")                                                                             \
    X(ORDER, order_id, "l.order_id")                                                               \
    X(INT, line, "l.line")                                                                         \
    X(KEY, item_id, "l.item_id")                                                                   \
    X(QTY, qty, "l.qty")                                                                           \
    X(MONEY, price, "l.price")                                                                     \
    X(MONEY, discount, "l.discount")                                                               \
    X(TEXT, currency, "o.currency")                                                                \
    X(QTY, allocated,                                                                              \
      "CAST((SELECT coalesce(sum(a.qty - a.short), 0) FROM allocation a WHERE a.order_line_id = "  \
      "l.id) AS BIGINT)")                                                                          \
    X(QTY, picked,                                                                                 \
      "CAST((SELECT coalesce(sum(a.picked), 0) FROM allocation a WHERE a.order_line_id = l.id) "   \
      "AS BIGINT)")                                                                                \
    X(QTY, packed,                                                                                 \
      "CAST((SELECT coalesce(sum(p.qty), 0) FROM parcel_line p WHERE p.order_line_id = l.id) AS "  \
      "BIGINT)")                                                                                   \
    X(QTY, shipped,                                                                                \
      "CAST((SELECT coalesce(sum(p.qty), 0) FROM parcel_line p JOIN parcel q ON q.id = "           \
      "p.parcel_id WHERE p.order_line_id = l.id AND q.status = 'shipped') AS BIGINT)")             \
    X(QTY, shorted,                                                                                \
      "CAST((SELECT coalesce(sum(a.short), 0) FROM allocation a WHERE a.order_line_id = l.id) AS " \
      "BIGINT)")                                                                                   \
    X(TEXT, kind, "l.kind")                                                                        \
    X(TEXT, sku, "l.sku")                                                                          \
    X(TEXT, name, "l.name")                                                                        \
    X(TEXT, fulfilment, "l.fulfilment")
RECORD(line_row, LINE_ROW);
// The lines of an order with how far each is.
struct list *store_order_lines(struct db *db, int64_t order, GError **error);

#define WANTED_ROW(X)                                                                              \
    X(KEY, line_id, "w.id")                                                                        \
    X(KEY, item_id, "w.item_id")                                                                   \
    X(QTY, need, "w.qty - w.held")                                                                 \
    X(TEXT, sku, "w.sku")
RECORD(wanted_row, WANTED_ROW);
// The goods lines of an order that hold too little, and how many pieces each still wants.
struct list *store_order_wanted(struct db *db, int64_t order, GError **error);

// The id of the item with this SKU: 1 found, 0 none, -1 *error.
int store_order_item(struct db *db, const char *sku, int64_t *ret_item, GError **error);

#define ALLOCATION_ROW(X)                                                                          \
    X(KEY, id, "a.id")                                                                             \
    X(KEY, order_line_id, "a.order_line_id")                                                       \
    X(KEY, balance_id, "a.balance_id")                                                             \
    X(QTY, qty, "a.qty")                                                                           \
    X(QTY, picked, "a.picked")                                                                     \
    X(QTY, shorted, "a.short")                                                                     \
    X(KEY, work_id, "a.work_id")
RECORD(allocation_row, ALLOCATION_ROW);
int64_t store_allocation_add(struct db *db, int64_t line, int64_t balance, int64_t qty,
                             int64_t work, GError **error);
// All allocations of an order.
struct list *store_allocations(struct db *db, int64_t order, GError **error);
// Deletes one of which nothing was picked yet (TOTE_STALE otherwise).
bool store_allocation_drop(struct db *db, int64_t id, GError **error);

// The next N orders to release (ready and short), by promise then age, after the given position
// (0, 0, 0 = from the start): a key, not an offset, so that a long run never counts again.
#define RELEASE_ROW(X)                                                                             \
    X(ORDER, id, "q.id")                                                                           \
    X(TIME, promise_at, "q.promise_at")                                                            \
    X(TIME, placed_at, "q.placed_at")
RECORD(release_row, RELEASE_ROW);
struct list *store_orders_to_release(struct db *db, const struct release_row *after, int64_t n,
                                     GError **error);

#define PERSON_REST(X)                                                                             \
    X(TEXT, company, "company")                                                                    \
    X(TEXT, address1, "address1")                                                                  \
    X(TEXT, address2, "address2")                                                                  \
    X(TEXT, city, "city")                                                                          \
    X(TEXT, zip, "zip")                                                                            \
    X(TEXT, province, "province")                                                                  \
    X(TEXT, country, "country")                                                                    \
    X(TEXT, phone, "phone")                                                                        \
    X(TEXT, email, "email")                                                                        \
    X(TEXT, note, "note")
#define PERSON_ROW(X)                                                                              \
    X(KEY, id, "id")                                                                               \
    X(TEXT, name, "name")                                                                          \
    PERSON_REST(X)
RECORD(person_row, PERSON_ROW);
// One person with the address: a list of one row or none.
struct list *store_person(struct db *db, int64_t id, GError **error);
