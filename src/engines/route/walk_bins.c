// SPDX-License-Identifier: Apache-2.0
// Cheapest insertion first, exchanges last: each change is judged by the exact walk it makes.
#include "walk_bins.h"

#include <string.h>

#include "choose_private.h"

// Default rounds. A round looks at every state of a column, so more states mean fewer rounds.
enum { ROUNDS_PER_BIN = 250, ROUNDS_MAX = 50000, STATES_FREE = 60 };

static uint64_t default_rounds(const struct chooser *c)
{
    const struct walk *walk = c->walk;
    uint64_t rounds = MIN((uint64_t)ROUNDS_PER_BIN * c->n_bins, ROUNDS_MAX);
    uint64_t work = (uint64_t)walk->states.n_states;
    if (!walk->n_tails)
        work *= (uint64_t)(walk->last - walk->first + 1);
    return work > STATES_FREE ? MAX(1, rounds * STATES_FREE / work) : rounds;
}

// --- cheapest insertion

// What BIN costs for each piece it gives of what is LACKING.
static double insertion_cost(struct chooser *c, size_t bin, int64_t lacking)
{
    chooser_toggle(c, bin);
    int64_t more = chooser_measure(c) - c->cost;
    chooser_undo(c);
    return (double)more / (double)MIN(lacking, c->bins[bin].quantity);
}

// The cheapest bin of ARTICLE, or of those that were looked at before the effort was spent.
static size_t cheapest(struct search *s, size_t article)
{
    struct chooser *c = &s->c;
    int64_t lacking = c->wants[article].quantity - c->held[article];
    size_t best = SIZE_MAX;
    double least = 0;
    for (size_t i = c->from[article]; i < c->from[article + 1]; i++) {
        size_t bin = c->by_article[i];
        if (c->chosen[bin] || !chooser_may_add(c, bin))
            continue;
        if (best != SIZE_MAX && search_spent(s) >= 1)
            return best;
        double share = insertion_cost(c, bin, lacking);
        if (best != SIZE_MAX && share >= least)
            continue;
        least = share;
        best = bin;
    }
    return best;
}

// Without a look at the way, for when the effort is spent.
static size_t fullest(const struct chooser *c, size_t article)
{
    size_t i = c->from[article];
    while (c->chosen[c->by_article[i]])
        i++;
    return c->by_article[i];
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

static void insert_all(struct search *s)
{
    struct chooser *c = &s->c;
    g_autofree size_t *order = g_new(size_t, c->n_wants + 1);
    for (size_t a = 0; a < c->n_wants; a++)
        order[a] = a;
    g_qsort_with_data(order, (int)c->n_wants, sizeof *order, by_few_bins, c);
    for (size_t k = 0; k < c->n_wants; k++)
        while (chooser_lacks(c, order[k])) {
            bool spent = search_spent(s) >= 1;
            chooser_toggle(c, spent ? fullest(c, order[k]) : cheapest(s, order[k]));
            if (!spent)
                chooser_keep(c, chooser_measure(c));
        }
}

// --- exchanges until none helps

static bool exchange(struct search *s, size_t bin)
{
    struct chooser *c = &s->c;
    size_t article = (size_t)c->bins[bin].article;
    if (c->chosen[bin])
        return false;
    chooser_toggle(c, bin);
    chooser_trim(c, article, bin, 0);
    int64_t cost = chooser_has_too_many(c, article) ? WALK_NEVER : chooser_measure(c);
    if (cost < c->cost) {
        chooser_keep(c, cost);
        return true;
    }
    chooser_undo(c);
    return false;
}

static void trim_all(struct chooser *c)
{
    for (size_t a = 0; a < c->n_wants; a++)
        chooser_trim(c, a, SIZE_MAX, 0);
    chooser_keep(c, chooser_measure(c));
}

static void restore_best(struct search *s)
{
    struct chooser *c = &s->c;
    for (size_t i = 0; i < c->from[c->n_wants]; i++)
        if (c->chosen[c->by_article[i]] != s->best[c->by_article[i]])
            chooser_toggle(c, c->by_article[i]);
    chooser_keep(c, chooser_measure(c));
}

static bool is_over(const struct search *s)
{
    const struct effort *effort = s->effort;
    return effort->spent && effort->spent((double)s->best_cost, effort->data) >= 1;
}

static void polish(struct search *s)
{
    struct chooser *c = &s->c;
    size_t n = c->from[c->n_wants], idle = 0;
    restore_best(s);
    trim_all(c);
    for (size_t i = 0; idle < n && !is_over(s); i = (i + 1) % n)
        idle = exchange(s, c->by_article[i]) ? 0 : idle + 1;
}

// --- the whole

// Every chosen bin is needed, so every one is taken from.
static void take(const struct chooser *c, struct walk_choice *ret)
{
    size_t n = 0;
    ret->take = g_new0(int64_t, c->n_bins + 1);
    for (size_t a = 0; a < c->n_wants; a++) {
        int64_t lacking = c->wants[a].quantity;
        for (size_t i = c->from[a]; i < c->from[a + 1]; i++) {
            size_t bin = c->by_article[i];
            if (!c->chosen[bin])
                continue;
            n++;
            ret->take[bin] = MIN(lacking, c->bins[bin].quantity);
            lacking -= ret->take[bin];
        }
    }
    ret->extra = c->extra;
    ret->length = walk_total(c->walk, c->length, n);
}

static void solve(struct search *s)
{
    struct chooser *c = &s->c;
    c->cost = c->length = walk_probe_length(c->walk, c->walk->first, c->walk->last);
    insert_all(s);
    trim_all(c);
    search_note_best(s);
    search_anneal(s);
    polish(s);
}

bool walk_choose(struct walk *walk, const struct walk_bin *bins, size_t n_bins,
                 const struct walk_want *wants, size_t n_wants, const struct effort *effort,
                 struct walk_choice *ret_choice, GError **error)
{
    struct search s = {.effort = effort, .best_cost = INT64_MAX};
    *ret_choice = (struct walk_choice){0};
    bool open = chooser_open(&s.c, walk, bins, n_bins, wants, n_wants, error);
    if (open) {
        s.best = g_new0(bool, n_bins + 1);
        s.pulled = g_new0(uint64_t, n_bins + 1);
        s.rounds = effort->rounds ? effort->rounds : default_rounds(&s.c);
        dice_seed(&s.dice, effort->seed);
        solve(&s);
        open = s.c.length < WALK_NEVER / 2 || walk_refuse(walk, NULL, 0, error);
        take(&s.c, ret_choice);
        ret_choice->rounds = s.round;
    }
    if (!open)
        walk_choice_clear(ret_choice);
    g_free(s.best);
    g_free(s.pulled);
    chooser_clear(&s.c);
    return open;
}

void walk_choice_clear(struct walk_choice *choice)
{
    g_clear_pointer(&choice->take, g_free);
}
