// SPDX-License-Identifier: Apache-2.0
// Annealing over the bins to take from (Kirkpatrick, Gelatt and Vecchi 1983).
#include <math.h>
#include <string.h>

#include "choose_private.h"

// Heat as a share of step_of().
#define HOT 0.2
#define COLD 0.02

enum {
    ASK_EVERY = 64,
    BINS_MANY = 2000, // from so many on a round takes long enough to ask every time
    STRETCH_MAX = 128,
    TRIES_PER_BIN = 6,
    TRIES_MAX = 240,
};

double search_spent(const struct search *s)
{
    return effort_spent(s->effort, s->round, s->rounds, (double)s->best_cost);
}

void search_note_best(struct search *s)
{
    if (s->c.cost >= s->best_cost)
        return;
    s->best_cost = s->c.cost;
    memcpy(s->best, s->c.chosen, s->c.n_bins * sizeof *s->best);
}

static size_t any_of(struct search *s, size_t n)
{
    return dice_below(&s->dice, (uint32_t)n);
}

// Takes from one bin instead of others.
static bool move_one(struct search *s)
{
    struct chooser *c = &s->c;
    size_t article = any_of(s, c->n_wants);
    size_t n = c->from[article + 1] - c->from[article];
    if (n < 2)
        return false;
    size_t bin = c->by_article[c->from[article] + any_of(s, n)];
    if (c->chosen[bin])
        return false;
    chooser_toggle(c, bin);
    chooser_trim(c, article, bin, any_of(s, n));
    return !chooser_has_too_many(c, article);
}

// Forgets where an article comes from and takes it from bins at random.
static bool refill(struct search *s)
{
    struct chooser *c = &s->c;
    size_t article = any_of(s, c->n_wants);
    size_t from = c->from[article], n = c->from[article + 1] - from;
    for (size_t i = from; i < from + n; i++)
        if (c->chosen[c->by_article[i]])
            chooser_toggle(c, c->by_article[i]);
    for (size_t tries = 0; chooser_lacks(c, article); tries++) {
        size_t bin = c->by_article[from + (tries < n ? any_of(s, n) : tries - n)];
        if (!c->chosen[bin] && chooser_may_add(c, bin))
            chooser_toggle(c, bin);
    }
    chooser_trim(c, article, SIZE_MAX, n ? any_of(s, n) : 0);
    return true;
}

// Bins of ARTICLE outside the stretch that is being pulled are left out where they can be.
static void leave_others(struct search *s, size_t article)
{
    struct chooser *c = &s->c;
    size_t from = c->from[article], n = c->from[article + 1] - from, at = any_of(s, n);
    for (size_t i = 0; i < n; i++) {
        size_t bin = c->by_article[from + (at + i) % n];
        if (s->pulled[bin] != s->pull && chooser_is_spare(c, bin))
            chooser_toggle(c, bin);
    }
}

// Takes all that lies in a stretch of an aisle from there instead of elsewhere; what is spare of
// the stretch itself is left out from one end on.
static bool pull(struct search *s)
{
    struct chooser *c = &s->c;
    size_t spot = any_of(s, c->n_spots), first = c->piece_from[c->spot_piece[spot]];
    size_t end = c->piece_from[c->spot_piece[spot] + 1];
    first = spot - first > STRETCH_MAX ? spot - STRETCH_MAX : first;
    size_t other = first + any_of(s, MIN(end, spot + STRETCH_MAX) - first);
    const size_t *bins = c->by_spot + c->spot_from[MIN(spot, other)];
    size_t n = c->spot_from[MAX(spot, other) + 1] - c->spot_from[MIN(spot, other)];
    s->pull++;
    for (size_t i = 0; i < n; i++) {
        s->pulled[bins[i]] = s->pull;
        if (!c->chosen[bins[i]])
            chooser_toggle(c, bins[i]);
    }
    for (size_t i = 0; i < n; i++)
        leave_others(s, (size_t)c->bins[bins[i]].article);
    for (size_t i = 0; i < n; i++) {
        size_t bin = bins[spot < other ? n - 1 - i : i];
        if (chooser_is_spare(c, bin))
            chooser_toggle(c, bin);
    }
    for (size_t i = 0; i < n; i++)
        if (chooser_has_too_many(c, (size_t)c->bins[bins[i]].article))
            return false;
    return true;
}

// Fills up ARTICLE at random, from anywhere but PIECE; rather where one walks anyway.
static bool fill_elsewhere(struct search *s, size_t article, int piece)
{
    struct chooser *c = &s->c;
    size_t from = c->from[article], n = c->from[article + 1] - from;
    for (size_t tries = 0; chooser_lacks(c, article); tries++) {
        if (tries == MIN(TRIES_PER_BIN * n, TRIES_MAX))
            return false;
        size_t bin = c->by_article[from + any_of(s, n)];
        int there = c->spot_piece[c->spot_of[bin]];
        bool walked = c->walk->piece[there].any || tries >= n;
        if (walked && there != piece && !c->chosen[bin] && chooser_may_add(c, bin))
            chooser_toggle(c, bin);
    }
    chooser_trim(c, article, SIZE_MAX, any_of(s, n));
    return true;
}

// Leaves out a piece of an aisle.
static bool push(struct search *s)
{
    struct chooser *c = &s->c;
    int piece = c->spot_piece[any_of(s, c->n_spots)];
    const size_t *bins = c->by_spot + c->spot_from[c->piece_from[piece]];
    size_t n = c->spot_from[c->piece_from[piece + 1]] - c->spot_from[c->piece_from[piece]];
    if (!c->walk->piece[piece].any)
        return false;
    for (size_t i = 0; i < n; i++)
        if (c->chosen[bins[i]])
            chooser_toggle(c, bins[i]);
    for (size_t i = 0; i < n; i++)
        if (!fill_elsewhere(s, (size_t)c->bins[bins[i]].article, piece))
            return false;
    return true;
}

// Each makes one change to be measured; false if it went wrong. The shares were found by trying.
static const struct {
    size_t percent;
    bool (*make)(struct search *s);
} moves[] = {{30, pull}, {10, push}, {5, refill}, {55, move_one}};

static bool change_something(struct search *s)
{
    size_t die = any_of(s, 100);
    for (size_t i = 0; i < G_N_ELEMENTS(moves); i++) {
        if (die < moves[i].percent)
            return moves[i].make(s);
        die -= moves[i].percent;
    }
    return false;
}

static void propose(struct search *s, double heat)
{
    struct chooser *c = &s->c;
    if (change_something(s) && c->n_changes) {
        int64_t cost = chooser_measure(c);
        double more = (double)(cost - c->cost);
        if (more <= 0 || more < -heat * log(1 - dice_share(&s->dice))) {
            chooser_keep(c, cost);
            search_note_best(s);
            return;
        }
    }
    chooser_undo(c);
}

// What one choice more or less costs: a block's height, the way to the next aisle, a high level.
static double step_of(const struct chooser *c)
{
    const struct walk *walk = c->walk;
    double step = (double)(walk->y[walk->rows - 1] - walk->y[0]) / walk->pieces;
    double extras = 0;
    for (size_t i = 0; i < c->n_bins; i++)
        extras += (double)c->bins[i].extra;
    step += (double)(walk->x[walk->aisles - 1] - walk->x[0]) / walk->aisles;
    return step + extras / (double)MAX(1, c->n_bins);
}

void search_anneal(struct search *s)
{
    double step = step_of(&s->c), heat = HOT * step;
    uint64_t every = s->c.n_bins < BINS_MANY && s->c.walk->n_tails ? ASK_EVERY : 1;
    for (s->round = 0; s->c.n_spots; s->round++) {
        if (s->round % every == 0) {
            double share = search_spent(s);
            if (share >= 1)
                return;
            heat = HOT * step * pow(COLD / HOT, share);
        }
        propose(s, heat);
    }
}
