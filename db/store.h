// SPDX-License-Identifier: Apache-2.0
// What all stores share: lists of rows that own their text, and the list of all statements.
#pragma once

#include "db.h"

// Rows of one struct type read from the database. Their text lives as long as the list.
struct list {
    GArray *rows;
    GStringChunk *text;
};
typedef struct list rowlist;

struct list *list_new(size_t row_size);
void list_free(struct list *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(rowlist, list_free)

// The I-th row as TYPE; the number of rows.
#define list_at(list, type, i) (&g_array_index((list)->rows, type, (i)))
#define list_len(list) ((list)->rows->len)

// The first row of what was read by the ID of a row of TABLE that another row names. NULL with
// *error where LIST is NULL (its error is there already), or empty: then the database is damaged.
void *list_needed(struct list *list, const char *table, int64_t id, GError **error);

// Adds a zeroed row and returns it; valid until the next add.
void *list_add(struct list *list);

// A column's text kept by the list; "" for NULL.
const char *list_text(struct list *list, struct db_rows *rows, int column);

// A column with a GTIN of 14 digits, as people know it: 13 digits where the first is 0.
const char *list_gtin(struct list *list, struct db_rows *rows, int column);

// Reads a query into a list: READ fills one row from the present record. NULL with *error.
typedef void (*list_reader)(struct list *list, struct db_rows *rows, void *row);
struct list *list_query(struct db *db, const struct sql *sql, struct db_args args, size_t row_size,
                        list_reader read, GError **error);

// Every statement of every store; ends with NULL. Tests prepare all of them on both engines.
const struct sql_list *const *db_all_statements(void);

extern const struct sql_list admin_sql, codes_sql, location_sql, item_sql, kit_sql, goods_sql,
    stock_sql, stock_read_sql, order_sql, person_sql, line_sql, fulfilment_sql, proposal_sql,
    order_read_sql, work_sql, task_sql, parcel_sql, print_sql, event_sql, ids_sql, payload_sql,
    log_sql, compare_sql, check_sql, check_stock_sql, check_floor_sql, check_orders_sql, pages_sql,
    question_sql, waiting_sql, loss_sql, lacks_sql, load_sql;
