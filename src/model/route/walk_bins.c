// SPDX-License-Identifier: Apache-2.0
// Cheapest insertion, annealing, exchanges: each change is judged by the exact walk it makes.
#include "walk_bins.h"

#include <math.h>
#include <string.h>

#include "choose_private.h"

enum { ROUNDS = 40000, ASK_EVERY = 64 };

struct search {
    struct chooser c;
    const struct effort *effort;
    struct dice dice;
    uint64_t round, rounds;
    bool *best; // chosen bins of the best choice
    int64_t best_cost;
};

static bool stop(struct search *s)
{
    return effort_spent(s->effort, s->round, s->rounds, (double)s->best_cost) >= 1;
}

static void note_best(struct search *s)
{
    if (chooser_cost(&s->c) >= s->best_cost)
        return;
    s->best_cost = chooser_cost(&s->c);
    memcpy(s->best, s->c.chosen, s->c.n_bins * sizeof *s->best);
}

// --- cheapest insertion

// What a bin costs for each piece of what is still wanted.
static double insertion_cost(struct chooser *c, size_t bin, int64_t lacking, int64_t *ret_cost)
{
    chooser_toggle(c, bin);
    *ret_cost = chooser_measure(c);
    chooser_undo(c);
    return (double)(*ret_cost - chooser_cost(c)) / (double)MIN(lacking, c->bins[bin].quantity);
}

static void insert_cheapest(struct chooser *c, size_t article)
{
    int64_t lacking = c->wants[article].quantity - c->held[article], best_cost = 0;
    size_t best = SIZE_MAX;
    double least = 0;
    for (size_t i = c->from[article]; i < c->from[article + 1]; i++) {
        size_t bin = c->by_article[i];
        int64_t cost = 0;
        if (c->chosen[bin] || !chooser_may_add(c, bin))
            continue;
        double share = insertion_cost(c, bin, lacking, &cost);
        if (best != SIZE_MAX && share >= least)
            continue;
        least = share;
        best = bin;
        best_cost = cost;
    }
    chooser_toggle(c, best);
    chooser_measure(c);
    chooser_keep(c, best_cost);
}

static int by_few_bins(const void *a, const void *b, void *data)
{
    const struct chooser *c = data;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    size_t n = c->from[i + 1] - c->from[i], m = c->from[j + 1] - c->from[j];
    if (n != m)
        return n < m ? -1 : 1;
    return (i > j) - (i < j);
}

static void insert_all(struct chooser *c)
{
    g_autofree size_t *order = g_new(size_t, c->n_wants + 1);
    for (size_t a = 0; a < c->n_wants; a++)
        order[a] = a;
    g_qsort_with_data(order, (int)c->n_wants, sizeof *order, by_few_bins, c);
    for (size_t k = 0; k < c->n_wants; k++)
        while (chooser_lacks(c, order[k]))
            insert_cheapest(c, order[k]);
}

// --- annealing

static void propose(struct search *s)
{
    struct chooser *c = &s->c;
    size_t article = dice_below(&s->dice, (uint32_t)c->n_wants);
    size_t n = c->from[article + 1] - c->from[article];
    if (n < 2)
        return;
    size_t bin = c->by_article[c->from[article] + dice_below(&s->dice, (uint32_t)n)];
    if (c->chosen[bin])
        return;
    chooser_toggle(c, bin);
    chooser_trim(c, (int)article, bin, dice_below(&s->dice, (uint32_t)n));
    int most = c->wants[article].most_bins;
    if (most && c->n_held[article] > most)
        chooser_undo(c);
}

static void anneal(struct search *s, double hot, double cold)
{
    struct chooser *c = &s->c;
    double heat = hot;
    for (;; s->round++) {
        if (s->round % ASK_EVERY == 0) {
            double share = effort_spent(s->effort, s->round, s->rounds, (double)s->best_cost);
            if (share >= 1)
                return;
            heat = hot * pow(cold / hot, share);
        }
        propose(s);
        if (!c->n_changes)
            continue;
        int64_t cost = chooser_measure(c), more = cost - chooser_cost(c);
        if (more > 0 && (double)more >= -heat * log(1 - dice_share(&s->dice))) {
            chooser_undo(c);
            continue;
        }
        chooser_keep(c, cost);
        note_best(s);
    }
}

// --- exchanges until none helps

static bool exchange(struct search *s, size_t bin)
{
    struct chooser *c = &s->c;
    int article = c->bins[bin].article;
    if (c->chosen[bin])
        return false;
    chooser_toggle(c, bin);
    chooser_trim(c, article, bin, 0);
    int most = c->wants[article].most_bins;
    int64_t cost = most && c->n_held[article] > most ? WALK_NEVER : chooser_measure(c);
    if (cost >= chooser_cost(c)) {
        chooser_undo(c);
        return false;
    }
    chooser_keep(c, cost);
    return true;
}

static void restore_best(struct search *s)
{
    struct chooser *c = &s->c;
    for (size_t i = 0; i < c->from[c->n_wants]; i++) {
        size_t bin = c->by_article[i];
        if (c->chosen[bin] != s->best[bin])
            chooser_toggle(c, bin);
    }
    chooser_keep(c, chooser_measure(c));
}

static void polish(struct search *s)
{
    struct chooser *c = &s->c;
    restore_best(s);
    size_t n = c->from[c->n_wants], idle = 0;
    for (size_t i = 0; idle < n && !stop(s); i = (i + 1) % n)
        idle = exchange(s, c->by_article[i]) ? 0 : idle + 1;
    note_best(s);
}

// --- the whole

static void take(const struct search *s, struct walk_choice *ret)
{
    const struct chooser *c = &s->c;
    for (size_t a = 0; a < c->n_wants; a++) {
        int64_t lacking = c->wants[a].quantity;
        for (size_t i = c->from[a]; i < c->from[a + 1]; i++) {
            size_t bin = c->by_article[i];
            if (!s->best[bin] || lacking <= 0)
                continue;
            ret->take[bin] = MIN(lacking, c->bins[bin].quantity);
            ret->extra += c->bins[bin].extra;
            lacking -= ret->take[bin];
        }
    }
}

static void solve(struct search *s)
{
    struct chooser *c = &s->c;
    c->length = walk_probe_length(c->walk, c->walk->first, c->walk->last);
    insert_all(c);
    for (size_t a = 0; a < c->n_wants; a++)
        if (c->from[a] < c->from[a + 1])
            chooser_trim(c, (int)a, SIZE_MAX, 0);
    chooser_keep(c, chooser_measure(c));
    note_best(s);
    double scale = (double)c->walk->y[c->walk->rows - 1];
    double hot = g_getenv("HOT") ? atof(g_getenv("HOT")) : 0.1;
    double cold = g_getenv("COLD") ? atof(g_getenv("COLD")) : 0.005;
    if (c->n_wants)
        anneal(s, hot * scale, cold * scale);
    polish(s);
}

bool walk_choose(struct walk *walk, const struct walk_bin *bins, size_t n_bins,
                 const struct walk_want *wants, size_t n_wants, const struct effort *effort,
                 struct walk_choice *ret_choice, GError **error)
{
    struct search s = {.effort = effort, .rounds = effort->rounds ? effort->rounds : ROUNDS,
                       .best_cost = WALK_NEVER};
    *ret_choice = (struct walk_choice){0};
    bool open = chooser_open(&s.c, walk, bins, n_bins, wants, n_wants, error);
    if (open) {
        s.best = g_new0(bool, n_bins + 1);
        dice_seed(&s.dice, effort->seed);
        solve(&s);
        ret_choice->take = g_new0(int64_t, n_bins + 1);
        ret_choice->length = s.c.length + walk->door[0].stub + walk->door[1].stub;
        ret_choice->rounds = s.round;
        take(&s, ret_choice);
    }
    g_free(s.best);
    chooser_clear(&s.c);
    return open;
}

void walk_choice_clear(struct walk_choice *choice)
{
    g_clear_pointer(&choice->take, g_free);
}
