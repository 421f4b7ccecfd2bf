// SPDX-License-Identifier: Apache-2.0
// The time, and dates as text: UTC milliseconds since 1970, without time zone files.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    SECOND_MS = 1000,
    MINUTE_MS = 60 * SECOND_MS,
    HOUR_MS = 60 * MINUTE_MS,
    DAY_MS = 24 * HOUR_MS, // an int: days times this want int64_t days
};

// Now, in UTC milliseconds since 1970. A time set by clock_fix() stands still and comes first,
// then the environment variable TOTE_CLOCK (milliseconds), then the real clock.
int64_t clock_now(void);

// Stops the clock at MS, for tests and replays; 0 lets it run again.
void clock_fix(int64_t ms);

// Microseconds since some moment, never going back: for durations only.
int64_t clock_monotonic_us(void);

// "2026-11-24T14:32:00Z", with ".250" before the Z only when the milliseconds are not zero.
// Years outside 0000 to 9999 are shown as the nearest of these. Caller frees.
char *clock_rfc3339(int64_t ms);

// Reads "2026-11-24T14:32:00.5Z", "2023-05-31 23:06:04 -0700", "2026-11-24 14:32 +02:00" or
// "2026-11-24"; without an offset it is UTC, a date alone is its midnight. Blanks around it are
// allowed. Gives UTC milliseconds and the offset in minutes east of UTC; either may be NULL.
// False, and both untouched, for anything else and for days that no calendar has.
bool clock_parse(const char *text, int64_t *ret_ms, int *ret_offset_minutes);
