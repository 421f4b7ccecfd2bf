// SPDX-License-Identifier: Apache-2.0
// What comes in from outside, channel by channel made alike: orders and rows of master data.
// Channels fill these structs, operations store them; neither knows the other.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "errors.h"
#include "money.h"
#include "says.h"

// A person or company with an address. Every member may be NULL; owned by the order.
struct incoming_person {
    char *name, *company, *address1, *address2, *city, *zip, *province, *country, *phone, *email;
};

enum incoming_line_kind {
    LINE_GOODS,     // to be picked, packed and shipped
    LINE_TIP,       // money only, in the total but not in the subtotal
    LINE_SERVICE,   // sold, but nothing to ship (gift card, warranty)
    LINE_ELSEWHERE, // goods that the channel has shipped itself, while others are still to be sent
};

struct incoming_line {
    enum incoming_line_kind kind;
    char *sku, *name, *vendor; // sku is "" where the shop has none
    int64_t qty;
    int64_t price, discount; // minor units: price of one piece; discount of the whole line
    bool taxable;
    char *fulfilment; // the channel's own word, may be NULL
};

struct incoming_payment {
    char *method, *reference, *id; // never a card number; each may be NULL
    int64_t amount;                // minor units; -1 = the file does not say
};

struct incoming_tax {
    char *name;     // NULL: the part of the tax that the file does not break down
    int64_t amount; // minor units
};

enum incoming_paid {
    PAID_NO,
    PAID_PARTLY,
    PAID_YES,
    PAID_REFUNDED_PARTLY,
    PAID_REFUNDED,
    PAID_VOID
};

// What the channel has shipped itself, or through somebody else.
enum incoming_shipped {
    SHIPPED_NO,
    SHIPPED_UNCLEAR, // it contradicts itself or has a word that nobody knows
    SHIPPED_PARTLY,
    SHIPPED_WHOLE
};

// One problem of a row or an order, for the report of an import.
struct incoming_problem {
    int64_t row;       // record number in the file, header = 1
    int64_t first_row; // that it is at odds with, 0 = none
    char *order;       // the channel's name of the order, may be NULL
    char *field;       // the column, or several with commas; may be NULL
    enum tote_code code;
    char *message; // for who reads the file, in that person's language; NULL where the log tells it
    char *why;     // for everybody who sees the order, without amounts: term_said() of what its
                   // hold keeps; NULL = it does not hold
    bool holds;    // the order comes in held until somebody looks
};

struct incoming_order {
    char *external_id;   // the channel's key, unique per channel
    char *external_name; // what people call it: "#1001"
    char currency[4];
    int64_t placed_at;                           // UTC ms
    int placed_offset;                           // minutes east of UTC that the file had
    int64_t paid_at, cancelled_at, fulfilled_at; // UTC ms, 0 = not
    enum incoming_paid paid;
    enum incoming_shipped shipped;
    char *source_status; // the channel's own words: "paid/unfulfilled"
    // Minor units, as the file states them.
    int64_t subtotal, shipping, tax, tips, duties, discount, total, refunded, outstanding;
    bool tax_included;
    char *discount_code, *shipping_method, *note, *source;
    struct incoming_person billing, delivery; // delivery is empty for goods handed over
    GArray *lines;                            // struct incoming_line
    GArray *payments;                         // struct incoming_payment
    GArray *taxes;                            // struct incoming_tax; together they are `tax`
    GPtrArray *extra;        // char *, name and value in turn: what may tell of people
                             // (tags), and columns that tote does not know
    GPtrArray *problems;     // struct incoming_problem *
    int64_t first_row, rows; // where it stands in the file
    int64_t again;           // where the file had it before, 0 = it had not
    bool rejected;           // must not be stored, the problems say why; only ids and rows count
    bool continues; // rows of an order that do not stand with it; rejected as well. external_id
                    // is "" when the reader does not know it: external_name finds it
    char *hash;     // digest of all but what payload_types.c marks as PAYLOAD_BESIDE
};

// A new, empty order; every pointer member is NULL, the containers exist.
struct incoming_order *incoming_order_new(void);

// Frees the order and all it owns; NULL is allowed. Returns NULL.
struct incoming_order *incoming_order_free(struct incoming_order *order);
typedef struct incoming_order incoming_order; // for g_autoptr(incoming_order)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(incoming_order, incoming_order_free)

// Notes a problem that is told of, no more. The sentence is copied. Of an order one and the same
// sentence is noted once, of the first row that says it; so it is with the two below.
void incoming_order_problem(struct incoming_order *order, int64_t row, enum tote_code code,
                            const char *format, ...) G_GNUC_PRINTF(4, 5);

// Notes a problem that keeps the order from being released: WHY, with its terms, is kept with the
// hold. MESSAGE tells who reads the file more than everybody may see; NULL: WHY is all.
void incoming_order_hold(struct incoming_order *order, int64_t row, enum tote_code code,
                         enum say_id why, const struct term *terms, size_t n, const char *message);
#define ORDER_HOLD(order, row, code, why, ...)                                                     \
    incoming_order_hold(order, row, code, SAY_##why, (const struct term[]){__VA_ARGS__},           \
                        sizeof((const struct term[]){__VA_ARGS__}) / sizeof(struct term), NULL)

// As incoming_order_problem(), and marks the order as rejected.
void incoming_order_reject(struct incoming_order *order, int64_t row, enum tote_code code,
                           const char *format, ...) G_GNUC_PRINTF(4, 5);

// A problem of its own; ORDER (may be NULL) and MESSAGE are copied.
struct incoming_problem *incoming_problem_new(int64_t row, const char *order, enum tote_code code,
                                              bool holds, const char *message);
void incoming_problem_free(struct incoming_problem *problem);

// Does a problem hold the order, or is it rejected?
bool incoming_order_is_held(const struct incoming_order *order);

// Do its amounts not come together, as incoming_order_reconcile() found?
bool incoming_order_differs(const struct incoming_order *order);

// Appends a zeroed line, payment or tax and returns it; valid until the next append.
struct incoming_line *incoming_order_add_line(struct incoming_order *order);
struct incoming_payment *incoming_order_add_payment(struct incoming_order *order);
struct incoming_tax *incoming_order_add_tax(struct incoming_order *order);

// price * qty in minor units; false when 64 bits do not hold it.
bool incoming_line_value(const struct incoming_line *line, int64_t *ret_value);

// Spreads what of `discount` the lines do not carry yet over the goods lines by value, to the
// cent (largest remainder; the services share what is more than the goods), whatever order the
// lines stand in, and checks `lines - discount = subtotal` and
// `subtotal + shipping + tax + tips + duties = total` with the tax on top or included (sets
// tax_included). A difference becomes a problem TOTE_IMPORT_TOTALS that holds the order. A
// rejected order is left as it is.
void incoming_order_reconcile(struct incoming_order *order);

// Sets `hash` from the rest. Two orders with the same hash say the same. Lines count as a
// multiset: their order in the file does not matter.
void incoming_order_seal(struct incoming_order *order);

// Master data. Strings are owned by the struct; NULL where the file has no such column or cell.
struct incoming_item {
    char *sku, *name, *gtin; // gtin: digits as given, "" = none
    int64_t price;           // minor units, -1 = not given
    char currency[4];
    int64_t weight_g; // -1 = not given
    int64_t row;
};

struct incoming_place {
    char *code, *zone, *kind; // kind: a code of location_kinds.h that may be imported
    int64_t walk;             // order of the walk, -1 = as the codes sort
    char *check;              // check digits, NULL = none
    int64_t row;
    char *warehouse; // its code
};

struct incoming_stock {
    char *sku, *place, *lot;
    int64_t qty;         // pieces that lie there (the count, not a difference)
    int64_t received_at; // UTC ms, 0 = now
    int64_t row;
    char *warehouse;     // its code
    int64_t expires_day; // days since 1970, 0 = does not expire or is not known
    char *owner;         // whose goods they are, NULL = the house's
    char *cond;          // damaged or blocked, NULL = good
    char *serial;        // of the only piece: with it qty is 0 or 1
};

struct incoming_kit {
    char *kit, *sku; // the part is an item or a kit
    int64_t qty;     // pieces of it in one kit, 0 = none any more
    int64_t row;
};

struct incoming_warehouse {
    char *code, *name;
    char *country;      // ISO 3166, two capitals
    char *zip, *zone;   // zone: as the IANA names it, "Europe/Berlin"; whether the machine knows
                        // it is not asked
    int64_t cutoff_min; // minutes since midnight there, -1 = not given
    int64_t row;
};

// Free what a row owns and zero it.
void incoming_item_clear(struct incoming_item *item);
void incoming_place_clear(struct incoming_place *place);
void incoming_stock_clear(struct incoming_stock *stock);
void incoming_kit_clear(struct incoming_kit *kit);
void incoming_warehouse_clear(struct incoming_warehouse *warehouse);
