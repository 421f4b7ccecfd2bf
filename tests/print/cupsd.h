// SPDX-License-Identifier: Apache-2.0
// A private print service for tests: a real cupsd in a folder of its own, on a socket of its own.
//
// Several run at once, as root and as an ordinary user; the system's cupsd and its files are not
// touched. Its queues lead to a printer that plays a script.
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct cupsd {
    char *folder;
    char *socket; // for cupsSetServer()
    GPid pid;     // 0 = stopped
} cupsd;

// Starts one and waits until it listens. NOBODY: as the user "nobody" (only root can).
cupsd *cupsd_start(bool nobody);

// Ends the process if it runs, and removes the folder.
void cupsd_stop(cupsd *service);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cupsd, cupsd_stop)

// Ends the process only, as a crash does; cupsd_again() starts it in the same folder.
void cupsd_kill(cupsd *service);
void cupsd_again(cupsd *service);

// A line more in its cupsd.conf, for the next start.
void cupsd_set(const cupsd *service, const char *line);

// Adds a queue. DRIVER: NULL for a raw queue, or a name of `lpinfo -m`. POLICY: what to do when
// the printer fails, "stop-printer" or "abort-job".
void cupsd_add_queue(cupsd *service, const char *name, const char *driver, const char *policy);

// What the printer of QUEUE does with the next jobs, a step a line, before it takes the label:
// "reason +media-empty-error", "say TEXT", "gate" (wait for cupsd_open_gate()), "take BYTES" (a
// part of the label), "exit N". "" = takes it at once.
void cupsd_play(cupsd *service, const char *queue, const char *script);
void cupsd_open_gate(cupsd *service, const char *queue);

// FORGET: it knows none of the jobs any more that it had.
enum cupsd_order { CUPSD_PAUSE, CUPSD_RESUME, CUPSD_REJECT, CUPSD_ACCEPT, CUPSD_FORGET };
void cupsd_order(cupsd *service, const char *queue, enum cupsd_order order);

// The bytes that came out for JOB, NULL if none did; caller frees. PART: those of a "take" step.
char *cupsd_output(const cupsd *service, const char *queue, int job, bool part, gsize *ret_len);

// How many labels came out of QUEUE, parts included.
int cupsd_outputs(const cupsd *service, const char *queue);
