// SPDX-License-Identifier: Apache-2.0
// The loop of the worker over the outbox.
#include "worker.h"

#include <unistd.h>

#include "clock.h"
#include "i18n.h"
#include "lives.h"
#include "outbox_kind.h"
#include "paper.h"
#include "people.h"
#include "worker_wait.h"

enum {
    JOBS_AT_ONCE = 50,
    QUIET_US = 200000,         // rounds follow each other so closely at most
    RETRY_US = 1000000,        // the database is away or busy
    SETTLE_US = 4000000,       // with `once`: nothing moved for so long
    LINGER_US = 60000000,      // with `linger`: nothing came and nothing moved for so long
    INDEX_AGAIN_US = 60000000, // people who cannot be opened are tried again
    STUCK_MS = MINUTE_MS,      // a job that another worker took and never reported is looked for
};

struct loop {
    struct worker worker;
    const struct worker_options *options;
    struct worker_wait wait;
    int64_t rounds;
    int64_t still;       // rounds since something came or moved
    int64_t quiet_since; // when something came or moved last, µs
    int64_t open, moved; // as they were then
    int64_t index_at;    // when people are looked at again that could not be opened, µs
    bool indexing;       // there are more people whom the index lacks
};

static bool stopping(const struct loop *loop)
{
    return loop->options->stop && *loop->options->stop;
}

// --- one job

static bool deliver(struct worker *worker, const struct job_row *job, GError **error)
{
    const struct outbox_kind *kind = outbox_kind_find(job->kind);
    if (kind)
        return kind->deliver(worker, kind, job, error);
    g_auto(cause_told) why = told_new(CAUSE_JOB_KIND, &T_TEXT("kind", job->kind), 1);
    return outbox_step(worker, job, "fail", &why, 0, 0, error);
}

// JOB keeps the state in which it was found: a waiting one has certainly not gone out yet.
static bool start_job(struct worker *worker, const struct job_row *job, const char *event,
                      GError **error)
{
    g_auto(cause_told) nothing = told_nothing();
    return outbox_step(worker, job, event, &nothing, 0, clock_now() + STUCK_MS, error) &&
           deliver(worker, job, error);
}

static bool advance(struct worker *worker, const struct job_row *job, GError **error)
{
    bool fresh = state_may(&job_states, job->status, "send");
    if (fresh && paper_waits(worker, job))
        return true;
    worker->again_us = MIN(worker->again_us, worker->follow_us); // what became of it is asked then
    if (fresh)
        return start_job(worker, job, "send", error);
    if (state_may(&job_states, job->status, "take"))
        return start_job(worker, job, "take", error); // its worker died, or is stopped
    const struct outbox_kind *kind = outbox_kind_find(job->kind);
    if (state_may(&job_states, job->status, "freed"))
        return !kind || !kind->take_back || kind->take_back(worker, job, error);
    return !kind || !kind->follow || kind->follow(worker, job, error);
}

static bool handle(struct worker *worker, const struct job_row *job, GError **error)
{
    g_autoptr(GError) failed = NULL;
    if (advance(worker, job, &failed) || tote_error_is(failed, TOTE_STALE) ||
        tote_error_is(failed, TOTE_STATE)) // another worker was quicker
        return true;
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

// --- people

// Makes a batch of new customers findable. Without keys that waits; all else goes on.
static bool index_people(struct loop *loop, GError **error)
{
    struct session *session = loop->worker.session;
    bool any = false;
    loop->indexing = false;
    if (clock_monotonic_us() < loop->index_at)
        return true;
    if (!people_unindexed(session->people, &any, error) || !any)
        return !any;
    int64_t indexed = 0;
    struct op_call call = {.op = op_find("person.index"), .result = &indexed};
    struct reply reply = {0};
    g_autoptr(GError) failed = NULL;
    bool ok = op_run(session, &call, &reply, &failed);
    loop->indexing = ok && indexed > 0;
    if (!loop->indexing)
        loop->index_at = clock_monotonic_us() + INDEX_AGAIN_US;
    reply_clear(&reply);
    if (ok || people_is_sealed(failed) || tote_error_is(failed, TOTE_STALE))
        return true;
    g_propagate_error(error, g_steal_pointer(&failed));
    return false;
}

// --- one round

// The print service tells nobody what became of a job: it is asked, the less often the longer
// nothing comes of it.
static const struct backoff follow = {.first_ms = 200, .most_ms = 2000};

// When jobs are due that nobody has to do with now.
static bool note_due(struct loop *loop, GError **error)
{
    int64_t now = clock_now(), next = 0;
    if (!store_jobs_next(loop->worker.session->db, now, &next, error))
        return false;
    int64_t wait_us = MIN(next - now, MINUTE_MS) * 1000; // the clock may be set meanwhile
    if (next)
        loop->worker.again_us = MIN(loop->worker.again_us, clock_monotonic_us() + wait_us);
    return true;
}

// All that is due, however many stay where they are: what comes out of one printer does not stand
// behind the jobs of another that is away or out of paper.
static bool handle_due(struct loop *loop, GError **error)
{
    for (int64_t last = 0; !stopping(loop);) {
        g_autoptr(rowlist) jobs =
            store_jobs_due(loop->worker.session->db, clock_now(), last, JOBS_AT_ONCE, error);
        for (unsigned i = 0; jobs && i < list_len(jobs) && !stopping(loop); i++)
            if (!handle(&loop->worker, list_at(jobs, const struct job_row, i), error))
                return false;
        if (!jobs || list_len(jobs) < JOBS_AT_ONCE)
            return jobs != NULL;
        last = list_at(jobs, const struct job_row, JOBS_AT_ONCE - 1)->id;
    }
    return true;
}

// One look at everything that is due. *ret_open is how many jobs are not at their end.
static bool round_trip(struct loop *loop, int64_t *ret_open, GError **error)
{
    worker_wait_begin(&loop->wait);
    loop->rounds++;
    loop->worker.again_us = INT64_MAX;
    loop->worker.follow_us = clock_monotonic_us() + backoff_ms(follow, loop->still) * 1000;
    if (!handle_due(loop, error))
        return false;
    *ret_open = store_jobs_open(loop->worker.session->db, error);
    return *ret_open >= 0 && note_due(loop, error) && index_people(loop, error);
}

// --- the loop

static int64_t ended(const struct loop *loop)
{
    return loop->worker.done + loop->worker.failed;
}

// With `once`: until nothing moves any more; a printer that is away or out of paper is left.
static bool settled(const struct loop *loop, int64_t before, int64_t open, int64_t *still)
{
    bool moved = ended(loop) != before || !open;
    *still = moved ? 0 : *still + 1;
    return !open || *still * QUIET_US > SETTLE_US;
}

// May the worker go on after this error? A busy or lost database comes back.
static bool survives(struct loop *loop, const GError *error)
{
    if (loop->options->once)
        return false;
    if (db_lost(error))
        db_reopen(loop->worker.session->db, NULL);
    return db_lost(error) || tote_error_is(error, TOTE_DB_BUSY);
}

// Has anything come, or has anything that waits got any further?
static void note_moved(struct loop *loop, int64_t open)
{
    bool moved = open > loop->open || loop->worker.moved != loop->moved || loop->indexing;
    loop->still = moved ? 0 : loop->still + 1;
    if (moved)
        loop->quiet_since = clock_monotonic_us();
    loop->open = open;
    loop->moved = loop->worker.moved;
}

// When a worker that lingers has seen nothing come or move for a minute. What waits for a printer,
// for paper or for a person would be tried for ever; who comes next looks again.
static int64_t linger_end(const struct loop *loop)
{
    int64_t most = loop->options->linger_us ? loop->options->linger_us : LINGER_US;
    return loop->options->linger ? loop->quiet_since + most : INT64_MAX;
}

// Sleeps until there may be something to do. LOST: the database is asked again in a while.
static void wait_for_news(struct loop *loop, int64_t round_us, bool lost)
{
    int64_t until = MIN(loop->worker.again_us, linger_end(loop));
    if (loop->index_at > round_us)
        until = MIN(until, loop->index_at);
    if (lost)
        worker_wait_for_news(&loop->wait, round_us + RETRY_US, 0);
    else
        worker_wait_for_news(&loop->wait, round_us + QUIET_US,
                             until == INT64_MAX ? WAIT_FOR_EVER : until);
}

static bool run(struct loop *loop, int64_t *ret_open, GError **error)
{
    loop->quiet_since = clock_monotonic_us();
    for (int64_t still = 0; !stopping(loop);) {
        int64_t before = ended(loop), round_us = clock_monotonic_us();
        g_autoptr(GError) failed = NULL;
        if (!round_trip(loop, ret_open, &failed) && !survives(loop, failed)) {
            g_propagate_error(error, g_steal_pointer(&failed));
            return false;
        }
        note_moved(loop, *ret_open);
        if (loop->indexing)
            continue;
        if ((loop->options->once && settled(loop, before, *ret_open, &still)) ||
            clock_monotonic_us() > linger_end(loop))
            return true;
        if (loop->options->once)
            g_usleep(QUIET_US);
        else
            wait_for_news(loop, round_us, failed != NULL);
    }
    return true;
}

bool worker_run(struct session *session, const struct worker_options *options,
                struct worker_result *ret_result, GError **error)
{
    g_autofree char *name = g_strdup_printf("%s:%d", g_get_host_name(), (int)getpid());
    g_autoptr(GHashTable) away = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    struct loop loop = {.worker = {.session = session, .name = name, .away = away},
                        .wait = {.db = session->db, .stop = options->stop},
                        .options = options};
    if (!run(&loop, &ret_result->waiting, error))
        return false;
    ret_result->done = loop.worker.done;
    ret_result->failed = loop.worker.failed;
    ret_result->rounds = loop.rounds;
    return true;
}
