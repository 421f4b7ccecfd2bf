// SPDX-License-Identifier: Apache-2.0
// The process that starts PostgreSQL in a folder, waits until nobody needs it, and cleans up.
#pragma once

#include <stdbool.h>

// What stands in the folder of a server, beside its socket and data/.
#define PGKEEPER_USERS "users" // each program that uses the server holds a shared lock on it
#define PGKEEPER_START "start" // held while the server is being started
#define PGKEEPER_READY "ready" // there as soon as the server answers
#define PGKEEPER_LOG "log"

struct pgkeeper {
    const char *folder;
    int start;    // PGKEEPER_START, open and locked: the lock goes over to the keeper
    int run;      // pidfd of the process for whose life the server is kept; -1 = for its users only
    bool durable; // fsync on, and the settings of the installation otherwise
};

// Is PostgreSQL installed?
bool pgkeeper_available(void);

// Leaves a process behind that starts the server, lets go of `start` when it answers or has failed,
// and, after `run` has ended and the last lock on PGKEEPER_USERS is gone, stops the server and
// removes the folder. The caller closes its own ends of `start` and `run`. The process is no child
// of the caller, holds none of its files, and no signal to the caller's group reaches it.
void pgkeeper_begin(const struct pgkeeper *keeper);

// Removes folders of servers whose keeper was killed. NAME_BEGIN: of a folder in the folder TMP.
// A name may go on with "run-PID-START": not as long as that process lives.
void pgkeeper_sweep(const char *tmp, const char *name_begin);

// When the process PID was started, in ticks since boot; 0 = there is none.
unsigned long long pgkeeper_birth(int pid);

// Removes a folder with all in it.
void pgkeeper_remove(const char *folder);
