// SPDX-License-Identifier: Apache-2.0
// Lots whose goods may not leave the house.
#include "lots.h"

#include "clock.h"

bool lot_stopped(int64_t stops_day, int64_t now)
{
    return stops_day && stops_day <= now / DAY_MS;
}
