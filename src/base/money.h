// SPDX-License-Identifier: Apache-2.0
// Money as whole minor units of an ISO 4217 currency; checked arithmetic, no floating point.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct money {
    int64_t minor;    // cents, yen, fils: see money_exponent()
    char currency[4]; // ISO 4217 letters, upper case, zero-terminated
};

// The most minor units that an amount from outside may say. Thousands of them can be added and a
// double holds each exactly, so nothing that sums them up wraps.
#define MONEY_MOST INT64_C(1000000000000000)

// Is it no more than that, on either side of nothing?
bool money_possible(int64_t minor);

// Digits behind the decimal point (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD; 2 where unknown.
int money_exponent(const char *currency);

// Is TEXT three upper-case letters?
bool money_currency_valid(const char *text);

// Is it a currency of ISO 4217 that people pay with? NULL is none.
bool money_currency_known(const char *text);

// An amount; CURRENCY must be valid (programming error otherwise).
struct money money_of(int64_t minor, const char *currency);

// Reads an amount as people and exports write it: "1234.50", "$1,234.50", "1.234,50", "116,99 €",
// "USD 5", "(3.00)", "3.00-". More digits than the currency has are rounded half away from zero.
// Fails with TOTE_IMPORT_VALUE naming FIELD, also where a sign is none of the currency's.
bool money_parse(const char *text, const char *currency, const char *field,
                 struct money *ret_amount, GError **error);

// Is TEXT an amount with the sign of a currency that is not CURRENCY? *ret_minor is its number.
bool money_parse_foreign(const char *text, const char *currency, int64_t *ret_minor);

// *sum = a + b, a - b, a * times. False, and *sum untouched, when the currencies differ or the
// result does not fit.
G_GNUC_WARN_UNUSED_RESULT bool money_add(struct money a, struct money b, struct money *ret_sum);
G_GNUC_WARN_UNUSED_RESULT bool money_sub(struct money a, struct money b,
                                         struct money *ret_difference);
G_GNUC_WARN_UNUSED_RESULT bool money_mul(struct money a, int64_t times, struct money *ret_product);

// Splits TOTAL over N parts by WEIGHTS (none negative) so that no cent is lost: the largest
// remainder method, ties to the first. All weights zero: equal parts. False when a product of
// total and weight does not fit 128 bits or a weight is negative.
G_GNUC_WARN_UNUSED_RESULT bool money_split(struct money total, const int64_t *weights, size_t n,
                                           int64_t *ret_minor);

// "1234.50" (always a point, for files and JSON); caller frees.
char *money_plain(struct money amount);

// "1 234,50 EUR" by the user's locale; caller frees.
char *money_show(struct money amount);

// The number alone as money_show() writes it; caller frees.
char *money_show_number(struct money amount);
