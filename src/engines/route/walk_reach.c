// SPDX-License-Identifier: Apache-2.0
// Shortest ways on the floor alone, along one-way aisles too.
#include <string.h>

#include "walk_private.h"

// May one walk piece P of AISLE upwards (downwards)? BACK asks it for the way in reverse.
static bool may_walk(const struct walk *walk, int aisle, int p, bool up, bool back)
{
    int way = walk->way[aisle * walk->pieces + p];
    return way == WALK_BOTH || way == (up != back ? WALK_UP : WALK_DOWN);
}

struct search {
    const struct walk *walk;
    int64_t *distances;
    int *queue; // a ring of junctions whose distance fell
    bool *waits;
    size_t n, from, waiting;
    bool back;
};

static void reached(struct search *s, int aisle, int row, int64_t distance)
{
    size_t at = (size_t)aisle * (size_t)s->walk->rows + (size_t)row;
    if (s->distances[at] >= 0 && s->distances[at] <= distance)
        return;
    s->distances[at] = distance;
    if (s->waits[at])
        return;
    s->waits[at] = true;
    s->queue[(s->from + s->waiting++) % s->n] = (int)at;
}

static void spread(struct search *s)
{
    const struct walk *walk = s->walk;
    int at = s->queue[s->from], aisle = at / walk->rows, row = at % walk->rows;
    int64_t here = s->distances[at];
    s->from = (s->from + 1) % s->n;
    s->waiting--;
    s->waits[at] = false;
    if (row < walk->pieces && may_walk(walk, aisle, row, true, s->back))
        reached(s, aisle, row + 1, here + walk->y[row + 1] - walk->y[row]);
    if (row && may_walk(walk, aisle, row - 1, false, s->back))
        reached(s, aisle, row - 1, here + walk->y[row] - walk->y[row - 1]);
    if (aisle)
        reached(s, aisle - 1, row, here + walk->x[aisle] - walk->x[aisle - 1]);
    if (aisle + 1 < walk->aisles)
        reached(s, aisle + 1, row, here + walk->x[aisle + 1] - walk->x[aisle]);
}

int64_t *walk_distances(const struct walk *walk, struct walk_stop from, bool back)
{
    size_t n = (size_t)walk->aisles * (size_t)walk->rows;
    int64_t *distances = g_new(int64_t, n);
    g_autofree int *queue = g_new(int, n);
    g_autofree bool *waits = g_new0(bool, n);
    struct search s = {walk, distances, queue, waits, .n = n, .back = back};
    int p = walk_piece_at(walk, from.y);
    memset(distances, 0xFF, n * sizeof *distances);
    if (from.y == walk->y[p + 1] || may_walk(walk, from.aisle, p, true, back))
        reached(&s, from.aisle, p + 1, walk->y[p + 1] - from.y);
    if (from.y == walk->y[p] || may_walk(walk, from.aisle, p, false, back))
        reached(&s, from.aisle, p, from.y - walk->y[p]);
    while (s.waiting)
        spread(&s);
    return distances;
}

int64_t walk_reach(const struct walk *walk, const int64_t *distances, struct walk_stop stop,
                   bool back)
{
    int p = walk_piece_at(walk, stop.y);
    int64_t low = distances[stop.aisle * walk->rows + p];
    int64_t high = distances[stop.aisle * walk->rows + p + 1];
    int64_t up = stop.y - walk->y[p], down = walk->y[p + 1] - stop.y;
    bool from_low = low >= 0 && (!up || may_walk(walk, stop.aisle, p, true, back));
    bool from_high = high >= 0 && (!down || may_walk(walk, stop.aisle, p, false, back));
    if (from_low && (!from_high || low + up <= high + down))
        return low + up;
    return from_high ? high + down : -1;
}

// On a floor of two-way aisles: straight, or along the best cross aisle.
static int64_t plain_between(const struct walk *walk, struct walk_stop from, struct walk_stop to)
{
    if (from.aisle == to.aisle)
        return ABS(from.y - to.y);
    int64_t best = INT64_MAX;
    for (int r = 0; r < walk->rows; r++)
        best = MIN(best, ABS(from.y - walk->y[r]) + ABS(to.y - walk->y[r]));
    return best + ABS(walk->x[from.aisle] - walk->x[to.aisle]);
}

int64_t walk_between(const struct walk *walk, struct walk_stop from, struct walk_stop to)
{
    if (walk->plain)
        return plain_between(walk, from, to);
    int p = walk_piece_at(walk, from.y);
    int64_t straight = -1;
    if (from.aisle == to.aisle && p == walk_piece_at(walk, to.y) &&
        (from.y == to.y || may_walk(walk, from.aisle, p, to.y > from.y, false)))
        straight = ABS(from.y - to.y);
    g_autofree int64_t *distances = walk_distances(walk, from, false);
    int64_t round = walk_reach(walk, distances, to, false);
    return straight >= 0 && (round < 0 || straight <= round) ? straight : round;
}
