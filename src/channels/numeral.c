// SPDX-License-Identifier: Apache-2.0
// Takes a number apart at its separators and puts it together in one form.
#include "numeral.h"

#include <string.h>

enum { GROUP_DIGITS = 3, SHORT_GROUP = 2 }; // a short one: "12,34,567" of India

static const char marks[] = ".,";

// Signs that only ever stand between groups of digits.
static const char *const group_signs[] = {
    " ", "'", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "\xe2\x80\x99",
};

// A number taken apart: digits and marks in [from, to) of its text.
struct parts {
    GString *core; // digits, "." and ","; other group signs are taken out
    const char *from, *to;
    int n[2];          // how often each mark stands in it
    const char *at[2]; // its last one, in core
    bool spaced;       // group signs stood between digits
    bool good;         // it is a number
};

static size_t group_sign(const char *at)
{
    for (size_t i = 0; i < G_N_ELEMENTS(group_signs); i++)
        if (g_str_has_prefix(at, group_signs[i]))
            return strlen(group_signs[i]);
    return 0;
}

// A group sign counts where exactly three digits follow.
static bool is_grouped(const char *behind)
{
    return strspn(behind, "0123456789") == GROUP_DIGITS;
}

static bool take_apart(const char *text, struct parts *parts)
{
    const char *at = text + strcspn(text, "0123456789");
    if (at > text && strchr(marks, at[-1]))
        at--;
    *parts = (struct parts){.core = g_string_new(NULL), .from = at, .good = *at != 0};
    while (*at) {
        size_t sign = at > parts->from ? group_sign(at) : 0;
        if (g_ascii_isdigit(*at) || strchr(marks, *at)) {
            g_string_append_c(parts->core, *at++);
        } else if (sign && is_grouped(at + sign)) {
            parts->spaced = true;
            at += sign;
        } else {
            break;
        }
    }
    parts->to = at;
    for (const char *c = parts->core->str; *c; c++) {
        for (int i = 0; i < 2; i++) {
            parts->n[i] += *c == marks[i];
            parts->at[i] = *c == marks[i] ? c : parts->at[i];
        }
    }
    return parts->good;
}

static bool is_digits(const char *from, size_t n)
{
    return strspn(from, "0123456789") >= n;
}

// Are the digits before TO, with MARK between them, in groups as people make them?
static bool groups_well(const char *core, const char *to, char mark)
{
    const char *end = memchr(core, mark, (size_t)(to - core));
    if (!end)
        return is_digits(core, (size_t)(to - core));
    if (end == core || end - core > GROUP_DIGITS || !is_digits(core, (size_t)(end - core)))
        return false;
    while (end < to) {
        const char *next = memchr(end + 1, mark, (size_t)(to - end - 1));
        size_t n = (size_t)((next ? next : to) - end - 1);
        if (!is_digits(end + 1, n) || (n != GROUP_DIGITS && (!next || n != SHORT_GROUP)))
            return false;
        end = next ? next : to;
    }
    return true;
}

// "1,234", which is not "0,234" or "1234,567" or "1,23".
static bool is_doubtful(const struct parts *parts, int i)
{
    const char *at = parts->at[i];
    size_t before = (size_t)(at - parts->core->str);
    return !parts->spaced && strlen(at + 1) == GROUP_DIGITS && before >= 1 &&
           before <= GROUP_DIGITS && parts->core->str[0] != '0';
}

// Which mark is the only one and stands once, -1 = none.
static int single(const struct parts *parts)
{
    for (int i = 0; i < 2; i++)
        if (parts->n[i] == 1 && !parts->n[!i])
            return i;
    return -1;
}

void numeral_learn(struct numeral_habits *habits, const char *cell, enum numeral_of of)
{
    struct parts parts;
    bool good = take_apart(cell, &parts);
    bool bare = good && !parts.n[0] && !parts.n[1] && !parts.spaced;
    int one = single(&parts);
    habits->of = of;
    habits->small |= bare && parts.core->len <= GROUP_DIGITS;
    habits->large |= bare && parts.core->len > GROUP_DIGITS && parts.core->str[0] != '0';
    if (good && parts.n[0] && parts.n[1]) {
        int last = parts.at[1] > parts.at[0];
        habits->decimal[last] = habits->groups[!last] = true;
    } else if (good && one >= 0 && is_doubtful(&parts, one)) {
        habits->whole[one] |= of == NUMERAL_PIECES && strspn(parts.at[one] + 1, "0") < GROUP_DIGITS;
    } else if (good && one >= 0) {
        habits->decimal[one] = true;
    } else if (good) {
        for (int i = 0; i < 2; i++)
            habits->groups[i] |= parts.n[i] > 1;
    }
    g_string_free(parts.core, TRUE);
}

// A file has one decimal point: where the other mark is it, this one stands between groups.
static enum numeral decide(const struct numeral_habits *habits, int i, bool *ret_decimal)
{
    bool decimal = habits->decimal[i], groups = habits->groups[i];
    bool hinted = habits->decimal[!i] || (habits->whole[i] && habits->small && !habits->large);
    decimal |= habits->of == NUMERAL_MEASURE && habits->large && !habits->decimal[!i];
    *ret_decimal = decimal;
    return (decimal && groups) || (!decimal && !groups && !hinted) ? NUMERAL_TWO_WAYS
                                                                   : NUMERAL_PLAIN;
}

// Writes the core again with DECIMAL (0: none) as its only mark.
static bool put_together(const struct parts *parts, const char *text, char decimal,
                         char **ret_plain)
{
    const char *core = parts->core->str, *end = core + parts->core->len;
    const char *point = decimal ? strchr(core, decimal) : NULL;
    const char *behind = point ? point + 1 : end;
    char mark = decimal == marks[0] ? marks[1] : marks[0];
    mark = !decimal && parts->n[1] ? marks[1] : mark;
    if (!is_digits(behind, (size_t)(end - behind)) || !groups_well(core, point ? point : end, mark))
        return false;
    size_t n = (size_t)(end - behind);
    while (n > 0 && behind[n - 1] == '0')
        n--;
    GString *plain = g_string_new_len(text, parts->from - text);
    for (const char *c = core; c < (point ? point : end); c++)
        if (g_ascii_isdigit(*c))
            g_string_append_c(plain, *c);
    if (point == core)
        g_string_append_c(plain, '0');
    if (n)
        g_string_append_printf(plain, ".%.*s", (int)n, behind);
    g_string_append(plain, parts->to);
    *ret_plain = g_string_free(plain, FALSE);
    return true;
}

static enum numeral read_parts(const struct numeral_habits *habits, const struct parts *parts,
                               const char *text, size_t decimals, char **ret_plain)
{
    int one = single(parts);
    bool is_decimal = one >= 0;
    enum numeral found = NUMERAL_PLAIN;
    if (!parts->good)
        return NUMERAL_NONE;
    if (one >= 0 && is_doubtful(parts, one) && strlen(parts->at[one] + 1) != decimals)
        found = decide(habits, one, &is_decimal);
    if (found != NUMERAL_PLAIN)
        return found;
    char decimal = is_decimal ? marks[one] : 0;
    if (parts->n[0] && parts->n[1])
        decimal = marks[parts->at[1] > parts->at[0]];
    return put_together(parts, text, decimal, ret_plain) ? NUMERAL_PLAIN : NUMERAL_NONE;
}

enum numeral numeral_read(const struct numeral_habits *habits, const char *text, size_t decimals,
                          char **ret_plain)
{
    struct parts parts;
    take_apart(text, &parts);
    enum numeral found = read_parts(habits, &parts, text, decimals, ret_plain);
    g_string_free(parts.core, TRUE);
    return found;
}

void numeral_readings(const char *text, char **ret_thousands, char **ret_fraction)
{
    struct parts parts;
    take_apart(text, &parts);
    int one = single(&parts);
    *ret_thousands = *ret_fraction = NULL;
    if (!put_together(&parts, text, 0, ret_thousands))
        *ret_thousands = g_strdup(text);
    if (one < 0 || !put_together(&parts, text, marks[one], ret_fraction))
        *ret_fraction = g_strdup(text);
    g_string_free(parts.core, TRUE);
}
