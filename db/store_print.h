// SPDX-License-Identifier: Apache-2.0
// Printers and the outbox: what still has to be done outside, and how it went.
#pragma once

#include "store.h"

struct printer_row {
    int64_t id, dpi, state_at, waiting, oldest_at, done_today;
    const char *name, *uri, *format, *state, *reason;
};
// TODAY: UTC ms of the start of the day, for done_today.
struct list *store_printers(struct db *db, int64_t today, GError **error);
struct list *store_printer(struct db *db, const char *name, GError **error);
int64_t store_printer_put(struct db *db, const struct printer_row *row, GError **error);
bool store_printer_state(struct db *db, int64_t id, const char *state, const char *reason,
                         int64_t now, GError **error);

struct job_row {
    int64_t id, order_id, printer_id, tries, copy, next_at, remote_job, created_at, updated_at;
    const char *kind, *ref, *status, *reason, *printer, *format, *uri, *worker;
    int64_t dpi;
};
// Writes a job; COPY counts reprints of the same label. Returns the id, 0 with *error.
int64_t store_job_add(struct db *db, const char *kind, const char *ref, int64_t order_id,
                      int64_t printer_id, int64_t now, GError **error);
struct list *store_job(struct db *db, int64_t id, GError **error);
// The newest N jobs, of one printer or (0) of all; the open ones first.
struct list *store_jobs(struct db *db, int64_t printer_id, int64_t n, GError **error);
// Jobs that a worker has to look at now: waiting ones whose time has come, and those under way.
struct list *store_jobs_due(struct db *db, int64_t now, int64_t n, GError **error);
// How many are open (waiting, under way), and how many want a person; -1 with *error.
int64_t store_jobs_open(struct db *db, GError **error);
int64_t store_jobs_troubled(struct db *db, GError **error);

struct job_step {
    const char *from, *to, *reason, *worker;
    int64_t remote_job, next_at, now;
    bool try; // counts as a try
};
// Guarded change of a job's state.
bool store_job_step(struct db *db, int64_t id, const struct job_step *step, GError **error);
bool store_job_move(struct db *db, int64_t id, int64_t printer_id, GError **error);
// Gives the printer those jobs that wait for there to be one.
bool store_jobs_adopt(struct db *db, int64_t printer_id, GError **error);
