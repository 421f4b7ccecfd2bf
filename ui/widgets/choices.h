// SPDX-License-Identifier: Apache-2.0
// The numbered actions that a floor screen shows in its body.
#pragma once

#include "screen.h"

// Draws the actions with ACTION_BODY that can run now into REGION, in columns. Returns the rows
// used.
int choices_draw(struct view *view, struct region region);
