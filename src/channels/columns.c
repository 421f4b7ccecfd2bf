// SPDX-License-Identifier: Apache-2.0
// Matches the header row with a table of known columns.
#include "columns.h"

#include <string.h>

#include "card.h"
#include "errors.h"
#include "i18n.h"
#include "text.h"

enum { SHOWN_CELLS = 300 };

static char folded(char c)
{
    return c == '-' || c == ' ' ? '_' : g_ascii_tolower(c);
}

// Is one of the names in NAMES ("a|b|c") the same as HEADER?
static bool is_one_of(const char *names, const char *header)
{
    while (names) {
        const char *at = header;
        while (*names && *names != '|' && folded(*names) == folded(*at)) {
            names++;
            at++;
        }
        if ((!*names || *names == '|') && !*at)
            return true;
        names = strchr(names, '|');
        if (names)
            names++;
    }
    return false;
}

static bool is_taken(const int *places, int n, int place)
{
    for (int i = 0; i < n; i++)
        if (places[i] == place)
            return true;
    return false;
}

static int find_named(const struct csv_reader *csv, const char *names, const int *places,
                      int n_places)
{
    for (int i = 0; i < csv_n_headers(csv); i++)
        if (is_one_of(names, csv_header(csv, i)) && !is_taken(places, n_places, i))
            return i;
    return -1;
}

// The first header of this name that no earlier column of the table has taken: of a file with
// "name" and "title" the column's own name counts.
static int find(const struct csv_reader *csv, const struct column *column, const int *places,
                int n_places)
{
    int own = find_named(csv, column->name, places, n_places);
    return own >= 0 ? own : find_named(csv, column->also, places, n_places);
}

static bool same_name(const char *a, const char *b)
{
    while (*a && folded(*a) == folded(*b)) {
        a++;
        b++;
    }
    return folded(*a) == folded(*b);
}

// A name that the table has once must not stand in the file twice: which would be right?
static bool stands_once(const struct csv_reader *csv, const int *places, int n, GError **error)
{
    for (int i = 0; i < csv_n_headers(csv); i++) {
        for (int k = 0; k < n; k++) {
            int first = places[k];
            if (first < 0 || first >= i || is_taken(places, n, i) ||
                !same_name(csv_header(csv, first), csv_header(csv, i)))
                continue;
            g_autofree char *shown = cell_quote(csv_header(csv, i), SHOWN_CELLS);
            return tote_fail(error, TOTE_IMPORT_HEADER, csv_header(csv, i),
                             _("Column \"%s\" stands in the first row twice, as column %d and %d; "
                               "keep one of them or name the other differently"),
                             shown, first + 1, i + 1);
        }
    }
    return true;
}

static bool missing(const struct csv_reader *csv, const GString *names, GError **error)
{
    g_autoptr(GString) found = g_string_new(NULL);
    for (int i = 0; i < csv_n_headers(csv) && found->len < SHOWN_CELLS; i++)
        g_string_append_printf(found, "%s%s", i ? ", " : "", csv_header(csv, i));
    g_autofree char *shown = cell_quote(found->str, SHOWN_CELLS);
    return tote_fail(error, TOTE_IMPORT_HEADER, names->str,
                     _("The first row lacks these columns: %s; it has: %s"), names->str, shown);
}

bool columns_map(const struct csv_reader *csv, const struct column *table, int n, int *ret_places,
                 GError **error)
{
    g_autoptr(GString) lacking = g_string_new(NULL);
    g_autofree int *places = g_new(int, (gsize)n);
    for (int i = 0; i < n; i++) {
        places[i] = find(csv, &table[i], places, i);
        if (places[i] < 0 && table[i].required)
            g_string_append_printf(lacking, "%s%s", lacking->len ? ", " : "", table[i].name);
    }
    if (lacking->len)
        return missing(csv, lacking, error);
    if (!stands_once(csv, places, n, error))
        return false;
    memcpy(ret_places, places, (gsize)n * sizeof *places);
    return true;
}

int *columns_unknown(const struct csv_reader *csv, const int *places, int n)
{
    int n_headers = csv_n_headers(csv), n_unknown = 0;
    int *unknown = g_new(int, (gsize)n_headers + 1);
    for (int i = 0; i < n_headers; i++)
        if (!is_taken(places, n, i))
            unknown[n_unknown++] = i;
    unknown[n_unknown] = -1;
    return unknown;
}

static bool is_known(const char *const *known, const char *header)
{
    for (; known && *known; known++)
        if (same_name(*known, header))
            return true;
    return false;
}

char **columns_unused(const struct csv_reader *csv, const int *places, int n,
                      const char *const *known)
{
    g_autofree int *unknown = columns_unknown(csv, places, n);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (int i = 0; unknown[i] >= 0; i++)
        if (*csv_header(csv, unknown[i]) && !is_known(known, csv_header(csv, unknown[i])))
            g_ptr_array_add(names, text_clean(csv_header(csv, unknown[i])));
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_steal(names, NULL);
}
