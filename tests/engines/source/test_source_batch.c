// SPDX-License-Identifier: Apache-2.0
// All orders together: every rule kept, never dearer than order by order, the same again, stopped
// at any time; prices and bounds; what is refused.
#include <math.h>
#include <string.h>

#include "errors.h"
#include "source_case.h"

enum { CASES = 120 };

static const double near = 1e-6;

static void taste_of(uint64_t seed, struct source_taste *taste)
{
    *taste = (struct source_taste){.nodes = 8,
                                   .skus = 12,
                                   .orders = 40,
                                   .lines = 4,
                                   .qty = 6,
                                   .rules = seed & 1,
                                   .caps = seed & 2,
                                   .prices = seed & 4};
}

static void same_answer(const struct source_answer *a, const struct source_answer *b)
{
    g_assert_cmpint(a->n_pieces, ==, b->n_pieces);
    g_assert_cmpmem(a->pieces, (size_t)a->n_pieces * sizeof *a->pieces, b->pieces,
                    (size_t)b->n_pieces * sizeof *b->pieces);
    g_assert_true(a->sum.total == b->sum.total);
    g_assert_cmpint(a->rounds, ==, b->rounds);
}

static double at_once(double best, void *data)
{
    (void)best;
    (void)data;
    return 1;
}

// Spent after so many questions; the best is never dearer than before.
struct patience {
    int left;
    double before;
};

static double soon(double best, void *data)
{
    struct patience *patience = data;
    g_assert_cmpfloat(best, <=, patience->before);
    patience->before = best;
    return --patience->left < 0;
}

static void stop_early(const struct source_problem *p, const struct source_answer *online)
{
    struct patience patience = {3, G_MAXDOUBLE};
    struct effort never = {.seed = 1, .spent = at_once},
                  short_one = {.seed = 1, .rounds = UINT64_MAX, .spent = soon, .data = &patience};
    g_auto(source_answer) none = {0}, few = {0};
    g_assert_true(source_batch(p, &never, &none, NULL));
    source_inspect(p, &none);
    g_assert_cmpint(none.rounds, ==, 0);
    g_assert_cmpfloat_with_epsilon(none.sum.total, online->sum.total, near);
    g_assert_true(source_batch(p, &short_one, &few, NULL));
    source_inspect(p, &few);
    g_assert_cmpfloat(few.sum.total, <=, online->sum.total + near);
}

static void test_together(void)
{
    int gained = 0;
    for (uint64_t seed = 0; seed < CASES; seed++) {
        struct source_taste taste;
        struct source_case c;
        struct effort effort = {.seed = seed, .rounds = 500}, other = {.seed = 7, .rounds = 50};
        g_auto(source_answer) online = {0}, batch = {0}, again = {0}, less = {0};
        g_test_message("seed %d", (int)seed);
        taste_of(seed, &taste);
        source_case_make(&c, seed, &taste);
        g_assert_true(source_online(&c.problem, &online, NULL));
        g_assert_true(source_batch(&c.problem, &effort, &batch, NULL));
        g_assert_true(source_batch(&c.problem, &effort, &again, NULL));
        g_assert_true(source_batch(&c.problem, &other, &less, NULL));
        source_inspect(&c.problem, &online);
        source_inspect(&c.problem, &batch);
        source_inspect(&c.problem, &less);
        same_answer(&batch, &again);
        g_assert_cmpfloat(batch.sum.total, <=, online.sum.total + near);
        g_assert_cmpint(batch.rounds, <=, 500);
        gained += batch.sum.total < online.sum.total - near;
        stop_early(&c.problem, &online);
        source_case_clear(&c);
    }
    g_assert_cmpint(gained, >, CASES / 3);
}

// Enough orders for two crews: as one, and the same whichever is faster.
static void test_two_crews(void)
{
    for (uint64_t seed = 0; seed < 24; seed++) {
        struct source_taste taste;
        struct source_case c;
        struct effort effort = {.seed = seed, .rounds = 2999};
        g_auto(source_answer) online = {0}, batch = {0}, again = {0};
        taste_of(seed, &taste);
        taste.orders = 900;
        taste.skus = 80;
        source_case_make(&c, seed, &taste);
        g_test_message("seed %d: %d orders", (int)seed, c.problem.n_orders);
        for (int i = 0; i < c.problem.n_stock; i++)
            c.stock[i].qty *= 2 + (int)(seed % 3);
        g_assert_true(source_online(&c.problem, &online, NULL));
        g_assert_true(source_batch(&c.problem, &effort, &batch, NULL));
        g_assert_true(source_batch(&c.problem, &effort, &again, NULL));
        source_inspect(&c.problem, &batch);
        same_answer(&batch, &again);
        g_assert_cmpint(batch.rounds, <=, 2999);
        g_assert_cmpfloat(batch.sum.total, <=, online.sum.total + near);
        stop_early(&c.problem, &online);
        source_case_clear(&c);
    }
}

// Two orders, two places: the first order may have either, the second only one of them.
static void test_gives_way(void)
{
    struct source_node nodes[] = {{4, 0, 0.1, 0, SOURCE_NO_LIMIT, SOURCE_NO_LIMIT},
                                  {5, 0, 0.1, 0, SOURCE_NO_LIMIT, SOURCE_NO_LIMIT}};
    struct source_stock stock[] = {{0, 0, 1, 0}, {1, 0, 1, 0}, {0, 1, 1, 0}};
    struct source_line lines[] = {{0, 1}, {0, 1}, {1, 1}};
    struct source_order orders[] = {{0, 1, 0, SOURCE_NO_LIMIT, false, 0, -1, 0},
                                    {1, 2, 0, SOURCE_NO_LIMIT, false, 0, -1, 0}};
    double distance[4] = {0};
    struct source_problem p = {.nodes = nodes,
                               .stock = stock,
                               .orders = orders,
                               .lines = lines,
                               .n_nodes = 2,
                               .n_stock = 3,
                               .n_orders = 2,
                               .n_lines = 3,
                               .n_skus = 2,
                               .distance = distance,
                               .shortage = 100};
    struct effort effort = {.rounds = 100};
    g_auto(source_answer) online = {0}, batch = {0};
    g_assert_true(source_online(&p, &online, NULL));
    g_assert_true(source_batch(&p, &effort, &batch, NULL));
    g_assert_cmpfloat_with_epsilon(online.sum.total, 4 + 4 + 5 + 0.3, near);
    g_assert_cmpfloat_with_epsilon(batch.sum.total, 5 + 4 + 0.3, near);
    g_assert_cmpint(batch.pieces[0].node, ==, 1);
}

// One unit, two orders: the later one of a higher class has it.
static void test_class_comes_first(void)
{
    struct source_node node = {4, 0, 0.1, 0, SOURCE_NO_LIMIT, SOURCE_NO_LIMIT};
    struct source_stock stock = {0, 0, 1, 0};
    struct source_line lines[] = {{0, 1}, {0, 1}};
    struct source_order orders[] = {{0, 1, 0, SOURCE_NO_LIMIT, false, 0, -1, 0},
                                    {1, 1, 0, SOURCE_NO_LIMIT, false, 2, -1, 0}};
    double distance[2] = {0, 900};
    struct source_problem p = {.nodes = &node,
                               .stock = &stock,
                               .orders = orders,
                               .lines = lines,
                               .n_nodes = 1,
                               .n_stock = 1,
                               .n_orders = 2,
                               .n_lines = 2,
                               .n_skus = 1,
                               .distance = distance,
                               .shortage = 100};
    struct effort effort = {.rounds = 100};
    g_auto(source_answer) online = {0}, batch = {0};
    g_assert_true(source_online(&p, &online, NULL));
    g_assert_true(source_batch(&p, &effort, &batch, NULL));
    g_assert_cmpint(online.terms[0].short_units, ==, 1);
    g_assert_cmpint(online.terms[1].short_units, ==, 0);
    g_assert_cmpint(batch.terms[1].short_units, ==, 0);
    g_assert_cmpfloat(online.terms[0].rank, ==, 0);
}

static void test_prices(void)
{
    int dear = 0;
    for (uint64_t seed = 0; seed < 40; seed++) {
        struct source_taste taste;
        struct source_case c;
        struct effort effort = {.rounds = 500}, few = {.rounds = 60}, none = {.spent = at_once};
        g_auto(source_answer) batch = {0};
        double bound = -1;
        taste_of(seed, &taste);
        source_case_make(&c, seed, &taste);
        size_t cells = (size_t)c.problem.n_nodes * (size_t)c.problem.n_skus;
        g_autofree double *prices = g_new0(double, cells);
        g_assert_true(source_batch(&c.problem, &effort, &batch, NULL));
        g_assert_true(source_prices(&c.problem, batch.sum.total, &few, prices, &bound, NULL));
        g_test_message("seed %d: %g at least %g", (int)seed, batch.sum.total, bound);
        g_assert_cmpfloat(bound, <=, batch.sum.total + near);
        g_assert_cmpfloat(bound, >=, 0);
        for (size_t i = 0; i < cells; i++) {
            g_assert_cmpfloat(prices[i], >=, 0);
            dear += prices[i] > 0;
        }
        g_assert_true(source_prices(&c.problem, 1, &none, NULL, &bound, NULL));
        g_assert_cmpfloat(bound, ==, 0);
        source_case_clear(&c);
    }
    g_assert_cmpint(dear, >, 0);
}

// What the other orders have is not there for this one.
static void test_choose_beside_others(void)
{
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct source_taste taste;
        struct source_case c;
        g_auto(source_answer) online = {0};
        taste_of(seed, &taste);
        source_case_make(&c, seed, &taste);
        for (int i = 0; i < c.problem.n_orders; i++)
            c.orders[i].priority = 0;
        g_assert_true(source_online(&c.problem, &online, NULL));
        int last = c.problem.n_orders - 1;
        g_auto(source_choices) choices = {0};
        g_assert_true(source_choose(&c.problem, last, 2, &online, &choices, NULL));
        g_assert_cmpfloat_with_epsilon(choices.best[0].terms.total, online.terms[last].total, near);
        source_case_clear(&c);
    }
}

static void test_rules(void)
{
    for (uint64_t seed = 0; seed < 60; seed++) {
        struct source_taste taste;
        struct source_case c;
        taste_of(seed, &taste);
        taste.orders = 1 + (int)(seed % 2) * 30;
        source_case_make(&c, seed, &taste);
        g_auto(source_answer) online = {0};
        g_assert_true(source_online(&c.problem, &online, NULL));
        for (enum source_rule rule = 0; rule < SOURCE_N_RULES; rule++) {
            g_auto(source_answer) by_rule = {0};
            g_assert_true(source_by_rule(&c.problem, rule, &by_rule, NULL));
            source_inspect(&c.problem, &by_rule);
            if (c.problem.n_orders == 1)
                g_assert_cmpfloat(online.sum.total, <=, by_rule.sum.total + near);
            g_assert_nonnull(source_rule_name(rule));
        }
        source_case_clear(&c);
    }
}

// What each rule does with one order of two items: everything is at the third place, the first
// place of the list has one, the nearest the other.
static void test_rules_differ(void)
{
    struct source_node nodes[3];
    struct source_stock stock[] = {{0, 0, 9, 0}, {1, 1, 3, 0}, {2, 0, 3, 0}, {2, 1, 3, 0}};
    struct source_line lines[] = {{0, 3}, {1, 3}};
    struct source_order order = {0, 2, 0, SOURCE_NO_LIMIT, false, 0, -1, 0};
    double distance[] = {20, 10, 30};
    static const int first[SOURCE_N_RULES] = {0, 0, 0, 2}, parcels[SOURCE_N_RULES] = {2, 2, 2, 1};
    struct effort effort = {.rounds = 10};
    for (int i = 0; i < 3; i++)
        nodes[i] = (struct source_node){4, 1, 0, 0, SOURCE_NO_LIMIT, SOURCE_NO_LIMIT};
    struct source_problem p = {.nodes = nodes,
                               .stock = stock,
                               .orders = &order,
                               .lines = lines,
                               .n_nodes = 3,
                               .n_stock = 4,
                               .n_orders = 1,
                               .n_lines = 2,
                               .n_skus = 2,
                               .distance = distance,
                               .shortage = 100};
    for (enum source_rule rule = 0; rule < SOURCE_N_RULES; rule++) {
        g_auto(source_answer) answer = {0};
        g_assert_true(source_by_rule(&p, rule, &answer, NULL));
        g_assert_cmpint(answer.pieces[0].node, ==, first[rule]);
        g_assert_cmpint(answer.sum.n_parcels, ==, parcels[rule]);
        g_assert_cmpint(answer.sum.short_units, ==, 0);
    }
    g_auto(source_answer) best = {0};
    g_assert_true(source_batch(&p, &effort, &best, NULL));
    g_assert_cmpfloat_with_epsilon(best.sum.total, 34, near); // both items from 30 km away
    for (int room = 5; room <= 6; room++) { // the one place takes just so many, or one less
        g_auto(source_answer) answer = {0};
        nodes[2].max_units = room;
        g_assert_true(source_by_rule(&p, SOURCE_ONE_OR_NEAREST, &answer, NULL));
        g_assert_cmpint(answer.sum.n_parcels, ==, room == 6 ? 1 : 2);
    }
}

static void refused(const struct source_problem *p, const char *field)
{
    g_autoptr(GError) error = NULL;
    g_auto(source_answer) answer = {0};
    g_assert_false(source_online(p, &answer, &error));
    g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
    g_assert_cmpstr(tote_error_field(error), ==, field);
    g_assert_null(answer.pieces);
}

static void taken(const struct source_problem *p)
{
    g_autoptr(GError) error = NULL;
    g_auto(source_answer) answer = {0};
    g_assert_true(source_online(p, &answer, &error));
    g_assert_no_error(error);
}

static void test_refused(void)
{
    struct source_case c;
    struct source_taste taste = {.nodes = 1, .skus = 1, .orders = 1, .lines = 1, .qty = 1};
    source_case_make(&c, 1, &taste);
    double price = 1;
    c.problem.price = &price;
#define REFUSED(member, value, field)                                                              \
    do {                                                                                           \
        __typeof__(member) before = member;                                                        \
        member = value;                                                                            \
        refused(&c.problem, field);                                                                \
        member = before;                                                                           \
    } while (0)
    REFUSED(c.problem.n_nodes, -1, "n_nodes");
    REFUSED(c.problem.n_nodes, SOURCE_MAX_NODES + 1, "n_nodes");
    REFUSED(c.problem.n_orders, SOURCE_MAX_ORDERS + 1, "n_orders");
    REFUSED(c.problem.n_lines, SOURCE_MAX_ALL_LINES + 1, "n_lines");
    REFUSED(c.problem.n_skus, SOURCE_MAX_SKUS + 1, "n_skus");
    REFUSED(c.problem.shortage, -1, "shortage");
    REFUSED(c.problem.shortage, (double)NAN, "shortage");
    // Both ends of every number that enters: one step beyond is refused, the end itself is not.
#define TAKEN(member, value)                                                                       \
    do {                                                                                           \
        __typeof__(member) before = member;                                                        \
        member = value;                                                                            \
        taken(&c.problem);                                                                         \
        member = before;                                                                           \
    } while (0)
#define LIMITS(member, least, most, field)                                                         \
    do {                                                                                           \
        REFUSED(member, (least)-1, field);                                                         \
        TAKEN(member, least);                                                                      \
        TAKEN(member, most);                                                                       \
        REFUSED(member, (most) + 1, field);                                                        \
    } while (0)
    const int64_t most = INT64_C(1000) * SOURCE_MAX_QTY;
    LIMITS(c.nodes[0].fixed, 0, SOURCE_MAX_COST, "nodes[0].fixed");
    LIMITS(c.nodes[0].per_km, 0, SOURCE_MAX_COST, "nodes[0].per_km");
    LIMITS(c.nodes[0].handling, 0, SOURCE_MAX_COST, "nodes[0].handling");
    LIMITS(c.stock[0].node, 0, 0, "stock[0].node");
    LIMITS(c.stock[0].sku, 0, 0, "stock[0].sku");
    LIMITS(c.stock[0].qty, -most, most, "stock[0].qty");
    LIMITS(c.stock[0].keep, 0, most, "stock[0].keep");
    LIMITS(c.orders[0].priority, 0, SOURCE_MAX_PRIORITY, "orders[0].priority");
    LIMITS(c.orders[0].preferred, -1, 0, "orders[0].preferred");
    LIMITS(c.orders[0].bonus, 0, SOURCE_MAX_COST, "orders[0].bonus");
    LIMITS(c.lines[0].sku, 0, 0, "lines[0].sku");
    LIMITS(c.lines[0].qty, 0, SOURCE_MAX_QTY, "lines[0].qty");
    LIMITS(c.distance[0], 0, SOURCE_MAX_COST, "distance[0].km");
    REFUSED(c.nodes[0].fixed, (double)INFINITY, "nodes[0].fixed");
    REFUSED(c.nodes[0].handling, (double)NAN, "nodes[0].handling");
    REFUSED(c.nodes[0].max_parcels, -1, "nodes[0].max_parcels");
    REFUSED(c.nodes[0].max_units, -1, "nodes[0].max_units");
    REFUSED(c.stock[0].qty, INT64_MAX, "stock[0].qty");
    REFUSED(c.orders[0].n, SOURCE_MAX_LINES + 1, "orders[0].n");
    REFUSED(c.orders[0].first, 1, "orders[0].first");
    REFUSED(c.orders[0].max_parcels, -1, "orders[0].max_parcels");
    REFUSED(price, -1, "price");
#undef REFUSED
#undef TAKEN
#undef LIMITS
    g_auto(source_answer) answer = {0};
    g_assert_false(source_by_rule(&c.problem, SOURCE_N_RULES, &answer, NULL));
    g_assert_true(source_online(&c.problem, &answer, NULL));
    source_case_clear(&c);
}

static void test_nothing(void)
{
    struct source_problem p = {0};
    struct effort effort = {.rounds = 10};
    g_auto(source_answer) online = {0}, batch = {0};
    double bound = 0;
    g_assert_true(source_online(&p, &online, NULL));
    g_assert_true(source_batch(&p, &effort, &batch, NULL));
    g_assert_true(source_prices(&p, 0, &effort, NULL, &bound, NULL));
    g_assert_cmpint(batch.n_pieces, ==, 0);
    struct source_order order = {0, 0, 0, 1, false, 0, -1, 0}; // without lines, without places
    p.orders = &order;
    p.n_orders = 1;
    source_answer_clear(&batch);
    g_assert_true(source_batch(&p, &effort, &batch, NULL));
    g_assert_cmpfloat(batch.sum.total, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/together", test_together);
    g_test_add_func("/source/two-crews", test_two_crews);
    g_test_add_func("/source/gives-way", test_gives_way);
    g_test_add_func("/source/class-comes-first", test_class_comes_first);
    g_test_add_func("/source/prices", test_prices);
    g_test_add_func("/source/choose-beside-others", test_choose_beside_others);
    g_test_add_func("/source/rules", test_rules);
    g_test_add_func("/source/rules-differ", test_rules_differ);
    g_test_add_func("/source/refused", test_refused);
    g_test_add_func("/source/nothing", test_nothing);
    return g_test_run();
}
