// SPDX-License-Identifier: Apache-2.0
// The state of the screen of a work that walks from place to place, and how it is drawn.
#pragma once

#include "screen.h"
#include "walk_view.h"

struct work {
    struct walk_view pick;
    bool loaded;
    bool held; // by the one who sits here, when it was read last
};

// Is nothing left to do, or is the work over?
bool work_is_over(const struct work *self);
// Does somebody else have it, or nobody?
bool work_elsewhere(const struct work *self);
// Are goods in hand to be brought where they go?
bool work_brings(const struct work *self);
// What the step at hand waits for.
enum expect work_expects(const struct work *self);

void work_draw(struct view *view, const struct layout *layout);
