// SPDX-License-Identifier: Apache-2.0
// Progress of long work: a bar on a terminal, a line now and then elsewhere; Ctrl-C breaks off.
#pragma once

#include "watch.h"

struct progress {
    const char *what; // "Importing": begins the line
    bool bar;         // standard error is a terminal
    int64_t start_us, shown_us;
};

// Begins; from now on Ctrl-C asks the work to stop at the next good moment. The watch, which
// draws, belongs to the work; PROGRESS must live as long. End with progress_end().
struct watch progress_begin(struct progress *progress, const char *what);
void progress_end(struct progress *progress);
