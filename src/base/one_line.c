// SPDX-License-Identifier: Apache-2.0
// What people paste into a field of a form, made a text that a label can print.
#include "one_line.h"

#include <stdbool.h>
#include <string.h>

#include "text.h"

// Nearly every text is plain: nothing but visible ASCII and single blanks between.
static bool is_plain(const char *text)
{
    for (const char *at = text; *at; at++)
        if (!g_ascii_isgraph(*at) && (*at != ' ' || at == text || !g_ascii_isgraph(at[1])))
            return false;
    return *text;
}

static bool is_blank(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return g_unichar_isspace(c) || type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR ||
           type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

char *one_line(const char *text)
{
    if (!text || is_plain(text))
        return g_strdup(text);
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *line = g_string_new(NULL);
    bool blank = false;
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (is_blank(c)) {
            blank = line->len > 0;
            continue;
        }
        if (g_unichar_type(c) == G_UNICODE_FORMAT && text_is_hidden(c))
            continue;
        if (blank)
            g_string_append_c(line, ' ');
        blank = false;
        g_string_append_unichar(line, c);
    }
    return g_string_free(line, !line->len);
}
