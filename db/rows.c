// SPDX-License-Identifier: Apache-2.0
// Reading and binding rows by their record.
#include "rows.h"

#include <string.h>

#include "params.h"

void *list_add_record(struct list *list, struct db_rows *rows, const struct record *record)
{
    void *row = list_add(list);
    for (size_t i = 0; i < record->n; i++) {
        int column = (int)i + 1; // the first is the 1 that the others stand behind
        enum field_type type = record->fields[i].type;
        if (field_kept(type) != KEPT_TEXT)
            record_set_number(record, row, i, db_int(rows, column));
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

struct db_args row_args(struct row_values *values, const struct sql *sql,
                        const struct record *record, const void *row)
{
    struct param params[MAX_ROW_VALUES];
    size_t n = params_list(sql->text, params, MAX_ROW_VALUES);
    for (size_t i = 0; i < n; i++) {
        int field = record_find(record, params[i].name, params[i].length);
        if (field < 0)
            g_error("%s: %s has no field %.*s", sql->name, record->name, (int)params[i].length,
                    params[i].name);
        values->values[i] = value_of(record, row, (size_t)field);
    }
    return (struct db_args){values->values, (int)n};
}
