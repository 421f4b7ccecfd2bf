// SPDX-License-Identifier: Apache-2.0
// Writing GS1 Digital Links.
#include <string.h>

#include "gs1_link.h"
#include "gs1_message.h"

static const struct gs1_element *find(const struct gs1_message *message, const char *ai, gsize len)
{
    for (unsigned i = 0; i < message->count; i++)
        if (ai_matches(message->elements[i].ai, ai, len))
            return &message->elements[i];
    return NULL;
}

// Letters, digits and "-._~" stand as they are; in the query a blank is a plus.
static void append_escaped(GString *out, const char *value, gsize len, bool in_query)
{
    for (gsize i = 0; i < len; i++) {
        guchar c = (guchar)value[i];
        if (g_ascii_isalnum(c) || (c && strchr("-._~", c)))
            g_string_append_c(out, (char)c);
        else if (c == ' ' && in_query)
            g_string_append_c(out, '+');
        else
            g_string_append_printf(out, "%%%02X", c);
    }
}

// The alternative of qualifiers of which the message has most.
struct choice {
    const struct gs1_message *message;
    const char *list; // of qualifiers
    gsize len, count; // COUNT of them are there
};

static bool compare(const char *list, gsize len, void *data)
{
    struct choice *choice = data;
    gsize count = 0;
    for (const char *at = list, *end = list + len; at < end;) {
        gsize item = ai_item(at, end, ',');
        count += find(choice->message, at, item) != NULL;
        at += item + 1;
    }
    if (!choice->list || count > choice->count)
        *choice = (struct choice){choice->message, list, len, count};
    return false;
}

static bool is_qualifier(const struct choice *choice, const char *ai)
{
    for (const char *at = choice->list, *end = at + choice->len; at < end;) {
        gsize item = ai_item(at, end, ',');
        if (ai_matches(ai, at, item))
            return true;
        at += item + 1;
    }
    return false;
}

static void append_pair(GString *out, const struct gs1_element *element)
{
    g_string_append_printf(out, "/%s/", element->ai);
    append_escaped(out, element->value, element->len, false);
}

// Appends the attributes that need a separator in a symbol or do not. False if one may not
// stand in an address.
static bool append_attributes(GString *out, const struct gs1_element *key,
                              const struct choice *choice, bool fixed, char *mark)
{
    const struct gs1_message *message = choice->message;
    for (unsigned i = 0; i < message->count; i++) {
        const struct gs1_element *element = &message->elements[i];
        bool first = gs1_find(message, element->ai) == element;
        if (element->row->fixed != fixed || !first || strcmp(element->ai, key->ai) == 0 ||
            is_qualifier(choice, element->ai))
            continue;
        if (!element->row->attribute)
            return false;
        g_string_append_printf(out, "%c%s=", *mark, element->ai);
        append_escaped(out, element->value, element->len, true);
        *mark = '&';
    }
    return true;
}

static const struct gs1_element *first_key(const struct gs1_message *message)
{
    for (unsigned i = 0; i < message->count; i++)
        if (message->elements[i].row->key)
            return &message->elements[i];
    return NULL;
}

bool gs1_write_link(const struct gs1_message *message, const char *stem, GString *out)
{
    gsize start = out->len;
    const struct gs1_element *key = gs1_sound(message) ? first_key(message) : NULL;
    struct choice choice = {.message = message};
    char mark = '?';
    if (!key)
        return false;
    link_alternatives(key->row->key, compare, &choice);
    g_string_append(out, stem ? stem : "https://id.gs1.org");
    if (out->len > start && out->str[out->len - 1] == '/')
        g_string_truncate(out, out->len - 1);
    append_pair(out, key);
    for (const char *at = choice.list, *end = at + choice.len; at < end;) {
        gsize item = ai_item(at, end, ',');
        const struct gs1_element *element = find(message, at, item);
        if (element)
            append_pair(out, element);
        at += item + 1;
    }
    if (append_attributes(out, key, &choice, true, &mark) &&
        append_attributes(out, key, &choice, false, &mark))
        return true;
    g_string_truncate(out, start);
    return false;
}
