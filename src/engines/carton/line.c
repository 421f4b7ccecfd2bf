// SPDX-License-Identifier: Apache-2.0
// Piece by piece: the next kind of a line goes to the room and into the turn that a rule likes
// best (rules after Parreno et al. 2008 and Crainic et al. 2008).
#include "line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Placing rules: what is to be small.
enum rule {
    LOWEST,   // the base, then back, then left
    FLATTEST, // the top, then back, then left
    NEAREST,  // the sum of the distances to the corner
    SNUGGEST, // what is left of the room beside the piece: the smallest gap, then the next
    TIGHTEST, // the room
    CLINGING, // the surface that touches nothing
    N_RULES,
};

// Line orders: what comes first.
enum { BY_VOLUME, BY_LENGTH, BY_FACE, BY_THICKNESS, N_ORDERS };
G_STATIC_ASSERT(LINE_PLAIN == N_RULES * N_ORDERS);

// How pieces are placed: the rule, and which axis counts first.
struct way {
    enum rule rule;
    const int *axes;
};

struct spot {
    gint64 score[3];
    guint32 block;
    int at[3];
};

// Floor by floor, wall by wall; the first is the one that plain tries take.
enum { N_AXES = 4 };
static const int orders_of_axes[N_AXES][3] = {{2, 1, 0}, {2, 0, 1}, {0, 1, 2}, {1, 0, 2}};

struct place {
    guint kind;
    double key;
};

static int by_key(gconstpointer a, gconstpointer b)
{
    const struct place *one = a, *two = b;
    return one->key > two->key ? -1 : one->key < two->key ? 1 : one->kind < two->kind ? -1 : 1;
}

static double kind_key(const struct kind *kind, guint order)
{
    int longest = MAX(MAX(kind->size[0], kind->size[1]), kind->size[2]);
    int shortest = MIN(MIN(kind->size[0], kind->size[1]), kind->size[2]);
    switch (order) {
    case BY_VOLUME:
        return kind->value;
    case BY_LENGTH:
        return longest + kind->value * 1e-12;
    case BY_FACE:
        return (double)kind->volume / shortest;
    default:
        return shortest;
    }
}

static void sort3(gint64 *v)
{
    for (int pass = 0; pass < 2; pass++)
        for (int k = 0; k < 2; k++)
            if (v[k] > v[k + 1]) {
                gint64 swap = v[k];
                v[k] = v[k + 1];
                v[k + 1] = swap;
            }
}

// How much RULE dislikes the block at WHERE in ROOM.
static void judge(const struct way *way, const struct room *room, const struct room *where,
                  const struct sides *sides, gint64 ret_score[3])
{
    const int *lo = where->lo, *axes = way->axes;
    enum rule rule = way->rule;
    gint64 score[3] = {lo[axes[0]], lo[axes[1]], lo[axes[2]]};
    if (rule == FLATTEST)
        score[0] = where->hi[axes[0]];
    else if (rule == NEAREST)
        score[0] = (gint64)lo[0] + lo[1] + lo[2];
    else if (rule == SNUGGEST) {
        for (int axis = 0; axis < 3; axis++)
            score[axis] = (room->hi[axis] - room->lo[axis]) - (where->hi[axis] - lo[axis]);
        sort3(score);
    } else if (rule == TIGHTEST)
        score[0] = room_volume(room);
    else if (rule == CLINGING)
        score[0] = (gint64)(-1e9 * fill_touch(sides, room, where, 0.02));
    for (int k = 0; k < 3; k++)
        ret_score[k] = score[k];
}

static bool less(const gint64 *a, const gint64 *b)
{
    for (int k = 0; k < 2; k++)
        if (a[k] != b[k])
            return a[k] < b[k];
    return a[2] < b[2];
}

// Looks at all turns of KIND in one room and keeps the best spot in *best.
static void try_room(const struct fill *fill, const struct bay *bay, const struct room *room,
                     guint kind, const struct way *way, struct spot *best)
{
    const struct kind *it = &fill->task->kinds[kind];
    unsigned corner = fill_nearest(fill, room);
    struct sides sides;
    bool looked = false;
    for (int turn = 0; turn < it->n_turns; turn++) {
        const int *size = it->turns[turn];
        struct spot spot = {.block = fill->single[6 * kind + (guint)turn]};
        struct room where;
        if (spot.block == G_MAXUINT32 || size[0] > room->hi[0] - room->lo[0] ||
            size[1] > room->hi[1] - room->lo[1] || size[2] > room->hi[2] - room->lo[2])
            continue;
        if (way->rule == CLINGING && !looked)
            fill_look_around(fill, bay, room, &sides);
        looked = true;
        for (int axis = 0; axis < 3; axis++) {
            bool high = corner >> axis & 1;
            where.lo[axis] = high ? room->hi[axis] - size[axis] : room->lo[axis];
            where.hi[axis] = where.lo[axis] + size[axis];
        }
        judge(way, room, &where, &sides, spot.score);
        if (best->block != G_MAXUINT32 && !less(spot.score, best->score))
            continue;
        if (fill_corner(fill, bay, room, corner, spot.block, spot.at))
            *best = spot;
    }
}

// Puts in pieces of KIND until no further one finds a spot.
static void put_kind(const struct fill *fill, struct bay *bay, guint kind, const struct way *way)
{
    while (bay->left[kind] && bay->grams >= fill->task->kinds[kind].grams) {
        struct spot best = {.block = G_MAXUINT32};
        for (guint i = 0; i < bay->n_rooms; i++)
            try_room(fill, bay, &bay->rooms[i], kind, way, &best);
        if (best.block == G_MAXUINT32)
            return;
        struct choice choice = {best.block, 0, {best.at[0], best.at[1], best.at[2]}};
        fill_put(fill, bay, &choice);
    }
}

struct line *line_new(const struct fill *fill)
{
    struct line *line = g_new0(struct line, 1);
    line->kinds = g_new(guint, MAX(fill->task->n_kinds, 1));
    return line;
}

void line_free(struct line *line)
{
    g_free(line->kinds);
    g_free(line);
}

void line_draw(const struct fill *fill, struct line *line, guint number, struct dice *dice)
{
    guint n = fill->task->n_kinds;
    bool drawn = number >= LINE_PLAIN;
    guint order = drawn ? dice_below(dice, N_ORDERS) : number / N_RULES;
    line->rule = drawn ? dice_below(dice, N_RULES) : number % N_RULES;
    line->axes = drawn ? dice_below(dice, N_AXES) : 0;
    double noise = drawn ? dice_share(dice) : 0;
    g_autofree struct place *places = g_new(struct place, MAX(n, 1));
    for (guint k = 0; k < n; k++) {
        places[k] = (struct place){k, kind_key(&fill->task->kinds[k], order)};
        if (drawn)
            places[k].key *= 1 + noise * (dice_share(dice) - 0.5);
    }
    qsort(places, n, sizeof *places, by_key);
    for (guint k = 0; k < n; k++)
        line->kinds[k] = places[k].kind;
}

void line_vary(const struct fill *fill, struct line *line, const struct line *from,
               struct dice *dice)
{
    guint n = fill->task->n_kinds, moves = 1 + dice_below(dice, 3);
    line->rule = dice_below(dice, 4) ? from->rule : dice_below(dice, N_RULES);
    line->axes = dice_below(dice, 4) ? from->axes : dice_below(dice, N_AXES);
    memcpy(line->kinds, from->kinds, n * sizeof *line->kinds);
    for (guint i = 0; n > 1 && i < moves; i++) {
        guint a = dice_below(dice, n), b = dice_below(dice, n), kind = line->kinds[a];
        memmove(&line->kinds[a], &line->kinds[a + 1], (n - a - 1) * sizeof kind);
        memmove(&line->kinds[b + 1], &line->kinds[b], (n - b - 1) * sizeof kind);
        line->kinds[b] = kind;
    }
}

void line_fill(const struct fill *fill, struct bay *bay, const struct line *line)
{
    struct way way = {line->rule, orders_of_axes[line->axes]};
    bay->n_live = 0; // no blocks are chosen here
    for (guint i = 0; i < fill->task->n_kinds; i++)
        put_kind(fill, bay, line->kinds[i], &way);
}
