// SPDX-License-Identifier: Apache-2.0
// Master data and opening stock from CSV files: warehouses, places, items, kits, stock, row by row.
#pragma once

#include "channel.h"
#include "columns.h"

enum master_kind {
    MASTER_ITEMS,
    MASTER_PLACES,
    MASTER_STOCK,
    MASTER_KITS,
    MASTER_WAREHOUSES,
    N_MASTER_KINDS,
};

// What a call of master_next_…() came to.
enum master_step {
    MASTER_FAILED,   // the file cannot be read any further: *error
    MASTER_END,      // no more rows
    MASTER_ROW,      // a row: *ret_…
    MASTER_REJECTED, // a row that cannot be used: *ret_problem
};

struct master_reader;

// The columns of a kind with their other names, for the manual.
const struct column *master_columns(enum master_kind kind, int *ret_n);

// Opens PATH ("-" = standard input). OPTIONS may be NULL; its currency holds for prices of rows
// that name none. Fails as channel_open().
struct master_reader *master_open(enum master_kind kind, const char *path,
                                  const struct channel_options *options, GError **error);

// As master_open() over SIZE bytes at DATA, which must stay alive.
struct master_reader *master_open_memory(enum master_kind kind, const void *data, size_t size,
                                         const struct channel_options *options, GError **error);

// The next row of a file opened as this kind. What MASTER_ROW fills is cleared by the caller with
// incoming_…_clear(), what MASTER_REJECTED sets is freed with incoming_problem_free(); nothing
// else is touched. Duplicate keys are not looked for.
enum master_step master_next_item(struct master_reader *reader, struct incoming_item *ret_item,
                                  struct incoming_problem **ret_problem, GError **error);
enum master_step master_next_place(struct master_reader *reader, struct incoming_place *ret_place,
                                   struct incoming_problem **ret_problem, GError **error);
enum master_step master_next_stock(struct master_reader *reader, struct incoming_stock *ret_stock,
                                   struct incoming_problem **ret_problem, GError **error);
enum master_step master_next_kit(struct master_reader *reader, struct incoming_kit *ret_kit,
                                 struct incoming_problem **ret_problem, GError **error);
enum master_step master_next_warehouse(struct master_reader *reader,
                                       struct incoming_warehouse *ret_warehouse,
                                       struct incoming_problem **ret_problem, GError **error);

// What has to be told of the file as a whole, NULL = nothing. Caller frees.
struct incoming_problem *master_problem(const struct master_reader *reader);

// The names of the columns that nothing is read from; never NULL, owned by READER.
const char *const *master_unused(const struct master_reader *reader);

// Rows read so far without the header; progress in bytes of the file.
int64_t master_rows_read(const struct master_reader *reader);
int64_t master_bytes_read(const struct master_reader *reader);
int64_t master_bytes_total(const struct master_reader *reader);

// Closes and frees; NULL is allowed. Returns NULL.
struct master_reader *master_close(struct master_reader *reader);
typedef struct master_reader master_reader;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(master_reader, master_close)
