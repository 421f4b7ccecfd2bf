// SPDX-License-Identifier: Apache-2.0
// Random sourcing problems by seed, and an inspector that checks plans against every rule.
#include "source_case.h"

#include <math.h>
#include <string.h>

static const double near = 1e-6;

static int upto(struct dice *dice, int most)
{
    return 1 + (int)dice_below(dice, (uint32_t)most);
}

static bool one_in(struct dice *dice, int n)
{
    return dice_below(dice, (uint32_t)n) == 0;
}

static void make_nodes(struct source_case *c, struct dice *dice, const struct source_taste *taste)
{
    for (int i = 0; i < c->problem.n_nodes; i++) {
        struct source_node *node = &c->nodes[i];
        *node = (struct source_node){
            .fixed = 2 + 4 * dice_share(dice),
            .per_km = 0.01 * dice_share(dice),
            .handling = 0.02 + 0.6 * dice_share(dice),
            .offers = taste->rules ? dice_below(dice, 8) | dice_below(dice, 8) : 7,
            .max_parcels = SOURCE_NO_LIMIT,
            .max_units = SOURCE_NO_LIMIT,
        };
        if (taste->rules && one_in(dice, 3))
            node->max_parcels = (int)dice_below(dice, 4);
        if (taste->caps && !one_in(dice, 3))
            node->max_units = (int)dice_below(dice, (uint32_t)(2 * taste->qty + 1));
    }
}

static void make_stock(struct source_case *c, struct dice *dice, const struct source_taste *taste)
{
    for (int i = 0; i < c->problem.n_stock; i++)
        c->stock[i] = (struct source_stock){
            .node = (int)dice_below(dice, (uint32_t)c->problem.n_nodes),
            .sku = (int)dice_below(dice, (uint32_t)c->problem.n_skus),
            .qty = (int)dice_below(dice, (uint32_t)(2 * taste->qty + 1)),
            .keep = taste->rules && one_in(dice, 4) ? dice_below(dice, 3) : 0,
        };
    for (int i = 0; i < c->problem.n_skus; i++)
        c->sku_needs[i] = taste->rules && one_in(dice, 5) ? 1 : 0;
}

static void make_order(struct source_case *c, struct dice *dice, int i,
                       const struct source_taste *taste)
{
    struct source_problem *p = &c->problem;
    struct source_order *order = &c->orders[i];
    int n = upto(dice, MIN(taste->lines, p->n_skus)), sku = (int)dice_below(dice, 1000);
    *order = (struct source_order){
        .first = p->n_lines, .n = n, .max_parcels = SOURCE_NO_LIMIT, .preferred = -1};
    for (int k = 0; k < n; k++) // one after the other, so that none comes twice
        c->lines[p->n_lines++] =
            (struct source_line){(sku + k) % p->n_skus, upto(dice, taste->qty)};
    if (!taste->rules)
        return;
    order->needs = one_in(dice, 4) ? 2 : 0;
    order->complete = one_in(dice, 4);
    order->priority = (int)dice_below(dice, SOURCE_MAX_PRIORITY + 1);
    if (one_in(dice, 4))
        order->max_parcels = (int)dice_below(dice, 3);
    if (one_in(dice, 3)) {
        order->preferred = (int)dice_below(dice, (uint32_t)p->n_nodes);
        order->bonus = 8 * dice_share(dice);
    }
}

void source_case_make(struct source_case *c, uint64_t seed, const struct source_taste *taste)
{
    struct dice dice;
    dice_seed(&dice, seed);
    *c = (struct source_case){.problem = {.shortage = seed % 5 ? 20 : 0.4}};
    struct source_problem *p = &c->problem;
    p->n_nodes = upto(&dice, taste->nodes);
    p->n_skus = upto(&dice, taste->skus);
    p->n_orders = upto(&dice, taste->orders);
    p->n_stock = p->n_nodes * p->n_skus;
    size_t pairs = (size_t)p->n_nodes * (size_t)p->n_orders, cells = (size_t)p->n_stock;
    p->nodes = c->nodes = g_new(struct source_node, p->n_nodes);
    p->stock = c->stock = g_new(struct source_stock, p->n_stock);
    p->orders = c->orders = g_new(struct source_order, p->n_orders);
    p->lines = c->lines = g_new(struct source_line, p->n_orders * taste->lines);
    p->sku_needs = c->sku_needs = g_new(uint64_t, p->n_skus);
    p->distance = c->distance = g_new(double, pairs);
    p->barred = c->barred = g_new0(uint8_t, pairs);
    make_nodes(c, &dice, taste);
    make_stock(c, &dice, taste);
    for (int i = 0; i < p->n_orders; i++)
        make_order(c, &dice, i, taste);
    for (size_t i = 0; i < pairs; i++) {
        c->distance[i] = 500 * dice_share(&dice);
        c->barred[i] = taste->rules && one_in(&dice, 8);
    }
    if (!taste->prices)
        return;
    p->price = c->price = g_new(double, cells);
    for (size_t i = 0; i < cells; i++)
        c->price[i] = one_in(&dice, 2) ? dice_share(&dice) : 0;
}

void source_case_clear(struct source_case *c)
{
    g_free(c->nodes);
    g_free(c->stock);
    g_free(c->orders);
    g_free(c->lines);
    g_free(c->sku_needs);
    g_free(c->distance);
    g_free(c->price);
    g_free(c->barred);
}

void source_count(const struct source_problem *p, int order, const struct source_piece *pieces,
                  int n, struct source_terms *ret_terms)
{
    static const double weight[] = {1, 8, 64, 512};
    const struct source_order *o = &p->orders[order];
    struct source_terms t = {0};
    g_autofree bool *ships = g_new0(bool, p->n_nodes + 1);
    for (int i = o->first; i < o->first + o->n; i++)
        t.short_units += p->lines[i].qty;
    for (int i = 0; i < n; i++) {
        const struct source_node *node = &p->nodes[pieces[i].node];
        int sku = p->lines[pieces[i].line].sku;
        t.short_units -= pieces[i].qty;
        t.handling += pieces[i].qty * node->handling;
        if (p->price)
            t.opportunity += pieces[i].qty * p->price[sku * p->n_nodes + pieces[i].node];
        if (ships[pieces[i].node])
            continue;
        ships[pieces[i].node] = true;
        double far = node->per_km * p->distance[order * p->n_nodes + pieces[i].node];
        t.n_parcels++;
        t.parcels += node->fixed;
        t.distance += far;
        t.bonus += pieces[i].node == o->preferred ? MIN(o->bonus, node->fixed + far) : 0;
    }
    t.shortage = p->shortage * (double)t.short_units;
    t.rank = (weight[o->priority] - 1) * t.shortage;
    t.total = t.parcels + t.distance + t.handling - t.bonus + t.shortage + t.rank + t.opportunity;
    *ret_terms = t;
}

void source_same_terms(const struct source_terms *a, const struct source_terms *b)
{
    g_assert_cmpfloat_with_epsilon(a->parcels, b->parcels, near);
    g_assert_cmpfloat_with_epsilon(a->distance, b->distance, near);
    g_assert_cmpfloat_with_epsilon(a->handling, b->handling, near);
    g_assert_cmpfloat_with_epsilon(a->bonus, b->bonus, near);
    g_assert_cmpfloat_with_epsilon(a->shortage, b->shortage, near);
    g_assert_cmpfloat_with_epsilon(a->rank, b->rank, near);
    g_assert_cmpfloat_with_epsilon(a->opportunity, b->opportunity, near);
    g_assert_cmpfloat_with_epsilon(a->total, b->total, near);
    g_assert_cmpint(a->n_parcels, ==, b->n_parcels);
    g_assert_cmpint(a->short_units, ==, b->short_units);
}

// What the places give in all.
struct given {
    int64_t *stock, *units, *parcels;
};

static void inspect_order(const struct source_problem *p, const struct source_answer *answer,
                          int order, struct given *given)
{
    const struct source_order *o = &p->orders[order];
    int first = answer->first[order], n = answer->first[order + 1] - first;
    const struct source_piece *pieces = answer->pieces + first;
    g_autofree int *open = g_new(int, o->n + 1);
    struct source_terms terms;
    for (int i = 0; i < o->n; i++)
        open[i] = p->lines[o->first + i].qty;
    for (int i = 0; i < n; i++) {
        const struct source_piece *piece = &pieces[i];
        const struct source_node *node = &p->nodes[piece->node];
        int line = piece->line - o->first, sku = p->lines[piece->line].sku;
        g_assert_cmpint(line, >=, 0);
        g_assert_cmpint(line, <, o->n);
        g_assert_cmpint(piece->qty, >, 0);
        g_assert_cmpint(open[line] -= piece->qty, >=, 0);
        g_assert_cmphex((o->needs | (p->sku_needs ? p->sku_needs[sku] : 0)) & ~node->offers, ==, 0);
        g_assert_false(p->barred && p->barred[order * p->n_nodes + piece->node]);
        given->stock[sku * p->n_nodes + piece->node] += piece->qty;
        given->units[piece->node] += piece->qty;
        given->parcels[piece->node] += !i || pieces[i - 1].node != piece->node;
        g_assert_true(!i || pieces[i - 1].node < piece->node ||
                      (pieces[i - 1].node == piece->node && pieces[i - 1].line < piece->line));
    }
    source_count(p, order, pieces, n, &terms);
    source_same_terms(&answer->terms[order], &terms);
    g_assert_cmpint(terms.n_parcels, <=, o->max_parcels);
    g_assert_true(!o->complete || !n || !terms.short_units);
}

static void inspect_places(const struct source_problem *p, const struct given *given)
{
    size_t cells = (size_t)p->n_nodes * (size_t)p->n_skus;
    g_autofree int64_t *have = g_new0(int64_t, cells + 1);
    for (int i = 0; i < p->n_stock; i++)
        have[p->stock[i].sku * p->n_nodes + p->stock[i].node] += p->stock[i].qty - p->stock[i].keep;
    for (size_t i = 0; i < cells; i++)
        g_assert_cmpint(given->stock[i], <=, MAX(have[i], 0));
    for (int i = 0; i < p->n_nodes; i++) {
        g_assert_cmpint(given->units[i], <=, p->nodes[i].max_units);
        g_assert_cmpint(given->parcels[i], <=, p->nodes[i].max_parcels);
    }
}

void source_inspect(const struct source_problem *p, const struct source_answer *answer)
{
    size_t cells = (size_t)p->n_nodes * (size_t)p->n_skus;
    struct given given = {g_new0(int64_t, cells + 1), g_new0(int64_t, p->n_nodes + 1),
                          g_new0(int64_t, p->n_nodes + 1)};
    double sum = 0;
    g_assert_cmpint(answer->n_orders, ==, p->n_orders);
    g_assert_cmpint(answer->first[p->n_orders], ==, answer->n_pieces);
    for (int i = 0; i < p->n_orders; i++) {
        inspect_order(p, answer, i, &given);
        sum += answer->terms[i].total;
    }
    inspect_places(p, &given);
    g_assert_cmpfloat_with_epsilon(sum, answer->sum.total, near);
    g_free(given.stock);
    g_free(given.units);
    g_free(given.parcels);
}
