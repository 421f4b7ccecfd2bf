// SPDX-License-Identifier: Apache-2.0
// The steps of filling a box: which room, which block (VCS, Araya, Guerrero and Nunez 2017), put.
#include "carton_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FACE_RECTS = 24 };

// What stands on the six sides of a room: the wall, or the blocks that touch it.
struct sides {
    bool wall[6];
    guint n[6];
    struct room touching[6][FACE_RECTS];
};

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

static void find_least(struct search *search)
{
    const struct load_task *task = search->task;
    for (int axis = 0; axis < 3; axis++) {
        search->least[axis] = task->size[axis];
        for (guint k = 0; k < task->n_kinds; k++)
            for (int t = 0; task->count[k] && t < task->kinds[k].n_turns; t++)
                search->least[axis] = MIN(search->least[axis], task->kinds[k].turns[t][axis]);
        search->least[axis] = MAX(search->least[axis], 1);
    }
}

void search_begin(struct search *search, const struct load_task *task)
{
    *search = (struct search){.task = task, .taste = &task->tastes[0]};
    for (guint k = 0; k < task->n_kinds; k++)
        search->limited |= task->count[k] && !isinf(task->kinds[k].bears);
    search->careful = search->limited || task->support > 0;
    search->blocks =
        blocks_make(task, task->tastes[0].few, search->careful || task->max_blocks < 2000);
    guint n = search->blocks->len;
    search->outlines = g_new(struct outline, MAX(n, 1));
    search->sorted = g_new(guint32, MAX(n, 1));
    for (guint i = 0; i < n; i++) {
        const struct block *block = &g_array_index(search->blocks, struct block, i);
        memcpy(search->outlines[i].size, block->size, sizeof block->size);
        search->outlines[i].merit = block->merit;
        search->sorted[i] = i;
    }
    g_qsort_with_data(search->sorted, (int)n, sizeof *search->sorted, by_merit, search->outlines);
    for (int axis = 0; axis < 3; axis++)
        search->reach[axis] = reachable(task, axis);
    find_least(search);
}

void search_end(struct search *search)
{
    g_array_free(search->blocks, true);
    g_free(search->outlines);
    g_free(search->sorted);
    for (int axis = 0; axis < 3; axis++)
        g_free(search->reach[axis]);
}

struct bay *search_bay(const struct search *search)
{
    guint pieces = 0;
    for (guint k = 0; k < search->task->n_kinds; k++)
        pieces += (guint)search->task->count[k];
    return bay_new(&(struct bay_limits){.kinds = search->task->n_kinds,
                                        .pieces = pieces,
                                        .blocks = search->blocks->len,
                                        .lumps = search->careful});
}

void search_reset(const struct search *search, struct bay *bay)
{
    const struct load_task *task = search->task;
    bay_reset(bay, task->size);
    bay->grams = task->grams;
    bay->n_left = 0;
    for (guint k = 0; k < task->n_kinds; k++)
        bay->n_left += (guint)(bay->left[k] = task->count[k]);
    bay->n_live = search->blocks->len;
    memcpy(bay->live, search->sorted, bay->n_live * sizeof *bay->live);
}

int search_room(const struct search *search, const struct bay *bay)
{
    const int *size = search->task->size, *pull = search->taste->pull;
    int best = -1;
    gint64 best_far = G_MAXINT64, best_volume = 0;
    for (guint i = 0; i < bay->n_rooms; i++) {
        const struct room *room = &bay->rooms[i];
        gint64 far = 0;
        for (int axis = 0; axis < 3; axis++) {
            int low = room->lo[axis], high = size[axis] - room->hi[axis];
            bool bottom = axis == 2 && search->task->from_floor;
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

static void look_around(const struct search *search, const struct bay *bay, const struct room *room,
                        struct sides *ret_sides)
{
    for (int side = 0; side < 6; side++) {
        int axis = side / 2;
        bool high = side & 1;
        int plane = high ? room->hi[axis] : room->lo[axis];
        ret_sides->wall[side] = high ? plane == search->task->size[axis] : plane == 0;
        ret_sides->n[side] = 0;
        for (guint i = 0; !ret_sides->wall[side] && i < bay->n_puts; i++) {
            const struct room *put = &bay->puts[i].where;
            if ((high ? put->lo[axis] : put->hi[axis]) == plane &&
                ret_sides->n[side] < FACE_RECTS && room_shadow(put, room, axis) > 0)
                ret_sides->touching[side][ret_sides->n[side]++] = *put;
        }
    }
}

// The share of the surface of a block at WHERE that touches walls and other blocks.
static double touch(const struct sides *sides, const struct room *room, const struct room *where,
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
static double usable(const struct search *search, const int room[3], const int size[3])
{
    double share = 1;
    for (int axis = 0; axis < 3; axis++)
        share *= (size[axis] + search->reach[axis][room[axis] - size[axis]]) / (double)room[axis];
    return share;
}

static double power(double base, double exponent)
{
    if (exponent == 4)
        return base * base * base * base;
    return pow(base, exponent);
}

// Where a block of SIZE stands in ROOM: bit k of CORNER = at the high end of axis k.
static void corner_place(const struct room *room, const int size[3], unsigned corner, int ret_at[3])
{
    for (int axis = 0; axis < 3; axis++)
        ret_at[axis] = corner >> axis & 1 ? room->hi[axis] - size[axis] : room->lo[axis];
}

// The corner of ROOM that is nearest to a corner of the box.
static unsigned nearest_corner(const struct search *search, const struct room *room)
{
    unsigned corner = 0;
    for (int axis = 0; axis < (search->task->from_floor ? 2 : 3); axis++)
        if (search->task->size[axis] - room->hi[axis] < room->lo[axis])
            corner |= 1u << axis;
    return corner;
}

// Finds a corner of the room where the block may stand, from the NEAREST on.
static bool find_corner(const struct search *search, const struct bay *bay, const struct room *room,
                        unsigned nearest, guint32 index, int ret_at[3])
{
    const struct block *block = &g_array_index(search->blocks, struct block, index);
    corner_place(room, block->size, nearest, ret_at);
    if (!search->careful)
        return true;
    for (unsigned flip = 0; flip < 4; flip++) {
        corner_place(room, block->size, nearest ^ flip, ret_at);
        if (search_bearable(search, bay, block, ret_at))
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

guint search_choices(const struct search *search, const struct bay *bay, const struct room *room,
                     struct choice *ret_choices, guint n, struct dice *dice)
{
    const struct taste *taste = search->taste;
    double noise = dice ? taste->noise : 0, floor_score = 0, most_noise = 1 + noise;
    unsigned corner = nearest_corner(search, room);
    struct sides sides;
    guint found = 0;
    int size[3];
    for (int axis = 0; axis < 3; axis++)
        size[axis] = room->hi[axis] - room->lo[axis];
    look_around(search, bay, room, &sides);
    for (guint i = 0; i < bay->n_live; i++) {
        const struct outline *outline = &search->outlines[bay->live[i]];
        struct choice choice = {.block = bay->live[i]};
        if (outline->merit * most_noise <= floor_score)
            break;
        if ((outline->size[0] > size[0]) | (outline->size[1] > size[1]) |
            (outline->size[2] > size[2]))
            continue;
        double score = outline->merit * usable(search, size, outline->size);
        if (noise > 0)
            score *= 1 + noise * dice_share(dice);
        if (score <= floor_score)
            continue;
        struct room where;
        corner_place(room, outline->size, corner, where.lo);
        for (int axis = 0; axis < 3; axis++)
            where.hi[axis] = where.lo[axis] + outline->size[axis];
        score *= power(touch(&sides, room, &where, taste->near_by), taste->touch);
        choice.score = (float)score;
        if (choice.score <= floor_score ||
            !find_corner(search, bay, room, corner, choice.block, choice.at))
            continue;
        insert(ret_choices, &found, n, &choice);
        if (found == n)
            floor_score = ret_choices[n - 1].score;
    }
    return found;
}

// Drops the blocks that can no longer be made.
static void keep_live(const struct search *search, struct bay *bay)
{
    guint kept = 0;
    for (guint i = 0; i < bay->n_live; i++) {
        const struct block *block = &g_array_index(search->blocks, struct block, bay->live[i]);
        bool can = block->grams <= bay->grams;
        for (int k = 0; k < block->n_parts; k++)
            can &= block->parts[k].n <= bay->left[block->parts[k].kind];
        bay->live[kept] = bay->live[i];
        kept += can;
    }
    bay->n_live = kept;
}

void search_put(const struct search *search, struct bay *bay, const struct choice *choice)
{
    const struct block *block = &g_array_index(search->blocks, struct block, choice->block);
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
    if (search->careful)
        search_lumps(search, bay, block, choice->at);
    bay_cut(bay, &put->where, search->least);
    keep_live(search, bay);
}
