// SPDX-License-Identifier: Apache-2.0
// The queue of orders that wait for goods as a feed of the batch runner.
#include "release_all.h"

#include "i18n.h"
#include "runner.h"

struct waiting {
    struct session *session;
    struct release *release;
};

static bool write_waiting(void *data, int64_t size, int64_t *ret_n, GError **error)
{
    struct waiting *waiting = data;
    int64_t before = waiting->release->orders;
    bool more = false;
    waiting->release->size = size;
    if (!release_batch(waiting->session, waiting->release, &more, error))
        return false;
    *ret_n = waiting->release->orders - before;
    return true;
}

static struct feed_state state_of(const void *data)
{
    const struct waiting *waiting = data;
    return (struct feed_state){.count = waiting->release->orders};
}

static int64_t all_waiting(void *data)
{
    const struct waiting *waiting = data;
    int64_t left = release_left(waiting->session->db, waiting->release, NULL);
    return left < 0 ? -1 : waiting->release->orders + left;
}

bool release_all(struct session *session, struct release *release, const struct watch *watch,
                 GError **error)
{
    static const struct feed feed = {
        .write = write_waiting,
        .state = state_of,
        .stopped = N_("Stopped after %" G_GINT64_FORMAT " orders; they are complete"),
        .all = all_waiting,
    };
    struct waiting waiting = {session, release};
    return release_resume(session, release, error) &&
           feed_run(session->db, &feed, &waiting, PACE_MOST, watch, error);
}
