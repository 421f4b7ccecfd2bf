// SPDX-License-Identifier: Apache-2.0
// A GS1 message: its memory, its places, and the checks of its values.
#include "gs1_message.h"

#include <string.h>

#include "i18n.h"

void gs1_message_init(struct gs1_message *message, const char *source, gsize len, int this_year)
{
    message->source = source;
    message->source_len = len;
    message->this_year = this_year;
    message->lenient = false;
    message->count = 0;
    message->faults.count = 0;
    message->arena = NULL;
    message->arena_used = 0;
}

void gs1_message_clear(struct gs1_message *message)
{
    g_clear_pointer(&message->arena, g_free);
    message->count = 0;
}

gsize gs1_place(const struct gs1_message *message, const struct gs1_element *element, gsize at)
{
    const char *source = message->source;
    gsize place = element->value_position;
    if (element->writing == GS1_PLAIN)
        return place + at;
    for (; at > 0 && place < message->source_len; at--) {
        if (element->writing == GS1_BRACKETS && source[place] == '\\' &&
            place + 1 < message->source_len && source[place + 1] == '(')
            place++;
        else if (element->writing == GS1_ADDRESS && source[place] == '%' &&
                 place + 2 < message->source_len && g_ascii_isxdigit(source[place + 1]) &&
                 g_ascii_isxdigit(source[place + 2]))
            place += 2;
        place++;
    }
    return place;
}

struct fault *gs1_object(struct gs1_message *message, struct gs1_element *element,
                         enum fault_code code, gsize at, gsize length, const char *detail)
{
    gsize from = gs1_place(message, element, at), to = gs1_place(message, element, at + length);
    struct fault *fault = fault_add(&message->faults, code, from, to - from, detail);
    g_strlcpy(fault->ai, element->ai, sizeof fault->ai);
    fault_value(fault, element->value, element->len);
    element->sound = false;
    if (!element->fault)
        element->fault = message->faults.count;
    return fault;
}

void gs1_object_text(struct gs1_message *message, enum fault_code code, gsize from, gsize to)
{
    struct fault *fault = fault_add(&message->faults, code, from, to - from, NULL);
    fault_value(fault, message->source + from, to - from);
}

struct gs1_element *gs1_add(struct gs1_message *message, const char *ai, gsize ai_len,
                            gsize position)
{
    char most[8];
    if (message->count == GS1_ELEMENTS_MAX) {
        g_snprintf(most, sizeof most, "%d", GS1_ELEMENTS_MAX);
        fault_add(&message->faults, FAULT_TOO_MANY, position, 0, most);
        return NULL;
    }
    struct gs1_element *element = &message->elements[message->count++];
    *element = (struct gs1_element){.row = ai_of(ai, ai_len),
                                    .value = "",
                                    .position = position,
                                    .path = GS1_IN_QUERY,
                                    .sound = true};
    memcpy(element->ai, ai, MIN(ai_len, sizeof element->ai - 1));
    return element;
}

const struct gs1_element *gs1_find(const struct gs1_message *message, const char *ai)
{
    for (unsigned i = 0; i < message->count; i++)
        if (strcmp(message->elements[i].ai, ai) == 0)
            return &message->elements[i];
    return NULL;
}

bool gs1_sound(const struct gs1_message *message)
{
    for (unsigned i = 0; i < message->count; i++)
        if (!message->elements[i].sound)
            return false;
    return message->count > 0;
}

// "14 digits", "1 to 20 characters": what a value of ROW needs.
static void needed(const struct ai_row *row, char *ret_text, gsize size)
{
    gsize least = ai_min(row), most = ai_max(row);
    const char *what = ai_numeric(row) ? _("digits") : _("characters");
    if (least == most)
        g_snprintf(ret_text, size, "%u %s", (guint)most, what);
    else
        g_snprintf(ret_text, size, _("%u to %u %s"), (guint)least, (guint)most, what);
}

static void object_to_length(struct gs1_message *message, struct gs1_element *element, gsize at)
{
    char detail[FAULT_DETAIL_MAX];
    needed(element->row, detail, sizeof detail);
    gs1_object(message, element, FAULT_LENGTH, at, element->len - at, detail);
}

// Runs the checks of one component, which is LEN bytes at AT of the value.
static bool check_part(struct gs1_message *message, struct gs1_element *element,
                       const struct ai_part *part, gsize at, gsize len)
{
    struct lint_text text = {element->value + at, len, message->this_year};
    struct lint_fault fault;
    bool good = lint_run(part->set, &text, &fault);
    for (int i = 0; good && i < AI_CHECKS_MAX && part->checks[i] != LINT_NONE; i++)
        good = lint_run(part->checks[i], &text, &fault);
    if (!good)
        gs1_object(message, element, fault.code, at + fault.position, fault.length, fault.detail);
    return good;
}

void gs1_check_value(struct gs1_message *message, struct gs1_element *element)
{
    gsize at = 0;
    if (element->len < ai_min(element->row) || element->len > ai_max(element->row)) {
        object_to_length(message, element, MIN(element->len, ai_max(element->row)));
        return;
    }
    for (const struct ai_part *part = element->row->parts; part->max; part++) {
        gsize len = MIN(element->len - at, part->max);
        if (len == 0)
            return; // what is left is optional
        if (len < part->min) {
            object_to_length(message, element, at);
            return;
        }
        if (!check_part(message, element, part, at, len))
            return;
        at += len;
    }
}
