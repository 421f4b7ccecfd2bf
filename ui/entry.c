// SPDX-License-Identifier: Apache-2.0
// Editing of the entry line, by whole characters.
#include "entry.h"

#include <string.h>

enum { NUMBER_DIGITS = 6 };

void entry_init(struct entry *entry)
{
    *entry = (struct entry){.text = g_string_new(NULL)};
}

void entry_release(struct entry *entry)
{
    if (entry->text)
        g_string_free(entry->text, TRUE);
    *entry = (struct entry){0};
}

void entry_set(struct entry *entry, const char *text)
{
    g_string_assign(entry->text, text ? text : "");
    entry->cursor = entry->text->len;
    entry->selected = false;
}

void entry_replace(struct entry *entry)
{
    if (entry->selected)
        entry_set(entry, "");
}

void entry_insert(struct entry *entry, const char *text, gsize len)
{
    g_autofree char *valid = g_utf8_make_valid(text, (gssize)len);
    entry_replace(entry);
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        char one[8] = "";
        gsize n = (gsize)g_unichar_to_utf8(g_unichar_iscntrl(c) ? ' ' : c, one);
        if (entry->text->len + n > ENTRY_MAX)
            return;
        g_string_insert_len(entry->text, (gssize)entry->cursor, one, (gssize)n);
        entry->cursor += n;
    }
}

static gsize previous(const struct entry *entry)
{
    const char *start = entry->text->str, *p = start + entry->cursor;
    return p > start ? (gsize)(g_utf8_prev_char(p) - start) : 0;
}

static gsize next(const struct entry *entry)
{
    const char *p = entry->text->str + entry->cursor;
    return *p ? (gsize)(g_utf8_next_char(p) - entry->text->str) : entry->cursor;
}

bool entry_backspace(struct entry *entry)
{
    entry_replace(entry);
    gsize from = previous(entry);
    if (from == entry->cursor)
        return false;
    g_string_erase(entry->text, (gssize)from, (gssize)(entry->cursor - from));
    entry->cursor = from;
    return true;
}

bool entry_delete(struct entry *entry)
{
    entry_replace(entry);
    gsize to = next(entry);
    g_string_erase(entry->text, (gssize)entry->cursor, (gssize)(to - entry->cursor));
    return to != entry->cursor;
}

bool entry_move(struct entry *entry, int step)
{
    gsize to = step < 0 ? previous(entry) : next(entry);
    bool moved = to != entry->cursor;
    entry->cursor = to;
    entry->selected = false;
    return moved;
}

int entry_number(const char *text)
{
    size_t n = strlen(text);
    guint64 number;
    if (n < 1 || n > NUMBER_DIGITS ||
        !g_ascii_string_to_unsigned(text, 10, 0, 999999, &number, NULL))
        return -1;
    return (int)number;
}
