// SPDX-License-Identifier: Apache-2.0
// Numbers that people see: made, read back as typed, and nothing else is taken for one.
#include "numbers.h"

static void test_round(void)
{
    static const struct {
        enum number_kind kind;
        int64_t id;
        const char *text;
    } cases[] = {{NUMBER_ORDER, 1, "O-100001"},    {NUMBER_WORK, 1, "W-101"},
                 {NUMBER_WORK, 12, "W-112"},       {NUMBER_JOB, 3, "J-8003"},
                 {NUMBER_MANIFEST, 900, "M-1000"}, {NUMBER_ORDER, 999999999, "O-1000099999"}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpstr(number_of(cases[i].kind, cases[i].id).text, ==, cases[i].text);
        g_assert_cmpint(number_id(cases[i].kind, cases[i].text), ==, cases[i].id);
    }
    g_assert_cmpint(number_id(NUMBER_ORDER, number_of(NUMBER_ORDER, INT64_MAX - 100000).text), ==,
                    INT64_MAX - 100000);
}

static void test_typed(void)
{
    g_assert_cmpint(number_id(NUMBER_ORDER, "o-100001"), ==, 1);
    g_assert_cmpint(number_id(NUMBER_ORDER, "O100001"), ==, 1);
    static const char *const none[] = {"",          "O",      "O-",        "W-101",
                                       "O-100000",  "O-5",    "O--100001", "O-100001x",
                                       "O- 100001", "100001", "O-1e9",     "O-99999999999999999999",
                                       "O-+100001"};
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
        g_assert_cmpint(number_id(NUMBER_ORDER, none[i]), ==, 0);
    g_assert_cmpint(number_id(NUMBER_ORDER, NULL), ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/numbers/round", test_round);
    g_test_add_func("/numbers/typed", test_typed);
    return g_test_run();
}
