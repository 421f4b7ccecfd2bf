// SPDX-License-Identifier: Apache-2.0
// Terms as JSON and in sentences.
#include "terms.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool name_char(char c, bool first)
{
    return g_ascii_islower(c) || (!first && (g_ascii_isdigit(c) || c == '_'));
}

static bool name_valid(const char *name)
{
    for (size_t i = 0; name && name[i]; i++)
        if (!name_char(name[i], i == 0))
            return false;
    return name && *name;
}

const struct term *terms_find(const struct term *terms, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!g_strcmp0(terms[i].name, name))
            return &terms[i];
    return NULL;
}

// --- writing

static void write_string(GString *json, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
    g_string_append_c(json, '"');
    for (const char *c = valid; *c; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(json, "\\%c", *c);
        else if ((unsigned char)*c < 0x20)
            g_string_append_printf(json, "\\u%04x", (unsigned)*c);
        else
            g_string_append_c(json, *c);
    }
    g_string_append_c(json, '"');
}

static void write_value(GString *json, const struct term *term)
{
    switch (term->type) {
    case TERM_INT:
        g_string_append_printf(json, "%" G_GINT64_FORMAT, term->number);
        return;
    case TERM_TEXT:
        write_string(json, term->text);
        return;
    case TERM_WORD:
    case TERM_SAID:
        g_string_append(json, term->type == TERM_WORD ? "{\"word\":" : "{\"said\":");
        write_string(json, term->text);
        g_string_append_c(json, '}');
        return;
    }
    g_assert_not_reached();
}

char *terms_json(const struct term *terms, size_t n)
{
    GString *json = g_string_new("{");
    g_assert(n <= TERMS_MAX);
    for (size_t i = 0; i < n; i++) {
        g_assert(name_valid(terms[i].name) && !terms_find(terms, i, terms[i].name));
        g_string_append(json, i ? ",\"" : "\"");
        g_string_append(json, terms[i].name);
        g_string_append(json, "\":");
        write_value(json, &terms[i]);
    }
    g_string_append_c(json, '}');
    return g_string_free(json, FALSE);
}

char *term_said(const char *code, const char *terms)
{
    return terms && *terms ? g_strconcat(code, " ", terms, NULL) : g_strdup(code);
}

// --- reading: every reader moves *at behind what it read, or answers false

static void skip_blanks(const char **at)
{
    *at += strspn(*at, " \t\r\n");
}

static bool read_sign(const char **at, char sign)
{
    skip_blanks(at);
    if (**at != sign)
        return false;
    ++*at;
    return true;
}

static int hex4(const char *at)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        if (!g_ascii_isxdigit(at[i])) // stops at the end of the text too
            return -1;
        value = value * 16 + g_ascii_xdigit_value(at[i]);
    }
    return value;
}

// \uXXXX behind the backslash; a pair of surrogates is one character.
static bool read_unicode(const char **at, GString *text)
{
    int high = hex4(*at + 1), low = -1;
    if (high <= 0)
        return false; // no NUL inside a text
    *at += 5;
    if (high >= 0xDC00 && high <= 0xDFFF)
        return false;
    if (high >= 0xD800 && high <= 0xDBFF) {
        low = (*at)[0] == '\\' && (*at)[1] == 'u' ? hex4(*at + 2) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return false;
        *at += 6;
        high = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    }
    g_string_append_unichar(text, (gunichar)high);
    return true;
}

static bool read_escape(const char **at, GString *text)
{
    static const char marks[] = "\"\\/bfnrt", signs[] = "\"\\/\b\f\n\r\t";
    const char *mark;
    ++*at;
    if (**at == 'u')
        return read_unicode(at, text);
    mark = **at ? strchr(marks, **at) : NULL;
    if (!mark)
        return false;
    g_string_append_c(text, signs[mark - marks]);
    ++*at;
    return true;
}

static char *read_string(const char **at)
{
    GString *text = g_string_new(NULL);
    bool sound = read_sign(at, '"');
    while (sound && **at != '"') {
        if (**at == '\\')
            sound = read_escape(at, text);
        else if ((unsigned char)**at < 0x20) // the end too
            sound = false;
        else
            g_string_append_c(text, *(*at)++);
    }
    sound = sound && g_utf8_validate(text->str, (gssize)text->len, NULL);
    if (sound)
        ++*at;
    return g_string_free(text, !sound);
}

static bool read_number(const char **at, int64_t *ret_number)
{
    skip_blanks(at);
    const char *digits = *at + (**at == '-');
    char *end = NULL;
    if (!g_ascii_isdigit(*digits) || (*digits == '0' && g_ascii_isdigit(digits[1])))
        return false;
    errno = 0;
    *ret_number = g_ascii_strtoll(*at, &end, 10);
    *at = end;
    return !errno && !strchr(".eE", *end ? *end : ' ');
}

// {"word":"…"} or {"said":"…"}
static bool read_word(const char **at, struct term *term)
{
    g_autofree char *mark = read_sign(at, '{') ? read_string(at) : NULL;
    bool said = mark && !strcmp(mark, "said");
    if (!mark || (!said && strcmp(mark, "word") != 0) || !read_sign(at, ':'))
        return false;
    term->type = said ? TERM_SAID : TERM_WORD;
    return (term->text = read_string(at)) && read_sign(at, '}');
}

static bool read_value(const char **at, struct term *term)
{
    skip_blanks(at);
    if (**at == '"') {
        term->type = TERM_TEXT;
        return (term->text = read_string(at)) != NULL;
    }
    if (**at == '{')
        return read_word(at, term);
    term->type = TERM_INT;
    return read_number(at, &term->number);
}

static void term_clear(void *data)
{
    struct term *term = data;
    g_free((char *)term->name);
    g_free((char *)term->text);
}

// One member; what was read of it belongs to TERMS in any case.
static bool read_term(const char **at, GArray *terms)
{
    struct term term = {.name = read_string(at)};
    bool known = terms_find((const struct term *)(void *)terms->data, terms->len, term.name);
    bool sound = term.name && !known && name_valid(term.name) && terms->len < TERMS_MAX &&
                 read_sign(at, ':') && read_value(at, &term);
    g_array_append_val(terms, term);
    return sound;
}

static bool read_terms(const char *at, GArray *terms)
{
    skip_blanks(&at);
    if (!*at)
        return true;
    if (!read_sign(&at, '{'))
        return false;
    if (!read_sign(&at, '}')) {
        do
            if (!read_term(&at, terms))
                return false;
        while (read_sign(&at, ','));
        if (!read_sign(&at, '}'))
            return false;
    }
    skip_blanks(&at);
    return !*at;
}

bool terms_parse(const char *json, GArray **ret_terms)
{
    g_autoptr(GArray) terms = g_array_new(FALSE, TRUE, sizeof(struct term));
    g_array_set_clear_func(terms, term_clear);
    *ret_terms = NULL;
    if (!read_terms(json ? json : "", terms))
        return false;
    *ret_terms = g_steal_pointer(&terms);
    return true;
}

// --- filling

static char *show(const struct term *term)
{
    if (term->type == TERM_INT)
        return g_strdup_printf("%" G_GINT64_FORMAT, term->number);
    return g_strdup(term->text ? term->text : "");
}

// "one|many": the word for this number.
static char *choose(const char *words, size_t len, int64_t number)
{
    const char *bar = memchr(words, '|', len);
    bool one = number == 1 || number == -1;
    if (!bar || one)
        return g_strndup(words, bar ? (size_t)(bar - words) : len);
    return g_strndup(bar + 1, len - (size_t)(bar + 1 - words));
}

// The value of the placeholder between BRACE and END (its two braces), or NULL.
static char *filling(const char *brace, const char *end, const struct term *terms, size_t n)
{
    const char *bar = memchr(brace, '|', (size_t)(end - brace));
    g_autofree char *name = g_strndup(brace + 1, (size_t)((bar ? bar : end) - brace - 1));
    const struct term *term = name_valid(name) ? terms_find(terms, n, name) : NULL;
    if (!term)
        return NULL;
    return bar ? choose(bar + 1, (size_t)(end - bar - 1), term->number) : show(term);
}

char *terms_fill(const char *format, const struct term *terms, size_t n)
{
    GString *text = g_string_new(NULL);
    g_assert(format && (terms || !n));
    while (*format) {
        const char *end = *format == '{' ? strchr(format, '}') : NULL;
        g_autofree char *value = end ? filling(format, end, terms, n) : NULL;
        if (!value) {
            g_string_append_c(text, *format++);
            continue;
        }
        g_string_append(text, value);
        format = end + 1;
    }
    return g_string_free(text, FALSE);
}
