// SPDX-License-Identifier: Apache-2.0
// A crew: threads that sleep between lists of jobs and take jobs off a common counter.
#include "carton_crew.h"

#include <stdbool.h>

struct crew {
    GMutex mutex;
    GCond begins, ends;
    guint n_threads, busy, list; // list counts the lists given out
    bool leaves;
    GThread **threads;
    guint n;
    gint next;
    void (*job)(guint i, guint member, void *data);
    void *data;
};

struct member {
    struct crew *crew;
    guint number;
};

static void work(struct crew *crew, guint member)
{
    for (;;) {
        guint i = (guint)g_atomic_int_add(&crew->next, 1);
        if (i >= crew->n)
            return;
        crew->job(i, member, crew->data);
    }
}

static void *live(void *data)
{
    struct member member = *(struct member *)data;
    struct crew *crew = member.crew;
    guint seen = 0;
    g_free(data);
    g_mutex_lock(&crew->mutex);
    for (;;) {
        while (crew->list == seen && !crew->leaves)
            g_cond_wait(&crew->begins, &crew->mutex);
        if (crew->leaves)
            break;
        seen = crew->list;
        g_mutex_unlock(&crew->mutex);
        work(crew, member.number);
        g_mutex_lock(&crew->mutex);
        if (--crew->busy == 0)
            g_cond_signal(&crew->ends);
    }
    g_mutex_unlock(&crew->mutex);
    return NULL;
}

struct crew *crew_new(guint n)
{
    struct crew *crew = g_new0(struct crew, 1);
    g_mutex_init(&crew->mutex);
    g_cond_init(&crew->begins);
    g_cond_init(&crew->ends);
    crew->n_threads = MAX(n, 1) - 1;
    crew->threads = g_new0(GThread *, MAX(n, 1));
    for (guint i = 0; i < crew->n_threads; i++) {
        struct member *member = g_new(struct member, 1);
        *member = (struct member){crew, i + 1};
        crew->threads[i] = g_thread_new("carton", live, member);
    }
    return crew;
}

void crew_free(struct crew *crew)
{
    g_mutex_lock(&crew->mutex);
    crew->leaves = true;
    g_cond_broadcast(&crew->begins);
    g_mutex_unlock(&crew->mutex);
    for (guint i = 0; i < crew->n_threads; i++)
        g_thread_join(crew->threads[i]);
    g_mutex_clear(&crew->mutex);
    g_cond_clear(&crew->begins);
    g_cond_clear(&crew->ends);
    g_free(crew->threads);
    g_free(crew);
}

void crew_run(struct crew *crew, guint n, void (*job)(guint i, guint member, void *data),
              void *data)
{
    g_mutex_lock(&crew->mutex);
    crew->n = n;
    crew->job = job;
    crew->data = data;
    g_atomic_int_set(&crew->next, 0);
    crew->busy = crew->n_threads;
    crew->list++;
    g_cond_broadcast(&crew->begins);
    g_mutex_unlock(&crew->mutex);
    work(crew, 0);
    g_mutex_lock(&crew->mutex);
    while (crew->busy)
        g_cond_wait(&crew->ends, &crew->mutex);
    g_mutex_unlock(&crew->mutex);
}
