// SPDX-License-Identifier: Apache-2.0
// Lists that own their text, and the index of all statements.
#include "store.h"

#include <string.h>

#include "i18n.h"

enum { CHUNK = 1024 };

struct list *list_new(size_t row_size)
{
    struct list *list = g_new(struct list, 1);
    list->rows = g_array_new(FALSE, TRUE, (guint)row_size);
    list->text = g_string_chunk_new(CHUNK);
    return list;
}

void list_free(struct list *list)
{
    if (!list)
        return;
    g_array_unref(list->rows);
    g_string_chunk_free(list->text);
    g_free(list);
}

void *list_add(struct list *list)
{
    unsigned size = g_array_get_element_size(list->rows);
    g_array_set_size(list->rows, list->rows->len + 1);
    return list->rows->data + (size_t)size * (list->rows->len - 1);
}

void *list_needed(struct list *list, const char *table, int64_t id, GError **error)
{
    if (list && list_len(list))
        return list->rows->data;
    if (list)
        tote_fail(error, TOTE_DB_DAMAGED, NULL,
                  _("The database is damaged: row %" G_GINT64_FORMAT
                    " of '%s' is missing, which other rows name"),
                  id, table);
    return NULL;
}

const char *list_text(struct list *list, struct db_rows *rows, int column)
{
    const char *text = db_text(rows, column);
    return text && *text ? g_string_chunk_insert(list->text, text) : "";
}

const char *list_gtin(struct list *list, struct db_rows *rows, int column)
{
    const char *text = list_text(list, rows, column);
    return strlen(text) == 14 && *text == '0' ? text + 1 : text;
}

struct list *list_query(struct db *db, const struct sql *sql, struct db_args args, size_t row_size,
                        list_reader read, GError **error)
{
    g_autoptr(db_rows) rows = db_query(db, sql, args, error);
    if (!rows)
        return NULL;
    g_autoptr(rowlist) list = list_new(row_size);
    g_autoptr(GError) failed = NULL;
    while (db_next(rows, &failed))
        read(list, rows, list_add(list));
    if (!failed)
        return g_steal_pointer(&list);
    g_propagate_error(error, g_steal_pointer(&failed));
    return NULL;
}

const struct sql_list *const *db_all_statements(void)
{
    static const struct sql_list *const all[] = {
        &admin_sql,       &codes_sql,       &location_sql,     &item_sql,
        &kit_sql,         &goods_sql,       &stock_sql,        &stock_read_sql,
        &order_sql,       &person_sql,      &line_sql,         &fulfilment_sql,
        &proposal_sql,    &order_read_sql,  &work_sql,         &task_sql,
        &parcel_sql,      &print_sql,       &event_sql,        &ids_sql,
        &payload_sql,     &log_sql,         &compare_sql,      &check_sql,
        &check_stock_sql, &check_floor_sql, &check_orders_sql, &pages_sql,
        &question_sql,    &waiting_sql,     &loss_sql,         &tally_sql,
        &check_tally_sql, &lacks_sql,       &load_sql,         NULL};
    return all;
}
