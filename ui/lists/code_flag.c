// SPDX-License-Identifier: Apache-2.0
// Looks codes up in the model's tables.
#include "code_flag.h"

#include <string.h>

#include "code_tables.h"

static size_t column_of(const struct code_table *table, const char *column)
{
    size_t at = 0;
    while (at < table->n_columns && strcmp(table->columns[at], column))
        at++;
    return at;
}

static bool of_table(const struct code_table *table, const char *code, const char *column)
{
    size_t at = column_of(table, column);
    for (size_t i = 0; at < table->n_columns && i < model_code_rows(table); i++) {
        int64_t values[CODE_COLUMNS];
        if (!strcmp(model_code(table, i, values), code))
            return values[at] != 0;
    }
    return false;
}

bool code_flag(const char *table, const char *code, const char *column)
{
    size_t n;
    const struct code_table *tables = model_code_tables(&n);
    for (size_t i = 0; i < n; i++)
        if (!strcmp(tables[i].name, table))
            return of_table(&tables[i], code, column);
    return false;
}
