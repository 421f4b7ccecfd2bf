// SPDX-License-Identifier: Apache-2.0
// From what each piece is used for to the walk itself: an Eulerian walk over the junctions
// (Hierholzer 1873), with the stops of each aisle at the first visit.
#include <string.h>

#include "walk_private.h"

enum side { UP, DOWN, RIGHT, LEFT, N_SIDES };

struct trace {
    struct walk *walk;
    struct walk_plan plan;
    const struct walk_stop *sorted; // by aisle, then y
    const size_t *index;            // what each of them is called
    size_t n;
    size_t *from;             // per piece: its first stop in `sorted`; one more at the end
    uint8_t (*ways)[N_SIDES]; // per junction: walks that leave it on each side
    int *path;                // the junctions in the order walked
    size_t n_path;
    bool *seen_piece, *seen_junction;
    GArray *points;
    struct walk_tour *tour;
};

// --- walks between junctions

static int junction_at(const struct trace *t, int aisle, int row)
{
    return (aisle - t->walk->first) * t->walk->rows + row;
}

static int other_end(const struct trace *t, int junction, enum side side)
{
    int rows = t->walk->rows;
    const int steps[N_SIDES] = {[UP] = 1, [DOWN] = -1, [RIGHT] = rows, [LEFT] = -rows};
    return junction + steps[side];
}

static enum side opposite(enum side side)
{
    return side ^ 1;
}

// TIMES walks from JUNCTION to SIDE, below 0 the other way round. Two-way walks may be taken from
// both ends, so both ends know them.
static void add_ways(struct trace *t, int junction, enum side side, int times)
{
    int other = other_end(t, junction, side);
    if (times > 0 || t->walk->two_way)
        t->ways[junction][side] = (uint8_t)(t->ways[junction][side] + ABS(times));
    if (times < 0 || t->walk->two_way)
        t->ways[other][opposite(side)] = (uint8_t)(t->ways[other][opposite(side)] + ABS(times));
}

static void add_pair(struct trace *t, int junction, enum side side)
{
    add_ways(t, junction, side, 1);
    add_ways(t, junction, side, -1);
}

static void add_column(struct trace *t, int aisle)
{
    const struct walk *walk = t->walk;
    for (int p = 0; p < walk->pieces; p++) {
        int move = t->plan.move[aisle * walk->pieces + p];
        if (move == MOVE_TWICE)
            add_pair(t, junction_at(t, aisle, p), UP);
        if (move >= MOVE_PASS)
            add_ways(t, junction_at(t, aisle, p), UP, junction_passes(&walk->states, move));
    }
    for (int r = 0; r < walk->rows && aisle < walk->last; r++) {
        int edges = t->plan.edges[aisle * walk->rows + r];
        int flow = t->plan.flow[aisle * walk->rows + r];
        if (flow)
            add_ways(t, junction_at(t, aisle, r), RIGHT, -flow);
        else if (edges)
            add_pair(t, junction_at(t, aisle, r), RIGHT);
    }
}

static bool leave(struct trace *t, int junction, int *ret_next)
{
    for (enum side side = UP; side < N_SIDES; side++) {
        if (!t->ways[junction][side])
            continue;
        t->ways[junction][side]--;
        *ret_next = other_end(t, junction, side);
        if (t->walk->two_way)
            t->ways[*ret_next][opposite(side)]--;
        return true;
    }
    return false;
}

static void find_path(struct trace *t)
{
    g_autoptr(GArray) stack = g_array_new(false, false, sizeof(int));
    g_autoptr(GArray) left = g_array_new(false, false, sizeof(int));
    int at = junction_at(t, t->walk->door[0].aisle, t->walk->door[0].row), next = 0;
    g_array_append_val(stack, at);
    while (stack->len) {
        at = g_array_index(stack, int, stack->len - 1);
        if (leave(t, at, &next)) {
            g_array_append_val(stack, next);
            continue;
        }
        g_array_append_val(left, at);
        g_array_set_size(stack, stack->len - 1);
    }
    t->n_path = left->len;
    t->path = g_new(int, left->len);
    for (size_t i = 0; i < t->n_path; i++)
        t->path[i] = g_array_index(left, int, left->len - 1 - i);
}

// --- points and stops

static bool on_one_line(const struct walk_point *a, const struct walk_point *b,
                        const struct walk_point *c)
{
    if (a->aisle == b->aisle && b->aisle == c->aisle)
        return (a->y <= b->y && b->y <= c->y) || (a->y >= b->y && b->y >= c->y);
    return a->y == b->y && b->y == c->y &&
           ((a->aisle <= b->aisle && b->aisle <= c->aisle) ||
            (a->aisle >= b->aisle && b->aisle >= c->aisle));
}

static void put_point(struct trace *t, int aisle, int64_t y, int stop)
{
    struct walk_point point = {aisle, y, stop};
    struct walk_point *points = (struct walk_point *)(void *)t->points->data;
    guint n = t->points->len;
    if (n > 1 && points[n - 1].stop < 0 && on_one_line(&points[n - 2], &points[n - 1], &point))
        g_array_set_size(t->points, n - 1);
    g_array_append_val(t->points, point);
}

static void visit(struct trace *t, size_t at)
{
    put_point(t, t->sorted[at].aisle, t->sorted[at].y, (int)t->index[at]);
    t->tour->order[t->tour->n++] = t->index[at];
}

static void visit_up(struct trace *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        visit(t, i);
}

static void visit_down(struct trace *t, size_t from, size_t to)
{
    for (size_t i = to; i-- > from;)
        visit(t, i);
}

// The first stop above the largest gap of a piece.
static size_t above_gap(const struct trace *t, size_t from, size_t to)
{
    size_t best = from;
    int64_t largest = -1;
    for (size_t i = from + 1; i < to; i++) {
        int64_t gap = t->sorted[i].y - t->sorted[i - 1].y;
        if (gap > largest) {
            largest = gap;
            best = i;
        }
    }
    return best;
}

// Return trips that begin at a junction: upwards, then downwards.
static void visit_turns(struct trace *t, int junction)
{
    const struct walk *walk = t->walk;
    int aisle = junction / walk->rows + walk->first, row = junction % walk->rows;
    for (int p = row; p >= row - 1; p--) {
        if (p < 0 || p >= walk->pieces)
            continue;
        int piece = aisle * walk->pieces + p, move = t->plan.move[piece];
        size_t from = t->from[piece], to = t->from[piece + 1];
        if (move != MOVE_ENDS && move != (p == row ? MOVE_LOW : MOVE_HIGH))
            continue;
        size_t middle = move == MOVE_LOW ? to : move == MOVE_HIGH ? from : above_gap(t, from, to);
        if (p == row)
            visit_up(t, from, middle);
        else
            visit_down(t, middle, to);
        put_point(t, aisle, walk->y[row], -1);
    }
}

static void arrive(struct trace *t, int junction)
{
    int aisle = junction / t->walk->rows + t->walk->first, row = junction % t->walk->rows;
    put_point(t, aisle, t->walk->y[row], -1);
    if (t->seen_junction[junction])
        return;
    t->seen_junction[junction] = true;
    visit_turns(t, junction);
}

static void go(struct trace *t, int from, int to)
{
    const struct walk *walk = t->walk;
    if (ABS(from - to) != 1)
        return;
    int low = MIN(from, to);
    int piece = (low / walk->rows + walk->first) * walk->pieces + low % walk->rows;
    if (t->seen_piece[piece])
        return;
    t->seen_piece[piece] = true;
    if (to > from)
        visit_up(t, t->from[piece], t->from[piece + 1]);
    else
        visit_down(t, t->from[piece], t->from[piece + 1]);
}

static void follow(struct trace *t)
{
    g_array_set_size(t->points, 0);
    t->tour->n = 0;
    memset(t->seen_piece, 0, (size_t)(t->walk->aisles * t->walk->pieces));
    memset(t->seen_junction, 0, (size_t)(t->walk->aisles * t->walk->rows));
    arrive(t, t->path[0]);
    for (size_t i = 1; i < t->n_path; i++) {
        go(t, t->path[i - 1], t->path[i]);
        arrive(t, t->path[i]);
    }
}

// --- the whole

// How far the first stop is from the door.
static int64_t way_in(const struct trace *t)
{
    const struct walk *walk = t->walk;
    struct walk_stop door = {walk->door[0].aisle, walk->y[walk->door[0].row]};
    for (size_t i = 0; i < t->n; i++)
        if (t->index[i] == t->tour->order[0])
            return walk_between(walk, door, t->sorted[i]);
    return 0;
}

static void turn_round(struct trace *t)
{
    for (size_t i = 0, j = t->n_path - 1; i < j; i++, j--) {
        int kept = t->path[i];
        t->path[i] = t->path[j];
        t->path[j] = kept;
    }
}

// A round walk is as long backwards: it begins where the next stop is nearer.
static void follow_nearer(struct trace *t)
{
    follow(t);
    int64_t forwards = way_in(t);
    if (!t->walk->plain || t->path[0] != t->path[t->n_path - 1])
        return;
    turn_round(t);
    follow(t);
    if (way_in(t) < forwards)
        return;
    turn_round(t);
    follow(t);
}

static void find_ranges(struct trace *t)
{
    const struct walk *walk = t->walk;
    size_t at = 0;
    for (int piece = 0; piece < walk->aisles * walk->pieces; piece++) {
        t->from[piece] = at;
        while (at < t->n &&
               t->sorted[at].aisle * walk->pieces + walk_piece_at(walk, t->sorted[at].y) == piece)
            at++;
    }
    t->from[walk->aisles * walk->pieces] = at;
}

static void trace_clear(struct trace *t)
{
    g_free(t->plan.move);
    g_free(t->plan.flow);
    g_free(t->plan.edges);
    g_free(t->from);
    g_free(t->ways);
    g_free(t->path);
    g_free(t->seen_piece);
    g_free(t->seen_junction);
}

void walk_trace(struct walk *walk, const struct walk_stop *sorted, const size_t *index, size_t n,
                struct walk_entry end, struct walk_tour *tour)
{
    size_t pieces = (size_t)walk->aisles * (size_t)walk->pieces;
    size_t junctions = (size_t)walk->aisles * (size_t)walk->rows;
    struct trace t = {.walk = walk, .sorted = sorted, .index = index, .n = n, .tour = tour};
    t.plan.move = g_malloc0(pieces);
    memset(t.plan.move, 0xFF, pieces);
    t.plan.flow = g_malloc0(junctions);
    t.plan.edges = g_malloc0(junctions);
    t.from = g_new(size_t, pieces + 1);
    t.ways = g_malloc0(junctions * sizeof *t.ways);
    t.seen_piece = g_new(bool, pieces);
    t.seen_junction = g_new(bool, junctions);
    t.points = g_array_new(false, false, sizeof(struct walk_point));
    tour->order = g_new(size_t, n + 1);
    walk_layers_plan(walk, end.state, end.cost, &t.plan);
    find_ranges(&t);
    for (int aisle = walk->first; aisle <= walk->last; aisle++)
        add_column(&t, aisle);
    find_path(&t);
    follow_nearer(&t);
    tour->n_points = t.points->len;
    tour->points = (struct walk_point *)(void *)g_array_free(t.points, false);
    trace_clear(&t);
}
