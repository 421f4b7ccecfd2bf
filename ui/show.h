// SPDX-License-Identifier: Apache-2.0
// Times, ages, numbers and money as people read them on the screens. All results: caller frees.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

char *show_clock(int64_t ms);                          // "14:32"; "" for 0
char *show_moment(int64_t ms, int64_t now);            // "14:32" today, else "23 Nov"
char *show_date(int64_t ms);                           // "Tue 24 Nov 2026"
char *show_day_number(int64_t ms);                     // "24"
int show_hour(int64_t ms);                             // 0 to 23 in the site's zone
char *show_age(int64_t ms, int64_t now);               // "2 h 51", "38 min", "3 d"
char *show_day(int64_t ms, int64_t now);               // "today", "late", "Wed", "1 Dec"
char *show_due(int64_t ms, int64_t now);               // the same, "! today" where it is late
char *show_count(int64_t n);                           // zero as a dot
char *show_at_least(int64_t n);                        // the same of a bounded count: "10000+"
char *show_money(int64_t minor, const char *currency); // the number alone
bool show_is_late(int64_t ms, int64_t now); // a promise of before today, or of today and past
int64_t show_midnight(int64_t now);         // of the day of NOW in the site's zone
char *show_place(const char *code, int w);  // spaced out where W allows: "A - 0 3 - 1 7 - 2"
char *show_weight(int64_t grams);           // "3.412 kg", the sign of the language
// "9.00 EUR"; "" for who may not see money: SEES of ui_sees().
char *show_price(unsigned sees, int64_t minor, const char *currency);
// "3/7 pcs": pieces done of those that are asked for. Caller frees.
char *show_pieces(int64_t done, int64_t total);
// "2 parcels". Caller frees.
char *show_parcels(int64_t n);
