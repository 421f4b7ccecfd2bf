// SPDX-License-Identifier: Apache-2.0
// A problem made ready for search: nodes by handling cost, fees of parcels, what may go where.
#include <string.h>

#include "source_desk.h"

static const double rank_weight[SOURCE_MAX_PRIORITY + 1] = {1, 8, 64, 512};

struct ranked {
    double by;
    int node;
};

static int by_value(gconstpointer a, gconstpointer b)
{
    const struct ranked *x = a, *y = b;
    return x->by < y->by ? -1 : x->by > y->by ? 1 : x->node - y->node;
}

static void number_nodes(struct desk *desk)
{
    const struct source_problem *p = desk->problem;
    g_autofree struct ranked *ranked = g_new(struct ranked, desk->n_nodes + 1);
    desk->outer = g_new(int, desk->n_nodes + 1);
    desk->handling = g_new(double, desk->n_nodes + 1);
    desk->parcels = g_new(int64_t, desk->n_nodes + 1);
    desk->units = g_new(int64_t, desk->n_nodes + 1);
    for (int i = 0; i < desk->n_nodes; i++)
        ranked[i] = (struct ranked){p->nodes[i].handling, i};
    qsort(ranked, (size_t)desk->n_nodes, sizeof *ranked, by_value);
    for (int i = 0; i < desk->n_nodes; i++) {
        const struct source_node *node = &p->nodes[ranked[i].node];
        desk->outer[i] = ranked[i].node;
        desk->handling[i] = node->handling;
        desk->parcels[i] = node->max_parcels;
        desk->units[i] = node->max_units;
        desk->capped |= node->max_units != SOURCE_NO_LIMIT;
    }
}

// Sums in 64 bits, kept in 32: nobody orders more.
static void lay_out_stock(struct desk *desk)
{
    const struct source_problem *p = desk->problem;
    size_t n = (size_t)desk->n_nodes, cells = n * (size_t)p->n_skus;
    g_autofree int *inner = g_new(int, n + 1);
    g_autofree int64_t *sum = g_new0(int64_t, cells + 1);
    desk->stock = g_new0(int32_t, cells + 1);
    for (int i = 0; i < desk->n_nodes; i++)
        inner[desk->outer[i]] = i;
    for (int i = 0; i < p->n_stock; i++)
        sum[(size_t)p->stock[i].sku * n + (size_t)inner[p->stock[i].node]] +=
            p->stock[i].qty - p->stock[i].keep;
    for (size_t i = 0; i < cells; i++) {
        uint64_t needs = p->sku_needs ? p->sku_needs[i / n] : 0;
        if (!(needs & ~p->nodes[desk->outer[i % n]].offers))
            desk->stock[i] = (int32_t)CLAMP(sum[i], 0, INT32_MAX);
    }
}

static void lay_out_prices(struct desk *desk)
{
    const struct source_problem *p = desk->problem;
    size_t n = (size_t)desk->n_nodes, cells = n * (size_t)p->n_skus;
    if (!p->price)
        return;
    desk->price = g_new(double, cells + 1);
    for (size_t i = 0; i < cells; i++)
        desk->price[i] = p->price[i - i % n + (size_t)desk->outer[i % n]];
}

static double fee_of(const struct desk *desk, int order, int node)
{
    const struct source_problem *p = desk->problem;
    const struct source_order *o = &p->orders[order];
    int outer = desk->outer[node];
    double fee =
        p->nodes[outer].fixed +
        p->nodes[outer].per_km * p->distance[(size_t)order * (size_t)desk->n_nodes + (size_t)outer];
    return outer == o->preferred ? fee - MIN(fee, o->bonus) : fee;
}

static bool may_ship(const struct desk *desk, int order, int node)
{
    const struct source_problem *p = desk->problem;
    int outer = desk->outer[node];
    return !(p->orders[order].needs & ~p->nodes[outer].offers) &&
           !(p->barred && p->barred[(size_t)order * (size_t)desk->n_nodes + (size_t)outer]) &&
           p->nodes[outer].max_parcels > 0 && p->nodes[outer].max_units > 0;
}

// The nodes that have something of an order, the cheapest parcel first.
static int candidates(const struct desk *desk, int order, struct ranked *ret_list)
{
    const struct source_order *o = &desk->problem->orders[order];
    int n = 0;
    for (int node = 0; node < desk->n_nodes; node++) {
        bool some = false;
        for (int i = o->first; i < o->first + o->n && !some; i++)
            some = desk->stock[(size_t)desk->problem->lines[i].sku * (size_t)desk->n_nodes +
                               (size_t)node] > 0;
        if (some && may_ship(desk, order, node))
            ret_list[n++] = (struct ranked){fee_of(desk, order, node), node};
    }
    qsort(ret_list, (size_t)n, sizeof *ret_list, by_value);
    return n;
}

// Puts up to FEW nodes with stock of LINE at the front of the list; answers how many are there.
static int prefer_line(const struct desk *desk, int line, int few, struct ranked *list, int n,
                       int front)
{
    const int32_t *row =
        desk->stock + (size_t)desk->problem->lines[line].sku * (size_t)desk->n_nodes;
    for (int i = 0; i < front; i++)
        few -= row[list[i].node] >= desk->problem->lines[line].qty;
    for (int i = front; i < n && few > 0 && front < SOURCE_MAX_EXACT; i++) {
        if (row[list[i].node] <= 0)
            continue;
        struct ranked chosen = list[i];
        memmove(list + front + 1, list + front, (size_t)(i - front) * sizeof *list);
        list[front++] = chosen;
        few--;
    }
    return front;
}

// More places than seats: some of the cheapest for each line, then the cheapest of all.
static void cut_short(const struct desk *desk, int order, struct ranked *list, int n)
{
    const struct source_order *o = &desk->problem->orders[order];
    int front = MIN(n, SOURCE_MAX_EXACT / 2);
    for (int i = o->first; i < o->first + o->n; i++)
        front = prefer_line(desk, i, 2, list, n, front);
}

static int by_node(gconstpointer a, gconstpointer b)
{
    return ((const struct ranked *)a)->node - ((const struct ranked *)b)->node;
}

static void seat_order(struct desk *desk, int order, struct ranked *list)
{
    size_t base = (size_t)order * (size_t)desk->seats;
    int n = candidates(desk, order, list);
    if (n > desk->seats) {
        cut_short(desk, order, list, n);
        desk->cut[order] = true;
        n = desk->seats;
    }
    qsort(list, (size_t)n, sizeof *list, by_node);
    for (int i = 0; i < n; i++) {
        size_t seat = desk->node_at ? (size_t)i : (size_t)list[i].node;
        if (desk->node_at)
            desk->node_at[base + seat] = (uint16_t)list[i].node;
        desk->fee[base + seat] = list[i].by;
        desk->allowed[order] |= UINT64_C(1) << seat;
    }
}

bool desk_open(struct desk *desk, const struct source_problem *p, GError **error)
{
    *desk = (struct desk){.problem = p};
    if (!source_check(p, error))
        return false;
    desk->n_nodes = p->n_nodes;
    desk->seats = MIN(p->n_nodes, SOURCE_MAX_EXACT);
    number_nodes(desk);
    lay_out_stock(desk);
    lay_out_prices(desk);
    size_t n = (size_t)p->n_orders, seats = n * (size_t)desk->seats;
    g_autofree struct ranked *list = g_new(struct ranked, desk->n_nodes + 1);
    desk->node_at = p->n_nodes > SOURCE_MAX_EXACT ? g_new0(uint16_t, seats + 1) : NULL;
    desk->allowed = g_new0(uint64_t, n + 1);
    desk->cut = g_new0(bool, n + 1);
    desk->fee = g_new0(double, seats + 1);
    desk->short_price = g_new(double, n + 1);
    for (int i = 0; i < p->n_orders; i++) {
        desk->short_price[i] = p->shortage * rank_weight[p->orders[i].priority];
        seat_order(desk, i, list);
    }
    return true;
}

void desk_close(struct desk *desk)
{
    g_free(desk->outer);
    g_free(desk->handling);
    g_free(desk->stock);
    g_free(desk->parcels);
    g_free(desk->units);
    g_free(desk->node_at);
    g_free(desk->allowed);
    g_free(desk->cut);
    g_free(desk->fee);
    g_free(desk->short_price);
    g_free(desk->price);
    *desk = (struct desk){0};
}
