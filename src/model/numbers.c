// SPDX-License-Identifier: Apache-2.0
// Makes and reads document numbers.
#include "numbers.h"

#include <string.h>

// Ids count from 1 in the database; people meet numbers of a steady length.
static const struct {
    char letter;
    int64_t base;
} kinds[] = {
    [NUMBER_ORDER] = {'O', 100000},
    [NUMBER_WORK] = {'W', 100},
    [NUMBER_JOB] = {'J', 8000},
    [NUMBER_MANIFEST] = {'M', 100},
};

struct number number_of(enum number_kind kind, int64_t id)
{
    struct number number;
    g_snprintf(number.text, sizeof number.text, "%c-%" G_GINT64_FORMAT, kinds[kind].letter,
               kinds[kind].base + id);
    return number;
}

int64_t number_id(enum number_kind kind, const char *text)
{
    if (!text || g_ascii_toupper(text[0]) != kinds[kind].letter)
        return 0;
    const char *digits = text[1] == '-' ? text + 2 : text + 1;
    gint64 value = 0;
    if (!g_ascii_isdigit(*digits) ||
        !g_ascii_string_to_signed(digits, 10, kinds[kind].base + 1, G_MAXINT64, &value, NULL))
        return 0;
    return value - kinds[kind].base;
}
