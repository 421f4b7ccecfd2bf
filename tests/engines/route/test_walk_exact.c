// SPDX-License-Identifier: Apache-2.0
// Walks against trying everything: any doors, unequal distances, one-way and closed aisles.
#include <string.h>

#include "errors.h"
#include "walk_world.h"

enum { CASES = 250, MOST_STOPS = 7 };

static struct walk *open_world(const struct world *world)
{
    g_autoptr(GError) error = NULL;
    struct walk *walk = walk_new(&world->floor, &world->start, &world->end, &error);
    g_assert_no_error(error);
    return walk;
}

static void check_between(const struct world *world, const struct walk *walk)
{
    for (size_t i = 0; i + 1 < world->n; i++) {
        struct world two = *world;
        two.n = 1; // from the start to one stop and nowhere else
        two.stops[0] = world->stops[i];
        two.start.stub = 0;
        struct walk_stop from = {two.start.aisle, two.floor.y[two.start.row]};
        struct walk_stop to = {two.end.aisle, two.floor.y[two.end.row]};
        two.end.stub = 0;
        int64_t there = walk_between(walk, from, two.stops[0]);
        int64_t home = walk_between(walk, two.stops[0], to);
        g_assert_cmpint(world_best(&two, 1), ==, there < 0 || home < 0 ? -1 : there + home);
    }
}

static void check_world(const struct world *world)
{
    g_autoptr(walk_auto) walk = open_world(world);
    g_auto(walk_tour_auto) tour = {0};
    g_autoptr(GError) error = NULL;
    int64_t best = world_best(world, (1u << world->n) - 1);
    g_assert_cmpint(walk_length(walk, world->stops, world->n), ==, best);
    bool found = walk_tour(walk, WALK_SHORTEST, world->stops, world->n, &tour, &error);
    g_assert_cmpint(found, ==, best >= 0);
    check_between(world, walk);
    if (!found) {
        g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
        g_assert_cmpstr(tote_error_field(error), ==, "way");
        return;
    }
    g_assert_cmpint(tour.length, ==, best);
    g_assert_true(tour.proven || (world->floor.rows > 4 && world->n > 5)); // many one-way paths
    world_check_tour(world, &tour);
}

static void test_kind(gconstpointer data)
{
    enum world_kind kind = GPOINTER_TO_INT(data);
    struct world world;
    for (int i = 0; i < CASES; i++) {
        int rows = g_test_rand_int_range(2, WORLD_ROWS + 1);
        world_make(&world, kind, rows, (size_t)g_test_rand_int_range(0, MOST_STOPS + 1));
        check_world(&world);
    }
}

// One solver measures many walks: what it keeps of one must not show in the next.
static void test_again(void)
{
    struct world world;
    world_make(&world, WORLD_PLAIN, 4, WORLD_STOPS);
    g_autoptr(walk_auto) kept = open_world(&world);
    for (int i = 0; i < CASES; i++) {
        size_t n = (size_t)g_test_rand_int_range(0, WORLD_STOPS + 1);
        struct walk_stop stops[WORLD_STOPS];
        for (size_t k = 0; k < n; k++)
            stops[k] = world.stops[g_test_rand_int_range(0, WORLD_STOPS)];
        g_autoptr(walk_auto) fresh = open_world(&world);
        g_assert_cmpint(walk_length(kept, stops, n), ==, walk_length(fresh, stops, n));
    }
}

// A loop may be walked either way: it begins on the nearer side.
static void test_nearer_side(void)
{
    const int64_t x[] = {0, 2, 4, 6, 8, 10}, y[] = {0, 10};
    const struct walk_floor floor = {6, 2, x, y, NULL};
    const struct walk_end door = {2, 0, 5};
    const struct {
        int left, right;
        size_t first;
    } cases[] = {{1, 5, 0}, {0, 3, 1}};
    g_autoptr(walk_auto) walk = walk_new(&floor, &door, NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct walk_stop stops[] = {{cases[i].left, 9}, {cases[i].right, 9}};
        g_auto(walk_tour_auto) tour = {0};
        g_assert_true(walk_tour(walk, WALK_SHORTEST, stops, 2, &tour, NULL));
        g_assert_cmpuint(tour.order[0], ==, cases[i].first);
        g_assert_cmpint(tour.length, ==, 10 + 20 + 2 * (x[cases[i].right] - x[cases[i].left]));
    }
}

// Many columns, so that one-way paths pile up on one way back.
static void test_many_ways_up(void)
{
    enum { AISLES = 12 };
    int64_t x[AISLES], y[2] = {0, 10};
    uint8_t way[AISLES] = {WALK_DOWN};
    struct walk_stop stops[AISLES - 1];
    for (int a = 0; a < AISLES; a++)
        x[a] = 2 * a;
    for (int a = 1; a < AISLES; a++) {
        way[a] = WALK_UP;
        stops[a - 1] = (struct walk_stop){a, 5};
    }
    struct walk_floor floor = {AISLES, 2, x, y, way};
    struct walk_end door = {0, 0, 0};
    g_autoptr(walk_auto) walk = walk_new(&floor, &door, NULL, NULL);
    g_auto(walk_tour_auto) tour = {0};
    g_assert_true(walk_tour(walk, WALK_SHORTEST, stops, AISLES - 1, &tour, NULL));
    int64_t expected = 0; // each aisle: along the bottom, up, back along the top, down aisle 0
    for (int a = 1; a < AISLES; a++)
        expected += 2 * x[a] + 20;
    g_assert_cmpint(tour.length, ==, expected);
    g_assert_true(tour.proven);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_data_func("/walk/two-way", GINT_TO_POINTER(WORLD_PLAIN), test_kind);
    g_test_add_data_func("/walk/closed", GINT_TO_POINTER(WORLD_CLOSED), test_kind);
    g_test_add_data_func("/walk/one-way", GINT_TO_POINTER(WORLD_ONE_WAY), test_kind);
    g_test_add_func("/walk/again", test_again);
    g_test_add_func("/walk/nearer-side", test_nearer_side);
    g_test_add_func("/walk/many-ways-up", test_many_ways_up);
    return g_test_run();
}
