// SPDX-License-Identifier: Apache-2.0
// What a unit is worth where it lies, and how cheap all orders together could be at most: the
// stock is no longer shared but sold, every order buys its cheapest plan, and prices move until as
// much is bought as there is (Lagrangian relaxation; steps of Polyak 1969, "Minimization of
// unsmooth functionals"; Held, Wolfe and Crowder 1974, "Validation of subgradient optimization").
#include <string.h>

#include "source_desk.h"

enum { ROUNDS = 150, LOOK = 64, PATIENCE = 6 };

struct market {
    const struct desk *desk;
    const struct effort *effort;
    struct book book; // untouched: every order sees all goods
    struct ask ask;
    struct plan plan;
    size_t cells;
    double *own;   // prices of the problem, or nothing
    double *price; // of the market, by cell of the desk
    double *best;  // those of the best bound
    int32_t *sold;
    double bound, target;
    uint64_t round, rounds;
};

static void market_open(struct market *m, const struct desk *desk, const struct effort *effort)
{
    *m = (struct market){.desk = desk, .effort = effort};
    m->cells = (size_t)desk->n_nodes * (size_t)desk->problem->n_skus;
    m->own = g_new0(double, m->cells + 1);
    m->price = g_new0(double, m->cells + 1);
    m->best = g_new0(double, m->cells + 1);
    m->sold = g_new0(int32_t, m->cells + 1);
    m->rounds = effort->rounds ? effort->rounds : ROUNDS;
    book_open(&m->book, desk, NULL);
    ask_open(&m->ask, desk);
    if (desk->price)
        memcpy(m->own, desk->price, m->cells * sizeof *m->own);
    m->ask.price = m->price;
    memcpy(m->price, m->own, m->cells * sizeof *m->price);
}

static void market_close(struct market *m)
{
    g_free(m->own);
    g_free(m->price);
    g_free(m->best);
    g_free(m->sold);
    g_free(m->plan.pieces);
    ask_close(&m->ask);
    book_close(&m->book);
}

// What an order without limits of others would cost at these prices; notes what it buys.
static double buy(struct market *m, int order)
{
    const struct source_problem *p = m->desk->problem;
    if (!ask_plan(&m->ask, &m->book, order))
        return m->ask.bound;
    ask_plan_of(&m->ask, 0, &m->plan);
    for (int i = 0; i < m->plan.n; i++) {
        const struct piece *piece = &m->plan.pieces[i];
        int32_t *sold = &m->sold[(size_t)p->lines[piece->line].sku * (size_t)m->desk->n_nodes +
                                 (size_t)piece->node];
        *sold = (int32_t)MIN((int64_t)*sold + piece->qty, INT32_MAX);
    }
    return m->ask.bound;
}

static bool spent(const struct market *m)
{
    return effort_spent(m->effort, m->round, m->rounds, m->bound) >= 1;
}

// Every order buys; false if the effort was spent half-way.
static bool trade(struct market *m, double *ret_bound)
{
    double sum = 0;
    memset(m->sold, 0, m->cells * sizeof *m->sold);
    if (spent(m))
        return false;
    for (int i = 0; i < m->desk->problem->n_orders; i++) {
        if (i % LOOK == 0 && spent(m))
            return false;
        sum += buy(m, i);
    }
    for (size_t i = 0; i < m->cells; i++)
        sum -= (m->price[i] - m->own[i]) * m->desk->stock[i];
    *ret_bound = sum;
    return true;
}

// Dearer where too much was bought, cheaper where goods were left.
static void move_prices(struct market *m, double step, double bound)
{
    double square = 0;
    for (size_t i = 0; i < m->cells; i++) {
        double over = (double)m->sold[i] - m->desk->stock[i];
        if (over > 0 || m->price[i] > m->own[i])
            square += over * over;
    }
    double by = square > 0 ? step * (m->target - bound) / square : 0;
    for (size_t i = 0; i < m->cells; i++) {
        double over = (double)m->sold[i] - m->desk->stock[i];
        m->price[i] = MAX(m->own[i], m->price[i] + by * over);
    }
}

static void find_prices(struct market *m)
{
    double step = 1, bound = 0;
    int idle = 0;
    m->bound = -G_MAXDOUBLE;
    for (; trade(m, &bound); m->round++) {
        if (bound > m->bound + 1e-9) {
            idle = 0;
            m->bound = bound;
            memcpy(m->best, m->price, m->cells * sizeof *m->best);
        } else if (++idle >= PATIENCE) {
            idle = 0;
            step /= 2;
            memcpy(m->price, m->best, m->cells * sizeof *m->price);
        }
        move_prices(m, step, bound);
    }
}

static void put_prices(const struct market *m, double *ret_prices)
{
    const struct desk *desk = m->desk;
    size_t n = (size_t)desk->n_nodes;
    for (size_t i = 0; i < m->cells; i++)
        ret_prices[i - i % n + (size_t)desk->outer[i % n]] = MAX(m->best[i] - m->own[i], 0);
}

bool source_prices(const struct source_problem *problem, double known, const struct effort *effort,
                   double *ret_prices, double *ret_bound, GError **error)
{
    g_auto(source_desk) desk = {0};
    struct market m;
    *ret_bound = 0;
    if (!desk_open(&desk, problem, error))
        return false;
    market_open(&m, &desk, effort);
    m.target = known;
    find_prices(&m);
    *ret_bound = MAX(m.bound, 0);
    if (ret_prices)
        put_prices(&m, ret_prices);
    market_close(&m);
    return true;
}
