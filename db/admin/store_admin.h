// SPDX-License-Identifier: Apache-2.0
// Settings, counters, operators, stations.
#pragma once

#include "settings.h"
#include "rows.h"

// The stored value of a setting or its default; caller frees. NULL with *error.
char *store_setting(struct db *db, enum setting_id id, GError **error);

// The same as a number; SETTING_NUMBER only. -1 with *error.
void store_setting_send(struct db *db, enum setting_id id); // announces the read, see db_send()
int64_t store_setting_number(struct db *db, enum setting_id id, GError **error);
bool store_setting_put(struct db *db, enum setting_id id, const char *value, GError **error);

// The next N numbers of a counter; returns the first of them, 0 with *error. The counter row is
// made on first use. Numbers of a rolled-back transaction are used again by the next one.
int64_t store_counter_take(struct db *db, const char *name, int64_t n, GError **error);

#define OPERATOR_ROW(X)                                                                            \
    X(KEY, id, "id")                                                                               \
    X(TEXT, name, "name")                                                                          \
    X(TEXT, role, "role")                                                                          \
    X(BOOL, active, "active")
RECORD(operator_row, OPERATOR_ROW);
// The active operator of this name, letters of any case: a list of one row or none.
struct list *store_operator(struct db *db, const char *name, GError **error);
struct list *store_operators(struct db *db, GError **error);
int64_t store_operator_add(struct db *db, const char *name, const char *role, GError **error);

#define STATION_ROW(X)                                                                             \
    X(KEY, id, "s.id")                                                                             \
    X(INT, epoch, "s.epoch")                                                                       \
    X(KEY, operator_id, "s.operator_id")                                                           \
    X(KEY, printer_id, "s.printer_id")                                                             \
    X(KEY, site_id, "s.site_id")                                                                   \
    X(BOOL, placed, "CASE WHEN s.site_id IS NULL THEN 0 ELSE 1 END")                               \
    X(TIME, seen_at, "s.seen_at")                                                                  \
    X(TEXT, name, "s.name")                                                                        \
    X(TEXT, screen, "s.screen")                                                                    \
    X(TEXT, draft, "s.draft")                                                                      \
    X(TEXT, operator_name, "o.name")                                                               \
    X(TEXT, warehouse, "(SELECT w.code FROM site w WHERE w.id = s.site_id)")
RECORD(station_row, STATION_ROW);
struct list *store_station(struct db *db, const char *name, GError **error);
struct list *store_stations(struct db *db, GError **error); // all, by name
// SITE: its warehouse, 0 = none yet. It prints on the printer of its name, where there is one.
int64_t store_station_add(struct db *db, const char *name, int64_t site, GError **error);

// Raises the epoch and notes who logged in; returns the new epoch, -1 with *error.
int64_t store_station_login(struct db *db, int64_t station, int64_t operator_id, int64_t now,
                            GError **error);
// The present epoch, -1 with *error.
int64_t store_station_epoch(struct db *db, int64_t station, GError **error);
bool store_station_draft(struct db *db, int64_t station, const char *screen, const char *draft,
                         GError **error);
bool store_station_printer(struct db *db, int64_t station, int64_t printer, GError **error);

// Which site the station stands in.
bool store_station_site(struct db *db, int64_t station, int64_t site, GError **error);

#define IMPORT_NOTE_REST(X)                                                                        \
    X(TEXT, kind, "kind")                                                                          \
    X(TEXT, channel, "channel")                                                                    \
    X(INT, rows, "row_count")                                                                      \
    X(INT, created, "created")                                                                     \
    X(INT, updated, "updated")                                                                     \
    X(TIME, at, "at")
#define IMPORT_NOTE(X)                                                                             \
    X(KEY, id, "id")                                                                               \
    IMPORT_NOTE_REST(X)
RECORD(import_note, IMPORT_NOTE);
bool store_import_note(struct db *db, const struct import_note *note, GError **error);
