// SPDX-License-Identifier: Apache-2.0
// The table of checks, and those that look at characters only.
#include "lint_checks.h"

#include <string.h>

static const struct {
    const char *name;
    bool (*check)(const struct lint_text *text, struct lint_fault *ret_fault);
} lints[] = {
    [LINT_NONE] = {"", NULL},
#define LINT(name, text, function) [LINT_##name] = {text, function},
#include "lint.def"
#undef LINT
};

bool lint_run(enum lint lint, const struct lint_text *text, struct lint_fault *ret_fault)
{
    if ((unsigned)lint >= N_LINTS || !lints[lint].check)
        return true;
    return lints[lint].check(text, ret_fault);
}

const char *lint_name(enum lint lint)
{
    return (unsigned)lint < N_LINTS ? lints[lint].name : "";
}

enum lint lint_of_name(const char *name)
{
    for (unsigned i = LINT_NONE + 1; i < N_LINTS; i++)
        if (strcmp(lints[i].name, name) == 0)
            return (enum lint)i;
    return LINT_NONE;
}

bool lint_object(struct lint_fault *ret_fault, enum fault_code code, gsize position, gsize length)
{
    *ret_fault = (struct lint_fault){code, position, length, NULL};
    return false;
}

int lint_number(const char *digits, gsize count)
{
    int value = 0;
    for (gsize i = 0; i < count; i++)
        value = value * 10 + (digits[i] - '0');
    return value;
}

// --- character sets: each character is listed with the sets that hold it

enum { IN_82 = 1, IN_39 = 2, IN_64 = 4, ALL = IN_82 | IN_39 | IN_64 };

static guint8 sets_of(char c)
{
    static const struct {
        const char *characters;
        guint8 sets;
    } others[] = {
        {"-", ALL},   {"_", IN_82 | IN_64},          {"/", IN_82 | IN_39},
        {"#", IN_39}, {"!\"%&'()*+,.:;<=>?", IN_82},
    };
    if (g_ascii_isdigit(c) || g_ascii_isupper(c))
        return ALL;
    if (g_ascii_islower(c))
        return IN_82 | IN_64;
    for (gsize i = 0; c && i < G_N_ELEMENTS(others); i++)
        if (strchr(others[i].characters, c))
            return others[i].sets;
    return 0;
}

static bool in_set(const struct lint_text *text, gsize len, guint8 set, enum fault_code code,
                   struct lint_fault *ret_fault)
{
    for (gsize i = 0; i < len; i++)
        if (!(sets_of(text->text[i]) & set))
            return lint_object(ret_fault, code, i, 1);
    return true;
}

bool lint_digits(const struct lint_text *text, struct lint_fault *ret_fault)
{
    for (gsize i = 0; i < text->len; i++)
        if (!g_ascii_isdigit(text->text[i]))
            return lint_object(ret_fault, FAULT_DIGIT, i, 1);
    return true;
}

bool lint_numeric(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return lint_digits(text, ret_fault);
}

bool lint_cset82(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return in_set(text, text->len, IN_82, FAULT_CSET82, ret_fault);
}

bool lint_cset39(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return in_set(text, text->len, IN_39, FAULT_CSET39, ret_fault);
}

// Filling with "=" may be left out; if it stands there, it fills up to a multiple of three.
bool lint_cset64(const struct lint_text *text, struct lint_fault *ret_fault)
{
    gsize filled = 0;
    while (filled < text->len && text->text[text->len - filled - 1] == '=')
        filled++;
    gsize len = text->len - filled;
    if (filled > 2 || (filled > 0 && text->len % 3 != 0))
        return lint_object(ret_fault, FAULT_PADDING64, len, filled);
    return in_set(text, len, IN_64, FAULT_CSET64, ret_fault);
}

// --- one character out of a few

static bool one_of(const struct lint_text *text, const char *allowed, enum fault_code code,
                   struct lint_fault *ret_fault)
{
    bool good = text->len == 1 && text->text[0] && strchr(allowed, text->text[0]);
    return good || lint_object(ret_fault, code, 0, text->len);
}

bool lint_yesno(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return one_of(text, "01", FAULT_YES_NO, ret_fault);
}

bool lint_winding(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return one_of(text, "019", FAULT_WINDING, ret_fault);
}

bool lint_iso5218(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return one_of(text, "0129", FAULT_SEX, ret_fault);
}

bool lint_importeridx(const struct lint_text *text, struct lint_fault *ret_fault)
{
    bool good = text->len == 1 && (sets_of(text->text[0]) & IN_64);
    return good || lint_object(ret_fault, FAULT_IMPORTER, 0, text->len);
}

static bool only(const struct lint_text *text, char wanted)
{
    for (gsize i = 0; i < text->len; i++)
        if (text->text[i] != wanted)
            return false;
    return text->len > 0;
}

bool lint_zero(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return only(text, '0') || lint_object(ret_fault, FAULT_NOT_ZERO, 0, text->len);
}

bool lint_hyphen(const struct lint_text *text, struct lint_fault *ret_fault)
{
    return only(text, '-') || lint_object(ret_fault, FAULT_HYPHEN, 0, text->len);
}

bool lint_nonzero(const struct lint_text *text, struct lint_fault *ret_fault)
{
    if (!lint_digits(text, ret_fault))
        return false;
    bool zero = text->len == 0 || only(text, '0');
    return !zero || lint_object(ret_fault, FAULT_ZERO, 0, text->len);
}

bool lint_nozeroprefix(const struct lint_text *text, struct lint_fault *ret_fault)
{
    if (text->len > 0 && text->text[0] == '0')
        return lint_object(ret_fault, FAULT_LEADING_ZERO, 0, 1);
    return lint_digits(text, ret_fault);
}

bool lint_hasnondigit(const struct lint_text *text, struct lint_fault *ret_fault)
{
    for (gsize i = 0; i < text->len; i++)
        if (!g_ascii_isdigit(text->text[i]))
            return true;
    return lint_object(ret_fault, FAULT_NO_LETTER, 0, text->len);
}

bool lint_pcenc(const struct lint_text *text, struct lint_fault *ret_fault)
{
    for (gsize i = 0; i < text->len; i++) {
        if (text->text[i] != '%')
            continue;
        if (i + 2 >= text->len)
            return lint_object(ret_fault, FAULT_PERCENT, i, text->len - i);
        if (!g_ascii_isxdigit(text->text[i + 1]) || !g_ascii_isxdigit(text->text[i + 2]))
            return lint_object(ret_fault, FAULT_PERCENT, i, 3);
        i += 2;
    }
    return true;
}
