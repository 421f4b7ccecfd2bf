// SPDX-License-Identifier: Apache-2.0
// Who has the work that a screen shows.
#pragma once

#include "screen.h"

struct work_row;

// After WORK was read again: says on the screen, once and with a bell, that somebody took it over
// from the one who sits here. *HELD is the screen's memory, false at first.
void holder_watch(struct view *view, const struct work_row *work, bool *held);
