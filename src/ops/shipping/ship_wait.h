// SPDX-License-Identifier: Apache-2.0
// What waits for a carrier at a site: its parcels and those whose method names no carrier.
#pragma once

#include "handover.h"
#include "op.h"
#include "store_parcel.h"

// A parcel that cannot go. label: state of its job, "" = it has none. stop: why its order is not to
// be sent; ahead: that it was packed later than this clock says; NULL both where it is the label.
struct missing_row {
    char *parcel, *reason, *stop, *ahead;
    int64_t order;
    const char *label;
    bool any; // no carrier is named for it: it may go with each, and stops each
};

// load: the manifest that was begun and goes on with what was counted then; 0 = a new one.
struct ship_waiting {
    int64_t go, missing, load;
    GArray *rows; // struct missing_row, of those that are missing: ship_missing_new()
};
GArray *ship_missing_new(void);

// The code of the carrier that was SAID, which may be SAID itself. One that nobody knows is taken
// where a waiting parcel's method has its name, so that a slip of the pen hands nothing over:
// TOTE_ARGUMENT.
bool ship_carrier(struct db *db, int64_t site, const char *said, int64_t now, const char **ret_code,
                  GError **error);

// Why a parcel is not to be sent at NOW: what its order is asked about, or the date of its goods;
// NULL = it is. Caller frees.
char *ship_stop(const struct waiting_row *row, int64_t now);

// May a parcel go on a manifest that was begun at BEFORE? What came about later does not count.
enum handover ship_judge(const struct waiting_row *row, int64_t before);

// Calls TAKE with each parcel of CARRIER, then with each of none, that was closed at BEFORE at the
// latest, until it returns false.
typedef bool (*ship_taker)(void *data, const struct waiting_row *row);
bool ship_each(struct db *db, int64_t site, const char *carrier, int64_t before, ship_taker take,
               void *data, GError **error);

// Judges all of them at NOW into WAITING.
bool ship_count(struct db *db, int64_t site, const char *carrier, int64_t now,
                struct ship_waiting *waiting, GError **error);
// Those that were there when LOAD was begun, and are still.
bool ship_stayed(struct db *db, const struct load_row *load, int64_t now,
                 struct ship_waiting *waiting, GError **error);

// What the next call of ship.close does at NOW: it goes on with the open manifest of CARRIER, or
// counts for a new one.
bool ship_ahead(struct db *db, int64_t site, const char *carrier, int64_t now,
                struct ship_waiting *waiting, GError **error);

// Which one it is and why it cannot go; caller frees.
char *ship_missing_text(const struct missing_row *row);

// The list `missing` of an answer.
void ship_missing_doc(const struct ship_waiting *waiting, struct doc *doc);

// May a manifest be begun with what waits? WITHOUT: what cannot go stays behind. TOTE_NOTHING,
// TOTE_SHIP_MISSING, which names some of those.
bool ship_may_begin(const struct ship_waiting *waiting, const char *carrier, bool without,
                    GError **error);
