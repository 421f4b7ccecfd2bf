// SPDX-License-Identifier: Apache-2.0
// The choice of places: what the table of allocation.txt cannot say. All subsets are tried in
// tests/prop.
#include "alloc.h"

#include <glib.h>

// The order in which sources come does not matter; of two of one age the lower id is taken.
static void test_order(void)
{
    struct alloc_source sources[] = {{.balance_id = 9, .free = 4, .received_at = 5},
                                     {.balance_id = 3, .free = 4, .received_at = 5},
                                     {.balance_id = 7, .free = 4, .received_at = 8}};
    g_assert_cmpint(alloc_choose(sources, 3, 4), ==, 0);
    g_assert_cmpint(sources[0].balance_id, ==, 3); // sorted by age on return
    g_assert_cmpint(sources[0].take, ==, 4);
    g_assert_cmpint(sources[1].take, ==, 0);
    g_assert_cmpint(sources[2].take, ==, 0);
}

static void test_old_takes_are_forgotten(void)
{
    struct alloc_source sources[] = {{.balance_id = 1, .free = 4, .take = 77},
                                     {.balance_id = 2, .free = 9, .take = 77}};
    g_assert_cmpint(alloc_choose(sources, 2, 9), ==, 0);
    g_assert_cmpint(sources[0].take, ==, 0);
    g_assert_cmpint(sources[1].take, ==, 9);
}

static void test_nothing(void)
{
    struct alloc_source one = {.balance_id = 1, .free = 4, .take = 77};
    g_assert_cmpint(alloc_choose(NULL, 0, 3), ==, 3);
    g_assert_cmpint(alloc_choose(&one, 1, 0), ==, 0);
    g_assert_cmpint(one.take, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/alloc/order", test_order);
    g_test_add_func("/alloc/forgotten", test_old_takes_are_forgotten);
    g_test_add_func("/alloc/nothing", test_nothing);
    return g_test_run();
}
