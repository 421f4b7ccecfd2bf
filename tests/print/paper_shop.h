// SPDX-License-Identifier: Apache-2.0
// A shop whose labels go to a private cupsd, driven by the programs tote and tote-worker.
#pragma once

#include "jobs.h"
#include "wire.h"

// The program; tote-worker stands beside it.
extern const char *tote;

// A shop in a folder of its own, with a queue of its own.
struct shop {
    char *folder, *queue;
    char **env;
    int boxes; // closed so far
};

// With the printer P1, which is QUEUE, and N orders. POLICY: see cupsd_add_queue().
struct shop *shop_new(const char *queue, const char *policy, int n);
void shop_free(struct shop *shop);

// Runs tote with the words of LINE; returns what it printed (JSON), *ret_status its exit status.
char *shop_run_for(const struct shop *shop, const char *line, int *ret_status);
char *shop_run(const struct shop *shop, const char *line); // which must go well
void shop_do(const struct shop *shop, const char *line);   // the same, whatever it printed

// Picks and packs the next order: one more label in the outbox.
void shop_close_box(struct shop *shop);

int shop_jobs_in(const struct shop *shop, const char *state);
bool shop_list_says(const struct shop *shop, const char *text);

// Waits until N jobs are in STATE and the list says SAYS (NULL = anything).
void shop_wait_for(const struct shop *shop, const char *state, int n, const char *says);

// The clock of what runs from now on goes ahead.
void shop_minutes_later(struct shop *shop, int minutes);

GPid worker_start(const struct shop *shop);
void worker_end(GPid pid, int signal_number);

// The label of its first box goes to the same queue, but over a bad line that counts its bytes.
wire_end *shop_over_wire(struct shop *shop, enum wire_habit habit);
