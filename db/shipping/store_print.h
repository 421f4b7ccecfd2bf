// SPDX-License-Identifier: Apache-2.0
// Printers and the outbox: what still has to be done outside, and how it went.
#pragma once

#include "rows.h"

#define PRINTER_REST(X)                                                                            \
    X(TEXT, uri, "uri")                                                                            \
    X(TEXT, format, "format")                                                                      \
    X(INT, dpi, "dpi")
#define PRINTER_WRITTEN(X) X(TEXT, name, "name") X(STATE, state, "state") PRINTER_REST(X)
#define PRINTER_ROW(X)                                                                             \
    X(KEY, id, "id")                                                                               \
    PRINTER_WRITTEN(X)                                                                             \
    X(TIME, state_at, "state_at")                                                                  \
    X(INT, waiting, "(SELECT count(*) FROM outbox j WHERE j.printer_id = p.id AND j.done_at = 0)") \
    X(TIME, oldest_at,                                                                             \
      "(SELECT min(j.created_at) FROM outbox j WHERE j.printer_id = p.id AND j.done_at = 0)")      \
    X(INT, done_today,                                                                             \
      "(SELECT count(*) FROM outbox j JOIN outbox_state s ON s.code = j.state WHERE j.printer_id " \
      "= p.id AND s.came_out = 1 AND j.updated_at >= :today)")                                     \
    X(TEXT, reason, "reason")                                                                      \
    X(TEXT, reason_terms, "reason_terms")
RECORD(printer_row, PRINTER_ROW);
// TODAY: UTC ms of the start of the day, for done_today.
struct list *store_printers(struct db *db, int64_t today, GError **error);
struct list *store_printer(struct db *db, const char *name, GError **error);
int64_t store_printer_put(struct db *db, const struct printer_row *row, GError **error);
// Why, as says.h tells it: a code and its terms as JSON; NULL or "" = nothing to say.
struct reason {
    const char *code, *terms;
};
// Writes what is news: 1, 0 where the printer was in this state already, -1 with *error.
int64_t store_printer_state(struct db *db, int64_t id, const char *state,
                            const struct reason *reason, int64_t now, GError **error);

// What the printer of a job (its alias) says in a column where it waits for a person: all labels
// behind the one that met it wait for the same.
#define JOB_WAITS_FOR(job, column)                                                                 \
    "coalesce((SELECT pr." column " FROM printer pr JOIN printer_state ps ON ps.code = pr.state "  \
    "AND ps.wants_person = 1 WHERE pr.id = " job ".printer_id), '')"
// Why a job (its alias) is where it is: what was told of it, or that no printer has it, or what its
// printer waits for.
#define JOB_LACKS                                                                                  \
    "CASE WHEN EXISTS (SELECT 1 FROM printer) THEN 'print.no_station' ELSE 'print.no_printer' END"
#define JOB_IF_SILENT(job, then, column)                                                           \
    "CASE WHEN " job ".reason = '' AND " job ".done_at = 0 THEN " then " ELSE " job "." column     \
    " END"
#define JOB_REASON(job)                                                                            \
    JOB_IF_SILENT(job,                                                                             \
                  "CASE WHEN " job ".printer_id IS NULL THEN " JOB_LACKS                           \
                  " ELSE " JOB_WAITS_FOR(job, "reason") " END",                                    \
                  "reason")
#define JOB_TERMS(job) JOB_IF_SILENT(job, JOB_WAITS_FOR(job, "reason_terms"), "reason_terms")

// closed_at: of its box, 0 = that is open again, or gone; of what is no box, since when it waits.
// ref: what its label is asked for by: of a box its SSCC, else own_ref. moves_to: the printer that
// it is asked back for, 0 = none.
#define JOB_ROW(X)                                                                                 \
    X(JOB, id, "j.id")                                                                             \
    X(ORDER, order_id, "j.order_id")                                                               \
    X(KEY, printer_id, "j.printer_id")                                                             \
    X(KEY, moves_to, "j.moves_to")                                                                 \
    X(INT, tries, "j.tries")                                                                       \
    X(INT, copy, "j.copy")                                                                         \
    X(TIME, next_at, "j.next_at")                                                                  \
    X(INT, remote_job, "j.remote_job")                                                             \
    X(TIME, created_at, "j.created_at")                                                            \
    X(TIME, updated_at, "j.updated_at")                                                            \
    X(INT, dpi, "p.dpi")                                                                           \
    X(TEXT, kind, "j.kind")                                                                        \
    X(KEY, subject_id, "j.subject_id")                                                             \
    X(KEY, site_id,                                                                                \
      "CASE WHEN j.ref <> '' THEN j.site_id ELSE (SELECT f.site_id FROM parcel x JOIN fulfilment " \
      "f ON f.id = x.fulfilment_id WHERE x.id = j.subject_id) END")                                \
    X(TIME, closed_at,                                                                             \
      "CASE WHEN j.ref <> '' THEN j.created_at ELSE coalesce((SELECT x.closed_at FROM parcel x "   \
      "WHERE x.id = j.subject_id), 0) END")                                                        \
    X(TEXT, own_ref, "j.ref")                                                                      \
    X(TEXT, ref,                                                                                   \
      "CASE WHEN j.ref <> '' THEN j.ref ELSE coalesce((SELECT v.sscc FROM void_label v WHERE "     \
      "v.parcel_id = j.subject_id AND v.copy >= "                                                  \
      "j.copy ORDER BY v.copy LIMIT 1), (SELECT c.code FROM location c WHERE c.id = "              \
      "j.subject_id)) END")                                                                        \
    X(STATE, status, "j.state")                                                                    \
    X(TEXT, reason, JOB_REASON("j"))                                                               \
    X(TEXT, reason_terms, JOB_TERMS("j"))                                                          \
    X(MAYBE, printer, "p.name")                                                                    \
    X(TEXT, format, "p.format")                                                                    \
    X(TEXT, uri, "p.uri")                                                                          \
    X(TEXT, worker, "j.worker")
RECORD(job_row, JOB_ROW);
// Writes a job about a box (its id), or about what REF names, which stands at SITE_ID; its copy
// counts reprints of the same label. Returns the id, 0 with *error.
struct new_job {
    const char *kind, *state, *ref;                         // ref: NULL or "" = a box
    int64_t subject_id, order_id, printer_id, site_id, now; // 0 = none
};
int64_t store_job_add(struct db *db, const struct new_job *job, GError **error);
struct list *store_job(struct db *db, int64_t id, GError **error);
// The newest other job for the label of JOB that is under way without a person: one row or none.
struct list *store_job_under_way(struct db *db, const struct job_row *job, GError **error);
// The newest N jobs, of one printer or (0) of all; the open ones first.
struct list *store_jobs(struct db *db, int64_t printer_id, int64_t n, GError **error);
// Jobs that a worker has to look at now: waiting ones whose time has come, and those under way; the
// oldest N behind the job AFTER (0 = of all).
struct list *store_jobs_due(struct db *db, int64_t now, int64_t after, int64_t n, GError **error);
// When the next of those is due whose time has not come at NOW; 0 = there are none.
bool store_jobs_next(struct db *db, int64_t now, int64_t *ret_at, GError **error);
// How many are open (waiting, under way); -1 with *error.
int64_t store_jobs_open(struct db *db, GError **error);
// How many of the open ones a worker could do something about: those that have a printer.
int64_t store_jobs_workable(struct db *db, GError **error);

// What is open, by printer ("" = none has it, and lacks says why) and whether it wants a person.
#define WAIT_ROW(X)                                                                                \
    X(TEXT, printer, "coalesce(p.name, '')")                                                       \
    X(INT, jobs, "count(*)")                                                                       \
    X(TEXT, lacks, "CASE WHEN p.name IS NULL THEN " JOB_LACKS " ELSE '' END")                      \
    X(BOOL, wants_person, "s.wants_person")                                                        \
    X(TEXT, state, "coalesce(min(p.state), '')")                                                   \
    X(TEXT, reason, "coalesce(min(p.reason), '')")                                                 \
    X(TEXT, reason_terms, "coalesce(min(p.reason_terms), '')")
RECORD(wait_row, WAIT_ROW);
struct list *store_jobs_waits(struct db *db, GError **error);

// As a job_step's remote_job: the one that it has.
enum { REMOTE_KEPT = -1 };

struct job_step {
    const char *from, *to, *worker;
    struct reason reason;
    int64_t remote_job, next_at, now;
    int64_t tries; // that it was seen with
    bool try;      // counts as a try
    bool over;     // nobody has to do anything any more
};
// Guarded change of a job's state.
bool store_job_step(struct db *db, int64_t id, const struct job_step *step, GError **error);
// Where it goes when it was given back; PRINTER_ID 0 = nowhere. STATE: the one that it is in.
bool store_job_wish(struct db *db, int64_t id, int64_t printer_id, const char *state,
                    GError **error);
// STATE: the one that it was seen in.
bool store_job_move(struct db *db, int64_t id, int64_t printer_id, const char *state,
                    GError **error);
// Gives the printer those jobs that wait for there to be one.
bool store_jobs_adopt(struct db *db, int64_t printer_id, GError **error);
// The same for the labels of the parcels of one site.
bool store_jobs_adopt_at(struct db *db, int64_t printer_id, int64_t site, GError **error);
// A printer on which a station of SITE prints; 0 = there is none, -1 with *error.
int64_t store_printer_of_site(struct db *db, int64_t site, GError **error);
