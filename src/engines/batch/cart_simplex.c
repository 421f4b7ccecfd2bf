// SPDX-License-Identifier: Apache-2.0
// Full passes over the sets choose a few hundred candidates; between them only those are priced.
#include "cart_simplex.h"

#include <math.h>
#include <string.h>

#include "dice.h"

enum { CANDIDATES = 256, MAX_FIXED = 1024 };
static const double off = 1e-5, pivot_least = 1e-7;

struct simplex *simplex_new(const struct pool *pool, uint32_t m, uint64_t seed)
{
    struct simplex *s = g_new0(struct simplex, 1);
    struct dice dice;
    double total = 0;
    dice_seed(&dice, seed);
    s->m = m;
    s->pool = pool;
    s->inverse = g_new0(double, (size_t)m *m);
    s->share = g_new(double, m);
    s->basic = g_new(uint32_t, m);
    s->worth = g_new(double, m);
    s->step = g_new(double, m);
    s->is_fixed = g_new(uint32_t, MAX_FIXED);
    for (uint32_t i = 0; i < m; i++) {
        s->inverse[(size_t)i * m + i] = 1;
        s->share[i] = 1 + off * dice_share(&dice);
        s->basic[i] = i;
        s->worth[i] = (double)pool->sets[i].length;
        total += s->worth[i];
    }
    s->tiny = 1e-9 * total / m + 1e-9;
    s->bonus = total;
    return s;
}

void simplex_free(struct simplex *s)
{
    if (!s)
        return;
    g_free(s->inverse);
    g_free(s->share);
    g_free(s->basic);
    g_free(s->worth);
    g_free(s->step);
    g_free(s->is_fixed);
    g_free(s);
}

void simplex_copy(struct simplex *to, const struct simplex *from)
{
    uint32_t m = from->m;
    memcpy(to->inverse, from->inverse, (size_t)m * m * sizeof *to->inverse);
    memcpy(to->share, from->share, m * sizeof *to->share);
    memcpy(to->basic, from->basic, m * sizeof *to->basic);
    memcpy(to->worth, from->worth, m * sizeof *to->worth);
    memcpy(to->is_fixed, from->is_fixed, from->fixed * sizeof *to->is_fixed);
    to->fixed = from->fixed;
}

// Forced sets are basic, so their bonus does not matter here.
double simplex_excess(const struct simplex *s, uint32_t set_id)
{
    const struct pool_set *set = &s->pool->sets[set_id];
    const uint32_t *bundles = s->pool->bundles + set->first;
    double excess = (double)set->length;
    for (uint32_t i = 0; i < set->n; i++)
        excess -= s->worth[bundles[i]];
    return excess;
}

// The entering set in terms of the basis; answers the row that leaves, m = none.
static uint32_t find_row(struct simplex *s, uint32_t set_id)
{
    const struct pool_set *set = &s->pool->sets[set_id];
    const uint32_t *bundles = s->pool->bundles + set->first;
    uint32_t m = s->m, row = m;
    double least = INFINITY;
    memset(s->step, 0, m * sizeof *s->step);
    for (uint32_t i = 0; i < set->n; i++) {
        const double *column = s->inverse + (size_t)bundles[i] * m;
        for (uint32_t r = 0; r < m; r++)
            s->step[r] += column[r];
    }
    for (uint32_t r = 0; r < m; r++)
        if (s->step[r] > pivot_least && s->share[r] < least * s->step[r]) {
            least = s->share[r] / s->step[r];
            row = r;
        }
    return row;
}

static void pivot(struct simplex *s, uint32_t set, uint32_t row, double excess)
{
    uint32_t m = s->m;
    double *step = s->step, by = step[row], share = MAX(s->share[row], 0) / by;
    for (uint32_t i = 0; i < m; i++) {
        double *column = s->inverse + (size_t)i * m, t = column[row] / by;
        if (t == 0)
            continue;
        s->worth[i] += excess * t;
        for (uint32_t r = 0; r < m; r++)
            column[r] -= t * step[r];
        column[row] = t;
    }
    for (uint32_t r = 0; r < m; r++)
        s->share[r] -= share * step[r];
    s->share[row] = share;
    s->basic[row] = set;
    s->pivots++;
}

// The best set of each of CANDIDATES groups, as far as it should come in.
static uint32_t choose(const struct simplex *s, const uint32_t *list, uint32_t n,
                       uint32_t ret_sets[CANDIDATES])
{
    double least[CANDIDATES];
    uint32_t kept = 0;
    for (int g = 0; g < CANDIDATES; g++)
        least[g] = -s->tiny;
    memset(ret_sets, 0xff, CANDIDATES * sizeof *ret_sets);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t set = list ? list[i] : i, group = set % CANDIDATES;
        double excess = simplex_excess(s, set);
        if (excess < least[group]) {
            least[group] = excess;
            ret_sets[group] = set;
        }
    }
    for (int g = 0; g < CANDIDATES; g++)
        if (ret_sets[g] != UINT32_MAX)
            ret_sets[kept++] = ret_sets[g];
    return kept;
}

// Brings in the best of the candidates until none is left that should.
static void price_out(struct simplex *s, const uint32_t *sets, uint32_t n, bool (*stop)(void *data),
                      void *data)
{
    while (!stop || !stop(data)) {
        double least = -s->tiny;
        uint32_t best = UINT32_MAX;
        for (uint32_t i = 0; i < n; i++) {
            double excess = simplex_excess(s, sets[i]);
            if (excess < least) {
                least = excess;
                best = sets[i];
            }
        }
        uint32_t row = best == UINT32_MAX ? s->m : find_row(s, best);
        if (row == s->m)
            return;
        pivot(s, best, row, least);
    }
}

bool simplex_solve(struct simplex *s, const uint32_t *list, uint32_t n, bool (*stop)(void *data),
                   void *data)
{
    uint32_t sets[CANDIDATES];
    for (uint64_t before = UINT64_MAX; before != s->pivots;) {
        before = s->pivots;
        if (stop && stop(data))
            return false;
        price_out(s, sets, choose(s, list, n, sets), stop, data);
    }
    return true;
}

void simplex_fix(struct simplex *s, uint32_t set)
{
    if (s->fixed == MAX_FIXED)
        return;
    s->is_fixed[s->fixed++] = set;
    uint32_t row = 0;
    while (row < s->m && s->basic[row] != set)
        row++;
    for (uint32_t i = 0; row < s->m && i < s->m; i++)
        s->worth[i] -= s->bonus * s->inverse[(size_t)i * s->m + row];
}

double simplex_bound(const struct simplex *s)
{
    double bound = s->bonus * s->fixed;
    for (uint32_t i = 0; i < s->m; i++)
        bound += s->worth[i];
    return bound;
}
