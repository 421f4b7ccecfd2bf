// SPDX-License-Identifier: Apache-2.0
// Carts on a small floor that a person can check, every refusal, and the published text layout.
#include <string.h>

#include "carts.h"
#include "errors.h"
#include "trials.h"

// Three aisles 10 apart and 20 long, the door at the first one's foot.
static const int64_t floor_x[] = {0, 10, 20}, floor_y[] = {0, 20};

// Orders 0 and 2 lie in the last aisle, 1 and 3 in the first.
static const struct walk_stop floor_stops[] = {{2, 5}, {0, 5}, {2, 6}, {0, 6}};

static void set_orders(struct carts_order *orders)
{
    for (uint32_t i = 0; i < 4; i++)
        orders[i] = (struct carts_order){.first = i, .n = 1, .load = {2, 100}, .due = -1};
}

static struct carts_problem problem_of(const struct carts_order *orders)
{
    return (struct carts_problem){.floor = {3, 2, floor_x, floor_y, NULL},
                                  .stops = floor_stops,
                                  .n_stops = G_N_ELEMENTS(floor_stops),
                                  .orders = orders,
                                  .n_orders = 4,
                                  .limit = {4, 0, 0, 0},
                                  .crew = {1, 1, 0, 0}};
}

static const struct effort some = {.seed = 1, .rounds = 20};

static void assert_cart(const struct carts_plan *plan, uint32_t cart, uint32_t a, uint32_t b)
{
    g_assert_cmpuint(cart, <, plan->n_carts);
    g_assert_cmpuint(plan->carts[cart].n, ==, 2);
    g_assert_cmpuint(plan->orders[plan->carts[cart].first], ==, a);
    g_assert_cmpuint(plan->orders[plan->carts[cart].first + 1], ==, b);
}

static void test_neighbours_share(void)
{
    struct carts_order orders[4];
    set_orders(orders);
    struct carts_problem p = problem_of(orders);
    g_auto(carts_plan) plan = {0}, come = {0};
    g_assert_true(carts_plan_make(&p, &some, &plan, NULL));
    g_assert_cmpuint(plan.n_carts, ==, 2);
    assert_cart(&plan, 0, 0, 2);
    assert_cart(&plan, 1, 1, 3);
    g_assert_cmpint(plan.carts[0].length, ==, 2 * 20 + 2 * 6);
    g_assert_cmpint(plan.length, ==, 2 * 20 + 2 * 6 + 2 * 6);
    g_assert_true(plan.proven);
    g_assert_true(carts_plan_first_come(&p, &come, NULL));
    assert_cart(&come, 0, 0, 1);
    g_assert_cmpint(come.length, ==, 2 * (2 * 20 + 2 * 6 + 2 * 6) - 2 * 2);
}

// A cut-off is worth a longer walk: 1 and 0 leave first although they lie far apart.
static void test_cut_off(void)
{
    struct carts_order orders[4];
    set_orders(orders);
    orders[0].due = orders[1].due = 61;
    struct carts_problem p = problem_of(orders);
    g_auto(carts_plan) plan = {0}, lost = {0};
    g_assert_true(carts_plan_make(&p, &some, &plan, NULL));
    assert_cart(&plan, 0, 0, 1);
    g_assert_cmpfloat(plan.carts[0].back, ==, 60);
    g_assert_cmpfloat(plan.carts[1].leaves, ==, 60);
    g_assert_cmpfloat(plan.lateness, ==, 0);
    orders[0].due = orders[1].due = 0;
    g_assert_true(carts_plan_make(&p, &some, &lost, NULL));
    g_assert_cmpuint(lost.late_orders, ==, 2);
}

static void test_urgent_leaves_first(void)
{
    struct carts_order orders[4];
    set_orders(orders);
    orders[3].urgency = 2;
    struct carts_problem p = problem_of(orders);
    g_auto(carts_plan) plan = {0};
    g_assert_true(carts_plan_make(&p, &some, &plan, NULL));
    assert_cart(&plan, 0, 1, 3);
    g_assert_cmpfloat(plan.carts[1].leaves, ==, 12);
}

static void test_together_and_apart(void)
{
    struct carts_order orders[4];
    set_orders(orders);
    orders[0].together = orders[3].together = 7;
    struct carts_problem p = problem_of(orders);
    g_auto(carts_plan) bound = {0}, apart = {0};
    g_assert_true(carts_plan_make(&p, &some, &bound, NULL));
    assert_cart(&bound, 0, 0, 3);
    set_orders(orders);
    orders[0].kinds = orders[2].shuns = 4;
    g_assert_true(carts_plan_make(&p, &some, &apart, NULL));
    for (uint32_t c = 0; c < apart.n_carts; c++)
        g_assert_false(apart.carts[c].n == 2 && apart.orders[apart.carts[c].first] == 0 &&
                       apart.orders[apart.carts[c].first + 1] == 2);
}

static void test_refused_orders(void)
{
    struct carts_order orders[4];
    set_orders(orders);
    orders[1].load[CARTS_PIECES] = 5;
    orders[2].together = orders[3].together = 1;
    struct carts_problem p = problem_of(orders);
    p.most_orders = 1;
    g_auto(carts_plan) plan = {0};
    g_assert_true(carts_plan_make(&p, &some, &plan, NULL));
    g_assert_cmpuint(plan.n_carts, ==, 1);
    g_assert_cmpuint(plan.n_refusals, ==, 3);
    g_assert_cmpuint(plan.refusals[0].order, ==, 1);
    g_assert_cmpint(plan.refusals[0].resource, ==, CARTS_PIECES);
    g_assert_cmpint(plan.refusals[0].needs, ==, 5);
    g_assert_cmpint(plan.refusals[0].limit, ==, 4);
    g_assert_cmpint(plan.refusals[1].resource, ==, CARTS_N_RESOURCES);
    g_assert_cmpint(plan.refusals[1].needs, ==, 2);
    g_assert_cmpint(plan.refusals[1].limit, ==, 1);
}

static void test_nothing_to_plan(void)
{
    struct carts_order orders[4];
    set_orders(orders);
    struct carts_problem p = problem_of(orders);
    g_auto(carts_plan) none = {0}, still = {0};
    p.n_orders = 0;
    g_assert_true(carts_plan_make(&p, &some, &none, NULL));
    g_assert_cmpuint(none.n_carts, ==, 0);
    p.n_orders = 4;
    for (int i = 0; i < 4; i++)
        orders[i].n = 0; // nothing to walk for
    g_assert_true(carts_plan_make(&p, &some, &still, NULL));
    g_assert_cmpint(still.length, ==, 0);
}

// --- limits

static void refused(const struct carts_problem *p, const char *field)
{
    g_autoptr(GError) error = NULL;
    g_auto(carts_plan) plan = {0};
    g_assert_false(carts_plan_make(p, &some, &plan, &error));
    g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
    g_assert_cmpstr(tote_error_field(error), ==, field);
}

static void order_refused(struct carts_order bad, const char *field)
{
    struct carts_order orders[4];
    set_orders(orders);
    orders[2] = bad;
    struct carts_problem p = problem_of(orders);
    if (!strcmp(field, "crew"))
        p.crew.pickers = 0;
    refused(&p, field);
}

static void test_bad_orders(void)
{
    order_refused((struct carts_order){.first = 5, .due = -1}, "orders");
    order_refused((struct carts_order){.first = 4, .n = 1, .due = -1}, "orders");
    order_refused((struct carts_order){.first = 1, .n = UINT32_MAX, .due = -1}, "orders");
    order_refused((struct carts_order){.load = {-1}, .due = -1}, "load");
    for (int r = 0; r < CARTS_N_RESOURCES; r++) {
        struct carts_order heavy = {.due = -1};
        heavy.load[r] = CARTS_MAX_AMOUNT + 1;
        order_refused(heavy, "load");
        heavy.load[r] = -1;
        order_refused(heavy, "load");
    }
    order_refused((struct carts_order){.load = {0, INT64_MAX}, .due = -1}, "load");
    order_refused((struct carts_order){.due = CARTS_MAX_AMOUNT + 1}, "due");
    order_refused((struct carts_order){.due = INT64_MAX}, "due");
    order_refused((struct carts_order){.due = 5}, "crew");
}

static void test_bad_problems(void)
{
    struct carts_order orders[4];
    set_orders(orders);
    const struct walk_stop off[] = {{3, 5}, {0, 21}, {-1, 0}, {0, -1}};
    for (size_t i = 0; i < G_N_ELEMENTS(off); i++) {
        struct carts_problem p = problem_of(orders);
        struct walk_stop stops[4];
        memcpy(stops, floor_stops, sizeof stops);
        stops[1] = off[i];
        p.stops = stops;
        refused(&p, "stops");
    }
    struct carts_problem p = problem_of(orders);
    p.n_orders = CARTS_MAX_ORDERS + 1;
    refused(&p, "orders");
    p = problem_of(orders);
    p.n_stops = CARTS_MAX_STOPS + 1;
    refused(&p, "stops");
    p = problem_of(orders);
    p.limit[CARTS_VOLUME] = -1;
    refused(&p, "limit");
    p = problem_of(orders);
    p.rule = WALK_N_RULES;
    refused(&p, "rule");
    p = problem_of(orders);
    p.crew.per_second = 0;
    refused(&p, "crew");
    p.crew.per_second = G_MAXDOUBLE * 2;
    refused(&p, "crew");
    p = problem_of(orders);
    p.crew.pickers = CARTS_MAX_PICKERS + 1;
    refused(&p, "crew");
    p = problem_of(orders);
    p.floor.aisles = 0;
    g_assert_false(carts_plan_make(&p, &some, &(struct carts_plan){0}, NULL));
}

// A stop that one-way aisles cut off.
static void test_unreachable(void)
{
    struct carts_order orders[4];
    set_orders(orders);
    struct carts_problem p = problem_of(orders);
    const uint8_t way[] = {WALK_BOTH, WALK_BOTH, WALK_CLOSED};
    p.floor.way = way;
    refused(&p, "stops");
}

// --- the published layout

static char *run_trial(const char *path, guint64 rounds, const char *rule, GError **error)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    struct trial trial = {.path = path, .out = out, .seed = 3, .rounds = rounds, .rule = rule};
    bool done = trial_batch(&trial, error);
    fclose(out);
    char *copy = done ? g_strdup(text) : NULL;
    free(text);
    return copy;
}

static void test_trial(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", "own-20-45.txt", NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *text = run_trial(path, 400, NULL, &error);
    g_assert_no_error(error);
    g_assert_true(g_str_has_prefix(text, "own-20-45.txt "));
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(text), " ", -1);
    guint seen[20] = {0}, carts = 1;
    for (guint i = 1; words[i]; i++) {
        if (!strcmp(words[i], "|"))
            carts++;
        else
            seen[g_ascii_strtoull(words[i], NULL, 10) % 20]++;
    }
    for (guint i = 0; i < 20; i++)
        g_assert_cmpuint(seen[i], ==, 1);
    g_assert_cmpuint(carts, ==, 8); // as the best known plan, 3772 long
}

static void test_trial_faults(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", "own-20-45.txt", NULL);
    g_autofree char *text = NULL, *folder = g_dir_make_tmp("carts-XXXXXX", NULL);
    g_autofree char *small = g_build_filename(folder, "small.txt", NULL);
    g_autoptr(GError) rule = NULL, tight = NULL;
    g_assert_null(run_trial(path, 1, "sideways", &rule));
    g_assert_true(tote_error_is(rule, TOTE_ARGUMENT));
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    memcpy(strstr(text, "PICKER_CAPACITY : 45"), "PICKER_CAPACITY : 9 ", 20);
    g_assert_true(g_file_set_contents(small, text, -1, NULL));
    g_assert_null(run_trial(small, 1, NULL, &tight));
    g_assert_true(tote_error_is(tight, TOTE_TRIAL));
    g_assert_nonnull(strstr(tight->message, "there is room for 9"));
    remove(small);
    remove(folder);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carts/neighbours-share", test_neighbours_share);
    g_test_add_func("/carts/cut-off", test_cut_off);
    g_test_add_func("/carts/urgent-leaves-first", test_urgent_leaves_first);
    g_test_add_func("/carts/together-and-apart", test_together_and_apart);
    g_test_add_func("/carts/refused-orders", test_refused_orders);
    g_test_add_func("/carts/nothing-to-plan", test_nothing_to_plan);
    g_test_add_func("/carts/bad-orders", test_bad_orders);
    g_test_add_func("/carts/bad-problems", test_bad_problems);
    g_test_add_func("/carts/unreachable", test_unreachable);
    g_test_add_func("/carts/trial", test_trial);
    g_test_add_func("/carts/trial-faults", test_trial_faults);
    return g_test_run();
}
