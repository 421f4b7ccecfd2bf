// SPDX-License-Identifier: Apache-2.0
// Progress of long work: a bar on a terminal, a line now and then elsewhere; Ctrl-C breaks off.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct progress {
    const char *what; // "Importing": begins the line
    bool bar;         // standard error is a terminal
    int64_t start_us, shown_us;
};

// Begins; from now on Ctrl-C asks the work to stop at the next good moment.
void progress_begin(struct progress *progress, const char *what);

// Shows that DONE of TOTAL (any unit, 0 = unknown) and COUNT things are through.
void progress_step(struct progress *progress, int64_t done, int64_t total, int64_t count);

// Was Ctrl-C pressed since progress_begin()?
bool progress_stopped(void);
void progress_end(struct progress *progress);
