// SPDX-License-Identifier: Apache-2.0
// Numbers of goods: GTIN of every length, UPC-E, add-ons, and numbers that a shop makes itself.
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { GTIN_DIGITS = 14 };

// Writes the 14 digits of GTIN-8, -12, -13 or -14 (LEN digits). False for any other length.
bool gtin_fill(const char *digits, gsize len, char ret_gtin[GTIN_DIGITS + 1]);

// Writes the UPC-A that 8 digits of UPC-E (number system 0 or 1, six digits, check digit) stand
// for. False if they stand for none or the check digit is wrong (GS1 General Specifications
// 5.2.2.4).
bool gtin_of_upc_e(const char *digits, char ret_upc_a[13]);

// What the prefix of 14 digits says: "made by the shop itself", "a book", …; N_(), NULL if it
// says nothing special.
const char *gtin_note(const char *gtin);

// A way in which a number made by the shop (prefix 02 or 20 to 29) may hold a price or weight.
struct measure {
    const char *name;                       // N_()
    gsize item, item_len, value, value_len; // places in the 13 digits
    bool checked; // the digit between item and value is the check digit of the value
};

enum { MEASURES_MAX = 3 };

// The ways that fit 13 digits (GS1 General Specifications 7.9.3 and 7.9.4 for the check digit of
// a value); which of them the shop means, only the shop knows. Returns how many.
unsigned gtin_measures(const char *digits, struct measure ret_measures[MEASURES_MAX]);

// The check digit of a price or weight of 4 or 5 digits, 0 (NUL) for any other length.
char measure_check_digit(const char *digits, gsize len);
