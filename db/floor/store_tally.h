// SPDX-License-Identifier: Apache-2.0
// What was done when, as numbers that are kept along with each call: a screen need not count a day.
#pragma once

#include "rows.h"
#include "work_kinds.h"

// What is counted. All but scans by site; what came is of none, for no warehouse has it yet.
enum tally {
    TALLY_CAME,                        // orders
    TALLY_PICKED = WORK_COUNTS_PICKED, // works of the kinds that count so, while they are over
    TALLY_PACKED = WORK_COUNTS_PACKED,
    TALLY_SHIPPED, // parcels of manifests that were closed
    TALLY_SCANS,   // calls of operations that are scans, and those of them that were refused
    TALLY_REFUSED,
    N_TALLIES
};

// By quarters of an hour: wherever a day begins, it begins with one. Scans stand in several rows,
// by stations, so that few of them wait for each other (PostgreSQL).
enum { TALLY_MS = 900000, TALLY_SLICES = 64 };

// part: the site; of scans the slice.
struct tally_row {
    int64_t at; // begin of the quarter
    enum tally what;
    int64_t part, n;
};

// The row to which something counts that happened at a time in UTC ms. PART: a site, a station.
struct tally_row tally_of(enum tally what, int64_t at, int64_t part, int64_t n);

// Counts on: rows in the order of tally_order() are never waited for in a circle.
bool store_tally_add(struct db *db, const struct tally_row *row, GError **error);
int tally_order(const void *a, const void *b);

// N orders more are in a state.
bool store_order_count_add(struct db *db, const char *state, int64_t n, GError **error);

// What was done within 25 hours from SINCE, by the hour: hour 0 begins there; hours without
// anything have no row. What came and scans are those of all, the rest that of SITE (0 = all).
#define HOUR_ROW(X)                                                                                \
    X(INT, what, "what")                                                                           \
    X(INT, hour, "hour")                                                                           \
    X(INT, n, "n")
RECORD(hour_row, HOUR_ROW);
struct list *store_done_hours(struct db *db, int64_t since, int64_t site, GError **error);
