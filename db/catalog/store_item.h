// SPDX-License-Identifier: Apache-2.0
// Items and the codes on them.
#pragma once

#include "rows.h"

#define ITEM_WRITTEN(X)                                                                            \
    X(TEXT, name, "name")                                                                          \
    X(MONEY, price, "price")                                                                       \
    X(TEXT, currency, "currency")                                                                  \
    X(GRAMS, weight_g, "weight_g")
#define ITEM_ADDED(X) X(TEXT, sku, "sku") ITEM_WRITTEN(X)
#define ITEM_FOUND(X)                                                                              \
    X(KEY, id, "id")                                                                               \
    X(TEXT, sku, "sku")                                                                            \
    X(GTIN, gtin, "(SELECT min(c.code) FROM item_code c WHERE c.item_id = i.id)")                  \
    ITEM_WRITTEN(X)
// gtin: its first code, "" = none; pack_qty: pieces that the
// scanned code stands for, 1 where found otherwise.
#define ITEM_ROW(X)                                                                                \
    ITEM_FOUND(X)                                                                                  \
    X(QTY, pack_qty, "k.qty")
RECORD(item_row, ITEM_ROW);

// What a scan wants to know of an item.
#define ITEM_SCANNED(X)                                                                            \
    X(KEY, id, "i.id")                                                                             \
    X(TEXT, name, "i.name")                                                                        \
    X(QTY, pack_qty, "k.qty")
RECORD(item_scanned, ITEM_SCANNED);
struct list *store_item_scanned(struct db *db, const char *code, GError **error);
void store_item_scanned_send(struct db *db, const char *code); // announces the read, see db_send()

// Items by id, by SKU, by a code on them (GTINs as 14 digits): lists of one row or none.
struct list *store_item(struct db *db, int64_t id, GError **error);
struct list *store_item_by_sku(struct db *db, const char *sku, GError **error);
struct list *store_item_by_code(struct db *db, const char *code, GError **error);
// Items whose SKU is this one in whatever case of letters; at most 2.
struct list *store_items_by_letters(struct db *db, const char *sku, GError **error);

// Adds or changes, with the words by which it is found; *row->id is 0 for a new one. Returns the
// id, 0 with *error.
int64_t store_item_put(struct db *db, const struct item_row *row, GError **error);

// A code as a file of items brings it.
bool store_item_code_put(struct db *db, const char *code, int64_t item, int64_t qty,
                         GError **error);

// The codes of an item that files brought, but this one.
#define ITEM_CODE_ROW(X) X(TEXT, code, "code") X(GTIN, shown, "code")
RECORD(item_code_row, ITEM_CODE_ROW);
struct list *store_item_codes_of_file(struct db *db, int64_t item, const char *but, GError **error);
bool store_item_code_drop(struct db *db, const char *code, GError **error);

// Gives order lines that came before the item its id; returns how many, -1 with *error. Lines with
// its SKU in other letters are its own where no other item has them, as when an order comes.
int64_t store_item_link_lines(struct db *db, int64_t item, const char *sku, GError **error);
