// SPDX-License-Identifier: Apache-2.0
// Waiting without waking up in between.
#include "worker_wait.h"

#include <poll.h>

#include "clock.h"

enum { ASK_US = 250000 }; // how often a server is asked, which tells nobody of commits

void worker_wait_begin(struct worker_wait *wait)
{
    db_watch_fd(wait->db); // watches from now on
    db_watch_clear(wait->db);
    wait->token = db_change_token(wait->db);
}

// A signal that comes between the look at the flag and the sleep must end the sleep: so it can come
// in the sleep only.
static bool sleeps(const struct worker_wait *wait, int fd, int64_t us)
{
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    struct pollfd news = {.fd = fd, .events = POLLIN};
    const struct timespec time = {us / G_USEC_PER_SEC, us % G_USEC_PER_SEC * 1000};
    bool slept =
        (!wait->stop || !*wait->stop) && ppoll(&news, 1, us < 0 ? NULL : &time, &before) >= 0;
    sigprocmask(SIG_SETMASK, &before, NULL);
    return slept;
}

static bool committed(const struct worker_wait *wait)
{
    db_watch_clear(wait->db);
    return db_change_token(wait->db) != wait->token;
}

void worker_wait_for_news(struct worker_wait *wait, int64_t least_us, int64_t until_us)
{
    int64_t now = clock_monotonic_us();
    int fd = db_watch_fd(wait->db);
    if (now < least_us && !sleeps(wait, -1, least_us - now))
        return;
    for (;;) {
        now = clock_monotonic_us();
        int64_t left = until_us == WAIT_FOR_EVER ? -1 : until_us - now;
        if ((until_us != WAIT_FOR_EVER && left <= 0) || committed(wait))
            return;
        if (fd < 0)
            left = left < 0 ? ASK_US : MIN(left, ASK_US);
        if (!sleeps(wait, fd, left))
            return;
    }
}
