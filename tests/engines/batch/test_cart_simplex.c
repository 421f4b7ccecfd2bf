// SPDX-License-Identifier: Apache-2.0
// The linear program over sets: its shares cover every bundle once, cost what the bundles are
// worth together, and no whole choice is cheaper. A forced set is in whole.
#include <string.h>

#include "cart_simplex.h"
#include "dice.h"

enum { BUNDLES = 10, SETS = 120, CASES = 200 };

struct choice {
    struct pool *pool;
    unsigned bits[SETS + BUNDLES]; // the bundles of each set
};

static void add_set(struct choice *choice, unsigned bits, int64_t length)
{
    uint32_t bundles[BUNDLES], n = 0;
    for (uint32_t b = 0; b < BUNDLES; b++)
        if (bits >> b & 1)
            bundles[n++] = b;
    uint32_t at = pool_add(choice->pool, bits, length, bundles, n);
    choice->bits[at] = bits;
}

// Sets of about three bundles that cost less than their bundles alone.
static void make_choice(struct choice *choice, uint64_t seed)
{
    struct dice dice;
    dice_seed(&dice, seed);
    choice->pool = pool_new();
    for (uint32_t b = 0; b < BUNDLES; b++)
        add_set(choice, 1u << b, 100);
    for (int i = 0; i < SETS; i++) {
        unsigned bits = 1u << dice_below(&dice, BUNDLES) | 1u << dice_below(&dice, BUNDLES) |
                        1u << dice_below(&dice, BUNDLES);
        if (__builtin_popcount(bits) > 1)
            add_set(choice, bits, 60 * __builtin_popcount(bits) + dice_below(&dice, 60));
    }
}

// The cheapest whole choice, by what is covered so far.
static int64_t cheapest(const struct choice *choice)
{
    int64_t least[1 << BUNDLES];
    for (unsigned covered = 1; covered < 1u << BUNDLES; covered++) {
        least[covered] = INT64_MAX;
        unsigned lowest = covered & -covered;
        for (uint32_t i = 0; i < choice->pool->n_sets; i++) {
            unsigned bits = choice->bits[i];
            if (!(bits & lowest) || bits & ~covered)
                continue;
            int64_t before = bits == covered ? 0 : least[covered & ~bits];
            if (before < INT64_MAX)
                least[covered] = MIN(least[covered], before + choice->pool->sets[i].length);
        }
    }
    return least[(1 << BUNDLES) - 1];
}

static double cost_of_shares(const struct choice *choice, const struct simplex *simplex)
{
    double covered[BUNDLES] = {0}, cost = 0;
    for (uint32_t r = 0; r < BUNDLES; r++) {
        cost += simplex->share[r] * (double)choice->pool->sets[simplex->basic[r]].length;
        for (uint32_t b = 0; b < BUNDLES; b++)
            covered[b] += (choice->bits[simplex->basic[r]] >> b & 1) * simplex->share[r];
        g_assert_cmpfloat(simplex->share[r], >=, -1e-9);
    }
    for (uint32_t b = 0; b < BUNDLES; b++)
        g_assert_cmpfloat_with_epsilon(covered[b], 1, 1e-3);
    return cost;
}

static void check_forced(const struct choice *choice, struct simplex *simplex, uint32_t set)
{
    simplex_fix(simplex, set);
    g_assert_true(simplex_solve(simplex, NULL, choice->pool->n_sets, NULL, NULL));
    for (uint32_t r = 0; r < BUNDLES; r++)
        if (simplex->basic[r] == set)
            g_assert_cmpfloat_with_epsilon(simplex->share[r], 1, 1e-3);
    g_assert_cmpfloat_with_epsilon(cost_of_shares(choice, simplex), simplex_bound(simplex), 1);
}

static void test_shares(void)
{
    guint fractional = 0;
    for (uint64_t seed = 1; seed <= CASES; seed++) {
        struct choice choice;
        make_choice(&choice, seed);
        struct simplex *simplex = simplex_new(choice.pool, BUNDLES, seed);
        g_assert_true(simplex_solve(simplex, NULL, choice.pool->n_sets, NULL, NULL));
        double bound = simplex_bound(simplex), whole = (double)cheapest(&choice);
        g_assert_cmpfloat(bound, <=, whole + 1e-6);
        g_assert_cmpfloat(bound, >, whole * 0.9);
        g_assert_cmpfloat_with_epsilon(cost_of_shares(&choice, simplex), bound, 1);
        fractional += bound < whole - 1;
        check_forced(&choice, simplex, simplex->basic[0]);
        simplex_free(simplex);
        pool_free(choice.pool);
    }
    g_assert_cmpuint(fractional, >, 0); // the cases are not all easy
}

// The same set twice is one; a merged pool has what either had.
static void test_pool(void)
{
    struct choice a, b;
    make_choice(&a, 1);
    make_choice(&b, 2);
    uint32_t before = a.pool->n_sets, two[] = {0, 1};
    uint32_t at = pool_add(a.pool, 3, 150, two, 2);
    g_assert_cmpuint(pool_add(a.pool, 3, 150, two, 2), ==, at);
    before = a.pool->n_sets;
    pool_merge(a.pool, b.pool, 0);
    for (uint32_t i = 0; i < b.pool->n_sets; i++)
        g_assert_cmpuint(pool_add(a.pool, b.bits[i], 1, two, 2), <, a.pool->n_sets);
    g_assert_cmpuint(a.pool->n_sets, >, before);
    g_assert_cmpuint(a.pool->n_sets, <=, before + b.pool->n_sets - BUNDLES);
    pool_free(a.pool);
    pool_free(b.pool);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carts/simplex/shares", test_shares);
    g_test_add_func("/carts/simplex/pool", test_pool);
    return g_test_run();
}
