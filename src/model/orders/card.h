// SPDX-License-Identifier: Apache-2.0
// What people and spreadsheets do to cells: card numbers in free text, rewritten numbers and dates.
#pragma once

#include <glib.h>
#include <stdbool.h>

// Replaces all but the last four digits of every card number in TEXT by "*", in place: 13 to 19
// digits with any run of blanks, dashes, points or strokes between them, whose Luhn sum is right
// and that begin as an issuer's do. An SSCC is none. Where one was found, a code behind the word
// "CVV" or its like is replaced as well.
// Says how many there were. NULL is allowed.
int card_mask(char *text);

// As card_mask(), for telephone numbers: what starts with "+" or "00" and numbers of fewer than
// 15 digits stay, because one in ten of them has a right Luhn sum by chance.
int card_mask_phone(char *text);

// The same for codes of goods (SKU, lot), which are often long numbers: only what begins and is as
// long as an issuer's cards counts, and no GTIN or SSCC does.
bool card_in_code(const char *code);
int card_mask_code(char *code);

// The same for keys of calls, which programs make of numbers: only what stands alone in KEY, or is
// written in fours. Part of a longer number, of a UUID or behind a word it is no card.
bool card_in_key(const char *key);

// TEXT for use inside a sentence: card numbers masked, unprintable signs escaped, cut after MAX
// cells. Free with g_free().
char *cell_quote(const char *text, int max);

// Is TEXT a number that a spreadsheet made short, like "5.27763E+12"?
bool damage_number(const char *text);

// Is TEXT a date as a spreadsheet rewrites it: "11/10/24 09:17", "5.6.2023"?
bool damage_date(const char *text);

// Is TEXT "TRUE" or "FALSE" in capitals, where the channel writes "true" or "false"?
bool damage_flag(const char *text);
