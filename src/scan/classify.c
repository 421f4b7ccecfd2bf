// SPDX-License-Identifier: Apache-2.0
// What a code is: a table of shapes, tried in order; the first that fits wins.
#include "classify.h"

#include <string.h>

#include "aim.h"
#include "element.h"
#include "gs1.h"
#include "gs1_message.h"
#include "gtin.h"
#include "text.h"

enum { NUMBER_MAX = 32, YEAR_MIN = 1900, YEAR_MAX = 9900 };

// A code on its way through the shapes. `data` is trimmed and NUL-terminated.
struct look {
    const char *data, *aim;
    gsize len;
    int this_year;
};

// The LEN bytes of DATA unchanged if all of them can be read, else with escapes.
static char *readable(const char *data, gsize len)
{
    for (gsize i = 0; i < len; i++)
        if ((guchar)data[i] < 0x20 || data[i] == 0x7F)
            return text_quote(data, (gssize)len, 0);
    if (!g_utf8_validate(data, (gssize)len, NULL))
        return text_quote(data, (gssize)len, 0);
    return g_strndup(data, len);
}

static bool all_digits(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

// ---- shapes: each fills CODE and returns true if it fits ----

static bool as_command(const struct look *look, struct code *code)
{
    const char *word = look->data + 1;
    if (look->data[0] != '%' || !*word || strlen(look->data) != look->len)
        return false;
    if (strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") !=
        strlen(word))
        return false;
    g_free(code->text);
    code->text = g_ascii_strup(word, -1);
    return true;
}

static bool starts_bracketed(const char *data)
{
    gsize digits = *data == '(' ? strspn(data + 1, "0123456789") : 0;
    return digits >= 2 && digits <= 4 && data[digits + 1] == ')';
}

static void drop_parts(struct code *code)
{
    struct code clean = {.kind = code->kind, .text = code->text, .weight_mg = -1};
    memcpy(clean.symbology, code->symbology, sizeof clean.symbology);
    g_free(code->rest);
    g_free(code->problem);
    *code = clean;
}

// Digits without any sign that they are GS1 data: believed only if all of it makes sense.
static bool as_bare_elements(const struct look *look, struct code *code)
{
    bool maybe = g_str_has_prefix(look->data, "01") && look->len >= 16;
    if (maybe && element_string_read(look->data, look->len, look->this_year, code) &&
        !code->problem && code->gtin[0])
        return true;
    drop_parts(code);
    return false;
}

static bool as_gs1(const struct look *look, struct code *code)
{
    struct aim aim;
    bool declared = aim_read(look->aim, strlen(look->aim), &aim) && aim.gs1;
    if (g_str_has_prefix(look->data, "[)>"))
        return false; // ISO/IEC 15434 has the same separators, but other identifiers
    bool sure = declared || starts_bracketed(look->data) || gs1_is_address(look->data, look->len) ||
                memchr(look->data, GS1_GS, look->len);
    if (!sure)
        return as_bare_elements(look, code);
    bool understood = element_string_read(look->data, look->len, look->this_year, code);
    if (!understood && !declared) {
        drop_parts(code);
        return false;
    }
    if (code->sscc[0] && !code->gtin[0])
        code->kind = CODE_SSCC;
    return true;
}

static bool as_sscc(const struct look *look, struct code *code)
{
    const char *digits = look->data;
    if (look->len == 20 && g_str_has_prefix(digits, "00"))
        digits += 2;
    if (g_str_has_prefix(look->aim, "]E") || !all_digits(digits) || !sscc_valid(digits))
        return false;
    g_strlcpy(code->sscc, digits, sizeof code->sscc);
    return true;
}

static void object_to_check_digit(const char *digits, struct code *code)
{
    gsize len = strlen(digits);
    if ((len < 12 || len > 14) && len != 18)
        return;
    struct faults faults = {0};
    char right[2] = {gs1_check_digit(digits, len - 1), '\0'};
    struct fault *fault = fault_add(&faults, FAULT_GTIN_CHECK, len - 1, 1, right);
    fault_value(fault, digits, len);
    code->problem = fault_sentence(fault);
}

// EAN with a 2 or 5 digit add-on (]E3) counts by its first 13 digits.
static bool as_gtin(const struct look *look, struct code *code)
{
    char digits[20] = "";
    if (!all_digits(look->data) || look->len >= sizeof digits)
        return false;
    memcpy(digits, look->data, look->len);
    if (strcmp(look->aim, "]E3") == 0 && look->len > 13)
        digits[13] = '\0';
    if (!gtin_valid(digits)) {
        object_to_check_digit(digits, code);
        return false;
    }
    return gtin_fill(digits, strlen(digits), code->gtin);
}

// Our own numbers: a letter, "-", then letters, digits and "-".
static const struct {
    char letter;
    enum code_kind kind;
} letters[] = {
    {'O', CODE_ORDER},
    {'W', CODE_WORK},
    {'S', CODE_SHIPMENT},
    {'T', CODE_TOTE},
};

static enum code_kind kind_of_letter(char letter)
{
    for (gsize i = 0; i < G_N_ELEMENTS(letters); i++)
        if (letters[i].letter == g_ascii_toupper(letter))
            return letters[i].kind;
    return CODE_TEXT;
}

static bool is_number(const char *text)
{
    gsize len = strlen(text);
    for (const char *at = text; *at; at++)
        if (!g_ascii_isalnum(*at) && *at != '-')
            return false;
    return len > 0 && len <= NUMBER_MAX && g_ascii_isalnum(text[0]) && strpbrk(text, "0123456789");
}

static bool as_number(const struct look *look, enum code_kind kind, struct code *code)
{
    if (look->len < 3 || look->data[1] != '-' || strlen(look->data) != look->len)
        return false;
    if (kind_of_letter(look->data[0]) != kind || !is_number(look->data + 2))
        return false;
    g_free(code->text);
    code->text = g_ascii_strup(look->data, -1);
    return true;
}

static bool as_order(const struct look *look, struct code *code)
{
    return look->len > 2 && all_digits(look->data + 2) && as_number(look, CODE_ORDER, code);
}

static bool as_work(const struct look *look, struct code *code)
{
    return as_number(look, CODE_WORK, code);
}

static bool as_shipment(const struct look *look, struct code *code)
{
    return as_number(look, CODE_SHIPMENT, code);
}

static bool as_tote(const struct look *look, struct code *code)
{
    return as_number(look, CODE_TOTE, code);
}

// TOTE:O/123, also with a key behind it: TOTE:O/123/7K3M9Q.
static bool as_link(const struct look *look, struct code *code)
{
    if (g_ascii_strncasecmp(look->data, "TOTE:", 5) != 0 || look->len < 6)
        return false;
    const char *path = look->data + 5;
    g_free(code->text);
    code->text = readable(path, look->len - 5);
    code->target = CODE_LINK;
    g_auto(GStrv) parts = g_strsplit(code->text, "/", 3);
    bool ours = parts[0][0] && !parts[0][1] && kind_of_letter(parts[0][0]) != CODE_TEXT;
    if (ours && parts[1] && is_number(parts[1])) {
        code->target = kind_of_letter(parts[0][0]);
        g_autofree char *number = g_strdup_printf("%s-%s", parts[0], parts[1]);
        code->number = g_ascii_strup(number, -1);
    }
    return true;
}

static bool as_place(const struct look *look, struct code *code)
{
    if (g_ascii_strncasecmp(look->data, "P:", 2) != 0)
        return false;
    g_autofree char *place = g_strstrip(readable(look->data + 2, look->len - 2));
    if (!*place)
        return false;
    g_free(code->text);
    code->text = g_steal_pointer(&place);
    return true;
}

// The shapes in order of precedence.
static const struct {
    enum code_kind kind;
    bool (*fits)(const struct look *look, struct code *code);
} shapes[] = {
    {CODE_COMMAND, as_command},   {CODE_GS1, as_gs1},     {CODE_SSCC, as_sscc},
    {CODE_GTIN, as_gtin},         {CODE_ORDER, as_order}, {CODE_WORK, as_work},
    {CODE_SHIPMENT, as_shipment}, {CODE_TOTE, as_tote},   {CODE_LINK, as_link},
    {CODE_PLACE, as_place},
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void code_read(const char *data, gssize len, const char *aim, int this_year, struct code *ret_code)
{
    const char *start = data ? data : "";
    const char *end = start + (len < 0 ? strlen(start) : (gsize)len);
    while (start < end && is_blank(*start))
        start++;
    while (end > start && is_blank(end[-1]))
        end--;
    g_autofree char *trimmed = g_strndup(start, (gsize)(end - start));
    memcpy(trimmed, start, (gsize)(end - start)); // NUL bytes too
    struct look look = {trimmed, aim ? aim : "", (gsize)(end - start),
                        CLAMP(this_year, YEAR_MIN, YEAR_MAX)};
    struct code code = {.weight_mg = -1};
    g_strlcpy(code.symbology, look.aim, sizeof code.symbology);
    code.text = readable(trimmed, look.len);
    for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
        code.kind = shapes[i].kind;
        if (shapes[i].fits(&look, &code))
            break;
        code.kind = CODE_TEXT;
    }
    *ret_code = code;
}

void code_clear(struct code *code)
{
    g_free(code->text);
    g_free(code->rest);
    g_free(code->problem);
    g_free(code->number);
    *code = (struct code){0};
}

const char *code_kind_text(enum code_kind kind)
{
    static const char *const texts[] = {
        [CODE_TEXT] = "text",   [CODE_COMMAND] = "command",   [CODE_GS1] = "gs1",
        [CODE_SSCC] = "sscc",   [CODE_GTIN] = "gtin",         [CODE_ORDER] = "order",
        [CODE_WORK] = "work",   [CODE_SHIPMENT] = "shipment", [CODE_TOTE] = "tote",
        [CODE_PLACE] = "place", [CODE_LINK] = "link",
    };
    return (gsize)kind < G_N_ELEMENTS(texts) ? texts[kind] : "text";
}
