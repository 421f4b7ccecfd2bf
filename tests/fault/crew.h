// SPDX-License-Identifier: Apache-2.0
// Several processes at once on one database, each with a connection of its own. They say each
// acknowledged step through a pipe and in a log; nobody waits by the clock.
#pragma once

#include "testshop.h"

enum { CREW_MAX = 8 };

struct crew;

// A member, inside its own process: does its work and returns, which ends the process.
struct member {
    struct crew *crew;
    struct db *db;
    int place;      // 0 … n-1; a replacement has the place of the one who died
    int generation; // 0, 1, … of that place
};
typedef void (*crew_work)(struct member *member);

// The connection of TEST is closed until crew_end(), because it may not be carried into a child.
struct crew *crew_begin(struct testdb *test, int n, crew_work work);

// In a member: a step was acknowledged. TEXT goes into the log, which survives the process.
void crew_say(struct member *member, const char *text);

// Waits for N steps of all members together, or until all ended.
void crew_wait(struct crew *crew, int n);

// Kills a member that is still at work and puts another into its place. False when all ended.
bool crew_kill(struct crew *crew, int place);

// Waits until all have ended, each with success, opens the connection of TEST again and returns
// the log, a step a line; caller frees.
char *crew_end(struct crew *crew);
