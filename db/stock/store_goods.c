// SPDX-License-Identifier: Apache-2.0
// What lies in stock, apart from how many and where: item, lot, owner, condition, serial.
#include "store_goods.h"

#include "i18n.h"

enum { OWNER_FIND, OWNER_ADD, LOT_FIND, LOT_ADD, LOT_EXPIRY, LOT_EXPIRES, FIND, ADD };

static const struct sql sql[] = {
    [OWNER_FIND] = {"owner.find", "SELECT id FROM owner WHERE code = $1"},
    [OWNER_ADD] = {"owner.add", "INSERT INTO owner (id, code, name) VALUES ($1, $2, $2)"},
    [LOT_FIND] = {"lot.find", "SELECT id FROM lot WHERE item_id = $1 AND code = $2"},
    [LOT_ADD] = {"lot.add",
                 "INSERT INTO lot (id, item_id, code, expires_day) VALUES ($1, $2, $3, $4)"},
    [LOT_EXPIRY] = {"lot.expiry", "SELECT expires_day FROM lot WHERE item_id = $1 AND code = $2"},
    [LOT_EXPIRES] = {"lot.expires",
                     "UPDATE lot SET expires_day = $3 WHERE item_id = $1 AND code = $2"},
    [FIND] = {"goods.find", "SELECT id FROM goods WHERE item_id = $1 AND coalesce(lot_id, 0) = $2 "
                            "AND owner_id = $3 AND cond = $4 AND serial = $5"},
    [ADD] = {"goods.add", "INSERT INTO goods (id, item_id, lot_id, owner_id, cond, serial) "
                          "VALUES ($1, $2, $3, $4, $5, $6)"},
};

const struct sql_list goods_sql = {"goods", sql, G_N_ELEMENTS(sql)};

// The columns of a row of goods.
struct what {
    int64_t lot_id, owner_id;
    const char *cond, *serial;
};

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

// Each: 1 found or made, 0 there is none, -1 with *error.

static int find_lot(struct db *db, const struct goods *goods, bool make, int64_t *ret_id,
                    GError **error)
{
    *ret_id = 0;
    if (!*or_empty(goods->lot))
        return 1;
    struct db_args key = DB_ARGS(ival(goods->item_id), tval(goods->lot));
    int found = db_get(db, &sql[LOT_FIND], ret_id, key, error);
    if (found || !make)
        return found;
    *ret_id = db_new_id(db, "lot", error);
    bool ok = *ret_id && db_queue(db, &sql[LOT_ADD],
                                  DB_ARGS(ival(*ret_id), ival(goods->item_id), tval(goods->lot),
                                          ival(goods->expires_day)),
                                  1, NULL, error);
    return ok ? 1 : -1;
}

static int find_owner(struct db *db, const struct goods *goods, bool make, int64_t *ret_id,
                      GError **error)
{
    *ret_id = 1; // the house
    if (!*or_empty(goods->owner))
        return 1;
    int found = db_get(db, &sql[OWNER_FIND], ret_id, DB_ARGS(tval(goods->owner)), error);
    if (found || !make)
        return found;
    *ret_id = db_new_id(db, "owner", error);
    bool ok = *ret_id && db_queue(db, &sql[OWNER_ADD], DB_ARGS(ival(*ret_id), tval(goods->owner)),
                                  1, NULL, error);
    return ok ? 1 : -1;
}

static int find(struct db *db, const struct goods *goods, bool make, struct what *ret_what,
                int64_t *ret_id, GError **error)
{
    *ret_what = (struct what){.cond = goods->cond && *goods->cond ? goods->cond : "good",
                              .serial = or_empty(goods->serial)};
    int known = find_lot(db, goods, make, &ret_what->lot_id, error);
    if (known == 1)
        known = find_owner(db, goods, make, &ret_what->owner_id, error);
    if (known != 1)
        return known;
    return db_get(db, &sql[FIND], ret_id,
                  DB_ARGS(ival(goods->item_id), ival(ret_what->lot_id), ival(ret_what->owner_id),
                          tval(ret_what->cond), tval(ret_what->serial)),
                  error);
}

int store_lot_expiry(struct db *db, const struct goods *goods, int64_t *ret_day, GError **error)
{
    if (!*or_empty(goods->lot))
        return 0;
    return db_get(db, &sql[LOT_EXPIRY], ret_day, DB_ARGS(ival(goods->item_id), tval(goods->lot)),
                  error);
}

bool store_lot_set_expiry(struct db *db, const struct goods *goods, GError **error)
{
    return db_run_one(db, &sql[LOT_EXPIRES], _("The lot"),
                      DB_ARGS(ival(goods->item_id), tval(goods->lot), ival(goods->expires_day)),
                      error);
}

int store_goods_find(struct db *db, const struct goods *goods, int64_t *ret_id, GError **error)
{
    struct what what;
    return find(db, goods, false, &what, ret_id, error);
}

int64_t store_goods_make(struct db *db, const struct goods *goods, GError **error)
{
    struct what what;
    int64_t id = 0;
    int known = find(db, goods, true, &what, &id, error);
    if (known)
        return known == 1 ? id : 0;
    id = db_new_id(db, "goods", error);
    return id && db_queue(db, &sql[ADD],
                          DB_ARGS(ival(id), ival(goods->item_id), idval(what.lot_id),
                                  ival(what.owner_id), tval(what.cond), tval(what.serial)),
                          1, NULL, error)
               ? id
               : 0;
}
