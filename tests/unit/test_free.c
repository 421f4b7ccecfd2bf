// SPDX-License-Identifier: Apache-2.0
// What is free to sell, today and on a day.
#include "free.h"

#include <glib.h>

static void test_places(void)
{
    struct free_terms terms = {0};
    g_assert_true(free_sells("pick", false));
    g_assert_true(free_sells("bulk", false));
    g_assert_false(free_sells("pick", true));
    g_assert_false(free_sells("lost", false));
    g_assert_false(free_sells("cart", false));
    g_assert_false(free_sells("odd", false));
    free_add(&terms, "pick", false, 10, 4);
    free_add(&terms, "bulk", true, 5, 0);
    free_add(&terms, "cart", false, 3, 3);
    free_add(&terms, "lost", false, 2, 0);
    g_assert_cmpint(terms.on_hand, ==, 20);
    g_assert_cmpint(terms.allocated, ==, 7);
    g_assert_cmpint(terms.not_for_sale, ==, 7);
    g_assert_cmpint(free_available(&terms), ==, 6);
}

// Lost goods, quarantine and what is held back are never free, place by place as in the sum.
static void test_places_one_by_one(void)
{
    g_assert_cmpint(free_in("pick", false, 10, 4), ==, 6);
    g_assert_cmpint(free_in("pick", true, 10, 4), ==, 0);
    static const char *const never[] = {"lost", "quarantine", "returns", "receive",
                                        "cart", "pack",       "ship"};
    for (size_t i = 0; i < G_N_ELEMENTS(never); i++)
        g_assert_cmpint(free_in(never[i], false, 5, 1), ==, 0);
}

static void test_terms(void)
{
    const struct free_terms terms = {.on_hand = 100,
                                     .allocated = 1,
                                     .not_for_sale = 2,
                                     .held = 4,
                                     .demand = 8,
                                     .safety = 16,
                                     .threshold = 32};
    struct free_term list[FREE_TERMS];
    int64_t sum = 0;
    free_list(&terms, list);
    for (size_t i = 0; i < FREE_TERMS; i++)
        sum += list[i].qty;
    g_assert_cmpint(sum, ==, 37);
    g_assert_cmpint(free_available(&terms), ==, 37);
    g_assert_cmpstr(list[0].name, ==, "on_hand");
    g_assert_cmpstr(list[4].name, ==, "unrouted_orders");
    g_assert_cmpint(list[4].qty, ==, -8);
    const struct free_terms promised = {.on_hand = 1, .demand = 3};
    g_assert_cmpint(free_available(&promised), ==, -2);
}

static void test_days(void)
{
    const struct free_terms terms = {.on_hand = 10, .allocated = 4};
    const struct free_day days[] = {{20, 5, 0}, {12, 0, 3}, {15, 0, 2}, {30, 0, 1}};
    g_assert_cmpint(free_on(&terms, NULL, 0, 10), ==, 6);
    g_assert_cmpint(free_on(&terms, days, 4, 10), ==, 1); // 6, then 3, 1, 6, 5
    g_assert_cmpint(free_on(&terms, days, 4, 12), ==, 1);
    g_assert_cmpint(free_on(&terms, days, 4, 14), ==, 1); // 3, but on the day after it is 1
    g_assert_cmpint(free_on(&terms, days, 4, 19), ==, 1);
    g_assert_cmpint(free_on(&terms, days, 4, 20), ==, 5);
    g_assert_cmpint(free_on(&terms, days, 4, 31), ==, 5);
    const struct free_day receipt = {20, 5, 0};
    g_assert_cmpint(free_on(&terms, &receipt, 1, 19), ==, 6);
    g_assert_cmpint(free_on(&terms, &receipt, 1, 20), ==, 11);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/free/places", test_places);
    g_test_add_func("/free/one-by-one", test_places_one_by_one);
    g_test_add_func("/free/terms", test_terms);
    g_test_add_func("/free/days", test_days);
    return g_test_run();
}
