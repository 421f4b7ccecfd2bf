// SPDX-License-Identifier: Apache-2.0
// What others changed: waiting for it, which views it touches, when these are read again.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct ui;
struct news;

struct changes {
    struct news *news;  // NULL = nobody is logged in
    int64_t token;      // db_change_token() last seen
    int64_t looked_us;  // when it was looked at
    int64_t quiet_us;   // what came meanwhile is looked at then, together
    int64_t painted_us; // when views were last read,
    int64_t cost_us;    // and how long that took with painting them
    bool read;          // one was read since the last painting
    bool touched;       // a view in sight was touched and is not read yet
    int64_t jobs_us;    // when to look for waiting print jobs again
    bool jobs;          // there may be some
};

// From a login on; until the program ends.
void changes_begin(struct ui *ui);
void changes_end(struct ui *ui);

// Somebody leaves: noted, unless the database is away or somebody else has the station.
void changes_leave(struct ui *ui);

// What becomes readable when others may have changed something; -1 = not now, or never.
int changes_fd(struct ui *ui, int64_t now_us);

// When to look without that, or to read what was touched; -1 = no need.
int64_t changes_due(struct ui *ui, int64_t now_us);

// After waiting. AWAKE: there was input, or the descriptor is readable. True when a view in sight
// has to be read and painted now.
bool changes_look(struct ui *ui, int64_t now_us, bool awake);

// All views are about to be read again, whatever others did.
void changes_all(struct ui *ui);

// After painting, which began at BEGUN_US.
void changes_painted(struct ui *ui, int64_t begun_us);

// After a change: labels that wait need a worker, which may have to be started.
void changes_jobs(struct ui *ui);
