// SPDX-License-Identifier: Apache-2.0
// All orders together: the plan of the online pass, improved round by round while it cools down.
#include "source_meet.h"

enum {
    ROUNDS_EACH = 400, // by default, for each order
    STRETCH = 64,      // rounds of a crew between two meetings, and two looks at the clock
    FEW_ORDERS = 200,  // for a second crew
};

// How much dearer a round may make it, at first and at last, in parcels.
static const double heat_first = 0.2, heat_last = 0.004;

struct search {
    struct hall hall;
    struct crew crews[2];
    int n_crews, n_orders;
    struct plan *plans[2], *best;
    struct marks changed, stale; // changed: since BEST was copied
    GAsyncQueue *begin, *end;    // what the helper is told, and answers
    uint64_t rounds;             // of a crew in this stretch
};

static double total(const struct plan *plans, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += plans[i].cost;
    return sum;
}

static double usual_parcel(const struct desk *desk)
{
    double sum = 0;
    int n = desk->problem->n_orders;
    for (int i = 0; i < n; i++) {
        double least = G_MAXDOUBLE;
        for (uint64_t set = desk->allowed[i]; set; set &= set - 1)
            least = MIN(least,
                        desk->fee[(size_t)i * (size_t)desk->seats + (size_t)__builtin_ctzll(set)]);
        sum += least < G_MAXDOUBLE ? least : 0;
    }
    return n ? sum / n : 0;
}

static double work(struct crew *crew, uint64_t rounds)
{
    double more = 0;
    for (uint64_t i = 0; i < rounds; i++)
        more += crew_round(crew);
    return more;
}

// The thread of the second crew: a stretch for each crew that it is given, until it gets itself.
static gpointer help(gpointer data)
{
    struct search *s = data;
    while (g_async_queue_pop(s->begin) != s) {
        work(&s->crews[1], s->rounds);
        g_async_queue_push(s->end, s);
    }
    return NULL;
}

// A stretch of work. Answers how much dearer it has become.
static double stretch(struct search *s, GThread *helper)
{
    double more;
    if (helper)
        g_async_queue_push(s->begin, &s->crews[1]);
    more = work(&s->crews[0], s->rounds);
    if (helper)
        g_async_queue_pop(s->end);
    else if (s->n_crews > 1)
        work(&s->crews[1], s->rounds);
    if (s->n_crews > 1)
        more += crews_meet(&s->crews[0], &s->crews[1], &s->stale);
    for (int i = 0; i < s->crews[0].changed.n; i++)
        marks_add(&s->changed, s->crews[0].changed.list[i]);
    marks_clear(&s->crews[0].changed);
    s->crews[0].journal.n = 0;
    return more;
}

static void copy_best(struct search *s)
{
    for (int i = 0; i < s->changed.n; i++)
        plan_copy(&s->best[s->changed.list[i]], &s->plans[0][s->changed.list[i]]);
    marks_clear(&s->changed);
}

// Answers how many rounds it took.
static uint64_t improve(struct search *s, const struct effort *effort, GThread *helper)
{
    uint64_t most = effort->rounds ? effort->rounds : (uint64_t)s->n_orders * ROUNDS_EACH;
    uint64_t round = 0, crews = (uint64_t)s->n_crews;
    double parcel = usual_parcel(s->hall.desk), cost = total(s->best, s->n_orders), least = cost;
    double spent;
    while (s->crews[0].n_unhappy && (spent = effort_spent(effort, round, most, least)) < 1) {
        double cool = (1 - spent) * (1 - spent);
        s->rounds = MIN((uint64_t)STRETCH, (most - round) / crews);
        if (!s->rounds)
            break;
        for (int i = 0; i < s->n_crews; i++)
            s->crews[i].heat = parcel * (heat_last + (heat_first - heat_last) * cool);
        cost += stretch(s, helper);
        round += s->rounds * crews;
        if (cost >= least - 1e-9)
            continue;
        least = cost;
        copy_best(s);
    }
    return round;
}

static void search_open(struct search *s, const struct desk *desk, uint64_t seed)
{
    int n = desk->problem->n_orders;
    *s = (struct search){.n_orders = n, .n_crews = n < FEW_ORDERS ? 1 : 2, .best = plans_new(n)};
    marks_open(&s->changed, n);
    marks_open(&s->stale, n);
    s->begin = g_async_queue_new();
    s->end = g_async_queue_new();
    for (int i = 0; i < s->n_crews; i++) {
        s->plans[i] = plans_new(n);
        crew_open(&s->crews[i], &s->hall, desk, s->plans[i], seed * 2 + (uint64_t)i);
    }
    hall_open(&s->hall, desk, &s->crews[0].book);
    book_fill(&s->crews[0].book, &s->crews[0].ask);
    for (int i = 0; i < n; i++) {
        plan_copy(&s->best[i], &s->plans[0][i]);
        if (s->n_crews < 2)
            continue;
        plan_copy(&s->plans[1][i], &s->plans[0][i]);
        book_take(&s->crews[1].book, i);
    }
    for (int i = 0; i < s->n_crews; i++)
        crew_gather(&s->crews[i]);
}

static void search_close(struct search *s)
{
    for (int i = 0; i < s->n_crews; i++) {
        crew_close(&s->crews[i]);
        plans_free(s->plans[i], s->n_orders);
    }
    plans_free(s->best, s->n_orders);
    hall_close(&s->hall);
    marks_close(&s->changed);
    marks_close(&s->stale);
    g_async_queue_unref(s->begin);
    g_async_queue_unref(s->end);
}

bool source_batch(const struct source_problem *problem, const struct effort *effort,
                  struct source_answer *ret_answer, GError **error)
{
    g_auto(source_desk) desk = {0};
    struct search s;
    GThread *helper = NULL; // without one the second crew works after the first
    *ret_answer = (struct source_answer){0};
    if (!desk_open(&desk, problem, error))
        return false;
    search_open(&s, &desk, effort->seed);
    if (s.n_crews > 1)
        helper = g_thread_try_new("source", help, &s, NULL);
    uint64_t rounds = improve(&s, effort, helper);
    if (helper) {
        g_async_queue_push(s.begin, &s);
        g_thread_join(helper);
    }
    desk_answer(&desk, s.best, ret_answer);
    ret_answer->rounds = rounds;
    search_close(&s);
    return true;
}
