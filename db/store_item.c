// SPDX-License-Identifier: Apache-2.0
// Items, the codes on them, and places.
#include "store_item.h"

#include "i18n.h"

enum {
    ITEM_BY_ID,
    ITEM_BY_SKU,
    ITEM_BY_CODE,
    ITEMS_LIKE,
    ITEM_ADD,
    ITEM_CHANGE,
    CODE_PUT,
    LINK_LINES,
    PLACE_BY_CODE,
    PLACE_BY_ID,
    PLACE_OF_KIND,
    PLACE_BESIDE,
    PLACE_ADD,
    PLACE_CHANGE,
};

#define ITEM_COLUMNS                                                                               \
    "SELECT i.id, i.price, i.weight_g, i.sku, i.name, i.currency, "                                \
    "(SELECT min(c.code) FROM item_code c WHERE c.item_id = i.id), "
#define PLACE_COLUMNS                                                                              \
    "SELECT p.id, p.warehouse_id, p.walk, p.code, p.zone, p.kind, p.check_digits, p.blocked, "     \
    "w.code FROM place p JOIN warehouse w ON w.id = p.warehouse_id "

static const struct sql sql[] = {
    [ITEM_BY_ID] = {"item.by_id", ITEM_COLUMNS "1 FROM item i WHERE i.id = $1"},
    [ITEM_BY_SKU] = {"item.by_sku", ITEM_COLUMNS "1 FROM item i WHERE i.sku = $1"},
    [ITEM_BY_CODE] = {"item.by_code", ITEM_COLUMNS "k.qty FROM item_code k "
                                                   "JOIN item i ON i.id = k.item_id "
                                                   "WHERE k.code = $1"},
    // Ranges instead of LIKE: both engines can use the index for them whatever is typed.
    [ITEMS_LIKE] = {"item.like", ITEM_COLUMNS
                    "1 FROM item i WHERE i.id IN "
                    "(SELECT a.id FROM item a WHERE a.sku >= $1 AND a.sku < $2 "
                    "UNION SELECT b.id FROM item b WHERE b.fold >= $3 AND b.fold < $4) "
                    "ORDER BY i.sku LIMIT $5"},
    [ITEM_ADD] = {"item.add", "INSERT INTO item (sku, name, fold, price, currency, weight_g) "
                              "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"},
    [ITEM_CHANGE] = {"item.change",
                     "UPDATE item SET sku = $1, name = $2, fold = $3, price = $4, currency = $5, "
                     "weight_g = $6 WHERE id = $7 RETURNING id"},
    [CODE_PUT] = {"item.code_put",
                  "INSERT INTO item_code (code, item_id, qty) VALUES ($1, $2, $3)"},
    [LINK_LINES] = {"item.link_lines",
                    "UPDATE order_line SET item_id = $1 WHERE sku = $2 AND item_id IS NULL "
                    "AND kind = 'goods'"},
    [PLACE_BY_CODE] = {"place.by_code", PLACE_COLUMNS "WHERE p.code = $1 ORDER BY p.id LIMIT 1"},
    [PLACE_BY_ID] = {"place.by_id", PLACE_COLUMNS "WHERE p.id = $1"},
    [PLACE_OF_KIND] = {"place.of_kind",
                       "SELECT p.id FROM place p WHERE p.kind = $1 AND p.warehouse_id = "
                       "(SELECT w.id FROM warehouse w ORDER BY w.id LIMIT 1) "
                       "ORDER BY p.id LIMIT 1"},
    // The smallest id as a subquery: for ORDER BY … LIMIT 1 of the join PostgreSQL walks the places
    // by id until one fits.
    [PLACE_BESIDE] = {"place.beside",
                      "SELECT x.id FROM (SELECT (SELECT min(b.id) FROM place b "
                      "WHERE b.warehouse_id = p.warehouse_id AND b.kind = $2) AS id "
                      "FROM place p WHERE p.id = $1) x WHERE x.id IS NOT NULL"},
    [PLACE_ADD] = {"place.add",
                   "INSERT INTO place (warehouse_id, code, zone, kind, walk, check_digits) "
                   "VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"},
    [PLACE_CHANGE] = {"place.change",
                      "UPDATE place SET warehouse_id = $1, code = $2, zone = $3, kind = $4, "
                      "walk = $5, check_digits = $6 WHERE id = $7 RETURNING id"},
};

const struct sql_list item_sql = {"item", sql, G_N_ELEMENTS(sql)};

static void read_item(struct list *list, struct db_rows *rows, void *data)
{
    struct item_row *row = data;
    *row = (struct item_row){
        .id = db_int(rows, 0),
        .price = db_int(rows, 1),
        .weight_g = db_int(rows, 2),
        .sku = list_text(list, rows, 3),
        .name = list_text(list, rows, 4),
        .currency = list_text(list, rows, 5),
        .gtin = list_gtin(list, rows, 6),
        .pack_qty = db_int(rows, 7),
    };
}

struct list *store_item(struct db *db, int64_t id, GError **error)
{
    return list_query(db, &sql[ITEM_BY_ID], DB_ARGS(ival(id)), sizeof(struct item_row), read_item,
                      error);
}

struct list *store_item_by_sku(struct db *db, const char *sku, GError **error)
{
    return list_query(db, &sql[ITEM_BY_SKU], DB_ARGS(tval(sku)), sizeof(struct item_row), read_item,
                      error);
}

struct list *store_item_by_code(struct db *db, const char *code, GError **error)
{
    return list_query(db, &sql[ITEM_BY_CODE], DB_ARGS(tval(code)), sizeof(struct item_row),
                      read_item, error);
}

struct list *store_items_like(struct db *db, const char *text, const char *fold, int64_t n,
                              GError **error)
{
    // The end of the range: the prefix with the highest character behind it.
    g_autofree char *text_end = g_strconcat(text, "\U0010FFFD", NULL);
    g_autofree char *fold_end = g_strconcat(fold, "\U0010FFFD", NULL);
    return list_query(db, &sql[ITEMS_LIKE],
                      DB_ARGS(tval(text), tval(text_end), tval(fold), tval(fold_end), ival(n)),
                      sizeof(struct item_row), read_item, error);
}

int64_t store_item_put(struct db *db, const struct item_row *row, const char *fold, GError **error)
{
    int64_t id = 0;
    const struct db_value values[] = {tval(row->sku),   tval(row->name),     tval(fold),
                                      ival(row->price), tval(row->currency), ival(row->weight_g),
                                      ival(row->id)};
    struct db_args args = {values, row->id ? 7 : 6};
    const struct sql *statement = &sql[row->id ? ITEM_CHANGE : ITEM_ADD];
    return db_get(db, statement, &id, args, error) == 1 ? id : 0;
}

bool store_item_code_put(struct db *db, const char *code, int64_t item, int64_t qty, GError **error)
{
    return db_run(db, &sql[CODE_PUT], DB_ARGS(tval(code), ival(item), ival(qty)), error) == 1;
}

int64_t store_item_link_lines(struct db *db, int64_t item, const char *sku, GError **error)
{
    return db_run(db, &sql[LINK_LINES], DB_ARGS(ival(item), tval(sku)), error);
}

static void read_place(struct list *list, struct db_rows *rows, void *data)
{
    struct place_row *row = data;
    *row = (struct place_row){
        .id = db_int(rows, 0),
        .warehouse_id = db_int(rows, 1),
        .walk = db_int(rows, 2),
        .code = list_text(list, rows, 3),
        .zone = list_text(list, rows, 4),
        .kind = list_text(list, rows, 5),
        .check = list_text(list, rows, 6),
        .blocked = db_int(rows, 7) == 1,
        .warehouse = list_text(list, rows, 8),
    };
}

struct list *store_place_by_code(struct db *db, const char *code, GError **error)
{
    return list_query(db, &sql[PLACE_BY_CODE], DB_ARGS(tval(code)), sizeof(struct place_row),
                      read_place, error);
}

struct list *store_place(struct db *db, int64_t id, GError **error)
{
    return list_query(db, &sql[PLACE_BY_ID], DB_ARGS(ival(id)), sizeof(struct place_row),
                      read_place, error);
}

static bool need_place(int found, const char *kind, GError **error)
{
    return found == 1 || (!found && tote_fail(error, TOTE_NOT_FOUND, "place",
                                              _("The warehouse has no place of kind '%s'"), kind));
}

int64_t store_place_of_kind(struct db *db, const char *kind, GError **error)
{
    int64_t id = 0;
    int found = db_get(db, &sql[PLACE_OF_KIND], &id, DB_ARGS(tval(kind)), error);
    return need_place(found, kind, error) ? id : 0;
}

int64_t store_place_beside(struct db *db, int64_t place, const char *kind, GError **error)
{
    int64_t id = 0;
    int found = db_get(db, &sql[PLACE_BESIDE], &id, DB_ARGS(ival(place), tval(kind)), error);
    return need_place(found, kind, error) ? id : 0;
}

int64_t store_place_put(struct db *db, const struct place_row *row, GError **error)
{
    int64_t id = 0;
    const struct db_value values[] = {
        ival(row->warehouse_id), tval(row->code),  tval(row->zone), tval(row->kind),
        ival(row->walk),         tval(row->check), ival(row->id)};
    struct db_args args = {values, row->id ? 7 : 6};
    const struct sql *statement = &sql[row->id ? PLACE_CHANGE : PLACE_ADD];
    return db_get(db, statement, &id, args, error) == 1 ? id : 0;
}
