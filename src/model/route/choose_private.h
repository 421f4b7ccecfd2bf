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
    size_t *spot_of; // per bin
    int64_t *spot_y;
    uint32_t *spot_used; // chosen bins there
    int *spot_piece;
    size_t *piece_from; // per piece of the columns: its first spot, one more at the end
    // What is chosen
    bool *chosen;
    int64_t *held; // per article: what the chosen bins hold
    int *n_held;   // and how many they are
    int64_t extra, length;
    // What was changed since the last keep
    size_t *changes, n_changes;
    int *touched, n_touched;
    struct walk_piece *old_pieces; // per touched one
    bool *is_touched;              // per piece
    int64_t old_extra;
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
void chooser_trim(struct chooser *c, int article, size_t but, size_t at);

static inline int64_t chooser_cost(const struct chooser *c)
{
    return c->length + c->extra;
}

static inline bool chooser_lacks(const struct chooser *c, size_t article)
{
    return c->held[article] < c->wants[article].quantity;
}
