// SPDX-License-Identifier: Apache-2.0
// All orders together by ruin and recreate: take out an order that pays more than it would alone,
// and some that hold what it wants; put them back in another turn; accept like annealing.
#include <math.h>
#include <string.h>

#include "dice.h"
#include "source_desk.h"

enum {
    MOST_OUT = 12,     // orders of a round
    ROUNDS_EACH = 400, // by default, for each order
    STRETCH = 2000,    // rounds between two looks at the clock
};

// What does not change in a search.
struct hall {
    const struct desk *desk;
    double *alone;       // [order] its least cost if it came first
    uint64_t *alone_set; // [order] the seats of that plan
    int *sku_first;      // [sku + 1]
    int *sku_orders;     // orders that want the sku
};

// A search over some of the orders.
struct crew {
    const struct hall *hall;
    struct book book;
    struct ask ask;
    struct dice dice;
    int *unhappy, *unhappy_at; // orders that pay more than alone; [order] -> its place or -1
    int n_unhappy;
    double heat;
    int out[MOST_OUT];
    struct plan before[MOST_OUT];
    int n_out;
    double gained;
};

static void open_hall(struct hall *hall, const struct desk *desk, struct plan *plans)
{
    const struct source_problem *p = desk->problem;
    struct book book;
    struct ask ask;
    hall->desk = desk;
    hall->alone = g_new0(double, p->n_orders + 1);
    hall->alone_set = g_new0(uint64_t, p->n_orders + 1);
    hall->sku_first = g_new0(int, p->n_skus + 2);
    hall->sku_orders = g_new0(int, p->n_lines + 1);
    book_open(&book, desk, plans);
    ask_open(&ask, desk);
    ask.limit = G_MAXDOUBLE;
    for (int order = 0; order < p->n_orders; order++) {
        ask_plan(&ask, &book, order);
        hall->alone[order] = ask.best[0].cost;
        hall->alone_set[order] = ask.best[0].set;
    }
    ask_close(&ask);
    book_close(&book);
    for (int i = 0; i < p->n_lines; i++)
        hall->sku_first[p->lines[i].sku + 1]++;
    for (int i = 0; i < p->n_skus; i++)
        hall->sku_first[i + 1] += hall->sku_first[i];
    g_autofree int *at = g_memdup2(hall->sku_first, (size_t)(p->n_skus + 1) * sizeof *at);
    for (int order = 0; order < p->n_orders; order++)
        for (int i = 0; i < p->orders[order].n; i++)
            hall->sku_orders[at[p->lines[p->orders[order].first + i].sku]++] = order;
}

static void close_hall(struct hall *hall)
{
    g_free(hall->alone);
    g_free(hall->alone_set);
    g_free(hall->sku_first);
    g_free(hall->sku_orders);
}

static bool pays_more(const struct crew *crew, int order)
{
    return crew->book.plans[order].cost > crew->hall->alone[order] + 1e-6;
}

static void note_mood(struct crew *crew, int order)
{
    int at = crew->unhappy_at[order];
    if (pays_more(crew, order) == (at >= 0))
        return;
    if (at < 0) {
        crew->unhappy_at[order] = crew->n_unhappy;
        crew->unhappy[crew->n_unhappy++] = order;
        return;
    }
    int last = crew->unhappy[--crew->n_unhappy];
    crew->unhappy[at] = last;
    crew->unhappy_at[last] = at;
    crew->unhappy_at[order] = -1;
}

static bool is_out(const struct crew *crew, int order)
{
    for (int i = 0; i < crew->n_out; i++)
        if (crew->out[i] == order)
            return true;
    return false;
}

static void take_out(struct crew *crew, int order)
{
    struct plan *plan = &crew->book.plans[order], *before = &crew->before[crew->n_out];
    struct plan empty = *before;
    book_give(&crew->book, order);
    *before = *plan;
    empty.n = 0;
    empty.set = 0;
    *plan = empty;
    crew->out[crew->n_out++] = order;
}

// Has ORDER goods of SKU at a place where FOR would like to have them?
static bool in_the_way(const struct crew *crew, int order, int sku, int want)
{
    const struct desk *desk = crew->hall->desk;
    const struct plan *plan = &crew->book.plans[order];
    for (int i = 0; i < plan->n; i++) {
        if (desk->problem->lines[plan->pieces[i].line].sku != sku)
            continue;
        for (uint64_t set = crew->hall->alone_set[want]; set; set &= set - 1)
            if (desk_node(desk, want, __builtin_ctzll(set)) == plan->pieces[i].node)
                return true;
    }
    return false;
}

static void ruin(struct crew *crew)
{
    const struct source_problem *p = crew->hall->desk->problem;
    int many = 2 + (int)dice_below(&crew->dice, 6);
    bool any = dice_below(&crew->dice, 4) == 0;
    crew->n_out = 0;
    take_out(crew, crew->unhappy[dice_below(&crew->dice, (uint32_t)crew->n_unhappy)]);
    for (int tries = 0; tries < 6 * many && crew->n_out < many; tries++) {
        int from =
            crew->out[dice_below(&crew->dice, 2) ? 0
                                                 : dice_below(&crew->dice, (uint32_t)crew->n_out)];
        const struct source_order *o = &p->orders[from];
        int sku = p->lines[o->first + (int)dice_below(&crew->dice, (uint32_t)o->n)].sku;
        int first = crew->hall->sku_first[sku], n = crew->hall->sku_first[sku + 1] - first;
        int order = crew->hall->sku_orders[first + (int)dice_below(&crew->dice, (uint32_t)n)];
        if (!is_out(crew, order) && (any || in_the_way(crew, order, sku, from)))
            take_out(crew, order);
    }
}

static void shuffle(struct crew *crew)
{
    int keep = dice_below(&crew->dice, 2) ? 1 : 0;
    for (int i = crew->n_out - 1; i > keep; i--) {
        int j = keep + (int)dice_below(&crew->dice, (uint32_t)(i + 1 - keep));
        int order = crew->out[i];
        struct plan plan = crew->before[i];
        crew->out[i] = crew->out[j];
        crew->before[i] = crew->before[j];
        crew->out[j] = order;
        crew->before[j] = plan;
    }
}

// Puts the orders back; answers how many it could put back below MOST.
static int recreate(struct crew *crew, double most)
{
    double rest = 0, paid = 0;
    for (int i = 0; i < crew->n_out; i++)
        rest += crew->hall->alone[crew->out[i]];
    for (int i = 0; i < crew->n_out; i++) {
        int order = crew->out[i];
        rest -= crew->hall->alone[order];
        crew->ask.limit = most - paid - rest;
        crew->ask.enough = crew->hall->alone[order];
        crew->ask.try_first = crew->hall->alone_set[order];
        if (!ask_plan(&crew->ask, &crew->book, order))
            return i;
        ask_plan_of(&crew->ask, 0, &crew->book.plans[order]);
        paid += crew->book.plans[order].cost;
        book_take(&crew->book, order);
    }
    return crew->n_out;
}

static void swap_back(struct crew *crew, int done)
{
    for (int i = 0; i < crew->n_out; i++) {
        struct plan *plan = &crew->book.plans[crew->out[i]], tried = *plan;
        if (i < done)
            book_give(&crew->book, crew->out[i]);
        *plan = crew->before[i];
        crew->before[i] = tried;
    }
    for (int i = 0; i < crew->n_out; i++)
        book_take(&crew->book, crew->out[i]);
}

static double cost_before(const struct crew *crew)
{
    double sum = 0;
    for (int i = 0; i < crew->n_out; i++)
        sum += crew->before[i].cost;
    return sum;
}

static double round_once(struct crew *crew)
{
    ruin(crew);
    shuffle(crew);
    double before = cost_before(crew), after = 0;
    double slack = -crew->heat * log(1 - dice_share(&crew->dice));
    int done = recreate(crew, before + slack);
    if (done < crew->n_out) {
        swap_back(crew, done);
        return 0;
    }
    for (int i = 0; i < crew->n_out; i++) {
        after += crew->book.plans[crew->out[i]].cost;
        note_mood(crew, crew->out[i]);
    }
    return after - before;
}

static void open_crew(struct crew *crew, const struct hall *hall, struct plan *plans, uint64_t seed)
{
    int n = hall->desk->problem->n_orders;
    *crew = (struct crew){.hall = hall};
    book_open(&crew->book, hall->desk, plans);
    ask_open(&crew->ask, hall->desk);
    dice_seed(&crew->dice, seed);
    crew->unhappy = g_new(int, n + 1);
    crew->unhappy_at = g_new(int, n + 1);
    memset(crew->unhappy_at, -1, (size_t)(n + 1) * sizeof(int));
}

static void close_crew(struct crew *crew)
{
    for (int i = 0; i < MOST_OUT; i++)
        g_free(crew->before[i].pieces);
    g_free(crew->unhappy);
    g_free(crew->unhappy_at);
    ask_close(&crew->ask);
    book_close(&crew->book);
}

static double total(const struct plan *plans, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += plans[i].cost;
    return sum;
}

static void improve(struct crew *crew, const struct effort *effort, struct plan *best)
{
    int n = crew->hall->desk->problem->n_orders;
    uint64_t most = effort->rounds ? effort->rounds : (uint64_t)n * ROUNDS_EACH, round = 0;
    double cost = total(crew->book.plans, n), least = cost;
    static const double h0 = 0.5, h1 = 0.02;
    for (int i = 0; i < n; i++)
        note_mood(crew, i);
    if (!effort->rounds && effort->spent)
        most = 0;
    for (double spent = 0;
         crew->n_unhappy && (spent = effort_spent(effort, round, most, least)) < 1;) {
        crew->heat = h0 * pow(h1 / h0, spent);
        for (int i = 0; i < STRETCH && crew->n_unhappy; i++)
            cost += round_once(crew);
        round += STRETCH;
        if (cost < least - 1e-9) {
            least = cost;
            for (int i = 0; i < n; i++)
                plan_copy(&best[i], &crew->book.plans[i]);
        }
    }
}

bool source_batch(const struct source_problem *problem, const struct effort *effort,
                  struct source_answer *ret_answer, GError **error)
{
    g_auto(source_desk) desk = {0};
    struct hall hall;
    struct crew crew;
    *ret_answer = (struct source_answer){0};
    if (!desk_open(&desk, problem, error))
        return false;
    struct plan *plans = plans_new(problem->n_orders), *best = plans_new(problem->n_orders);
    open_hall(&hall, &desk, plans);
    open_crew(&crew, &hall, plans, effort->seed);
    book_fill(&crew.book, &crew.ask, 0);
    for (int i = 0; i < problem->n_orders; i++)
        plan_copy(&best[i], &plans[i]);
    improve(&crew, effort, best);
    desk_answer(&desk, best, ret_answer);
    ret_answer->bound = total(best, 0);
    close_crew(&crew);
    close_hall(&hall);
    plans_free(plans, problem->n_orders);
    plans_free(best, problem->n_orders);
    return true;
}
