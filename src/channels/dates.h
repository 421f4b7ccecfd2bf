// SPDX-License-Identifier: Apache-2.0
// When things of a file can have been: a slip in a year must not become an order of 2126.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// Of what has happened: from 2000, before which no shop exported a file, to two years from now.
// What lies ahead has not happened, but a machine whose clock is behind must take in today's orders
// all the same; a slip in the decade or the century is further off than that.
// *RET_NEEDED: "2000-01-01 to 2028-11-24", NULL where it can be; caller frees.
bool date_of_past(int64_t ms, char **ret_needed);

// Of the day on which goods expire: from 2000 to fifty years from now; a century off is a slip.
bool date_of_expiry(int64_t ms, char **ret_needed);
