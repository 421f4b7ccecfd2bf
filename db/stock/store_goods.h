// SPDX-License-Identifier: Apache-2.0
// What lies in stock, apart from how many and where: item, lot, owner, condition, serial.
#pragma once

#include "store.h"

// The day since 1970 from which goods of the lot o (0 = none) may not leave the house, for
// lot_stopped(): a blocked one never may. LOT_SELLS says the same of a DAY.
#define LOT_STOPS "CASE WHEN o.blocked = 1 THEN 1 ELSE coalesce(o.expires_day, 0) END"
#define LOT_SELLS(day)                                                                             \
    "coalesce(o.blocked, 0) = 0 AND (coalesce(o.expires_day, 0) = 0 OR o.expires_day > " day ") "

// Texts may be NULL: no lot, the house's own, good, no serial.
struct goods {
    int64_t item_id;
    const char *lot, *owner, *cond, *serial;
    int64_t expires_day; // of a new lot; days since 1970, 0 = does not expire
};

// The day on which a lot of the goods' item expires: 1 found, 0 no such lot or no lot, -1 *error.
int store_lot_expiry(struct db *db, const struct goods *goods, int64_t *ret_day, GError **error);

// Corrects it to goods->expires_day.
bool store_lot_set_expiry(struct db *db, const struct goods *goods, GError **error);

// The id of goods: 1 found, 0 nobody had such goods yet, -1 *error.
int store_goods_find(struct db *db, const struct goods *goods, int64_t *ret_id, GError **error);

// The same, made where there are none, with their lot and owner; 0 with *error.
int64_t store_goods_make(struct db *db, const struct goods *goods, GError **error);
