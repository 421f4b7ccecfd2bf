// SPDX-License-Identifier: Apache-2.0
// One id in all the ways that it is written, and what is another id.
#include "order_key.h"

#include <glib.h>

static void test_same(void)
{
    static const char *const ways[] = {"6700000000099",
                                       "'6700000000099",
                                       "=\"6700000000099\"",
                                       " 6700000000099 ",
                                       "6700000000099\xc2\xa0",
                                       "\u200b6700000000099\t",
                                       "6700000000099.0",
                                       "6700000000099,00",
                                       "06700000000099",
                                       "gid://shopify/Order/6700000000099",
                                       "gid://shopify/Order/6700000000099?x=1",
                                       "6,700,000,000,099",
                                       "6.700.000.000.099",
                                       "6 700 000 000 099",
                                       "６７０００００００００９９"};
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *key = order_key(ways[i]);
        g_assert_cmpstr(key, ==, ways[0]);
    }
}

static void test_others(void)
{
    static const char *const ids[][2] = {
        {"", ""},           {" ", ""},          {"007A", "007A"},      {"US-0012", "US-0012"},
        {"1,234", "1,234"}, {"1.5", "1.5"},     {"12 34", "12 34"},    {"-5", "-5"},
        {"000", "0"},       {"a\xc2\xa0", "a"}, {"6.7E+12", "6.7E+12"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_autofree char *key = order_key(ids[i][0]);
        g_assert_cmpstr(key, ==, ids[i][1]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/order-key/same", test_same);
    g_test_add_func("/order-key/others", test_others);
    return g_test_run();
}
