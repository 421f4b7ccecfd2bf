// SPDX-License-Identifier: Apache-2.0
// Which family a code belongs to: signs that are sure first, shapes after them.
#include "explain.h"

#include <stdarg.h>
#include <string.h>

#include "classify.h"
#include "i18n.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 9900, TEXTS_BLOCK = 4096, DONATION_LENGTH = 16 };

struct explanation *explanation_new(void)
{
    struct explanation *explanation = g_new0(struct explanation, 1);
    explanation->texts = g_string_chunk_new(TEXTS_BLOCK);
    explanation->scratch = g_string_sized_new(256);
    return explanation;
}

struct explanation *explanation_free(struct explanation *explanation)
{
    if (!explanation)
        return NULL;
    gs1_message_clear(&explanation->message);
    g_string_chunk_free(explanation->texts);
    g_string_free(explanation->scratch, TRUE);
    g_free(explanation);
    return NULL;
}

const char *explain_keep(struct explanation *explanation, const char *text, gsize len)
{
    return g_string_chunk_insert_len(explanation->texts, text, (gssize)len);
}

const char *explain_print(struct explanation *explanation, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    return explain_keep(explanation, text, strlen(text));
}

struct explain_part *explain_add(struct explanation *explanation, const char *id, const char *title,
                                 gsize position, gsize length, gsize from, gsize len)
{
    struct explain_part *part = &explanation->parts[explanation->count];
    if (explanation->count + 1 < EXPLAIN_PARTS_MAX)
        explanation->count++;
    *part = (struct explain_part){.id = id, .title = title, .position = position, .length = length};
    part->value = explain_keep(explanation, explanation->message.source + from, len);
    return part;
}

struct fault *explain_object(struct explanation *explanation, enum fault_code code, gsize from,
                             gsize len, const char *detail)
{
    struct fault *fault = fault_add(&explanation->message.faults, code, from, len, detail);
    fault_value(fault, explanation->message.source + from, len);
    return fault;
}

static void begin(struct explanation *explanation, const char *data, gsize len, int this_year)
{
    gs1_message_clear(&explanation->message);
    g_string_chunk_clear(explanation->texts);
    gs1_message_init(&explanation->message, data, len, CLAMP(this_year, YEAR_MIN, YEAR_MAX));
    explanation->kind = "unknown";
    memset(explanation->aim, 0, sizeof explanation->aim);
    explanation->symbology = (struct aim){0};
    explanation->count = 0;
    explanation->gtin[0] = '\0';
    explanation->element_string = explanation->bracketed = explanation->link = NULL;
}

// --- families by their first characters

static bool starts(const struct explanation *explanation, gsize from, const char *text)
{
    const struct gs1_message *message = &explanation->message;
    gsize len = strlen(text);
    return message->source_len - from >= len && memcmp(message->source + from, text, len) == 0;
}

static bool bracketed(const struct explanation *explanation, gsize from)
{
    const struct gs1_message *message = &explanation->message;
    return message->source[from] == '(' && from + 1 < message->source_len &&
           g_ascii_isdigit(message->source[from + 1]);
}

// Separators between parts, the first of which starts with an identifier.
static bool has_separators(const struct explanation *explanation, gsize from)
{
    const struct gs1_message *message = &explanation->message;
    const char *data = message->source + from;
    gsize len = message->source_len - from;
    gsize skip = len && data[0] == GS1_GS ? 1 : 0;
    return len && memchr(data, GS1_GS, len) && ai_length(data + skip, len - skip) > 0;
}

// A donation number of ISBT 128: '=' and 15 capitals and digits.
static bool is_donation(const char *data, gsize len)
{
    bool good = len == DONATION_LENGTH && data[0] == '=';
    for (gsize i = 1; good && i < len; i++)
        good = g_ascii_isdigit(data[i]) || g_ascii_isupper(data[i]);
    return good;
}

// ISBT 128: a donation number, or '=' or '&' and a sign of the standard's data identifiers.
static bool explain_isbt(struct explanation *explanation, gsize from)
{
    const struct gs1_message *message = &explanation->message;
    const char *data = message->source + from;
    gsize len = message->source_len - from;
    bool sign = len > 4 && (data[0] == '=' || data[0] == '&') && data[1] &&
                strchr("%<>{}*+$,#()-[]\"!';", data[1]);
    if (!sign && !is_donation(data, len))
        return false;
    explanation->kind = "isbt128";
    explain_add(explanation, "", N_("DATA"), from, len, from, len);
    explain_object(explanation, FAULT_ISBT, from, len, NULL);
    return true;
}

// Our own codes: commands, places and numbers.
static bool explain_ours(struct explanation *explanation, gsize from)
{
    const struct gs1_message *message = &explanation->message;
    gsize len = message->source_len - from;
    g_auto(scan_code) code = {0};
    code_read(message->source + from, (gssize)len, NULL, message->this_year, &code);
    if (code.kind != CODE_COMMAND && code.kind != CODE_LINK && code.kind != CODE_PLACE &&
        (code.kind < CODE_ORDER || code.kind > CODE_TOTE))
        return false;
    explanation->kind = code_kind_text(code.kind == CODE_LINK ? code.target : code.kind);
    struct explain_part *part =
        explain_add(explanation, explanation->kind, N_("tote"), from, len, from, len);
    const char *value = code.number ? code.number : code.text;
    part->value = explain_keep(explanation, value, strlen(value));
    return true;
}

// Any data, and GS1 data of a composite behind it in the notation of GS1's own tools: "…|^…".
static bool explain_composite(struct explanation *explanation, gsize from)
{
    const struct gs1_message *message = &explanation->message;
    const char *data = message->source + from;
    const char *bar = memmem(data, message->source_len - from, "|^", 2);
    if (!bar)
        return false;
    explain_add(explanation, "", N_("DATA"), from, (gsize)(bar - data), from, (gsize)(bar - data));
    explain_symbol(explanation, from + (gsize)(bar - data) + 1, '^');
    return true;
}

// Families that need no announcement. False if none fits.
static bool explain_content(struct explanation *explanation, gsize from, bool short_gtin)
{
    bool plain = explanation->aim[0] != '\0';
    const struct gs1_message *message = &explanation->message;
    if (gs1_is_address(message->source + from, message->source_len - from)) {
        explain_link(explanation, from, short_gtin);
        return true;
    }
    if (explain_envelope(explanation, from))
        return true;
    if (!plain && message->source[from] == '^') {
        explain_symbol(explanation, from, '^');
        return true;
    }
    if (bracketed(explanation, from)) {
        explain_brackets(explanation, from);
        return true;
    }
    if (has_separators(explanation, from)) {
        explain_symbol(explanation, from, GS1_GS);
        return true;
    }
    return explain_hibc(explanation, from) || explain_isbt(explanation, from) ||
           explain_digits(explanation, from) || explain_s10(explanation, from) ||
           explain_ours(explanation, from) || (!plain && explain_composite(explanation, from));
}

// Reads the AIM identifier; where the data starts.
static gsize take_aim(struct explanation *explanation)
{
    const struct gs1_message *message = &explanation->message;
    if (!aim_read(message->source, message->source_len, &explanation->symbology))
        return 0;
    memcpy(explanation->aim, message->source, AIM_ID_LENGTH);
    explanation->aim[AIM_ID_LENGTH] = '\0';
    return AIM_ID_LENGTH;
}

static void explain_data(struct explanation *explanation, bool short_gtin)
{
    gsize len = explanation->message.source_len, from = take_aim(explanation);
    const char *aim = explanation->aim;
    if (explanation->symbology.gs1) {
        explain_symbol(explanation, from, GS1_GS);
        return;
    }
    if (aim[1] == 'E' && aim[2] >= '0' && aim[2] <= '4') {
        explain_retail(explanation, from);
        return;
    }
    if (from < len && explain_content(explanation, from, short_gtin))
        return;
    explanation->kind = "unknown";
    if (from == 0)
        explain_object(explanation, starts(explanation, 0, "]") ? FAULT_AIM : FAULT_CODE_UNKNOWN, 0,
                       len, NULL);
    else
        explain_add(explanation, "", N_("DATA"), from, len - from, from, len - from);
}

void explain_code(struct explanation *explanation, const char *data, gsize len, int this_year,
                  bool short_gtin)
{
    char most[16];
    begin(explanation, data, MIN(len, EXPLAIN_BYTES_MAX), this_year);
    if (len == 0)
        explain_object(explanation, FAULT_CODE_EMPTY, 0, 0, NULL);
    else
        explain_data(explanation, short_gtin);
    g_snprintf(most, sizeof most, "%d", EXPLAIN_BYTES_MAX);
    if (len > EXPLAIN_BYTES_MAX)
        explain_object(explanation, FAULT_CODE_LIMIT, 0, 0, most);
}
