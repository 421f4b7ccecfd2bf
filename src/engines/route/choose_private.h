// SPDX-License-Identifier: Apache-2.0
// The bins being chosen, with the exact length of the walk through them after every change.
#pragma once

#include "dice.h"
#include "walk_bins.h"
#include "walk_private.h"

// Bins of one article are `by_article[from[a]] … [from[a + 1] - 1]`, the fullest first. A spot is
// a place with bins; spots of one piece are neighbours, from low to high.
struct chooser {
    struct walk *walk;
    const struct walk_bin *bins;
    const struct walk_want *wants;
    size_t n_bins, n_wants, n_spots;
    size_t *by_article, *from;
    size_t *spot_of;             // per bin
    size_t *by_spot, *spot_from; // bins by spot; per spot its range, one more at the end
    int64_t *spot_y;
    uint32_t *spot_used; // chosen bins there
    int *spot_piece;
    size_t *piece_from; // per piece of the columns: its first spot, one more at the end
    // What is chosen
    bool *chosen;
    int64_t *held; // per article: what the chosen bins hold
    int *n_held;   // and how many they are
    int64_t extra;
    int64_t length, cost; // of the walk, and with the extra, as they were kept last
    // What was changed since the last keep
    size_t *changes, n_changes;
    int *touched, n_touched;
    struct walk_piece *old_pieces; // per touched one
    bool *is_touched;              // per piece
};

// False if bins, wants or the way do not allow any choice. Clear with chooser_clear().
bool chooser_open(struct chooser *c, struct walk *walk, const struct walk_bin *bins, size_t n_bins,
                  const struct walk_want *wants, size_t n_wants, GError **error);
void chooser_clear(struct chooser *c);

// Adds or takes out a bin; measure, then keep or undo.
void chooser_toggle(struct chooser *c, size_t bin);
int64_t chooser_measure(struct chooser *c); // length and extra, WALK_NEVER = no walk
void chooser_keep(struct chooser *c, int64_t cost);
void chooser_undo(struct chooser *c);

// May BIN be added, so that what is still wanted of its article fits into the bins it may have?
bool chooser_may_add(const struct chooser *c, size_t bin);
// Takes out bins of ARTICLE other than BUT that are not needed, looking at them from the AT-th on.
void chooser_trim(struct chooser *c, size_t article, size_t but, size_t at);

// Can BIN be left out, so that the others of its article still hold enough?
static inline bool chooser_is_spare(const struct chooser *c, size_t bin)
{
    int article = c->bins[bin].article;
    return c->chosen[bin] && c->held[article] - c->bins[bin].quantity >= c->wants[article].quantity;
}

static inline bool chooser_has_too_many(const struct chooser *c, size_t article)
{
    int most = c->wants[article].most_bins;
    return most && c->n_held[article] > most;
}

static inline bool chooser_lacks(const struct chooser *c, size_t article)
{
    return c->held[article] < c->wants[article].quantity;
}

// --- choose_anneal.c

struct search {
    struct chooser c;
    const struct effort *effort;
    struct dice dice;
    uint64_t round, rounds;
    uint64_t pull, *pulled; // per bin: the last pull it was part of
    bool *best;             // chosen bins of the best choice
    int64_t best_cost;
};

// The share of the effort that is spent.
double search_spent(const struct search *s);
void search_note_best(struct search *s);
// Improves what is chosen until the effort is spent.
void search_anneal(struct search *s);
