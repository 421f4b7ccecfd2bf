// SPDX-License-Identifier: Apache-2.0
// Random waves of orders: plans hold every rule, are never worse than the simple rules, and with
// up to eight orders no plan at all is better.
#include <math.h>
#include <string.h>

#include "carts.h"
#include "dice.h"

enum { MOST_ORDERS = 8, MOST_STOPS = 4, CASES = 150, ROUNDS = 300, AISLES = 5 };

struct wave {
    int64_t x[AISLES], y[3];
    struct walk_stop stops[64 * MOST_STOPS];
    struct carts_order orders[64];
    struct carts_problem problem;
};

static bool chance(struct dice *dice, int percent)
{
    return dice_below(dice, 100) < (uint32_t)percent;
}

static void make_order(struct wave *wave, uint32_t i, struct dice *dice, bool timed)
{
    struct carts_problem *p = &wave->problem;
    struct carts_order *order = &wave->orders[i];
    *order = (struct carts_order){.first = (uint32_t)p->n_stops, .due = -1};
    order->n = 1 + dice_below(dice, MOST_STOPS);
    for (uint32_t k = 0; k < order->n; k++)
        wave->stops[p->n_stops++] =
            (struct walk_stop){(int)dice_below(dice, AISLES), 2 + 3 * dice_below(dice, 12)};
    order->load[CARTS_PIECES] = order->n + dice_below(dice, 3);
    order->load[CARTS_WEIGHT] = 1 + dice_below(dice, 40);
    if (timed && chance(dice, 60))
        order->due = 20 + dice_below(dice, 300);
    if (timed && chance(dice, 20))
        order->urgency = 1;
    if (chance(dice, 15))
        order->kinds = 1;
    if (chance(dice, 10))
        order->shuns = 1;
    if (chance(dice, 15))
        order->together = 1 + dice_below(dice, 2);
}

static void make_wave(struct wave *wave, uint64_t seed, uint32_t most_orders, bool timed)
{
    struct dice dice;
    dice_seed(&dice, seed);
    memset(wave, 0, sizeof *wave);
    for (int j = 1; j < AISLES; j++)
        wave->x[j] = wave->x[j - 1] + 4 + dice_below(&dice, 3);
    wave->y[1] = chance(&dice, 70) ? 40 : 20;
    wave->y[2] = 40;
    struct carts_problem *p = &wave->problem;
    p->floor = (struct walk_floor){AISLES, wave->y[1] == 40 ? 2 : 3, wave->x, wave->y, NULL};
    p->start = (struct walk_end){(int)dice_below(&dice, AISLES), chance(&dice, 50), 3};
    p->start.row *= p->floor.rows - 1;
    p->stops = wave->stops;
    p->orders = wave->orders;
    p->limit[CARTS_PIECES] = chance(&dice, 80) ? 5 + dice_below(&dice, 12) : 0;
    p->limit[CARTS_WEIGHT] = chance(&dice, 60) ? 39 + dice_below(&dice, 60) : 0;
    p->most_orders = chance(&dice, 30) ? 2 + dice_below(&dice, 3) : 0;
    p->crew = (struct carts_crew){1 + dice_below(&dice, 3), 1.5, 2, 10};
    p->n_orders = 1 + dice_below(&dice, most_orders);
    for (uint32_t i = 0; i < p->n_orders; i++)
        make_order(wave, i, &dice, timed);
}

// --- the rules, told a second time and as plainly as they can be: a cart is a list of orders

struct load {
    uint32_t orders[64], n;
};

static bool cart_allowed(const struct carts_problem *p, const struct load *cart)
{
    for (int r = 0; r < CARTS_N_RESOURCES; r++) {
        int64_t sum = 0;
        for (uint32_t i = 0; i < cart->n; i++)
            sum += p->orders[cart->orders[i]].load[r];
        if (p->limit[r] && sum > p->limit[r])
            return false;
    }
    for (uint32_t i = 0; i < cart->n; i++)
        for (uint32_t j = 0; j < cart->n; j++) {
            const struct carts_order *a = &p->orders[cart->orders[i]];
            const struct carts_order *b = &p->orders[cart->orders[j]];
            bool bound = a->together && a->together == b->together;
            if (i != j && !bound && a->shuns & b->kinds)
                return false;
        }
    return !p->most_orders || cart->n <= p->most_orders;
}

static int by_place(const void *a, const void *b)
{
    const struct walk_stop *x = a, *y = b;
    if (x->aisle != y->aisle)
        return x->aisle < y->aisle ? -1 : 1;
    return (x->y > y->y) - (x->y < y->y);
}

static int64_t cart_length(const struct carts_problem *p, struct walk *measure,
                           const struct load *cart)
{
    struct walk_stop stops[64 * MOST_STOPS];
    size_t n = 0;
    for (uint32_t i = 0; i < cart->n; i++)
        for (uint32_t k = 0; k < p->orders[cart->orders[i]].n; k++)
            stops[n++] = p->stops[p->orders[cart->orders[i]].first + k];
    qsort(stops, n, sizeof *stops, by_place);
    return walk_length_by(measure, p->rule, stops, n);
}

struct timing {
    int urgency;
    int64_t due;
    uint32_t came;
    double takes;
    const struct load *cart;
};

static int by_leaving(const void *a, const void *b)
{
    const struct timing *x = a, *y = b;
    if (x->urgency != y->urgency)
        return y->urgency - x->urgency;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return x->came < y->came ? -1 : 1;
}

// The lateness of all orders, when the carts leave as carts.h says.
static double lateness(const struct carts_problem *p, const struct load *carts,
                       const int64_t *lengths, uint32_t n)
{
    struct timing trips[64];
    double free_at[8] = {0}, late = 0;
    for (uint32_t c = 0; c < n; c++) {
        trips[c] = (struct timing){-1000, INT64_MAX, UINT32_MAX, 0, &carts[c]};
        trips[c].takes = p->crew.per_cart + (double)lengths[c] / p->crew.per_second;
        for (uint32_t i = 0; i < carts[c].n; i++) {
            const struct carts_order *order = &p->orders[carts[c].orders[i]];
            trips[c].urgency = MAX(trips[c].urgency, order->urgency);
            trips[c].due = MIN(trips[c].due, order->due < 0 ? INT64_MAX : order->due);
            trips[c].came = MIN(trips[c].came, carts[c].orders[i]);
            trips[c].takes += p->crew.per_piece * (double)order->load[CARTS_PIECES];
        }
    }
    qsort(trips, n, sizeof *trips, by_leaving);
    for (uint32_t c = 0; c < n; c++) {
        uint32_t first = 0;
        for (uint32_t k = 1; k < p->crew.pickers; k++)
            first = free_at[k] < free_at[first] ? k : first;
        free_at[first] += trips[c].takes;
        for (uint32_t i = 0; i < trips[c].cart->n; i++) {
            int64_t due = p->orders[trips[c].cart->orders[i]].due;
            late += due >= 0 ? MAX(0, free_at[first] - (double)due) : 0;
        }
    }
    return late;
}

// --- plans against the rules

static struct walk *measure_of(const struct carts_problem *p)
{
    struct walk *measure = walk_new(&p->floor, &p->start, p->end, NULL);
    g_assert_nonnull(measure);
    return measure;
}

static void check_bundles(const struct carts_problem *p, const int *cart_of)
{
    for (uint32_t i = 0; i < p->n_orders; i++)
        for (uint32_t j = 0; j < i; j++)
            if (p->orders[i].together && p->orders[i].together == p->orders[j].together)
                g_assert_cmpint(cart_of[i], ==, cart_of[j]);
}

// Is it true that this order cannot be on any cart?
static void check_refusal(const struct carts_problem *p, const struct carts_refusal *refusal)
{
    struct load cart = {.n = 0};
    uint32_t group = p->orders[refusal->order].together;
    for (uint32_t i = 0; i < p->n_orders; i++)
        if (i == refusal->order || (group && p->orders[i].together == group))
            cart.orders[cart.n++] = i;
    g_assert_false(cart_allowed(p, &cart));
    g_assert_cmpint(refusal->needs, >, refusal->limit);
}

static void check_plan(const struct carts_problem *p, const struct carts_plan *plan)
{
    g_autoptr(walk_auto) measure = measure_of(p);
    struct load carts[64] = {{{0}, 0}};
    int64_t lengths[64], length = 0;
    int cart_of[64];
    memset(cart_of, 0xff, sizeof cart_of);
    for (uint32_t c = 0; c < plan->n_carts; c++) {
        for (uint32_t i = 0; i < plan->carts[c].n; i++) {
            uint32_t order = plan->orders[plan->carts[c].first + i];
            g_assert_cmpint(cart_of[order], ==, -1);
            cart_of[order] = (int)c;
            carts[c].orders[carts[c].n++] = order;
        }
        g_assert_true(cart_allowed(p, &carts[c]));
        lengths[c] = cart_length(p, measure, &carts[c]);
        g_assert_cmpint(plan->carts[c].length, ==, lengths[c]);
        length += lengths[c];
    }
    for (uint32_t i = 0; i < plan->n_refusals; i++) {
        g_assert_cmpint(cart_of[plan->refusals[i].order], ==, -1);
        cart_of[plan->refusals[i].order] = -2;
        check_refusal(p, &plan->refusals[i]);
    }
    for (uint32_t i = 0; i < p->n_orders; i++)
        g_assert_cmpint(cart_of[i], !=, -1);
    check_bundles(p, cart_of);
    g_assert_cmpint(plan->length, ==, length);
    g_assert_cmpfloat_with_epsilon(plan->lateness, lateness(p, carts, lengths, plan->n_carts),
                                   1e-6);
}

// --- all plans

struct search {
    const struct carts_problem *p;
    struct walk *measure;
    bool refused[MOST_ORDERS];
    struct load carts[MOST_ORDERS];
    uint32_t n;
    double late;
    int64_t length;
};

static void judge(struct search *s)
{
    int64_t lengths[MOST_ORDERS], length = 0;
    for (uint32_t c = 0; c < s->n; c++) {
        if (!cart_allowed(s->p, &s->carts[c]))
            return;
        length += lengths[c] = cart_length(s->p, s->measure, &s->carts[c]);
    }
    double late = lateness(s->p, s->carts, lengths, s->n);
    if (late < s->late - 1e-9 || (late < s->late + 1e-9 && length < s->length)) {
        s->late = late;
        s->length = length;
    }
}

static bool bound_elsewhere(const struct search *s, uint32_t order, uint32_t cart)
{
    for (uint32_t c = 0; c < s->n; c++)
        for (uint32_t i = 0; i < s->carts[c].n; i++)
            if (c != cart && s->p->orders[order].together &&
                s->p->orders[order].together == s->p->orders[s->carts[c].orders[i]].together)
                return true;
    return false;
}

static void try_all(struct search *s, uint32_t order)
{
    if (order == s->p->n_orders) {
        judge(s);
        return;
    }
    if (s->refused[order]) {
        try_all(s, order + 1);
        return;
    }
    for (uint32_t c = 0; c <= s->n && c < MOST_ORDERS; c++) {
        if (bound_elsewhere(s, order, c))
            continue;
        bool opened = c == s->n;
        s->n += opened;
        s->carts[c].orders[s->carts[c].n++] = order;
        try_all(s, order + 1);
        s->carts[c].n--;
        s->n -= opened;
    }
}

static void make_plan(const struct carts_problem *p, uint64_t rounds, struct carts_plan *plan)
{
    struct effort effort = {.seed = 7, .rounds = rounds};
    g_autoptr(GError) error = NULL;
    bool made = carts_plan_make(p, &effort, plan, &error);
    g_assert_no_error(error);
    g_assert_true(made);
}

static void against_all(uint64_t seed, bool timed)
{
    struct wave wave;
    g_auto(carts_plan) plan = {0};
    make_wave(&wave, seed, MOST_ORDERS, timed);
    g_test_message("seed %u", (unsigned)seed);
    make_plan(&wave.problem, ROUNDS, &plan);
    check_plan(&wave.problem, &plan);
    g_autoptr(walk_auto) measure = measure_of(&wave.problem);
    struct search s = {.p = &wave.problem, .measure = measure, .late = INFINITY};
    for (uint32_t i = 0; i < plan.n_refusals; i++)
        s.refused[plan.refusals[i].order] = true;
    try_all(&s, 0);
    if (plan.n_carts) {
        g_assert_cmpfloat_with_epsilon(plan.lateness, s.late, 1e-6);
        g_assert_cmpint(plan.length, ==, s.length);
    }
}

static void test_all_plans(void)
{
    for (uint64_t seed = 1; seed <= CASES; seed++)
        against_all(seed, false);
}

static void test_all_plans_with_cut_offs(void)
{
    for (uint64_t seed = 1001; seed <= 1000 + CASES; seed++)
        against_all(seed, true);
}

// --- savings, the slow way: all pairs are measured again before every joining

// What joining saves; 0 if it is not allowed.
static int64_t saved_by(const struct carts_problem *p, struct walk *measure, const struct load *a,
                        const struct load *b)
{
    struct load both = *a;
    for (uint32_t i = 0; i < b->n; i++)
        both.orders[both.n++] = b->orders[i];
    if (!a->n || !b->n || !cart_allowed(p, &both))
        return 0;
    return cart_length(p, measure, a) + cart_length(p, measure, b) - cart_length(p, measure, &both);
}

static int64_t slow_savings(const struct carts_problem *p, struct walk *measure)
{
    struct load carts[64] = {{{0}, 0}};
    int64_t length = 0, most = 1;
    for (uint32_t i = 0; i < p->n_orders; i++)
        carts[i] = (struct load){{i}, 1};
    while (most > 0) {
        uint32_t into = 0, from = 0;
        most = 0;
        for (uint32_t i = 0; i < p->n_orders; i++)
            for (uint32_t j = i + 1; j < p->n_orders; j++) {
                int64_t saved = saved_by(p, measure, &carts[i], &carts[j]);
                if (saved > most) {
                    most = saved;
                    into = i;
                    from = j;
                }
            }
        for (uint32_t k = 0; most > 0 && k < carts[from].n; k++)
            carts[into].orders[carts[into].n++] = carts[from].orders[k];
        carts[from].n = most > 0 ? 0 : carts[from].n;
    }
    for (uint32_t i = 0; i < p->n_orders; i++)
        length += carts[i].n ? cart_length(p, measure, &carts[i]) : 0;
    return length;
}

static void test_savings(void)
{
    for (uint64_t seed = 4001; seed <= 4040; seed++) {
        struct wave wave;
        g_auto(carts_plan) plan = {0};
        make_wave(&wave, seed, 20, false);
        for (uint32_t i = 0; i < wave.problem.n_orders; i++)
            wave.orders[i].together = 0;
        g_test_message("seed %u", (unsigned)seed);
        g_assert_true(carts_plan_savings(&wave.problem, &plan, NULL));
        g_autoptr(walk_auto) measure = measure_of(&wave.problem);
        if (!plan.n_refusals)
            g_assert_cmpint(plan.length, ==, slow_savings(&wave.problem, measure));
    }
}

// --- larger waves

static bool as_good(const struct carts_plan *a, const struct carts_plan *b)
{
    return a->lateness < b->lateness ||
           (a->lateness <= b->lateness + 1e-9 && a->length <= b->length);
}

static double over(double best, void *data)
{
    (void)best;
    (void)data;
    return 1;
}

static void larger(uint64_t seed)
{
    struct wave wave;
    g_auto(carts_plan) plan = {0}, again = {0}, come = {0}, saved = {0}, cancelled = {0};
    make_wave(&wave, seed, 40, seed % 2);
    wave.problem.rule = seed % 5 == 4 && wave.problem.floor.rows == 2 ? WALK_S_SHAPE : 0;
    g_test_message("seed %u", (unsigned)seed);
    make_plan(&wave.problem, 20, &plan);
    make_plan(&wave.problem, 20, &again);
    g_assert_true(carts_plan_first_come(&wave.problem, &come, NULL));
    g_assert_true(carts_plan_savings(&wave.problem, &saved, NULL));
    struct effort none = {.spent = over};
    g_assert_true(carts_plan_make(&wave.problem, &none, &cancelled, NULL));
    struct carts_plan *all[] = {&plan, &come, &saved, &cancelled};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        check_plan(&wave.problem, all[i]);
    g_assert_true(as_good(&plan, &come) && as_good(&plan, &saved) && as_good(&cancelled, &come));
    g_assert_cmpuint(plan.n_carts, ==, again.n_carts);
    g_assert_cmpmem(plan.orders, wave.problem.n_orders * sizeof *plan.orders, again.orders,
                    wave.problem.n_orders * sizeof *again.orders);
}

static void test_larger_waves(void)
{
    for (uint64_t seed = 2001; seed <= 2000 + CASES; seed++)
        larger(seed);
}

// --- a clock instead of rounds

struct ticks {
    int now, of;
};

static double tick(double best, void *data)
{
    struct ticks *ticks = data;
    (void)best;
    return (double)++ticks->now / ticks->of;
}

// Every share that a plan may end with is met exactly by one of these.
static void test_clock_ends_it(void)
{
    for (int of = 10; of <= 1000; of += 90) {
        struct wave wave;
        struct ticks ticks = {0, of};
        struct effort effort = {.seed = 1, .spent = tick, .data = &ticks};
        g_auto(carts_plan) plan = {0};
        make_wave(&wave, 3000, 40, false);
        g_assert_true(carts_plan_make(&wave.problem, &effort, &plan, NULL));
        check_plan(&wave.problem, &plan);
        g_assert_cmpint(ticks.now, >=, of);
        g_assert_cmpint(ticks.now, <=, of + 10);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/carts/all-plans", test_all_plans);
    g_test_add_func("/carts/all-plans-cut-offs", test_all_plans_with_cut_offs);
    g_test_add_func("/carts/savings", test_savings);
    g_test_add_func("/carts/larger-waves", test_larger_waves);
    g_test_add_func("/carts/clock-ends-it", test_clock_ends_it);
    return g_test_run();
}
