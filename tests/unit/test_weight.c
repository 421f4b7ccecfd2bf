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

static void test_off(void)
{
    g_assert_false(weight_is_off(500, 100));   // 400 g: a carton
    g_assert_true(weight_is_off(501, 100));    // more than any carton
    g_assert_false(weight_is_off(2500, 2000)); // 500 g, but just a quarter
    g_assert_true(weight_is_off(2501, 2000));
    g_assert_false(weight_is_off(1500, 2000));
    g_assert_true(weight_is_off(1499, 2000));
    g_assert_false(weight_is_off(0, 2000)); // not weighed
    g_assert_false(weight_is_off(900, 0));  // nobody knows what it should weigh
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/weight/possible", test_possible);
    g_test_add_func("/weight/off", test_off);
    return g_test_run();
}
