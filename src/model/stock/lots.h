// SPDX-License-Identifier: Apache-2.0
// Lots whose goods may not leave the house.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// May goods of a lot not leave at NOW (UTC ms)? STOPS_DAY: the day since 1970 from which they may
// not, LOT_STOPS of store_goods.h; 0 = they always may. What is released, picked, packed and loaded
// goes by it; statements say it with LOT_SELLS.
bool lot_stopped(int64_t stops_day, int64_t now);
