// SPDX-License-Identifier: Apache-2.0
// Orders: what operations read and write of them.
#pragma once

#include "incoming.h"
#include "rows.h"
#include "states.h"
#include "store_line.h"

// What a channel says of an order and is taken over as long as it says it, whatever the floor has
// of it: its payment, its sums, what no hand goes by, and what a person is asked about before.
#define ORDER_PAYMENT(X)                                                                           \
    X(TEXT, paid, "paid")                                                                          \
    X(MONEY, refunded, "refunded")                                                                 \
    X(MONEY, outstanding, "outstanding")
#define ORDER_AMOUNTS(X)                                                                           \
    X(MONEY, subtotal, "subtotal")                                                                 \
    X(MONEY, discount, "discount")                                                                 \
    X(MONEY, shipping, "shipping")                                                                 \
    X(MONEY, tax, "tax")                                                                           \
    X(MONEY, tips, "tips")                                                                         \
    X(MONEY, duties, "duties")                                                                     \
    X(MONEY, total, "total")
#define ORDER_DETAILS(X) X(TEXT, discount_code, "discount_code") X(TEXT, source, "source")
#define ORDER_LATER(X)                                                                             \
    X(TEXT, shipping_method, "shipping_method")                                                    \
    X(TEXT, source_status, "source_status")                                                        \
    X(TEXT, source_hash, "source_hash")                                                            \
    ORDER_PAYMENT(X) ORDER_DETAILS(X)
// What an import writes: that, and what stays once an order is released. What it adds to a new one,
// and what is read.
#define ORDER_ONCE(X)                                                                              \
    X(TEXT, external_id, "external_id")                                                            \
    X(TEXT, external_name, "external_name")                                                        \
    X(STATE, status, "state")                                                                      \
    X(TEXT, hold_say, "hold_say")                                                                  \
    X(TEXT, hold_terms, "hold_terms")                                                              \
    X(TEXT, held_by, "held_by")                                                                    \
    X(TEXT, currency, "currency")                                                                  \
    X(TIME, placed_at, "placed_at")                                                                \
    X(INT, placed_offset, "placed_offset")                                                         \
    X(TIME, promise_at, "promise_at")                                                              \
    X(BOOL, tax_included, "tax_included")                                                          \
    X(BOOL, nowhere, "nowhere")                                                                    \
    X(KEY, billing_id, "billing_id")                                                               \
    X(KEY, delivery_id, "delivery_id")                                                             \
    X(INT, lines, "lines")                                                                         \
    X(QTY, pieces, "pieces")                                                                       \
    X(TIME, closed_at, "closed_at")
#define ORDER_WRITTEN(X) ORDER_ONCE(X) ORDER_LATER(X) ORDER_AMOUNTS(X)
#define ORDER_ADDED(X) X(TIME, created_at, "created_at") ORDER_WRITTEN(X)
#define ORDER_NEW(X) X(KEY, channel_id, "channel_id") ORDER_ADDED(X)
#define ORDER_ROW(X)                                                                               \
    X(ORDER, id, "id")                                                                             \
    X(KEY, channel_id, "channel_id")                                                               \
    X(TEXT, channel, "(SELECT c.code FROM channel c WHERE c.id = sales_order.channel_id)")         \
    X(TEXT, review_hash, "review_hash")                                                            \
    ORDER_ADDED(X)
RECORD(order_row, ORDER_ROW);

// By id, by the channel's key, by what people call it (may be several): lists.
struct list *store_order(struct db *db, int64_t id, GError **error);
// As store_order(), and other changes of the order wait until this transaction ends.
struct list *store_order_take(struct db *db, int64_t id, GError **error);
struct list *store_orders_by_name(struct db *db, const char *external_name, GError **error);

// What an import wants to know of orders that a channel named before, by N of its keys.
#define KNOWN_ROW(X)                                                                               \
    X(ORDER, id, "id")                                                                             \
    X(TEXT, external_id, "external_id")                                                            \
    X(TEXT, external_name, "external_name")                                                        \
    X(TEXT, source_hash, "source_hash")                                                            \
    X(TEXT, review_hash, "review_hash")
RECORD(known_row, KNOWN_ROW);
struct list *store_orders_known(struct db *db, const char *channel, const char *const *external_ids,
                                size_t n, GError **error);

// Orders of a channel by the names that the channel gives them.
#define TWIN_ROW(X)                                                                                \
    X(ORDER, id, "id")                                                                             \
    X(TEXT, external_id, "external_id")                                                            \
    X(TEXT, external_name, "external_name")                                                        \
    X(TIME, placed_at, "placed_at")
RECORD(twin_row, TWIN_ROW);
struct list *store_orders_alike(struct db *db, const char *channel, const char *const *names,
                                size_t n, GError **error);

// The channel CODE; *ret_id = 0 where it is not there.
bool store_channel(struct db *db, const char *code, int64_t *ret_id, GError **error);
int64_t store_channel_add(struct db *db, const char *code, GError **error); // 0 with *error

// Writes an order of a channel with its lines and payments; returns its id, 0 with *error.
// Its people are there already (store_person.h); STATUS etc. come from the
// rules; pieces and lines are counted here.
struct order_fate {
    struct kit_book *kits; // whose lines get their parts under them; NULL = there are none
    const char *status, *hold_say, *hold_terms, *held_by; // why: see says.h
    int64_t promise_at, now;
    int64_t billing_id, delivery_id; // 0 = nobody; may be the same
    bool open;                       // its state is open
    bool ships;                      // its goods are wanted: else its lines begin as cancelled
    GHashTable *items;               // ids by SKU (store_items_of()) of its goods
};
int64_t store_order_add(struct db *db, int64_t channel, const struct incoming_order *order,
                        const struct order_fate *fate, GError **error);

// The same for one that is there: head, lines and payments are written anew, and the people it had
// are dropped. Its lines must hold no goods, and nothing of it may have left the house.
bool store_order_rewrite(struct db *db, int64_t id, const struct incoming_order *order,
                         const struct order_fate *fate, GError **error);

// What the channel says of the head of an order; members that it says nothing of are 0 and NULL.
struct order_row store_order_said(const struct incoming_order *order);

// Takes ORDER_LATER over, and payments; the caller has asked about it where that matters.
bool store_order_money(struct db *db, int64_t id, const struct incoming_order *order,
                       GError **error);

// Takes over who is billed and who gets the goods (0 = nobody) instead of those of OLD, who are
// dropped.
bool store_order_people(struct db *db, const struct order_row *old, int64_t billing,
                        int64_t delivery, GError **error);

// Takes ORDER_AMOUNTS over, and taxes, where the lines stay as they are.
bool store_order_sums(struct db *db, int64_t id, const struct incoming_order *order,
                      GError **error);

// Notes that a person has to look at a difference (once per content hash).
bool store_order_review(struct db *db, int64_t id, const char *hash, GError **error);

// Guarded change of state: TOTE_STALE when the order is no longer in FROM.
// CLOSED_AT: when it ended, 0 = it is open.
bool store_order_status(struct db *db, int64_t id, const char *from, const char *to,
                        int64_t closed_at, GError **error);
#define HELD_BY_PERSON "person"
#define HELD_BY_IMPORT "import"
// HELD_BY: one of these; SAY with its TERMS (terms_json()) tells why.
bool store_order_hold(struct db *db, int64_t id, const struct transition *row, const char *say,
                      const char *terms, const char *held_by, GError **error);
// PROMISE_AT: when it is to leave now that it is paid.
bool store_order_paid(struct db *db, int64_t id, const char *paid, int64_t promise_at,
                      GError **error);

// The next N orders in a state, by promise then age, after the given position (0, 0, 0 = from the
// start): a key, not an offset, so that a long run never counts again.
#define RELEASE_ROW(X)                                                                             \
    X(ORDER, id, "id")                                                                             \
    X(TIME, promise_at, "promise_at")                                                              \
    X(TIME, placed_at, "placed_at")
RECORD(release_row, RELEASE_ROW);
struct list *store_orders_to_release(struct db *db, const char *state,
                                     const struct release_row *after, int64_t n, GError **error);
