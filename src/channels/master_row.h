// SPDX-License-Identifier: Apache-2.0
// Inside the readers of master data: the cells of a row, and what each kind of file makes of them.
#pragma once

#include "incoming.h"
#include "master.h"
#include "names.h"
#include "numeral.h"

enum { MASTER_MAX_COLUMNS = 16 };

struct master_reader {
    enum master_kind kind;
    struct csv_reader *csv;
    char *currency; // of prices that name none; may be NULL
    int places[MASTER_MAX_COLUMNS];
    const struct csv_row *row;
    struct numeral_habits *habits; // of the columns, where `learned` says so
    bool *learned;
    char **unused;    // names of columns that nothing is read from
    GHashTable *seen; // what a kind of file has to remember of rows further up: text, what it likes
};

// A kind of file. `read` makes the row at hand a struct incoming_… in *ret_row, or leaves that
// alone and says in *error why the row cannot be used.
struct master_file {
    const struct column *columns;
    int n;
    bool (*read)(const struct master_reader *reader, void *ret_row, GError **error);
};

extern const struct master_file master_items, master_places, master_stock, master_kits,
    master_warehouses;

// Further names of a column that several kinds of files have.
extern const char master_sku_names[], master_warehouse_names[];

// The cell without leading blanks, "" where it or its column is missing.
const char *master_cell(const struct master_reader *reader, int column);

// The cell without blanks around it, NULL when it is empty; _free_ also without card numbers.
char *master_text(const struct master_reader *reader, int column);
char *master_free_text(const struct master_reader *reader, int column);

// The name of the column, for errors.
const char *master_column(const struct master_reader *reader, int column);

// What the cell holds, for use inside a sentence. Free with g_free().
char *master_shown(const struct master_reader *reader, int column);

// Refuses the cell of a column: FORMAT has one %s, for what it holds. Always false.
bool master_refuse(const struct master_reader *reader, int column, enum tote_code code,
                   const char *format, GError **error);

// The same of a number of pieces: FORMAT has a G_GINT64_FORMAT behind the %s, for the most there
// may be.
bool master_refuse_count(const struct master_reader *reader, int column, enum tote_code code,
                         const char *format, GError **error);

// Refuses a number that a spreadsheet made short.
bool master_whole(const struct master_reader *reader, int column, GError **error);

// The name of a thing as names.h wants it, that no spreadsheet rewrote. A key must be there; a code
// may be missing and is NULL then.
bool master_key(const struct master_reader *reader, int column, enum name_kind kind, char **ret_key,
                GError **error);
bool master_code(const struct master_reader *reader, int column, enum name_kind kind,
                 char **ret_code, GError **error);

// Words of 255 bytes at most that no spreadsheet rewrote; NULL where the cell is empty.
bool master_words(const struct master_reader *reader, int column, char **ret_words, GError **error);

// The number in the cell in plain form (numeral.h), NULL where the cell is empty. What reads two
// ways is decided by the whole column, which is read for that once; refused where it does not say.
// OF says what its cells count.
bool master_plain(const struct master_reader *reader, int column, size_t decimals,
                  enum numeral_of of, char **ret_plain, GError **error);

// A whole number from 0; leaves *ret_count alone where the cell is empty.
bool master_count(const struct master_reader *reader, int column, int64_t *ret_count,
                  GError **error);
