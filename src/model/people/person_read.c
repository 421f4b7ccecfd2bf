// SPDX-License-Identifier: Apache-2.0
// Reads the text of a person: JSON by the letter of RFC 8259, in one pass and to a small depth.
#include "person.h"

#include <string.h>

#include "i18n.h"

enum { DEPTH_MAX = 16 };

struct reader {
    const char *start, *at, *end; // valid UTF-8 without a NUL
    GString *string;              // the last string read
    int depth;
};

static void skip_blanks(struct reader *from)
{
    while (from->at < from->end && strchr(" \t\r\n", *from->at))
        from->at++;
}

// Takes SIGN and the blanks before it.
static bool take(struct reader *from, char sign)
{
    skip_blanks(from);
    if (from->at == from->end || *from->at != sign)
        return false;
    from->at++;
    return true;
}

static bool take_hex4(struct reader *from, gunichar *value)
{
    *value = 0;
    if (from->end - from->at < 4)
        return false;
    for (int i = 0; i < 4; i++, from->at++) {
        if (!g_ascii_isxdigit(*from->at))
            return false;
        *value = *value * 16 + (gunichar)g_ascii_xdigit_value(*from->at);
    }
    return true;
}

// What follows "\u": one sign, maybe of two halves. No NUL: C strings could not hold it.
static bool take_unicode(struct reader *from)
{
    gunichar c, low;
    if (!take_hex4(from, &c))
        return false;
    if (c >= 0xD800 && c < 0xDC00) {
        if (from->end - from->at < 2 || from->at[0] != '\\' || from->at[1] != 'u')
            return false;
        from->at += 2;
        if (!take_hex4(from, &low) || low < 0xDC00 || low > 0xDFFF)
            return false;
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    if (c == 0 || (c >= 0xD800 && c < 0xE000))
        return false;
    g_string_append_unichar(from->string, c);
    return true;
}

static bool take_escape(struct reader *from)
{
    static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    if (from->at == from->end)
        return false;
    char letter = *from->at++;
    if (letter == 'u')
        return take_unicode(from);
    const char *found = strchr(letters, letter);
    if (!found)
        return false;
    g_string_append_c(from->string, means[found - letters]);
    return true;
}

// A string into from->string.
static bool take_string(struct reader *from)
{
    g_string_truncate(from->string, 0);
    if (!take(from, '"'))
        return false;
    for (;;) {
        const char *plain = from->at;
        while (from->at < from->end && (guchar)*from->at >= 0x20 && *from->at != '"' &&
               *from->at != '\\')
            from->at++;
        g_string_append_len(from->string, plain, from->at - plain);
        if (from->at == from->end || (guchar)*from->at < 0x20)
            return false;
        if (*from->at++ == '"')
            return true;
        if (!take_escape(from))
            return false;
    }
}

// --- Members that are not known

static bool skip_value(struct reader *from);

static bool skip_list(struct reader *from)
{
    if (take(from, ']'))
        return true;
    do
        if (!skip_value(from))
            return false;
    while (take(from, ','));
    return take(from, ']');
}

static bool skip_object(struct reader *from)
{
    if (take(from, '}'))
        return true;
    do
        if (!take_string(from) || !take(from, ':') || !skip_value(from))
            return false;
    while (take(from, ','));
    return take(from, '}');
}

static size_t digits(const char *at)
{
    return strspn(at, "0123456789");
}

// A number, true, false or null, in WORD which ends after it.
static bool is_plain(const char *word)
{
    if (!strcmp(word, "true") || !strcmp(word, "false") || !strcmp(word, "null"))
        return true;
    word += *word == '-';
    size_t whole = digits(word);
    if (!whole || (whole > 1 && *word == '0'))
        return false;
    word += whole;
    if (*word == '.') {
        if (!digits(word + 1))
            return false;
        word += 1 + digits(word + 1);
    }
    if (*word != 'e' && *word != 'E')
        return !*word;
    word += 1 + (word[1] == '+' || word[1] == '-');
    return digits(word) && !word[digits(word)];
}

static bool skip_plain(struct reader *from)
{
    char word[64];
    size_t n = 0;
    skip_blanks(from);
    while (from->at < from->end && n + 1 < sizeof word && !strchr(",]} \t\r\n", *from->at))
        word[n++] = *from->at++;
    word[n] = '\0';
    return is_plain(word);
}

static bool skip_value(struct reader *from)
{
    skip_blanks(from);
    if (from->at < from->end && *from->at == '"')
        return take_string(from);
    bool list = take(from, '[');
    if (!list && !take(from, '{'))
        return skip_plain(from);
    if (++from->depth > DEPTH_MAX)
        return false;
    bool ok = list ? skip_list(from) : skip_object(from);
    from->depth--;
    return ok;
}

// --- The person

static bool take_pair(struct reader *from, struct person *person)
{
    if (!take(from, '[') || !take_string(from) || !take(from, ','))
        return false;
    g_autofree char *name = g_strdup(from->string->str);
    if (!take_string(from) || !take(from, ']'))
        return false;
    person_add_extra(person, name, from->string->str);
    return true;
}

static bool take_extra(struct reader *from, struct person *person)
{
    if (person->extra || !take(from, '['))
        return false; // twice the same member
    person->extra = g_ptr_array_new_with_free_func(g_free);
    if (take(from, ']'))
        return true;
    do
        if (!take_pair(from, person))
            return false;
    while (take(from, ','));
    return take(from, ']');
}

static int field_called(const char *code)
{
    for (int i = 0; i < N_PERSON_FIELDS; i++)
        if (!strcmp(person_fields[i].code, code))
            return i;
    return -1;
}

static bool take_member(struct reader *from, struct person *person)
{
    if (!take_string(from) || !take(from, ':'))
        return false;
    if (!strcmp(from->string->str, "extra"))
        return take_extra(from, person);
    int field = field_called(from->string->str);
    if (field < 0)
        return skip_value(from);
    if (person_get(person, field) || !take_string(from))
        return false;
    person_set(person, field, from->string->str);
    return true;
}

static bool take_person(struct reader *from, struct person *person)
{
    if (!take(from, '{'))
        return false;
    bool ok = take(from, '}');
    if (!ok) {
        do
            ok = take_member(from, person);
        while (ok && take(from, ','));
        ok = ok && take(from, '}');
    }
    skip_blanks(from);
    return ok && from->at == from->end;
}

bool person_decode(struct person *person, const char *text, size_t n, GError **error)
{
    g_autoptr(GString) string = g_string_sized_new(64);
    struct reader from = {text, text, text + n, string, 0};
    const char *end;
    person_clear(person);
    bool valid = g_utf8_validate_len(text, n, &end);
    if (valid && take_person(&from, person))
        return true;
    person_clear(person);
    struct tote_fault fault = {.position = (int)((valid ? from.at : end) - text) + 1};
    return tote_fail_full(error, TOTE_PERSON_DAMAGED, &fault,
                          _("The data of a person are not what tote writes"));
}
