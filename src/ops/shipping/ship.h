// SPDX-License-Identifier: Apache-2.0
// Handing thousands of parcels over in batches: how far a call of ship.close got.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// What ship.close puts into the result of a call.
struct ship_progress {
    int64_t parcels, planned; // on the manifest so far, and when it was begun
    bool closed;
};
