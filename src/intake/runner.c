// SPDX-License-Identifier: Apache-2.0
// The batch runner: fill, write, pace, tell, and stop between two batches when asked to.
#include "runner.h"

#include "i18n.h"

struct run {
    struct db *db;
    const struct feed *feed;
    void *data;
    const struct watch *watch;
    struct pace pace;
    int64_t waiting; // things in the batch
    bool end;        // there are no more
};

static void tell(const struct run *run)
{
    if (!run->watch || !run->watch->step)
        return;
    struct feed_state state = run->feed->state(run->data);
    run->watch->step(run->watch->data, state.done, state.total, state.count);
}

static bool go_on(const struct run *run, GError **error)
{
    if (!run->watch || !run->watch->stopped || !run->watch->stopped(run->watch->data))
        return true;
    return tote_fail(error, TOTE_CANCELLED, NULL, _(run->feed->stopped),
                     run->feed->state(run->data).count);
}

static bool fill(struct run *run, GError **error)
{
    while (run->waiting < run->pace.size && !run->end) {
        enum feed_step step = run->feed->next(run->data, error);
        if (step == FEED_FAILED)
            return false;
        run->waiting += step == FEED_TOOK;
        run->end = step == FEED_END;
        if (!run->end)
            tell(run);
    }
    return true;
}

static bool write_batch(struct run *run, int64_t *ret_n, GError **error)
{
    if (!run->feed->write(run->data, run->pace.size, ret_n, error))
        return false;
    run->waiting -= *ret_n;
    pace_note(&run->pace, *ret_n, db_held_us(run->db), db_was_wanted(run->db));
    tell(run);
    return true;
}

bool feed_run(struct db *db, const struct feed *feed, void *data, int64_t most,
              const struct watch *watch, GError **error)
{
    struct run run = {
        .db = db, .feed = feed, .data = data, .watch = watch, .pace = pace_begin(most)};
    for (;;) {
        int64_t size = run.pace.size, n = 0;
        if (feed->next && !fill(&run, error))
            return false;
        if (!write_batch(&run, &n, error))
            return false;
        if (feed->next ? run.end && run.waiting <= 0 : n < size)
            return true;
        if (!go_on(&run, error))
            return false;
    }
}
