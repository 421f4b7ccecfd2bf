// SPDX-License-Identifier: Apache-2.0
// Settings, counters, operators, stations, warehouses.
#pragma once

#include "settings.h"
#include "store.h"

// The stored value of a setting or its default; caller frees. NULL with *error.
char *store_setting(struct db *db, enum setting_id id, GError **error);

// The same as a number; SETTING_NUMBER only. -1 with *error.
int64_t store_setting_number(struct db *db, enum setting_id id, GError **error);
bool store_setting_put(struct db *db, enum setting_id id, const char *value, GError **error);

// The next N numbers of a counter; returns the first of them, 0 with *error. The counter row is
// made on first use. Numbers of a rolled-back transaction are used again by the next one.
int64_t store_counter_take(struct db *db, const char *name, int64_t n, GError **error);

struct operator_row {
    int64_t id;
    const char *name, *role;
    bool active;
};
// The active operator of this name, letters of any case: a list of one row or none.
struct list *store_operator(struct db *db, const char *name, GError **error);
struct list *store_operators(struct db *db, GError **error);
int64_t store_operator_add(struct db *db, const char *name, const char *role, GError **error);

struct station_row {
    int64_t id, epoch, operator_id, printer_id, seen_at;
    const char *name, *screen, *draft, *operator_name;
};
struct list *store_station(struct db *db, const char *name, GError **error);
int64_t store_station_add(struct db *db, const char *name, GError **error);

// Raises the epoch and notes who logged in; returns the new epoch, -1 with *error.
int64_t store_station_login(struct db *db, int64_t station, int64_t operator_id, int64_t now,
                            GError **error);
// The present epoch, -1 with *error.
int64_t store_station_epoch(struct db *db, int64_t station, GError **error);
bool store_station_draft(struct db *db, int64_t station, const char *screen, const char *draft,
                         GError **error);
bool store_station_printer(struct db *db, int64_t station, int64_t printer, GError **error);

int64_t store_warehouse_add(struct db *db, const char *code, const char *name, GError **error);
// The only warehouse there is today, 0 with *error.
int64_t store_warehouse(struct db *db, GError **error);

struct import_note {
    const char *kind, *channel, *file_hash;
    int64_t bytes, rows, created, updated, at;
};
bool store_import_note(struct db *db, const struct import_note *note, GError **error);
