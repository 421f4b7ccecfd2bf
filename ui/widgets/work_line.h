// SPDX-License-Identifier: Apache-2.0
// One line about somebody at work: who, at what, how far.
#pragma once

#include <stdint.h>

#include "layout.h"

struct work_line {
    char *who, *what, *work; // "PIA", "picking", "W-101"
    int64_t done, total;     // pieces
};

// In the first row of AT. Where room is short the bar leaves, then the unit; what somebody does is
// cut before the number of the work is.
void work_line_draw(const struct work_line *line, struct region at);
