// SPDX-License-Identifier: Apache-2.0
// Any bytes as a table: nothing crashes, every cell is valid UTF-8, row numbers grow by one, and
// the size of the pieces in which the file is read makes no difference.
#include <string.h>

#include "csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put_row(GString *to, const struct csv_row *row, int64_t before)
{
    g_assert(row->number == before + 1);
    g_assert(row->n >= row->n_found && row->n_found > 0);
    for (int i = 0; i < row->n; i++) {
        g_assert(g_utf8_validate(row->cells[i], -1, NULL));
        g_string_append(to, row->cells[i]);
        g_string_append_c(to, 1);
    }
    g_string_append_c(to, 2);
}

// All rows, and the error at the end, as one text.
static GString *read_all(const uint8_t *data, size_t size, const struct csv_options *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(csv_reader) csv = csv_open(bytes_open_memory(data, size), options, &error);
    GString *all = g_string_new(NULL);
    const struct csv_row *row = NULL;
    int64_t before = 1;
    g_assert(!csv == (error != NULL));
    while (csv && csv_next(csv, &row, &error) && row)
        put_row(all, row, before++);
    g_assert(!error || g_utf8_validate(error->message, -1, NULL));
    return g_string_append(all, error ? error->message : "");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv_options options = {.plain = size && (data[0] & 1)};
    g_string_free(read_all(data, size, &options), TRUE);
    options.delimiter = ','; // found by looking at a chunk, so the size of one may matter
    GString *large = read_all(data, size, &options);
    options.chunk = BYTES_MIN_ROOM + (size > 1 ? data[1] % 8 : 0);
    GString *small = read_all(data, size, &options);
    g_assert(g_string_equal(large, small));
    g_string_free(large, TRUE);
    g_string_free(small, TRUE);
    return 0;
}
