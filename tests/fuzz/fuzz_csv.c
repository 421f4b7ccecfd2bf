// SPDX-License-Identifier: Apache-2.0
// Any bytes as a table: nothing crashes, every cell is valid UTF-8, row numbers only grow.
#include <string.h>

#include "csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const struct csv_row *row, int64_t before)
{
    g_assert(row->number == before + 1);
    g_assert(row->n >= row->n_found && row->n_found > 0);
    for (int i = 0; i < row->n; i++)
        g_assert(g_utf8_validate(row->cells[i], -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv_options options = {.plain = size && (data[0] & 1)};
    g_autoptr(GError) error = NULL;
    g_autoptr(csv_reader) csv = csv_open(bytes_open_memory(data, size), &options, &error);
    const struct csv_row *row = NULL;
    int64_t before = 1;
    g_assert(!csv == (error != NULL));
    while (csv && csv_next(csv, &row, &error) && row)
        check_row(row, before++);
    g_assert(!error || g_utf8_validate(error->message, -1, NULL));
    return 0;
}
