// SPDX-License-Identifier: Apache-2.0
// Leases: when they are written anew. Who may take what stands in the table of claims.
#include "claims.h"

#include <glib.h>

enum { MINUTE = 60000 };

static void test_renewal(void)
{
    const int64_t now = 1000 * MINUTE, lease = 30 * MINUTE;
    g_assert_false(lease_wants_renewal(now + lease, lease, now));
    g_assert_false(lease_wants_renewal(now + lease / 2, lease, now)); // just half is left
    g_assert_true(lease_wants_renewal(now + lease / 2 - 1, lease, now));
    g_assert_true(lease_wants_renewal(now, lease, now));
    g_assert_true(lease_wants_renewal(0, lease, now)); // ran out
}

static void test_words(void)
{
    g_autofree char *ask = claim_ask(7);
    g_assert_cmpstr(ask, ==, "take 7");
    g_assert_cmpint(claim_minutes(10 * MINUTE, 12 * MINUTE + 59999), ==, 2);
    g_assert_cmpint(claim_minutes(12 * MINUTE, 10 * MINUTE), ==, 0);
    const struct claim_seen seen = {.operator_id = 2, .lease_until = 9, .ask = "take 77"};
    g_assert_cmpint(claim_judge(&seen, 7, 1), ==, CLAIM_ASK); // 77 is not 7
}

static void test_reach(void)
{
    g_assert_true(claim_reaches(0, 3)); // no station: nowhere in particular
    g_assert_true(claim_reaches(3, 3));
    g_assert_false(claim_reaches(2, 3));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claims/renewal", test_renewal);
    g_test_add_func("/claims/words", test_words);
    g_test_add_func("/claims/reach", test_reach);
    return g_test_run();
}
