// SPDX-License-Identifier: Apache-2.0
// Rows between structs and statements, by the list of their fields (record.h).
#pragma once

#include "record.h"
#include "store.h"

// Parts of statements made from a list. A list cannot leave out the comma before its first column,
// so something else stands there: 1 in a query, and FIRST, a column with a member of the same
// name, in what is written. Parameters are called as the members.
//   RECORD_SELECT(LIST)                SELECT 1, code, length_mm
//   RECORD_RETURN(LIST)                RETURNING 1, code, length_mm
//   RECORD_INSERT("t", "first", LIST)  INSERT INTO t (first, code) VALUES (:first, :code)
//   RECORD_UPDATE("t", "first", LIST)  UPDATE t SET first = :first, code = :code
//   RECORD_UPSERT("t", "first", LIST)  INSERT … ON CONFLICT (first) DO UPDATE SET …
#define RECORD_NAME(type, name, column) ", " column
#define RECORD_VALUE(type, name, column) ", :" #name
#define RECORD_SET(type, name, column) ", " column " = :" #name
#define RECORD_TAKE(type, name, column) ", " column " = excluded." column
#define RECORD_SELECT(LIST) "SELECT 1" LIST(RECORD_NAME) " "
#define RECORD_RETURN(LIST) "RETURNING 1" LIST(RECORD_NAME)
#define RECORD_INSERT(table, first, LIST)                                                          \
    "INSERT INTO " table " (" first LIST(RECORD_NAME) ") VALUES (:" first LIST(RECORD_VALUE) ") "
#define RECORD_UPDATE(table, first, LIST)                                                          \
    "UPDATE " table " SET " first " = :" first LIST(RECORD_SET) " "
#define RECORD_UPSERT(table, first, LIST)                                                          \
    RECORD_INSERT(table, first, LIST)                                                              \
    "ON CONFLICT (" first ") DO UPDATE SET " first " = excluded." first LIST(RECORD_TAKE) " "

// Reads a query that begins with RECORD_SELECT() or ends with RECORD_RETURN() of the record's list
// (or of one that has as many columns) into a list of its structs. Where a query has only the first
// columns, the other members are 0, false and "". NULL with *error.
struct list *list_records(struct db *db, const struct sql *sql, struct db_args args,
                          const struct record *record, GError **error);

// Statements that ask for several things at once end in WHERE column IN THESE_TEXTS.
enum { TEXTS_AT_ONCE = 32 };
#define THESE_TEXTS                                                                                \
    "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, " \
    "$21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32) "

// Reads such a query for all N texts at KEYS; LAST is one more for $33, NULL where there is none.
struct list *list_by_texts(struct db *db, const struct sql *sql, const char *const *keys, size_t n,
                           const char *last, const struct record *record, GError **error);

// Reads the present row of such a query as one more of the list, and returns it.
void *list_add_record(struct list *list, struct db_rows *rows, const struct record *record);

// The column of such a query with a field, for db_int() and db_text(): RECORD_COLUMN(row, name).
#define RECORD_COLUMN(row, name) (1 + FIELD(row, name))

// The arguments of a statement whose parameters are names of the record's fields, from a row:
// ids that are 0 become NULL, texts that are NULL become "". A name that is no field is a
// programming error. ROW_ARGS() holds the values until the end of the block that it stands in.
enum { MAX_ROW_VALUES = 64 };
struct row_values {
    struct db_value values[MAX_ROW_VALUES];
};
struct db_args row_args(struct row_values *values, const struct sql *sql,
                        const struct record *record, const void *row);
#define ROW_ARGS(sql, record, row) row_args(&(struct row_values){{{0}}}, (sql), (record), (row))
