// SPDX-License-Identifier: Apache-2.0
// Sites, and the tree of locations: places, and what moves about between them.
#pragma once

#include "rows.h"

// A site with its own stock: a warehouse, a shop. cutoff_min: minutes after midnight in its zone.
#define SITE_REST(X)                                                                               \
    X(TEXT, name, "name")                                                                          \
    X(TEXT, zone, "zone")                                                                          \
    X(TEXT, country, "country")                                                                    \
    X(TEXT, zip, "zip")                                                                            \
    X(INT, cutoff_min, "cutoff_min")
#define SITE_WRITTEN(X) X(TEXT, code, "code") SITE_REST(X)
#define SITE_ROW(X)                                                                                \
    X(KEY, id, "id")                                                                               \
    X(TEXT, code, "code")                                                                          \
    SITE_REST(X)
RECORD(site_row, SITE_ROW);

// All sites, the preferred (oldest) first; one by its code, in any letters: one row or none.
struct list *store_sites(struct db *db, GError **error);
struct list *store_site(struct db *db, const char *code, GError **error);
// Adds or changes by its code; returns the id, 0 with *error.
int64_t store_site_put(struct db *db, const struct site_row *row, GError **error);

// parent_id: what it stands in, 0 for places and what stands nowhere yet. warehouse: its site's
// code, "" for what moves about.
#define LOCATION_WRITTEN(X)                                                                        \
    X(KEY, parent_id, "parent_id")                                                                 \
    X(TEXT, code, "code")                                                                          \
    X(TEXT, zone, "zone")                                                                          \
    X(TEXT, kind, "kind")                                                                          \
    X(INT, walk, "walk")                                                                           \
    X(TEXT, check, "check_digits")                                                                 \
    X(INT, level, "level")
#define LOCATION_ADDED(X) X(INT, site_id, "site_id") LOCATION_WRITTEN(X)
#define LOCATION_ROW(X)                                                                            \
    X(KEY, id, "id")                                                                               \
    X(INT, site_id, "site_id")                                                                     \
    LOCATION_WRITTEN(X)                                                                            \
    X(TEXT, warehouse, "(SELECT s.code FROM site s WHERE s.id = location.site_id)")                \
    X(BOOL, blocked, "blocked")
RECORD(location_row, LOCATION_ROW);

// Locations with this code at a site or moving about (SITE 0: at any), in the order of the sites.
struct list *store_locations_by_code(struct db *db, const char *code, int64_t site, GError **error);
// Those of a site itself that are called so in whatever case of letters; at most 5.
struct list *store_locations_by_letters(struct db *db, const char *code, int64_t site,
                                        GError **error);
struct list *store_location(struct db *db, int64_t id, GError **error); // one row or none

// The location of a kind at a site, the oldest of several; TOTE_NOT_FOUND where it has none.
int64_t store_location_of_kind(struct db *db, int64_t site, const char *kind, GError **error);

// How many locations of a kind a site has; -1 with *error.
int64_t store_locations_of_kind(struct db *db, int64_t site, const char *kind, GError **error);

// Adds (id 0) or changes a location of its own site; what stands in another: store_plate_add().
// Returns the id, 0 with *error.
int64_t store_location_put(struct db *db, const struct location_row *row, GError **error);

// Adds something that moves about, standing in PARENT; returns the id, 0 with *error.
struct plate {
    const char *kind, *code;
    int64_t level; // of the kind
    int64_t parent_id, parent_level;
};
int64_t store_plate_add(struct db *db, const struct plate *plate, GError **error);
bool store_location_rename(struct db *db, int64_t id, const char *code, GError **error);

// Until the commit nobody else holds the location: for who reads what lies there and goes by it.
bool store_location_hold(struct db *db, int64_t id, GError **error);
