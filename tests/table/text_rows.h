// SPDX-License-Identifier: Apache-2.0
// Reading tables for people: lines that are neither empty nor begin with #.
#pragma once

#include <glib.h>
#include <string.h>

// The rows of the file, in order; stops the program where it cannot be read.
static inline GPtrArray *rows_read(const char *path)
{
    GError *error = NULL;
    g_autofree char *text = NULL;
    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GPtrArray *rows = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; lines[i]; i++)
        if (*lines[i] && *lines[i] != '#')
            g_ptr_array_add(rows, g_strdup(lines[i]));
    return rows;
}

// The two sides of SIGN in ROW, each a copy without blanks around it.
static inline void row_split(const char *row, const char *sign, char **ret_left, char **ret_right)
{
    const char *at = strstr(row, sign);
    if (!at)
        g_error("no '%s' in '%s'", sign, row);
    *ret_left = g_strstrip(g_strndup(row, (size_t)(at - row)));
    *ret_right = g_strstrip(g_strdup(at + strlen(sign)));
}

// Fails the test, but goes on, where FOUND is not what ROW wants.
static inline void row_compare(const char *row, const char *wanted, const char *found)
{
    if (!g_strcmp0(found, wanted))
        return;
    g_test_message("%s\nbut it is: %s", row, found);
    g_test_fail();
}
