// SPDX-License-Identifier: Apache-2.0
// What is put around a cell so that a spreadsheet leaves it alone, or is pasted along with it.
#include "guard.h"

#include <glib.h>
#include <string.h>

static char *last_of(const char *text)
{
    return g_utf8_find_prev_char(text, text + strlen(text));
}

static void trim(char *text)
{
    char *at = text, *last;
    while (*at && g_unichar_isspace(g_utf8_get_char_validated(at, -1)))
        at = g_utf8_next_char(at);
    memmove(text, at, strlen(at) + 1);
    while ((last = last_of(text)) && g_unichar_isspace(g_utf8_get_char_validated(last, -1)))
        *last = '\0';
}

char *cell_unguard(char *text)
{
    if (!text)
        return NULL;
    trim(text);
    size_t n = strlen(text);
    if (n > 3 && g_str_has_prefix(text, "=\"") && text[n - 1] == '"') {
        text[n - 1] = '\0';
        memmove(text, text + 2, n - 2);
        trim(text);
    }
    return text;
}
