// SPDX-License-Identifier: Apache-2.0
// Digits without an identifier: retail symbols, GTIN and SSCC explained.
#include <string.h>

#include "explanation.h"
#include "gs1.h"
#include "gtin.h"
#include "i18n.h"

enum { EAN_13 = 13, EAN_8 = 8, SHORT_ADDON = 2, LONG_ADDON = 5 };

static gsize digits_from(const struct explanation *explanation, gsize from)
{
    const struct gs1_message *message = &explanation->message;
    gsize at = from;
    while (at < message->source_len && g_ascii_isdigit(message->source[at]))
        at++;
    return at - from;
}

// Objects unless the last of LEN digits is their check digit.
static bool check(struct explanation *explanation, gsize from, gsize len)
{
    const char *digits = explanation->message.source + from;
    char right[2] = {gs1_check_digit(digits, len - 1), '\0'};
    if (right[0] == digits[len - 1])
        return true;
    struct fault *fault = explain_object(explanation, FAULT_GTIN_CHECK, from, len, right);
    fault->position = from + len - 1;
    fault->length = 1;
    return false;
}

static void add_measures(struct explanation *explanation, gsize from)
{
    struct measure measures[MEASURES_MAX];
    const char *digits = explanation->message.source + from;
    unsigned count = gtin_measures(digits, measures);
    for (unsigned i = 0; i < count; i++) {
        gsize at = from + measures[i].value;
        struct explain_part *part = explain_add(explanation, "measure", N_("VALUE INSIDE"), at,
                                                measures[i].value_len, at, measures[i].value_len);
        part->text = explain_print(explanation, _("item %.*s: %s"), (int)measures[i].item_len,
                                   digits + measures[i].item, _(measures[i].name));
    }
}

// The forms of a GTIN that is right.
static void add_forms(struct explanation *explanation)
{
    const char *gtin = explanation->gtin;
    explanation->element_string = explain_print(explanation, "01%s", gtin);
    explanation->bracketed = explain_print(explanation, "(01)%s", gtin);
    explanation->link = explain_print(explanation, "https://id.gs1.org/01/%s", gtin);
}

static void add_gtin(struct explanation *explanation, gsize from, gsize len)
{
    char gtin[GTIN_DIGITS + 1];
    explanation->kind = "gtin";
    struct explain_part *part = explain_add(explanation, "01", "GTIN", from, len, from, len);
    if (!check(explanation, from, len) || !gtin_fill(explanation->message.source + from, len, gtin))
        return;
    const char *note = gtin_note(gtin);
    part->text = note ? _(note) : NULL;
    part->value = explain_keep(explanation, gtin, GTIN_DIGITS);
    g_strlcpy(explanation->gtin, gtin, sizeof explanation->gtin);
    add_forms(explanation);
    if (len == EAN_13)
        add_measures(explanation, from);
}

static void add_upc_e(struct explanation *explanation, gsize from, const char *upc_a)
{
    char gtin[GTIN_DIGITS + 1];
    explanation->kind = "gtin";
    gtin_fill(upc_a, strlen(upc_a), gtin);
    struct explain_part *part = explain_add(explanation, "01", "GTIN", from, EAN_8, from, EAN_8);
    part->value = explain_keep(explanation, gtin, GTIN_DIGITS);
    part->text = explain_print(explanation, _("UPC-E, written out %s"), upc_a);
    g_strlcpy(explanation->gtin, gtin, sizeof explanation->gtin);
    add_forms(explanation);
}

static void add_sscc(struct explanation *explanation, gsize position, gsize from)
{
    explanation->kind = "sscc";
    explain_add(explanation, "00", "SSCC", position, from + SSCC_LENGTH - position, from,
                SSCC_LENGTH);
    if (!check(explanation, from, SSCC_LENGTH))
        return;
    const char *sscc = explanation->message.source + from;
    explanation->element_string = explain_print(explanation, "00%.18s", sscc);
    explanation->bracketed = explain_print(explanation, "(00)%.18s", sscc);
    explanation->link = explain_print(explanation, "https://id.gs1.org/00/%.18s", sscc);
}

// --- retail symbols

// The part of a composite behind a retail symbol; the GTIN counts as its (01).
static void read_composite(struct explanation *explanation, gsize from, gsize len, gsize rest,
                           char separator)
{
    struct gs1_message *message = &explanation->message;
    char gtin[GTIN_DIGITS + 1];
    explanation->kind = "gs1";
    struct gs1_element *element = gs1_add(message, "01", 2, from);
    if (!check(explanation, from, len) || !gtin_fill(message->source + from, len, gtin)) {
        element->sound = false;
        element->fault = message->faults.count;
        gtin[0] = '\0';
    }
    element->value = explain_keep(explanation, gtin, strlen(gtin));
    element->len = strlen(gtin);
    element->value_position = from;
    unsigned before = message->count + message->faults.count;
    gs1_read_symbol(message, rest, message->source_len, separator);
    if (message->count + message->faults.count == before)
        explain_object(explanation, FAULT_GS1_EMPTY, rest, 0, NULL);
    explain_message(explanation);
}

// Where GS1 data goes on behind digits that end at AT: "|]e0…" or "|^…"; 0 if nowhere.
static gsize composite_at(const struct gs1_message *message, gsize at, char *ret_separator)
{
    const char *rest = message->source + at;
    gsize left = message->source_len - at;
    struct aim aim;
    *ret_separator = GS1_GS;
    if (left < 2 || rest[0] != '|')
        return 0;
    if (rest[1] == '^') {
        *ret_separator = '^';
        return at + 1;
    }
    bool announced = aim_read(rest + 1, left - 1, &aim) && aim.gs1;
    return announced ? at + 1 + AIM_ID_LENGTH : 0;
}

static void object_to_length(struct explanation *explanation, gsize from, gsize digits,
                             const char *needed)
{
    gsize len = explanation->message.source_len - from;
    explain_object(explanation, digits == len ? FAULT_GTIN_LENGTH : FAULT_GTIN_DIGIT, from, len,
                   needed);
}

static void add_addon(struct explanation *explanation, gsize from, gsize len)
{
    explain_add(explanation, "add-on", len == SHORT_ADDON ? "EAN-2" : "EAN-5", from, len, from,
                len);
}

// The data of one retail symbol: digits of the number, of an add-on, and what to say if not.
static const struct retail {
    char modifier;
    gsize number;
    const char *needed; // N_()
} retails[] = {
    {'0', EAN_13, N_("13 digits")}, {'1', 0, N_("2 digits")},
    {'2', 0, N_("5 digits")},       {'3', EAN_13, N_("13 digits and 2 or 5 more")},
    {'4', EAN_8, N_("8 digits")},
};

static bool addon_fits(char modifier, gsize len)
{
    return (len == SHORT_ADDON && modifier != '2') || (len == LONG_ADDON && modifier != '1');
}

void explain_retail(struct explanation *explanation, gsize from)
{
    struct gs1_message *message = &explanation->message;
    gsize digits = digits_from(explanation, from), len = message->source_len - from;
    const struct retail *retail = &retails[explanation->aim[2] - '0'];
    bool with_addon = retail->modifier >= '1' && retail->modifier <= '3';
    explanation->kind = "gtin";
    char separator;
    gsize rest = digits == retail->number ? composite_at(message, from + digits, &separator) : 0;
    if (rest && !with_addon) {
        read_composite(explanation, from, digits, rest, separator);
        return;
    }
    gsize more = digits > retail->number ? digits - retail->number : 0;
    bool good = digits == len && digits >= retail->number &&
                (with_addon ? addon_fits(retail->modifier, more) : more == 0);
    if (!good) {
        object_to_length(explanation, from, digits, retail->needed);
        return;
    }
    if (retail->number)
        add_gtin(explanation, from, retail->number);
    if (with_addon)
        add_addon(explanation, from + retail->number, more);
}

// --- digits without any identifier

// "01…" and all of it makes sense: an element string whose FNC1 got lost.
static bool bare_elements(struct explanation *explanation, gsize from)
{
    struct gs1_message *message = &explanation->message;
    gsize len = message->source_len - from;
    if (len < 16 || memcmp(message->source + from, "01", 2) != 0)
        return false;
    gs1_read_symbol(message, from, message->source_len, GS1_GS);
    const struct gs1_element *gtin = gs1_find(message, "01");
    if (gtin && gtin->sound) {
        explanation->kind = "gs1";
        explain_message(explanation);
        return true;
    }
    message->count = 0;
    message->faults.count = 0;
    return false;
}

static bool bare_number(struct explanation *explanation, gsize from, gsize len)
{
    const char *digits = explanation->message.source + from;
    char upc_a[13];
    if (len == SSCC_LENGTH || (len == SSCC_LENGTH + 2 && memcmp(digits, "00", 2) == 0)) {
        add_sscc(explanation, from, from + len - SSCC_LENGTH);
        return true;
    }
    if (len != EAN_8 && (len < 12 || len > GTIN_DIGITS))
        return false;
    bool eight = len == EAN_8 && gs1_check_digit(digits, 7) != digits[7];
    if (eight && gtin_of_upc_e(digits, upc_a)) {
        add_upc_e(explanation, from, upc_a);
        return true;
    }
    add_gtin(explanation, from, len);
    if (eight) // as likely a number of one's own
        explanation->kind = "unknown";
    return true;
}

bool explain_digits(struct explanation *explanation, gsize from)
{
    struct gs1_message *message = &explanation->message;
    gsize digits = digits_from(explanation, from), len = message->source_len - from;
    char separator;
    gsize rest = digits ? composite_at(message, from + digits, &separator) : 0;
    bool number = digits == 8 || (digits >= 12 && digits <= GTIN_DIGITS);
    if (rest && number) {
        read_composite(explanation, from, digits, rest, separator);
        return true;
    }
    if (digits == len && bare_number(explanation, from, len))
        return true;
    return bare_elements(explanation, from);
}
