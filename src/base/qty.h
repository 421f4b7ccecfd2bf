// SPDX-License-Identifier: Apache-2.0
// Quantities: whole pieces of an item's base unit, 64 bits, never rounded, never wrapped.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

// The most that a single quantity typed, scanned or imported may say: screens have room for it.
#define QTY_MAX INT64_C(1000000000)

// Reads TEXT as a quantity 0..QTY_MAX; blanks around it are allowed, nothing else but digits.
// FIELD names the column or form field in the error and may be NULL. Errors:
// TOTE_IMPORT_MISSING (empty), TOTE_IMPORT_VALUE (fraction, sign, exponent, too many).
bool qty_parse(const char *text, const char *field, int64_t *ret_qty, GError **error);

// a + b, a - b and a * b, which may be negative; false when 64 bits do not hold the result.
bool qty_add(int64_t a, int64_t b, int64_t *ret_sum) G_GNUC_WARN_UNUSED_RESULT;
bool qty_sub(int64_t a, int64_t b, int64_t *ret_difference) G_GNUC_WARN_UNUSED_RESULT;
bool qty_mul(int64_t a, int64_t b, int64_t *ret_product) G_GNUC_WARN_UNUSED_RESULT;
