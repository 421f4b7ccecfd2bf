// SPDX-License-Identifier: Apache-2.0
// Items, the codes on them, and places.
#pragma once

#include "store.h"

struct item_row {
    int64_t id, price, weight_g;
    const char *sku, *name, *currency;
    int64_t pack_qty; // pieces that the scanned code stands for; 1 where found otherwise
    const char *gtin; // its first code, "" = none
};

// Items by id, by SKU, by a code on them (GTINs as 14 digits): lists of one row or none.
struct list *store_item(struct db *db, int64_t id, GError **error);
struct list *store_item_by_sku(struct db *db, const char *sku, GError **error);
struct list *store_item_by_code(struct db *db, const char *code, GError **error);

// Up to N items whose SKU begins with TEXT or whose folded name begins with FOLD.
struct list *store_items_like(struct db *db, const char *text, const char *fold, int64_t n,
                              GError **error);

// Adds or changes; *row->id is 0 for a new one. Returns the id, 0 with *error.
int64_t store_item_put(struct db *db, const struct item_row *row, const char *fold, GError **error);
bool store_item_code_put(struct db *db, const char *code, int64_t item, int64_t qty,
                         GError **error);

// Gives order lines that came before the item its id; returns how many, -1 with *error.
int64_t store_item_link_lines(struct db *db, int64_t item, const char *sku, GError **error);

struct place_row {
    int64_t id, warehouse_id, walk;
    const char *code, *zone, *kind, *check, *warehouse;
    bool blocked;
};

// Places by code or id (one row or none); the place of a kind with the lowest id
// in the warehouse.
struct list *store_place_by_code(struct db *db, const char *code, GError **error);
struct list *store_place(struct db *db, int64_t id, GError **error);
int64_t store_place_of_kind(struct db *db, const char *kind, GError **error);
// The place of a kind in the warehouse of another place, the one with the lowest id.
int64_t store_place_beside(struct db *db, int64_t place, const char *kind, GError **error);
int64_t store_place_put(struct db *db, const struct place_row *row, GError **error);
