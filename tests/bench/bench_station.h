// SPDX-License-Identifier: Apache-2.0
// One station at work in a benchmark: logged in, scanning items of open pick works.
#pragma once

#include <stdbool.h>

#include "bench_fill.h"
#include "session.h"

struct station {
    struct db *db;
    struct session *session;
    const struct fill *fill;
};

// Opens the database at URL as station WHO. Ends the program on an error.
struct station *station_open(const char *url, const struct fill *fill, int who);
void station_close(struct station *station);

// One scan of the item that a random open work wants, booked and answered.
bool station_scan(struct station *station);
