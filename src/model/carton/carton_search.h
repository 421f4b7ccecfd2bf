// SPDX-License-Identifier: Apache-2.0
// Inside this folder: what all steps of filling one box share.
#pragma once

#include "blocks.h"

// The part of a block that is looked at most, in one piece of cache.
struct outline {
    int size[3];
    float merit;
};

struct search {
    const struct load_task *task;
    GArray *blocks; // struct block
    struct outline *outlines;
    guint32 *sorted; // all blocks, best merit first
    int *reach[3];   // reach[axis][n]: the longest row of pieces along that axis up to n
    int least[3];    // the shortest side any piece can show along an axis
    bool careful;    // lumps are kept: support or loads are looked at
    bool limited;    // some kind does not bear everything
    const struct taste *taste;
};

// A block that could be put into a room.
struct choice {
    guint32 block;
    float score;
    int at[3];
};

// Prepares *search for TASK (borrowed); search_end() frees what it holds.
void search_begin(struct search *search, const struct load_task *task);
void search_end(struct search *search);

// An empty bay for this search, and BAY emptied again.
struct bay *search_bay(const struct search *search);
void search_reset(const struct search *search, struct bay *bay);

// The room to fill next, as an index; -1 when there is none.
int search_room(const struct search *search, const struct bay *bay);

// The best blocks for a room, best first; at most N. DICE may be NULL: no noise.
guint search_choices(const struct search *search, const struct bay *bay, const struct room *room,
                     struct choice *ret_choices, guint n, struct dice *dice);

// Puts the block of CHOICE in.
void search_put(const struct search *search, struct bay *bay, const struct choice *choice);

// May the block stand there: enough support, nothing on pieces that bear nothing or too little?
bool search_bearable(const struct search *search, const struct bay *bay, const struct block *block,
                     const int at[3]);

// Notes the pieces of a block that was put in, and what they weigh on those below.
void search_lumps(const struct search *search, struct bay *bay, const struct block *block,
                  const int at[3]);
