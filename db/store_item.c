// SPDX-License-Identifier: Apache-2.0
// Items, the codes on them, and places.
#include "store_item.h"

#include "i18n.h"

RECORD_DEFINE(item_row, ITEM_ROW);
RECORD_DEFINE(place_row, PLACE_ROW);

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

// By a code on it an item also says for how many pieces the code stands; else it is 1.
#define ITEMS_FROM RECORD_SELECT(ITEM_FOUND) ", 1 FROM item i "
#define PLACES_FROM RECORD_SELECT(PLACE_ROW) "FROM place "

#define SELECT_ITEM RECORD_SELECT(ITEM_ROW)

static const struct sql sql[] = {
    [ITEM_BY_ID] = {"item.by_id", ITEMS_FROM "WHERE i.id = $1"},
    [ITEM_BY_SKU] = {"item.by_sku", ITEMS_FROM "WHERE i.sku = $1"},
    [ITEM_BY_CODE] = {"item.by_code", SELECT_ITEM
                      "FROM item_code k JOIN item i ON i.id = k.item_id WHERE k.code = $1"},
    // Ranges instead of LIKE: both engines can use the index for them whatever is typed.
    [ITEMS_LIKE] =
        {"item.like", ITEMS_FROM
         "WHERE i.id IN (SELECT a.id FROM item a WHERE a.sku >= $1 AND a.sku < $2 UNION SELECT "
         "b.id FROM item b WHERE b.fold >= $3 AND b.fold < $4) ORDER BY i.sku LIMIT $5"},
    [ITEM_ADD] = {"item.add", RECORD_INSERT("item", "sku", ITEM_WRITTEN) "RETURNING id"},
    [ITEM_CHANGE] = {"item.change",
                     RECORD_UPDATE("item", "sku", ITEM_WRITTEN) "WHERE id = :id RETURNING id"},
    [CODE_PUT] = {"item.code_put",
                  "INSERT INTO item_code (code, item_id, qty) VALUES ($1, $2, $3)"},
    [LINK_LINES] = {"item.link_lines",
                    "UPDATE order_line SET item_id = $1 WHERE sku = $2 AND item_id IS NULL "
                    "AND kind = 'goods'"},
    [PLACE_BY_CODE] = {"place.by_code", PLACES_FROM "WHERE code = $1 ORDER BY id LIMIT 1"},
    [PLACE_BY_ID] = {"place.by_id", PLACES_FROM "WHERE id = $1"},
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
                   RECORD_INSERT("place", "warehouse_id", PLACE_WRITTEN) "RETURNING id"},
    [PLACE_CHANGE] = {"place.change", RECORD_UPDATE("place", "warehouse_id",
                                                    PLACE_WRITTEN) "WHERE id = :id RETURNING id"},
};

const struct sql_list item_sql = {"item", sql, G_N_ELEMENTS(sql)};

struct list *store_item(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[ITEM_BY_ID], DB_ARGS(ival(id)), &item_row_record, error);
}

struct list *store_item_by_sku(struct db *db, const char *sku, GError **error)
{
    return list_records(db, &sql[ITEM_BY_SKU], DB_ARGS(tval(sku)), &item_row_record, error);
}

struct list *store_item_by_code(struct db *db, const char *code, GError **error)
{
    return list_records(db, &sql[ITEM_BY_CODE], DB_ARGS(tval(code)), &item_row_record, error);
}

struct list *store_items_like(struct db *db, const char *text, const char *fold, int64_t n,
                              GError **error)
{
    // The end of the range: the prefix with the highest character behind it.
    g_autofree char *text_end = g_strconcat(text, "\U0010FFFD", NULL);
    g_autofree char *fold_end = g_strconcat(fold, "\U0010FFFD", NULL);
    return list_records(db, &sql[ITEMS_LIKE],
                        DB_ARGS(tval(text), tval(text_end), tval(fold), tval(fold_end), ival(n)),
                        &item_row_record, error);
}

// Writes a row; returns its id, 0 with *error.
static int64_t put(struct db *db, const struct sql *statement, const struct record *record,
                   const void *row, GError **error)
{
    int64_t id = 0;
    return db_get(db, statement, &id, ROW_ARGS(statement, record, row), error) == 1 ? id : 0;
}

int64_t store_item_put(struct db *db, const struct item_row *row, const char *fold, GError **error)
{
    struct item_row written = *row;
    written.fold = fold;
    return put(db, &sql[row->id ? ITEM_CHANGE : ITEM_ADD], &item_row_record, &written, error);
}

bool store_item_code_put(struct db *db, const char *code, int64_t item, int64_t qty, GError **error)
{
    return db_run(db, &sql[CODE_PUT], DB_ARGS(tval(code), ival(item), ival(qty)), error) == 1;
}

int64_t store_item_link_lines(struct db *db, int64_t item, const char *sku, GError **error)
{
    return db_run(db, &sql[LINK_LINES], DB_ARGS(ival(item), tval(sku)), error);
}

struct list *store_place_by_code(struct db *db, const char *code, GError **error)
{
    return list_records(db, &sql[PLACE_BY_CODE], DB_ARGS(tval(code)), &place_row_record, error);
}

struct list *store_place(struct db *db, int64_t id, GError **error)
{
    return list_records(db, &sql[PLACE_BY_ID], DB_ARGS(ival(id)), &place_row_record, error);
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
    return put(db, &sql[row->id ? PLACE_CHANGE : PLACE_ADD], &place_row_record, row, error);
}
