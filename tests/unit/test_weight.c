// SPDX-License-Identifier: Apache-2.0
// The scale of the bench: what a box can weigh and when somebody should count again.
#include "weight.h"

#include <glib.h>

static void test_possible(void)
{
    g_assert_false(weight_possible(-1));
    g_assert_false(weight_possible(0));
    g_assert_true(weight_possible(1));
    g_assert_true(weight_possible(WEIGHT_MAX_G));
    g_assert_false(weight_possible(WEIGHT_MAX_G + 1));
}

// What somebody typed in kilograms, as it is said back in grams; 0 = it is no such weight.
static void test_kilograms(void)
{
    static const struct {
        const char *text;
        int64_t grams;
    } cases[] = {
        {"1.5", 1500}, {"1,5", 1500}, {"0.005", 5}, {"12.345", 12345}, {"100.0", 100000},
        {"1.2345", 0}, {"1234.5", 0}, {"12", 0},    {"1.", 0},         {".5", 0},
        {"1.5kg", 0},  {"0.000", 0},  {"", 0},      {"-1.5", 0},       {"1.5.5", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpint(weight_of_kilograms(cases[i].text), ==, cases[i].grams);
}

static void judges(const struct weight_known *known, int64_t grams, enum weight_verdict wanted,
                   int64_t off)
{
    int64_t found = -1;
    g_assert_cmpint(weight_judge(known, grams, &found), ==, wanted);
    g_assert_cmpint(found, ==, off);
}

// 5 per cent, but never less than 150 g.
static void test_tolerance(void)
{
    const struct weight_known heavy = {.goods = 10980, .tare = 180, .percent = 5, .at_least = 150};
    g_assert_cmpint(weight_expected(&heavy), ==, 11160);
    g_assert_cmpint(weight_tolerance(&heavy), ==, 558);
    judges(&heavy, 11160, WEIGHT_WITHIN, 0);
    judges(&heavy, 9999, WEIGHT_LIGHT, 1161);
    judges(&heavy, 11160 - 558, WEIGHT_WITHIN, 558);
    judges(&heavy, 11160 - 559, WEIGHT_LIGHT, 559);
    judges(&heavy, 11160 + 558, WEIGHT_WITHIN, 558);
    judges(&heavy, 11160 + 559, WEIGHT_HEAVY, 559);
    const struct weight_known light = {.goods = 100, .percent = 5, .at_least = 150};
    g_assert_cmpint(weight_tolerance(&light), ==, 150);
    judges(&light, 250, WEIGHT_WITHIN, 150);
    judges(&light, 251, WEIGHT_HEAVY, 151);
}

// A carton that was not chosen weighs something, but nothing lighter comes of it.
static void test_carton(void)
{
    const struct weight_known known = {.goods = 2000, .carton = 340, .percent = 5, .at_least = 150};
    judges(&known, 2490, WEIGHT_WITHIN, 490);
    judges(&known, 2491, WEIGHT_HEAVY, 491);
    judges(&known, 1849, WEIGHT_LIGHT, 151);
    g_assert_cmpint(weight_tolerated(&known, 2490), ==, 490);
    g_assert_cmpint(weight_tolerated(&known, 1849), ==, 150);
    int64_t least = 0, most = 0;
    weight_range(&known, &least, &most);
    g_assert_cmpint(least, ==, 1850);
    g_assert_cmpint(most, ==, 2490);
    weight_range(&(struct weight_known){.goods = 10, .at_least = 150}, &least, &most);
    g_assert_cmpint(least, ==, 1);
}

static void test_unknown(void)
{
    const struct weight_known nothing = {.percent = 5, .at_least = 150};
    judges(&nothing, 900, WEIGHT_UNKNOWN, 900);
    const struct weight_known part = {
        .goods = 1000, .weightless = 1, .percent = 5, .at_least = 150};
    g_assert_cmpint(weight_expected(&part), ==, 0);
    judges(&part, 5000, WEIGHT_UNKNOWN, 4000);
    judges(&part, 849, WEIGHT_LIGHT, 151); // what is known weighs more
    judges(&part, 0, WEIGHT_UNKNOWN, 1000);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/weight/possible", test_possible);
    g_test_add_func("/weight/kilograms", test_kilograms);
    g_test_add_func("/weight/tolerance", test_tolerance);
    g_test_add_func("/weight/carton", test_carton);
    g_test_add_func("/weight/unknown", test_unknown);
    return g_test_run();
}
