// SPDX-License-Identifier: Apache-2.0
// Annealing over the bins to take from (Kirkpatrick, Gelatt and Vecchi 1983).
#include <math.h>
#include <string.h>

#include "choose_private.h"

// Heat is measured in heights of a block: what it costs to walk one aisle more.
#define HOT 0.1
#define COLD 0.05

enum { ASK_EVERY = 64, PULLS_PERCENT = 30 };

double search_spent(const struct search *s)
{
    return effort_spent(s->effort, s->round, s->rounds, (double)s->best_cost);
}

void search_note_best(struct search *s)
{
    if (chooser_cost(&s->c) >= s->best_cost)
        return;
    s->best_cost = chooser_cost(&s->c);
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
    size_t other = first + any_of(s, c->piece_from[c->spot_piece[spot] + 1] - first);
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

static void propose(struct search *s, double heat)
{
    struct chooser *c = &s->c;
    bool able = any_of(s, 100) < PULLS_PERCENT ? pull(s) : move_one(s);
    if (able && c->n_changes) {
        int64_t cost = chooser_measure(c);
        double more = (double)(cost - chooser_cost(c));
        if (more <= 0 || more < -heat * log(1 - dice_share(&s->dice))) {
            chooser_keep(c, cost);
            search_note_best(s);
            return;
        }
    }
    chooser_undo(c);
}

void search_anneal(struct search *s)
{
    const struct walk *walk = s->c.walk;
    double block = (double)(walk->y[walk->rows - 1] - walk->y[0]) / walk->pieces;
    double heat = HOT * block;
    for (s->round = 0; s->c.n_spots; s->round++) {
        if (s->round % ASK_EVERY == 0) {
            double share = search_spent(s);
            if (share >= 1)
                return;
            heat = HOT * block * pow(COLD / HOT, share);
        }
        propose(s, heat);
    }
}
