// SPDX-License-Identifier: Apache-2.0
// Which column of a file holds what, found by the names in its header row.
#pragma once

#include "csv.h"

// A column that a reader knows. Names are compared without regard to case; blanks, "-" and "_"
// are alike. A name that stands twice in a table means its first and its second occurrence.
struct column {
    const char *name;
    bool required;
    const char *also;  // further names, separated by "|"; NULL = none
    const char *about; // one sentence for the manual; NULL where the name says it all
};

// Gives for each of the N columns of TABLE its place in CSV, -1 = not there. Fails with
// TOTE_IMPORT_HEADER and the names of all required columns that are missing, or that of one which
// stands in the file more often than in TABLE. Where a column has several of its names in the file
// its own is taken, else the first; the others are unknown.
bool columns_map(const struct csv_reader *csv, const struct column *table, int n, int *ret_places,
                 GError **error);

// The names of the columns of CSV that no column of a table took, as people see them, without those
// in KNOWN (ended by NULL; may be NULL). Ended by NULL; free with g_strfreev().
char **columns_unused(const struct csv_reader *csv, const int *places, int n,
                      const char *const *known);

// The places in CSV that no column of a table took, in order; -1 ends the list. Free with g_free().
int *columns_unknown(const struct csv_reader *csv, const int *places, int n);
