// SPDX-License-Identifier: Apache-2.0
// A kind of work of three steps, as somebody would add it: goods are taken up at a place, piece by
// piece, and booked where they are put. All of it stands here; the rest is its row in move_list.c.
#include "scan_steps.h"
#include "walk_way.h"

static const struct work_step steps[] = {
    WALK_STEP_PLACE,
    WALK_STEP_ITEM,
    WALK_STEP_TARGET,
};
static const struct work_flow flow = {.steps = steps, .n_steps = G_N_ELEMENTS(steps)};
static const struct walk walk = {0};

extern const struct work_way work_way_stow;
const struct work_way work_way_stow = {WALK_WAY(walk), .flow = &flow};
