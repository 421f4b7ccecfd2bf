// SPDX-License-Identifier: Apache-2.0
// What a search over all orders knows before it begins: the cost of each order if it came first,
// and who else wants its items.
#include "source_crew.h"

static void plan_alone(struct hall *hall, struct book *book)
{
    struct ask ask;
    ask_open(&ask, hall->desk);
    for (int order = 0; order < hall->desk->problem->n_orders; order++) {
        ask_plan(&ask, book, order);
        hall->alone[order] = ask.best[0].cost;
        hall->alone_set[order] = ask.best[0].set;
    }
    ask_close(&ask);
}

static void index_skus(struct hall *hall)
{
    const struct source_problem *p = hall->desk->problem;
    for (int i = 0; i < p->n_orders; i++)
        for (int k = 0; k < p->orders[i].n; k++)
            hall->sku_first[p->lines[p->orders[i].first + k].sku + 1]++;
    for (int i = 0; i < p->n_skus; i++)
        hall->sku_first[i + 1] += hall->sku_first[i];
    hall->sku_orders = g_new0(int, hall->sku_first[p->n_skus] + 1);
    g_autofree int *at = g_memdup2(hall->sku_first, (size_t)(p->n_skus + 1) * sizeof *at);
    for (int i = 0; i < p->n_orders; i++)
        for (int k = 0; k < p->orders[i].n; k++)
            hall->sku_orders[at[p->lines[p->orders[i].first + k].sku]++] = i;
}

void hall_open(struct hall *hall, const struct desk *desk, struct book *untouched)
{
    const struct source_problem *p = desk->problem;
    *hall = (struct hall){
        .desk = desk,
        .alone = g_new0(double, p->n_orders + 1),
        .alone_set = g_new0(uint64_t, p->n_orders + 1),
        .sku_first = g_new0(int, p->n_skus + 2),
    };
    plan_alone(hall, untouched);
    index_skus(hall);
}

void hall_close(struct hall *hall)
{
    g_free(hall->alone);
    g_free(hall->alone_set);
    g_free(hall->sku_first);
    g_free(hall->sku_orders);
}
