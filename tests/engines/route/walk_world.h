// SPDX-License-Identifier: Apache-2.0
// Small warehouses at random, and shortest walks through them by trying everything.
#pragma once

#include "walk.h"

enum { WORLD_AISLES = 6, WORLD_ROWS = 5, WORLD_STOPS = 12 };

struct world {
    struct walk_floor floor;
    int64_t x[WORLD_AISLES], y[WORLD_ROWS];
    uint8_t way[WORLD_AISLES * WORLD_ROWS];
    struct walk_end start, end;
    struct walk_stop stops[WORLD_STOPS];
    size_t n;
};

enum world_kind { WORLD_PLAIN, WORLD_CLOSED, WORLD_ONE_WAY };

// A world with N stops. Uses g_test_rand_…, so --seed repeats it.
void world_make(struct world *world, enum world_kind kind, int rows, size_t n);

// Length of the shortest walk through the stops whose bits are set in WANTED, with stubs; -1 if
// there is none. Distances by Floyd and Warshall over all points, orders by Held and Karp.
int64_t world_best(const struct world *world, unsigned wanted);

// Asserts that the points of TOUR are a walk on the floor through all N stops, as long as it says.
void world_check_tour(const struct world *world, const struct walk_tour *tour);
