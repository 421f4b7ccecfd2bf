// SPDX-License-Identifier: Apache-2.0
// The taught rules against lengths of data/rules.txt, and what walks, floors and rules refuse.
#include <stdlib.h>
#include <string.h>

#include "errors.h"
#include "walk_world.h"

enum { MAX_AISLES = 16, MAX_STOPS = 32, CASES = 400 };

// The columns of data/rules.txt behind the bar.
static const enum walk_rule columns[] = {WALK_SHORTEST,    WALK_RETURN,   WALK_S_SHAPE,
                                         WALK_LARGEST_GAP, WALK_MIDPOINT, WALK_AISLE_BY_AISLE};

struct row {
    int64_t x[MAX_AISLES], y[WORLD_ROWS];
    struct walk_floor floor;
    struct walk_end door;
    struct walk_stop stops[MAX_STOPS];
    size_t n;
    int64_t lengths[G_N_ELEMENTS(columns)];
};

static int64_t next_number(char **at)
{
    return g_ascii_strtoll(*at + strspn(*at, " :|"), at, 10);
}

static void read_row(char *line, struct row *row)
{
    row->floor = (struct walk_floor){(int)next_number(&line), 0, row->x, row->y, NULL};
    int64_t gap = next_number(&line);
    for (int a = 0; a < row->floor.aisles; a++)
        row->x[a] = a * gap;
    row->floor.rows = (int)next_number(&line);
    for (int r = 0; r < row->floor.rows; r++)
        row->y[r] = next_number(&line);
    row->door.aisle = (int)next_number(&line);
    row->door.row = (int)next_number(&line);
    row->door.stub = next_number(&line);
    row->n = (size_t)next_number(&line);
    for (size_t i = 0; i < row->n; i++) {
        row->stops[i].aisle = (int)next_number(&line);
        row->stops[i].y = next_number(&line);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        row->lengths[i] = next_number(&line);
}

static void check_row(const struct row *row)
{
    g_autoptr(walk_auto) walk = walk_new(&row->floor, &row->door, NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
        if (row->lengths[i] >= 0)
            g_assert_cmpint(walk_length_by(walk, columns[i], row->stops, row->n), ==,
                            row->lengths[i]);
}

static void test_lengths(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", "rules.txt", NULL);
    g_autofree char *text = NULL;
    int n = 0;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        struct row row;
        if (!**line || **line == '#')
            continue;
        read_row(*line, &row);
        check_row(&row);
        n++;
    }
    g_assert_cmpint(n, ==, 60);
}

// Each rule is a walk one can follow, through everything, and none is shorter than the shortest.
static void test_walks(void)
{
    struct world world;
    for (int i = 0; i < CASES; i++) {
        world_make(&world, WORLD_PLAIN, g_test_rand_int_range(2, WORLD_ROWS + 1), 8);
        world.start.row = world.end.row = i % 2 ? 0 : world.floor.rows - 1;
        g_autoptr(walk_auto) walk = walk_new(&world.floor, &world.start, &world.end, NULL);
        int64_t best = walk_length(walk, world.stops, world.n);
        for (int rule = 0; rule < WALK_N_RULES; rule++) {
            g_auto(walk_tour_auto) tour = {0};
            g_assert_true(walk_tour(walk, rule, world.stops, world.n, &tour, NULL));
            world_check_tour(&world, &tour);
            g_assert_cmpint(tour.length, >=, best);
            g_assert_cmpint(tour.proven, ==, rule == WALK_SHORTEST);
        }
    }
}

static void test_names(void)
{
    enum walk_rule found = WALK_N_RULES;
    for (int rule = 0; rule < WALK_N_RULES; rule++) {
        g_assert_true(walk_rule_find(walk_rule_name(rule), &found));
        g_assert_cmpint(found, ==, rule);
    }
    g_assert_false(walk_rule_find("by-feel", &found));
}

// --- refusals

static void refused(GError *error, const char *field)
{
    g_assert_true(tote_error_is(error, TOTE_ENGINE_LIMIT));
    g_assert_cmpstr(tote_error_field(error), ==, field);
    g_error_free(error);
}

struct bad_floor {
    const char *field;
    int aisles, rows;
    int64_t x1, y1;
    uint8_t way;
    struct walk_end start, end;
};

static void test_bad_floors(void)
{
    static const struct bad_floor cases[] = {
        {"aisles", 0, 2, 1, 1, WALK_BOTH, {0}, {0}},
        {"aisles", WALK_MAX_AISLES + 1, 2, 1, 1, WALK_BOTH, {0}, {0}},
        {"rows", 2, 1, 1, 1, WALK_BOTH, {0}, {0}},
        {"rows", 2, WALK_MAX_ROWS + 1, 1, 1, WALK_BOTH, {0}, {0}},
        {"x", 2, 2, -1, 1, WALK_BOTH, {0}, {0}},
        {"x", 2, 2, WALK_MAX_SPAN + 1, 1, WALK_BOTH, {0}, {0}},
        {"y", 2, 2, 1, 0, WALK_BOTH, {0}, {0}},
        {"y", 2, 2, 1, INT64_MAX, WALK_BOTH, {0}, {0}},
        {"way", 2, 2, 1, 1, WALK_CLOSED + 1, {0}, {0}},
        {"start", 2, 2, 1, 1, WALK_BOTH, {2, 0, 0}, {0}},
        {"start", 2, 2, 1, 1, WALK_BOTH, {0, 0, -1}, {0}},
        {"end", 2, 2, 1, 1, WALK_BOTH, {0}, {0, 2, 0}},
        {"end", 2, 2, 1, 1, WALK_BOTH, {0}, {0, 0, INT64_MAX}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct bad_floor *bad = &cases[i];
        int64_t x[2] = {0, bad->x1}, y[2] = {0, bad->y1};
        uint8_t way[2] = {bad->way, bad->way};
        struct walk_floor floor = {bad->aisles, bad->rows, x, y, way};
        GError *error = NULL;
        g_assert_null(walk_new(&floor, &bad->start, &bad->end, &error));
        refused(error, bad->field);
    }
}

static void test_too_many_rows_one_way(void)
{
    int64_t x[1] = {0}, y[WALK_MAX_ROWS] = {0, 1, 2, 3, 4, 5, 6, 7};
    uint8_t way[WALK_MAX_ROWS - 1] = {WALK_BOTH, WALK_UP};
    struct walk_floor floor = {1, WALK_MAX_ROWS_ONE_WAY + 1, x, y, way};
    struct walk_end door = {0, 0, 0};
    GError *error = NULL;
    g_assert_null(walk_new(&floor, &door, NULL, &error));
    refused(error, "rows");
    way[1] = WALK_CLOSED;
    g_autoptr(walk_auto) walk = walk_new(&floor, &door, NULL, NULL);
    g_assert_nonnull(walk);
}

static void test_bad_walks(void)
{
    const int64_t x[2] = {0, 3}, y[3] = {0, 10, 20};
    const struct walk_floor floor = {2, 3, x, y, NULL};
    const struct walk_end outer = {0, 0, 0}, inner = {0, 1, 0};
    const struct walk_stop good = {1, 5}, off[] = {{2, 5}, {-1, 5}, {1, -1}, {1, 21}};
    struct walk_tour tour;
    GError *error = NULL;
    g_autoptr(walk_auto) walk = walk_new(&floor, &outer, NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(off); i++) {
        g_assert_false(walk_tour(walk, WALK_SHORTEST, &off[i], 1, &tour, &error));
        refused(error, "stops");
        error = NULL;
    }
    g_assert_false(walk_tour(walk, WALK_SHORTEST, &good, WALK_MAX_STOPS + 1, &tour, &error));
    refused(error, "stops");
    error = NULL;
    g_autoptr(walk_auto) middle = walk_new(&floor, &inner, NULL, NULL);
    g_assert_false(walk_tour(middle, WALK_S_SHAPE, &good, 1, &tour, &error));
    refused(error, "rule");
    g_assert_cmpint(walk_length_by(middle, WALK_S_SHAPE, &good, 1), ==, -1);
    g_assert_cmpint(walk_length_by(middle, WALK_AISLE_BY_AISLE, &good, 1), >, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rules/lengths", test_lengths);
    g_test_add_func("/rules/walks", test_walks);
    g_test_add_func("/rules/names", test_names);
    g_test_add_func("/rules/bad-floors", test_bad_floors);
    g_test_add_func("/rules/too-many-rows-one-way", test_too_many_rows_one_way);
    g_test_add_func("/rules/bad-walks", test_bad_walks);
    return g_test_run();
}
