// SPDX-License-Identifier: Apache-2.0
// The numbered actions that a floor screen shows in its body.
#pragma once

#include "screen.h"

// Draws the actions with ACTION_BODY that can run now into REGION, in as few columns as their
// labels need to stand whole, those that still do not fit in their short form. Returns the rows
// used.
int choices_draw(struct view *view, struct region region);
