// SPDX-License-Identifier: Apache-2.0
// GS1 keys that need no library: check digits and the making of SSCC numbers.
#pragma once

#include <glib.h>
#include <stdbool.h>

enum {
    SSCC_LENGTH = 18,   // digits of a serial shipping container code, check digit included
    GS1_PREFIX_MIN = 4, // a GS1 company prefix has 6 to 12 digits; 4 and 5 are old ones
    GS1_PREFIX_MAX = 12,
    GS1_DIGITS_MAX = 30, // no numeric GS1 key is longer than this
};

// The check digit ('0'..'9') that belongs after the LEN digits at DIGITS: weights 3 and 1 from
// the right, modulo 10 (GS1 General Specifications 7.9.1). 0 (NUL) if LEN is not within
// 1..GS1_DIGITS_MAX or a character is no ASCII digit.
char gs1_check_digit(const char *digits, size_t len);

// Is CODE made of digits and is its last one the check digit of those before it?
// The length is not looked at beyond 2..GS1_DIGITS_MAX + 1. NULL is not valid.
bool gs1_check_digit_ok(const char *code);

// Is CODE a GTIN-8, GTIN-12, GTIN-13 or GTIN-14 with a right check digit? NULL is not.
bool gtin_valid(const char *code);

// Is CODE an SSCC: 18 digits with a right check digit? NULL is not.
bool sscc_valid(const char *code);

// Makes the SSCC of number SERIAL: extension digit (0..9), GS1_PREFIX (4..12 digits), SERIAL
// filled with zeros up to 17 digits, check digit. RET_SSCC is NUL-terminated.
// Errors: TOTE_GS1_PREFIX (prefix or extension unusable, field "gs1.prefix" or "gs1.extension"),
// TOTE_SSCC_EXHAUSTED (SERIAL is negative or has more digits than the prefix leaves).
bool sscc_make(const char *gs1_prefix, int extension, gint64 serial, char ret_sscc[SSCC_LENGTH + 1],
               GError **error);
