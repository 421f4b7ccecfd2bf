// SPDX-License-Identifier: Apache-2.0
// Small warehouses at random, and shortest walks through them by trying everything.
#include "walk_world.h"

#include <string.h>

enum { MAX_POINTS = WORLD_AISLES * WORLD_ROWS + WORLD_STOPS };
#define FAR (INT64_MAX / 4)

static uint8_t random_way(enum world_kind kind)
{
    int die = g_test_rand_int_range(0, 6);
    if (kind == WORLD_CLOSED)
        return die < 2 ? WALK_CLOSED : WALK_BOTH;
    if (kind == WORLD_ONE_WAY)
        return die < 2 ? WALK_UP : die < 4 ? WALK_DOWN : die < 5 ? WALK_BOTH : WALK_CLOSED;
    return WALK_BOTH;
}

static struct walk_end random_end(const struct world *world)
{
    return (struct walk_end){g_test_rand_int_range(0, world->floor.aisles),
                             g_test_rand_int_range(0, world->floor.rows),
                             g_test_rand_int_range(0, 3)};
}

void world_make(struct world *world, enum world_kind kind, int rows, size_t n)
{
    struct walk_floor *floor = &world->floor;
    *floor = (struct walk_floor){g_test_rand_int_range(1, WORLD_AISLES + 1), rows, world->x,
                                 world->y, kind == WORLD_PLAIN ? NULL : world->way};
    for (int a = 0; a < floor->aisles; a++)
        world->x[a] = (a ? world->x[a - 1] : 0) + g_test_rand_int_range(0, 6);
    for (int r = 0; r < rows; r++)
        world->y[r] = (r ? world->y[r - 1] + 1 : 0) + g_test_rand_int_range(0, 9);
    for (int i = 0; i < floor->aisles * (rows - 1); i++)
        world->way[i] = random_way(kind);
    world->start = world->end = random_end(world);
    if (g_test_rand_int_range(0, 3) == 0)
        world->end = random_end(world);
    world->n = n;
    for (size_t i = 0; i < n; i++)
        world->stops[i] = (struct walk_stop){
            g_test_rand_int_range(0, floor->aisles),
            g_test_rand_int_range((int)world->y[0], (int)world->y[rows - 1] + 1)};
}

// --- distances between all points: stops, then junctions

struct map {
    const struct world *world;
    int n;
    struct walk_stop points[MAX_POINTS];
    int64_t d[MAX_POINTS][MAX_POINTS];
};

static bool may_walk(const struct world *world, int aisle, int64_t from, int64_t to)
{
    const struct walk_floor *floor = &world->floor;
    for (int r = 0; r + 1 < floor->rows; r++) {
        int way = floor->way ? floor->way[aisle * (floor->rows - 1) + r] : WALK_BOTH;
        bool inside = MAX(MIN(from, to), floor->y[r]) < MIN(MAX(from, to), floor->y[r + 1]);
        if (inside && way != WALK_BOTH && way != (to > from ? WALK_UP : WALK_DOWN))
            return false;
    }
    return true;
}

static bool on_row(const struct world *world, int64_t y)
{
    for (int r = 0; r < world->floor.rows; r++)
        if (world->floor.y[r] == y)
            return true;
    return false;
}

static int64_t direct(const struct world *world, struct walk_stop a, struct walk_stop b)
{
    if (a.aisle == b.aisle)
        return may_walk(world, a.aisle, a.y, b.y) ? ABS(a.y - b.y) : FAR;
    if (a.y != b.y || !on_row(world, a.y))
        return FAR;
    return ABS(world->floor.x[a.aisle] - world->floor.x[b.aisle]);
}

static void map_make(struct map *map, const struct world *world)
{
    map->world = world;
    map->n = (int)world->n;
    memcpy(map->points, world->stops, world->n * sizeof *world->stops);
    for (int a = 0; a < world->floor.aisles; a++)
        for (int r = 0; r < world->floor.rows; r++)
            map->points[map->n++] = (struct walk_stop){a, world->floor.y[r]};
    for (int i = 0; i < map->n; i++)
        for (int j = 0; j < map->n; j++)
            map->d[i][j] = direct(world, map->points[i], map->points[j]);
    for (int k = 0; k < map->n; k++)
        for (int i = 0; i < map->n; i++)
            for (int j = 0; j < map->n; j++)
                map->d[i][j] = MIN(map->d[i][j], map->d[i][k] + map->d[k][j]);
}

static int junction_of(const struct world *world, const struct walk_end *end)
{
    return (int)world->n + end->aisle * world->floor.rows + end->row;
}

int64_t world_best(const struct world *world, unsigned wanted)
{
    static struct map map;
    static int64_t best[1 << WORLD_STOPS][WORLD_STOPS];
    int start = junction_of(world, &world->start), end = junction_of(world, &world->end);
    int64_t stubs = world->start.stub + world->end.stub, least = FAR;
    map_make(&map, world);
    if (!wanted && start == end)
        return 0;
    if (!wanted)
        return map.d[start][end] < FAR ? map.d[start][end] + stubs : -1;
    for (unsigned set = 1; set <= wanted; set++)
        for (int last = 0; last < (int)world->n && !(set & ~wanted); last++) {
            unsigned rest = set & ~(1u << last);
            best[set][last] = set >> last & 1 && !rest ? map.d[start][last] : FAR;
            for (int i = 0; i < (int)world->n && set >> last & 1; i++)
                if (rest >> i & 1)
                    best[set][last] = MIN(best[set][last], best[rest][i] + map.d[i][last]);
        }
    for (int last = 0; last < (int)world->n; last++)
        if (wanted >> last & 1)
            least = MIN(least, best[wanted][last] + map.d[last][end]);
    return least < FAR ? least + stubs : -1;
}

// --- walks

static void check_step(const struct world *world, const struct walk_point *a,
                       const struct walk_point *b)
{
    if (a->aisle == b->aisle)
        g_assert_true(may_walk(world, a->aisle, a->y, b->y));
    else
        g_assert_true(a->y == b->y && on_row(world, a->y));
}

void world_check_tour(const struct world *world, const struct walk_tour *tour)
{
    const struct walk_floor *floor = &world->floor;
    const struct walk_point *points = tour->points, *last = &points[tour->n_points - 1];
    int64_t length = world->start.stub + world->end.stub;
    unsigned seen = 0;
    size_t at = 0;
    g_assert_cmpuint(tour->n, ==, world->n);
    g_assert_cmpint(points[0].aisle, ==, world->start.aisle);
    g_assert_cmpint(points[0].y, ==, floor->y[world->start.row]);
    g_assert_cmpint(last->aisle, ==, world->end.aisle);
    g_assert_cmpint(last->y, ==, floor->y[world->end.row]);
    for (size_t i = 0; i < tour->n_points; i++) {
        const struct walk_point *p = &points[i];
        if (i) {
            check_step(world, p - 1, p);
            length += ABS(p->y - p[-1].y) + ABS(floor->x[p->aisle] - floor->x[p[-1].aisle]);
        }
        if (p->stop < 0)
            continue;
        g_assert_cmpint(world->stops[p->stop].aisle, ==, p->aisle);
        g_assert_cmpint(world->stops[p->stop].y, ==, p->y);
        g_assert_cmpuint(tour->order[at++], ==, (size_t)p->stop);
        seen |= 1u << p->stop;
    }
    g_assert_cmpuint(at, ==, world->n);
    g_assert_cmphex(seen, ==, (1u << world->n) - 1);
    if (tour->n_points > 1 || tour->length)
        g_assert_cmpint(length, ==, tour->length);
}
