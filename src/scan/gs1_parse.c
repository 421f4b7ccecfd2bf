// SPDX-License-Identifier: Apache-2.0
// Reading element strings: as symbols carry them and as people print them.
#include <string.h>

#include "gs1_message.h"

// --- as a symbol carries it

// Where the part that starts at FROM ends: at a separator or at TO.
static gsize part_end(const struct gs1_message *message, gsize from, gsize to, char separator)
{
    const char *found = memchr(message->source + from, separator, to - from);
    return found ? (gsize)(found - message->source) : to;
}

// Text that no identifier starts: an element without one, so that nothing is lost.
static void read_strange(struct gs1_message *message, gsize from, gsize end)
{
    struct gs1_element *element = gs1_add(message, "", 0, from);
    gs1_object_text(message, FAULT_NO_AI, from, end);
    if (!element)
        return;
    element->value = message->source + from;
    element->value_position = from;
    element->len = end - from;
    element->sound = false;
    element->fault = message->faults.count;
}

// A value that is too long although nothing ended it: the scanner lost the separator.
static bool runs_on(const struct gs1_element *element, gsize end, gsize to)
{
    return end == to && element->row && !element->row->fixed && element->len > ai_max(element->row);
}

// Reads one element of source[FROM..END), the part up to a separator; returns where it ends.
static gsize read_element(struct gs1_message *message, gsize from, gsize end, gsize to)
{
    const char *text = message->source + from;
    gsize ai_len = ai_length(text, end - from);
    struct gs1_element *element = ai_len ? gs1_add(message, text, ai_len, from) : NULL;
    if (!element) {
        if (!ai_len)
            read_strange(message, from, end);
        return end;
    }
    element->value = text + ai_len;
    element->value_position = from + ai_len;
    element->len = end - from - ai_len;
    gsize fixed = ai_fixed_length(element->ai);
    if (fixed)
        element->len = MIN(element->len, fixed);
    if (!element->row)
        gs1_object(message, element, FAULT_UNKNOWN_AI, 0, element->len, NULL);
    else if (runs_on(element, end, to))
        gs1_object(message, element, FAULT_NO_SEPARATOR, ai_max(element->row), 0, NULL);
    else
        gs1_check_value(message, element);
    return element->value_position + element->len;
}

void gs1_read_symbol(struct gs1_message *message, gsize from, gsize to, char separator)
{
    gsize at = from;
    if (at < to && message->source[at] == separator)
        at++;
    while (at < to && message->count < GS1_ELEMENTS_MAX) {
        if (message->source[at] == separator) {
            if (!message->lenient)
                gs1_object_text(message, FAULT_SEPARATOR, at, at + 1);
            at++;
            continue;
        }
        at = read_element(message, at, part_end(message, at, to, separator), to);
        if (at < to && message->source[at] == separator)
            at++;
    }
    if (at < to)
        gs1_add(message, "", 0, at);
}

// --- as people print it

// Length of the identifier in brackets at FROM, with both brackets; 0 if there is none.
static gsize bracket_length(const struct gs1_message *message, gsize from, gsize to)
{
    const char *text = message->source + from;
    const char *close = from < to && *text == '(' ? memchr(text, ')', to - from) : NULL;
    gsize digits = close ? (gsize)(close - text) - 1 : 0;
    bool good = digits >= AI_LENGTH_MIN && digits <= AI_LENGTH_MAX && ai_digits(text + 1, digits);
    return good ? digits + 2 : 0;
}

static bool ends_value(const struct gs1_message *message, gsize at, gsize to)
{
    if (message->source[at] == '(')
        return !message->lenient || bracket_length(message, at, to) > 0;
    return message->lenient && message->source[at] == GS1_GS;
}

// Copies the value at FROM without its escapes into the arena; returns where it ends.
static gsize read_bracket_value(struct gs1_message *message, struct gs1_element *element,
                                gsize from, gsize to)
{
    char *out = message->arena + message->arena_used;
    gsize at = from, len = 0;
    for (; at < to && !ends_value(message, at, to); at++) {
        bool escaped = message->source[at] == '\\' && at + 1 < to && message->source[at + 1] == '(';
        at += escaped ? 1 : 0;
        out[len++] = message->source[at];
    }
    message->arena_used += len;
    element->value = out;
    element->len = len;
    element->value_position = from;
    element->writing = GS1_BRACKETS;
    return at;
}

static void check_bracketed(struct gs1_message *message, struct gs1_element *element)
{
    const char *caret = memchr(element->value, '^', element->len);
    if (!element->row)
        gs1_object(message, element, FAULT_UNKNOWN_AI, 0, element->len, NULL);
    else if (caret)
        gs1_object(message, element, FAULT_CARET, (gsize)(caret - element->value), 1, NULL);
    else
        gs1_check_value(message, element);
}

void gs1_read_brackets(struct gs1_message *message, gsize from, gsize to)
{
    if (!message->arena)
        message->arena = g_malloc(message->source_len + 1);
    for (gsize at = from; at < to;) {
        gsize skip = bracket_length(message, at, to);
        if (!skip) {
            gs1_object_text(message, FAULT_BRACKET, at, to);
            return;
        }
        struct gs1_element *element = gs1_add(message, message->source + at + 1, skip - 2, at);
        if (!element)
            return;
        at = read_bracket_value(message, element, at + skip, to);
        check_bracketed(message, element);
        while (message->lenient && at < to && !bracket_length(message, at, to))
            at++; // blanks or separators that do not belong to a printed text
    }
}
