// SPDX-License-Identifier: Apache-2.0
// Items and the codes on them.
#include "store_item.h"

#include "text_words.h"

RECORD_DEFINE(item_row, ITEM_ROW);
RECORD_DEFINE(item_scanned, ITEM_SCANNED);
RECORD_DEFINE(item_code_row, ITEM_CODE_ROW);

enum {
    ITEM_BY_ID,
    ITEM_BY_SKU,
    ITEM_BY_LETTERS,
    ITEM_BY_CODE,
    ITEM_SCANNED_CODE,
    ITEM_ADD,
    ITEM_CHANGE,
    WORDS_DROP,
    WORD_ADD,
    CODE_PUT,
    CODES_OF_FILE,
    CODE_DROP,
    LINK_LINES,
};

// By a code on it an item also says for how many pieces the code stands; else it is 1.
#define ITEMS_FROM RECORD_SELECT(ITEM_FOUND) ", 1 FROM item i "

#define SELECT_ITEM RECORD_SELECT(ITEM_ROW)

static const struct sql sql[] = {
    [ITEM_BY_ID] = {"item.by_id", ITEMS_FROM "WHERE i.id = $1"},
    [ITEM_BY_SKU] = {"item.by_sku", ITEMS_FROM "WHERE i.sku = $1"},
    [ITEM_BY_LETTERS] = {"item.by_letters", ITEMS_FROM "WHERE upper(i.sku) = upper($1) ORDER BY "
                                                       "i.id LIMIT 2"},
    [ITEM_BY_CODE] = {"item.by_code", SELECT_ITEM
                      "FROM item_code k JOIN item i ON i.id = k.item_id WHERE k.code = $1"},
    [ITEM_SCANNED_CODE] =
        {"item.scanned",
         RECORD_SELECT(
             ITEM_SCANNED) "FROM item_code k JOIN item i ON i.id = k.item_id WHERE k.code = $1"},
    [ITEM_ADD] = {"item.add", RECORD_INSERT("item", "id", ITEM_ADDED)},
    [ITEM_CHANGE] = {"item.change",
                     RECORD_UPDATE("item", "sku", ITEM_WRITTEN) "WHERE id = :id RETURNING id"},
    [WORDS_DROP] = {"item.words_drop", "DELETE FROM item_word WHERE item_id = $1"},
    [WORD_ADD] = {"item.word_add", "INSERT INTO item_word (item_id, word) VALUES ($1, $2)"},
    [CODE_PUT] = {"item.code_put",
                  "INSERT INTO item_code (code, item_id, qty, of_file) VALUES ($1, $2, $3, 1)"},
    [CODES_OF_FILE] = {"item.codes_of_file",
                       RECORD_SELECT(ITEM_CODE_ROW) "FROM item_code WHERE item_id = $1 AND code <> "
                                                    "$2 AND of_file = 1 ORDER BY code"},
    [CODE_DROP] = {"item.code_drop", "DELETE FROM item_code WHERE code = $1"},
    [LINK_LINES] = {"item.link_lines",
                    "UPDATE order_line SET item_id = $1 WHERE upper(sku) = upper($2) AND item_id "
                    "IS NULL AND (sku = $2 OR NOT EXISTS (SELECT 1 FROM item o WHERE upper(o.sku) "
                    "= upper($2) AND o.id <> $1)) "
                    "AND EXISTS (SELECT 1 FROM line_kind k WHERE k.code = order_line.kind AND "
                    "k.goods = 1)"},
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

struct list *store_items_by_letters(struct db *db, const char *sku, GError **error)
{
    return list_records(db, &sql[ITEM_BY_LETTERS], DB_ARGS(tval(sku)), &item_row_record, error);
}

struct list *store_item_by_code(struct db *db, const char *code, GError **error)
{
    return list_records(db, &sql[ITEM_BY_CODE], DB_ARGS(tval(code)), &item_row_record, error);
}

struct list *store_item_scanned(struct db *db, const char *code, GError **error)
{
    return list_records(db, &sql[ITEM_SCANNED_CODE], DB_ARGS(tval(code)), &item_scanned_record,
                        error);
}

void store_item_scanned_send(struct db *db, const char *code)
{
    db_send(db, &sql[ITEM_SCANNED_CODE], DB_ARGS(tval(code)));
}

// Writes a row; returns its id, 0 with *error.
static int64_t put(struct db *db, const struct sql *statement, const struct record *record,
                   const void *row, GError **error)
{
    int64_t id = 0;
    return db_get(db, statement, &id, ROW_ARGS(statement, record, row), error) == 1 ? id : 0;
}

static int64_t put_row(struct db *db, const struct item_row *row, GError **error)
{
    struct item_row written = *row;
    if (row->id)
        return put(db, &sql[ITEM_CHANGE], &item_row_record, row, error);
    written.id = db_new_id(db, "item", error);
    return written.id &&
                   db_queue(db, &sql[ITEM_ADD],
                            ROW_ARGS(&sql[ITEM_ADD], &item_row_record, &written), 1, NULL, error)
               ? written.id
               : 0;
}

static bool put_words(struct db *db, int64_t id, const struct item_row *row, GError **error)
{
    g_autofree char *text = g_strdup_printf("%s %s", row->sku, row->name);
    g_autoptr(GPtrArray) words = text_words(text);
    if (row->id && db_run(db, &sql[WORDS_DROP], DB_ARGS(ival(id)), error) < 0)
        return false;
    for (unsigned i = 0; i < words->len; i++)
        if (!db_queue(db, &sql[WORD_ADD], DB_ARGS(ival(id), tval(words->pdata[i])), 1, NULL, error))
            return false;
    return true;
}

int64_t store_item_put(struct db *db, const struct item_row *row, GError **error)
{
    int64_t id = put_row(db, row, error);
    return id && put_words(db, id, row, error) ? id : 0;
}

bool store_item_code_put(struct db *db, const char *code, int64_t item, int64_t qty, GError **error)
{
    return db_run(db, &sql[CODE_PUT], DB_ARGS(tval(code), ival(item), ival(qty)), error) == 1;
}

struct list *store_item_codes_of_file(struct db *db, int64_t item, const char *but, GError **error)
{
    return list_records(db, &sql[CODES_OF_FILE], DB_ARGS(ival(item), tval(but)),
                        &item_code_row_record, error);
}

bool store_item_code_drop(struct db *db, const char *code, GError **error)
{
    return db_run(db, &sql[CODE_DROP], DB_ARGS(tval(code)), error) == 1;
}

int64_t store_item_link_lines(struct db *db, int64_t item, const char *sku, GError **error)
{
    return db_run(db, &sql[LINK_LINES], DB_ARGS(ival(item), tval(sku)), error);
}
