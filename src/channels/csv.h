// SPDX-License-Identifier: Apache-2.0
// Reads tables of text (CSV, TSV) row by row in constant memory, as shops really write them.
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"

enum {
    CSV_MAX_COLUMNS = 1024,
    CSV_MAX_CELL = 1024 * 1024,     // bytes of UTF-8
    CSV_MAX_ROW = 16 * 1024 * 1024, // bytes of UTF-8
};

struct csv_options {
    char delimiter; // 0: found by looking at the first row (comma, semicolon, tab, "sep=")
    bool plain;     // quotes are data like anything else (Amazon's tab-separated files)
    size_t chunk;   // bytes read at a time; 0 = what is fast, small ones are for tests
};

// One row; everything in it is valid until the next call.
struct csv_row {
    int64_t number;           // of the record in the file, the header is 1; blank lines count not
    int n;                    // cells, at least as many as the header has
    int n_found;              // cells that the file really had here
    const char *const *cells; // UTF-8, never NULL; missing ones are ""
};

struct csv_reader;

// Takes over BYTES, reads the header row and closes BYTES on failure too. OPTIONS may be NULL.
// Fails with TOTE_IMPORT_HEADER (no row at all) and as csv_next().
struct csv_reader *csv_open(struct byte_source *bytes, const struct csv_options *options,
                            GError **error);

// Closes and frees; NULL is allowed. Returns NULL.
struct csv_reader *csv_free(struct csv_reader *csv);
typedef struct csv_reader csv_reader;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(csv_reader, csv_free)

// The names of the columns, trimmed, in the order of the file.
int csv_n_headers(const struct csv_reader *csv);
const char *csv_header(const struct csv_reader *csv, int column);

// The next row, NULL at the end. Fails with TOTE_IMPORT_QUOTE (a quoted cell never ends; the row
// where it began is the position), TOTE_IMPORT_CUT (the last row has no line end and fewer cells
// than any other), TOTE_IMPORT_SPREADSHEET (a row is one quoted cell), TOTE_IMPORT_ENCODING (NUL
// characters; csv_open(): text in another encoding than bytes.h knows, or a packed file),
// TOTE_IMPORT_VALUE (a cell, a row or the number of columns is too large), TOTE_FILE_READ.
bool csv_next(struct csv_reader *csv, const struct csv_row **ret_row, GError **error);

// Rows read so far without the header.
int64_t csv_rows(const struct csv_reader *csv);

const struct byte_source *csv_bytes(const struct csv_reader *csv);
