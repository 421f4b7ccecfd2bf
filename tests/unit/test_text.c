// SPDX-License-Identifier: Apache-2.0
// Widths, cuts, cleaning, quoting and search keys of text.
#include "text.h"
#include "text_words.h"

#include <locale.h>
#include <string.h>
#include <wchar.h>

static void check_width(void)
{
    static const struct {
        const char *text;
        int cells;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"ä", 1},
        {"日本", 4},
        {"e\xCC\x81", 1},
        {"\xFF\xFE", 2},
        {"\xC3", 1},
        {"\x1b[31m", 5},
        {"\xE2\x80\xAE", 1},
        {"a\tb", 3},
        {"\xF0\x9F\x93\xA6", 2},
        {"\xC2\x85", 1},
        {"각", 2},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(text_width(cases[i].text), ==, cases[i].cells);
    g_assert_cmpint(text_width(NULL), ==, 0);
}

static void check_fit(void)
{
    static const struct {
        const char *text;
        int cells;
        const char *left, *right;
    } cases[] = {
        {"abc", 5, "abc  ", "  abc"},
        {"abc", 3, "abc", "abc"},
        {"abcd", 3, "ab…", "ab…"},
        {"abcd", 1, "…", "…"},
        {"abcd", 0, "", ""},
        {"abcd", -4, "", ""},
        {"日本語", 5, "日本…", "日本…"},
        {"日本語", 4, "日… ", " 日…"},
        {"e\xCC\x81"
         "e\xCC\x81"
         "e\xCC\x81",
         2, "e\xCC\x81…", "e\xCC\x81…"},
        {NULL, 2, "  ", "  "},
        {"a\x1b[2Jb", 4, "a␛[…", "a␛[…"},
        {"\xFF", 2, "\xEF\xBF\xBD ", " \xEF\xBF\xBD"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *left = text_fit(cases[i].text, cases[i].cells, NULL);
        g_autofree char *right = text_fit_right(cases[i].text, cases[i].cells, NULL);
        g_assert_cmpstr(left, ==, cases[i].left);
        g_assert_cmpstr(right, ==, cases[i].right);
    }
    g_autofree char *ascii = text_fit("abcdef", 5, "...");
    g_assert_cmpstr(ascii, ==, "ab...");
    g_autofree char *narrow = text_fit("abcdef", 2, "...");
    g_assert_cmpstr(narrow, ==, "ab");
}

// The beginning and the end stay, whole characters of both.
static void check_squeeze(void)
{
    static const struct {
        const char *text;
        int cells;
        const char *out;
    } cases[] = {
        {"Tea tin red", 11, "Tea tin red"},
        {"Tea tin red for 100 g", 20, "Tea tin re…for 100 g"},
        {"abcdefghij", 9, "abcde…hij"},
        {"山田太郎商店東京", 9, "山田太…京"},
        {"Cast iron pot 800 ml with a long descriptive name", 28, "Cast iron pot 800 ml wi…name"},
        {"Sencha 100 g", 9, "Sen…100 g"},
        {"abcdef", 2, "a…"},
        {"abcdef", 0, ""},
        {NULL, 4, ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *out = text_squeeze(cases[i].text, cases[i].cells, NULL);
        g_assert_cmpstr(out, ==, cases[i].out);
        g_assert_cmpint(text_width(out), <=, cases[i].cells);
    }
    g_autofree char *ascii = text_squeeze("abcdefghij", 8, "~");
    g_assert_cmpstr(ascii, ==, "abcde~ij");
}

// A family of four, a flag and a waving hand with a skin tone are never cut in the middle.
static void check_clusters(void)
{
    const char *family = "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";
    g_autofree char *none = text_fit(family, 3, NULL);
    g_assert_cmpstr(none, ==, "…  ");
    const char *flags = "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB\xF0\x9F\x87\xB7";
    for (int cells = 1; cells < 9; cells++) {
        g_autofree char *cut = text_fit(flags, cells, "");
        glong regionals = g_utf8_strlen(g_strchomp(cut), -1);
        g_assert_cmpint(regionals % 2, ==, 0);
    }
    g_autofree char *hand = text_fit("\xF0\x9F\x91\x8B\xF0\x9F\x8F\xBD", 2, "");
    g_assert_cmpstr(hand, ==, "  ");
}

static void check_clean(void)
{
    static const struct {
        const char *text, *clean;
    } cases[] = {
        {"plain ä", "plain ä"},
        {"\x1b]0;owned\x07", "␛]0;owned␇"},
        {"a\x7f", "a␡"},
        {"x\xE2\x80\xAEy", "x\xEF\xBF\xBDy"},
        {"\xC2\x9B"
         "2J",
         "\xEF\xBF\xBD"
         "2J"},
        {"\x9B", "\xEF\xBF\xBD"},
        {"\xC0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"Blumen\xC2\xADtopf", "Blumen-topf"},
        {"\x1d", "␝"},
        {"o\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81", "o\xCC\x81\xCC\x81\xCC\x81\xCC\x81"},
        {NULL, ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *clean = text_clean(cases[i].text);
        g_assert_cmpstr(clean, ==, cases[i].clean);
    }
}

static void check_fold(void)
{
    static const struct {
        const char *text, *key;
    } cases[] = {
        {"Straße", "strasse"},
        {"STRASSE", "strasse"},
        {"  Ångström \t Ø ", "angstrom o"},
        {"ﬁne", "fine"},
        {"Łódź", "lodz"},
        {"İzmir", "izmir"},
        {"e\xCC\x81"
         "A",
         "ea"},
        {"①", "1"},
        {"", ""},
        {"Привет", "привет"},
        {"Blu\xC2\xADme", "blume"},
        {NULL, ""},
        {"\xFFx", "\xEF\xBF\xBDx"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *key = text_fold(cases[i].text);
        g_autofree char *again = text_fold(key);
        g_assert_cmpstr(key, ==, cases[i].key);
        g_assert_cmpstr(again, ==, key);
    }
}

// Folding twice is folding once, for every letter there is.
static void check_fold_stable(void)
{
    for (gunichar c = 1; c < 0x110000; c++) {
        char utf8[8] = "";
        if (!g_unichar_validate(c))
            continue;
        g_unichar_to_utf8(c, utf8);
        g_autofree char *key = text_fold(utf8);
        g_autofree char *again = text_fold(key);
        g_assert_cmpstr(key, ==, again);
    }
}

static void check_quote(void)
{
    static const struct {
        const char *bytes;
        gssize len;
        int max;
        const char *quoted;
    } cases[] = {
        {"abc", -1, 0, "abc"},
        {"a\x1d"
         "b",
         -1, 0,
         "a\\x1d"
         "b"},
        {"a\0b", 3, 0, "a\\x00b"},
        {"a\\b", -1, 0, "a\\\\b"},
        {"\xFF", -1, 0, "\\xff"},
        {"Tee\xEF\xBF\xBD", -1, 0, "Tee\uFFFD"}, // what a terminal already marked as broken
        {"abcdef", -1, 4, "abc…"},
        {"abcd", -1, 4, "abcd"},
        {"ab\x1d"
         "d",
         -1, 4, "ab…"},
        {"日本語", -1, 5, "日本…"},
        {"\xE2\x80\xAE", -1, 0, "\\xe2\\x80\\xae"},
        {NULL, 5, 3, ""},
        {"ab", 0, 0, ""},
        {"\xC2\xAD", -1, 0, "\\xc2\\xad"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *quoted = text_quote(cases[i].bytes, cases[i].len, cases[i].max);
        g_assert_cmpstr(quoted, ==, cases[i].quoted);
    }
}

// Any bytes: the output is valid, printable, exactly as wide as asked for.
static void check_random_bytes(void)
{
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        int len = g_test_rand_int_range(0, sizeof bytes);
        for (int i = 0; i < len; i++)
            bytes[i] = (char)g_test_rand_int_range(round % 2 ? 1 : 0x80, 256);
        bytes[len] = '\0';
        int cells = g_test_rand_int_range(0, 12);
        g_autofree char *fitted = text_fit(bytes, cells, NULL);
        g_autofree char *clean = text_clean(bytes);
        g_autofree char *quoted = text_quote(bytes, len, cells);
        g_autofree char *key = text_fold(bytes);
        g_autofree char *again = text_fold(key);
        g_assert_cmpint(text_width(fitted), ==, cells);
        g_assert_cmpint(text_width(clean), ==, text_width(bytes));
        g_assert_true(g_utf8_validate(fitted, -1, NULL) && g_utf8_validate(clean, -1, NULL));
        g_assert_true(g_utf8_validate(quoted, -1, NULL));
        g_assert_cmpstr(key, ==, again);
        g_assert_true(cells == 0 || text_width(quoted) <= cells);
        for (const char *at = clean; *at; at++)
            g_assert_true((guchar)*at >= 0x20 && *at != 0x7f);
    }
}

// Where our width and the C library's differ, a screen drawn by ncurses would tear. Signs that
// only one of the two knows yet (answer -1) are counted, not refused.
static void check_against_wcwidth(void)
{
    if (!setlocale(LC_CTYPE, "C.UTF-8")) {
        g_test_skip("no C.UTF-8 locale");
        return;
    }
    int unknown = 0;
    for (gunichar c = 0x20; c < 0x30000; c++) {
        char utf8[8] = "";
        if (g_unichar_type(c) == G_UNICODE_SURROGATE)
            continue;
        g_unichar_to_utf8(c, utf8);
        g_autofree char *clean = text_clean(utf8);
        int libc = wcwidth((wchar_t)g_utf8_get_char(clean));
        unknown += libc < 0;
        if (libc >= 0 && libc != text_width(clean))
            g_error("U+%04X: C library %d, here %d", c, libc, text_width(clean));
    }
    g_test_message("%d signs are new to the C library", unknown);
}

// A sign that is put to a letter belongs to its word, whatever the script.
static void check_words(void)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", ""},
        {"--", ""},
        {"Matcha bowl, X-12/blue bowl", "matcha|bowl|x|12|blue"},
        {"Ma\xCC\x81tcha 茶筅", "matcha|茶筅"},
        {"हिन्दी चाय", "हिन्दी|चाय"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) words = text_words(cases[i].text);
        g_ptr_array_add(words, NULL);
        g_autofree char *all = g_strjoinv("|", (char **)words->pdata);
        g_assert_cmpstr(all, ==, cases[i].words);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/width", check_width);
    g_test_add_func("/text/fit", check_fit);
    g_test_add_func("/text/squeeze", check_squeeze);
    g_test_add_func("/text/clusters", check_clusters);
    g_test_add_func("/text/clean", check_clean);
    g_test_add_func("/text/fold", check_fold);
    g_test_add_func("/text/fold-stable", check_fold_stable);
    g_test_add_func("/text/words", check_words);
    g_test_add_func("/text/quote", check_quote);
    g_test_add_func("/text/random-bytes", check_random_bytes);
    g_test_add_func("/text/wcwidth", check_against_wcwidth);
    return g_test_run();
}
