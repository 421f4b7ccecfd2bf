// SPDX-License-Identifier: Apache-2.0
// One order: against every way to ship it, with every rule; and what must hold for larger ones.
#include <string.h>

#include "source_case.h"

enum { CASES = 3000, LARGE_CASES = 150, NODES = 4, SETS = 1 << NODES };

static const double near = 1e-6;

// The cheapest plan of each set of places, by trying all.
struct trying {
    const struct source_problem *problem;
    double best[SETS];          // G_MAXDOUBLE: there is none
    double picked[SETS];        // the same without the parcels
    int64_t have[NODES][NODES]; // [line][node]
    int taken[NODES][NODES];
};

static bool allowed(const struct source_problem *p, int line, int node)
{
    uint64_t needs = p->orders[0].needs | p->sku_needs[p->lines[line].sku];
    return !(needs & ~p->nodes[node].offers) && !p->barred[node] && p->nodes[node].max_parcels > 0;
}

static void count_stock(struct trying *t)
{
    const struct source_problem *p = t->problem;
    for (int line = 0; line < p->orders[0].n; line++)
        for (int i = 0; i < p->n_stock; i++)
            if (p->stock[i].sku == p->lines[line].sku && allowed(p, line, p->stock[i].node))
                t->have[line][p->stock[i].node] += p->stock[i].qty - p->stock[i].keep;
}

static void try_plan(struct trying *t)
{
    const struct source_problem *p = t->problem;
    const struct source_order *o = &p->orders[0];
    struct source_piece pieces[NODES * NODES];
    struct source_terms terms;
    int n = 0, units[NODES] = {0};
    unsigned set = 0;
    for (int line = 0; line < o->n; line++)
        for (int node = 0; node < p->n_nodes; node++)
            if (t->taken[line][node]) {
                pieces[n++] = (struct source_piece){line, node, t->taken[line][node]};
                units[node] += t->taken[line][node];
                set |= 1U << node;
            }
    for (int node = 0; node < p->n_nodes; node++)
        if (units[node] > p->nodes[node].max_units)
            return;
    source_count(p, 0, pieces, n, &terms);
    if (terms.n_parcels > o->max_parcels || (o->complete && n && terms.short_units))
        return;
    t->best[set] = MIN(t->best[set], terms.total);
    t->picked[set] = t->best[set] - (terms.parcels + terms.distance - terms.bonus);
}

static void try_all(struct trying *t, int line, int node, int open)
{
    const struct source_problem *p = t->problem;
    if (line == p->orders[0].n) {
        try_plan(t);
        return;
    }
    if (node == p->n_nodes) {
        try_all(t, line + 1, 0, line + 1 < p->orders[0].n ? p->lines[line + 1].qty : 0);
        return;
    }
    for (int qty = 0; qty <= open && qty <= MAX(t->have[line][node], 0); qty++) {
        t->taken[line][node] = qty;
        try_all(t, line, node + 1, open - qty);
    }
    t->taken[line][node] = 0;
}

static void open_trying(struct trying *t, const struct source_problem *p)
{
    memset(t, 0, sizeof *t);
    t->problem = p;
    for (int i = 0; i < SETS; i++)
        t->best[i] = t->picked[i] = G_MAXDOUBLE;
    count_stock(t);
    try_all(t, 0, 0, p->lines[0].qty);
}

// A set counts only if each of its places saves something in picking: else it is a smaller one.
static bool earnest(const struct trying *t, unsigned set)
{
    if (t->best[set] == G_MAXDOUBLE)
        return false;
    for (unsigned part = (set - 1) & set; part != set; part = (part - 1) & set)
        if (t->picked[part] <= t->picked[set] + near)
            return false;
    return true;
}

static unsigned set_of(const struct source_choice *choice)
{
    unsigned set = 0;
    for (int i = 0; i < choice->n_pieces; i++)
        set |= 1U << choice->pieces[i].node;
    return set;
}

static void compare(const struct trying *t, const struct source_choices *choices, int wanted)
{
    int better = 0;
    double last = choices->best[choices->n - 1].terms.total;
    g_assert_true(choices->exact);
    for (int i = 0; i < choices->n; i++) {
        const struct source_choice *choice = &choices->best[i];
        struct source_terms terms;
        source_count(t->problem, 0, choice->pieces, choice->n_pieces, &terms);
        source_same_terms(&choice->terms, &terms);
        g_assert_cmpfloat_with_epsilon(terms.total, t->best[set_of(choice)], near);
        g_assert_true(!i || choice[-1].terms.total <= terms.total + near);
    }
    for (unsigned set = 0; set < SETS; set++)
        better += earnest(t, set) && (choices->n < wanted || t->best[set] < last - near);
    g_assert_cmpint(better, <=, choices->n - (choices->n == wanted));
    double least = G_MAXDOUBLE;
    for (unsigned set = 0; set < SETS; set++)
        least = MIN(least, t->best[set]);
    g_assert_cmpfloat_with_epsilon(choices->best[0].terms.total, least, near);
    g_assert_cmpfloat_with_epsilon(choices->bound, least, near);
}

static void test_every_way(void)
{
    for (uint64_t seed = 0; seed < CASES; seed++) {
        struct source_taste taste = {.nodes = NODES,
                                     .skus = 3,
                                     .orders = 1,
                                     .lines = 3,
                                     .qty = 3,
                                     .rules = seed & 1,
                                     .caps = seed & 2,
                                     .prices = seed & 4};
        struct source_case c;
        struct trying t;
        g_auto(source_choices) choices = {0};
        int wanted = 1 + (int)(seed / 8 % 5);
        source_case_make(&c, seed, &taste);
        open_trying(&t, &c.problem);
        g_test_message("seed %d", (int)seed);
        g_assert_true(source_choose(&c.problem, 0, wanted, NULL, &choices, NULL));
        compare(&t, &choices, wanted);
        source_case_clear(&c);
    }
}

static double least(const struct source_problem *p)
{
    g_auto(source_choices) choices = {0};
    g_assert_true(source_choose(p, 0, 1, NULL, &choices, NULL));
    g_assert_true(choices.exact);
    return choices.best[0].terms.total;
}

// More goods, one more place allowed, a looser limit: never dearer.
static void test_more_is_never_dearer(void)
{
    for (uint64_t seed = 0; seed < LARGE_CASES; seed++) {
        struct source_taste taste = {.nodes = 16,
                                     .skus = 6,
                                     .orders = 1,
                                     .lines = 6,
                                     .qty = 12,
                                     .rules = seed & 1,
                                     .caps = seed & 2,
                                     .prices = seed & 4};
        struct source_case c;
        source_case_make(&c, seed, &taste);
        double before = least(&c.problem), after;
        g_test_message("seed %d", (int)seed);
        c.stock[seed % (uint64_t)c.problem.n_stock].qty += 5;
        g_assert_cmpfloat(after = least(&c.problem), <=, before + near);
        c.barred[seed % (uint64_t)c.problem.n_nodes] = 0;
        g_assert_cmpfloat(before = least(&c.problem), <=, after + near);
        c.orders[0].max_parcels = SOURCE_NO_LIMIT;
        g_assert_cmpfloat(after = least(&c.problem), <=, before + near);
        c.nodes[seed % (uint64_t)c.problem.n_nodes].max_units = SOURCE_NO_LIMIT;
        g_assert_cmpfloat(before = least(&c.problem), <=, after + near);
        c.orders[0].complete = false;
        g_assert_cmpfloat(least(&c.problem), <=, before + near);
        source_case_clear(&c);
    }
}

// Hundreds of places: the plan keeps the rules and the bound is one.
static void test_many_places(void)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        struct source_taste taste = {
            .nodes = 400, .skus = 8, .orders = 1, .lines = 8, .qty = 30, .rules = seed & 1};
        struct source_case c;
        g_auto(source_answer) answer = {0};
        g_auto(source_choices) choices = {0};
        source_case_make(&c, seed, &taste);
        g_assert_true(source_online(&c.problem, &answer, NULL));
        source_inspect(&c.problem, &answer);
        g_assert_true(source_choose(&c.problem, 0, 3, NULL, &choices, NULL));
        g_assert_cmpfloat_with_epsilon(choices.best[0].terms.total, answer.sum.total, near);
        g_assert_cmpfloat(choices.bound, <=, answer.sum.total + near);
        g_assert_true(choices.exact || c.problem.n_nodes > SOURCE_MAX_EXACT);
        for (enum source_rule rule = 0; rule < SOURCE_N_RULES; rule++) {
            g_auto(source_answer) by_rule = {0};
            g_assert_true(source_by_rule(&c.problem, rule, &by_rule, NULL));
            source_inspect(&c.problem, &by_rule);
            g_assert_cmpfloat(choices.bound, <=, by_rule.sum.total + near);
        }
        source_case_clear(&c);
    }
}

static void test_why(void)
{
    static const char *const names[] = {"Alpha", "Beta"};
    struct source_piece one[] = {{0, 0, 2}}, two[] = {{0, 0, 1}, {0, 1, 1}};
    struct source_choice best = {one, 1, {.parcels = 4, .total = 4, .n_parcels = 1}};
    struct source_choice other = {
        two, 2, {.parcels = 9, .handling = 1, .total = 10, .n_parcels = 2, .short_units = 3}};
    struct source_choice none = {NULL, 0, {.shortage = 40, .total = 40, .short_units = 2}};
    g_autofree char *a = source_why(&best, &best, names), *b = source_why(&other, &best, names);
    g_autofree char *c = source_why(&none, &best, names), *d = source_why(&best, NULL, names);
    g_assert_cmpstr(a, ==, "One parcel from Alpha for 4.00.");
    g_assert_cmpstr(d, ==, a);
    g_assert_cmpstr(b, ==,
                    "2 parcels from Alpha, Beta for 10.00. Units that stay behind: 3. "
                    "6.00 dearer than the best: 5.00 more for parcels.");
    g_assert_cmpstr(c, ==,
                    "Nothing is shipped. 36.00 dearer than the best: 40.00 more for units "
                    "that stay behind.");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/every-way", test_every_way);
    g_test_add_func("/source/more-is-never-dearer", test_more_is_never_dearer);
    g_test_add_func("/source/many-places", test_many_places);
    g_test_add_func("/source/why", test_why);
    return g_test_run();
}
