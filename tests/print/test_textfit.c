// SPDX-License-Identifier: Apache-2.0
// What is told of a text that does not fit.
#include "textfit.h"

// What a refusal tells of a text is short, one line, and free of the marks that bind.c put around
// what reads the other way: they would turn the sentence around it.
static void test_text_begin(void)
{
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"", ""},
        {"one\ntwo", "one two"},
        {"0123456789012345678901234567890123456789", "0123456789012345678901234567890123456789"},
        {"01234567890123456789012345678901234567890",
         "0123456789012345678901234567890123456789\xe2\x80\xa6"},
        {"To \xe2\x81\xa8\xd7\xa9\xd7\x9c\xe2\x81\xa9 (1)", "To \xd7\xa9\xd7\x9c (1)"},
        {"\xe2\x81\xa8"
         "0123456789012345678901234567890123456789\xe2\x81\xa9",
         "0123456789012345678901234567890123456789"},
        {"\xe2\x81\xa8"
         "01234567890123456789012345678901234567890123\xe2\x81\xa9",
         "0123456789012345678901234567890123456789\xe2\x80\xa6"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *begin = text_begin(rows[i].text);
        g_assert_cmpstr(begin, ==, rows[i].expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/textfit/begin", test_text_begin);
    return g_test_run();
}
