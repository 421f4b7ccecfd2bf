// SPDX-License-Identifier: Apache-2.0
// Manifests, and what waits for one, as lists show them.
#pragma once

#include "rows.h"
#include "store_pages.h"

// grams: of its parcels as far as that is known, unweighed: of how many it is not.
#define LOAD_SEEN(X)                                                                               \
    X(MANIFEST, id, "d.id")                                                                        \
    X(KEY, site_id, "d.site_id")                                                                   \
    X(TEXT, warehouse, "(SELECT s.code FROM site s WHERE s.id = d.site_id)")                       \
    X(TEXT, carrier, "d.carrier")                                                                  \
    X(STATE, status, "d.state")                                                                    \
    X(INT, parcels, "d.parcels")                                                                   \
    X(INT, planned, "d.planned")                                                                   \
    X(INT, missing, "d.missing")                                                                   \
    X(GRAMS, grams, "d.grams")                                                                     \
    X(INT, unweighed, "d.unweighed")                                                               \
    X(TIME, begun_at, "d.begun_at")                                                                \
    X(TIME, closed_at, "d.closed_at")
RECORD(load_seen, LOAD_SEEN);

// Those of a site (0 = all) that are not closed, by carrier.
struct list *store_loads_open(struct db *db, int64_t site, GError **error);
// One of them: one row or none.
struct list *store_load_seen(struct db *db, int64_t id, GError **error);
// N closed ones, the newest first, from the one FROM on; BACK: those that end with it. FROM 0: the
// newest, or the oldest.
struct loads_wanted {
    int64_t site, from, n;
    bool back;
};
struct list *store_loads_closed(struct db *db, const struct loads_wanted *wanted, GError **error);
// How many are closed, MOST at most; -1 with *error.
int64_t store_loads_count(struct db *db, int64_t site, int64_t most, GError **error);

// A parcel that went on a manifest.
#define LOAD_PARCEL(X)                                                                             \
    X(KEY, id, "p.id")                                                                             \
    X(ORDER, order_id, "f.order_id")                                                               \
    X(WORK, work_id, "p.work_id")                                                                  \
    X(TEXT, sscc, "c.code")                                                                        \
    X(TEXT, service, "p.service")                                                                  \
    X(GRAMS, grams, "p.grams")                                                                     \
    X(TIME, shipped_at, "p.shipped_at")
RECORD(load_parcel, LOAD_PARCEL);
// Those of a manifest, as they went.
struct list *store_load_parcels(struct db *db, int64_t load, const struct page_key *page,
                                GError **error);

// Packed parcels of a site that are on no manifest, by the carrier that their method names ("" =
// none). id: of the first parcel; since: when it was closed.
#define CARRIER_WAITS(X)                                                                           \
    X(KEY, id, "min(p.id)")                                                                        \
    X(KEY, site_id, "s.id")                                                                        \
    X(TEXT, warehouse, "s.code")                                                                   \
    X(TEXT, carrier, "p.carrier")                                                                  \
    X(INT, parcels, "count(*)")                                                                    \
    X(GRAMS, grams, "CAST(sum(p.grams) AS BIGINT)")                                                \
    X(INT, unweighed, "CAST(sum(CASE WHEN p.grams = 0 THEN 1 ELSE 0 END) AS BIGINT)")              \
    X(TIME, since, "min(p.closed_at)")
RECORD(carrier_waits, CARRIER_WAITS);
struct list *store_carriers_waiting(struct db *db, int64_t site, GError **error);
