// SPDX-License-Identifier: Apache-2.0
// Blocks: grids of one kind ("simple"), and pairs of blocks that leave at most a fiftieth of their
// bounding box empty ("general"); both after Fanslau and Bortfeldt 2010.
#include "blocks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "carton.h"

enum { SEEN_BITS = 17 };
static const double least_fill = 0.98;

struct maker {
    const struct load_task *task;
    GArray *blocks;
    guint64 *seen; // hashes of size and parts, open addressing; NULL: all differ anyway
    guint n_seen;
    double few;
};

static guint64 mix(guint64 hash, guint64 value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

static guint64 fingerprint(const struct block *block)
{
    guint64 hash = 1;
    for (int k = 0; k < 3; k++)
        hash = mix(hash, (guint64)block->size[k]);
    for (int k = 0; k < block->n_parts; k++)
        hash = mix(hash, (guint64)block->parts[k].kind << 32 | (guint64)block->parts[k].n);
    return hash | 1;
}

// Is a block of this size and content there already? Two that share a fingerprint count as one.
static bool known(struct maker *maker, const struct block *block)
{
    if (!maker->seen)
        return false;
    guint64 print = fingerprint(block), mask = (1u << SEEN_BITS) - 1;
    guint64 at = print >> 20 & mask;
    for (; maker->seen[at]; at = (at + 1) & mask)
        if (maker->seen[at] == print)
            return true;
    maker->seen[at] = print;
    maker->n_seen++;
    return false;
}

static bool add(struct maker *maker, struct block *block)
{
    if (maker->blocks->len >= maker->task->max_blocks || maker->n_seen >= 3u << (SEEN_BITS - 2))
        return false;
    if (known(maker, block))
        return true;
    block->merit = (float)(block->value * pow(block->n, -maker->few));
    g_array_append_vals(maker->blocks, block, 1);
    return true;
}

static int layers(const struct kind *kind, int most)
{
    if (kind->bears < 0)
        return 1;
    if (isinf(kind->bears) || kind->grams == 0)
        return most;
    return (int)MIN((double)most, 1 + floor(kind->bears / (double)kind->grams));
}

static bool add_grid(struct maker *maker, guint k, int turn, const int grid[3])
{
    const struct kind *kind = &maker->task->kinds[k];
    guint n = (guint)(grid[0] * grid[1] * grid[2]);
    struct block block = {.n = n,
                          .volume = n * kind->volume,
                          .grams = n * kind->grams,
                          .value = n * kind->value,
                          .n_parts = 1,
                          .parts = {{k, (int)n}},
                          .joint = -1,
                          .turn = turn};
    for (int axis = 0; axis < 3; axis++) {
        block.grid[axis] = grid[axis];
        block.size[axis] = grid[axis] * kind->turns[turn][axis];
    }
    return add(maker, &block);
}

// The grids of kind K in one turn, of at most LARGEST pieces and more than SMALLEST.
static bool add_grids(struct maker *maker, guint k, int turn, int smallest, int largest)
{
    const struct load_task *task = maker->task;
    const struct kind *kind = &task->kinds[k];
    const int *size = kind->turns[turn];
    int most = MIN(task->count[k], largest), grid[3];
    if (kind->grams)
        most = (int)MIN(most, task->grams / kind->grams);
    int nx = task->size[0] / size[0], ny = task->size[1] / size[1];
    int nz = layers(kind, task->size[2] / size[2]);
    for (grid[0] = 1; grid[0] <= MIN(nx, most); grid[0]++)
        for (grid[1] = 1; grid[1] <= MIN(ny, most / grid[0]); grid[1]++) {
            int z = smallest / (grid[0] * grid[1]) + 1;
            for (grid[2] = z; grid[2] <= MIN(nz, most / (grid[0] * grid[1])); grid[2]++)
                if (!add_grid(maker, k, turn, grid))
                    return false;
        }
    return true;
}

// Grids of every kind, small ones first: a full list then lacks only the largest.
static void all_grids(struct maker *maker)
{
    int most = 0;
    for (guint k = 0; k < maker->task->n_kinds; k++)
        most = MAX(most, maker->task->count[k]);
    for (int from = 0, to = 1; from < most; from = to, to *= 4)
        for (guint k = 0; k < maker->task->n_kinds; k++)
            for (int turn = 0; turn < maker->task->kinds[k].n_turns; turn++)
                if (!add_grids(maker, k, turn, from, to))
                    return;
}

static bool add_part(struct block *block, const struct part *part)
{
    for (int k = 0; k < block->n_parts; k++)
        if (block->parts[k].kind == part->kind) {
            block->parts[k].n += part->n;
            return true;
        }
    if (block->n_parts == MAX_PARTS)
        return false;
    int at = block->n_parts++;
    for (; at > 0 && block->parts[at - 1].kind > part->kind; at--)
        block->parts[at] = block->parts[at - 1];
    block->parts[at] = *part;
    return true;
}

static bool available(const struct load_task *task, const struct block *block)
{
    for (int k = 0; k < block->n_parts; k++)
        if (block->parts[k].n > task->count[block->parts[k].kind])
            return false;
    return block->grams <= task->grams;
}

// Blocks A and B side by side along AXIS, if that is worth a block.
static bool add_joint(struct maker *maker, guint a, guint b, int axis)
{
    const struct block *one = &g_array_index(maker->blocks, struct block, a);
    const struct block *two = &g_array_index(maker->blocks, struct block, b);
    struct block both = *one;
    double bounds = 1;
    for (int k = 0; k < 3; k++) {
        both.size[k] = k == axis ? one->size[k] + two->size[k] : MAX(one->size[k], two->size[k]);
        if (both.size[k] > maker->task->size[k])
            return true;
        bounds *= both.size[k];
    }
    both.volume += two->volume;
    if ((double)both.volume < least_fill * bounds)
        return true;
    both.n += two->n;
    both.grams += two->grams;
    both.value += two->value;
    both.joint = axis;
    both.a = a;
    both.b = b;
    for (int k = 0; k < two->n_parts; k++)
        if (!add_part(&both, &two->parts[k]))
            return true;
    return !available(maker->task, &both) || add(maker, &both);
}

// Pairs of a new block I (from SINCE on) with all before it, generation after generation.
static void all_joints(struct maker *maker)
{
    for (guint i = 1; i < maker->blocks->len; i++)
        for (guint j = 0; j <= i; j++)
            for (int axis = 0; axis < 3; axis++)
                if (!add_joint(maker, i, j, axis))
                    return;
}

GArray *blocks_make(const struct load_task *task, double few, bool grids_only)
{
    struct maker maker = {.task = task, .few = few};
    maker.blocks = g_array_new(false, false, sizeof(struct block));
    maker.seen = grids_only ? NULL : g_new0(guint64, 1u << SEEN_BITS);
    all_grids(&maker);
    if (!grids_only)
        all_joints(&maker);
    g_free(maker.seen);
    return maker.blocks;
}

static void grid_pieces(const struct block *block, const struct kind *kinds, const int at[3],
                        GArray *pieces)
{
    const int *size = kinds[block->parts[0].kind].turns[block->turn];
    for (int z = 0; z < block->grid[2]; z++)
        for (int y = 0; y < block->grid[1]; y++)
            for (int x = 0; x < block->grid[0]; x++) {
                struct carton_piece piece = {
                    block->parts[0].kind,
                    {at[0] + x * size[0], at[1] + y * size[1], at[2] + z * size[2]},
                    {size[0], size[1], size[2]}};
                g_array_append_val(pieces, piece);
            }
}

// Every part of a joint has fewer pieces than the joint, so this ends.
void blocks_pieces(const GArray *blocks, const struct kind *kinds, guint index, const int at[3],
                   GArray *pieces)
{
    const struct block *block = &g_array_index(blocks, struct block, index);
    if (block->joint < 0) {
        grid_pieces(block, kinds, at, pieces);
        return;
    }
    int next[3] = {at[0], at[1], at[2]};
    next[block->joint] += g_array_index(blocks, struct block, block->a).size[block->joint];
    blocks_pieces(blocks, kinds, block->a, at, pieces);
    blocks_pieces(blocks, kinds, block->b, next, pieces);
}
