// SPDX-License-Identifier: Apache-2.0
// Reading and binding rows by their record.
#include "rows.h"

#include <string.h>

#include "params.h"

void *list_add_record(struct list *list, struct db_rows *rows, const struct record *record)
{
    void *row = list_add(list);
    int columns = db_columns(rows);
    for (size_t i = 0; i < record->n; i++) {
        int column = (int)i + 1; // the first is the 1 that the others stand behind
        bool read = column < columns;
        enum field_type type = record->fields[i].type;
        if (field_kept(type) != KEPT_TEXT)
            record_set_number(record, row, i, read ? db_int(rows, column) : 0);
        else if (!read)
            record_set_text(record, row, i, "");
        else if (type == FIELD_GTIN)
            record_set_text(record, row, i, list_gtin(list, rows, column));
        else
            record_set_text(record, row, i, list_text(list, rows, column));
    }
    return row;
}

struct list *list_records(struct db *db, const struct sql *sql, struct db_args args,
                          const struct record *record, GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, sql, args, error);
    if (!rows)
        return NULL;
    g_autoptr(rowlist) list = list_new(record_size(record));
    g_autoptr(GError) failed = NULL;
    while (db_next(rows, &failed))
        list_add_record(list, rows, record);
    if (!failed)
        return g_steal_pointer(&list);
    g_propagate_error(error, g_steal_pointer(&failed));
    return NULL;
}

// Adds the rows of one call to LIST.
static bool add_rows(struct list *list, struct db *db, const struct sql *sql, struct db_args args,
                     const struct record *record, GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, sql, args, error);
    GError *failed = NULL;
    while (rows && db_next(rows, &failed))
        list_add_record(list, rows, record);
    if (failed)
        g_propagate_error(error, failed);
    return rows && !failed;
}

struct list *list_by_texts(struct db *db, const struct sql *sql, const char *const *keys, size_t n,
                           const char *last, const struct record *record, GError **error)
{
    g_autoptr(rowlist) list = list_new(record_size(record));
    struct db_value values[TEXTS_AT_ONCE + 1] = {[TEXTS_AT_ONCE] = tval(last)};
    for (size_t at = 0; at < n; at += TEXTS_AT_ONCE) {
        for (size_t i = 0; i < TEXTS_AT_ONCE; i++)
            values[i] = tval(at + i < n ? keys[at + i] : NULL); // NULL is equal to nothing
        struct db_args args = {values, TEXTS_AT_ONCE + (last != NULL)};
        if (!add_rows(list, db, sql, args, record, error))
            return NULL;
    }
    return g_steal_pointer(&list);
}

static struct db_value value_of(const struct record *record, const void *row, size_t i)
{
    enum field_type type = record->fields[i].type;
    if (field_kept(type) == KEPT_TEXT) {
        const char *text = record_text(record, row, i);
        return tval(text ? text : "");
    }
    int64_t number = record_number(record, row, i);
    return field_is_id(type) ? idval(number) : ival(number);
}

// Which field each parameter of a statement is.
struct places {
    const char *text;
    const struct record *record;
    size_t n;
    uint8_t fields[MAX_ROW_VALUES];
};

static struct places *find_places(const struct sql *sql, const struct record *record)
{
    struct param params[MAX_ROW_VALUES];
    struct places *places = g_new(struct places, 1);
    places->text = sql->text;
    places->record = record;
    places->n = params_list(sql->text, params, MAX_ROW_VALUES);
    for (size_t i = 0; i < places->n; i++) {
        int field = record_find(record, params[i].name, params[i].length);
        if (field < 0 || field > UINT8_MAX)
            g_error("%s: %s has no field %.*s", sql->name, record->name, (int)params[i].length,
                    params[i].name);
        places->fields[i] = (uint8_t)field;
    }
    return places;
}

G_LOCK_DEFINE_STATIC(known_places);

// The text of a statement is read once in the life of the program.
static const struct places *places_of(const struct sql *sql, const struct record *record)
{
    static GHashTable *known; // const struct sql * -> struct places *
    G_LOCK(known_places);
    if (!known)
        known = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    struct places *places = g_hash_table_lookup(known, sql);
    if (!places || places->text != sql->text || places->record != record) {
        places = find_places(sql, record);
        g_hash_table_insert(known, (void *)sql, places);
    }
    G_UNLOCK(known_places);
    return places;
}

struct db_args row_args(struct row_values *values, const struct sql *sql,
                        const struct record *record, const void *row)
{
    const struct places *places = places_of(sql, record);
    for (size_t i = 0; i < places->n; i++)
        values->values[i] = value_of(record, row, places->fields[i]);
    return (struct db_args){values->values, (int)places->n};
}
