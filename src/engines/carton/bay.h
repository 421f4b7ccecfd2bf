// SPDX-License-Identifier: Apache-2.0
// Inside this folder: one box while it is being filled, as the list of its maximal empty rooms
// (Lai and Chan 1997) and what was put in.
#pragma once

#include <glib.h>
#include <stdbool.h>

// An empty box-shaped room that cannot be made larger. Rooms overlap each other.
struct room {
    int lo[3], hi[3];
};

// A block at its place; `block` is an index into the blocks of the search.
struct put {
    guint32 block;
    struct room where;
};

// One piece at its place; kept only where support or loads are looked at.
struct lump {
    struct room where;
    guint kind;
    double load; // grams that rest on it
};

enum { BAY_MAX_ROOMS = 600 };

struct bay {
    guint n_rooms, n_puts, n_live, n_lumps;
    gint64 grams;  // that may still be put in
    gint64 volume; // put in
    double value;  // put in, see struct kind
    guint n_left;  // pieces still outside
    struct room *rooms;
    struct put *puts;
    guint32 *live; // blocks that what is left can still make, best merit first
    int *left;     // pieces of each kind still outside
    struct lump *lumps;
};

// How much each array of a bay holds.
struct bay_limits {
    guint kinds, pieces, blocks;
    bool lumps;
};

struct bay *bay_new(const struct bay_limits *limits);
// What a bay of these limits takes of memory.
gsize bay_bytes(const struct bay_limits *limits);

void bay_free(struct bay *bay);

// Makes TO what FROM is; both of the same limits.
void bay_copy(struct bay *to, const struct bay *from, guint n_kinds);

// Empties BAY: a single room of SIZE.
void bay_reset(struct bay *bay, const int size[3]);

// Takes the place TAKEN out of all rooms. Rooms that are thinner than LEAST in a direction, or
// lie inside another room, are dropped.
void bay_cut(struct bay *bay, const struct room *taken, const int least[3]);

static inline gint64 room_volume(const struct room *room)
{
    return (gint64)(room->hi[0] - room->lo[0]) * (room->hi[1] - room->lo[1]) *
           (room->hi[2] - room->lo[2]);
}

// Do the two share some inside?
static inline bool room_meets(const struct room *a, const struct room *b)
{
    return (a->lo[0] < b->hi[0]) & (b->lo[0] < a->hi[0]) & (a->lo[1] < b->hi[1]) &
           (b->lo[1] < a->hi[1]) & (a->lo[2] < b->hi[2]) & (b->lo[2] < a->hi[2]);
}

static inline bool room_within(const struct room *in, const struct room *out)
{
    return (out->lo[0] <= in->lo[0]) & (out->lo[1] <= in->lo[1]) & (out->lo[2] <= in->lo[2]) &
           (out->hi[0] >= in->hi[0]) & (out->hi[1] >= in->hi[1]) & (out->hi[2] >= in->hi[2]);
}

// The area that A and B share when seen along AXIS.
static inline gint64 room_shadow(const struct room *a, const struct room *b, int axis)
{
    int u = (axis + 1) % 3, v = (axis + 2) % 3;
    gint64 du = MIN(a->hi[u], b->hi[u]) - MAX(a->lo[u], b->lo[u]);
    gint64 dv = MIN(a->hi[v], b->hi[v]) - MAX(a->lo[v], b->lo[v]);
    return du > 0 && dv > 0 ? du * dv : 0;
}
