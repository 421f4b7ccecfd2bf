// SPDX-License-Identifier: Apache-2.0
// Who is on the floor, at what and how far; how scans went today. A part of the home screen.
#pragma once

#include <glib.h>

#include "layout.h"
#include "screen.h"

struct home_floor {
    GPtrArray *people; // those who have work in hand; whoever holds it frees it
    int64_t scans, refused;
    bool narrowed; // the screen shows one warehouse: scans are those of all
};

// Fills the people. False with *error.
bool home_floor_read(struct home_floor *floor, struct view *view, GError **error);
void home_floor_draw(const struct home_floor *floor, struct region at);
