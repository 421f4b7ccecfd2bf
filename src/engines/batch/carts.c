// SPDX-License-Identifier: Apache-2.0
// Orders to carts from the outside: check, start, search, answer.
#include "carts.h"

#include <stdlib.h>
#include <string.h>

#include "cart_exact.h"
#include "cart_search.h"
#include "cart_start.h"
#include "errors.h"
#include "i18n.h"

// Everything one call works with.
struct work {
    const struct effort *effort;
    struct ruler *ruler;
    struct model *model;
    struct chain *chain, *helper;
    struct split *fresh;
};

static void work_clear(struct work *work)
{
    split_free(work->fresh);
    chain_free(work->chain);
    chain_free(work->helper);
    model_free(work->model);
    ruler_free(work->ruler);
}

static bool reachable(const struct work *work, GError **error)
{
    const struct model *model = work->model;
    for (uint32_t b = 0; b < model->n; b++)
        if (ruler_length(work->ruler, model_row(model, b)) < 0)
            return tote_fail(error, TOTE_ENGINE_LIMIT, "stops",
                             _("Order %u cannot be walked: no way leads there and back, or the "
                               "rule is not for this floor"),
                             model->order[model->first_order[b]]);
    return true;
}

static bool work_begin(struct work *work, const struct carts_problem *problem,
                       const struct effort *effort, GError **error)
{
    work->effort = effort;
    if (!model_check(problem, error))
        return false;
    work->ruler = ruler_new(problem, error);
    if (!work->ruler)
        return false;
    work->model = model_new(problem, work->ruler);
    work->chain = chain_new(work->model, effort ? effort->seed : 0, error);
    work->helper = chain_new(work->model, effort ? ~effort->seed : 0, error);
    work->fresh = split_new(work->model);
    return work->chain && reachable(work, error);
}

static bool stopped(void *data)
{
    const struct work *work = data;
    return work->effort && work->effort->spent &&
           work->effort->spent((double)work->chain->best->length, work->effort->data) >= 1;
}

// The start may take a third of the time: the rest improves whatever it came to.
static bool started(void *data)
{
    const struct work *work = data;
    const struct effort *effort = work->effort;
    return effort && effort->spent &&
           effort->spent((double)work->chain->best->length, effort->data) >= 1.0 / 3;
}

// A start made on `fresh` is taken over by the chain if it is the best so far.
static void offer(struct work *work)
{
    struct split *fresh = work->fresh;
    fresh->lateness = late_seconds(work->chain->late, fresh, NULL, NULL);
    chain_set(work->chain, fresh);
    split_free(fresh);
    work->fresh = split_new(work->model);
}

static void start_in_order(struct work *work, uint32_t *sorted)
{
    start_in_turn(work->fresh, work->chain->meter, sorted);
    g_free(sorted);
    offer(work);
}

static void start(struct work *work)
{
    start_in_order(work, start_as_come(work->model));
    if (work->model->timed)
        start_in_order(work, start_by_cut_off(work->model));
    start_savings(work->fresh, work->chain->meter, started, work);
    offer(work);
    chain_set(work->chain, work->chain->best);
}

static int rising(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

// The orders of a cart, into the plan's list.
static struct carts_cart answer_cart(const struct split *split, const struct trip *trip,
                                     uint32_t *orders, uint32_t first)
{
    const struct model *model = split->model;
    struct carts_cart cart = {first, 0, split->carts[trip->cart].length, trip->leaves, trip->back};
    for (uint32_t b = split->carts[trip->cart].head; b != model->n; b = split->next[b])
        for (uint32_t i = model->first_order[b]; i < model->first_order[b + 1]; i++)
            orders[first + cart.n++] = model->order[i];
    qsort(orders + first, cart.n, sizeof *orders, rising);
    return cart;
}

static void answer(const struct work *work, struct carts_plan *plan)
{
    const struct model *model = work->model;
    const struct split *split = work->chain->best;
    const struct trip *trips = late_trips(work->chain->late, split, NULL, &plan->n_carts);
    uint32_t first = 0;
    plan->carts = g_new0(struct carts_cart, plan->n_carts + 1);
    plan->orders = g_new0(uint32_t, model->problem->n_orders + 1);
    for (uint32_t i = 0; i < plan->n_carts; i++) {
        plan->carts[i] = answer_cart(split, &trips[i], plan->orders, first);
        first += plan->carts[i].n;
    }
    plan->length = split->length;
    plan->lateness = late_seconds(work->chain->late, split, NULL, &plan->late_orders);
    plan->n_refusals = model->refusals->len;
    plan->refusals =
        g_memdup2(model->refusals->data, model->refusals->len * sizeof(struct carts_refusal));
    plan->rounds = work->chain->rounds;
}

bool carts_plan_make(const struct carts_problem *problem, const struct effort *effort,
                     struct carts_plan *ret_plan, GError **error)
{
    struct work work = {0};
    bool proven = false;
    *ret_plan = (struct carts_plan){0};
    bool begun = work_begin(&work, problem, effort, error);
    if (begun) {
        start(&work);
        proven = exact_run(work.chain, stopped, &work);
        if (!proven)
            search_run(work.chain, work.helper, effort);
        answer(&work, ret_plan);
        ret_plan->proven = proven;
    }
    work_clear(&work);
    return begun;
}

bool carts_plan_first_come(const struct carts_problem *problem, struct carts_plan *ret_plan,
                           GError **error)
{
    struct work work = {0};
    *ret_plan = (struct carts_plan){0};
    bool begun = work_begin(&work, problem, NULL, error);
    if (begun) {
        start_in_order(&work, start_as_come(work.model));
        answer(&work, ret_plan);
    }
    work_clear(&work);
    return begun;
}

bool carts_plan_savings(const struct carts_problem *problem, struct carts_plan *ret_plan,
                        GError **error)
{
    struct work work = {0};
    *ret_plan = (struct carts_plan){0};
    bool begun = work_begin(&work, problem, NULL, error);
    if (begun) {
        start_savings(work.fresh, work.chain->meter, NULL, NULL);
        offer(&work);
        answer(&work, ret_plan);
    }
    work_clear(&work);
    return begun;
}

void carts_plan_clear(struct carts_plan *plan)
{
    g_free(plan->carts);
    g_free(plan->orders);
    g_free(plan->refusals);
    *plan = (struct carts_plan){0};
}
