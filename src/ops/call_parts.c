// SPDX-License-Identifier: Apache-2.0
// What the calls of a command left for its answer.
#include "call_parts.h"

#include "store_event.h"

void parts_line(GString *text, const struct term *terms, size_t n)
{
    g_autofree char *line = terms_json(terms, n);
    g_string_append_printf(text, "%s\n", line);
}

static void take_lines(const char *text, parts_take take, void *data)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        g_autoptr(GArray) terms = NULL;
        if (**line && terms_parse(*line, &terms))
            take(data, (const struct term *)(const void *)terms->data, terms->len);
    }
}

bool parts_read(struct db *db, const char *key, parts_take take, void *data, GError **error)
{
    g_autoptr(rowlist) parts = key ? store_event_parts(db, key, error) : NULL;
    for (unsigned i = 0; parts && i < list_len(parts); i++)
        take_lines(list_at(parts, struct part_row, i)->answer, take, data);
    return parts || !key;
}

int64_t parts_int(const struct term *terms, size_t n, const char *name)
{
    const struct term *term = terms_find(terms, n, name);
    return term ? term->number : 0;
}

const char *parts_text(const struct term *terms, size_t n, const char *name)
{
    const struct term *term = terms_find(terms, n, name);
    return term && term->text ? term->text : "";
}
