// SPDX-License-Identifier: Apache-2.0
// ISO/IEC 15434 messages: an envelope of formats, mostly data identifiers of ANSI MH10.8.2 or
// GS1 application identifiers.
#include <string.h>

#include "explanation.h"
#include "i18n.h"

enum { RS = 0x1E, EOT = 0x04, FORMAT_LENGTH = 2, DI_DIGITS_MAX = 3, TEI_LENGTH = 3 };

static const struct {
    const char *id, *title;
} identifiers[] = {
#define DI(id, title) {id, title},
#include "mh10.def"
#undef DI
};

static gsize find(const struct gs1_message *message, gsize from, gsize to, char wanted)
{
    const char *found = memchr(message->source + from, wanted, to - from);
    return found ? (gsize)(found - message->source) : to;
}

// Length of a data identifier at FROM: up to three digits and a capital; 0 if there is none.
static gsize identifier_length(const struct gs1_message *message, gsize from, gsize to)
{
    gsize at = from;
    while (at < to && at - from < DI_DIGITS_MAX && g_ascii_isdigit(message->source[at]))
        at++;
    return at < to && g_ascii_isupper(message->source[at]) ? at + 1 - from : 0;
}

static const char *title_of(const char *id)
{
    for (gsize i = 0; i < G_N_ELEMENTS(identifiers); i++)
        if (strcmp(identifiers[i].id, id) == 0)
            return _(identifiers[i].title);
    return NULL;
}

// A date YYYYMMDD, YYMMDD said by its identifier.
static void tell_date(struct explanation *explanation, struct explain_part *part)
{
    static const struct {
        const char *id;
        gsize year;
    } dated[] = {{"D", 2}, {"12D", 4}, {"14D", 4}, {"16D", 4}};
    for (gsize i = 0; i < G_N_ELEMENTS(dated); i++) {
        if (strcmp(part->id, dated[i].id) != 0)
            continue;
        struct lint_text text = {part->value, strlen(part->value), explanation->message.this_year};
        struct lint_fault fault;
        enum lint check = dated[i].year == 4 ? LINT_YYYYMMDD : LINT_YYMMDD;
        if (!lint_run(check, &text, &fault)) {
            struct fault *said =
                explain_object(explanation, FAULT_DAY, part->position, part->length, NULL);
            g_strlcpy(said->ai, part->id, sizeof said->ai);
            fault_value(said, part->value, text.len);
            return;
        }
        int year = (int)g_ascii_strtoll(part->value, NULL, 10);
        year = dated[i].year == 4 ? year / 10000 : lint_full_year(year / 10000, text.this_year);
        const char *rest = part->value + dated[i].year;
        part->text = explain_print(explanation, "%04d-%.2s-%.2s", year, rest, rest + 2);
    }
}

static void read_item(struct explanation *explanation, gsize from, gsize to)
{
    const struct gs1_message *message = &explanation->message;
    gsize len = identifier_length(message, from, to);
    if (!len) {
        explain_object(explanation, FAULT_ENVELOPE_ITEM, from, to - from, NULL);
        explain_add(explanation, "", NULL, from, to - from, from, to - from);
        return;
    }
    const char *id = explain_keep(explanation, message->source + from, len);
    struct explain_part *part =
        explain_add(explanation, id, title_of(id), from, to - from, from + len, to - from - len);
    if (from + len == to) {
        struct fault *fault = explain_object(explanation, FAULT_ENVELOPE_EMPTY, from, len, NULL);
        g_strlcpy(fault->ai, id, sizeof fault->ai);
    }
    tell_date(explanation, part);
}

// --- formats: each reads what stands between its number and the record separator

static void read_identifiers(struct explanation *explanation, gsize from, gsize to)
{
    for (gsize at = from; at < to;) {
        gsize end = find(&explanation->message, at, to, GS1_GS);
        if (end > at)
            read_item(explanation, at, end);
        at = end + 1;
    }
}

static void read_gs1(struct explanation *explanation, gsize from, gsize to)
{
    gs1_read_symbol(&explanation->message, from, to, GS1_GS);
}

static void read_fields(struct explanation *explanation, gsize from, gsize to)
{
    for (gsize at = from; at < to;) {
        gsize end = find(&explanation->message, at, to, GS1_GS);
        if (end > at)
            explain_add(explanation, "", N_("FIELD"), at, end - at, at, end - at);
        at = end + 1;
    }
}

// Text element identifiers: three letters, a blank, the value.
static void read_texts(struct explanation *explanation, gsize from, gsize to)
{
    const struct gs1_message *message = &explanation->message;
    for (gsize at = from; at < to;) {
        gsize end = find(message, at, to, GS1_GS), blank = find(message, at, end, ' ');
        bool named = blank - at == TEI_LENGTH && blank + 1 < end;
        gsize value = named ? blank + 1 : at;
        const char *id = named ? explain_keep(explanation, message->source + at, TEI_LENGTH) : "";
        if (end > at)
            explain_add(explanation, id, NULL, at, end - at, value, end - value);
        if (end > at && !named)
            explain_object(explanation, FAULT_ENVELOPE_ITEM, at, end - at, NULL);
        at = end + 1;
    }
}

static void read_whole(struct explanation *explanation, gsize from, gsize to)
{
    explain_add(explanation, "", N_("DATA"), from, to - from, from, to - from);
}

static const struct format {
    char number[FORMAT_LENGTH + 1];
    void (*read)(struct explanation *explanation, gsize from, gsize to);
} formats[] = {
    {"01", read_fields}, {"02", read_whole},       {"03", read_whole},  {"04", read_whole},
    {"05", read_gs1},    {"06", read_identifiers}, {"07", read_whole},  {"08", read_whole},
    {"09", read_whole},  {"10", read_fields},      {"11", read_fields}, {"12", read_texts},
};

static const struct format *format_at(const struct gs1_message *message, gsize from, gsize to)
{
    for (gsize i = 0; to - from >= FORMAT_LENGTH && i < G_N_ELEMENTS(formats); i++)
        if (memcmp(message->source + from, formats[i].number, FORMAT_LENGTH) == 0)
            return &formats[i];
    return NULL;
}

// Reads the format at FROM; returns where its record separator stands, or TO.
static gsize read_format(struct explanation *explanation, gsize from, gsize to)
{
    const struct gs1_message *message = &explanation->message;
    gsize end = find(message, from, to, RS);
    const struct format *format = format_at(message, from, end);
    if (!format) {
        explain_object(explanation, FAULT_ENVELOPE_FORMAT, from, MIN(end - from, FORMAT_LENGTH),
                       NULL);
        return end;
    }
    format->read(explanation, from + FORMAT_LENGTH, end);
    return end;
}

bool explain_envelope(struct explanation *explanation, gsize from)
{
    struct gs1_message *message = &explanation->message;
    gsize end = message->source_len, at = from + 3;
    if (end - from < 3 || memcmp(message->source + from, "[)>", 3) != 0)
        return false;
    explanation->kind = "iso15434";
    bool closed =
        end - at >= 2 && message->source[end - 1] == EOT && message->source[end - 2] == RS;
    if (!closed)
        explain_object(explanation, FAULT_ENVELOPE_END, end, 0, NULL);
    else
        end--;
    if (at < end && message->source[at] == RS)
        at++;
    else
        explain_object(explanation, FAULT_ENVELOPE_HEADER, at, 0, NULL);
    if (at >= end)
        explain_object(explanation, FAULT_ENVELOPE_FORMAT, at, 0, NULL);
    while (at < end)
        at = read_format(explanation, at, end) + 1;
    if (message->count > 0)
        explain_message(explanation);
    return true;
}
