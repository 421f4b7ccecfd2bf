// SPDX-License-Identifier: Apache-2.0
// Reading GS1 Digital Links: the key is searched from the end of the path, so that any stem of
// an address may stand before it.
#include <string.h>

#include "gs1_link.h"
#include "gs1_message.h"

enum { GTIN_LENGTH = 14 };

// Spans of the address, all in the source.
struct address {
    gsize path, path_end; // from the first slash behind the domain
    gsize query, end;     // query is behind the question mark; up to the fragment
};

bool gs1_is_address(const char *data, gsize len)
{
    static const char *const schemes[] = {"https://", "http://", "HTTPS://", "HTTP://"};
    for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (len >= strlen(schemes[i]) && memcmp(data, schemes[i], strlen(schemes[i])) == 0)
            return true;
    return false;
}

// RFC 3986: what an address may hold, the percent sign with it.
static bool is_uri_character(char c)
{
    return g_ascii_isalnum(c) || (c && strchr("-._~:/?#[]@!$&'()*+,;=%", c));
}

static void check_characters(struct gs1_message *message, gsize from, gsize to)
{
    for (gsize i = from; i < to; i++)
        if (!is_uri_character(message->source[i])) {
            gs1_object_text(message, FAULT_LINK_CHARACTER, i, i + 1);
            return;
        }
}

static gsize find(const char *source, gsize from, gsize to, char wanted)
{
    const char *found = from < to ? memchr(source + from, wanted, to - from) : NULL;
    return found ? (gsize)(found - source) : to;
}

// Finds the spans; false with a fault if the domain is no good.
static bool split(struct gs1_message *message, gsize from, gsize to, struct address *ret_address)
{
    const char *source = message->source;
    gsize domain = find(source, from, to, ':') + 3; // behind "https://"
    gsize path = find(source, domain, to, '/');
    bool good = domain < path && path < to;
    for (gsize i = domain; good && i < path; i++)
        good = !source[i] || !strchr("_~?#@!$&'()*+,;=%", source[i]);
    if (!good) {
        gs1_object_text(message, FAULT_LINK_DOMAIN, from, to);
        return false;
    }
    gsize fragment = find(source, path, to, '#');
    gsize mark = find(source, path, fragment, '?');
    *ret_address = (struct address){path, mark, MIN(mark + 1, fragment), fragment};
    return true;
}

// The last slash of source[FROM..TO), TO if there is none.
static gsize last_slash(const char *source, gsize from, gsize to)
{
    const char *found = memrchr(source + from, '/', to - from);
    return found ? (gsize)(found - source) : to;
}

// Where the path from its key on starts, walking back over "/identifier/value"; the end of the
// path if there is no key.
static gsize find_key(const char *source, const struct address *address)
{
    gsize end = address->path_end;
    for (;;) {
        gsize value = last_slash(source, address->path, end);
        gsize ai = value < end ? last_slash(source, address->path, value) : value;
        if (value == end || ai == value)
            return address->path_end;
        const struct ai_row *row = ai_of(source + ai + 1, value - ai - 1);
        if (!row)
            return address->path_end;
        if (row->key)
            return ai;
        end = ai;
    }
}

static bool is_escape(const char *text, gsize left)
{
    return left > 2 && text[0] == '%' && g_ascii_isxdigit(text[1]) && g_ascii_isxdigit(text[2]);
}

// Decodes source[FROM..TO) into the arena as the value of ELEMENT.
static void decode(struct gs1_message *message, struct gs1_element *element, gsize from, gsize to)
{
    const char *source = message->source;
    char *out = message->arena + message->arena_used;
    gsize len = 0;
    for (gsize i = from; i < to; i++) {
        if (is_escape(source + i, to - i)) {
            out[len++] = (char)(g_ascii_xdigit_value(source[i + 1]) * 16 +
                                g_ascii_xdigit_value(source[i + 2]));
            i += 2;
        } else if (element->path == GS1_IN_QUERY && source[i] == '+') {
            out[len++] = ' ';
        } else {
            out[len++] = source[i];
        }
    }
    message->arena_used += len;
    element->value = out;
    element->len = len;
    element->value_position = from;
    element->writing = GS1_ADDRESS;
}

// GTIN-8, -12 and -13 become 14 digits.
static void fill_gtin(struct gs1_message *message, struct gs1_element *element)
{
    gsize len = element->len;
    if (strcmp(element->ai, "01") != 0 || (len != 8 && len != 12 && len != 13))
        return;
    char *filled = message->arena + message->arena_used;
    memset(filled, '0', GTIN_LENGTH - len);
    memcpy(filled + GTIN_LENGTH - len, element->value, len);
    message->arena_used += GTIN_LENGTH;
    element->value = filled;
    element->len = GTIN_LENGTH;
}

// Reads the value source[FROM..TO) of ELEMENT, whose identifier exists.
static void read_value(struct gs1_message *message, struct gs1_element *element, gsize from,
                       gsize to, bool short_gtin)
{
    decode(message, element, from, to);
    if (short_gtin)
        fill_gtin(message, element);
    if (element->len == 0)
        gs1_object(message, element, FAULT_LINK_EMPTY, 0, 0, NULL);
    else if (memchr(element->value, '\0', element->len))
        gs1_object(message, element, FAULT_LINK_NUL, 0, element->len, NULL);
    else if (memchr(element->value, '^', element->len))
        gs1_object(message, element, FAULT_CARET, 0, element->len, NULL);
    else
        gs1_check_value(message, element);
}

static void read_path(struct gs1_message *message, gsize from, gsize to, bool short_gtin)
{
    for (guint8 order = 0; from < to; order++) {
        gsize ai = from + 1, value = find(message->source, ai, to, '/') + 1;
        gsize end = find(message->source, value, to, '/');
        struct gs1_element *element = gs1_add(message, message->source + ai, value - 1 - ai, ai);
        if (!element || order == GS1_IN_QUERY)
            return;
        element->path = order;
        read_value(message, element, value, end, short_gtin);
        from = end;
    }
}

// One parameter: identifiers are digits only, everything else belongs to somebody else.
static void read_parameter(struct gs1_message *message, gsize from, gsize to)
{
    gsize equals = find(message->source, from, to, '=');
    if (equals == to || !ai_digits(message->source + from, equals - from))
        return;
    if (equals - from > AI_LENGTH_MAX) {
        gs1_object_text(message, FAULT_NO_AI, from, to);
        return;
    }
    struct gs1_element *element = gs1_add(message, message->source + from, equals - from, from);
    if (!element)
        return;
    if (element->row) {
        read_value(message, element, equals + 1, to, true);
        return;
    }
    decode(message, element, equals + 1, to);
    gs1_object(message, element, FAULT_UNKNOWN_AI, 0, element->len, NULL);
}

static void check_path(struct gs1_message *message, const char *const *path, gsize count)
{
    if (link_path_valid(path, count))
        return;
    g_autoptr(GString) shown = g_string_new(NULL);
    for (gsize i = 0; i < count; i++)
        g_string_append_printf(shown, "(%s)", path[i]);
    fault_add(&message->faults, FAULT_LINK_ORDER, message->elements[0].position, 0, shown->str);
}

// Would AI be a qualifier somewhere in the path?
static bool belongs_into_path(const char *ai, const char *const *path, gsize count)
{
    const char *longer[LINK_PATH_MAX + 1];
    for (gsize at = 1; at <= count; at++) {
        memcpy(longer, path, at * sizeof *path);
        longer[at] = ai;
        memcpy(longer + at + 1, path + at, (count - at) * sizeof *path);
        if (link_path_valid(longer, count + 1))
            return true;
    }
    return false;
}

static bool said_before(const struct gs1_message *message, unsigned i)
{
    for (unsigned k = 0; k < i; k++)
        if (strcmp(message->elements[k].ai, message->elements[i].ai) == 0)
            return true;
    return false;
}

// Attributes come after the COUNT elements of the path.
static void check_attributes(struct gs1_message *message, const char *const *path, gsize count)
{
    for (unsigned i = (unsigned)count; i < message->count; i++) {
        struct gs1_element *element = &message->elements[i];
        if (!element->row)
            continue;
        enum fault_code code = FAULT_NONE;
        if (said_before(message, i))
            code = FAULT_LINK_REPEAT;
        else if (!element->row->attribute)
            code = FAULT_LINK_ATTRIBUTE;
        else if (belongs_into_path(element->ai, path, count))
            code = FAULT_LINK_PATH;
        if (code != FAULT_NONE)
            gs1_object(message, element, code, 0, element->len, NULL);
    }
}

static void read_query(struct gs1_message *message, const struct address *address)
{
    for (gsize at = address->query; at < address->end;) {
        gsize end = find(message->source, at, address->end, '&');
        read_parameter(message, at, end);
        at = end + 1;
    }
}

bool gs1_read_link(struct gs1_message *message, gsize from, gsize to, bool short_gtin)
{
    struct address address;
    const char *path[LINK_PATH_MAX];
    check_characters(message, from, to);
    if (!split(message, from, to, &address))
        return false;
    gsize key = find_key(message->source, &address);
    if (key == address.path_end) {
        gs1_object_text(message, FAULT_LINK_NO_KEY, from, to);
        return false;
    }
    if (!message->arena) // a short GTIN grows to 14 digits: at most 6 more, in path and query
        message->arena = g_malloc(2 * message->source_len + 2 * GTIN_LENGTH);
    read_path(message, key, address.path_end, short_gtin);
    gsize count = message->count;
    for (gsize i = 0; i < MIN(count, LINK_PATH_MAX); i++)
        path[i] = message->elements[i].ai;
    check_path(message, path, MIN(count, LINK_PATH_MAX));
    read_query(message, &address);
    if (count < LINK_PATH_MAX)
        check_attributes(message, path, count);
    return true;
}
