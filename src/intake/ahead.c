// SPDX-License-Identifier: Apache-2.0
// A thread that makes things, and the queue of parts between it and the one who takes them. A part
// is several things: a lock and a wake for each would cost more than many a thing.
#include "ahead.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>

enum {
    PER_PART = 32,
    PARTS_MOST = 32, // that wait: enough to write from while the thread is held up, and few MB
};

struct part {
    GArray *things;
    enum feed_step last; // what the last one was made with
    GError *error;
};

struct ahead {
    const struct ahead_kind *kind;
    void *data;
    GThread *thread;
    // Threads of POSIX, not of GLib: sanitizers see what these lock.
    pthread_mutex_t mutex; // guards what follows
    pthread_cond_t came, went;
    GQueue waiting; // struct part *
    bool leaves;
    // Of the one who takes:
    struct part *part;
    unsigned taken; // things of it
};

static void part_free(struct part *part)
{
    if (!part)
        return;
    g_array_unref(part->things);
    g_clear_error(&part->error);
    g_free(part);
}

// --- the thread

static struct part *make_part(struct ahead *ahead)
{
    struct part *part = g_new0(struct part, 1);
    part->things = g_array_new(FALSE, TRUE, (unsigned)ahead->kind->size);
    g_array_set_clear_func(part->things, ahead->kind->clear);
    while (part->last == FEED_TOOK && part->things->len < PER_PART) {
        g_array_set_size(part->things, part->things->len + 1); // zeroed
        void *thing = part->things->data + (part->things->len - 1) * ahead->kind->size;
        part->last = ahead->kind->make(ahead->data, thing, &part->error);
    }
    return part;
}

// Hands PART over, once there is room; false when nobody wants any more.
static bool hand_over(struct ahead *ahead, struct part *part)
{
    pthread_mutex_lock(&ahead->mutex);
    while (ahead->waiting.length >= PARTS_MOST && !ahead->leaves)
        pthread_cond_wait(&ahead->went, &ahead->mutex);
    bool wanted = !ahead->leaves;
    if (wanted)
        g_queue_push_tail(&ahead->waiting, part);
    pthread_cond_signal(&ahead->came);
    pthread_mutex_unlock(&ahead->mutex);
    return wanted;
}

static void *read_on(void *data)
{
    struct ahead *ahead = data;
    for (enum feed_step step = FEED_TOOK; step == FEED_TOOK;) {
        struct part *part = make_part(ahead);
        step = part->last;
        if (hand_over(ahead, part))
            continue;
        part_free(part);
        break;
    }
    return NULL;
}

// Signals are for the thread that writes: they interrupt its wait for the database.
static GThread *start_thread(struct ahead *ahead)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    GThread *thread = g_thread_new("ahead", read_on, ahead);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return thread;
}

// --- the other side

struct ahead *ahead_start(const struct ahead_kind *kind, void *data)
{
    struct ahead *ahead = g_new0(struct ahead, 1);
    ahead->kind = kind;
    ahead->data = data;
    pthread_mutex_init(&ahead->mutex, NULL);
    pthread_cond_init(&ahead->came, NULL);
    pthread_cond_init(&ahead->went, NULL);
    g_queue_init(&ahead->waiting);
    ahead->thread = start_thread(ahead);
    return ahead;
}

static struct part *wait_for_part(struct ahead *ahead)
{
    pthread_mutex_lock(&ahead->mutex);
    while (!ahead->waiting.length)
        pthread_cond_wait(&ahead->came, &ahead->mutex);
    struct part *part = g_queue_pop_head(&ahead->waiting);
    pthread_cond_signal(&ahead->went);
    pthread_mutex_unlock(&ahead->mutex);
    return part;
}

enum feed_step ahead_take(struct ahead *ahead, void *ret_thing, GError **error)
{
    size_t size = ahead->kind->size;
    if (!ahead->part || ahead->taken == ahead->part->things->len) {
        part_free(ahead->part);
        ahead->part = wait_for_part(ahead);
        ahead->taken = 0;
    }
    struct part *part = ahead->part;
    char *thing = part->things->data + ahead->taken++ * size;
    memcpy(ret_thing, thing, size);
    memset(thing, 0, size); // owned by the caller
    if (ahead->taken < part->things->len)
        return FEED_TOOK;
    if (part->error)
        g_propagate_error(error, g_steal_pointer(&part->error));
    return part->last;
}

void ahead_stop(struct ahead *ahead)
{
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->mutex);
    ahead->leaves = true;
    pthread_cond_signal(&ahead->went);
    pthread_mutex_unlock(&ahead->mutex);
    g_thread_join(ahead->thread);
    for (struct part *part; (part = g_queue_pop_head(&ahead->waiting));)
        part_free(part);
    part_free(ahead->part);
    pthread_mutex_destroy(&ahead->mutex);
    pthread_cond_destroy(&ahead->came);
    pthread_cond_destroy(&ahead->went);
    g_free(ahead);
}
