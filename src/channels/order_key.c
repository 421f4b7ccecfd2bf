// SPDX-License-Identifier: Apache-2.0
// The key under which an order of a channel is kept, however its id is written.
#include "order_key.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "numeral.h"
#include "one_line.h"

static const char digits[] = "0123456789";

static bool is_digits(const char *text)
{
    return *text && !text[strspn(text, digits)];
}

// What a spreadsheet or a program puts around an id is taken off.
static void unwrap(char *id)
{
    static const char address[] = "gid://";
    size_t n = strlen(id);
    if (n > 3 && g_str_has_prefix(id, "=\"") && id[n - 1] == '"') {
        id[n - 1] = '\0';
        memmove(id, id + 2, n - 2);
    } else if (*id == '\'') {
        memmove(id, id + 1, n);
    }
    const char *part = strrchr(id, '/');
    if (part && g_ascii_strncasecmp(id, address, strlen(address)) == 0) {
        memmove(id, part + 1, strlen(part));
        id[strcspn(id, "?")] = '\0';
    }
}

// The digits of all scripts in those of ASCII; caller frees.
static char *with_ascii_digits(const char *id)
{
    GString *text = g_string_new(NULL);
    for (const char *at = id; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        g_string_append_unichar(
            text, g_unichar_isdigit(c) ? (gunichar)('0' + g_unichar_digit_value(c)) : c);
    }
    return g_string_free(text, FALSE);
}

char *order_key(const char *id)
{
    static const struct numeral_habits none;
    if (is_digits(id) && *id != '0')
        return g_strdup(id);
    g_autofree char *line = one_line(id);
    if (!line)
        return g_strdup("");
    unwrap(line);
    g_autofree char *plain = NULL;
    g_autofree char *number = with_ascii_digits(line);
    if (!is_digits(number) && numeral_read(&none, number, 0, &plain) == NUMERAL_PLAIN &&
        is_digits(plain)) {
        g_free(number);
        number = g_steal_pointer(&plain);
    }
    if (!is_digits(number))
        return g_strdup(line);
    const char *first = number + strspn(number, "0");
    return g_strdup(*first ? first : "0");
}
