// SPDX-License-Identifier: Apache-2.0
// Standing on each other: how much of a base is supported, and what rests on whom. The weight of a
// piece is shared among those under it in proportion to the areas they touch.
#include <math.h>

#include "carton_fill.h"

static const double slack = 1e-6; // grams; sums of shares are not exact

static struct room piece_room(const struct kind *kind, const struct block *block, const int at[3],
                              int x, int y)
{
    const int *size = kind->turns[block->turn];
    int column[3] = {at[0] + x * size[0], at[1] + y * size[1], at[2]};
    return (struct room){{column[0], column[1], column[2]},
                         {column[0] + size[0], column[1] + size[1], column[2] + size[2]}};
}

// The area of the base of PIECE that lies on lumps.
static gint64 supported(const struct bay *bay, const struct room *piece)
{
    gint64 area = 0;
    for (guint i = 0; i < bay->n_lumps; i++)
        if (bay->lumps[i].where.hi[2] == piece->lo[2])
            area += room_shadow(&bay->lumps[i].where, piece, 2);
    return area;
}

// Adds GRAMS to every lump below PIECE and on to the floor; false when one bears too little.
// GIVEN is room for a number per lump.
static bool weigh(const struct fill *fill, struct bay *bay, const struct room *piece, double grams,
                  double *given)
{
    bool borne = true;
    guint next = bay->n_lumps; // the piece itself
    for (guint i = 0; i <= bay->n_lumps; i++)
        given[i] = 0;
    given[next] = grams;
    while (next != G_MAXUINT) {
        const struct room *upper = next < bay->n_lumps ? &bay->lumps[next].where : piece;
        double area = (double)supported(bay, upper), load = given[next];
        given[next] = 0;
        guint highest = G_MAXUINT;
        for (guint i = 0; i < bay->n_lumps; i++) {
            struct lump *lump = &bay->lumps[i];
            gint64 shared = area > 0 && lump->where.hi[2] == upper->lo[2]
                                ? room_shadow(&lump->where, upper, 2)
                                : 0;
            if (shared > 0) {
                double share = load * (double)shared / area;
                lump->load += share;
                given[i] += share;
                borne &= lump->load <= fill->task->kinds[lump->kind].bears + slack;
            }
            if (given[i] != 0 &&
                (highest == G_MAXUINT || lump->where.lo[2] > bay->lumps[highest].where.lo[2]))
                highest = i;
        }
        next = highest;
    }
    return borne;
}

// Do all lumps bear the columns of the block? Puts the loads on, and takes them off again unless
// KEEP.
static bool loads_borne(const struct fill *fill, struct bay *bay, const struct block *block,
                        const int at[3], bool keep)
{
    const struct kind *kind = &fill->task->kinds[block->parts[0].kind];
    g_autofree double *given = g_new(double, bay->n_lumps + 1);
    double column = (double)kind->grams * block->grid[2];
    bool borne = true;
    for (int sign = 1; sign >= (keep ? 1 : -1); sign -= 2)
        for (int x = 0; x < block->grid[0]; x++)
            for (int y = 0; y < block->grid[1]; y++) {
                struct room piece = piece_room(kind, block, at, x, y);
                bool now = weigh(fill, bay, &piece, sign * column, given);
                borne &= sign < 0 || now;
            }
    return borne;
}

// Would the block come to stand under a piece and take over a part of its load?
static bool slips_under(const struct bay *bay, const struct room *where)
{
    for (guint i = 0; i < bay->n_lumps; i++)
        if (bay->lumps[i].where.lo[2] == where->hi[2] &&
            room_shadow(&bay->lumps[i].where, where, 2) > 0)
            return true;
    return false;
}

static bool stands(const struct fill *fill, const struct bay *bay, const struct block *block,
                   const int at[3])
{
    const struct kind *kind = &fill->task->kinds[block->parts[0].kind];
    const int *size = kind->turns[block->turn];
    double least = MAX(fill->task->support * size[0] * size[1] - 1e-9, 1);
    for (int x = 0; at[2] > 0 && x < block->grid[0]; x++)
        for (int y = 0; y < block->grid[1]; y++) {
            struct room piece = piece_room(kind, block, at, x, y);
            if ((double)supported(bay, &piece) < least)
                return false;
        }
    return true;
}

bool fill_bearable(const struct fill *fill, const struct bay *bay, const struct block *block,
                   const int at[3])
{
    struct room where = {{at[0], at[1], at[2]},
                         {at[0] + block->size[0], at[1] + block->size[1], at[2] + block->size[2]}};
    if (!stands(fill, bay, block, at))
        return false;
    if (!fill->limited)
        return true;
    if (slips_under(bay, &where))
        return false;
    // The loads are put on and taken off again: afterwards the bay is as before.
    struct bay *tried = (struct bay *)bay;
    return at[2] == 0 || loads_borne(fill, tried, block, at, false);
}

void fill_lumps(const struct fill *fill, struct bay *bay, const struct block *block,
                const int at[3])
{
    const struct kind *kind = &fill->task->kinds[block->parts[0].kind];
    if (fill->limited && at[2] > 0)
        loads_borne(fill, bay, block, at, true);
    for (int x = 0; x < block->grid[0]; x++)
        for (int y = 0; y < block->grid[1]; y++)
            for (int z = 0; z < block->grid[2]; z++) {
                struct lump lump = {piece_room(kind, block, at, x, y), block->parts[0].kind, 0};
                lump.where.lo[2] += z * kind->turns[block->turn][2];
                lump.where.hi[2] += z * kind->turns[block->turn][2];
                lump.load = (double)kind->grams * (block->grid[2] - 1 - z);
                bay->lumps[bay->n_lumps++] = lump;
            }
}
