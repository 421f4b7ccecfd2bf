// SPDX-License-Identifier: Apache-2.0
// Inside this folder: what all steps of filling one box share.
#pragma once

#include "blocks.h"

// The part of a block that is looked at most, in one piece of cache.
struct outline {
    int size[3];
    float merit;
};

struct fill {
    const struct load_task *task;
    GArray *blocks; // struct block
    struct outline *outlines;
    guint32 *sorted; // all blocks, best merit first
    guint32 *single; // the block that is one piece of kind k in turn t: single[6 * k + t]
    int *reach[3];   // reach[axis][n]: the longest row of pieces along that axis up to n
    int least[3];    // the shortest side any piece can show along an axis
    bool careful;    // lumps are kept: support or loads are looked at
    bool limited;    // some kind does not bear everything
    const struct taste *taste;
    struct bay_limits limits; // of the bays of this search
};

// A block that could be put into a room.
struct choice {
    guint32 block;
    float score;
    int at[3];
};

// Prepares *fill for TASK (borrowed); fill_end() frees what it holds.
void fill_begin(struct fill *fill, const struct load_task *task);
void fill_end(struct fill *fill);

// An empty bay for this search, and BAY emptied again.
struct bay *fill_bay(const struct fill *fill);
void fill_reset(const struct fill *fill, struct bay *bay);

// The room to fill next, as an index; -1 when there is none.
int fill_room(const struct fill *fill, const struct bay *bay);

// The best blocks for a room, best first; at most N. DICE may be NULL: no noise.
guint fill_choices(const struct fill *fill, const struct bay *bay, const struct room *room,
                   struct choice *ret_choices, guint n, struct dice *dice);

// The corner of ROOM that is nearest to a corner of the box: bit k = the high end of axis k.
unsigned fill_nearest(const struct fill *fill, const struct room *room);

// Finds a corner of ROOM where the block may stand, from the NEAREST on.
bool fill_corner(const struct fill *fill, const struct bay *bay, const struct room *room,
                 unsigned nearest, guint32 block, int ret_at[3]);

// What stands on the six sides of a room: the wall, or blocks that touch it.
enum { FILL_RECTS = 24 };
struct sides {
    bool wall[6];
    guint n[6];
    struct room touching[6][FILL_RECTS];
};
void fill_look_around(const struct fill *fill, const struct bay *bay, const struct room *room,
                      struct sides *ret_sides);

// The share of the surface of a block at WHERE in ROOM that touches walls and other blocks, gaps
// of up to NEAR_BY of its size overlooked.
double fill_touch(const struct sides *sides, const struct room *room, const struct room *where,
                  double near_by);

// Puts the block of CHOICE in.
void fill_put(const struct fill *fill, struct bay *bay, const struct choice *choice);

// May the block stand there: enough support, nothing on pieces that bear nothing or too little?
bool fill_bearable(const struct fill *fill, const struct bay *bay, const struct block *block,
                   const int at[3]);

// Notes the pieces of a block that was put in, and what they weigh on those below.
void fill_lumps(const struct fill *fill, struct bay *bay, const struct block *block,
                const int at[3]);
