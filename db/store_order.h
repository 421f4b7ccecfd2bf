// SPDX-License-Identifier: Apache-2.0
// Orders: what operations read and write of them.
#pragma once

#include "incoming.h"
#include "store.h"

struct order_row {
    int64_t id, placed_at, placed_offset, promise_at, created_at;
    int64_t subtotal, discount, shipping, tax, tips, duties, total, refunded, outstanding;
    int64_t billing_id, delivery_id, lines, pieces;
    const char *channel, *external_id, *external_name, *status, *hold_reason, *held_by, *paid,
        *currency, *discount_code, *shipping_method, *source_status, *source, *tags, *source_hash,
        *review_hash;
    bool tax_included;
};

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

struct line_row {
    int64_t id, order_id, line, item_id, qty, price, discount;
    int64_t allocated, picked, packed, shipped, shorted; // pieces, from allocations and parcels
    const char *kind, *sku, *name, *fulfilment;
};
// The lines of an order with how far each is.
struct list *store_order_lines(struct db *db, int64_t order, GError **error);

struct wanted_row {
    int64_t line_id, item_id, need; // item 0: nobody knows the SKU
    const char *sku;
};
// The goods lines of an order that hold too little, and how many pieces each still wants.
struct list *store_order_wanted(struct db *db, int64_t order, GError **error);

// The id of the item with this SKU: 1 found, 0 none, -1 *error.
int store_order_item(struct db *db, const char *sku, int64_t *ret_item, GError **error);

struct allocation_row {
    int64_t id, order_line_id, balance_id, qty, picked, shorted, work_id;
};
int64_t store_allocation_add(struct db *db, int64_t line, int64_t balance, int64_t qty,
                             int64_t work, GError **error);
// All allocations of an order.
struct list *store_allocations(struct db *db, int64_t order, GError **error);
// Deletes one of which nothing was picked yet (TOTE_STALE otherwise).
bool store_allocation_drop(struct db *db, int64_t id, GError **error);

// The next N orders to release (ready and short), by promise then age, after the given position
// (0, 0, 0 = from the start): a key, not an offset, so that a long run never counts again.
struct release_row {
    int64_t id, promise_at, placed_at;
};
struct list *store_orders_to_release(struct db *db, const struct release_row *after, int64_t n,
                                     GError **error);

struct person_row {
    int64_t id;
    const char *name, *company, *address1, *address2, *city, *zip, *province, *country, *phone,
        *email, *note;
};
// One person with the address: a list of one row or none.
struct list *store_person(struct db *db, int64_t id, GError **error);
