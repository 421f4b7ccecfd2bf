// SPDX-License-Identifier: Apache-2.0
// GS1 element strings by the rules of the General Specifications, section 7.8: the first two
// digits give the length of the identifier and, for the predefined ones, that of the value.
#include "element.h"

#include <string.h>

#include "gs1.h"
#include "i18n.h"
#include "text.h"

enum { GS = 0x1D, SHOWN_MAX = 30 };

// One application identifier with its value; both point into the scan.
struct element {
    char ai[5];
    const char *value;
    gsize len;
    bool unended; // longer than it may be, although no GS ended it
};

// By the first two digits: digits of the identifier, and of a predefined value (0 = up to GS).
static const struct {
    char first[3], last[3];
    guint8 ai_len, value_len;
} lengths[] = {
    {"00", "00", 2, 18}, {"01", "03", 2, 14}, {"04", "04", 2, 16}, {"10", "10", 2, 0},
    {"11", "19", 2, 6},  {"20", "20", 2, 2},  {"21", "22", 2, 0},  {"23", "25", 3, 0},
    {"30", "30", 2, 0},  {"31", "36", 4, 6},  {"37", "37", 2, 0},  {"39", "39", 4, 0},
    {"40", "40", 3, 0},  {"41", "41", 3, 13}, {"42", "42", 3, 0},  {"43", "43", 4, 0},
    {"70", "70", 4, 0},  {"71", "71", 3, 0},  {"72", "72", 4, 0},  {"80", "82", 4, 0},
    {"90", "99", 2, 0},
};

static bool all_digits(const char *text, gsize len)
{
    for (gsize i = 0; i < len; i++)
        if (!g_ascii_isdigit(text[i]))
            return false;
    return len > 0;
}

static void object(struct code *code, const char *sentence, const struct element *element)
{
    if (code->problem)
        return;
    g_autofree char *value = text_quote(element->value, (gssize)element->len, SHOWN_MAX);
    code->problem = g_strdup_printf(sentence, element->ai, value);
}

static void keep_rest(struct code *code, const struct element *element)
{
    g_autofree char *value = text_quote(element->value, (gssize)element->len, 0);
    g_autofree char *before = code->rest;
    code->rest = element->ai[0]
                     ? g_strdup_printf("%s(%s)%s", before ? before : "", element->ai, value)
                     : g_strdup_printf("%s%s", before ? before : "", value);
}

// Readers of one kind of value. Each returns NULL or the objection; OUT is a member of CODE.
typedef const char *(*reader)(const struct element *element, int this_year, void *out);

static const char *read_gtin(const struct element *element, int this_year, void *out)
{
    char digits[15] = "";
    if (element->len != 14 || !all_digits(element->value, 14))
        return N_("(%s) needs 14 digits; the code says \"%s\"");
    memcpy(digits, element->value, 14);
    if (!gs1_check_digit_ok(digits))
        return N_("(%s) has a wrong check digit: \"%s\"");
    memcpy(out, digits, sizeof digits);
    return NULL;
}

static const char *read_sscc(const struct element *element, int this_year, void *out)
{
    char digits[19] = "";
    if (element->len != 18 || !all_digits(element->value, 18))
        return N_("(%s) needs 18 digits; the code says \"%s\"");
    memcpy(digits, element->value, 18);
    if (!sscc_valid(digits))
        return N_("(%s) has a wrong check digit: \"%s\"");
    memcpy(out, digits, sizeof digits);
    return NULL;
}

static const char *read_text20(const struct element *element, int this_year, void *out)
{
    char text[21] = "";
    if (element->unended)
        return N_("(%s) runs on to \"%s\": the scanner leaves out the separator; set it up");
    if (element->len < 1 || element->len > 20)
        return N_("(%s) takes 1 to 20 characters; the code says \"%s\"");
    for (gsize i = 0; i < element->len; i++)
        if (!g_ascii_isgraph(element->value[i]))
            return N_("(%s) holds a character that GS1 does not allow: \"%s\"");
    memcpy(text, element->value, element->len);
    memcpy(out, text, sizeof text);
    return NULL;
}

static int number_at(const char *digits, int count)
{
    int value = 0;
    for (int i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

static int full_year(int yy, int this_year)
{
    int difference = yy - this_year % 100;
    int century = this_year - this_year % 100;
    if (difference >= 51)
        century -= 100;
    else if (difference <= -50)
        century += 100;
    return century + yy;
}

// YYMMDD; day 00 is the last day of the month.
static const char *read_date(const struct element *element, int this_year, void *out)
{
    if (element->len != 6 || !all_digits(element->value, 6))
        return N_("(%s) needs a date YYMMDD; the code says \"%s\"");
    int year = full_year(number_at(element->value, 2), this_year);
    int month = number_at(element->value + 2, 2), day = number_at(element->value + 4, 2);
    if (year < 1 || month < 1 || month > 12)
        return N_("(%s) is no date: \"%s\"");
    int days = g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
    if (day > days)
        return N_("(%s) is no date: \"%s\"");
    g_snprintf(out, 11, "%04d-%02d-%02d", year, month, day ? day : days);
    return NULL;
}

static const char *read_count(const struct element *element, int this_year, void *out)
{
    if (element->unended)
        return N_("(%s) runs on to \"%s\": the scanner leaves out the separator; set it up");
    if (element->len > 8 || !all_digits(element->value, element->len))
        return N_("(%s) needs 1 to 8 digits; the code says \"%s\"");
    int64_t count = number_at(element->value, (int)element->len);
    memcpy(out, &count, sizeof count);
    return NULL;
}

// 310n: kilograms with n decimals, kept in milligrams.
static const char *read_weight(const struct element *element, int this_year, void *out)
{
    int decimals = element->ai[3] - '0';
    if (decimals < 0 || decimals > 5)
        return N_("(%s) does not exist; it says \"%s\"");
    if (element->len != 6 || !all_digits(element->value, 6))
        return N_("(%s) needs 6 digits; the code says \"%s\"");
    int64_t weight = number_at(element->value, 6);
    for (int i = decimals; i < 6; i++)
        weight *= 10;
    memcpy(out, &weight, sizeof weight);
    return NULL;
}

// The identifiers that tote understands. `max` is the longest value, for those without a length.
static const struct known {
    const char *ai;
    reader read;
    gsize member;
    guint8 max;
} knowns[] = {
    {"00", read_sscc, offsetof(struct code, sscc), 18},
    {"01", read_gtin, offsetof(struct code, gtin), 14},
    {"02", read_gtin, offsetof(struct code, content_gtin), 14},
    {"10", read_text20, offsetof(struct code, lot), 20},
    {"11", read_date, offsetof(struct code, produced), 6},
    {"13", read_date, offsetof(struct code, packed), 6},
    {"15", read_date, offsetof(struct code, best_before), 6},
    {"17", read_date, offsetof(struct code, expiry), 6},
    {"21", read_text20, offsetof(struct code, serial), 20},
    {"30", read_count, offsetof(struct code, qty), 8},
    {"310", read_weight, offsetof(struct code, weight_mg), 6},
    {"37", read_count, offsetof(struct code, qty), 8},
};

static const struct known *known_of(const char *ai)
{
    for (gsize i = 0; i < G_N_ELEMENTS(knowns); i++) {
        bool decimals = strlen(knowns[i].ai) == 3 && strlen(ai) == 4;
        if (decimals ? g_str_has_prefix(ai, knowns[i].ai) : strcmp(ai, knowns[i].ai) == 0)
            return &knowns[i];
    }
    return NULL;
}

// Is MEMBER already filled with something else? Equal repeats are allowed.
static bool contradicts(const struct code *code, const struct code *before,
                        const struct known *known)
{
    const char *now = (const char *)code + known->member;
    const char *then = (const char *)before + known->member;
    if (known->read == read_count || known->read == read_weight) {
        int64_t a, b;
        memcpy(&a, now, sizeof a);
        memcpy(&b, then, sizeof b);
        return b > 0 && a != b;
    }
    return *then && strcmp(now, then) != 0;
}

static bool store(struct code *code, const struct element *element, int this_year)
{
    const struct known *known = known_of(element->ai);
    if (!known) {
        object(code, _("The code also says (%s) \"%s\", which tote does not use"), element);
        keep_rest(code, element);
        return false;
    }
    struct code before = *code;
    const char *objection = known->read(element, this_year, (char *)code + known->member);
    if (!objection && contradicts(code, &before, known)) {
        *code = before;
        objection = N_("The code says (%s) twice and differently: \"%s\"");
    }
    if (!objection)
        return true;
    object(code, _(objection), element);
    keep_rest(code, element);
    return false;
}

// The row of `lengths` for what starts at DATA, -1 if none.
static int row_of(const char *data, gsize len)
{
    if (len < 2)
        return -1;
    for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++)
        if (strncmp(data, lengths[i].first, 2) >= 0 && strncmp(data, lengths[i].last, 2) <= 0)
            return all_digits(data, 2) && len >= lengths[i].ai_len &&
                           all_digits(data, lengths[i].ai_len)
                       ? (int)i
                       : -1;
    return -1;
}

// Reads one element at *DATA as a symbol carries it and moves on behind it.
static struct element next_element(const char **data, const char *end)
{
    struct element element = {.ai = "", .value = *data};
    const char *separator = memchr(*data, GS, (gsize)(end - *data));
    const char *stop = separator ? separator : end;
    int row = row_of(*data, (gsize)(stop - *data));
    if (row < 0) {
        element.len = (gsize)(stop - *data);
        *data = stop;
        return element;
    }
    memcpy(element.ai, *data, lengths[row].ai_len);
    element.value += lengths[row].ai_len;
    element.len = (gsize)(stop - element.value);
    if (lengths[row].value_len)
        element.len = MIN(element.len, lengths[row].value_len);
    const struct known *known = known_of(element.ai);
    element.unended = !separator && known && element.len > known->max;
    *data = element.value + element.len;
    return element;
}

static bool read_symbol(const char *data, const char *end, int this_year, struct code *code)
{
    bool understood = false;
    while (data < end) {
        if (*data == GS) {
            data++;
            continue;
        }
        struct element element = next_element(&data, end);
        if (element.ai[0]) {
            understood |= store(code, &element, this_year);
            continue;
        }
        if (!code->problem) {
            g_autofree char *shown = text_quote(element.value, (gssize)element.len, SHOWN_MAX);
            code->problem = g_strdup_printf(
                _("\"%s\" does not start with a GS1 application identifier"), shown);
        }
        keep_rest(code, &element);
    }
    return understood;
}

// Length of "(01)" at DATA with both brackets, 0 if there is none.
static gsize bracket(const char *data, const char *end)
{
    gsize digits = 0, left = (gsize)(end - data);
    if (left < 4 || *data != '(')
        return 0;
    while (digits < 5 && digits + 1 < left && g_ascii_isdigit(data[digits + 1]))
        digits++;
    bool closed = digits >= 2 && digits <= 4 && digits + 1 < left && data[digits + 1] == ')';
    return closed ? digits + 2 : 0;
}

static bool read_bracketed(const char *data, const char *end, int this_year, struct code *code)
{
    bool understood = false;
    while (data < end) {
        gsize skip = bracket(data, end);
        struct element element = {.ai = "", .value = data + skip};
        memcpy(element.ai, data + 1, skip - 2);
        for (data += skip; data < end && !bracket(data, end) && *data != GS;)
            data++;
        element.len = (gsize)(data - element.value);
        for (; data < end && !bracket(data, end);)
            data++; // blanks or separators that do not belong to a printed text
        understood |= store(code, &element, this_year);
    }
    return understood;
}

bool element_string_read(const char *data, gsize len, int this_year, struct code *code)
{
    const char *end = data + len;
    for (; data < end && *data == GS;)
        data++;
    if (bracket(data, end))
        return read_bracketed(data, end, this_year, code);
    return read_symbol(data, end, this_year, code);
}
