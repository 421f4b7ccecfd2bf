// SPDX-License-Identifier: Apache-2.0
// Recipes of kits.
#pragma once

#include "rows.h"

#define KIT_ROW(X)                                                                                 \
    X(KEY, kit_id, "k.kit_id")                                                                     \
    X(KEY, part_id, "k.part_id")                                                                   \
    X(QTY, per, "k.per")                                                                           \
    X(TEXT, kit, "i.sku")                                                                          \
    X(TEXT, part, "p.sku")                                                                         \
    X(TEXT, name, "p.name")
RECORD(kit_recipe_row, KIT_ROW);

// All recipes, kit by kit.
struct list *store_kits(struct db *db, GError **error);

// Puts a part into a kit, or changes how many; takes it out.
bool store_kit_put(struct db *db, int64_t kit, int64_t part, int64_t per, GError **error);
bool store_kit_drop(struct db *db, int64_t kit, int64_t part, GError **error);
