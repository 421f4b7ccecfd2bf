// SPDX-License-Identifier: Apache-2.0
// Bytes of a terminal: characters of every length, and what is none, which takes no other along.
#include "utf8_feed.h"

#include <string.h>

// The characters of BYTES as UTF-8; a NUL is written as "0".
static char *fed(const char *bytes, size_t n)
{
    struct utf8_feed feed = {.n = 0};
    GString *text = g_string_new(NULL);
    gunichar chars[2];
    for (size_t i = 0; i < n; i++) {
        int got = utf8_feed(&feed, (guint8)bytes[i], chars);
        for (int k = 0; k < got; k++)
            g_string_append_unichar(text, chars[k] ? chars[k] : '0');
    }
    if (utf8_feed_end(&feed, chars))
        g_string_append(text, "|");
    return g_string_free(text, FALSE);
}

static void test_bytes(void)
{
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {"TEA\r", "TEA\r"},
        {"T\xc3\xa9\xe2\x82\xac\xf0\x9f\x93\xa6\r", "Té€📦\r"},
        {"Tee\xfc\rA1\r", "Tee\uFFFD\rA1\r"}, // Latin-1
        {"\x80\r", "\uFFFD\r"},               // begins nothing
        {"\xe2\x82\rA1\r", "\uFFFD\rA1\r"},   // broken off by a key
        {"\xe2\x82\xc3\xa9\r", "\uFFFDé\r"},  // broken off by the next one
        {"\xfc\xfc\r", "\uFFFD\uFFFD\r"},
        {"\xed\xa0\x80\r", "\uFFFD\uFFFD\r"}, // half of a pair, which UTF-8 has not
        {"\xc0\xaf\r", "\uFFFD\uFFFD\r"},     // longer than it needs to be
        {"A\xe2\x82", "A|"},
        {"\xf4\x8f\xbf\xbf", "\U0010FFFF"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = fed(cases[i].bytes, strlen(cases[i].bytes));
        g_assert_cmpstr(text, ==, cases[i].text);
    }
    g_autofree char *nul = fed("\xe2\0A", 3);
    g_assert_cmpstr(nul, ==, "\uFFFD0A");
}

// Whatever comes, an Enter behind it is an Enter.
static void test_enter(void)
{
    for (int i = 0; i < 0x10000; i++) {
        const char bytes[] = {(char)(i >> 8), (char)i, '\r'};
        g_autofree char *text = fed(bytes, sizeof bytes);
        g_assert_true(g_str_has_suffix(text, "\r"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/utf8-feed/bytes", test_bytes);
    g_test_add_func("/utf8-feed/enter", test_enter);
    return g_test_run();
}
