// SPDX-License-Identifier: Apache-2.0
// Maximal empty rooms: a room that a new block reaches into is replaced by what is left of it on
// each of the six sides of the block.
#include "bay.h"

#include <string.h>

struct bay *bay_new(const struct bay_limits *limits)
{
    struct bay *bay = g_new0(struct bay, 1);
    bay->rooms = g_new(struct room, BAY_MAX_ROOMS);
    bay->puts = g_new(struct put, MAX(limits->pieces, 1));
    bay->live = g_new(guint32, MAX(limits->blocks, 1));
    bay->left = g_new0(int, MAX(limits->kinds, 1));
    bay->lumps = limits->lumps ? g_new(struct lump, MAX(limits->pieces, 1)) : NULL;
    return bay;
}

gsize bay_bytes(const struct bay_limits *limits)
{
    gsize piece = sizeof(struct put) + (limits->lumps ? sizeof(struct lump) : 0);
    return sizeof(struct bay) + BAY_MAX_ROOMS * sizeof(struct room) + limits->pieces * piece +
           limits->blocks * sizeof(guint32) + limits->kinds * sizeof(int);
}

void bay_free(struct bay *bay)
{
    if (!bay)
        return;
    g_free(bay->rooms);
    g_free(bay->puts);
    g_free(bay->live);
    g_free(bay->left);
    g_free(bay->lumps);
    g_free(bay);
}

void bay_copy(struct bay *to, const struct bay *from, guint n_kinds)
{
    struct bay arrays = *to;
    *to = *from;
    to->rooms = arrays.rooms;
    to->puts = arrays.puts;
    to->live = arrays.live;
    to->left = arrays.left;
    to->lumps = arrays.lumps;
    memcpy(to->rooms, from->rooms, from->n_rooms * sizeof *to->rooms);
    memcpy(to->puts, from->puts, from->n_puts * sizeof *to->puts);
    memcpy(to->live, from->live, from->n_live * sizeof *to->live);
    memcpy(to->left, from->left, n_kinds * sizeof *to->left);
    if (to->lumps && from->n_lumps)
        memcpy(to->lumps, from->lumps, from->n_lumps * sizeof *to->lumps);
}

void bay_reset(struct bay *bay, const int size[3])
{
    bay->n_rooms = 1;
    bay->n_puts = bay->n_lumps = 0;
    bay->volume = 0;
    bay->value = 0;
    bay->rooms[0] = (struct room){{0, 0, 0}, {size[0], size[1], size[2]}};
}

// Adds ROOM behind the first KEPT rooms, which it may not be part of, unless it lies inside
// another one. Parts of cut rooms can hold each other, so the later ones are compared both ways.
static void add(struct bay *bay, const struct room *room, guint kept)
{
    for (guint i = 0; i < bay->n_rooms; i++)
        if (room_within(room, &bay->rooms[i]))
            return;
    for (guint i = kept; i < bay->n_rooms;) {
        if (room_within(&bay->rooms[i], room))
            bay->rooms[i] = bay->rooms[--bay->n_rooms];
        else
            i++;
    }
    if (bay->n_rooms < BAY_MAX_ROOMS)
        bay->rooms[bay->n_rooms++] = *room;
}

void bay_cut(struct bay *bay, const struct room *taken, const int least[3])
{
    struct room cut[BAY_MAX_ROOMS];
    guint n_cut = 0, kept = 0;
    for (guint i = 0; i < bay->n_rooms; i++) {
        if (room_meets(&bay->rooms[i], taken))
            cut[n_cut++] = bay->rooms[i];
        else
            bay->rooms[kept++] = bay->rooms[i];
    }
    bay->n_rooms = kept;
    for (guint i = 0; i < n_cut; i++)
        for (int axis = 0; axis < 3; axis++) {
            struct room part = cut[i];
            part.hi[axis] = taken->lo[axis];
            if (part.hi[axis] - part.lo[axis] >= least[axis])
                add(bay, &part, kept);
            part = cut[i];
            part.lo[axis] = taken->hi[axis];
            if (part.hi[axis] - part.lo[axis] >= least[axis])
                add(bay, &part, kept);
        }
}
