// SPDX-License-Identifier: Apache-2.0
// The steps of filling a box: which room, which block (VCS, Araya, Guerrero and Nunez 2017), put.
#include "carton_fill.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_merit(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct outline *outlines = data;
    guint32 i = *(const guint32 *)a, j = *(const guint32 *)b;
    float one = outlines[i].merit, two = outlines[j].merit;
    return one > two ? -1 : one < two ? 1 : i < j ? -1 : i > j;
}

// reach[n] for one axis: bit n of a set of sums that each piece may add one of its sides to.
static int *reachable(const struct load_task *task, int axis)
{
    int most = task->size[axis], words = most / 64 + 1;
    guint64 *sums = g_new0(guint64, words), *next = g_new(guint64, words);
    int *reach = g_new(int, most + 1);
    sums[0] = 1;
    for (guint k = 0; k < task->n_kinds; k++) {
        const struct kind *kind = &task->kinds[k];
        for (int i = 0; i < MIN(task->count[k], most); i++) {
            memcpy(next, sums, (size_t)words * sizeof *sums);
            for (int t = 0; t < kind->n_turns; t++) {
                int side = kind->turns[t][axis], skip = side / 64, shift = side % 64;
                for (int w = words - 1; w >= skip; w--) {
                    next[w] |= sums[w - skip] << shift;
                    if (shift && w > skip)
                        next[w] |= sums[w - skip - 1] >> (64 - shift);
                }
            }
            if (!memcmp(next, sums, (size_t)words * sizeof *sums))
                break;
            memcpy(sums, next, (size_t)words * sizeof *sums);
        }
    }
    for (int n = 0, last = 0; n <= most; n++) {
        if (sums[n / 64] >> (n % 64) & 1)
            last = n;
        reach[n] = last;
    }
    g_free(sums);
    g_free(next);
    return reach;
}

static void find_least(struct fill *fill)
{
    const struct load_task *task = fill->task;
    for (int axis = 0; axis < 3; axis++) {
        fill->least[axis] = task->size[axis];
        for (guint k = 0; k < task->n_kinds; k++)
            for (int t = 0; task->count[k] && t < task->kinds[k].n_turns; t++)
                fill->least[axis] = MIN(fill->least[axis], task->kinds[k].turns[t][axis]);
        fill->least[axis] = MAX(fill->least[axis], 1);
    }
}

void fill_begin(struct fill *fill, const struct load_task *task)
{
    *fill = (struct fill){.task = task, .taste = &task->tastes[0]};
    for (guint k = 0; k < task->n_kinds; k++)
        fill->limited |= task->count[k] && !isinf(task->kinds[k].bears);
    fill->careful = fill->limited || task->support > 0;
    fill->blocks = blocks_make(task, task->tastes[0].few, fill->careful || task->max_blocks < 2000);
    guint n = fill->blocks->len;
    fill->outlines = g_new(struct outline, MAX(n, 1));
    fill->sorted = g_new(guint32, MAX(n, 1));
    fill->single = g_new(guint32, 6 * MAX(task->n_kinds, 1));
    memset(fill->single, 0xFF, 6 * task->n_kinds * sizeof *fill->single);
    for (guint i = 0; i < n; i++) {
        const struct block *block = &g_array_index(fill->blocks, struct block, i);
        memcpy(fill->outlines[i].size, block->size, sizeof block->size);
        fill->outlines[i].merit = block->merit;
        fill->sorted[i] = i;
        if (block->n == 1)
            fill->single[6 * block->parts[0].kind + (guint)block->turn] = i;
    }
    g_qsort_with_data(fill->sorted, (int)n, sizeof *fill->sorted, by_merit, fill->outlines);
    for (int axis = 0; axis < 3; axis++)
        fill->reach[axis] = reachable(task, axis);
    find_least(fill);
    fill->limits = (struct bay_limits){
        .kinds = task->n_kinds, .blocks = fill->blocks->len, .lumps = fill->careful};
    for (guint k = 0; k < task->n_kinds; k++)
        fill->limits.pieces += (guint)task->count[k];
}

void fill_end(struct fill *fill)
{
    g_array_free(fill->blocks, true);
    g_free(fill->outlines);
    g_free(fill->sorted);
    g_free(fill->single);
    for (int axis = 0; axis < 3; axis++)
        g_free(fill->reach[axis]);
}

struct bay *fill_bay(const struct fill *fill)
{
    return bay_new(&fill->limits);
}

void fill_reset(const struct fill *fill, struct bay *bay)
{
    const struct load_task *task = fill->task;
    bay_reset(bay, task->size);
    bay->grams = task->grams;
    bay->n_left = 0;
    for (guint k = 0; k < task->n_kinds; k++)
        bay->n_left += (guint)(bay->left[k] = task->count[k]);
    bay->n_live = fill->blocks->len;
    memcpy(bay->live, fill->sorted, bay->n_live * sizeof *bay->live);
}

static bool hangs(const struct fill *fill)
{
    return fill->taste->hangs && !fill->careful;
}

int fill_room(const struct fill *fill, const struct bay *bay)
{
    const int *size = fill->task->size, *pull = fill->taste->pull;
    int best = -1;
    gint64 best_far = G_MAXINT64, best_volume = 0;
    for (guint i = 0; i < bay->n_rooms; i++) {
        const struct room *room = &bay->rooms[i];
        gint64 far = 0;
        for (int axis = 0; axis < 3; axis++) {
            int low = room->lo[axis], high = size[axis] - room->hi[axis];
            bool bottom = axis == 2 && !hangs(fill);
            far += (gint64)pull[axis] * (bottom ? low : MIN(low, high));
        }
        if (far > best_far)
            continue;
        gint64 volume = room_volume(room);
        if (far < best_far || volume > best_volume) {
            best = (int)i;
            best_far = far;
            best_volume = volume;
        }
    }
    return best;
}

void fill_look_around(const struct fill *fill, const struct bay *bay, const struct room *room,
                      struct sides *ret_sides)
{
    for (int side = 0; side < 6; side++) {
        int axis = side / 2;
        bool high = side & 1;
        int plane = high ? room->hi[axis] : room->lo[axis];
        ret_sides->wall[side] = high ? plane == fill->task->size[axis] : plane == 0;
        ret_sides->n[side] = 0;
        for (guint i = 0; !ret_sides->wall[side] && i < bay->n_puts; i++) {
            const struct room *put = &bay->puts[i].where;
            if ((high ? put->lo[axis] : put->hi[axis]) == plane &&
                ret_sides->n[side] < FILL_RECTS && room_shadow(put, room, axis) > 0)
                ret_sides->touching[side][ret_sides->n[side]++] = *put;
        }
    }
}

// The share of the surface of a block at WHERE that touches walls and other blocks.
double fill_touch(const struct sides *sides, const struct room *room, const struct room *where,
                  double near_by)
{
    gint64 area = 0, surface = 0;
    for (int side = 0; side < 6; side++) {
        int axis = side / 2, u = (axis + 1) % 3, v = (axis + 2) % 3;
        gint64 face = (gint64)(where->hi[u] - where->lo[u]) * (where->hi[v] - where->lo[v]);
        int gap = side & 1 ? room->hi[axis] - where->hi[axis] : where->lo[axis] - room->lo[axis];
        surface += face;
        if (gap > near_by * (where->hi[axis] - where->lo[axis]))
            continue;
        if (sides->wall[side])
            area += face;
        for (guint i = 0; i < sides->n[side]; i++)
            area += room_shadow(&sides->touching[side][i], where, axis);
    }
    return (double)area / (double)surface;
}

// The share of ROOM that rows of pieces can still fill once a block of SIZE stands in it.
static double usable(const struct fill *fill, const int room[3], const int size[3])
{
    double share = 1;
    for (int axis = 0; axis < 3; axis++)
        share *= (size[axis] + fill->reach[axis][room[axis] - size[axis]]) / (double)room[axis];
    return share;
}

// BASE to a power that is mostly a small whole number.
static double power(double base, double exponent)
{
    if (exponent == 4)
        return base * base * base * base;
    return exponent == 3 ? base * base * base : pow(base, exponent);
}

// Where a block of SIZE stands in ROOM: bit k of CORNER = at the high end of axis k.
static void corner_place(const struct room *room, const int size[3], unsigned corner, int ret_at[3])
{
    for (int axis = 0; axis < 3; axis++)
        ret_at[axis] = corner >> axis & 1 ? room->hi[axis] - size[axis] : room->lo[axis];
}

// The corner of ROOM that is nearest to a corner of the box.
unsigned fill_nearest(const struct fill *fill, const struct room *room)
{
    unsigned corner = 0;
    for (int axis = 0; axis < (hangs(fill) ? 3 : 2); axis++)
        if (fill->task->size[axis] - room->hi[axis] < room->lo[axis])
            corner |= 1u << axis;
    return corner;
}

// Finds a corner of the room where the block may stand, from the NEAREST on.
bool fill_corner(const struct fill *fill, const struct bay *bay, const struct room *room,
                 unsigned nearest, guint32 index, int ret_at[3])
{
    const struct block *block = &g_array_index(fill->blocks, struct block, index);
    corner_place(room, block->size, nearest, ret_at);
    if (!fill->careful)
        return true;
    for (unsigned flip = 0; flip < 4; flip++) {
        corner_place(room, block->size, nearest ^ flip, ret_at);
        if (fill_bearable(fill, bay, block, ret_at))
            return true;
    }
    return false;
}

static void insert(struct choice *choices, guint *n_found, guint most, const struct choice *choice)
{
    guint at = *n_found < most ? (*n_found)++ : most - 1;
    for (; at > 0 && choices[at - 1].score < choice->score; at--)
        choices[at] = choices[at - 1];
    choices[at] = *choice;
}

guint fill_choices(const struct fill *fill, const struct bay *bay, const struct room *room,
                   struct choice *ret_choices, guint n, struct dice *dice)
{
    const struct taste *taste = fill->taste;
    double noise = dice ? taste->noise : 0, floor_score = 0, most_noise = 1 + noise;
    unsigned corner = fill_nearest(fill, room);
    struct sides sides;
    guint found = 0;
    int size[3];
    for (int axis = 0; axis < 3; axis++)
        size[axis] = room->hi[axis] - room->lo[axis];
    fill_look_around(fill, bay, room, &sides);
    for (guint i = 0; i < bay->n_live; i++) {
        const struct outline *outline = &fill->outlines[bay->live[i]];
        struct choice choice = {.block = bay->live[i]};
        if (outline->merit * most_noise <= floor_score)
            break;
        if ((outline->size[0] > size[0]) | (outline->size[1] > size[1]) |
            (outline->size[2] > size[2]))
            continue;
        double score = outline->merit * usable(fill, size, outline->size);
        if (noise > 0)
            score *= 1 + noise * dice_share(dice);
        if (score <= floor_score)
            continue;
        struct room where;
        corner_place(room, outline->size, corner, where.lo);
        for (int axis = 0; axis < 3; axis++)
            where.hi[axis] = where.lo[axis] + outline->size[axis];
        score *= power(fill_touch(&sides, room, &where, taste->near_by), taste->touch);
        choice.score = (float)score;
        if (choice.score <= floor_score ||
            !fill_corner(fill, bay, room, corner, choice.block, choice.at))
            continue;
        insert(ret_choices, &found, n, &choice);
        if (found == n)
            floor_score = ret_choices[n - 1].score;
    }
    return found;
}

// Drops the blocks that can no longer be made.
static void keep_live(const struct fill *fill, struct bay *bay)
{
    guint kept = 0;
    for (guint i = 0; i < bay->n_live; i++) {
        const struct block *block = &g_array_index(fill->blocks, struct block, bay->live[i]);
        bool can = block->grams <= bay->grams;
        for (int k = 0; k < block->n_parts; k++)
            can &= block->parts[k].n <= bay->left[block->parts[k].kind];
        bay->live[kept] = bay->live[i];
        kept += can;
    }
    bay->n_live = kept;
}

void fill_put(const struct fill *fill, struct bay *bay, const struct choice *choice)
{
    const struct block *block = &g_array_index(fill->blocks, struct block, choice->block);
    struct put *put = &bay->puts[bay->n_puts++];
    put->block = choice->block;
    for (int axis = 0; axis < 3; axis++) {
        put->where.lo[axis] = choice->at[axis];
        put->where.hi[axis] = choice->at[axis] + block->size[axis];
    }
    for (int k = 0; k < block->n_parts; k++)
        bay->left[block->parts[k].kind] -= block->parts[k].n;
    bay->n_left -= block->n;
    bay->grams -= block->grams;
    bay->volume += block->volume;
    bay->value += block->value;
    if (fill->careful)
        fill_lumps(fill, bay, block, choice->at);
    bay_cut(bay, &put->where, fill->least);
    keep_live(fill, bay);
}
