// SPDX-License-Identifier: Apache-2.0
// Printers and the outbox: what still has to be done outside, and how it went.
#include "store_print.h"

#include "i18n.h"

RECORD_DEFINE(printer_row, PRINTER_ROW);
RECORD_DEFINE(job_row, JOB_ROW);
RECORD_DEFINE(wait_row, WAIT_ROW);

enum {
    PRINTERS,
    PRINTER_NAMED,
    PRINTER_PUT,
    PRINTER_STATE,
    JOB_ADD,
    JOB_BY_ID,
    JOBS_OF_PRINTER,
    JOBS_ALL,
    JOB_UNDER_WAY,
    JOBS_DUE,
    JOBS_OPEN,
    JOBS_WORKABLE,
    JOBS_NEXT,
    JOBS_WAITS,
    JOB_STEP,
    JOB_WISH,
    JOB_MOVE,
    JOBS_ADOPT,
    JOBS_ADOPT_AT,
    PRINTER_OF_SITE,
};

#define PRINTERS_FROM RECORD_SELECT(PRINTER_ROW) "FROM printer p "
#define JOBS_FROM RECORD_SELECT(JOB_ROW) "FROM outbox j LEFT JOIN printer p ON p.id = j.printer_id "

static const struct sql sql[] = {
    [PRINTERS] = {"printer.list", PRINTERS_FROM "ORDER BY p.name", true},
    [PRINTER_NAMED] = {"printer.named", PRINTERS_FROM "WHERE p.name = :name"},
    [PRINTER_PUT] = {"printer.put",
                     RECORD_INSERT("printer", "id",
                                   PRINTER_WRITTEN) "ON CONFLICT (name) DO UPDATE SET name = "
                                                    "excluded.name" PRINTER_REST(
                                                        RECORD_TAKE) " RETURNING id"},
    [PRINTER_STATE] =
        {"printer.state",
         "UPDATE printer SET state = $2, reason = $3, reason_terms = $4, state_at = $5 "
         "WHERE id = $1 AND (state <> $2 OR reason <> $3 OR reason_terms <> $4)"},
    [JOB_ADD] = {"job.add",
                 "INSERT INTO outbox (id, kind, subject_id, order_id, printer_id, state, copy, "
                 "created_at, updated_at, ref, site_id) VALUES ($7, $1, $2, $3, $4, $6, (SELECT "
                 "coalesce(max(o.copy), 0) + 1 FROM outbox o WHERE o.kind = $1 AND o.subject_id = "
                 "$2), $5, $5, $8, $9)"},
    [JOB_BY_ID] = {"job.by_id", JOBS_FROM "WHERE j.id = $1"},
    [JOB_UNDER_WAY] = {"job.under_way",
                       JOBS_FROM "JOIN outbox_state s ON s.code = j.state WHERE j.kind = $1 AND "
                                 "j.subject_id = $2 AND j.id <> $3 AND j.done_at = 0 AND "
                                 "s.wants_person = 0 ORDER BY j.id DESC LIMIT 1"},
    [JOBS_OF_PRINTER] = {"job.of_printer",
                         JOBS_FROM "WHERE j.printer_id = $1 ORDER BY j.id DESC LIMIT $2"},
    [JOBS_ALL] = {"job.all", JOBS_FROM "ORDER BY j.id DESC LIMIT $1", true},
    [JOBS_DUE] = {"job.due", JOBS_FROM
                  "JOIN outbox_state s ON s.code = j.state WHERE j.id IN (SELECT d.id FROM "
                  "outbox d WHERE d.done_at = 0 AND d.next_at <= $1) AND s.wants_person "
                  "= 0 AND j.printer_id IS NOT NULL AND j.id > $2 ORDER BY j.id LIMIT $3"},
    [JOBS_OPEN] =
        {"job.open",
         "SELECT count(*) FROM outbox j JOIN outbox_state s ON s.code = j.state WHERE j.done_at = "
         "0 AND s.wants_person = 0"},
    [JOBS_WORKABLE] = {"job.workable",
                       "SELECT count(*) FROM outbox j JOIN outbox_state s ON s.code = j.state "
                       "WHERE j.done_at = 0 AND s.wants_person = 0 AND j.printer_id IS NOT NULL"},
    [JOBS_NEXT] = {"job.next",
                   "SELECT coalesce(min(j.next_at), 0) FROM outbox j JOIN outbox_state s ON s.code "
                   "= j.state WHERE j.done_at = 0 AND j.next_at > $1 AND s.wants_person = 0 AND "
                   "j.printer_id IS NOT NULL"},
    [JOBS_WAITS] = {"job.waits",
                    RECORD_SELECT(WAIT_ROW) "FROM outbox j JOIN outbox_state s ON s.code = j.state "
                                            "LEFT JOIN printer p ON p.id = j.printer_id WHERE "
                                            "j.done_at = 0 GROUP BY p.name, s.wants_person ORDER "
                                            "BY p.name, s.wants_person"},
    [JOB_STEP] = {"job.step",
                  "UPDATE outbox SET state = $3, reason = $4, reason_terms = $5, remote_job = "
                  "CASE WHEN $6 < 0 THEN remote_job ELSE $6 END, next_at = $7, updated_at = $8, "
                  "tries = tries + $9, worker = $10, done_at = $11 "
                  "WHERE id = $1 AND state = $2 AND tries = $12"},
    [JOB_WISH] = {"job.wish", "UPDATE outbox SET moves_to = $2 WHERE id = $1 AND state = $3"},
    [JOB_MOVE] = {"job.move", "UPDATE outbox SET printer_id = $2, moves_to = NULL, next_at = 0 "
                              "WHERE id = $1 AND state = $3"},
    [JOBS_ADOPT] = {"job.adopt", "UPDATE outbox SET printer_id = $1 WHERE printer_id IS NULL "
                                 "AND done_at = 0"},
    [JOBS_ADOPT_AT] = {"job.adopt_at",
                       "UPDATE outbox SET printer_id = $1 WHERE printer_id IS NULL AND done_at = 0 "
                       "AND (site_id = $2 OR (ref = '' AND EXISTS (SELECT 1 FROM parcel q JOIN "
                       "fulfilment f ON f.id = q.fulfilment_id WHERE q.id = outbox.subject_id AND "
                       "f.site_id = $2)))"},
    [PRINTER_OF_SITE] = {"printer.of_site",
                         "SELECT coalesce(min(s.printer_id), 0) FROM station s WHERE s.site_id = "
                         "$1",
                         true},
};

const struct sql_list print_sql = {"print", sql, G_N_ELEMENTS(sql)};

struct list *store_printers(struct db *db, int64_t today, GError **error)
{
    return list_records(db, &sql[PRINTERS], DB_ARGS(ival(today)), &printer_row_record, error);
}

struct list *store_printer(struct db *db, const char *name, GError **error)
{
    return list_records(db, &sql[PRINTER_NAMED], DB_ARGS(ival(INT64_MAX), tval(name)),
                        &printer_row_record, error);
}

int64_t store_printer_put(struct db *db, const struct printer_row *row, GError **error)
{
    struct printer_row written = *row;
    int64_t id = written.id = db_new_id(db, "printer", error);
    return id && db_get(db, &sql[PRINTER_PUT], &id,
                        ROW_ARGS(&sql[PRINTER_PUT], &printer_row_record, &written), error) == 1
               ? id
               : 0;
}

int64_t store_printer_state(struct db *db, int64_t id, const char *state,
                            const struct reason *reason, int64_t now, GError **error)
{
    return db_run(db, &sql[PRINTER_STATE],
                  DB_ARGS(ival(id), tval(state), tval(reason->code),
                          tval(reason->terms ? reason->terms : ""), ival(now)),
                  error);
}

int64_t store_job_add(struct db *db, const struct new_job *job, GError **error)
{
    int64_t id = db_new_id(db, "outbox", error);
    return id && db_queue(db, &sql[JOB_ADD],
                          DB_ARGS(tval(job->kind), ival(job->subject_id), idval(job->order_id),
                                  idval(job->printer_id), ival(job->now), tval(job->state),
                                  ival(id), tval(job->ref ? job->ref : ""), idval(job->site_id)),
                          1, NULL, error)
               ? id
               : 0;
}

static struct list *jobs(struct db *db, int statement, struct db_args args, GError **error)
{
    return list_records(db, &sql[statement], args, &job_row_record, error);
}

struct list *store_job(struct db *db, int64_t id, GError **error)
{
    return jobs(db, JOB_BY_ID, DB_ARGS(ival(id)), error);
}

struct list *store_job_under_way(struct db *db, const struct job_row *job, GError **error)
{
    return list_records(db, &sql[JOB_UNDER_WAY],
                        DB_ARGS(tval(job->kind), ival(job->subject_id), ival(job->id)),
                        &job_row_record, error);
}

struct list *store_jobs(struct db *db, int64_t printer_id, int64_t n, GError **error)
{
    if (printer_id)
        return jobs(db, JOBS_OF_PRINTER, DB_ARGS(ival(printer_id), ival(n)), error);
    return jobs(db, JOBS_ALL, DB_ARGS(ival(n)), error);
}

struct list *store_jobs_due(struct db *db, int64_t now, int64_t after, int64_t n, GError **error)
{
    return jobs(db, JOBS_DUE, DB_ARGS(ival(now), ival(after), ival(n)), error);
}

static int64_t count(struct db *db, int statement, GError **error)
{
    int64_t n = -1;
    return db_get(db, &sql[statement], &n, DB_NO_ARGS, error) == 1 ? n : -1;
}

int64_t store_jobs_open(struct db *db, GError **error)
{
    return count(db, JOBS_OPEN, error);
}

int64_t store_jobs_workable(struct db *db, GError **error)
{
    return count(db, JOBS_WORKABLE, error);
}

bool store_jobs_next(struct db *db, int64_t now, int64_t *ret_at, GError **error)
{
    return db_get(db, &sql[JOBS_NEXT], ret_at, DB_ARGS(ival(now)), error) == 1;
}

struct list *store_jobs_waits(struct db *db, GError **error)
{
    return list_records(db, &sql[JOBS_WAITS], DB_NO_ARGS, &wait_row_record, error);
}

bool store_job_step(struct db *db, int64_t id, const struct job_step *step, GError **error)
{
    const struct reason *why = &step->reason;
    return db_run_one(db, &sql[JOB_STEP], _("The print job"),
                      DB_ARGS(ival(id), tval(step->from), tval(step->to),
                              tval(why->code ? why->code : ""), tval(why->terms ? why->terms : ""),
                              ival(step->remote_job), ival(step->next_at), ival(step->now),
                              ival(step->try), tval(step->worker ? step->worker : ""),
                              ival(step->over ? step->now : 0), ival(step->tries)),
                      error);
}

bool store_job_wish(struct db *db, int64_t id, int64_t printer_id, const char *state,
                    GError **error)
{
    return db_run_one(db, &sql[JOB_WISH], _("The print job"),
                      DB_ARGS(ival(id), idval(printer_id), tval(state)), error);
}

bool store_job_move(struct db *db, int64_t id, int64_t printer_id, const char *state,
                    GError **error)
{
    return db_run_one(db, &sql[JOB_MOVE], _("The print job"),
                      DB_ARGS(ival(id), ival(printer_id), tval(state)), error);
}

int64_t store_printer_of_site(struct db *db, int64_t site, GError **error)
{
    int64_t id = 0;
    return db_get(db, &sql[PRINTER_OF_SITE], &id, DB_ARGS(ival(site)), error) == 1 ? id : -1;
}

bool store_jobs_adopt_at(struct db *db, int64_t printer_id, int64_t site, GError **error)
{
    return db_run(db, &sql[JOBS_ADOPT_AT], DB_ARGS(ival(printer_id), ival(site)), error) >= 0;
}

bool store_jobs_adopt(struct db *db, int64_t printer_id, GError **error)
{
    return db_run(db, &sql[JOBS_ADOPT], DB_ARGS(ival(printer_id)), error) >= 0;
}
