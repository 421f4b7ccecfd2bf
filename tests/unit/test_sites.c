// SPDX-License-Identifier: Apache-2.0
// The choice of sites beside all ways there are to serve a small order. Single cases are rows of
// tests/table/sites.txt and splits.txt.
#include "sites.h"

enum { SITES = 3, ITEMS = 3, LINES = 4, ROUNDS = 4000, SEED = 4711 };

struct problem {
    struct site_stock stock[SITES * ITEMS];
    struct site_part parts[LINES][2];
    struct site_line lines[LINES];
    size_t n_sites, n_lines;
    bool split;
};

// The best of all ways: -1 lines split = nothing serves all.
struct best {
    int64_t left[SITES + 1][ITEMS + 1];
    int splits, sites;
};

// Lines point into the problem, so it is made where it stays.
static void some_problem(GRand *dice, struct problem *problem)
{
    *problem = (struct problem){.n_sites = (size_t)g_rand_int_range(dice, 1, SITES + 1),
                                .n_lines = (size_t)g_rand_int_range(dice, 1, LINES + 1),
                                .split = g_rand_boolean(dice)};
    for (int i = 0; i < SITES * ITEMS; i++)
        problem->stock[i] =
            (struct site_stock){1 + i / ITEMS, 1 + i % ITEMS, g_rand_int_range(dice, 0, 8)};
    for (size_t i = 0; i < problem->n_lines; i++) {
        struct site_part *parts = problem->parts[i];
        int item = g_rand_int_range(dice, 1, ITEMS + 1);
        bool kit = g_rand_int_range(dice, 0, 3) == 0;
        parts[0] = (struct site_part){item, kit ? g_rand_int_range(dice, 1, 3) : 1};
        parts[1] = (struct site_part){item % ITEMS + 1, g_rand_int_range(dice, 1, 3)};
        problem->lines[i] =
            (struct site_line){parts, kit ? 2 : 1, g_rand_int_range(dice, 1, kit ? 4 : 6), 0};
    }
}

// --- every way there is

static bool give(struct best *best, const struct site_line *line, size_t site, int64_t sets)
{
    bool there = true;
    for (size_t p = 0; p < line->n_parts; p++) {
        int64_t *left = &best->left[site][line->parts[p].item_id];
        *left -= sets * line->parts[p].per;
        there = there && *left >= 0;
    }
    return there;
}

static void try_line(const struct problem *problem, struct best *best, size_t line, size_t site,
                     int64_t rest, unsigned used, unsigned of_line, int splits);

// Every line is served: is it the best until now?
static void end_try(struct best *best, unsigned used, int splits)
{
    int sites = 0;
    for (; used; used &= used - 1)
        sites++;
    if (best->splits < 0 || splits < best->splits ||
        (splits == best->splits && sites < best->sites)) {
        best->splits = splits;
        best->sites = sites;
    }
}

static void next_line(const struct problem *problem, struct best *best, size_t line, unsigned used,
                      unsigned of_line, int splits)
{
    splits += of_line & (of_line - 1) ? 1 : 0;
    if (line + 1 == problem->n_lines)
        end_try(best, used | of_line, splits);
    else
        try_line(problem, best, line + 1, 1, problem->lines[line + 1].need, used | of_line, 0,
                 splits);
}

static void try_line(const struct problem *problem, struct best *best, size_t line, size_t site,
                     int64_t rest, unsigned used, unsigned of_line, int splits)
{
    const struct site_line *row = &problem->lines[line];
    if (!rest)
        next_line(problem, best, line, used, of_line, splits);
    if (!rest || site > problem->n_sites)
        return;
    for (int64_t sets = 0; sets <= rest; sets++) {
        bool may = problem->split || !sets || sets == row->need;
        if (may && give(best, row, site, sets))
            try_line(problem, best, line, site + 1, rest - sets, used,
                     of_line | (sets ? 1u << site : 0), splits);
        if (may)
            give(best, row, site, -sets);
    }
}

static struct best best_of(const struct problem *problem)
{
    struct best best = {.splits = -1};
    for (int i = 0; i < SITES * ITEMS; i++)
        best.left[problem->stock[i].site_id][problem->stock[i].item_id] = problem->stock[i].free;
    try_line(problem, &best, 0, 1, problem->lines[0].need, 0, 0, 0);
    return best;
}

// --- what is chosen

static struct best chosen(struct problem *problem)
{
    static const int64_t sites[] = {1, 2, 3};
    g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(struct site_share));
    struct best got = {0};
    unsigned used = 0, of_line[LINES] = {0};
    site_choose(&(struct site_question){.lines = problem->lines,
                                        .n_lines = problem->n_lines,
                                        .sites = sites,
                                        .n_sites = problem->n_sites,
                                        .stock = problem->stock,
                                        .n_stock = G_N_ELEMENTS(problem->stock),
                                        .split = problem->split},
                shares);
    for (unsigned i = 0; i < shares->len; i++) {
        const struct site_share *share = &g_array_index(shares, struct site_share, i);
        of_line[share->line] |= 1u << share->site_id;
        used |= 1u << share->site_id;
    }
    for (size_t i = 0; i < problem->n_lines; i++) {
        if (problem->lines[i].missing)
            return (struct best){.splits = -1};
        got.splits += of_line[i] & (of_line[i] - 1) ? 1 : 0;
    }
    for (; used; used &= used - 1)
        got.sites++;
    return got;
}

// An order is called short only where no way serves it, splits no more lines than it must, and then
// comes from no more sites than it must.
static void test_best(void)
{
    g_autoptr(GRand) dice = g_rand_new_with_seed(SEED);
    int served = 0, split = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct problem problem;
        some_problem(dice, &problem);
        const struct best best = best_of(&problem), got = chosen(&problem);
        if (best.splits != got.splits || best.sites != got.sites)
            g_test_message("round %d: %d split, %d sites; best: %d split, %d sites", round,
                           got.splits, got.sites, best.splits, best.sites);
        g_assert_cmpint(got.splits, ==, best.splits);
        g_assert_cmpint(got.sites, ==, best.sites);
        served += best.splits >= 0;
        split += best.splits > 0;
    }
    g_assert_cmpint(served, >, ROUNDS / 4); // the problems are neither all easy nor all hopeless
    g_assert_cmpint(served, <, ROUNDS);
    g_assert_cmpint(split, >, 50);
}

// Many lines of one item fill the sites to the last piece.
static void test_full(void)
{
    enum { N = 12 };
    static const int64_t sites[] = {1, 2, 3, 4};
    g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(struct site_share));
    const struct site_part part = {1, 1};
    const struct site_stock stock[] = {{1, 1, 9}, {2, 1, 10}, {3, 1, 9}, {4, 1, 8}};
    struct site_line lines[N];
    for (int i = 0; i < N; i++) // 4, 4, 4, 3, 3, 3 ...: 36
        lines[i] = (struct site_line){&part, 1, i < 3 ? 4 : i < 9 ? 3 : 2, 0};
    site_choose(&(struct site_question){.lines = lines,
                                        .n_lines = N,
                                        .sites = sites,
                                        .n_sites = G_N_ELEMENTS(sites),
                                        .stock = stock,
                                        .n_stock = G_N_ELEMENTS(stock)},
                shares);
    g_assert_cmpuint(shares->len, ==, N);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sites/best", test_best);
    g_test_add_func("/sites/full", test_full);
    return g_test_run();
}
