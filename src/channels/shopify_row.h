// SPDX-License-Identifier: Apache-2.0
// Inside the Shopify channel: one row of the export and how it becomes part of an order.
#pragma once

#include "columns.h"
#include "incoming.h"

enum { SHOPIFY_TAXES = 5 };

enum shopify_column {
    C_NAME,
    C_EMAIL,
    C_FINANCIAL,
    C_PAID_AT,
    C_FULFILLMENT,
    C_FULFILLED_AT,
    C_CURRENCY,
    C_SUBTOTAL,
    C_SHIPPING,
    C_TAXES,
    C_TOTAL,
    C_DISCOUNT_CODE,
    C_DISCOUNT_AMOUNT,
    C_SHIPPING_METHOD,
    C_CREATED_AT,
    C_LINE_QUANTITY,
    C_LINE_NAME,
    C_LINE_PRICE,
    C_LINE_COMPARE,
    C_LINE_SKU,
    C_LINE_SHIPS,
    C_LINE_TAXABLE,
    C_LINE_FULFILLMENT,
    C_LINE_DISCOUNT,
    C_VENDOR,
    C_BILLING, // ten columns in the order of enum shopify_address
    C_DELIVERY = C_BILLING + 10,
    C_NOTES = C_DELIVERY + 10,
    C_NOTE_ATTRIBUTES,
    C_CANCELLED_AT,
    C_PAYMENT_METHOD,
    C_PAYMENT_REFERENCE,
    C_PAYMENT_REFERENCES,
    C_PAYMENT_ID,
    C_REFUNDED,
    C_OUTSTANDING,
    C_ID,
    C_SOURCE,
    C_TAX, // pairs of name and value
    C_PHONE = C_TAX + 2 * SHOPIFY_TAXES,
    C_DUTIES,
    C_BILLING_PROVINCE_NAME,
    C_DELIVERY_PROVINCE_NAME,
    N_SHOPIFY_COLUMNS,
};

enum shopify_address {
    A_NAME,
    A_STREET,
    A_ADDRESS1,
    A_ADDRESS2,
    A_COMPANY,
    A_CITY,
    A_ZIP,
    A_PROVINCE,
    A_COUNTRY,
    A_PHONE,
};

// One row with what is needed to read it.
struct shopify_row {
    const struct csv_row *csv;
    const struct csv_reader *reader;
    const int *places;  // of enum shopify_column
    const int *unknown; // places of all other columns, ended by -1
    const char *currency;
    bool says_due; // the first row of the order says what is outstanding
};

extern const struct column shopify_table[N_SHOPIFY_COLUMNS];

// The cell without leading blanks; "" where it or its column is missing. Never NULL.
const char *shopify_cell(const struct shopify_row *row, int column);

// The cell without blanks around it, NULL when nothing is left. Free with g_free().
char *shopify_text(const struct shopify_row *row, int column);

// The same on one line, as a label prints it (one_line()).
char *shopify_line(const struct shopify_row *row, int column);

// Reads the cell as an amount of ORDER; an empty one is *ret_minor = 0. Rejects the order and
// gives false when it is no amount.
bool shopify_money(const struct shopify_row *row, int column, struct incoming_order *order,
                   int64_t *ret_minor);

// Rejects ORDER because a spreadsheet rewrote the cell; always says why only once per order.
void shopify_damaged(const struct shopify_row *row, int column, struct incoming_order *order);

// Takes over everything that the first row of an order says about the order as a whole.
void shopify_read_order(const struct shopify_row *row, struct incoming_order *order);

// Takes over the line of goods, tip or service of a row, and its unknown columns.
void shopify_read_line(const struct shopify_row *row, struct incoming_order *order);

// Settles the sums that the file leaves out, once all lines are read.
void shopify_settle_sums(const struct shopify_row *row, struct incoming_order *order);

// Holds an order whose sums contradict each other, or tells it where that stops nothing.
void shopify_doubt_sums(const struct shopify_row *row, struct incoming_order *order);

// Settles order->shipped once all lines are read; holds an order that contradicts itself.
void shopify_settle_shipped(struct incoming_order *order);

// Once its sums are settled: lines that the shop has sent, while others wait, are LINE_ELSEWHERE.
void shopify_settle_lines(struct incoming_order *order);

// Closes an order: what is shipped, sums, tax, card numbers, seal.
void shopify_finish(const struct shopify_row *row, struct incoming_order *order);
