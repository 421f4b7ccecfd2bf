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
    bool wrote;      // things of it stand
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

static int64_t all_of(const struct run *run, const struct feed_state *state)
{
    return run->feed->all ? run->feed->all(run->data) : state->total;
}

// FAILED is about one batch, and may say that nothing was changed; those before it stand.
static bool fail_behind(const struct run *run, GError *failed, GError **error)
{
    struct feed_state state = run->feed->state(run->data);
    if (!run->wrote || state.count < 1 || failed->domain != TOTE_ERROR) {
        g_propagate_error(error, failed);
        return false;
    }
    int64_t all = all_of(run, &state);
    g_autofree char *of =
        all < state.count ? g_strdup("") : g_strdup_printf(_(" of %" G_GINT64_FORMAT), all);
    const struct tote_fault fault = {
        .field = tote_error_field(failed),
        .detail = tote_error_detail(failed),
        .position = tote_error_position(failed),
        .hint = _("Mend this, then give the same command again: it goes on behind what stands."),
    };
    tote_fail_full(error, (enum tote_code)failed->code, &fault,
                   ngettext("%s; %" G_GINT64_FORMAT "%s was done before and stands",
                            "%s; %" G_GINT64_FORMAT "%s were done before and stand",
                            (gulong)state.count),
                   failed->message, state.count, of);
    g_error_free(failed);
    return false;
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
    run->wrote |= *ret_n > 0;
    pace_note(&run->pace, *ret_n, db_held_us(run->db), db_was_wanted(run->db));
    tell(run);
    return true;
}

bool feed_run(struct db *db, const struct feed *feed, void *data, int64_t most,
              const struct watch *watch, GError **error)
{
    bool yields = feed->yields && db_sees_others(db);
    struct run run = {
        .db = db, .feed = feed, .data = data, .watch = watch, .pace = pace_begin(most, yields)};
    for (;;) {
        int64_t size = run.pace.size, n = 0;
        GError *failed = NULL;
        if ((feed->next && !fill(&run, &failed)) || !write_batch(&run, &n, &failed))
            return fail_behind(&run, failed, error);
        if (feed->next ? run.end && run.waiting <= 0 : n < size)
            return true;
        if (!go_on(&run, error))
            return false;
    }
}
