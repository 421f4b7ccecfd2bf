// SPDX-License-Identifier: Apache-2.0
// The choice of bins against every choice there is, on floors small enough to try them all.
#include <string.h>

#include "errors.h"
#include "walk_bins.h"
#include "walk_world.h"

enum { CASES = 150, MOST_BINS = 9, MOST_WANTS = 4 };

struct stock {
    struct world world; // its stops are the bins
    struct walk_bin bins[MOST_BINS];
    struct walk_want wants[MOST_WANTS];
    size_t n_wants;
};

static void make_stock(struct stock *stock, enum world_kind kind, int rows)
{
    stock->n_wants = (size_t)g_test_rand_int_range(1, MOST_WANTS + 1);
    world_make(&stock->world, kind, rows, MOST_BINS);
    for (size_t i = 0; i < MOST_BINS; i++)
        stock->bins[i] =
            (struct walk_bin){stock->world.stops[i], g_test_rand_int_range(0, (int)stock->n_wants),
                              g_test_rand_int_range(0, 5), g_test_rand_int_range(0, 3) ? 0 : 4};
    for (size_t a = 0; a < stock->n_wants; a++)
        stock->wants[a] =
            (struct walk_want){g_test_rand_int_range(0, 7), g_test_rand_int_range(0, 3)};
}

// Do the bins of SET hold what is wanted, from no more bins than allowed?
static bool covers(const struct stock *stock, unsigned set)
{
    int64_t held[MOST_WANTS] = {0};
    int n_held[MOST_WANTS] = {0};
    for (int i = 0; i < MOST_BINS; i++)
        if (set >> i & 1) {
            held[stock->bins[i].article] += stock->bins[i].quantity;
            n_held[stock->bins[i].article]++;
        }
    for (size_t a = 0; a < stock->n_wants; a++) {
        int most = stock->wants[a].most_bins;
        if (held[a] < stock->wants[a].quantity || (most && n_held[a] > most))
            return false;
    }
    return true;
}

static int64_t cost_of(const struct stock *stock, unsigned set)
{
    int64_t cost = world_best(&stock->world, set);
    for (int i = 0; i < MOST_BINS && cost >= 0; i++)
        cost += set >> i & 1 ? stock->bins[i].extra : 0;
    return cost;
}

static int64_t best_cost(const struct stock *stock)
{
    int64_t best = -1;
    for (unsigned set = 0; set < 1u << MOST_BINS; set++) {
        int64_t cost = covers(stock, set) ? cost_of(stock, set) : -1;
        if (cost >= 0 && (best < 0 || cost < best))
            best = cost;
    }
    return best;
}

static unsigned bins_taken(const struct stock *stock, const struct walk_choice *choice)
{
    int64_t taken[MOST_WANTS] = {0};
    unsigned set = 0;
    for (int i = 0; i < MOST_BINS; i++) {
        g_assert_cmpint(choice->take[i], >=, 0);
        g_assert_cmpint(choice->take[i], <=, stock->bins[i].quantity);
        taken[stock->bins[i].article] += choice->take[i];
        set |= (unsigned)(choice->take[i] > 0) << i;
    }
    for (size_t a = 0; a < stock->n_wants; a++)
        g_assert_cmpint(taken[a], ==, stock->wants[a].quantity);
    g_assert_true(covers(stock, set));
    return set;
}

static struct walk *open_stock(const struct stock *stock)
{
    return walk_new(&stock->world.floor, &stock->world.start, &stock->world.end, NULL);
}

static bool choose(const struct stock *stock, const struct effort *effort,
                   struct walk_choice *ret_choice)
{
    g_autoptr(walk_auto) walk = open_stock(stock);
    g_autoptr(GError) error = NULL;
    bool able = walk_choose(walk, stock->bins, MOST_BINS, stock->wants, stock->n_wants, effort,
                            ret_choice, &error);
    g_assert_cmpint(able, ==, error == NULL);
    g_assert_true(able || tote_error_is(error, TOTE_ENGINE_LIMIT));
    return able;
}

// What is said of a choice is true; next to none of the small ones is not the best there is.
static void test_all_choices(gconstpointer data)
{
    const struct effort effort = {.seed = 1, .rounds = 3000};
    int found = 0, missed = 0;
    for (int i = 0; i < CASES; i++) {
        struct stock stock;
        struct walk_choice choice;
        make_stock(&stock, GPOINTER_TO_INT(data), i % 4 ? 2 : 3);
        int64_t best = best_cost(&stock);
        bool able = choose(&stock, &effort, &choice);
        if (GPOINTER_TO_INT(data) == WORLD_PLAIN)
            g_assert_cmpint(able, ==, best >= 0);
        if (!able)
            continue;
        found++;
        g_assert_cmpint(choice.length + choice.extra, >=, best);
        g_assert_cmpint(cost_of(&stock, bins_taken(&stock, &choice)), ==,
                        choice.length + choice.extra);
        missed += choice.length + choice.extra > best;
        walk_choice_clear(&choice);
    }
    g_assert_cmpint(found, >, CASES / 8);
    g_assert_cmpint(missed, <=, found / 25 + 1);
}

static double broken_off(double best, void *data)
{
    (void)best;
    (*(int *)data)++;
    return 1;
}

// Broken off at once it still covers everything; the same seed gives the same answer.
static void test_effort(void)
{
    for (int i = 0; i < CASES; i++) {
        struct stock stock;
        struct walk_choice choice, again;
        int asked = 0;
        const struct effort none = {.seed = 1, .spent = broken_off, .data = &asked};
        const struct effort some = {.seed = (uint64_t)i, .rounds = 50};
        make_stock(&stock, WORLD_PLAIN, 2);
        if (!choose(&stock, &none, &choice))
            continue;
        g_assert_true(asked > 0 || !bins_taken(&stock, &choice));
        bins_taken(&stock, &choice);
        walk_choice_clear(&choice);
        choose(&stock, &some, &choice);
        choose(&stock, &some, &again);
        g_assert_cmpmem(choice.take, MOST_BINS * sizeof(int64_t), again.take,
                        MOST_BINS * sizeof(int64_t));
        walk_choice_clear(&choice);
        walk_choice_clear(&again);
    }
}

// Two bins side by side, one of them high up: the low one, unless only the high one has enough.
static void test_levels(void)
{
    const int64_t x[] = {0}, y[] = {0, 100};
    const struct walk_floor floor = {1, 2, x, y, NULL};
    const struct walk_end door = {0, 0, 7};
    const struct effort effort = {0};
    struct walk_bin bins[] = {{{0, 40}, 0, 5, 30}, {{0, 44}, 0, 3, 0}};
    struct walk_choice choice;
    g_autoptr(walk_auto) walk = walk_new(&floor, &door, NULL, NULL);
    struct walk_want want = {3, 0};
    g_assert_true(walk_choose(walk, bins, 2, &want, 1, &effort, &choice, NULL));
    g_assert_cmpint(choice.take[1], ==, 3);
    g_assert_cmpint(choice.length, ==, 88 + 14);
    g_assert_cmpint(choice.extra, ==, 0);
    walk_choice_clear(&choice);
    want.quantity = 4;
    g_assert_true(walk_choose(walk, bins, 2, &want, 1, &effort, &choice, NULL));
    g_assert_cmpint(choice.take[0], ==, 4);
    g_assert_cmpint(choice.extra, ==, 30);
    walk_choice_clear(&choice);
}

static void test_bounds(void)
{
    static const struct {
        const char *field;
        struct walk_bin bin;
        struct walk_want want;
    } cases[] = {
        {"stop", {{1, 5}, 0, 1, 0}, {1, 0}},      {"stop", {{0, 11}, 0, 1, 0}, {1, 0}},
        {"article", {{0, 5}, 1, 1, 0}, {1, 0}},   {"article", {{0, 5}, -1, 1, 0}, {1, 0}},
        {"quantity", {{0, 5}, 0, -1, 0}, {1, 0}}, {"quantity", {{0, 5}, 0, 1, -1}, {1, 0}},
        {"quantity", {{0, 5}, 0, 1, 0}, {2, 0}},  {"wants", {{0, 5}, 0, 1, 0}, {-1, 0}},
        {"wants", {{0, 5}, 0, 1, 0}, {1, -1}},
    };
    const int64_t x[] = {0}, y[] = {0, 10};
    const struct walk_floor floor = {1, 2, x, y, NULL};
    const struct walk_end door = {0, 0, 0};
    const struct effort effort = {0};
    g_autoptr(walk_auto) walk = walk_new(&floor, &door, NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        struct walk_choice choice;
        g_assert_false(
            walk_choose(walk, &cases[i].bin, 1, &cases[i].want, 1, &effort, &choice, &error));
        g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
        g_assert_cmpstr(tote_error_field(error), ==, cases[i].field);
        g_assert_null(choice.take);
    }
}

// More bins are needed than may be visited.
static void test_most_bins(void)
{
    const int64_t x[] = {0}, y[] = {0, 10};
    const struct walk_floor floor = {1, 2, x, y, NULL};
    const struct walk_end door = {0, 0, 0};
    const struct effort effort = {0};
    const struct walk_bin bins[] = {{{0, 1}, 0, 1, 0}, {{0, 2}, 0, 1, 0}, {{0, 9}, 0, 2, 0}};
    struct walk_want want = {2, 1};
    struct walk_choice choice;
    g_autoptr(GError) error = NULL;
    g_autoptr(walk_auto) walk = walk_new(&floor, &door, NULL, NULL);
    g_assert_true(walk_choose(walk, bins, 3, &want, 1, &effort, &choice, NULL));
    g_assert_cmpint(choice.take[2], ==, 2);
    walk_choice_clear(&choice);
    want.quantity = 3;
    g_assert_false(walk_choose(walk, bins, 3, &want, 1, &effort, &choice, &error));
    g_assert_cmpstr(tote_error_field(error), ==, "most_bins");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/bins/all-choices", GINT_TO_POINTER(WORLD_PLAIN), test_all_choices);
    g_test_add_data_func("/bins/all-choices-one-way", GINT_TO_POINTER(WORLD_ONE_WAY),
                         test_all_choices);
    g_test_add_func("/bins/effort", test_effort);
    g_test_add_func("/bins/levels", test_levels);
    g_test_add_func("/bins/bounds", test_bounds);
    g_test_add_func("/bins/most-bins", test_most_bins);
    return g_test_run();
}
