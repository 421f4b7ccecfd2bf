// SPDX-License-Identifier: Apache-2.0
// GS1 data for the floor: what tote uses of a message goes into the members of a code.
#include "element.h"

#include <string.h>

#include "gs1_message.h"
#include "i18n.h"
#include "text.h"

enum { SHOWN_MAX = 30, TEXT_MAX = 24 };

enum member { TEXT, DATE, COUNT, WEIGHT };

// The identifiers that tote uses.
static const struct known {
    const char *ai;
    enum member member;
    gsize offset, size;
} knowns[] = {
    {"00", TEXT, offsetof(struct code, sscc), sizeof((struct code *)NULL)->sscc},
    {"01", TEXT, offsetof(struct code, gtin), sizeof((struct code *)NULL)->gtin},
    {"02", TEXT, offsetof(struct code, content_gtin), sizeof((struct code *)NULL)->content_gtin},
    {"10", TEXT, offsetof(struct code, lot), sizeof((struct code *)NULL)->lot},
    {"11", DATE, offsetof(struct code, produced), sizeof((struct code *)NULL)->produced},
    {"13", DATE, offsetof(struct code, packed), sizeof((struct code *)NULL)->packed},
    {"15", DATE, offsetof(struct code, best_before), sizeof((struct code *)NULL)->best_before},
    {"17", DATE, offsetof(struct code, expiry), sizeof((struct code *)NULL)->expiry},
    {"21", TEXT, offsetof(struct code, serial), sizeof((struct code *)NULL)->serial},
    {"30", COUNT, offsetof(struct code, qty), 0},
    {"310n", WEIGHT, offsetof(struct code, weight_mg), 0},
    {"37", COUNT, offsetof(struct code, qty), 0},
};

static const struct known *known_of(const char *ai)
{
    for (gsize i = 0; i < G_N_ELEMENTS(knowns); i++)
        if (ai_matches(ai, knowns[i].ai, strlen(knowns[i].ai)))
            return &knowns[i];
    return NULL;
}

// The value as the member holds it: YYMMDD becomes 2026-08-31, day 00 the last of the month.
static void value_text(const struct gs1_element *element, const struct known *known, int this_year,
                       char ret_text[TEXT_MAX])
{
    g_snprintf(ret_text, TEXT_MAX, "%.*s", (int)element->len, element->value);
    if (known->member != DATE)
        return;
    int date = (int)g_ascii_strtoll(ret_text, NULL, 10), month = date / 100 % 100;
    int year = lint_full_year(date / 10000, this_year), day = date % 100;
    g_snprintf(ret_text, TEXT_MAX, "%04d-%02d-%02d", year, month,
               day ? day : lint_days_of_month(year, month));
}

// A count, or a weight of 310n in milligrams.
static int64_t value_number(const struct gs1_element *element, const struct known *known)
{
    char digits[TEXT_MAX];
    g_snprintf(digits, sizeof digits, "%.*s", (int)element->len, element->value);
    int64_t number = g_ascii_strtoll(digits, NULL, 10);
    for (int i = element->ai[3] - '0'; known->member == WEIGHT && i < 6; i++)
        number *= 10;
    return number;
}

// Stores ELEMENT; false if the member says something else already.
static bool store(struct code *code, const struct gs1_element *element, const struct known *known,
                  int this_year)
{
    char *member = (char *)code + known->offset, text[TEXT_MAX];
    if (known->member == TEXT || known->member == DATE) {
        value_text(element, known, this_year, text);
        if (*member)
            return strcmp(member, text) == 0;
        g_strlcpy(member, text, known->size);
        return true;
    }
    int64_t number = value_number(element, known), before;
    memcpy(&before, member, sizeof before);
    if (before > 0)
        return before == number;
    memcpy(member, &number, sizeof number);
    return true;
}

static void keep_rest(struct code *code, const struct gs1_element *element)
{
    g_autofree char *value = text_quote(element->value, (gssize)element->len, 0);
    g_autofree char *before = code->rest;
    const char *start = before ? before : "";
    code->rest = element->ai[0] ? g_strdup_printf("%s(%s)%s", start, element->ai, value)
                                : g_strdup_printf("%s%s", start, value);
}

// What is wrong with ELEMENT, a sentence; NULL if it was stored. Free with g_free().
static char *objection(struct gs1_message *message, struct gs1_element *element, struct code *code)
{
    const struct known *known = known_of(element->ai);
    if (!element->fault && known && !store(code, element, known, message->this_year))
        gs1_object(message, element, FAULT_REPEAT, 0, element->len, NULL);
    if (element->fault)
        return fault_sentence(&message->faults.list[element->fault - 1]);
    if (known)
        return NULL;
    g_autofree char *value = text_quote(element->value, (gssize)element->len, SHOWN_MAX);
    return g_strdup_printf(_("The code also says (%s) \"%s\", which tote does not use"),
                           element->ai, value);
}

// Takes over what was read; false if nothing of it is of use.
static bool take_message(struct gs1_message *message, struct code *code)
{
    bool understood = false;
    gs1_check_repeats(message);
    for (unsigned i = 0; i < message->count; i++) {
        struct gs1_element *element = &message->elements[i];
        char *sentence = objection(message, element, code);
        understood |= !sentence;
        if (sentence)
            keep_rest(code, element);
        if (sentence && !code->problem)
            code->problem = g_steal_pointer(&sentence);
        g_free(sentence);
    }
    return understood;
}

// Does an identifier in brackets, "(01)", stand at DATA?
static bool starts_bracketed(const char *data, gsize len)
{
    gsize digits = 0;
    if (len < 4 || *data != '(')
        return false;
    while (digits + 1 < len && g_ascii_isdigit(data[digits + 1]))
        digits++;
    return digits >= AI_LENGTH_MIN && digits <= AI_LENGTH_MAX && digits + 1 < len &&
           data[digits + 1] == ')';
}

bool element_string_read(const char *data, gsize len, int this_year, struct code *code)
{
    g_auto(gs1_message_value) message;
    gs1_message_init(&message, data, len, this_year);
    message.lenient = true;
    gsize skip = 0;
    while (skip < len && data[skip] == GS1_GS)
        skip++;
    if (gs1_is_address(data, len))
        gs1_read_link(&message, 0, len, true);
    else if (starts_bracketed(data + skip, len - skip))
        gs1_read_brackets(&message, skip, len);
    else
        gs1_read_symbol(&message, skip, len, GS1_GS);
    return take_message(&message, code);
}
