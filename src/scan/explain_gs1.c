// SPDX-License-Identifier: Apache-2.0
// GS1 messages explained: parts with what they mean, and the other forms of the same message.
#include <string.h>

#include "country.h"
#include "explanation.h"
#include "gtin.h"
#include "i18n.h"

enum { DECIMALS_AT = 3, CURRENCY_LENGTH = 3, DEGREE_DIGITS = 7 };

// --- what a value means: each returns text of the explanation, or NULL

typedef const char *(*teller)(struct explanation *explanation, const struct gs1_element *element);

// Year, month, day of YYMMDD at AT; day 00 is the last one of the month.
static const char *date_at(struct explanation *explanation, const char *digits)
{
    int year =
        lint_full_year((digits[0] - '0') * 10 + digits[1] - '0', explanation->message.this_year);
    int month = (digits[2] - '0') * 10 + digits[3] - '0';
    int day = (digits[4] - '0') * 10 + digits[5] - '0';
    return explain_print(explanation, "%04d-%02d-%02d", year, month,
                         day ? day : lint_days_of_month(year, month));
}

// YYMMDD, and behind it HH, MI and SS as far as they are there.
static const char *tell_time(struct explanation *explanation, const struct gs1_element *element)
{
    const char *digits = element->value, *date = date_at(explanation, digits);
    if (element->len == 6)
        return date;
    g_autoptr(GString) out = g_string_new(date);
    for (gsize at = 6; at + 2 <= element->len; at += 2)
        g_string_append_printf(out, "%c%.2s", at == 6 ? ' ' : ':', digits + at);
    return explain_keep(explanation, out->str, out->len);
}

static const char *tell_dates(struct explanation *explanation, const struct gs1_element *element)
{
    const char *from = date_at(explanation, element->value);
    if (element->len < 12)
        return from;
    return explain_print(explanation, "%s – %s", from, date_at(explanation, element->value + 6));
}

static const char *tell_birth(struct explanation *explanation, const struct gs1_element *element)
{
    const char *digits = element->value;
    if (element->len < 12)
        return explain_print(explanation, "%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
    return explain_print(explanation, "%.4s-%.2s-%.2s %.2s:%.2s", digits, digits + 4, digits + 6,
                         digits + 8, digits + 10);
}

// LEN digits with as many decimals as the last digit of the identifier says.
static const char *decimal(struct explanation *explanation, const struct gs1_element *element,
                           gsize from)
{
    gsize decimals = (gsize)(element->ai[DECIMALS_AT] - '0'), len = element->len - from;
    GString *out = explanation->scratch;
    g_string_truncate(out, 0);
    g_string_append_len(out, element->value + from, (gssize)len);
    while (out->len < decimals + 1)
        g_string_prepend_c(out, '0');
    gsize zeros = strspn(out->str, "0");
    g_string_erase(out, 0, (gssize)MIN(zeros, out->len - decimals - 1));
    if (decimals)
        g_string_insert_c(out, (gssize)(out->len - decimals), '.');
    return explain_keep(explanation, out->str, out->len);
}

// The unit stands in the title: "NET WEIGHT (kg)".
static const char *tell_measure(struct explanation *explanation, const struct gs1_element *element)
{
    const char *number = decimal(explanation, element, 0);
    const char *open = strchr(element->row->title, '('), *close = open ? strrchr(open, ')') : NULL;
    if (memcmp(element->ai, "337", 3) == 0)
        return explain_print(explanation, "%s kg/m²", number);
    if (!close)
        return number;
    return explain_print(explanation, "%s %.*s", number, (int)(close - open - 1), open + 1);
}

static const char *tell_amount(struct explanation *explanation, const struct gs1_element *element)
{
    return decimal(explanation, element, 0);
}

static const char *tell_money(struct explanation *explanation, const struct gs1_element *element)
{
    const char *number = decimal(explanation, element, CURRENCY_LENGTH);
    return explain_print(explanation, "%s %.3s", number, lint_currency_of(element->value));
}

static const char *tell_percent(struct explanation *explanation, const struct gs1_element *element)
{
    return explain_print(explanation, "%s %%", decimal(explanation, element, 0));
}

static const char *tell_countries(struct explanation *explanation,
                                  const struct gs1_element *element)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool whole = ai_numeric(element->row);
    for (gsize at = 0; at + 3 <= element->len && (whole || at == 0); at += 3) {
        const char *letters = country_of_number(element->value + at);
        g_string_append_printf(out, "%s%.2s", at ? ", " : "", letters ? letters : "");
    }
    if (!whole)
        g_string_append_printf(out, " %.*s", (int)(element->len - 3), element->value + 3);
    return explain_keep(explanation, out->str, out->len);
}

static const char *tell_yes_no(struct explanation *explanation, const struct gs1_element *element)
{
    return element->value[0] == '1' ? _("yes") : _("no");
}

static const char *tell_sex(struct explanation *explanation, const struct gs1_element *element)
{
    static const char *const texts[] = {N_("not known"), N_("male"), N_("female")};
    return element->value[0] <= '2' ? _(texts[element->value[0] - '0']) : _("not applicable");
}

static const char *tell_sequence(struct explanation *explanation, const struct gs1_element *element)
{
    const char *slash = memchr(element->value, '/', element->len);
    int before = (int)(slash - element->value), after = (int)element->len - before - 1;
    return explain_print(explanation, _("%.*s of %.*s"), before, element->value, after, slash + 1);
}

static const char *tell_piece(struct explanation *explanation, const struct gs1_element *element)
{
    return explain_print(explanation, _("piece %.2s of %.2s"), element->value + 14,
                         element->value + 16);
}

// Ten digits: degrees by 10^7, from the south pole on; eastwards once around.
static const char *tell_place(struct explanation *explanation, const struct gs1_element *element)
{
    gint64 latitude = 0, longitude = 0;
    for (int i = 0; i < 10; i++) {
        latitude = latitude * 10 + element->value[i] - '0';
        longitude = longitude * 10 + element->value[10 + i] - '0';
    }
    latitude -= G_GINT64_CONSTANT(900000000);
    if (longitude > G_GINT64_CONSTANT(1800000000))
        longitude -= G_GINT64_CONSTANT(3600000000);
    return explain_print(explanation, "%s%d.%0*d, %s%d.%0*d", latitude < 0 ? "-" : "",
                         (int)(ABS(latitude) / 10000000), DEGREE_DIGITS,
                         (int)(ABS(latitude) % 10000000), longitude < 0 ? "-" : "",
                         (int)(ABS(longitude) / 10000000), DEGREE_DIGITS,
                         (int)(ABS(longitude) % 10000000));
}

static const char *tell_temperature(struct explanation *explanation,
                                    const struct gs1_element *element)
{
    int degrees = 0;
    for (int i = 0; i < 6; i++)
        degrees = degrees * 10 + element->value[i] - '0';
    const char *unit = element->ai[3] == '0' || element->ai[3] == '2' ? "°F" : "°C";
    return explain_print(explanation, "%s%d.%02d %s", element->len > 6 ? "-" : "", degrees / 100,
                         degrees % 100, unit);
}

// Text with %-sequences and '+' for a blank.
static const char *tell_decoded(struct explanation *explanation, const struct gs1_element *element)
{
    g_autoptr(GString) out = g_string_new(NULL);
    for (gsize i = 0; i < element->len; i++) {
        char c = element->value[i];
        if (c == '%') {
            c = (char)(g_ascii_xdigit_value(element->value[i + 1]) * 16 +
                       g_ascii_xdigit_value(element->value[i + 2]));
            i += 2;
        } else if (c == '+') {
            c = ' ';
        }
        g_string_append_c(out, c);
    }
    return explain_keep(explanation, out->str, out->len);
}

static const char *tell_gtin(struct explanation *explanation, const struct gs1_element *element)
{
    const char *note = gtin_note(element->value);
    return note ? _(note) : NULL;
}

// By the first digits of the identifier; the first row that fits.
static const struct {
    const char *start;
    teller tell;
} tellers[] = {
    {"01", tell_gtin},       {"02", tell_gtin},       {"11", tell_time},
    {"12", tell_time},       {"13", tell_time},       {"15", tell_time},
    {"16", tell_time},       {"17", tell_time},       {"31", tell_measure},
    {"32", tell_measure},    {"33", tell_measure},    {"34", tell_measure},
    {"35", tell_measure},    {"36", tell_measure},    {"390", tell_amount},
    {"391", tell_money},     {"392", tell_amount},    {"393", tell_money},
    {"394", tell_percent},   {"395", tell_amount},    {"421", tell_countries},
    {"422", tell_countries}, {"423", tell_countries}, {"424", tell_countries},
    {"425", tell_countries}, {"426", tell_countries}, {"4307", NULL},
    {"4308", NULL},          {"4309", tell_place},    {"4317", NULL},
    {"4318", NULL},          {"4319", NULL},          {"430", tell_decoded},
    {"4310", tell_decoded},  {"4311", tell_decoded},  {"4312", tell_decoded},
    {"4313", tell_decoded},  {"4314", tell_decoded},  {"4315", tell_decoded},
    {"4316", tell_decoded},  {"4320", tell_decoded},  {"4321", tell_yes_no},
    {"4322", tell_yes_no},   {"4323", tell_yes_no},   {"4324", tell_time},
    {"4325", tell_time},     {"4326", tell_time},     {"433", tell_temperature},
    {"7003", tell_time},     {"7006", tell_time},     {"7007", tell_dates},
    {"7011", tell_time},     {"703", tell_countries}, {"7250", tell_birth},
    {"7251", tell_birth},    {"7252", tell_sex},      {"7253", tell_decoded},
    {"7254", tell_decoded},  {"7256", tell_decoded},  {"7258", tell_sequence},
    {"7259", tell_decoded},  {"8006", tell_piece},    {"8008", tell_time},
    {"8026", tell_piece},
};

static const char *tell(struct explanation *explanation, const struct gs1_element *element)
{
    for (gsize i = 0; i < G_N_ELEMENTS(tellers); i++) {
        gsize len = strlen(tellers[i].start);
        if (strncmp(element->ai, tellers[i].start, len) == 0)
            return tellers[i].tell ? tellers[i].tell(explanation, element) : NULL;
    }
    return NULL;
}

// --- the message

static void add_parts(struct explanation *explanation)
{
    struct gs1_message *message = &explanation->message;
    for (unsigned i = 0; i < message->count; i++) {
        const struct gs1_element *element = &message->elements[i];
        gsize end = gs1_place(message, element, element->len);
        struct explain_part *part =
            explain_add(explanation, "", element->row ? element->row->title : NULL,
                        element->position, end - element->position, 0, 0);
        part->id = element->ai;
        part->value = explain_keep(explanation, element->value, element->len);
        if (element->row && !element->fault)
            part->text = tell(explanation, element);
    }
}

static const char *written(struct explanation *explanation, bool good)
{
    GString *out = explanation->scratch;
    return good ? explain_keep(explanation, out->str, out->len) : NULL;
}

static void add_forms(struct explanation *explanation)
{
    const struct gs1_message *message = &explanation->message;
    g_string_truncate(explanation->scratch, 0);
    gs1_write_symbol(message, explanation->scratch);
    explanation->element_string = written(explanation, true);
    g_string_truncate(explanation->scratch, 0);
    gs1_write_brackets(message, explanation->scratch);
    explanation->bracketed = written(explanation, true);
    g_string_truncate(explanation->scratch, 0);
    explanation->link = written(explanation, gs1_write_link(message, NULL, explanation->scratch));
}

void explain_message(struct explanation *explanation)
{
    struct gs1_message *message = &explanation->message;
    if (message->count == 0 && message->faults.count == 0)
        explain_object(explanation, FAULT_GS1_EMPTY, 0, message->source_len, NULL);
    gs1_check_repeats(message);
    bool believed = message->faults.count == 0; // what must stand together may be elsewhere
    gs1_check_rules(message);
    add_parts(explanation);
    if (believed)
        add_forms(explanation);
    const struct gs1_element *gtin = gs1_find(message, "01");
    if (gtin && gtin->sound && gtin->len == GTIN_DIGITS)
        g_snprintf(explanation->gtin, sizeof explanation->gtin, "%.14s", gtin->value);
}

// A message that says only which unit it is stands for that unit.
static const char *kind_of(const struct gs1_message *message)
{
    return message->count == 1 && strcmp(message->elements[0].ai, "00") == 0 ? "sscc" : "gs1";
}

// --- composites: the parts of one item, linear and two-dimensional, with '|' between

static gsize bar_at(const struct gs1_message *message, gsize from)
{
    const char *found = memchr(message->source + from, '|', message->source_len - from);
    return found ? (gsize)(found - message->source) : message->source_len;
}

// Is there a second GS1 identifier ("]e0") at AT?
static gsize skip_aim(const struct gs1_message *message, gsize at)
{
    struct aim aim;
    bool found = aim_read(message->source + at, message->source_len - at, &aim) && aim.gs1;
    return found ? at + AIM_ID_LENGTH : at;
}

void explain_symbol(struct explanation *explanation, gsize from, char separator)
{
    struct gs1_message *message = &explanation->message;
    for (gsize at = from;;) {
        gsize end = bar_at(message, at);
        unsigned before = message->count + message->faults.count;
        gs1_read_symbol(message, at, end, separator);
        if (message->count + message->faults.count == before)
            explain_object(explanation, FAULT_GS1_EMPTY, at, 0, NULL);
        if (end == message->source_len)
            break;
        at = skip_aim(message, end + 1);
    }
    explanation->kind = kind_of(message);
    explain_message(explanation);
}

void explain_brackets(struct explanation *explanation, gsize from)
{
    struct gs1_message *message = &explanation->message;
    for (gsize at = from;; at++) {
        gsize end = bar_at(message, at);
        gs1_read_brackets(message, at, end);
        at = end;
        if (end == message->source_len)
            break;
    }
    explanation->kind = kind_of(message);
    explain_message(explanation);
}

void explain_link(struct explanation *explanation, gsize from, bool short_gtin)
{
    struct gs1_message *message = &explanation->message;
    bool named = gs1_read_link(message, from, message->source_len, short_gtin);
    explanation->kind = named ? "gs1-link" : "unknown";
    if (named)
        explain_message(explanation);
}
