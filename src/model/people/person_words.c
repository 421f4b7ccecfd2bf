// SPDX-License-Identifier: Apache-2.0
// The words that find a person: what is stored and what is asked for go the same way.
#include "person.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

enum {
    PHONE_END = 7,
    ZIP_MAX = 10, // bytes of a postal code without blanks
    WHOLE = 64,   // letters of one that count when it is compared to the letter
};

struct words {
    GArray *array;
    unsigned group;
    unsigned letters; // of a name or town that count
};

static void word_clear(void *word)
{
    g_free(((struct person_word *)word)->text);
}

static struct words words_new(unsigned letters)
{
    struct words words = {g_array_new(FALSE, FALSE, sizeof(struct person_word)), 0, letters};
    g_array_set_clear_func(words.array, word_clear);
    return words;
}

static void add(struct words *to, enum person_word_kind kind, const char *text, size_t n)
{
    struct person_word word = {kind, to->group, g_strndup(text, n)};
    g_array_append_val(to->array, word);
}

static int compare(const void *one, const void *other)
{
    const struct person_word *a = one, *b = other;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return a->kind != b->kind ? (int)a->kind - (int)b->kind : strcmp(a->text, b->text);
}

// Sorts, and leaves each word once.
static GArray *finish(struct words *words)
{
    GArray *array = words->array;
    g_array_sort(array, compare);
    unsigned kept = 0;
    for (unsigned i = 0; i < array->len; i++) {
        struct person_word *all = (struct person_word *)(void *)array->data;
        if (kept && !compare(&all[kept - 1], &all[i])) {
            g_clear_pointer(&all[i].text, g_free);
            continue;
        }
        struct person_word word = all[i];
        all[i].text = NULL;
        all[kept++] = word;
    }
    g_array_set_size(array, kept);
    return array;
}

// --- Pieces of folded text

// As text_fold() does it, which would make a blank of the accent that many type for an apostrophe.
static char *fold(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text ? text : "", "\u00b4", -1);
    g_autofree char *plain = g_strjoinv("'", parts);
    return text_fold(plain);
}

static bool is_apostrophe(gunichar c)
{
    return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02BC;
}

// The next word at *AT: letters, digits and their marks; an apostrophe inside is left out, for
// O'Brien is Obrien to many. NULL at the end; caller frees.
static char *next_word(const char **at)
{
    GString *word = g_string_new(NULL);
    for (; **at; *at = g_utf8_next_char(*at)) {
        gunichar c = g_utf8_get_char(*at);
        if (is_apostrophe(c))
            continue;
        if (g_unichar_isalnum(c) || g_unichar_ismark(c))
            g_string_append_unichar(word, c);
        else if (word->len)
            break;
    }
    bool none = !word->len;
    char *text = g_string_free(word, none);
    return none ? NULL : text;
}

// From how many letters on is the beginning of a name worth looking for?
static unsigned letters_from(const char *word)
{
    switch ((int)g_unichar_get_script(g_utf8_get_char(word))) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
        return 1;
    case G_UNICODE_SCRIPT_HANGUL:
        return 2;
    default:
        return WORD_FROM;
    }
}

// "mueller" as "muller", the way text_fold() writes "müller"; NULL where nothing changes.
static char *without_e(const char *word)
{
    GString *out = g_string_new(NULL);
    for (const char *at = word; *at; at++) {
        g_string_append_c(out, *at);
        if (strchr("aou", *at) && at[1] == 'e')
            at++;
    }
    bool same = out->len == strlen(word);
    char *text = g_string_free(out, same);
    return same ? NULL : text;
}

// The bytes of the first LETTERS of WORD, or all.
static size_t first(const char *word, unsigned letters)
{
    const char *at = word;
    for (; *at && letters; letters--)
        at = g_utf8_next_char(at);
    return at - word;
}

// --- What is stored

static void add_beginnings(struct words *to, enum person_word_kind kind, const char *word)
{
    size_t n = 0;
    for (unsigned letters = letters_from(word); letters <= to->letters; letters++) {
        if (first(word, letters) == n)
            return;
        n = first(word, letters);
        add(to, kind, word, n);
    }
}

// Of each word its beginnings, and those as "ue" without its "e".
static void words_begun(struct words *to, enum person_word_kind kind, const char *folded)
{
    for (const char *at = folded;;) {
        g_autofree char *word = next_word(&at);
        if (!word)
            return;
        g_autofree char *other = without_e(word);
        add_beginnings(to, kind, word);
        if (other)
            add_beginnings(to, kind, other);
    }
}

static void words_of_name(struct words *to, const char *folded)
{
    words_begun(to, WORD_NAME, folded);
}

static void words_of_city(struct words *to, const char *folded)
{
    words_begun(to, WORD_CITY, folded);
}

static void add_pieces(struct words *to, enum person_word_kind kind, const char *folded)
{
    for (const char *at = folded;;) {
        g_autofree char *word = next_word(&at);
        if (!word)
            return;
        add(to, kind, word, strlen(word));
    }
}

static void words_of_email(struct words *to, const char *folded)
{
    const char *at = strrchr(folded, '@');
    add(to, WORD_EMAIL, folded, strlen(folded));
    if (!at || at == folded)
        return;
    g_autofree char *local = g_strndup(folded, at - folded);
    add(to, WORD_EMAIL_LOCAL, local, strlen(local));
    add_pieces(to, WORD_EMAIL_LOCAL, local);
}

// The digits of FOLDED, in any script, up to a letter after a whole number ("x12": an extension),
// without "(0)" and what leads abroad.
static char *phone_digits(const char *folded)
{
    GString *out = g_string_new(NULL);
    for (const char *at = folded; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        int digit = g_unichar_digit_value(c);
        if (digit >= 0)
            g_string_append_c(out, (char)('0' + digit));
        else if (g_unichar_isalpha(c) && out->len >= PHONE_END)
            break;
        if (out->len && g_str_has_prefix(at + 1, "(0)"))
            at += 3;
    }
    if (g_str_has_prefix(out->str, "00"))
        g_string_erase(out, 0, 2);
    return g_string_free(out, FALSE);
}

static void words_of_phone(struct words *to, const char *folded)
{
    g_autofree char *digits = phone_digits(folded);
    size_t n = strlen(digits);
    if (!n)
        return;
    add(to, WORD_PHONE, digits, n);
    if (n >= PHONE_END)
        add(to, WORD_PHONE_END, digits + n - PHONE_END, PHONE_END);
}

static void add_compact(struct words *to, enum person_word_kind kind, const char *folded)
{
    g_autoptr(GString) whole = g_string_new(NULL);
    for (const char *at = folded;;) {
        g_autofree char *word = next_word(&at);
        if (!word)
            break;
        g_string_append(whole, word);
    }
    if (whole->len)
        add(to, kind, whole->str, whole->len);
}

static void words_of_zip(struct words *to, const char *folded)
{
    add_compact(to, WORD_ZIP, folded);
    add_pieces(to, WORD_ZIP, folded);
}

static void (*const words_of[N_INDEXES])(struct words *to, const char *folded) = {
    [INDEX_NAME] = words_of_name, [INDEX_EMAIL] = words_of_email, [INDEX_PHONE] = words_of_phone,
    [INDEX_ZIP] = words_of_zip,   [INDEX_CITY] = words_of_city,
};

static GArray *stored_words(const struct person *person, unsigned letters)
{
    struct words words = words_new(letters);
    for (int i = 0; i < N_PERSON_FIELDS; i++) {
        const char *value = person_get(person, i);
        if (!value || !words_of[person_fields[i].index])
            continue;
        g_autofree char *folded = fold(value);
        words_of[person_fields[i].index](&words, folded);
    }
    return finish(&words);
}

GArray *person_words(const struct person *person)
{
    return stored_words(person, WORD_LETTERS);
}

// --- What is asked for

// A number typed with blanks and signs, and nothing else.
static bool looks_like_phone(const char *folded)
{
    size_t n = 0;
    for (const char *at = folded; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        bool digit = g_unichar_digit_value(c) >= 0;
        n += digit;
        if (!digit && (c >= 0x80 || !strchr("+-/(). ", (int)c)))
            return false;
    }
    return n >= PHONE_END;
}

static void ask_phone(struct words *to, const char *folded)
{
    words_of_phone(to, folded);
    add_compact(to, WORD_ZIP, folded);
}

// A word, or the beginning of one, as long as it counts.
static void ask_beginning(struct words *to, enum person_word_kind kind, const char *word)
{
    g_autofree char *other = without_e(word);
    add(to, kind, word, first(word, to->letters));
    if (other)
        add(to, kind, other, first(other, to->letters));
}

// One word of what was typed: all that it can be.
static void ask_word(struct words *to, const char *word)
{
    ask_beginning(to, WORD_NAME, word);
    add(to, WORD_EMAIL_LOCAL, word, strlen(word));
    if (strlen(word) <= ZIP_MAX)
        add(to, WORD_ZIP, word, strlen(word));
    if (looks_like_phone(word))
        words_of_phone(to, word);
    ask_beginning(to, WORD_CITY, word);
    to->group++;
}

static void ask_email(struct words *to, const char *folded)
{
    const char *at = strrchr(folded, '@');
    if (at[1])
        add(to, WORD_EMAIL, folded, strlen(folded));
    else if (at > folded)
        add(to, WORD_EMAIL_LOCAL, folded, at - folded);
}

static GArray *asked_words(const char *typed, unsigned letters)
{
    struct words words = words_new(letters);
    g_autofree char *folded = fold(typed);
    if (strchr(folded, '@'))
        ask_email(&words, folded);
    else if (looks_like_phone(folded))
        ask_phone(&words, folded);
    else
        for (const char *at = folded;;) {
            g_autofree char *word = next_word(&at);
            if (!word)
                break;
            ask_word(&words, word);
        }
    return finish(&words);
}

GArray *person_search(const char *typed)
{
    return asked_words(typed, WORD_LETTERS);
}

// --- To the letter

static bool holds(const GArray *words, struct person_word word)
{
    word.group = 0;
    return words->len && bsearch(&word, words->data, words->len, sizeof word, compare) != NULL;
}

bool person_matches(const struct person *person, const char *typed)
{
    g_autoptr(GArray) stored = stored_words(person, WHOLE);
    g_autoptr(GArray) asked = asked_words(typed, WHOLE);
    bool fits = false;
    for (unsigned i = 0; i < asked->len; i++) {
        const struct person_word *word = &g_array_index(asked, struct person_word, i);
        bool begins = i == 0 || word->group != word[-1].group;
        if (begins && i && !fits)
            return false;
        fits = (!begins && fits) || holds(stored, *word);
    }
    return fits;
}
