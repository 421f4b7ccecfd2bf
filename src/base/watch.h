// SPDX-License-Identifier: Apache-2.0
// Who looks on while long work goes on: is told how far it is, and may break it off.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// All zero (or a NULL pointer): nobody looks on.
struct watch {
    // DONE of TOTAL (any unit, 0 = unknown) and COUNT things are through.
    void (*step)(void *data, int64_t done, int64_t total, int64_t count);
    // Shall the work stop at the next good moment?
    bool (*stopped)(void *data);
    void *data;
};
