// SPDX-License-Identifier: Apache-2.0
// All orders together: the plan of the online pass, improved round by round while it cools down.
#include "source_crew.h"

enum {
    ROUNDS_EACH = 400, // by default, for each order
    LOOK = 64,         // rounds between two looks at the clock
};

// How much dearer a round may make it, at first and at last, in parcels.
static const double heat_first = 0.2, heat_last = 0.004;

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

// Improves BEST, which the crew has at first. Answers how many rounds that took.
static uint64_t improve(struct crew *crew, const struct effort *effort, struct plan *best)
{
    const struct desk *desk = crew->hall->desk;
    int n = desk->problem->n_orders;
    uint64_t most = effort->rounds ? effort->rounds : (uint64_t)n * ROUNDS_EACH, round = 0;
    double parcel = usual_parcel(desk), cost = total(best, n), least = cost, spent;
    while (crew->n_unhappy && (spent = effort_spent(effort, round, most, least)) < 1) {
        double cool = (1 - spent) * (1 - spent);
        crew->heat = parcel * (heat_last + (heat_first - heat_last) * cool);
        for (int i = 0; i < LOOK && round < most; i++, round++)
            cost += crew_round(crew);
        if (cost < least - 1e-9) {
            least = cost;
            crew_copy_changes(crew, best);
        }
    }
    return round;
}

bool source_batch(const struct source_problem *problem, const struct effort *effort,
                  struct source_answer *ret_answer, GError **error)
{
    g_auto(source_desk) desk = {0};
    struct hall hall;
    struct crew crew;
    int n = problem->n_orders;
    *ret_answer = (struct source_answer){0};
    if (!desk_open(&desk, problem, error))
        return false;
    struct plan *plans = plans_new(n), *best = plans_new(n);
    crew_open(&crew, &hall, &desk, plans, effort->seed);
    hall_open(&hall, &desk, &crew.book);
    book_fill(&crew.book, &crew.ask);
    crew_gather(&crew);
    crew_copy_changes(&crew, best);
    uint64_t rounds = improve(&crew, effort, best);
    desk_answer(&desk, best, ret_answer);
    ret_answer->rounds = rounds;
    crew_close(&crew);
    hall_close(&hall);
    plans_free(plans, n);
    plans_free(best, n);
    return true;
}
