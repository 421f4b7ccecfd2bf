// SPDX-License-Identifier: Apache-2.0
// Rules over a whole message: repeats, what goes together and what does not.
#include <string.h>

#include "gs1_message.h"

// An element other than AI that matches PATTERN ("01", "310n"), or NULL.
static const struct gs1_element *matching(const struct gs1_message *message, const char *pattern,
                                          gsize len, const char *except)
{
    for (unsigned i = 0; i < message->count; i++) {
        const struct gs1_element *element = &message->elements[i];
        if (ai_matches(element->ai, pattern, len) && strcmp(element->ai, except) != 0)
            return element;
    }
    return NULL;
}

static struct fault *object(struct gs1_message *message, const struct gs1_element *element,
                            enum fault_code code, const char *detail)
{
    gsize end = gs1_place(message, element, element->len);
    struct fault *fault =
        fault_add(&message->faults, code, element->position, end - element->position, detail);
    g_strlcpy(fault->ai, element->ai, sizeof fault->ai);
    fault_value(fault, element->value, element->len);
    return fault;
}

static bool same(const struct gs1_element *a, const struct gs1_element *b)
{
    return a->len == b->len && memcmp(a->value, b->value, a->len) == 0;
}

// The first element with the identifier of element I, if that comes before it.
static const struct gs1_element *before(const struct gs1_message *message, unsigned i)
{
    for (unsigned k = 0; k < i; k++)
        if (message->elements[k].ai[0] &&
            strcmp(message->elements[k].ai, message->elements[i].ai) == 0)
            return &message->elements[k];
    return NULL;
}

void gs1_check_repeats(struct gs1_message *message)
{
    for (unsigned i = 1; i < message->count; i++) {
        const struct gs1_element *first = before(message, i);
        struct gs1_element *element = &message->elements[i];
        if (!first || same(first, element))
            continue;
        object(message, element, FAULT_REPEAT, NULL);
        if (!element->fault)
            element->fault = message->faults.count;
    }
}

// Are all identifiers of GROUP ("01+21", LEN characters) there?
static bool group_there(const struct gs1_message *message, const char *group, gsize len,
                        const char *except)
{
    const char *end = group + len;
    for (const char *at = group; at < end;) {
        gsize item = ai_item(at, end, '+');
        if (!matching(message, at, item, except))
            return false;
        at += item + 1;
    }
    return true;
}

// "01+21,02" for people: "(01)+(21) or (02)" is what it says.
static void show_requirement(const char *list, char *ret_text, gsize size)
{
    g_autoptr(GString) shown = g_string_new("(");
    for (const char *at = list; *at; at++) {
        if (*at == ',')
            g_string_append(shown, "), (");
        else if (*at == '+')
            g_string_append(shown, ")+(");
        else
            g_string_append_c(shown, *at);
    }
    g_string_append_c(shown, ')');
    g_strlcpy(ret_text, shown->str, size);
}

static void check_requires(struct gs1_message *message, const struct gs1_element *element)
{
    const char *list = element->row->requires, *end = list + strlen(list);
    char detail[FAULT_DETAIL_MAX];
    for (const char *at = list; at < end;) {
        gsize len = ai_item(at, end, ',');
        if (group_there(message, at, len, element->ai))
            return;
        at += len + 1;
    }
    show_requirement(list, detail, sizeof detail);
    object(message, element, FAULT_REQUIRES, detail);
}

static void check_excludes(struct gs1_message *message, const struct gs1_element *element)
{
    const char *list = element->row->excludes, *end = list + strlen(list);
    for (const char *at = list; at < end;) {
        gsize len = ai_item(at, end, ',');
        const struct gs1_element *other = matching(message, at, len, element->ai);
        if (other) {
            object(message, element, FAULT_EXCLUDES, other->ai);
            return;
        }
        at += len + 1;
    }
}

// A signature (8030) covers one thing: its key needs the serial number that is optional else.
static void check_signature(struct gs1_message *message)
{
    static const char *const keys[] = {"253", "255", "8003"};
    if (!gs1_find(message, "8030"))
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        const struct gs1_element *element = gs1_find(message, keys[i]);
        if (element && element->len == ai_min(element->row))
            object(message, element, FAULT_NO_SERIAL, NULL);
    }
}

void gs1_check_rules(struct gs1_message *message)
{
    for (unsigned i = 0; i < message->count; i++) {
        const struct gs1_element *element = &message->elements[i];
        if (!element->row || before(message, i))
            continue;
        if (element->row->requires)
            check_requires(message, element);
        if (element->row->excludes)
            check_excludes(message, element);
    }
    check_signature(message);
}
